import { onScopeDispose, ref, watch } from 'vue'
import type { QueryClient } from '@tanstack/vue-query'
import { accessToken, renew, session } from './session'
import { keys } from './query'

export interface LiveEvent {
  id: string
  name: string
  data: Record<string, unknown>
}

/** Cuts a byte stream of server-sent events into events; comments and heartbeats vanish. */
export function eventReader(onEvent: (event: LiveEvent) => void): (chunk: string) => void {
  let rest = ''
  return (chunk) => {
    const blocks = (rest + chunk).replace(/\r\n?/g, '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parse(block)
      if (event) onEvent(event)
    }
  }
}

function parse(block: string): LiveEvent | null {
  let id = ''
  let name = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (field === 'id') id = value ?? ''
    else if (field === 'event') name = value ?? name
    else if (field === 'data') data.push(value ?? '')
  }
  if (data.length === 0) return null
  try {
    return { id, name, data: JSON.parse(data.join('\n')) as Record<string, unknown> }
  } catch {
    return null
  }
}

/** Waits 1, 2, 4 … 30 s with a little scatter, so that pages do not return all at once. */
export function backoff(attempt: number, random: number = Math.random()): number {
  return Math.min(30_000, 1000 * 2 ** attempt) * (0.75 + random / 2)
}

/** Keeps the screen true: listens while somebody is signed in and refetches what changed. */
export function useLive(queries: QueryClient, onEvent?: (event: LiveEvent) => void) {
  const connected = ref(false)
  let stop: (() => void) | null = null

  watch(
    // A session that ended stops the stream; signing in again starts it anew.
    () => (session.expired ? undefined : session.user?.id),
    (id) => {
      stop?.()
      stop = id ? listen(queries, connected, onEvent) : null
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())
  return { connected }
}

function listen(queries: QueryClient, connected: { value: boolean }, onEvent?: (event: LiveEvent) => void): () => void {
  const abort = new AbortController()
  let lastId = ''

  const run = async () => {
    for (let attempt = 0; !abort.signal.aborted; attempt++) {
      try {
        const headers: Record<string, string> = { Accept: 'text/event-stream', Authorization: `Bearer ${accessToken() ?? ''}` }
        if (lastId) headers['Last-Event-ID'] = lastId
        const response = await fetch('/api/v1/events', { headers, signal: abort.signal })
        if (response.status === 401 && !(await renew())) return
        if (response.ok && response.body) {
          connected.value = true
          attempt = 0
          await drain(response.body, (event) => {
            if (event.id) lastId = event.id
            refresh(queries, event)
            onEvent?.(event)
          })
        }
      } catch {
        // A broken line is the ordinary end of a stream; the loop comes back.
      }
      connected.value = false
      await pause(backoff(attempt), abort.signal)
    }
  }
  void run()
  return () => abort.abort()
}

async function drain(body: ReadableStream<Uint8Array>, onEvent: (event: LiveEvent) => void): Promise<void> {
  const reader = body.getReader()
  const text = new TextDecoder()
  const feed = eventReader(onEvent)
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    feed(text.decode(value, { stream: true }))
  }
}

function refresh(queries: QueryClient, event: LiveEvent): void {
  const id = event.data.complaintId ?? event.data.id
  if (typeof id === 'string') void queries.invalidateQueries({ queryKey: keys.matter(id) })
  void queries.invalidateQueries({ queryKey: keys.allMatters })
  void queries.invalidateQueries({ queryKey: keys.news })
  if (event.name === 'approval.waiting') void queries.invalidateQueries({ queryKey: keys.approvals })
  if (event.name === 'clock.due') void queries.invalidateQueries({ queryKey: keys.supervision })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
