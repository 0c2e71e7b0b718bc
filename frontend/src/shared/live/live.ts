import { onScopeDispose, readonly, ref, watch } from 'vue'
import type { QueryClient } from '@tanstack/vue-query'
import { accessToken, renew, session } from '../session'
import type { LiveEvent } from './events'
import { keepLine } from './line'
import { refresher } from './refresh'

export type { LiveEvent }

/** A line that comes back within this was never missed. */
const noticed = 8_000

const down = ref(false)
/** Whether the page has been without word for so long that what it shows may be old. */
export const lineDown = readonly(down)

/** Keeps the screen true: listens while somebody is signed in and refetches what changed. */
export function useLive(queries: QueryClient, onEvent?: (event: LiveEvent) => void): void {
  let stop: (() => void) | null = null
  watch(
    // A session that ended stops the stream; signing in again starts it anew.
    () => (session.expired ? undefined : session.user?.id),
    (id) => {
      stop?.()
      stop = id ? listen(queries, onEvent) : null
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())
}

function listen(queries: QueryClient, onEvent?: (event: LiveEvent) => void): () => void {
  const fresh = refresher(queries)
  let timer: ReturnType<typeof setTimeout> | undefined
  const hangUp = keepLine({
    connect: (lastId, signal) => {
      const headers: Record<string, string> = { Accept: 'text/event-stream', Authorization: `Bearer ${accessToken() ?? ''}` }
      if (lastId) headers['Last-Event-ID'] = lastId
      return fetch('/api/v1/events', { headers, signal })
    },
    renew,
    hear: (event) => {
      fresh.hear(event)
      onEvent?.(event)
    },
    stands: (up) => {
      if (!up) timer ??= setTimeout(() => (down.value = true), noticed)
      else {
        clearTimeout(timer)
        timer = undefined
        down.value = false
      }
    },
  })
  return () => {
    hangUp()
    fresh.stop()
    clearTimeout(timer)
    down.value = false
  }
}
