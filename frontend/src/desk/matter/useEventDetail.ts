import { useI18n } from 'vue-i18n'
import type { TimelineEntry } from '@/shared/api/types'
import { useFormat } from '@/shared/format'
import { useWords } from '@/shared/words/useWords'

/** The data of an event in one line, where its note does not say it already. */
export function useEventDetail(): (entry: TimelineEntry) => string {
  const { t } = useI18n()
  const words = useWords()
  const { money, dayTime } = useFormat()
  const yes = (value: unknown) => t(value === true ? 'matter.yes' : value === false ? 'matter.no' : 'matter.judge.open')

  const was = (before: unknown) => {
    const b = (before ?? {}) as Record<string, string>
    return t('reading.downgrade.was', { was: [words('nature', b.nature), words('severity', b.severity)].filter(Boolean).join(t('words.comma')) })
  }

  return (e) => {
    const d = e.data ?? {}
    const text = (name: string) => (typeof d[name] === 'string' ? (d[name] as string) : '')
    const fen = (name: string) => (typeof d[name] === 'number' ? money(d[name] as number) : '')
    const time = (name: string) => (text(name) ? dayTime(text(name)) : '')
    const span = (from: string, to: string) => [time(from), time(to).slice(-5)].filter(Boolean).join('–')
    const behalf = d.onBehalf as { how?: string; person?: string } | undefined
    const parts: string[] = []
    switch (e.kind) {
      case 'noted':
        if (text('wentUp')) parts.push(t(`matter.wentUp.${text('wentUp')}`, { step: t(`matter.stepRole.${text('step')}`) }))
        break
      case 'judged':
        parts.push(`${t('matter.field.groundsSufficient')} ${yes(d.groundsSufficient)}`, `${t('matter.field.demandReasonable')} ${yes(d.demandReasonable)}`)
        break
      case 'classified':
        parts.push(words('category', text('category')), words('severity', text('severity')), words('nature', text('nature')), d.downgraded === true ? t('reading.downgrade.tag') : '', d.downgraded === true ? was(d.before) : '')
        break
      case 'returned':
      case 'dispatched':
        parts.push(words('department', text('department')))
        break
      case 'concluded':
        parts.push(words('finding', text('finding')))
        break
      case 'disputed':
        parts.push(words('dispute', text('step')), text('body'))
        break
      case 'appointed':
        parts.push(span('from', 'to'), text('who'))
        break
      case 'visited':
        parts.push(words('visit', text('outcome')))
        break
      case 'task_set':
        parts.push(text('who'), words('department', text('department')), time('by'))
        break
      case 'task_done':
        parts.push(text('what'))
        break
      case 'called':
        parts.push(words('call', text('purpose')), text('rang'), t(`work.${d.purpose === 'meeting' ? 'metOrNot' : 'reachedOrNot'}.${d.reached === true ? 'yes' : 'no'}`))
        break
      case 'visit_answered':
        parts.push(t(`work.timeSuits.${d.ok === true ? 'yes' : 'no'}`), span('wishFrom', 'wishTo'))
        break
      case 'recheck_set':
        parts.push(words('recheck', text('because')), time('by'))
        break
      case 'quoted':
        parts.push(fen('totalFen'))
        break
      case 'quote_answered':
        parts.push(t(`work.priceSuits.${d.ok === true ? 'yes' : 'no'}`), fen('totalFen'))
        break
      case 'fund_stepped':
        parts.push(words('fund', text('step')))
        break
      case 'insurance_noted':
        parts.push(text('insurer'), words('insurance', text('state')), text('claimNumber'), d.amountFen ? fen('amountFen') : '')
        break
      case 'paid':
        parts.push(fen('amountFen'), words('measure', text('kind')), text('receipt'))
        break
      case 'started':
        parts.push(words('payer', text('payer')), d.agreedPriceFen ? fen('agreedPriceFen') : '')
        break
      case 'proposed':
        parts.push(fen('amountFen'), time('dueAt'))
        break
      case 'paused':
        parts.push(words('awaited', text('awaiting')), time('until'))
        break
      case 'extended':
        parts.push(words('clock', text('clock')), time('until'))
        break
      case 'reminded':
      case 'escalated':
        parts.push(words('clock', text('clock')), d.percent ? `${String(d.percent)}%` : '')
        break
      case 'confirmed':
        parts.push(words('outcome', text('outcome')), d.rating ? t(`matter.rating.${String(d.rating)}`) : '')
        break
      case 'closed':
      case 'auto_closed':
        parts.push(words('outcome', text('outcome')))
        break
      case 'ordered':
        parts.push(words('department', text('to')), time('answerBy'))
        break
      case 'external_asked':
        parts.push(text('name') || words('party', text('party')), text('contact'), time('answerBy'))
        break
      case 'external_replied':
        parts.push(words('party', text('party')), time('at'))
        break
      case 'not_sent':
        parts.push(t('reading.unsent', { author: text('author'), command: words('command', text('command')), words: unsent(d.body) }))
        break
      case 'info_requested':
        parts.push(words('department', text('from')), time('answerBy'))
        break
    }
    if (behalf?.person) parts.push(t('matter.timeline.behalf', { person: behalf.person, how: behalf.how ?? '' }))
    return parts.filter(Boolean).join(' · ')
  }
}

/** The words of a command that was not sent. */
function unsent(body: unknown): string {
  const b = (body ?? {}) as Record<string, unknown>
  return String(b.reply ?? b.note ?? b.result ?? b.terms ?? b.reason ?? '')
}
