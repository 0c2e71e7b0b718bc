import { useI18n } from 'vue-i18n'

type Vocabulary =
  | 'status' | 'severity' | 'nature' | 'channel' | 'role' | 'department' | 'category' | 'demand' | 'measure' | 'payer'
  | 'subject' | 'finding' | 'outcome' | 'clock' | 'clockState' | 'event' | 'command'

/** The product's words for the contract's codes; a code that came as data later shows as it is. */
export function useWords() {
  const { t, te } = useI18n()
  return (vocabulary: Vocabulary, code: string | null | undefined): string => {
    if (!code) return ''
    const key = `words.${vocabulary}.${code}`
    return te(key) ? t(key) : code
  }
}
