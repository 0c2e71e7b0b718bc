import { describe, expect, it } from 'vitest'
import { blank, check, stepOf, toContract, toFields, type ReportForm } from './form'

const today = '2026-11-22'
const filled = (more: Partial<ReportForm> = {}): ReportForm => ({ ...blank(), nature: 'repair', houseId: 'h1', title: '水管漏水', ...more })

describe('checking before sending', () => {
  it('asks for kind, house and one sentence, no more', () => {
    expect(check(blank(), today)).toEqual({ nature: 'choose', houseId: 'choose', title: 'required' })
    expect(check(filled(), today)).toEqual({})
  })

  it.each([
    [{ demandKind: 'refund' as const, amount: '一百' }, { amount: 'amount' }],
    [{ demandKind: 'refund' as const, amount: '0' }, { amount: 'zero' }],
    [{ demandKind: 'repair' as const, amount: '0' }, {}],
    [{ by: '2026-11-21' }, { by: 'past' }],
    [{ by: today }, {}],
    [{ title: '长'.repeat(121) }, { title: 'tooLong' }],
  ])('%j', (more, wrong) => expect(check(filled(more), today)).toEqual(wrong))
})

describe('what is sent', () => {
  it('is short for a short report', () => {
    expect(toContract(filled())).toEqual({ houseId: 'h1', title: '水管漏水', text: '水管漏水', nature: 'repair' })
  })

  it('carries wishes, subject and photos, and the place', () => {
    const form = filled({
      nature: 'complaint', category: 'drainage_leak', place: '厨房', text: '三天了', demandKind: 'refund', amount: '350.5', by: '2026-12-01', demandText: '尽快',
      subjectKind: 'neighbour', subjectName: '1602', attachmentIds: ['a'],
    })
    expect(toContract(form)).toEqual({
      houseId: 'h1', title: '水管漏水', text: '三天了', place: '厨房', nature: 'complaint', categoryHint: 'drainage_leak',
      demand: { kind: 'refund', amountFen: 35050, by: '2026-12-01T23:59:00+08:00', text: '尽快' },
      subject: { kind: 'neighbour', name: '1602' }, attachmentIds: ['a'],
    })
  })

  it('praise asks for nothing, whatever was chosen before it became praise', () => {
    const form = filled({ nature: 'praise', demandKind: 'refund', amount: '一百', by: '2026-11-01', demandText: '退钱' })
    expect(check(form, today)).toEqual({})
    expect(toContract(form).demand).toBeUndefined()
  })

  it('leaves out what was hidden again after it was filled', () => {
    const sent = toContract(filled({ demandKind: 'apology', amount: '99', subjectKind: 'staff' }))
    expect(sent.demand).toEqual({ kind: 'apology' })
    expect(sent.subject).toBeUndefined()
  })
})

it('brings the server’s words back to the field and step they belong to', () => {
  const fields = toFields({ 'demand.amountFen': '过大', 'attachmentIds[2]': '没有找到', title: '太短' })
  expect(fields).toEqual({ amount: '过大', attachmentIds: '没有找到', title: '太短' })
  expect(Object.keys(fields).map(stepOf)).toEqual([2, 2, 1])
})
