import { computed } from 'vue'
import { preferences, type Language } from './preferences'

const zone = 'Asia/Shanghai'

/** ¥1,280.00: always two digits, so that a column of amounts lines up; the sign stands before the mark. */
export function money(fen: number, lang: Language): string {
  const yuan = new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Math.abs(fen) / 100)
  return `${fen < 0 ? '-' : ''}¥${yuan}`
}

/** What a person typed as yuan, in fen; null when it is no amount. */
export function fenOf(yuan: string): number | null {
  const plain = yuan.normalize('NFKC').replace(/[,\s¥元]/g, '')
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) return null
  return Math.round(Number(plain) * 100)
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>

export function partsOf(at: Date): Parts {
  const found: Partial<Parts> = {}
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
  for (const { type, value } of format.formatToParts(at)) {
    if (type in { year: 1, month: 1, day: 1, hour: 1, minute: 1 }) found[type as keyof Parts] = Number(value)
  }
  return found as Parts
}

const two = (n: number) => String(n).padStart(2, '0')
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day in the estate's time: 今天, 明天, 昨天, 11月3日, 2025年11月3日. */
export function day(iso: string, lang: Language, now: Date = new Date()): string {
  const at = dateOf(iso)
  const p = partsOf(at)
  const n = partsOf(now)
  const distance = (Date.UTC(p.year, p.month - 1, p.day) - Date.UTC(n.year, n.month - 1, n.day)) / 86400_000
  const near = { zh: { '-1': '昨天', '0': '今天', '1': '明天' }, en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' } }
  const word = near[lang === 'en' ? 'en' : 'zh'][String(distance) as '0']
  if (word) return word
  const year = p.year === n.year ? '' : lang === 'en' ? ` ${p.year}` : `${p.year}年`
  return lang === 'en' ? `${p.day} ${months[p.month - 1]}${year}` : `${year}${p.month}月${p.day}日`
}

/** A day as a sheet of paper names it, that is read later too: 2026年11月29日 周日. */
export function dayOnPaper(iso: string, lang: Language): string {
  const at = dateOf(iso)
  const p = partsOf(at)
  const weekday = new Intl.DateTimeFormat(lang, { timeZone: zone, weekday: 'short' }).format(at)
  return lang === 'en' ? `${weekday} ${p.day} ${months[p.month - 1]} ${p.year}` : `${p.year}年${p.month}月${p.day}日 ${weekday}`
}

export function dayTime(iso: string, lang: Language, now: Date = new Date()): string {
  const p = partsOf(dateOf(iso))
  return `${day(iso, lang, now)} ${two(p.hour)}:${two(p.minute)}`
}

/** A mobile number in groups that can be read out: 138-0000-0000. */
export const phoneOf = (phone: string): string => phone.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1-$2-$3')

/** 2026-11-22 in the estate's time, as date inputs and the contract write it. */
export function isoDay(at: Date): string {
  const p = partsOf(at)
  return `${p.year}-${two(p.month)}-${two(p.day)}`
}

/** 还有 3 小时 / 已过 2 天. */
export function distance(iso: string, lang: Language, now: Date = new Date()): string {
  const left = dateOf(iso).getTime() - now.getTime()
  const n = Math.round(Math.abs(left) / 60_000)
  const [count, zh, en] = n < 60 ? [Math.max(n, 1), '分钟', 'min'] : n < 48 * 60 ? [Math.round(n / 60), '小时', 'h'] : [Math.round(n / 1440), '天', 'days']
  if (lang === 'en') return left >= 0 ? `${count} ${en} left` : `${count} ${en} late`
  return left >= 0 ? `还有 ${count} ${zh}` : `已过 ${count} ${zh}`
}

/** A bare day means its start in the estate's time, not in the reader's. */
function dateOf(iso: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T00:00:00+08:00` : iso)
}

/** The same, bound to the language that is set. */
export function useFormat() {
  const lang = computed(() => preferences.language)
  return {
    money: (fen: number) => money(fen, lang.value),
    day: (iso: string) => day(iso, lang.value),
    dayOnPaper: (iso: string) => dayOnPaper(iso, lang.value),
    dayTime: (iso: string) => dayTime(iso, lang.value),
    distance: (iso: string) => distance(iso, lang.value),
  }
}
