import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@/shared/api/client'
import type { Choice } from './useChoices'

export function useCommunities() {
  const { data } = useQuery({ queryKey: ['communities'], queryFn: () => call(api.GET('/communities', { params: { query: { limit: 100 } } })), staleTime: 120_000 })
  const choices = computed<Choice[]>(() => (data.value?.items ?? []).map((c) => ({ value: c.id, label: c.name })))
  const nameOf = (id: string | null | undefined) => data.value?.items.find((c) => c.id === id)?.name ?? ''
  return { choices, nameOf, communities: computed(() => data.value?.items ?? []) }
}
