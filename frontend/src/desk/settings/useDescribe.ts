import { useI18n } from 'vue-i18n'
import { useWords } from '@/shared/words/useWords'
import { useFormat } from '@/shared/format'
import type { Change, LimitRule } from './documents'
import { spoken } from './duration'

type Value = unknown
const isObject = (v: Value): v is Record<string, Value> => typeof v === 'object' && v !== null && !Array.isArray(v)

/** Says in words which field a change is about, and what was and is. */
export function useDescribe() {
  const { t, te, locale } = useI18n()
  const words = useWords()
  const { money } = useFormat()

  const limit = (minutes: number, calendar: string) => {
    const { n, unit } = spoken(minutes, calendar)
    return `${t(`settings.said.${unit}`, { n })}${calendar === 'wall' ? '' : t('settings.of', { calendar: t(`settings.calendars.${calendar}`) })}`
  }

  const vocabulary = { natures: 'nature', severities: 'severity', categories: 'category' } as const

  /** One condition of a rule in words: 特急或紧急. */
  function condition(name: string, to: string | boolean | string[]): string {
    if (typeof to === 'boolean' || to === 'true' || to === 'false') return t(`settings.when.${name}.${to}`)
    const codes = typeof to === 'string' ? to.split(',') : to
    return codes.map((c) => words(vocabulary[name as keyof typeof vocabulary], c)).join(t('settings.or'))
  }
  const conditions = (when: LimitRule['when']): string[] => Object.entries(when ?? {}).map(([name, to]) => condition(name, to))

  /** `firstResponse severities=critical` as words. */
  function rule(key: string): string {
    const [clock, ...when] = key.split(' ')
    const narrowed = when.map((w) => w.split('=')).filter((w) => w.length === 2).map(([name, codes]) => condition(name!, codes!))
    return [words('clock', clock), narrowed.join(' · ') || t('settings.limits.otherwise')].join(' · ')
  }

  function element(list: string, key: string): string {
    switch (list) {
      case 'limits': return rule(key)
      case 'tiers': return t('settings.tiers.from', { amount: money(Number(key.split(' ')[0])) })
      case 'steps': return t(`settings.steps.${key}`)
      case 'warranty': return words('part', key)
      case 'items': return words('category', key) !== key ? words('category', key) : words('department', key)
      case 'causes': return words('cause', key)
      default: return key
    }
  }

  function property(name: string): string {
    for (const at of [`settings.numbers.fields.${name}.label`, `settings.props.${name}`]) if (te(at)) return t(at)
    return name
  }

  /** `items[elevator].capFen` as 「电梯 · 赔付上限」. */
  function label(field: string): string {
    const out: string[] = []
    for (const [, name, key] of field.matchAll(/\.?([A-Za-z]+)(?:\[([^\]]*)\])?/g)) {
      if (!name || name === 'windows' || name === 'when') continue
      if (key === undefined) out.push(property(name))
      else if (name === 'items' || name === 'limits' || name === 'tiers' || name === 'steps') out.push(element(name, key))
      else out.push(property(name), element(name, key))
    }
    return out.join(' · ')
  }

  function value(v: Value, field: string): string {
    if (v === null || v === undefined || v === '') return t('settings.nothing')
    if (typeof v === 'boolean') return t(v ? 'settings.yes' : 'settings.no')
    const name = field.split('.').at(-1) ?? ''
    if (typeof v === 'number') {
      if (/fen$/i.test(name)) return money(v)
      if (name === 'minutes') return limit(v, 'wall')
      const unit = `settings.numbers.fields.${name}.unit`
      return te(unit) ? `${v} ${t(unit)}` : String(v)
    }
    if (Array.isArray(v)) return v.map((x) => value(x, name)).join(t('settings.and'))
    if (isObject(v)) return object(v)
    return code(String(v), name)
  }

  function code(v: string, name: string): string {
    if (name === 'department') return words('department', v)
    if (name === 'calendar' && te(`settings.calendars.${v}`)) return t(`settings.calendars.${v}`)
    if (name === 'parts') return words('part', v)
    if (name === 'causes') return words('cause', v)
    if (name === 'categories') return words('category', v)
    if (name === 'neverPaused') return words('clock', v)
    return v
  }

  function object(v: Record<string, Value>): string {
    if (typeof v.minutes === 'number') return limit(v.minutes, String(v.calendar))
    if (Array.isArray(v.steps)) return (v.steps as { name: string; later?: boolean }[]).map((s) => t(`settings.steps.${s.name}`) + (s.later ? t('settings.tiers.later') : '')).join(' → ')
    if (v.nameZh) {
      const named = String(locale.value === 'en' ? v.nameEn : v.nameZh)
      const days = v.from ? ` ${String(v.from)} – ${String(v.to)}` : ''
      return `${named}${days}${v.department ? ` · ${words('department', String(v.department))}` : ''}`
    }
    if (v.from && v.to) return `${String(v.from)}–${String(v.to)}`
    if (v.name) return t(`settings.steps.${String(v.name)}`) + (v.later ? t('settings.tiers.later') : '')
    return Object.entries(v).map(([k, x]) => `${property(k)} ${value(x, k)}`).join(t('settings.and'))
  }

  /** Of lists of plain words only what came and what went. */
  function said(c: Change): { label: string; was: string; is: string } {
    const { was, is } = c as { was: Value; is: Value }
    const plain = (v: Value): v is string[] => Array.isArray(v) && v.every((x) => typeof x !== 'object')
    if (plain(was) && plain(is) && !c.field.endsWith('.order')) {
      const gone = was.filter((x) => !is.includes(x))
      const come = is.filter((x) => !was.includes(x))
      return { label: label(c.field), was: value(gone, c.field), is: value(come, c.field) }
    }
    if (c.field.endsWith('.order')) return { label: label(c.field), was: '', is: t('settings.reordered') }
    return { label: label(c.field), was: value(was, c.field), is: value(is, c.field) }
  }

  return { limit, conditions, said }
}
