import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
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
  const { t } = useI18n()
  const { data: catalogue } = useCatalogue()
  const words = useWords()
  const name = (x: { nameZh: string; nameEn: string }) => (preferences.language === 'en' ? x.nameEn : x.nameZh)
  // What is out of use stands last and says so: old matters still have it, new ones cannot get it.
  const last = <T extends { retired?: boolean }>(all: T[]) => [...all.filter((x) => !x.retired), ...all.filter((x) => x.retired)]
  const said = (x: { nameZh: string; nameEn: string; retired?: boolean }) => (x.retired ? t('parts.retired', { name: name(x) }) : name(x))
  const of = (list: TermList): Choice[] => last(catalogue.value?.[list] as Terms | undefined ?? []).map((x) => ({ value: x.code, label: list in ownWords ? words(ownWords[list as keyof typeof ownWords], x.code) : said(x) }))
  const categories = computed(() => {
    const all = last(catalogue.value?.categories ?? [])
    return of('departments').map((d) => ({ ...d, categories: all.filter((c) => c.department === d.value).map((c) => ({ value: c.code, label: said(c) })) }))
  })
  const tagsOf = (category: string): Choice[] =>
    (catalogue.value?.categories.find((c) => c.code === category)?.tags ?? []).map((x) => ({ value: x.code, label: name(x) }))
  return { catalogue, of, categories, tagsOf }
}
