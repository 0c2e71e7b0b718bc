import { readonly, ref, shallowRef } from 'vue'
import type { LiveEvent } from '@/shared/live'

const count = ref(0)
const last = shallowRef<string | null>(null)

/** Counts what changed since the page was opened; lists hint at a refresh rather than jump under the reader's eyes. */
export const changes = readonly(count)
/** The id of the matter that changed last. */
export const lastChanged = readonly(last)

export function heard(event: LiveEvent): void {
  if (event.name !== 'complaint.changed' && event.name !== 'clock.due') return
  const id = event.data.complaintId ?? event.data.id
  last.value = typeof id === 'string' ? id : null
  count.value++
}
