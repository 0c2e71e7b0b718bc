import { QueryClient } from '@tanstack/vue-query'
import { asProblem } from './api/problem'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: 'always',
      retry: (count, error) => {
        const p = asProblem(error)
        return count < 2 && (p.offline || p.status >= 500)
      },
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** Every query key of both faces; live events name what they touch by these. */
export const keys = {
  catalogue: ['catalogue'] as const,
  me: ['me'] as const,
  archive: ['me', 'archive'] as const,
  matters: (filter: object = {}) => ['matters', filter] as const,
  allMatters: ['matters'] as const,
  matter: (id: string) => ['matter', id] as const,
  timeline: (id: string) => ['matter', id, 'timeline'] as const,
  attachment: (id: string) => ['attachment', id] as const,
  approvals: ['approvals'] as const,
  news: ['news'] as const,
  unread: ['news', 'unread'] as const,
  supervision: ['supervision'] as const,
  entrusted: ['keys'] as const,
  figures: (filter: object = {}) => ['figures', filter] as const,
}
