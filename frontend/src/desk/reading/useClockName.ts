import { useI18n } from 'vue-i18n'
import type { MatterItem } from '@/shared/api/types'
import { useWords } from '@/shared/words/useWords'

/**
 * What a time limit is called: where nothing is judged, the first view is a first look, and nobody needs to judge;
 * where all is paid, the limit of payment waits for the owner's receipt alone.
 */
export function useClockName() {
  const { t } = useI18n()
  const words = useWords()
  return (kind: string, m: Pick<MatterItem, 'nature' | 'demand' | 'unsigned'>): string =>
    kind === 'payment' && m.unsigned ? t('reading.receipt') : kind === 'judgement' && m.nature !== 'complaint' && !m.demand?.amountFen ? t('reading.look') : words('clock', kind)
}
