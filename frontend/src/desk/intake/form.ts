import { fenOf } from '@/shared/format'
import type { NewComplaint } from '@/shared/api/types'
import { fromLocal } from '../parts/moment'

/** What a clerk types while somebody is on the line, in the order a call goes. */
export const emptyIntake = () => ({
  channel: 'phone',
  caller: '',
  ownerId: '',
  ownerName: '',
  reporterKind: 'owner',
  reporterName: '',
  reporterPhone: '',
  reporterEmail: '',
  houseId: '',
  houseLabel: '',
  communityId: '',
  place: '',
  text: '',
  title: '',
  titleTouched: false,
  demandKind: '',
  amount: '',
  demandText: '',
  demandBy: '',
  category: '',
  nature: '',
  severity: '',
  subjectKind: '',
  subjectName: '',
  promiseWhat: '',
  promiseBy: '',
  confidential: false,
  late: false,
  receivedAt: '',
  receivedReason: '',
  attachmentIds: [] as string[],
  letterRegister: '',
  letterDocument: '',
  letterSender: '',
  letterReceived: '',
  transferSender: '',
  transferNumber: '',
  transferFormat: '',
  replyBy: '',
  present: '',
})
export type Intake = ReturnType<typeof emptyIntake>

/** The first clause of what was said makes a title until the clerk writes a better one. */
export function titleOf(text: string): string {
  const clause = text.trim().split(/[。！？!?；;\n]/)[0] ?? ''
  const short = clause.length > 30 ? (clause.slice(0, 30).split(/[，,、]/).slice(0, -1).join('，') || clause.slice(0, 30)) : clause
  return short.slice(0, 120)
}

const or = (text: string) => text.trim() || undefined
const time = (local: string) => fromLocal(local) ?? undefined

export function bodyOf(f: Intake, words: { anonymous: string }): NewComplaint {
  const amountFen = f.amount.trim() ? (fenOf(f.amount) ?? undefined) : undefined
  const demand = { kind: or(f.demandKind), amountFen, by: time(f.demandBy), text: or(f.demandText) }
  const body = {
    channel: f.channel,
    ownerId: or(f.ownerId),
    reporter: reporterOf(f, words.anonymous),
    houseId: or(f.houseId),
    communityId: f.houseId ? undefined : or(f.communityId),
    place: placeOf(f),
    title: f.title.trim() || titleOf(f.text),
    text: f.text.trim(),
    nature: or(f.nature),
    categoryHint: or(f.category),
    demand: Object.values(demand).some((v) => v !== undefined) ? demand : undefined,
    subject: f.subjectKind ? { kind: f.subjectKind, name: or(f.subjectName) } : undefined,
    promise: f.promiseBy ? { what: or(f.promiseWhat), by: time(f.promiseBy) } : undefined,
    confidential: f.confidential || undefined,
    receivedAt: f.late ? time(f.receivedAt) : undefined,
    receivedReason: f.late ? or(f.receivedReason) : undefined,
    attachmentIds: f.attachmentIds.length ? f.attachmentIds : undefined,
    letter: f.channel === 'letter' ? { registerNumber: or(f.letterRegister), documentNumber: or(f.letterDocument), sender: or(f.letterSender), receivedOn: or(f.letterReceived), replyBy: time(f.replyBy) } : undefined,
    transfer: f.channel === 'transfer' ? { sender: f.transferSender.trim(), externalNumber: or(f.transferNumber), replyBy: time(f.replyBy), replyFormat: or(f.transferFormat) } : undefined,
    visit: f.channel === 'visit' && f.present.trim() ? { present: f.present.split(/[，,、\s]+/).filter(Boolean) } : undefined,
  }
  return body as NewComplaint
}

/** A house that was typed and is none on file still says where it is. */
const placeOf = (f: Intake) => or([f.houseId || f.ownerId ? '' : f.houseLabel.trim(), f.place.trim()].filter(Boolean).join('，'))

function reporterOf(f: Intake, anonymous: string) {
  if (f.reporterKind === 'anonymous') return { kind: 'anonymous', name: anonymous }
  if (f.ownerId && f.reporterKind === 'owner') return undefined
  if (!f.reporterName.trim()) return undefined
  return { kind: f.reporterKind, name: f.reporterName.trim(), phone: or(f.reporterPhone), email: or(f.reporterEmail) }
}

const lateAfter = 3600_000

/** What the server would refuse anyway, told before it is sent. */
export function missingIn(f: Intake): Partial<Record<string, 'required' | 'amount' | 'person'>> {
  const wrong: Partial<Record<string, 'required' | 'amount' | 'person'>> = {}
  if (!f.text.trim()) wrong.text = 'required'
  if (!f.title.trim() && !titleOf(f.text)) wrong.title = 'required'
  if (f.amount.trim() && fenOf(f.amount) === null) wrong['demand.amountFen'] = 'amount'
  if (!f.ownerId && f.reporterKind !== 'anonymous' && !f.reporterName.trim()) wrong['reporter.name'] = 'person'
  if (f.channel === 'transfer' && !f.transferSender.trim()) wrong['transfer.sender'] = 'required'
  if (f.late && f.receivedAt && Date.now() - new Date(time(f.receivedAt) ?? 0).getTime() > lateAfter && !f.receivedReason.trim()) wrong.receivedReason = 'required'
  return wrong
}

export type Doubt = 'place' | 'replyPast'

/** What may be right and is asked about once: nobody finds a danger without a place, and a limit that is over was perhaps mistyped. */
export function doubtsIn(f: Intake, severity: string | undefined): Doubt[] {
  const doubts: Doubt[] = []
  if ((f.severity || severity) === 'critical' && !f.houseId && !f.houseLabel.trim() && !f.place.trim()) doubts.push('place')
  if ((f.channel === 'transfer' || f.channel === 'letter') && f.replyBy && new Date(time(f.replyBy) ?? 0).getTime() < Date.now()) doubts.push('replyPast')
  return doubts
}
