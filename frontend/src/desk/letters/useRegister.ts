import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { asProblem } from '@/shared/api/problem'
import { say } from '../parts/say'

/** Sends a form of a register and keeps what is wrong with it. */
export function useRegister(send: () => Promise<{ number: string }>, done: () => void) {
  const { t } = useI18n()
  const errors = ref<Record<string, string>>({})
  const error = ref<unknown>(null)
  const busy = ref(false)
  async function submit() {
    busy.value = true
    errors.value = {}
    error.value = null
    try {
      const { number } = await send()
      say.done(t('letters.registered', { number }))
      done()
    } catch (e) {
      error.value = e
      errors.value = { ...asProblem(e).fields }
    } finally {
      busy.value = false
    }
  }
  return { errors, error, busy, submit }
}
