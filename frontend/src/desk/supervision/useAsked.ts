import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@/shared/api/client'
import { keys } from '@/shared/query'
import { mayOpen } from '../roles'

/** How many questions (请示) wait for a leader; none for everybody else. */
export function useAsked() {
  const { data } = useQuery({
    queryKey: [...keys.supervision, 'consultations', 'asked'],
    queryFn: () => call(api.GET('/consultations', { params: { query: { limit: 100 } } })),
    enabled: () => mayOpen(['leader']),
  })
  return computed(() => data.value?.items.length ?? 0)
}
