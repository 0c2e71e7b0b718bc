import { useQueryClient, type QueryKey } from '@tanstack/vue-query'
import { ref } from 'vue'
import { asProblem } from '@/shared/api/problem'

/** One press: what it answers is shown, what was wrong is said beside it, and the lists under the key follow. */
export function usePress(key: QueryKey) {
  const queries = useQueryClient()
  const busy = ref(false)
  const error = ref<unknown>(null)
  const follow = () => void queries.invalidateQueries({ queryKey: key })
  async function press<T>(send: () => Promise<T>): Promise<T | undefined> {
    busy.value = true
    error.value = null
    try {
      const answer = await send()
      follow()
      return answer
    } catch (e) {
      error.value = e
      if ([409, 412].includes(asProblem(e).status)) follow() // somebody was faster
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, error, press }
}
