import { describe, expect, it } from 'vitest'
import { eventReader, type LiveEvent } from './events'

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

  it('may say nothing but from where to go on', () => {
    expect(read('id: 12\n\n')).toEqual([{ id: '12', name: '', data: {} }])
  })
})
