import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** What was typed, once the typing rests. */
export function useLater<T>(source: Ref<T> | (() => T), ms: number): Ref<T> {
  const read = () => (typeof source === 'function' ? source() : source.value)
  const later = ref(read()) as Ref<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(read, (now) => {
    clearTimeout(timer)
    timer = setTimeout(() => (later.value = now), ms)
  })
  onScopeDispose(() => clearTimeout(timer))
  return later
}
