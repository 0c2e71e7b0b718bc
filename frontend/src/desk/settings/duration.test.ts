import { describe, expect, it } from 'vitest'
import { inMinutes, spoken, unitsOf } from './duration'

describe('how a limit is said', () => {
  it('takes the largest unit that is whole', () => {
    expect(spoken(5, 'wall')).toEqual({ n: 5, unit: 'minute' })
    expect(spoken(720, 'wall')).toEqual({ n: 12, unit: 'hour' })
    expect(spoken(4320, 'wall')).toEqual({ n: 3, unit: 'day' })
    expect(spoken(1440, 'wall')).toEqual({ n: 24, unit: 'hour' })
    expect(spoken(240, 'office')).toEqual({ n: 4, unit: 'hour' })
    expect(spoken(480, 'office')).toEqual({ n: 1, unit: 'workday' })
    expect(spoken(4800, 'office')).toEqual({ n: 10, unit: 'workday' })
    expect(spoken(30, 'service')).toEqual({ n: 30, unit: 'minute' })
  })
  it('comes back as it went out', () => {
    for (const calendar of ['office', 'service', 'wall']) {
      for (const minutes of [1, 59, 60, 90, 480, 960, 1440, 2880, 4321]) {
        const { n, unit } = spoken(minutes, calendar)
        expect(unitsOf(calendar)).toContain(unit)
        expect(inMinutes(n, unit)).toBe(minutes)
      }
    }
  })
})
