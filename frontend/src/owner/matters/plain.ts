import { useI18n } from 'vue-i18n'
import type { Clock, Matter, MatterItem, Status } from '@/shared/api/types'
import { useFormat } from '@/shared/format'
import { withDesk } from '@/shared/matter/holder'
import { useWords } from '@/shared/words/useWords'

/** Time limits that are promises to the owner; the others are between departments. */
const told = ['firstResponse', 'onSite', 'finding', 'plan', 'update', 'execution', 'payment', 'callback']

/** The desk's terms in an owner's words. */
export function usePlain() {
  const { t, te } = useI18n()
  const words = useWords()
  const { dayTime } = useFormat()

  const promise = (what: string) => (te(`matters.promise.${what}`) ? t(`matters.promise.${what}`) : what)

  return {
    promise,
    status: (m: Standing) => t(`matters.status.${saidSo(m) ? 'confirmed' : othersAsked(m) ? 'others' : takenOn(m) ? 'taken' : m.status}`),
    /** What was promised next; where nobody said more, the nearest time limit that runs. */
    next(m: Pick<MatterItem, 'status' | 'asks' | 'closedAt' | 'promised' | 'clocks'>): { what: string; by: string; late: boolean } | null {
      if (m.closedAt || (m.asks === 'offer' && m.status === 'offered') || m.asks === 'result') return null
      const running = m.clocks.filter((c) => c.state === 'running' && told.includes(c.kind)).sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0]
      const next = m.promised ?? (running && { what: running.kind, by: running.dueAt })
      return next ? { what: promise(next.what), by: next.by, late: new Date(next.by) < new Date() } : null
    },
    /** The work and the money, where they have a day of their own beside what comes next. */
    more: (m: Pick<Matter, 'promised' | 'clocks'>): { what: string; by: string }[] =>
      m.promised
        ? m.clocks.filter((c) => c.state === 'running' && (c.kind === 'execution' || c.kind === 'payment') && c.kind !== m.promised?.what).map((c) => ({ what: c.kind, by: c.dueAt }))
        : [],
    /** What the way of such a matter is from here, in a sentence; '' where nothing more comes. */
    after(m: Pick<Matter, 'status' | 'outcome' | 'asks' | 'nature' | 'severity' | 'plan' | 'offer' | 'refusals' | 'declines' | 'allowed' | 'disputes' | 'quote'>): string {
      const may = (command: Matter['allowed'][number]) => m.allowed.includes(command)
      if (saidSo(m)) return t('matters.after.confirmed')
      if (m.status === 'unfounded' || m.status === 'closed') return may('appeal') ? t('matters.after.appeal') : may('reopen') ? t(`matters.after.${m.outcome === 'referred' ? 'referred' : 'reopen'}`) : ''
      if (m.severity === 'critical' && startsWithSafety(m)) return t('matters.after.critical')
      if (m.status === 'investigating' && m.offer?.state === 'rejected') return t(m.refusals > 1 ? 'matters.after.refusedAgain' : 'matters.after.refused')
      if (m.nature === 'praise' && m.status === 'registered') return t('matters.after.praise')
      if (m.status === 'disputed') return t(`matters.after.disputed.${m.disputes.at(-1)?.step ?? 'negotiation'}`)
      if (underway(m) && m.quote && m.quote.state !== 'refused') return t(`matters.after.quote.${m.quote.state}`)
      if (m.status === 'executing' && m.declines > 0) return t(m.declines > 1 ? 'matters.after.declinedAgain' : 'matters.after.declined')
      const key = [`matters.after.${m.status}.${wayOf(m)}`, `matters.after.${m.status}`].find((k) => te(k))
      return key ? t(key) : ''
    },
    /** Who has it in hand just now. */
    holder(m: Pick<MatterItem, 'status' | 'department' | 'assignee'>): string {
      const department = m.department && !withDesk(m) ? words('department', m.department) : t('matters.desk')
      return m.assignee ? `${department} · ${m.assignee.name}` : department
    },
    /** What was not kept, a line for each kind of promise, the latest of them with its time and when it was made good. */
    missed: (m: Pick<Matter, 'clocks' | 'payments' | 'payableFen'>): { kind: string; text: string }[] =>
      told.flatMap((kind) => {
        const late = m.clocks.filter((c) => c.kind === kind && c.state === 'missed' && !paidInTime(c, m)).sort((a, b) => b.dueAt.localeCompare(a.dueAt))
        const last = late[0]
        if (!last) return []
        const due = t(late.length > 1 ? 'matters.missedOften' : 'matters.missed', { what: promise(kind), n: late.length, due: dayTime(last.dueAt) })
        const done = last.doneAt ? t('matters.doneLate', { when: dayTime(last.doneAt) }) : last.endedAt ? '' : t('matters.notYet')
        return [{ kind, text: due + done }]
      }),
  }
}

/** Money that came in time is nothing to be sorry for, however late its receipt was confirmed. */
const paidInTime = (c: Clock, m: Pick<Matter, 'payments' | 'payableFen'>) => c.kind === 'payment' && !m.payableFen && m.payments.length > 0 && m.payments.every((p) => p.correctionOf || p.paidAt <= c.dueAt)

/** Which of the ways a matter goes: found out and agreed on, repaired, or answered. */
export const wayOf = (m: Pick<Matter, 'nature' | 'plan'>) => (m.nature === 'complaint' || m.plan ? 'complaint' : m.nature === 'repair' ? 'repair' : 'question')

/** Nothing was agreed on yet: of a danger people are made safe before anything else. */
export const startsWithSafety = (m: Pick<MatterItem, 'status'>) => ['registered', 'dispatched', 'investigating'].includes(m.status)

/** A price is asked or agreed on, and the work it is for is still to come. */
const underway = (m: Pick<MatterItem, 'status'>) => m.status === 'dispatched' || m.status === 'investigating'

type Standing = Pick<MatterItem, 'status' | 'outcome' | 'asks' | 'nature'>

/** Of a group matter: this household has answered, others are still asked. */
const othersAsked = (m: Standing) => (m.status === 'offered' || m.status === 'resolved') && m.asks === null

/** Of a repair there is most often nothing to find out: somebody has it and comes. */
const takenOn = (m: Standing) => m.nature === 'repair' && m.status === 'investigating'

/** The owner has confirmed, though something (an evaluation, a payment) still holds the matter open. */
const saidSo = (m: Standing) => m.status === 'resolved' && m.outcome !== null && m.asks !== 'result'

/** The status whose look fits what the owner reads. */
export const lookOf = (m: Standing): Status => (saidSo(m) ? 'closed' : othersAsked(m) ? 'executing' : m.status)
