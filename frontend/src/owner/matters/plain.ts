import { useI18n } from 'vue-i18n'
import type { Clock, MatterItem } from '@/shared/api/types'
import { useFormat } from '@/shared/format'
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
    status: (m: Pick<MatterItem, 'status'>) => t(`matters.status.${m.status}`),
    /** Who has it in hand just now. */
    holder(m: Pick<MatterItem, 'department' | 'assignee'>): string {
      const department = m.department ? words('department', m.department) : t('matters.desk')
      return m.assignee ? `${department} · ${m.assignee.name}` : department
    },
    missed: (clocks: Clock[]): { kind: string; text: string }[] =>
      clocks
        .filter((c) => c.state === 'missed' && told.includes(c.kind))
        .map((c) => ({ kind: c.kind, text: t('matters.missed', { what: promise(c.kind), due: dayTime(c.dueAt) }) })),
  }
}

export const waitsForOwner = (m: Pick<MatterItem, 'status'>) => m.status === 'offered' || m.status === 'resolved'
