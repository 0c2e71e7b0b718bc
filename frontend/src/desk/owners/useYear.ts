import { useI18n } from 'vue-i18n'
import type { components } from '@/shared/api/schema.gen'

/** How often they came in twelve months, and how often again, in one line; nothing when they did not. */
export function useYear() {
  const { t } = useI18n()
  return (year: components['schemas']['OwnerYear'] | undefined) =>
    year?.matters
      ? [
          t('owners.year.matters', { n: `${year.matters}${year.more ? '+' : ''}` }),
          year.repeat ? t('owners.year.repeat', { n: year.repeat }) : '',
          year.rework ? t('owners.year.rework', { n: year.rework }) : '',
        ].filter(Boolean).join(' · ')
      : ''
}
