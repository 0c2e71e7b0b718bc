import { QueryClient } from '@tanstack/vue-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keys } from '../query'
import { refresher } from './refresh'

const changed = (id: string, number: string) => ({ id: '1', name: 'complaint.changed', data: { id, number } })

describe('what events refresh', () => {
  const queries = new QueryClient()
  const stale = (queryKey: readonly unknown[]) => queries.getQueryState([...queryKey])?.isInvalidated
  beforeEach(() => {
    vi.useFakeTimers()
    queries.clear()
    for (const key of [keys.matter('m1'), keys.matter('TS-1'), keys.timeline('TS-1'), keys.matter('m2'), keys.matters({ open: true }), keys.unread, keys.approvals, keys.supervision, keys.catalogue]) queries.setQueryData([...key], {})
  })
  afterEach(() => void vi.useRealTimers())

  it('is the matter by id and by number, lists, approvals, supervision and unread counts', () => {
    refresher(queries).hear(changed('m1', 'TS-1'))
    vi.advanceTimersByTime(300)
    for (const key of [keys.matter('m1'), keys.matter('TS-1'), keys.timeline('TS-1'), keys.matters({ open: true }), keys.unread, keys.approvals, keys.supervision]) expect(stale(key)).toBe(true)
    for (const key of [keys.matter('m2'), keys.catalogue]) expect(stale(key)).toBe(false)
  })

  it('is fetched once for what comes together, and no oftener than every three seconds', () => {
    const spy = vi.spyOn(queries, 'invalidateQueries')
    const fresh = refresher(queries)
    const rounds = () => spy.mock.calls.filter(([filter]) => filter && 'queryKey' in filter && filter.queryKey === keys.news).length
    for (let i = 0; i < 20; i++) {
      fresh.hear(changed('m1', 'TS-1'))
      vi.advanceTimersByTime(200)
    }
    expect(rounds()).toBe(2)
    vi.advanceTimersByTime(10_000)
    expect(rounds()).toBe(3)
  })

  it('is everything when the page was away too long', () => {
    refresher(queries).hear({ id: '9', name: 'stream.reload', data: {} })
    vi.advanceTimersByTime(300)
    expect(stale(keys.catalogue)).toBe(true)
    expect(stale(keys.matter('m2'))).toBe(true)
  })
})
