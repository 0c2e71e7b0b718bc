import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, call } from '@/shared/api/client'
import { useLater } from '../parts/useLater'
import { titleOf, type Intake } from './form'

type Words = { title: string; text: string }
const classification = (words: Words) => ({ queryKey: ['classification', words], queryFn: () => call(api.POST('/classifications', { body: words })), staleTime: Infinity })

/** The words decide what it looks like; the clerk decides what it is. */
export function useSuggestion(draft: Intake) {
  const queries = useQueryClient()
  const words = (): Words => ({ title: draft.title || titleOf(draft.text), text: draft.text.trim() })
  const said = useLater(words, 500)
  const { data } = useQuery(computed(() => ({ ...classification(said.value), enabled: said.value.text.length > 3, placeholderData: <T>(before: T) => before })))
  const shown = computed(() => (draft.text.trim().length > 3 ? data.value : undefined))
  // As soon as it sounds like danger, before anything is saved: whom to ring.
  const danger = computed(() => (draft.severity || shown.value?.severity) === 'critical')
  function accept() {
    const s = shown.value
    if (s) Object.assign(draft, { category: s.category, severity: s.severity, nature: s.nature })
  }
  /** How urgent the words sound as they stand now: a fast hand sends before the line below them has caught up. */
  async function urgency() {
    try {
      return (await queries.fetchQuery({ ...classification(words()), retry: false })).severity
    } catch {
      return shown.value?.severity // without an answer, sending tells what is wrong
    }
  }
  return { shown, danger, accept, urgency }
}
