import type { Matter } from '@/shared/api/types'
import { isDeskCommand, type DeskCommand } from './spec'

/** What a matter usually needs next, status by status; the first that is allowed becomes the main button. */
const next: Partial<Record<Matter['status'], DeskCommand[]>> = {
  registered: ['judge', 'classify', 'dispatch', 'answer', 'refer'],
  dispatched: ['accept', 'return', 'interim', 'progress', 'appoint', 'answer', 'order'],
  investigating: ['investigate', 'start', 'propose', 'conclude', 'assign', 'appoint', 'visit', 'progress', 'return', 'answer'],
  proposed: ['approve', 'reject', 'assign', 'progress'],
  offered: ['offer-accept', 'offer-reject', 'dispute', 'progress'],
  disputed: ['settle', 'dispute', 'propose'],
  executing: ['complete', 'task-done', 'sign-agreement', 'pay', 'visit', 'appoint', 'progress', 'assign'],
  resolved: ['confirm', 'decline', 'call', 'evaluate', 'sign-agreement', 'close', 'pay'],
  closed: ['evaluate', 'reopen'],
  unfounded: ['appeal', 'dispute', 'close'],
  merged: ['unmerge'],
}
const answersFirst: DeskCommand[] = ['answer-info', 'answer-order', 'advise']

// Those that are about the matter rather than its next step.
export const aside: DeskCommand[] = [
  'review', 'request-info', 'cancel-info', 'pause', 'resume', 'extend', 'urge', 'order', 'instruct', 'spread', 'consult', 'group', 'bulletin', 'external-ask', 'external-reply', 'second-reading', 'final-reply', 'letter-out', 'letter-in', 'merge', 'unmerge', 'withdraw', 'acknowledge', 'correct', 'recover', 'accountability', 'comment', 'retain',
  'declare', 'task-force', 'decide', 'brief', 'approve-wording', 'stand-down', 'link', 'unlink', 'join', 'household-confirm', 'household-decline', 'household-attend',
  'call', 'task', 'visit-confirm', 'recheck', 'quote', 'quote-answer', 'fund', 'insurance',
]

// What only an owner may wish is never put forward as the thing to do.
const notFirst: DeskCommand[] = ['reopen', 'appeal', 'withdraw', 'offer-reject', 'decline', 'classify', 'unmerge', 'retain']
// Whoever may take these does the work: telling how far it is comes after.
const ownWork: DeskCommand[] = ['accept', 'start', 'complete']
const shownBeside = 3

export const subjects = ['handling', 'work', 'owner', 'colleagues', 'money', 'major', 'record'] as const
export type Subject = (typeof subjects)[number]
const about: Record<Exclude<Subject, 'handling'>, DeskCommand[]> = {
  work: ['interim', 'appoint', 'visit-confirm', 'visit', 'recheck', 'task', 'task-done', 'quote', 'quote-answer', 'fund', 'insurance', 'start', 'complete'],
  owner: ['call', 'urge', 'offer-accept', 'offer-reject', 'confirm', 'decline', 'reopen', 'appeal', 'withdraw', 'dispute', 'settle', 'final-reply', 'join', 'household-confirm', 'household-decline', 'household-attend', 'bulletin'],
  colleagues: ['request-info', 'answer-info', 'cancel-info', 'external-ask', 'external-reply', 'order', 'answer-order', 'instruct', 'consult', 'advise', 'second-reading', 'spread'],
  money: ['pay', 'sign-agreement', 'acknowledge', 'correct', 'recover', 'accountability', 'review'],
  major: ['declare', 'task-force', 'decide', 'brief', 'approve-wording', 'stand-down', 'group'],
  record: ['letter-out', 'letter-in', 'merge', 'unmerge', 'link', 'unlink', 'retain', 'evaluate', 'comment'],
}
const subjectOf = (word: DeskCommand): Subject => subjects.find((s) => s !== 'handling' && about[s].includes(word)) ?? 'handling'

/** What stands under "more", by what it is about; only subjects with something to do. */
export const bySubject = (words: DeskCommand[]) =>
  subjects.map((subject) => ({ subject, words: words.filter((word) => subjectOf(word) === subject) })).filter((group) => group.words.length)

export interface Bar {
  primary: DeskCommand | null
  beside: DeskCommand[]
  more: DeskCommand[]
}

/** Orders what the server allows; it neither adds nor hides a command. */
export function barOf(matter: Pick<Matter, 'status' | 'nature' | 'allowed' | 'category' | 'groundsSufficient' | 'judgement' | 'severity' | 'investigation' | 'finding' | 'plan' | 'offer' | 'confirmation' | 'evaluation' | 'visits' | 'rechecks' | 'quote'>): Bar {
  const allowed = matter.allowed.filter(isDeskCommand)
  const { due, done } = steps(matter)
  const wanted = [...answersFirst, ...due, ...done].filter((word) => allowed.includes(word))
  const ordered = [...new Set([...wanted, ...allowed.filter((word) => !aside.includes(word)), ...aside.filter((word) => allowed.includes(word))])]
  const first = wanted[0] && (!notFirst.includes(wanted[0]) || (wanted[0] === 'classify' && matter.status === 'registered')) ? wanted[0] : null
  const rest = ordered.filter((word) => word !== first && word !== 'comment')
  const beside = rest.filter((word) => wanted.includes(word) && !done.includes(word)).slice(0, shownBeside)
  // A leader's word is what leaders come to a matter for.
  if (rest.includes('instruct') && !beside.includes('instruct')) beside.splice(shownBeside - 1, 1, 'instruct')
  return { primary: first, beside, more: rest.filter((word) => !beside.includes(word)) }
}

/** What is due, and what was done already and would be done over. */
function steps(m: Parameters<typeof barOf>[0]): { due: DeskCommand[]; done: DeskCommand[] } {
  const line = next[m.status] ?? []
  const done: DeskCommand[] = []
  if (m.judgement) done.push('judge')
  if (m.category) done.push('classify')
  if (m.investigation) done.push('investigate')
  if (m.evaluation) done.push('evaluate')
  if (m.quote?.state === 'open') done.push('start') // the price waits for the owner
  const lead: DeskCommand[] = []
  const repair = m.nature === 'repair'
  if (m.status === 'registered') {
    if (m.severity === 'critical') lead.push('dispatch')
    else if (m.nature === 'inquiry' || m.nature === 'suggestion' || m.nature === 'praise') lead.push('answer')
    else if (repair && m.allowed.includes('dispatch')) lead.push('dispatch')
  }
  if (m.status === 'investigating' && (repair || m.severity === 'critical') && !done.includes('start')) lead.push('start')
  // Whoever looks at what others work on tells how far it is; a verdict waits for their statement, and is for complaints.
  const unseen = (m.status === 'dispatched' || m.status === 'investigating') && !m.investigation
  if ((repair || unseen) && !ownWork.some((word) => m.allowed.includes(word))) lead.push('progress')
  if (m.status === 'investigating' && !m.investigation) done.push('conclude')
  if (m.status === 'investigating' && m.investigation && !m.finding) lead.push('conclude')
  if (m.visits.some((v) => !v.outcome && new Date(v.from).getTime() < Date.now())) lead.push('visit')
  if (m.rechecks.some((r) => !r.outcome && new Date(r.by).getTime() < Date.now())) lead.push('visit')
  if (m.status === 'executing' && m.plan && m.plan.options.some((o) => o.amountFen > 0)) lead.push('pay')
  return { due: [...new Set([...lead, ...line.filter((word) => !done.includes(word))])], done: done.filter((word) => !lead.includes(word)) }
}
