import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from './api/client'
import { queryClient, keys } from './query'

/** What ships as data and anyone may know: categories, departments, communities' words, demo or not. */
const ask = () => call(api.GET('/catalogue', {}))

export const useCatalogue = () => useQuery({ queryKey: keys.catalogue, queryFn: ask, staleTime: 300_000 }, queryClient)

const password = 'anju-demo-2026'
const accounts = {
  owner: ['owner1', 'owner2'],
  desk: ['desk1', 'lead1', 'handler.eng', 'head.eng', 'head.fin', 'legal1', 'leader1', 'auditor1'],
}

/** The demo estate's accounts, when this installation is one. */
export function useDemoAccounts(face: keyof typeof accounts, name: (login: string) => string) {
  const { data } = useCatalogue()
  return computed(() => (data.value?.demo ? accounts[face].map((login) => ({ login, password, name: name(login) })) : []))
}
