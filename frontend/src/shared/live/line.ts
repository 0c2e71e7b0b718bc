import { eventReader, type LiveEvent } from './events'

export interface Way {
  connect: (lastId: string, signal: AbortSignal) => Promise<Response>
  /** Brings a new token; false when the session is over. */
  renew: () => Promise<boolean>
  hear: (event: LiveEvent) => void
  /** Whether the line stands; that it does not is told again with each attempt. */
  stands: (up: boolean) => void
}

/** The server speaks every 15 s; a line that is silent for three times that is dead. */
const silence = 45_000
/** A page that nobody looks at lets its line go: browsers have six to a server, and phones one battery. */
const outOfView = 10_000

/** Waits 1, 2, 4 … 30 s with a little scatter, so that pages do not return all at once. */
export function backoff(attempt: number, random: number = Math.random()): number {
  return Math.min(30_000, 1000 * 2 ** attempt) * (0.75 + random / 2)
}

/**
 * Keeps one stream of events open while the page is looked at, and goes on behind
 * the last event that it heard: after a break, a new token, a phone's sleep. Returns what ends it.
 */
export function keepLine(way: Way): () => void {
  let over = false
  let lastId = ''
  let up = false
  let heardAt = 0
  let turn = new AbortController() // ends the stream under way, or the wait for the next
  let hiding: ReturnType<typeof setTimeout> | undefined

  async function run() {
    for (let failed = 0; !over; ) {
      turn = new AbortController()
      if (document.hidden) {
        await pause(Infinity, turn.signal)
        continue
      }
      way.stands(false)
      const end = await once(turn.signal).catch(() => 'broken' as const)
      up = false
      if (end === 'signed out') return
      failed = end === 'heard' ? 0 : failed + 1
      if (end !== 'renewed' || failed > 1) await pause(backoff(Math.max(failed - 1, 0)), turn.signal)
    }
  }

  async function once(signal: AbortSignal): Promise<'heard' | 'renewed' | 'signed out' | 'broken'> {
    const response = await way.connect(lastId, signal)
    if (response.status === 401) return (await way.renew()) ? 'renewed' : 'signed out'
    if (!response.ok || !response.body) return 'broken'
    up = true
    way.stands(true)
    const reader = response.body.getReader()
    const text = new TextDecoder()
    const feed = eventReader((event) => {
      if (event.id) lastId = event.id
      if (event.name) way.hear(event)
    })
    let watch: ReturnType<typeof setTimeout> | undefined
    try {
      for (;;) {
        heardAt = Date.now()
        watch = setTimeout(() => turn.abort(), silence)
        const { done, value } = await reader.read()
        clearTimeout(watch)
        if (done) return 'heard'
        feed(text.decode(value, { stream: true }))
      }
    } catch {
      return 'heard' // a broken line is the ordinary end of a stream
    } finally {
      clearTimeout(watch)
    }
  }

  // Back in view, or the network is back: at once, not when a wait is over.
  function look() {
    clearTimeout(hiding)
    if (document.hidden) hiding = setTimeout(() => turn.abort(), outOfView)
    else if (!up || Date.now() - heardAt > silence) turn.abort()
  }
  document.addEventListener('visibilitychange', look)
  addEventListener('online', look)
  void run()
  return () => {
    over = true
    turn.abort()
    clearTimeout(hiding)
    document.removeEventListener('visibilitychange', look)
    removeEventListener('online', look)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
