import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { components, paths } from '@/shared/api/schema.gen'
import { isoDay } from '@/shared/format'

export type Line = components['schemas']['Compensation']
export type Totals = components['schemas']['CompensationTotals']
export type LedgerQuery = NonNullable<paths['/compensations']['get']['parameters']['query']>

export const filterNames = ['department', 'category', 'kind', 'basis', 'type', 'communityId', 'ownerId', 'houseId', 'complaintId', 'unsigned', 'q'] as const
export type FilterName = (typeof filterNames)[number]

/** The filters live in the address; without days it is this year so far. */
export function useLedger() {
  const route = useRoute()
  const router = useRouter()
  const text = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '')
  const days = computed(() => {
    const today = isoDay(new Date())
    return { from: text('from') || `${today.slice(0, 4)}-01-01`, to: text('to') || today }
  })
  const filter = computed(() => ({ ...days.value, ...Object.fromEntries(filterNames.filter((n) => text(n)).map((n) => [n, text(n)])) }) as LedgerQuery)
  const set = (changes: Record<string, string | undefined>) =>
    void router.replace({ query: Object.fromEntries(Object.entries({ ...route.query, ...changes }).filter(([, v]) => typeof v === 'string' && v)) })
  // What the sums can be narrowed by; the other filters are for the lines alone.
  const span = computed(() => ({ ...days.value, communityId: text('communityId') || undefined }))
  const narrowed = computed(() => filterNames.some((n) => n !== 'communityId' && text(n)))
  return { text, days, filter, set, span, narrowed }
}

/** Every month from the first with figures to the last, so that a drawing has no gaps. */
export function everyMonth(months: Totals['months']): Totals['months'] {
  const out: Totals['months'] = []
  for (const m of months) {
    for (let next = after(out.at(-1)?.month); next && next < m.month; next = after(next)) out.push({ month: next, paidFen: 0, waivedFen: 0, recoveredFen: 0, byDepartment: {} })
    out.push(m)
  }
  return out
}

function after(month: string | undefined): string | undefined {
  if (!month) return undefined
  const [year, n] = month.split('-').map(Number) as [number, number]
  return n === 12 ? `${year + 1}-01` : `${year}-${String(n + 1).padStart(2, '0')}`
}
