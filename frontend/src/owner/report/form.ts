import type { Category, DemandKind, Nature, NewComplaint, SubjectKind } from '@/shared/api/types'
import { fenOf } from '@/shared/format'

/** What an owner fills in, kept as typed. */
export interface ReportForm {
  nature: Nature | ''
  category: Category | ''
  houseId: string
  place: string
  title: string
  text: string
  demandKind: DemandKind | ''
  amount: string
  by: string
  demandText: string
  subjectKind: SubjectKind | ''
  subjectName: string
  attachmentIds: string[]
}

export const blank = (): ReportForm => ({
  nature: '', category: '', houseId: '', place: '', title: '', text: '',
  demandKind: '', amount: '', by: '', demandText: '', subjectKind: '', subjectName: '', attachmentIds: [],
})

export const natures: Nature[] = ['repair', 'complaint', 'inquiry', 'suggestion', 'praise']
export const demandKinds: DemandKind[] = ['repair', 'explanation', 'apology', 'refund', 'compensation', 'reduction', 'other']
export const subjectKinds: SubjectKind[] = ['facility', 'staff', 'department', 'contractor', 'neighbour', 'authority']

/** Demands that come with a sum of money. */
export const asksMoney = (kind: DemandKind | '') => ['refund', 'compensation', 'reduction'].includes(kind)

/** Praise asks for nothing. */
export const hasDemand = (nature: Nature | '') => nature !== 'praise'

/** Natures that are about somebody or something to be named. */
export const hasSubject = (nature: Nature | '') => nature === 'complaint' || nature === 'praise'

export type Step = 1 | 2 | 3
export type Wrong = Partial<Record<keyof ReportForm, 'choose' | 'required' | 'tooLong' | 'amount' | 'zero' | 'past'>>

const titleLength = 120
const textLength = 10_000

/** What can be said before the server is asked; it has the last word. */
export function check(form: ReportForm, today: string): Wrong {
  const wrong: Wrong = {}
  if (!form.nature) wrong.nature = 'choose'
  if (!form.houseId) wrong.houseId = 'choose'
  if (!form.title.trim()) wrong.title = 'required'
  if (form.title.trim().length > titleLength) wrong.title = 'tooLong'
  if (form.text.length > textLength) wrong.text = 'tooLong'
  if (hasDemand(form.nature) && asksMoney(form.demandKind) && form.amount.trim()) {
    const fen = fenOf(form.amount)
    if (fen === null) wrong.amount = 'amount'
    else if (fen === 0) wrong.amount = 'zero'
  }
  if (hasDemand(form.nature) && form.by && form.by < today) wrong.by = 'past'
  return wrong
}

const secondStep: string[] = ['demandKind', 'amount', 'by', 'demandText', 'subjectKind', 'subjectName', 'attachmentIds']
export const stepOf = (field: string): Step => (secondStep.includes(field) ? 2 : 1)

/** The form as the contract wants it; whoever said all in one sentence need not say it twice. */
export function toContract(form: ReportForm): NewComplaint {
  const demand: NewComplaint['demand'] = {}
  if (form.demandKind) demand.kind = form.demandKind
  const fen = asksMoney(form.demandKind) ? fenOf(form.amount) : null
  if (fen) demand.amountFen = fen
  if (form.by) demand.by = `${form.by}T23:59:00+08:00`
  if (form.demandText.trim()) demand.text = form.demandText.trim()

  const body: NewComplaint = {
    houseId: form.houseId,
    title: form.title.trim(),
    text: form.text.trim() || form.title.trim(),
  }
  if (form.place.trim()) body.place = form.place.trim()
  if (form.nature) body.nature = form.nature
  if (form.category && form.nature !== 'praise') body.categoryHint = form.category
  if (hasDemand(form.nature) && Object.keys(demand).length > 0) body.demand = demand
  if (form.subjectKind && hasSubject(form.nature)) body.subject = { kind: form.subjectKind, ...(form.subjectName.trim() ? { name: form.subjectName.trim() } : {}) }
  if (form.attachmentIds.length > 0) body.attachmentIds = form.attachmentIds
  return body
}

const ours: Record<string, keyof ReportForm> = {
  categoryHint: 'category',
  'demand.kind': 'demandKind',
  'demand.amountFen': 'amount',
  'demand.by': 'by',
  'demand.text': 'demandText',
  demand: 'demandText',
  'subject.kind': 'subjectKind',
  'subject.name': 'subjectName',
}

/** The server's field paths as fields of this form. */
export function toFields(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([path, message]) => [ours[path] ?? path.replace(/\[.*$/, ''), message]))
}
