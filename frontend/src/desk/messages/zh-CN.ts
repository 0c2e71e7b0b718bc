import { gather, type Messages } from '@/shared/i18n'

export default gather(
  import.meta.glob<Messages>('../../shared/**/locales/zh-CN.json', { eager: true, import: 'default' }),
  import.meta.glob<Messages>('../**/locales/zh-CN.json', { eager: true, import: 'default' }),
)
