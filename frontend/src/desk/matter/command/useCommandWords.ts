import { useI18n } from 'vue-i18n'
import { useWords } from '@/shared/words/useWords'

/** What a command is called at the desk: where an owner acts, the desk takes down the owner's word. */
export function useCommandWords(): (word: string) => string {
  const { t, te } = useI18n()
  const words = useWords()
  return (word) => (te(`matter.name.${word}`) ? t(`matter.name.${word}`) : words('command', word))
}
