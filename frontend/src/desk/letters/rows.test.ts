import { describe, expect, it } from 'vitest'
import { waits, type Line } from './rows'

const line: Line = {
  id: 'l-1', direction: 'in', number: '安居客收〔2026〕1号', kind: null, party: null, subject: '来函', documentNumber: '函〔2026〕3号', receivedOn: '2026-11-20', replyBy: null,
  answeredAt: null, complaintId: 'm-1', matterNumber: 'TS-1', confidential: true, by: { id: 'u', name: '林', department: null }, at: '2026-11-21T02:00:00Z',
}

describe('a line of the register', () => {
  it('waits until it is answered', () => {
    expect(waits(line)).toBe(true)
    expect(waits({ ...line, answeredAt: '2026-11-22T00:00:00Z' })).toBe(false)
    expect(waits({ ...line, direction: 'out' })).toBe(false)
    expect(waits({ ...line, direction: 'out', replyBy: '2026-11-25T00:00:00Z' })).toBe(true)
  })
})
