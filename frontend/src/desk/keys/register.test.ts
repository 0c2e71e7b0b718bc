import { describe, expect, it } from 'vitest'
import { filterOf, holderOf, steps, toneOf, type Key } from './register'

const by = { id: 'u', name: '林晓燕', department: null }
const key: Key = {
  id: 'k', version: 2, communityId: 'c', houseId: 'h', house: '香樟苑 12-4-804', ownerId: 'o', owner: '陈小美', what: '入户门', count: 2, tag: 'A-12', consent: '当面签字', until: '2026-12-31', expired: false, handedInBy: '业主母亲',
  takenInBy: by, takenInAt: '2026-11-20T02:00:00Z', state: 'out', overdue: true, lost: null, fault: null, ended: null, allowed: ['amend', 'exception', 'extend', 'return'],
  out: { holder: { id: '', name: '高师傅', department: null }, firm: '宏达门窗', phone: null, purpose: '打胶', complaintId: 'm', matterNumber: 'TS-1', visitId: null, dueAt: '2026-11-21T12:00:00Z', by, at: '2026-11-21T02:00:00Z', signedAt: null },
}

describe('the register of keys', () => {
  it('names who holds a key with the firm', () => {
    expect(holderOf(key.out!)).toBe('宏达门窗 高师傅')
    expect(holderOf({ firm: null, holder: by })).toBe('林晓燕')
  })
  it('offers what is due first and nothing that is not allowed', () => {
    expect(steps(key)).toEqual(['return', 'extend', 'amend', 'exception'])
    expect(steps({ allowed: [] })).toEqual([])
  })
  it('narrows to what is late, or to a state', () => {
    expect(filterOf('overdue')).toEqual({ overdue: true })
    expect(filterOf('held')).toEqual({ state: 'held' })
    expect(filterOf('')).toEqual({})
  })
  it('warns of what is late or lost', () => {
    expect([toneOf(key), toneOf({ state: 'out', overdue: false }), toneOf({ state: 'lost', overdue: false }), toneOf({ state: 'held', overdue: false })]).toEqual(['bad', 'waiting', 'bad', 'good'])
  })
})
