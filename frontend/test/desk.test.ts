import { describe, expect, it } from 'vitest'
import type { Matter } from '@/shared/api/types'
import { bodyOf as intakeBody, doubtsIn, emptyIntake, missingIn, titleOf } from '@/desk/intake/form'
import { bodyOf, emptyForm, missing } from '@/desk/matter/command/body'
import { barOf } from '@/desk/matter/command/order'
import { specs } from '@/desk/matter/command/spec'
import { addressOf, nameIn } from '@/desk/parts/sheet'
import { fromLocal, toLocal } from '@/desk/parts/moment'
import { rangeOf } from '@/desk/figures/period'

const matter = (more: Partial<Matter> = {}) =>
  ({ status: 'registered', nature: 'complaint', severity: 'normal', allowed: [], visits: [], rechecks: [], tasks: [], fund: [], quote: null, insurance: null, recheckBy: null, clocks: [], tags: [], supporting: [], external: [], demand: null, category: null, department: null, suggestion: null, assignee: null, reporter: null, investigation: null, finding: null, judgement: null, plan: null, offer: null, confirmation: null, evaluation: null, ...more }) as unknown as Matter

describe('the action bar', () => {
  it('shows all that is allowed, and nothing else', () => {
    const allowed = ['comment', 'judge', 'classify', 'merge', 'refer', 'urge', 'withdraw']
    const bar = barOf(matter({ allowed }))
    const shown = [bar.primary, ...bar.beside, ...bar.more]
    expect([...shown, 'comment'].sort()).toEqual([...allowed].sort())
  })

  it.each([
    [{ allowed: ['judge', 'classify', 'refer'] }, 'judge'],
    [{ nature: 'inquiry', allowed: ['answer', 'dispatch', 'classify'] }, 'answer'],
    [{ nature: 'repair', allowed: ['answer', 'dispatch', 'classify'] }, 'dispatch'],
    [{ severity: 'critical', allowed: ['judge', 'dispatch'] }, 'dispatch'],
    [{ status: 'closed', allowed: ['reopen'] }, null],
  ] as [Partial<Matter>, string | null][])('puts forward what is due: %o → %s', (more, first) => {
    expect(barOf(matter(more)).primary).toBe(first)
  })
})

describe('the body of a command', () => {
  it('leaves out what is hidden or empty, and gives money in fen and times with the offset of the estate', () => {
    const fields = specs.propose.fields
    const form = { ...emptyForm(fields, matter()), amountFen: '1,234.5', dueAt: '2026-11-30T17:30', handler: ' 赵建国 ', measures: [{ kind: 'cash', note: ' 赔书柜 ' }] }
    expect(bodyOf(fields, form, matter())).toEqual({ measures: [{ kind: 'cash', note: '赔书柜' }], amountFen: 123450, dueAt: '2026-11-30T17:30:00+08:00', handler: '赵建国' })
  })

  it('carries "to be verified" as null', () => {
    const fields = specs.judge.fields
    const form = { ...emptyForm(fields, matter()), groundsSufficient: true, demandReasonable: null, reason: '依据', reply: '不该发出' }
    expect(bodyOf(fields, form, matter())).toEqual({ groundsSufficient: true, demandReasonable: null, reason: '依据' })
    expect(missing(fields, form, matter())).toEqual({})
  })

  it('asks for the reply only when the grounds are not sufficient, and then holds it back', () => {
    const form = { ...emptyForm(specs.judge.fields, matter()), groundsSufficient: false, demandReasonable: false, reason: '依据' }
    expect(missing(specs.judge.fields, form, matter())).toEqual({ reply: 'required' })
    expect(specs.judge.speaks?.(form)).toBe(true)
  })

  it('wants shares that sum to 100', () => {
    const share = { party: 'department', department: 'engineering', name: '', person: '', percent: 60 }
    const form = { ...emptyForm(specs.investigate.fields, matter()), cause: '老化', shares: [share] }
    expect(missing(specs.investigate.fields, form, matter())).toEqual({ shares: 'sum' })
    expect(missing(specs.investigate.fields, { ...form, shares: [share, { ...share, percent: 40 }] }, matter())).toEqual({})
  })

  it('puts the fields of a settled plan under plan', () => {
    const fields = specs.settle.fields
    const form = { ...emptyForm(fields, matter()), terms: '各让一步', close: true }
    expect(bodyOf(fields, form, matter())).toEqual({ terms: '各让一步', close: true })
    const open = { ...form, close: false, 'plan.amountFen': '0', 'plan.dueAt': '2026-12-01T17:30', 'plan.handler': '工程部' }
    expect(bodyOf(fields, open, matter())).toMatchObject({ close: false, plan: { amountFen: 0, handler: '工程部' } })
  })
})

describe('intake', () => {
  it('makes a title of the first clause', () => {
    expect(titleOf('书房外墙渗水，墙面起泡。要求维修。')).toBe('书房外墙渗水，墙面起泡')
    expect(titleOf('')).toBe('')
  })

  it('gives an owner alone where the owner speaks, and names the reporter else', () => {
    const form = { ...emptyIntake(), ownerId: 'o1', reporterName: '欧阳明远', text: '漏水', promiseBy: '2026-11-23T17:30' }
    expect(intakeBody(form, { anonymous: '匿名' })).toMatchObject({ ownerId: 'o1', reporter: undefined, title: '漏水', promise: { by: '2026-11-23T17:30:00+08:00' } })
    expect(intakeBody({ ...form, reporterKind: 'tenant', reporterName: '小王' }, { anonymous: '匿名' }).reporter).toMatchObject({ kind: 'tenant', name: '小王' })
  })

  it('asks for a person, for the sender of a transfer, and why it comes late', () => {
    const form = { ...emptyIntake(), text: '漏水', channel: 'transfer', late: true, receivedAt: '2020-01-01T08:00' }
    expect(missingIn(form)).toEqual({ 'reporter.name': 'person', 'transfer.sender': 'required', receivedReason: 'required' })
    expect(missingIn({ ...emptyIntake(), text: '漏水', reporterKind: 'anonymous' })).toEqual({})
    expect(doubtsIn({ ...emptyIntake(), text: '电梯困人' }, 'critical')).toEqual(['place'])
    expect(doubtsIn({ ...emptyIntake(), text: '电梯困人', severity: 'critical', place: '3幢左梯' }, 'normal')).toEqual([])
    expect(doubtsIn({ ...emptyIntake(), text: '漏水' }, 'normal')).toEqual([])
    expect(doubtsIn({ ...emptyIntake(), channel: 'transfer', replyBy: '2020-01-01T10:00' }, undefined)).toEqual(['replyPast'])
  })
})

it('asks for a list whole by the filters that are set', () => {
  expect(addressOf({ table: 'complaints', query: { status: ['closed', 'merged'], q: '漏水 3幢', open: true, mark: undefined, clock: '' } }, 'csv')).toBe('/exports/complaints?format=csv&status=closed%2Cmerged&q=%E6%BC%8F%E6%B0%B4+3%E5%B9%A2&open=true')
  expect(nameIn("attachment; filename*=utf-8''%E4%BA%8B%E9%A1%B9.csv")).toBe('事项.csv')
  expect(nameIn(null)).toBeUndefined()
})

it('reads and writes the estate’s time whatever the reader’s zone', () => {
  expect(toLocal('2026-11-22T19:30:00Z')).toBe('2026-11-23T03:30')
  expect(fromLocal('2026-11-23T03:30')).toBe('2026-11-23T03:30:00+08:00')
})

it('knows the days of a period', () => {
  const now = new Date('2026-11-22T19:30:00Z')
  expect(rangeOf('thisMonth', now)).toEqual({ from: '2026-11-01', to: '2026-11-23' })
  expect(rangeOf('lastMonth', now)).toEqual({ from: '2026-10-01', to: '2026-10-31' })
  expect(rangeOf('thisWeek', now)).toEqual({ from: '2026-11-23', to: '2026-11-23' })
})
