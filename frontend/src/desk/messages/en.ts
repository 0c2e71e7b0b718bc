import { gather, type Messages } from '@/shared/i18n'

export default gather(
  import.meta.glob<Messages>('../../shared/**/locales/en.json', { eager: true, import: 'default' }),
  import.meta.glob<Messages>('../**/locales/en.json', { eager: true, import: 'default' }),
)
