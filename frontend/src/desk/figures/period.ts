import { isoDay, partsOf } from '@/shared/format'

export type PeriodKey = 'thisWeek' | 'thisMonth' | 'lastMonth' | 'quarter' | 'halfYear' | 'custom'
export const periods: PeriodKey[] = ['thisWeek', 'thisMonth', 'lastMonth', 'quarter', 'halfYear']

const pad = (n: number) => String(n).padStart(2, '0')
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** First and last day, inclusive, in the estate's time. */
export function rangeOf(key: PeriodKey, now: Date = new Date()): { from: string; to: string } {
  const today = isoDay(now)
  const p = partsOf(now)
  const ms = Date.UTC(p.year, p.month - 1, p.day)
  const first = (monthsBack: number) => {
    const d = new Date(Date.UTC(p.year, p.month - 1 - monthsBack, 1))
    return `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-01`
  }
  switch (key) {
    case 'thisWeek':
      return { from: dayOf(ms - ((new Date(ms).getUTCDay() + 6) % 7) * 86400_000), to: today }
    case 'lastMonth':
      return { from: first(1), to: dayOf(Date.UTC(p.year, p.month - 1, 0)) }
    case 'quarter':
      return { from: first(2), to: today }
    case 'halfYear':
      return { from: first(5), to: today }
    default:
      return { from: first(0), to: today }
  }
}
