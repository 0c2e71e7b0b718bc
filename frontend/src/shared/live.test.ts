import { describe, expect, it } from 'vitest'
import { backoff, eventReader, type LiveEvent } from './live'

function read(...chunks: string[]): LiveEvent[] {
  const events: LiveEvent[] = []
  const feed = eventReader((e) => events.push(e))
  for (const chunk of chunks) feed(chunk)
  return events
}

describe('the stream of events', () => {
  it('is cut at empty lines, wherever the chunks end', () => {
    const events = read('id: 7\nevent: compl', 'aint.changed\ndata: {"complaintId":"m1"}\n', '\nid: 8\nevent: clock.due\ndata: {}\n\n')
    expect(events).toEqual([
      { id: '7', name: 'complaint.changed', data: { complaintId: 'm1' } },
      { id: '8', name: 'clock.due', data: {} },
    ])
  })

  it('passes over heartbeats and what cannot be read', () => {
    expect(read(': heartbeat\n\n', 'data: not json\n\n', 'event: x\n\n')).toEqual([])
  })

  it('waits longer after each failure, half a minute and a scatter at most', () => {
    expect([0, 1, 2, 3, 9].map((n) => backoff(n, 0.5))).toEqual([1000, 2000, 4000, 8000, 30000])
    expect(backoff(9, 1)).toBe(37_500)
  })
})
