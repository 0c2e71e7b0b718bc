import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import type { components } from '@/shared/api/schema.gen'
import { asProblem } from '@/shared/api/problem'
import type { Matter } from '@/shared/api/types'
import { keys } from '@/shared/query'
import { session } from '@/shared/session'

export type Order = components['schemas']['SupervisionOrder']
export type OrderPart = components['schemas']['OrderPart']
export type Board = components['schemas']['Supervision']
export type Load = components['schemas']['SupervisionLoad']
export type Consulted = components['schemas']['ConsultationItem']

export const levels = ['urging', 'order', 'circular'] as const
export const sources = ['overdue', 'instruction', 'transfer', 'urged', 'audit'] as const

/** Whether the reader's own department has to answer an order over a matter. */
export const isForMe = (o: Matter['orders'][number]) => o.to === session.user?.department
export const orderToAnswer = (m: Matter) => m.orders.find((o) => !o.answer && isForMe(o))

/** One press on an order or a question: what supervision shows follows it. */
export function useSupervising() {
  const queries = useQueryClient()
  const busy = ref(false)
  const error = ref<unknown>(null)
  async function press<T>(send: () => Promise<T>): Promise<T | undefined> {
    busy.value = true
    error.value = null
    try {
      const answer = await send()
      void queries.invalidateQueries({ queryKey: keys.supervision })
      return answer
    } catch (e) {
      error.value = e
      if ([409, 412].includes(asProblem(e).status)) void queries.invalidateQueries({ queryKey: keys.supervision })
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, error, press }
}
