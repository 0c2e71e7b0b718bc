import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { asProblem } from '@/shared/api/problem'
import { keys } from '@/shared/query'
import { session } from '@/shared/session'
import { doors, type Contents, type DocumentName, type Outcome } from './documents'

const copy = <T>(v: T): T => JSON.parse(JSON.stringify(v)) as T

/**
 * The parts of a document that a page edits: a copy to work on, what would change,
 * and the saving. What somebody else saved meanwhile is never overwritten.
 */
export function useDraft<N extends DocumentName, P extends keyof Contents[N]>(name: N, parts: readonly P[]) {
  type Parts = Pick<Contents[N], P>
  const queries = useQueryClient()
  const { data, error: failed, isPending, refetch } = useQuery({ queryKey: ['settings', name], queryFn: () => doors[name].get() })
  const draft = ref(null) as Ref<Parts | null>
  const stands = shallowRef<Parts | null>(null)
  const version = ref(0)
  const reviewed = shallowRef<Outcome | null>(null)
  const errors = ref<Record<string, string>>({})
  const error = ref<unknown>(null)
  const busy = ref(false)

  const dirty = computed(() => JSON.stringify(draft.value) !== JSON.stringify(stands.value))
  const mayEdit = computed(() => session.user?.role === 'admin')

  function take() {
    if (!data.value) return
    const now = copy(data.value) as Contents[N]
    stands.value = Object.fromEntries(parts.map((p) => [p, now[p]])) as Parts
    draft.value = copy(stands.value)
    version.value = now.version
    reviewed.value = null
    errors.value = {}
    error.value = null
  }
  watch(data, () => { if (!draft.value || !dirty.value) take() }, { immediate: true })

  async function put(dryRun: boolean, note: string): Promise<Outcome | null> {
    errors.value = {}
    error.value = null
    busy.value = true
    try {
      return await doors[name].put({ ...draft.value, ...(note ? { note } : {}) }, dryRun, version.value)
    } catch (e) {
      error.value = e
      errors.value = { ...asProblem(e).fields }
      return null
    } finally {
      busy.value = false
    }
  }

  /** Asks what the edit would change. */
  async function review() {
    reviewed.value = await put(true, '')
  }

  async function save(note: string): Promise<boolean> {
    if (!(await put(false, note))) return false
    await reload()
    return true
  }

  /** Takes what is in force now, and gives up what was edited. */
  async function reload() {
    draft.value = null
    await refetch()
    take()
    void queries.invalidateQueries({ queryKey: ['settings'] })
    void queries.invalidateQueries({ queryKey: keys.catalogue })
  }

  return { draft, stands, version, dirty, mayEdit, reviewed, errors, error, busy, failed, isPending, refetch, review, save, reload, discard: take }
}
