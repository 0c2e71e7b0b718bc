import type { components } from '@/shared/api/schema.gen'

export type Shift = components['schemas']['RosterShift']
export type Week = components['schemas']['RosterWeek']
export type Warning = components['schemas']['RosterWarning']
export type Post = Shift['post']

export const posts: readonly Post[] = ['front_desk', 'control_room', 'engineering', 'manager']
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** Past midnight: it ends on the day after. */
export const overnight = (s: Pick<Shift, 'from' | 'to'>) => s.to <= s.from

export const sameCell = (s: Shift, post: Post, day: number) => s.post === post && s.day === day

/** Who stands at a post on a day, by the hour. */
export const cell = (shifts: readonly Shift[], post: Post, day: number) => shifts.filter((s) => sameCell(s, post, day)).sort((a, b) => a.from.localeCompare(b.from))

/** The shifts with those of one post put in place of what stood there on each of the days. */
export function put(shifts: readonly Shift[], post: Post, days: readonly number[], rows: readonly Omit<Shift, 'post' | 'day'>[]): Shift[] {
  const kept = shifts.filter((s) => s.post !== post || !days.includes(s.day))
  return [...kept, ...days.flatMap((day) => rows.map((row) => ({ ...row, post, day })))]
}

const personOf = (s: Shift) => s.accountId || s.name || ''

/** Everybody of a week once, in the order in which they come. */
export function people(shifts: readonly Shift[]): { key: string; name: string }[] {
  const seen = new Map<string, string>()
  for (const s of shifts) seen.set(personOf(s), s.name ?? '')
  return [...seen].map(([key, name]) => ({ key, name }))
}

/** Two people change places, on the days named. */
export function swap(shifts: readonly Shift[], one: string, other: string, days: readonly number[]): Shift[] {
  const who = (key: string) => shifts.find((s) => personOf(s) === key)
  const [a, b] = [who(one), who(other)]
  if (!a || !b) return [...shifts]
  const as = (s: Shift, p: Shift): Shift => ({ ...s, accountId: p.accountId, name: p.name, phone: p.phone })
  return shifts.map((s) => (!days.includes(s.day) ? s : personOf(s) === one ? as(s, b) : personOf(s) === other ? as(s, a) : s))
}

/** Days of the week, today's first, then those after it. */
export function fromToday(today: number): number[] {
  return today < 1 ? [...weekdays] : weekdays.map((n) => ((today - 1 + n - 1) % 7) + 1)
}

/** Monday of the week so many weeks from the one a day lies in, as YYYY-MM-DD. */
export function monday(day: string, weeks = 0): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7) + 7 * weeks)
  return at.toISOString().slice(0, 10)
}

export function dayOf(week: string, n: number): string {
  const at = new Date(`${week}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + n - 1)
  return at.toISOString().slice(0, 10)
}
