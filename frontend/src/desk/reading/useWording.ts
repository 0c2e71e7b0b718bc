import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, call } from '@/shared/api/client'
import { preferences } from '@/shared/preferences'
import { useLater } from '../parts/useLater'
import type { Hint } from './marks'

/** Hints at words that are about to go to an owner, once the typing rests. A check that fails says nothing: it is a hint. */
export function useWording(text: () => string): { hints: Ref<Hint[]>; checked: Ref<string> } {
  const later = useLater(() => text().trim() === '' ? '' : text(), 500)
  const { data } = useQuery({
    queryKey: computed(() => ['wording', later.value, preferences.language]),
    queryFn: () => call(api.POST('/wording-checks', { body: { text: later.value.slice(0, 10_000) } })),
    enabled: () => later.value.trim().length > 1,
    staleTime: 600_000,
    retry: false,
  })
  // What was found in other words than those that stand there now is not shown.
  const hints = computed(() => (later.value === text() ? (data.value?.hints ?? []) : []))
  return { hints, checked: later }
}
