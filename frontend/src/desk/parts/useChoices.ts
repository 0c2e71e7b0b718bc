import { computed } from 'vue'
import { useCatalogue } from '@/shared/catalogue'
import { preferences } from '@/shared/preferences'
import type { Catalogue } from '@/shared/api/types'
import { useWords } from '@/shared/words/useWords'

export interface Choice<T = string> {
  value: T
  label: string
  hint?: string
}
type Terms = Catalogue['departments']
type TermList = { [K in keyof Catalogue]: Catalogue[K] extends Terms ? K : never }[keyof Catalogue]

// These have one name on all screens; the catalogue only says which there are.
const ownWords = { natures: 'nature', channels: 'channel', severities: 'severity', statuses: 'status', findings: 'finding', roles: 'role', demandKinds: 'demand', subjectKinds: 'subject', measureKinds: 'measure' } as const

/** The catalogue's lists as choices, named in the language that is set. */
export function useChoices() {
  const { data: catalogue } = useCatalogue()
  const words = useWords()
  const name = (t: { nameZh: string; nameEn: string }) => (preferences.language === 'en' ? t.nameEn : t.nameZh)
  const of = (list: TermList): Choice[] => (catalogue.value?.[list] as Terms | undefined ?? []).map((t) => ({ value: t.code, label: list in ownWords ? words(ownWords[list as keyof typeof ownWords], t.code) : name(t) }))
  const categories = computed(() => {
    const all = catalogue.value?.categories ?? []
    return of('departments').map((d) => ({ ...d, categories: all.filter((c) => c.department === d.value).map((c) => ({ value: c.code, label: name(c) })) }))
  })
  const tagsOf = (category: string): Choice[] =>
    (catalogue.value?.categories.find((c) => c.code === category)?.tags ?? []).map((t) => ({ value: t.code, label: name(t) }))
  return { catalogue, of, categories, tagsOf }
}
