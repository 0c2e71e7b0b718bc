import type { Matter, Status } from '../api/types'

export interface Step {
  key: string
  label: string
  state: 'done' | 'current' | 'todo'
}
export type StepKey = 'received' | 'assigned' | 'checking' | 'plan' | 'working' | 'confirm' | 'done'

const whole: StepKey[] = ['received', 'assigned', 'checking', 'plan', 'working', 'confirm', 'done']
const short: Record<string, StepKey[]> = {
  repair: ['received', 'assigned', 'working', 'confirm', 'done'],
  inquiry: ['received', 'confirm', 'done'],
  suggestion: ['received', 'confirm', 'done'],
  praise: ['received', 'confirm', 'done'],
}
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

/**
 * The strip above the timeline. Everyday ways are short: a step that the track
 * skips is not shown, unless the matter has come to it after all.
 */
export function stepsOf(matter: Pick<Matter, 'status' | 'nature' | 'plan'>, name: (key: StepKey) => string): Step[] {
  const here = at[matter.status]
  const track = short[matter.nature] ?? whole
  const full = matter.plan?.options?.length || (!track.includes(here) && here !== 'checking')
  let line = full ? whole : track
  let now: StepKey = here
  if (!line.includes(now)) {
    if (line.includes('assigned')) now = 'assigned'
    else line = short.repair!
  }
  if (!line.includes(now)) now = 'assigned'
  const index = line.indexOf(now)
  const ended = here === 'done'
  return line.map((key, i) => ({
    key,
    label: name(key),
    state: i < index || ended ? 'done' : i === index ? 'current' : 'todo',
  }))
}
