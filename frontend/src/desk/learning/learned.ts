import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import type { components } from '@/shared/api/schema.gen'
import { asProblem } from '@/shared/api/problem'

export type FollowUp = components['schemas']['FollowUp']
export type Corrective = components['schemas']['CorrectiveAction']
export type Todo = components['schemas']['CorrectiveTodo']
export type BoxCode = components['schemas']['CorrectiveBoxCode']
export type CaseStudy = components['schemas']['CaseStudy']

/** Query keys of what is learned; whatever changes one may change the others. */
export const learned = ['learned'] as const

/** One press: what it answers is shown, what was wrong is said beside it, and the lists follow. */
export function usePress() {
  const queries = useQueryClient()
  const busy = ref(false)
  const error = ref<unknown>(null)
  async function press<T>(send: () => Promise<T>): Promise<T | undefined> {
    busy.value = true
    error.value = null
    try {
      const answer = await send()
      void queries.invalidateQueries({ queryKey: learned })
      return answer
    } catch (e) {
      error.value = e
      if ([409, 412].includes(asProblem(e).status)) void queries.invalidateQueries({ queryKey: learned })
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, error, press }
}
