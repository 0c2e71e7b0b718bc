import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, call } from '../api/client'
import type { TimelineEntry } from '../api/types'
import { keys } from '../query'

export function useMatter(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => keys.matter(toValue(id))),
    queryFn: () => call(api.GET('/complaints/{id}', { params: { path: { id: toValue(id) } } })),
    // How the matter stands into which this one was merged is told to that one's people alone.
    refetchInterval: (query) => (query.state.data?.follows ? 60_000 : false),
  })
}

const mostPages = 10

/** The whole timeline, newest first: the contract gives it oldest first, in pages. */
export function useTimeline(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => keys.timeline(toValue(id))),
    queryFn: async () => {
      const entries: TimelineEntry[] = []
      let cursor: string | undefined
      for (let i = 0; i < mostPages; i++) {
        const page = await call(api.GET('/complaints/{id}/timeline', { params: { path: { id: toValue(id) }, query: { limit: 200, cursor } } }))
        entries.push(...page.items)
        if (!page.nextCursor) break
        cursor = page.nextCursor
      }
      return entries.reverse()
    },
  })
}
