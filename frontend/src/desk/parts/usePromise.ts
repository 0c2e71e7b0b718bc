import { useI18n } from 'vue-i18n'
import { useFormat } from '@/shared/format'
import { useWords } from '@/shared/words/useWords'

/** What the owner was promised and by when, as it is said to them: one that was not kept says so. */
export function usePromise() {
  const { t } = useI18n()
  const words = useWords()
  const { dayTime } = useFormat()
  return (promise: { what: string; by: string }) =>
    t(new Date(promise.by).getTime() < Date.now() ? 'matter.promisedPast' : 'matter.promised', { what: words('clock', promise.what || 'update'), by: dayTime(promise.by) })
}
