import type { Holiday } from './documents'

/** What a day is in the office's year. */
export type DayKind = 'work' | 'weekend' | 'holiday' | 'provisional' | 'makeUp'
export interface Day {
  date: string
  n: number
  kind: DayKind
  name: string
}
export interface Month {
  month: number
  /** Empty places before the first day, Monday first. */
  before: number
  days: Day[]
}

const two = (n: number) => String(n).padStart(2, '0')

/** The year as it is drawn: twelve months of days, each with what it is. */
export function yearOf(year: number, weekdays: number[], holidays: Holiday[], makeUpDays: string[], nameOf: (h: Holiday) => string): Month[] {
  const worked = new Set(makeUpDays)
  return Array.from({ length: 12 }, (_, m) => {
    const length = new Date(Date.UTC(year, m + 1, 0)).getUTCDate()
    const days = Array.from({ length }, (_, d): Day => {
      const date = `${year}-${two(m + 1)}-${two(d + 1)}`
      const weekday = new Date(Date.UTC(year, m, d + 1)).getUTCDay() || 7
      const off = holidays.find((h) => h.from <= date && date <= h.to)
      if (worked.has(date)) return { date, n: d + 1, kind: 'makeUp', name: '' }
      if (off) return { date, n: d + 1, kind: off.provisional ? 'provisional' : 'holiday', name: nameOf(off) }
      return { date, n: d + 1, kind: weekdays.includes(weekday) ? 'work' : 'weekend', name: '' }
    })
    return { month: m + 1, before: (new Date(Date.UTC(year, m, 1)).getUTCDay() + 6) % 7, days }
  })
}

/** Days on which the office is open in a year. */
export const workingDays = (months: Month[]): number => months.flatMap((m) => m.days).filter((d) => d.kind === 'work' || d.kind === 'makeUp').length

/** Holidays and make-up days with those of one year replaced. */
export function replaceYear(year: number, kept: { holidays: Holiday[]; makeUpDays: string[] }, by: { holidays: Holiday[]; makeUpDays: string[] }) {
  const other = (day: string) => !day.startsWith(`${year}-`)
  return {
    holidays: [...kept.holidays.filter((h) => other(h.to) && other(h.from)), ...by.holidays].sort((a, b) => a.from.localeCompare(b.from)),
    makeUpDays: [...kept.makeUpDays.filter(other), ...by.makeUpDays].sort(),
  }
}
