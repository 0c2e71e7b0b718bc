import { describe, expect, it } from 'vitest'
import { stepsOf } from './steps'
import type { Matter } from '../api/types'

const strip = (status: Matter['status'], nature: Matter['nature'], plan: Matter['plan'] = null, outcome: Matter['outcome'] = null, more: Partial<Matter> = {}) =>
  stepsOf({ status, nature, plan, outcome, confirmation: status === 'closed' || outcome ? ({ by: 'owner', automatic: false, at: '' } as Matter['confirmation']) : null, finallyAnswered: false, startedAt: null, ...more }, (key) => key)
    .map((s) => (s.state === 'done' ? `${s.key}✓` : s.state === 'current' ? `[${s.key}]` : s.key))
    .join(' ')

const somePlan = { options: [{}] } as Matter['plan']

describe('the step strip', () => {
  it.each([
    ['registered', 'complaint', null, '[received] assigned checking plan working confirm done'],
    ['offered', 'complaint', somePlan, 'received✓ assigned✓ checking✓ [plan] working confirm done'],
    ['closed', 'complaint', somePlan, 'received✓ assigned✓ checking✓ plan✓ working✓ confirm✓ done✓'],
    ['dispatched', 'repair', null, 'received✓ [assigned] working confirm done'],
    ['investigating', 'repair', null, 'received✓ [assigned] working confirm done'],
    ['executing', 'repair', null, 'received✓ assigned✓ [working] confirm done'],
    ['offered', 'repair', somePlan, 'received✓ assigned✓ checking✓ [plan] working confirm done'],
    ['resolved', 'inquiry', null, 'received✓ [confirm] done'],
    ['dispatched', 'inquiry', null, 'received✓ [assigned] working confirm done'],
    ['investigating', 'inquiry', null, 'received✓ [assigned] working confirm done'],
    ['unfounded', 'complaint', null, 'received✓ done✓'],
    ['withdrawn', 'repair', null, 'received✓ done✓'],
  ] as const)('%s %s', (status, nature, plan, expected) => expect(strip(status, nature, plan)).toBe(expected))
})

it('ends with the archive once the owner has confirmed', () => {
  expect(strip('resolved', 'repair', null, 'fixed')).toBe('received✓ assigned✓ working✓ confirm✓ [done]')
})

it('waits for the owner where an answer has an outcome and no word of theirs yet', () => {
  expect(strip('resolved', 'inquiry', null, 'answered', { confirmation: null })).toBe('received✓ [confirm] done')
})

it('shows no work where an answer was enough', () => {
  expect(strip('closed', 'complaint', null, 'answered')).toBe('received✓ confirm✓ done✓')
})

it('ticks nothing that nobody did: no word of the owner that was not given, no work after a final reply', () => {
  expect(strip('closed', 'inquiry', null, 'answered', { confirmation: null })).toBe('received✓ done✓')
  expect(strip('closed', 'complaint', somePlan, 'settled', { confirmation: null, startedAt: null })).toBe('received✓ assigned✓ checking✓ plan✓ done✓')
  expect(strip('closed', 'complaint', somePlan, 'settled', { confirmation: null, startedAt: '2026-11-16T01:00:00Z' })).toBe('received✓ assigned✓ checking✓ plan✓ working✓ done✓')
  expect(strip('closed', 'complaint', null, 'settled', { confirmation: null, startedAt: null })).toBe('received✓ plan✓ done✓')
  expect(strip('disputed', 'complaint', null)).toBe('received✓ [plan] working confirm done')
  expect(strip('closed', 'complaint', somePlan, 'not_feasible', { confirmation: null, finallyAnswered: true })).toBe('received✓ assigned✓ checking✓ plan✓ done✓')
})
