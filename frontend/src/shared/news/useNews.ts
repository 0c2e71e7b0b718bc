import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, watch, type Ref } from 'vue'
import { api, call } from '@/shared/api/client'
import { currentLanguage } from '@/shared/preferences'
import { keys } from '@/shared/query'

/** How many messages are unread, for a badge; live events refetch it. */
export function useUnread() {
  const { data } = useQuery({ queryKey: keys.unread, queryFn: () => call(api.GET('/notifications', { params: { query: { unread: true, limit: 1 } } })) })
  const count = computed(() => data.value?.unread ?? 0)
  return { count, badge: computed(() => (count.value >= 100 ? '99+' : count.value ? String(count.value) : '')) }
}

/** What I was told, page by page. */
export function useNews() {
  const queries = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: computed(() => [...keys.news, currentLanguage()]),
    queryFn: ({ pageParam }) => call(api.GET('/notifications', { params: { query: { limit: 30, cursor: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const items = computed(() => list.data.value?.pages.flatMap((p) => p.items) ?? [])
  async function readAll() {
    const newest = items.value[0]
    if (!newest) return
    await call(api.POST('/notifications/read', { body: { upTo: newest.id } }))
    await queries.invalidateQueries({ queryKey: keys.news })
  }
  return { list, items, readAll }
}

/** Who looks at a matter has seen what they were told of it. */
export function useSeen(matterId: Ref<string | undefined>) {
  const queries = useQueryClient()
  const { count } = useUnread()
  watch([matterId, count], async ([id, unread]) => {
    if (!id || !unread) return
    // A mark that fails is made at the next look.
    const marked = await call(api.POST('/notifications/read', { body: { complaintId: id } })).then(() => true, () => false)
    if (marked) await queries.invalidateQueries({ queryKey: keys.news })
  }, { immediate: true })
}
