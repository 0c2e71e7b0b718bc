import type { Matter } from '@/shared/api/types'

/** What the owner agreed to, or what is recommended while nobody has. */
export const agreedTo = (m: Matter) => m.plan?.options[m.offer?.option ?? m.plan.recommended]
export const evidenceOf = (m: Matter) =>
  (m.investigation?.evidenceIds ?? []).map((id) => m.investigation?.evidence.find((e) => e.id === id) ?? { id, when: 'document', note: '' })
/** A masked name is nobody's name on a voucher. */
export const clearName = (m: Matter) => {
  const name = m.reporter?.name ?? ''
  return name.includes('*') ? '' : name
}
/** The window that the owner asked for instead, while it lies ahead. */
export const wishedWindow = (m: Matter) => {
  const a = m.visits.filter((v) => !v.outcome && v.answer && !v.answer.ok).at(-1)?.answer
  return a?.wishFrom && a.wishTo && new Date(a.wishTo) > new Date() ? { from: a.wishFrom, to: a.wishTo } : null
}
export const openVisit = (m: Matter) => m.visits.find((v) => !v.outcome)?.id ?? ''
export const openRecheck = (m: Matter) => m.rechecks.find((r) => !r.outcome)?.id ?? ''
export const lead = (m: Matter) => m.department ?? m.suggestion?.department ?? ''
export const placeOf = (m: Matter) => m.place ?? m.houseLabel ?? ''
/** What the matter says already is where the reply to the authority begins. */
export const transferStart = {
  verified: (m: Matter) => m.investigation?.cause ?? '',
  measures: (m: Matter) => agreedTo(m)?.measures.map((x) => x.note).filter(Boolean).join('；') ?? '',
  result: (m: Matter) => m.result ?? '',
}
/** What an entry stands at with its corrections: people say what is right, the ledger keeps the difference. */
export const rightNow = (m: Matter, id: string): number =>
  [...m.payments, ...m.recoveries].filter((e) => e.id === id || e.correctionOf === id).reduce((n, e) => n + e.amountFen, 0)
