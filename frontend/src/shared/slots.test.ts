import { expect, it } from 'vitest'
import { slotsOf } from './slots'

const limits = { visitFrom: '08:00', visitTo: '20:00', visitHours: 2 }

it('offers the windows that are still ahead, in the estate’s time', () => {
  const days = slotsOf(limits, new Date('2026-11-23T15:30:00+08:00'), 2)
  expect(days.map((d) => [d.day, d.slots.length])).toEqual([['2026-11-23', 2], ['2026-11-24', 6]])
  expect(days[0]?.slots[0]).toEqual({ from: '2026-11-23T16:00:00+08:00', to: '2026-11-23T18:00:00+08:00' })
})

it('goes on to tomorrow when today is over, and offers no window that is cut short', () => {
  expect(slotsOf(limits, new Date('2026-11-23T23:00:00+08:00'), 2).map((d) => d.day)).toEqual(['2026-11-24'])
  expect(slotsOf({ ...limits, visitHours: 5 }, new Date('2026-11-23T00:00:00+08:00'), 1)[0]?.slots).toHaveLength(2)
})
