import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@/shared/api/client'
import { keys } from '@/shared/query'

/** Matters of a house that have a final reply: the same demand on the same facts belongs to them. */
export function useFinalReplies(houseId: () => string) {
  const { data } = useQuery({
    queryKey: computed(() => keys.matters({ final: houseId() })),
    queryFn: () => call(api.GET('/complaints', { params: { query: { houseId: houseId(), mark: 'final', limit: 5 } } })),
    enabled: () => !!houseId(),
  })
  return computed(() => (houseId() ? (data.value?.items ?? []) : []))
}
