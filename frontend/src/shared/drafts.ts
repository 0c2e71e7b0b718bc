import { onScopeDispose, reactive, ref, watch, type Ref } from 'vue'
import { session } from './session'

interface Kept<T> {
  at: number
  value: T
}

const keepFor = 30 * 24 * 3600_000

/**
 * A form that survives a lost line, a reload and an expired session: what is
 * typed is kept on this device per person and form until `clear`, called when
 * the server has taken it.
 */
export function useDraft<T extends object>(form: string, initial: () => T): { draft: T; restored: Ref<boolean>; restoredAt: Ref<string>; clear: () => void } {
  const key = `anju.draft.${session.face}.${session.user?.id ?? 'guest'}.${form}`
  const kept = load<T>(key)
  const draft = reactive({ ...initial(), ...kept?.value }) as T
  const restored = ref(kept !== null)
  const restoredAt = ref(kept ? new Date(kept.at).toISOString() : '')
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    save(key, draft, initial())
  }
  watch(
    draft as object,
    () => {
      clearTimeout(timer)
      timer = setTimeout(flush, 250)
    },
    { deep: true },
  )
  addEventListener('pagehide', flush)
  onScopeDispose(() => {
    flush()
    removeEventListener('pagehide', flush)
  })

  const clear = () => {
    clearTimeout(timer)
    timer = undefined
    for (const name of Object.keys(draft)) delete (draft as Record<string, unknown>)[name]
    Object.assign(draft, initial())
    restored.value = false
    remove(key)
  }
  return { draft, restored, restoredAt, clear }
}

function load<T>(key: string): Kept<Partial<T>> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept<Partial<T>> | null
    return kept && Date.now() - kept.at < keepFor ? kept : null
  } catch {
    return null
  }
}

function save(key: string, value: object, initial: object): void {
  try {
    if (JSON.stringify(value) === JSON.stringify(initial)) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify({ at: Date.now(), value }))
  } catch {
    // Storage full or forbidden: the form still works, it only cannot be kept.
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept then.
  }
}
