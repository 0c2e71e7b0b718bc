import { fenOf } from '@/shared/format'
import type { Matter } from '@/shared/api/types'
import type { Slot } from '@/shared/slots'
import type { Letter } from '../../reading/letter'
import { fromLocal, toLocal } from '../../parts/moment'
import type { Field, Form } from './field'

export interface PlanForm {
  title: string
  ground: string
  basis: string
  calculation: CalculationForm[]
  measures: MeasureForm[]
  amount: string
  dueAt: string
  payer: string
}
export interface CalculationForm {
  standard: string
  item: string
  price: string
  boughtOn: string
}
export interface MeasureForm {
  kind: string
  note: string
  measureId?: string
}
export interface PricedForm {
  name: string
  qty: string
  unit: string
  paidBy: string
}
export interface ExternalForm {
  party: string
  name: string
  contact: string
  asked: string
  answerBy: string
}
export interface ShareForm {
  party: string
  department: string
  name: string
  person: string
  percent: number
}

/** One of the staff by account, or somebody from outside by name. */
export interface MemberForm {
  accountId: string
  name: string
  role: string
}

export const yuan = (fen: unknown) => (typeof fen === 'number' && fen > 0 ? String(fen / 100) : fen === 0 ? '0' : '')

/** The empty form of a command, with what the matter already knows. */
export function emptyForm(fields: Field[], matter: Matter): Form {
  return Object.fromEntries(fields.map((f) => [f.name, start(f, f.initial?.(matter))]))
}

function start(field: Field, known: unknown): unknown {
  switch (field.kind) {
    case 'money':
      return yuan(known)
    case 'moment':
      return typeof known === 'string' && known ? toLocal(known) : ''
    case 'flag':
      return known === true
    case 'departments':
    case 'tags':
    case 'photos':
    case 'externals':
    case 'options':
    case 'calculation':
      return known ?? []
    case 'evidence':
      return ((known as { id: string; when: string; note?: string }[] | undefined) ?? []).map((e) => ({ ...e, note: e.note ?? '' }))
    case 'window':
      return known ?? null
    case 'parts':
      return known ?? []
    case 'items':
      return known ?? [{ name: '', qty: '1', unit: '', paidBy: '' }]
    case 'letter':
      return { parts: { thanks: '', checked: '', why: '', still: '' }, text: '', own: false } satisfies Letter
    case 'lines':
      return known ?? ['', '']
    case 'measures':
      return known ?? [{ kind: 'repair', note: '' }]
    case 'member':
    case 'members':
      return ((known as Partial<MemberForm>[] | undefined) ?? []).map((m) => ({ accountId: m.accountId ?? '', name: m.name ?? '', role: m.role ?? '' }))
    case 'shares':
      return ((known as Partial<ShareForm>[] | undefined) ?? []).map((s) => ({ party: s.party ?? 'department', department: s.department ?? '', name: s.name ?? '', person: s.person ?? '', percent: s.percent ?? 0 }))
    case 'onBehalf':
      return { how: '', person: '', at: toLocal(new Date()) }
    case 'consent':
      return { given: false, how: '', at: toLocal(new Date()) }
    case 'choice':
    case 'rating':
      return known ?? undefined
    default:
      return known ?? ''
  }
}

/** The contract's body out of the form: what is hidden or left empty is left out. */
export function bodyOf(fields: Field[], form: Form, matter: Matter): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.show && !field.show(form, matter)) continue
    const value = valueOf(field, form[field.name])
    if (value === undefined) continue
    if (field.kind === 'window') {
      const { from, to } = value as Slot
      Object.assign(body, field.name === 'window' ? { from, to } : { [`${field.name}From`]: from, [`${field.name}To`]: to })
      continue
    }
    const [outer, inner] = field.name.split('.')
    if (inner && outer) body[outer] = { ...(body[outer] as object | undefined), [inner]: value }
    else body[field.name] = value
  }
  return body
}

function valueOf(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'money':
      return amountOf(String(value ?? ''))
    case 'moment':
      return fromLocal(String(value ?? '')) ?? undefined
    case 'flag':
      return value === true
    case 'choice':
    case 'rating':
      return value
    case 'measures':
      return (value as PlanForm['measures']).map(measure)
    case 'options': {
      const options = (value as PlanForm[]).map((o) => ({
        title: o.title.trim() || undefined, measures: o.measures.map(measure), calculation: reckoned(o.calculation), amountFen: amountOf(o.amount), dueAt: fromLocal(o.dueAt) ?? undefined,
        payer: o.payer || undefined, ground: o.ground || undefined, basis: o.basis || undefined,
      }))
      return options.length ? options : undefined
    }
    case 'shares': {
      const shares = (value as ShareForm[]).map((s) => ({ party: s.party, percent: Number(s.percent) || 0, department: s.party === 'department' ? s.department || undefined : undefined, name: s.name.trim() || undefined, person: s.person.trim() || undefined }))
      return shares.length ? shares : undefined
    }
    case 'count':
      return String(value ?? '').trim() === '' ? undefined : Number(value)
    case 'member':
      return members(value as MemberForm[])[0]
    case 'members':
      return filled(members(value as MemberForm[]))
    case 'externals':
      return filled((value as ExternalForm[]).filter((e) => e.party).map((e) => ({ party: e.party, name: e.name.trim() || undefined, contact: e.contact.trim() || undefined, asked: e.asked.trim() || undefined, answerBy: fromLocal(e.answerBy) ?? undefined })))
    case 'letter':
      return (value as Letter).text.trim() || undefined
    case 'evidence':
      return filled((value as { id: string; when: string; note: string }[]).map((e) => ({ id: e.id, when: e.when, note: e.note.trim() || undefined })))
    case 'calculation':
      return reckoned(value as CalculationForm[])
    case 'lines':
      return filled((value as string[]).map((line) => line.trim()).filter(Boolean))
    case 'window':
      return value ?? undefined
    case 'parts':
    case 'items':
      return filled((value as PricedForm[]).filter((x) => x.name.trim()).map((x) => ({ name: x.name.trim(), qty: Number(x.qty) || 0, unitFen: fenOf(x.unit || '0') ?? -1, ...(field.kind === 'parts' && x.paidBy ? { paidBy: x.paidBy } : {}) })))
    case 'departments':
    case 'tags':
    case 'photos':
      return filled(value as string[])
    case 'onBehalf': {
      const b = value as { how: string; person: string; at: string }
      return { how: b.how.trim(), person: b.person.trim(), at: fromLocal(b.at) ?? undefined }
    }
    case 'consent': {
      const c = value as { given: boolean; how: string; at: string }
      return c.given ? { how: c.how.trim(), at: fromLocal(c.at) ?? undefined } : undefined
    }
    default:
      return typeof value === 'string' ? value.trim() || undefined : value
  }
}

const members = (list: MemberForm[]) => list.filter((m) => m.accountId || m.name.trim()).map((m) => ({ ...(m.accountId ? { accountId: m.accountId } : { name: m.name.trim() }), role: m.role.trim() || undefined }))
const measure = (m: MeasureForm) => ({ kind: m.kind, note: m.note.trim() || undefined, measureId: m.measureId || undefined })
const reckoned = (rows: CalculationForm[]) => filled(rows.map((c) => ({ standard: c.standard, item: c.item.trim() || undefined, priceFen: fenOf(c.price) ?? 0, boughtOn: c.boughtOn })))
const filled = <T>(list: T[]): T[] | undefined => (list.length ? list : undefined)
const amountOf = (typed: string) => (typed.trim() === '' ? undefined : (fenOf(typed) ?? undefined))

/** What is missing before anything is sent; the server has the last word on all the rest. */
export function missing(fields: Field[], form: Form, matter: Matter): Record<string, 'required' | 'amount' | 'sum' | 'blank'> {
  const wrong: Record<string, 'required' | 'amount' | 'sum' | 'blank'> = {}
  for (const f of fields) {
    if (f.show && !f.show(form, matter)) continue
    const required = typeof f.required === 'function' ? f.required(form, matter) : f.required
    const value = form[f.name]
    if (f.kind === 'money' && String(value ?? '').trim() !== '' && fenOf(String(value)) === null) wrong[f.name] = 'amount'
    else if (f.kind === 'shares' && (value as ShareForm[]).length > 0 && sum(value as ShareForm[]) !== 100) wrong[f.name] = 'sum'
    else if (f.kind === 'onBehalf') {
      const b = value as { how: string; person: string; at: string }
      if (!b.how.trim()) wrong[`${f.name}.how`] = 'required'
      if (!b.person.trim()) wrong[`${f.name}.person`] = 'required'
      if (!fromLocal(b.at)) wrong[`${f.name}.at`] = 'required'
    } else if (f.kind === 'consent') {
      const c = value as { given: boolean; how: string }
      if (c.given && !c.how.trim()) wrong[`${f.name}.how`] = 'required'
    } else if (required && (f.kind === 'choice' ? value === undefined : valueOf(f, value) === undefined)) wrong[f.name] = 'required'
    else if (f.templates && String(value ?? '').includes('____')) wrong[f.name] = 'blank' // what a template left to be filled in
  }
  return wrong
}

/** What priced lines come to, in fen; null while one of them is no price. */
export function totalOf(lines: PricedForm[]): number | null {
  let total = 0
  for (const x of lines) {
    const unit = fenOf(x.unit || '0')
    if (unit === null || !/^\d{1,5}$/.test(x.qty.trim())) return null
    total += unit * Number(x.qty)
  }
  return total
}

export const sum = (shares: ShareForm[]) => shares.reduce((n, s) => n + (Number(s.percent) || 0), 0)
