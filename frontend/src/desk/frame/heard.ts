import { readonly, ref, shallowRef } from 'vue'
import type { LiveEvent } from '@/shared/live/live'

const count = ref(0)
const last = shallowRef<string | null>(null)

/** Counts what changed since the page was opened; lists hint at a refresh rather than jump under the reader's eyes. */
export const changes = readonly(count)
/** The id of the matter that changed last. */
export const lastChanged = readonly(last)

export function heard(event: LiveEvent): void {
  if (event.name === 'approval.waiting') return // comes beside the change that made it wait
  const { id } = event.data
  last.value = typeof id === 'string' ? id : null
  count.value++
}
