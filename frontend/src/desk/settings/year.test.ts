import { describe, expect, it } from 'vitest'
import { replaceYear, workingDays, yearOf } from './year'

const holidays = [
  { nameZh: '元旦', nameEn: 'New Year', from: '2026-01-01', to: '2026-01-03' },
  { nameZh: '元旦', nameEn: 'New Year', from: '2027-01-01', to: '2027-01-01', provisional: true },
]

describe('the drawn year', () => {
  it('knows weekends, days off, provisional ones and make-up days', () => {
    const months = yearOf(2026, [1, 2, 3, 4, 5], holidays, ['2026-01-04'], (h) => h.nameZh)
    expect(months).toHaveLength(12)
    expect(months[0]!.before).toBe(3) // 1 January 2026 is a Thursday
    expect(months[0]!.days.slice(0, 6).map((d) => d.kind)).toEqual(['holiday', 'holiday', 'holiday', 'makeUp', 'work', 'work'])
    expect(months[0]!.days[0]!.name).toBe('元旦')
    expect(months[1]!.days).toHaveLength(28)
    expect(workingDays(months)).toBe(261 - 2 + 1)
    expect(yearOf(2027, [1, 2, 3, 4, 5], holidays, [], (h) => h.nameZh)[0]!.days[0]!.kind).toBe('provisional')
  })
  it('takes a notice in place of what stood for its year alone', () => {
    const next = replaceYear(2027, { holidays, makeUpDays: ['2026-01-04', '2027-02-06'] }, { holidays: [{ nameZh: '元旦', nameEn: 'New Year', from: '2027-01-01', to: '2027-01-03' }], makeUpDays: ['2027-01-30'] })
    expect(next.holidays.map((h) => h.to)).toEqual(['2026-01-03', '2027-01-03'])
    expect(next.makeUpDays).toEqual(['2026-01-04', '2027-01-30'])
  })
})
