import type { QueryClient } from '@tanstack/vue-query'
import { keys } from '../query'
import type { LiveEvent } from './events'

/** What arrives close together is fetched once, and lists of a busy day no oftener than this. */
const gather = 300
const atMost = 3_000

/** Refetches what events say has changed; only what is on the screen is asked for at once. */
export function refresher(queries: QueryClient): { hear: (event: LiveEvent) => void; stop: () => void } {
  let touched = new Set<string>()
  let all = false
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    timer = undefined
    last = Date.now()
    const matters = touched
    const everything = all
    touched = new Set()
    all = false
    if (everything) return void queries.invalidateQueries()
    for (const id of matters) void queries.invalidateQueries({ queryKey: keys.matter(id) })
    for (const queryKey of [keys.allMatters, keys.news, keys.approvals, keys.supervision]) void queries.invalidateQueries({ queryKey })
  }

  return {
    hear(event) {
      if (event.name === 'stream.reload') all = true
      // Pages name a matter by its id or by its number.
      for (const id of [event.data.id, event.data.number]) if (typeof id === 'string') touched.add(id)
      timer ??= setTimeout(flush, Math.max(gather, last + atMost - Date.now()))
    },
    stop: () => clearTimeout(timer),
  }
}
