import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from './api/client'
import { queryClient, keys } from './query'
import type { Face } from './session'

/** The words, names and numbers that pages need; open to all, so it is there before anyone signs in. */
export const useCatalogue = () => useQuery({ queryKey: keys.catalogue, queryFn: () => call(api.GET('/catalogue')), staleTime: 300_000 }, queryClient)

/** The demo estate's accounts for one face, when this installation is one. */
export function useDemoAccounts(face: Face) {
  const { data } = useCatalogue()
  return computed(() => {
    const demo = data.value?.demo
    if (!demo) return []
    return demo.accounts.filter((a) => (a.role === 'owner') === (face === 'owner')).map((a) => ({ ...a, password: demo.password }))
  })
}
