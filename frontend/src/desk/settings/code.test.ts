import { describe, expect, it } from 'vitest'
import { codeOf } from './code'

describe('codes made of names', () => {
  it('keeps letters, digits and underscores, a letter first', () => {
    expect(codeOf('EV charging (garage)')).toBe('ev_charging_garage')
    expect(codeOf('2nd lift')).toBe('nd_lift')
    expect(codeOf('Café')).toBe('cafe')
    expect(codeOf('充电桩')).toBe('')
    expect(codeOf('x'.repeat(80))).toHaveLength(40)
  })
})
