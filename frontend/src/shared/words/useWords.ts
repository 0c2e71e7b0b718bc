import { useI18n } from 'vue-i18n'
import { useCatalogue } from '../catalogue'
import { preferences } from '../preferences'
import type { Catalogue } from '../api/types'

type Vocabulary =
  | 'status' | 'severity' | 'nature' | 'channel' | 'role' | 'department' | 'category' | 'demand' | 'measure' | 'payer'
  | 'subject' | 'finding' | 'outcome' | 'clock' | 'clockState' | 'event' | 'command' | 'awaited' | 'basis' | 'dispute'
  | 'signedWay' | 'recoveredFrom' | 'accountability'
  | 'entry' | 'visit' | 'recheck' | 'oldPart' | 'call' | 'fund' | 'insurance' | 'part' | 'reporter' | 'party' | 'share' | 'cause' | 'ground'

/** What an admin may rename or add is named by the catalogue; the rest by our own words. */
const asData: Partial<Record<Vocabulary, keyof Catalogue>> = {
  department: 'departments', category: 'categories', payer: 'payers', awaited: 'awaited', basis: 'bases', dispute: 'disputeSteps',
  signedWay: 'signedWays', recoveredFrom: 'recoveryParties', accountability: 'accountabilityKinds',
  entry: 'visitEntries', recheck: 'recheckReasons', oldPart: 'oldParts', call: 'callPurposes', fund: 'fundSteps', insurance: 'insuranceStates', part: 'warrantyParts', visit: 'visitOutcomes', reporter: 'reporterKinds', party: 'externalParties', share: 'shareParties', cause: 'causes', ground: 'grounds',
}

/** The product's words for the contract's codes; one that nobody named shows as it is. */
export function useWords() {
  const { t, te } = useI18n()
  const { data: catalogue } = useCatalogue()

  return (vocabulary: Vocabulary, code: string | null | undefined): string => {
    if (!code) return ''
    const list = asData[vocabulary]
    const terms = list ? (catalogue.value?.[list] as Catalogue['departments'] | undefined) : undefined
    const term = terms?.find((one) => one.code === code)
    if (term) return preferences.language === 'en' ? term.nameEn : term.nameZh
    const key = `words.${vocabulary}.${code}`
    return te(key) ? t(key) : code
  }
}
