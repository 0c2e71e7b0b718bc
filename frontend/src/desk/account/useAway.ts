import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@/shared/api/client'
import { keys } from '@/shared/query'
import { session } from '@/shared/session'

/** Who is signed in as the store has them now: their absence, and whom they stand in for. */
export function useMyself() {
  return useQuery({ queryKey: keys.me, queryFn: () => call(api.GET('/me')), enabled: () => session.user !== null, staleTime: 60_000, refetchInterval: 300_000 })
}

/** Those of whom one may say that they are away: oneself first. */
export function useAway() {
  const queries = useQueryClient()
  const staff = useQuery({ queryKey: ['staff'], queryFn: () => call(api.GET('/staff')), staleTime: 60_000 })
  const me = session.user
  const works = ['desk', 'desk_lead', 'handler', 'dept_head', 'legal', 'leader']
  const colleagues = computed(() => (staff.data.value?.items ?? []).filter((s) => works.includes(s.role)))
  const nameable = computed(() => colleagues.value.filter((s) => s.mayNameDeputy).sort((a, b) => Number(b.id === me?.id) - Number(a.id === me?.id)))
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: ['staff'] }), queries.invalidateQueries({ queryKey: keys.me })])
  return { staff, colleagues, nameable, again }
}
