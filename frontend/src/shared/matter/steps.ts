import type { Matter, Status } from '../api/types'

export interface Step {
  key: string
  label: string
  state: 'done' | 'current' | 'todo'
}
export type StepKey = 'received' | 'assigned' | 'checking' | 'plan' | 'working' | 'confirm' | 'done'

const whole: StepKey[] = ['received', 'assigned', 'checking', 'plan', 'working', 'confirm', 'done']
const repair: StepKey[] = ['received', 'assigned', 'working', 'confirm', 'done']
const answered: StepKey[] = ['received', 'confirm', 'done']
const cut: StepKey[] = ['received', 'done']

const at: Record<Status, StepKey> = {
  registered: 'received',
  dispatched: 'assigned',
  investigating: 'checking',
  proposed: 'plan',
  offered: 'plan',
  disputed: 'plan',
  executing: 'working',
  resolved: 'confirm',
  closed: 'done',
  unfounded: 'done',
  withdrawn: 'done',
  merged: 'done',
}

type Known = Pick<Matter, 'status' | 'nature' | 'plan' | 'outcome' | 'confirmation' | 'finallyAnswered' | 'startedAt'>

/** Everyday ways are short, and what ended early shows no step that it never took. */
function trackOf(m: Known, here: StepKey): StepKey[] {
  if (['unfounded', 'withdrawn', 'merged'].includes(m.status)) return cut
  if (m.plan?.options.length) return whole
  // In dispute, or settled, without a plan: no department had it yet.
  if (m.status === 'disputed' || m.outcome === 'settled') return ['received', 'plan', 'working', 'confirm', 'done']
  if (here === 'plan') return whole
  if (m.outcome === 'answered' || m.outcome === 'referred') return answered
  const usual = m.nature === 'complaint' ? whole : m.nature === 'repair' ? repair : answered
  return usual.includes(here) ? usual : repair
}

/** Of a matter that is over: what nobody did or said. A final reply ends what could not be agreed on, a settlement perhaps what never began. */
function untaken(m: Known): StepKey[] {
  if (m.finallyAnswered) return ['working', 'confirm']
  const idle: StepKey[] = m.outcome === 'settled' && !m.startedAt ? ['working'] : []
  return m.confirmation ? idle : [...idle, 'confirm']
}

/** The strip above the timeline. */
export function stepsOf(matter: Known, name: (key: StepKey) => string): Step[] {
  // Confirmed, though something still holds it open: what is left is the archive.
  const confirmed = matter.status === 'resolved' && matter.confirmation !== null
  const here = confirmed ? 'done' : at[matter.status]
  const track = trackOf(matter, here).filter((key) => !(matter.status === 'closed' && untaken(matter).includes(key)))
  const index = track.indexOf(track.includes(here) ? here : 'assigned')
  const ended = here === 'done' && !confirmed
  return track.map((key, i) => ({
    key,
    label: name(key),
    state: i < index || ended ? 'done' : i === index ? 'current' : 'todo',
  }))
}
