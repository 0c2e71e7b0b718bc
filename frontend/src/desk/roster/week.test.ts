import { describe, expect, it } from 'vitest'
import { cell, dayOf, fromToday, monday, overnight, people, put, swap, type Shift } from './week'

const shift = (post: Shift['post'], day: number, from: string, to: string, name: string): Shift => ({ post, day, from, to, name, phone: `p-${name}` })

describe('a week of the roster', () => {
  const shifts = [shift('front_desk', 1, '12:00', '20:00', 'B'), shift('front_desk', 1, '08:00', '12:00', 'A'), shift('manager', 2, '08:00', '08:00', 'A')]

  it('begins on the Monday of any of its days', () => {
    expect(monday('2026-11-29')).toBe('2026-11-23')
    expect(monday('2026-11-23')).toBe('2026-11-23')
    expect(monday('2026-12-31', 1)).toBe('2027-01-04')
    expect(dayOf('2026-12-28', 7)).toBe('2027-01-03')
  })
  it('shows today first, then what comes', () => {
    expect(fromToday(3)).toEqual([3, 4, 5, 6, 7, 1, 2])
    expect(fromToday(0)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
  it('orders a cell by the hour and knows what passes midnight', () => {
    expect(cell(shifts, 'front_desk', 1).map((s) => s.name)).toEqual(['A', 'B'])
    expect(overnight({ from: '20:00', to: '08:00' })).toBe(true)
    expect(overnight({ from: '08:00', to: '20:00' })).toBe(false)
  })
  it('fills several days at once and leaves the other posts alone', () => {
    const next = put(shifts, 'front_desk', [1, 2], [{ from: '08:00', to: '20:00', name: 'C' }])
    expect(next.filter((s) => s.post === 'front_desk').map((s) => [s.day, s.name])).toEqual([[1, 'C'], [2, 'C']])
    expect(next.filter((s) => s.post === 'manager')).toHaveLength(1)
  })
  it('lets two people change places with their numbers, on the days named', () => {
    expect(people(shifts).map((p) => p.name)).toEqual(['B', 'A'])
    const next = swap(shifts, 'A', 'B', [1])
    expect(next.map((s) => [s.name, s.phone])).toEqual([['A', 'p-A'], ['B', 'p-B'], ['A', 'p-A']])
    expect(swap(shifts, 'A', 'nobody', [1])).toEqual(shifts)
  })
})
