import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoff, keepLine } from './line'

interface Open {
  lastId: string
  signal: AbortSignal
  say: (text: string) => void
  end: () => void
}

/** A server that the test plays: each connecting waits in `opened`, answered by `status`. */
function server(status: number) {
  const opened: Open[] = []
  const heard: string[] = []
  const stood: boolean[] = []
  const renew = vi.fn(async () => true)
  const hangUp = keepLine({
    connect: async (lastId, signal) => {
      if (status !== 200) return new Response(null, { status })
      let out!: ReadableStreamDefaultController<Uint8Array>
      const body = new ReadableStream<Uint8Array>({ start: (c) => void (out = c) })
      signal.addEventListener('abort', () => out.error(new DOMException('aborted', 'AbortError')))
      opened.push({ lastId, signal, say: (text) => out.enqueue(new TextEncoder().encode(text)), end: () => out.close() })
      return new Response(body)
    },
    renew,
    hear: (event) => heard.push(event.name + event.id),
    stands: (up) => stood.push(up),
  })
  return { opened, heard, stood, renew, hangUp, answer: (code: number) => (status = code) }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const see = async (hidden: boolean) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
  await settle()
}

let ends: (() => void)[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  ends.forEach((end) => end())
  ends = []
  vi.useRealTimers()
})
function open(status = 200) {
  const s = server(status)
  ends.push(s.hangUp)
  return s
}

describe('the line of live events', () => {
  it('goes on behind the last event when it breaks', async () => {
    const s = open()
    await settle()
    s.opened[0]!.say('id: 6\n\nid: 7\nevent: complaint.changed\ndata: {}\n\nid: 9\n\n')
    await settle()
    expect(s.heard).toEqual(['complaint.changed7'])
    s.opened[0]!.end()
    await vi.advanceTimersByTimeAsync(1500)
    expect(s.opened.map((o) => o.lastId)).toEqual(['', '9'])
    expect(s.stood).toEqual([false, true, false, true])
  })

  it('waits longer after each failure, half a minute and a scatter at most', async () => {
    expect([0, 1, 2, 3, 9].map((n) => backoff(n, 0.5))).toEqual([1000, 2000, 4000, 8000, 30000])
    expect(backoff(9, 1)).toBe(37_500)
    const s = open(503)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(s.stood.length).toBeLessThan(8)
    expect(s.stood).not.toContain(true)
    s.answer(200)
    dispatchEvent(new Event('online'))
    await settle()
    expect(s.opened).toHaveLength(1)
  })

  it('fetches a new token when the old one is over, and stops where there is none', async () => {
    const s = open(401)
    s.renew.mockImplementation(async () => (s.answer(200), true))
    await settle()
    expect(s.renew).toHaveBeenCalledOnce()
    expect(s.opened).toHaveLength(1)
    s.answer(401)
    s.renew.mockResolvedValue(false)
    s.opened[0]!.end()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(s.renew).toHaveBeenCalledTimes(2)
  })

  it('takes a silent line for dead, as after a sleep', async () => {
    const s = open()
    await settle()
    for (let i = 0; i < 4; i++) {
      await vi.advanceTimersByTimeAsync(15_000)
      s.opened[0]!.say(': beat\n\n')
    }
    await settle()
    expect(s.opened).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(46_000)
    expect(s.opened[0]!.signal.aborted).toBe(true)
    expect(s.opened).toHaveLength(2)
  })

  it('lets go when nobody looks, and comes back at once', async () => {
    const s = open()
    await settle()
    s.opened[0]!.say('id: 3\n\n')
    await see(true)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(s.opened[0]!.signal.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(s.opened).toHaveLength(1)
    await see(false)
    expect(s.opened.map((o) => o.lastId)).toEqual(['', '3'])
  })
})
