import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import type { paths } from '@/shared/api/schema.gen'
import { session } from '@/shared/session'

export type ListQuery = NonNullable<paths['/complaints']['get']['parameters']['query']>

export const filterNames = ['status', 'department', 'category', 'severity', 'nature', 'channel', 'communityId', 'assigneeId', 'ownerId', 'houseId', 'from', 'to'] as const
// An address may have been written by hand: what is no order of ours leaves the usual one.
const sorts = ['due', 'received', 'updated']
export type FilterName = (typeof filterNames)[number]

/** The quick tabs: each is nothing but filters, so that its address can be sent to a colleague. */
export interface Tab {
  key: string
  query: Record<string, string>
}

export function tabsFor(me: typeof session.user): Tab[] {
  const open: Tab = { key: 'open', query: { open: 'true' } }
  const late: Tab = { key: 'overdue', query: { overdue: 'true' } }
  const all: Tab = { key: 'all', query: { all: 'true' } }
  const mine: Tab = { key: 'mine', query: { open: 'true', assigneeId: me?.id ?? '' } }
  const marked = (mark: string): Tab => ({ key: mark, query: { mark } })
  const at = (status: string): Tab => ({ key: status, query: { status } })
  if (me?.role === 'handler' || me?.role === 'dept_head') {
    const own: Record<string, string> = me.department ? { department: me.department } : {}
    const payments: Tab[] = me.department === 'finance' ? [marked('payable'), marked('unsigned'), marked('agreement')] : []
    const department: Tab = { key: 'department', query: { open: 'true', ...own } }
    return [department, ...payments, { key: 'toAccept', query: { status: 'dispatched', ...own } }, marked('asked'), mine, marked('asking'), marked('soon'), marked('recheck'), late, at('proposed'), open, all]
  }
  const clerk = me?.role === 'desk' || me?.role === 'desk_lead' ? [marked('returned'), marked('asking'), marked('recheck')] : []
  const reading = me?.role === 'desk_lead' ? [marked('second_reading'), marked('meeting')] : []
  const unsigned = me?.role === 'leader' ? [] : [marked('agreement'), marked('unsigned')]
  const downgraded = me?.role === 'desk' ? [] : [marked('downgraded')]
  return [open, at('registered'), ...reading, ...clerk, late, at('proposed'), at('offered'), at('resolved'), ...unsigned, ...downgraded, all]
}

/** The list's state lives in the address: it survives reloads, going back, and being sent around. */
export function useFilters() {
  const route = useRoute()
  const router = useRouter()
  // Whoever comes by an address with a mark or a span of due times finds it as a tab of its own.
  const tabs = computed<Tab[]>(() => {
    const own = tabsFor(session.user)
    const { sort: _s, order: _o, q: _q, ...rest } = route.query as Record<string, string>
    const key = rest.mark ?? (rest.dueFrom || rest.dueBefore ? 'dueSpan' : '')
    return key && !own.some((one) => same(one.query, rest)) ? [{ key, query: rest }, ...own] : own
  })
  const bare = computed(() => Object.keys(route.query).filter((k) => !['q', 'sort', 'order'].includes(k)).length === 0)
  // Whoever opens the queue without saying what, sees their first tab; words look in everything.
  const query = computed<LocationQuery>(() => (bare.value && !route.query.q ? { ...tabs.value[0]?.query, ...route.query } : route.query))

  const text = (name: string) => (typeof query.value[name] === 'string' ? (query.value[name] as string) : '')
  const tab = computed(() => tabs.value.find((one) => same(one.query, query.value))?.key ?? '')
  const chosen = computed(() => filterNames.filter((name) => text(name) && !tabs.value.find((one) => one.key === tab.value)?.query[name]))

  const list = computed<ListQuery>(() => {
    const q: Record<string, unknown> = {}
    for (const name of filterNames) if (text(name)) q[name] = name === 'status' ? text(name).split(',') : text(name)
    if (text('open') === 'true') q.open = true
    if (text('overdue') === 'true') q.overdue = true
    if (text('mark')) q.mark = text('mark')
    for (const name of ['dueFrom', 'dueBefore']) if (text(name)) q[name] = moment(text(name))
    if (text('q').trim()) q.q = text('q').trim()
    else if (sorts.includes(text('sort'))) Object.assign(q, { sort: text('sort'), order: text('order') === 'asc' ? 'asc' : 'desc' })
    return q as ListQuery
  })

  function set(changes: Record<string, string | undefined>): void {
    const next: Record<string, string> = {}
    for (const [k, v] of Object.entries({ ...query.value, ...changes })) if (typeof v === 'string' && v) next[k] = v
    void router.replace({ query: next })
  }
  const open = (one: Tab) => void router.replace({ query: { ...one.query, ...pick(route.query, ['sort', 'order']) } })
  return { tabs, tab, text, chosen, list, set, open }
}

/** An address that stays true says now, and soon for 24 hours on. */
const moment = (said: string) => (said === 'now' ? new Date().toISOString() : said === 'soon' ? new Date(Date.now() + 86400_000).toISOString() : said)

function same(one: Record<string, string>, query: LocationQuery): boolean {
  const rest = Object.fromEntries(Object.entries(query).filter(([k]) => !['sort', 'order'].includes(k)))
  return Object.keys(rest).length === Object.keys(one).length && Object.entries(one).every(([k, v]) => rest[k] === v)
}

function pick(query: LocationQuery, names: string[]): LocationQuery {
  return Object.fromEntries(Object.entries(query).filter(([k]) => names.includes(k)))
}
