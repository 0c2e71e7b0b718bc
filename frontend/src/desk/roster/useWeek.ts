import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, call, ifMatch } from '@/shared/api/client'
import { asProblem } from '@/shared/api/problem'
import { say } from '../parts/say'
import { monday, type Shift } from './week'

/** One week of a community, written as it is changed; the last change can be taken back. */
export function useWeek(communityId: Ref<string>, week: Ref<string>, usual: Ref<boolean>) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const key = computed(() => ['roster', 'week', communityId.value, usual.value ? 'usual' : week.value])
  const ask = (of: string) => call(api.GET('/roster', { params: { query: { communityId: communityId.value, ...(usual.value ? { usual: true } : { week: of }) } } }))
  const found = useQuery({ queryKey: key, queryFn: () => ask(week.value), enabled: () => !!communityId.value })
  const busy = ref(false)
  const before = ref<{ shifts: Shift[]; own: boolean } | null>(null)
  watch(key, () => (before.value = null))

  /** What is wrong with it comes back; null when it is stored. */
  async function write(shifts: Shift[], giveBack = false): Promise<unknown> {
    const now = found.data.value
    if (!now) return null
    busy.value = true
    try {
      const which = usual.value ? { usual: true } : { week: week.value }
      const next = await call(api.PUT('/roster', { params: { header: now.version ? ifMatch(now.version) : {} }, body: { communityId: communityId.value, ...which, shifts: giveBack ? [] : shifts, ...(giveBack ? { default: true } : {}) } }))
      before.value = { shifts: now.shifts, own: now.own }
      queries.setQueryData(key.value, next)
      void queries.invalidateQueries({ queryKey: ['roster'] })
      return null
    } catch (e) {
      if (asProblem(e).status !== 412) return e
      before.value = null
      say.problem(t('roster.changed'))
      await found.refetch()
      return null
    } finally {
      busy.value = false
    }
  }
  async function undo() {
    const last = before.value
    if (!last) return
    const wrong = await write(last.shifts, !last.own && !usual.value)
    before.value = null
    if (wrong) say.problem(asProblem(wrong).message)
    else say.done(t('roster.undone'))
  }
  const copy = async () => write((await ask(monday(week.value, -1))).shifts)
  return { ...found, busy, before, write, undo, copy }
}
