import type { Command, Matter } from '@/shared/api/types'
import { dayEnd, toLocal } from '../../parts/moment'
import { amount, moment, onBehalf, payment, reason, text, type CommandSpec, type Field, type Form } from './field'
import { agreedTo, clearName, evidenceOf, lead, openRecheck, openVisit, placeOf, rightNow, transferStart, wishedWindow } from './known'

const always = () => true
const planFields: Field[] = [
  { name: 'measures', kind: 'measures', required: true },
  { name: 'calculation', kind: 'calculation' },
  amount({ hint: true, initial: (m) => m.demand?.amountFen ?? 0 }),
  text('overCapReason', { show: (f) => f.beyondCap === true }),
  moment('dueAt'),
  { name: 'handler', kind: 'line', required: true, initial: (m) => m.assignee?.name ?? '' },
  { name: 'payer', kind: 'select', list: 'payers', width: 'third' },
  { name: 'ground', kind: 'select', list: 'grounds', width: 'third' },
  { name: 'basis', kind: 'select', list: 'bases', width: 'third' },
]
const perHousehold: Field = { name: 'perHouseholdFen', kind: 'money', show: (_f, m) => !!m.group, hint: true }
// A plain repair says its cause where the work begins or ends; what is judged has it in the statement.
const plain = (_f: Form, m: Matter) => m.nature === 'repair' && !m.investigation
// Two ways to choose from want names to tell them apart by.
const severalOptions = (f: Form) => ((f.options as unknown[] | undefined) ?? []).length > 0
const came = (f: Form) => f.outcome !== undefined && f.outcome !== 'arrived'
const done = (f: Form) => f.outcome === 'done' || f.outcome === 'second_visit'
const leak = (f: Form, m: Matter) => f.outcome === 'fixed' && !!m.recheckBy && !openRecheck(m)
const partly = (f: Form) => f.outcome === 'partly'
const isTransfer = (f: Form) => f.kind === 'transfer'
// A reply to the authority and a sheet to other units never go to the owner.
const mayGoToOwner = (f: Form) => f.kind !== 'transfer' && f.kind !== 'contact'
const improves = (f: Form) => String(f.improvement ?? '').trim() !== ''
const statement = text('statement', { required: false, hint: true })
const meets = (f: Form) => f.purpose === 'meeting'
const shownToOwner = (f: Form) => f.visibleToOwner === true
// A repair gives its cause in a word; what is judged gets a statement.
const stated = (_f: Form, m: Matter) => m.nature === 'complaint' || (m.demand?.amountFen ?? 0) > 0
const rank = ['low', 'normal', 'high', 'critical']
/** A complaint made something else, or less urgent; who may is for the server to say. */
const downgrades = (f: Form, m: Matter) =>
  (m.nature === 'complaint' && !!m.category && !!f.nature && f.nature !== 'complaint') ||
  ((!!m.category || m.severity === 'critical') && !!f.severity && rank.indexOf(String(f.severity)) < rank.indexOf(m.severity))

const waives = (f: Form) => f.kind === 'fee_reduction'
function withReduction(body: Record<string, unknown>) {
  const waiver = body.waiver as { dueFen?: number } | undefined
  if (!waiver) return body
  const reducedFen = Number(body.amountFen)
  return { ...body, waiver: { ...waiver, reducedFen, afterFen: Math.max((waiver.dueFen ?? 0) - reducedFen, 0) } }
}

/** Every command of the contract that the desk gives, field by field, in the order in which one thinks. */
export const specs: Record<Exclude<Command, 'leave'>, CommandSpec> = {
  judge: {
    fields: [
      { name: 'groundsSufficient', kind: 'choice', list: 'yesNoOpen', required: true },
      { name: 'demandReasonable', kind: 'choice', list: 'yesNoOpen', required: true },
      reason({ hint: true, rows: 3 }),
      { name: 'reply', kind: 'letter', required: true, show: (f) => f.groundsSufficient === false },
    ],
    speaks: (f) => f.groundsSufficient === false,
  },
  classify: {
    fields: [
      { name: 'category', kind: 'category', required: true, initial: (m) => m.category ?? m.suggestion?.category },
      { name: 'nature', kind: 'choice', list: 'natures', initial: (m) => m.nature },
      { name: 'severity', kind: 'choice', list: 'severities', initial: (m) => m.severity },
      { name: 'department', kind: 'department', hint: true, initial: (m) => m.department ?? '' },
      { name: 'tags', kind: 'tags', initial: (m) => m.tags },
      { name: 'legalThreat', kind: 'flag', initial: (m) => m.legalThreat },
      reason({ hint: true, required: downgrades }),
    ],
    warn: (f, m) => (downgrades(f, m) ? 'reading.downgrade.warn' : undefined),
  },
  dispatch: {
    fields: [
      { name: 'department', kind: 'department', required: true, initial: (m) => (m.returns.some((r) => r.department === lead(m)) ? '' : lead(m)) },
      { name: 'supporting', kind: 'departments', initial: (m) => m.supporting },
      text('instruction', { required: false, hint: true }),
      { name: 'external', kind: 'externals' },
    ],
  },
  answer: {
    fields: [
      { name: 'measureId', kind: 'standard' },
      text('reply', { templates: true, rows: 8, toOwner: always }),
      { name: 'closeNow', kind: 'flag', hint: true, initial: (m) => m.nature !== 'complaint' && m.nature !== 'repair' },
    ],
    speaks: always,
  },
  refer: {
    fields: [{ name: 'to', kind: 'body', required: true, hint: true }, text('reply', { templates: true, rows: 8, toOwner: always }), { name: 'assist', kind: 'flag', hint: true }],
    speaks: always,
  },
  accept: { fields: [{ name: 'handlerId', kind: 'staff' }] },
  return: { fields: [reason({ templates: true })] },
  assign: { fields: [{ name: 'handlerId', kind: 'staff', required: true, initial: (m) => m.assignee?.id ?? '' }] },
  investigate: {
    fields: [
      text('cause', { rows: 5, hint: true, initial: (m) => m.investigation?.cause ?? '' }),
      { name: 'causeCode', kind: 'select', list: 'causes', initial: (m) => m.causeCode ?? '' },
      { name: 'goodwill', kind: 'flag', show: (_f, m) => m.nature === 'complaint', initial: (m) => m.investigation?.goodwill },
      {
        name: 'shares', kind: 'shares', required: (_f, m) => m.nature === 'complaint', show: (f, m) => m.nature === 'complaint' && f.goodwill !== true,
        initial: (m) => m.investigation?.shares ?? [],
      },
      { name: 'evidence', kind: 'evidence', hint: true, initial: evidenceOf },
      { name: 'where', kind: 'line', show: stated, initial: (m) => m.investigation?.where ?? placeOf(m) },
      moment('when', { required: false, show: stated, initial: (m) => m.investigation?.when ?? undefined }),
      { name: 'present', kind: 'line', show: stated, hint: true, initial: (m) => m.investigation?.present ?? '' },
      text('tested', { required: false, show: stated, rows: 2, initial: (m) => m.investigation?.tested ?? '' }),
      text('result', { required: false, show: stated, rows: 2, initial: (m) => m.investigation?.result ?? '' }),
    ],
  },
  conclude: {
    fields: [{ name: 'finding', kind: 'choice', list: 'findings', required: true }, reason(), { name: 'reply', kind: 'letter', required: true, show: (f) => f.finding === 'unsubstantiated' }],
    speaks: (f) => f.finding === 'unsubstantiated',
  },
  'request-info': { fields: [{ name: 'from', kind: 'department', required: true }, text('question', { templates: true }), moment('answerBy', { required: false })] },
  'answer-info': { fields: [{ name: 'requestId', kind: 'select', list: 'questionsToMe', required: true }, text('answer', { rows: 5 }), { name: 'attachmentIds', kind: 'photos' }] },
  'cancel-info': { fields: [{ name: 'requestId', kind: 'select', list: 'questions', required: true }, reason()] },
  start: {
    fields: [
      { name: 'causeCode', kind: 'select', list: 'causes', show: plain, initial: (m) => m.causeCode ?? '' },
      { name: 'payer', kind: 'select', list: 'payers', hint: true, initial: (m) => (m.quote?.state === 'accepted' ? 'owner' : '') },
      { name: 'agreedPriceFen', kind: 'money', required: true, show: (f) => f.payer === 'owner', hint: true, initial: (m) => (m.quote?.state === 'accepted' ? m.quote.totalFen : undefined) },
    ],
  },
  interim: { fields: [text('measure', { hint: true, toOwner: always })] }, // tells at once: danger does not wait
  propose: {
    fields: [{ name: 'title', kind: 'line', hint: true, show: severalOptions }, ...planFields, perHousehold, { name: 'options', kind: 'options', hint: true }, text('explanation', { required: false, hint: true }), { name: 'ownerAgreed', kind: 'consent', hint: true }],
  },
  approve: { fields: [text('note', { required: false })] },
  reject: { fields: [reason()] },
  'offer-accept': { fields: [{ name: 'option', kind: 'choice', required: true, show: (_f, m) => (m.plan?.options.length ?? 0) > 1 }, text('note', { required: false }), onBehalf] },
  'offer-reject': { fields: [reason(), text('counterDemand', { required: false }), onBehalf] },
  dispute: {
    fields: [
      { name: 'step', kind: 'choice', list: 'disputeSteps', required: true }, text('note', { hint: true }),
      { name: 'body', kind: 'line', show: (f) => f.step !== undefined && f.step !== 'negotiation', initial: (m) => m.disputes.at(-1)?.body ?? '' },
      { name: 'caseNumber', kind: 'line', show: (f) => f.step !== undefined && f.step !== 'negotiation', initial: (m) => m.disputes.at(-1)?.caseNumber ?? '' },
      moment('heardAt', { required: false }), moment('reviewAt', { required: false, hint: true }), { name: 'attachmentIds', kind: 'photos', hint: true },
    ],
  },
  settle: {
    fields: [
      text('terms', { rows: 5, toOwner: always }),
      { name: 'close', kind: 'flag', hint: true },
      ...planFields.map((f): Field => ({ ...f, name: `plan.${f.name}`, show: (form, m) => form.close !== true && (f.show?.(form, m) ?? true) })),
    ],
    speaks: always,
    final: (f) => f.close === true,
  },
  appoint: {
    fields: [
      { name: 'window', kind: 'window', required: true, initial: wishedWindow },
      { name: 'who', kind: 'line', required: true, initial: (m) => m.visits.at(-1)?.who ?? m.assignee?.name ?? '' },
      { name: 'entry', kind: 'choice', list: 'visitEntries', required: true, initial: (m) => m.visits.at(-1)?.entry },
    ],
  },
  'visit-confirm': {
    fields: [
      { name: 'visitId', kind: 'select', list: 'openVisits', required: true, initial: openVisit },
      { name: 'ok', kind: 'choice', list: 'timeSuits', required: true },
      { name: 'wish', kind: 'window', show: (f) => f.ok === false },
      text('note', { required: false, rows: 2 }), onBehalf,
    ],
  },
  visit: {
    fields: [
      { name: 'visitId', kind: 'select', list: 'coming', required: true, initial: (m) => openVisit(m) || openRecheck(m), show: (_f, m) => m.visits.filter((v) => !v.outcome).length + (openRecheck(m) ? 1 : 0) > 1 },
      { name: 'outcome', kind: 'choice', list: 'visitResults', required: true },
      text('note', { required: false, show: came }),
      { name: 'beforeIds', kind: 'photos', show: came },
      { name: 'afterIds', kind: 'photos', show: came },
      { name: 'parts', kind: 'parts', show: done },
      { name: 'oldPart', kind: 'choice', list: 'oldParts', show: (f) => done(f) && (f.parts as unknown[]).length > 0 },
      { name: 'signatureId', kind: 'signature', show: done, hint: true },
    ],
  },
  recheck: {
    fields: [
      { name: 'because', kind: 'choice', list: 'recheckReasons', required: true },
      moment('by', { hint: true }), text('note', { required: false, rows: 2 }),
    ],
  },
  task: {
    fields: [
      text('what', { rows: 2 }), { name: 'who', kind: 'line', required: true, initial: (m) => m.assignee?.name ?? '' },
      { name: 'department', kind: 'department', hint: true, initial: lead }, moment('by'),
    ],
  },
  'task-done': {
    fields: [
      { name: 'taskId', kind: 'select', list: 'openTasks', required: true, initial: (m) => m.tasks.find((x) => !x.doneAt)?.id },
      { name: 'dropped', kind: 'flag' }, text('note', { required: (f) => f.dropped === true, rows: 2 }), { name: 'attachmentIds', kind: 'photos' },
    ],
  },
  call: {
    fields: [
      { name: 'purpose', kind: 'choice', list: 'callPurposes', required: true, initial: (m) => (m.status === 'resolved' && !m.confirmation ? 'callback' : 'contact') },
      { name: 'reached', kind: 'choice', list: 'reachedOrNot', required: true, show: (f) => !meets(f) },
      { name: 'reached', kind: 'choice', list: 'metOrNot', required: true, show: meets },
      { name: 'person', kind: 'line', show: (f) => f.reached === true, initial: clearName },
      text('note', { hint: true, templates: true }),
    ],
  },
  quote: { fields: [{ name: 'items', kind: 'items', required: true, hint: true }, text('note', { required: false })] },
  'quote-answer': { fields: [{ name: 'ok', kind: 'choice', list: 'priceSuits', required: true }, text('note', { required: false, rows: 2 }), onBehalf] },
  fund: { fields: [{ name: 'step', kind: 'select', list: 'fundSteps', required: true, initial: (m) => m.nextFundStep }, text('note'), moment('at'), { name: 'attachmentIds', kind: 'photos' }] },
  insurance: {
    fields: [
      { name: 'insurer', kind: 'line', required: true, initial: (m) => m.insurance?.insurer }, { name: 'claimNumber', kind: 'line', initial: (m) => m.insurance?.claimNumber },
      { name: 'state', kind: 'choice', list: 'insuranceStates', required: true, initial: (m) => m.insurance?.state }, amount({ required: false, initial: (m) => m.insurance?.amountFen }),
      text('note', { required: false, rows: 2 }),
    ],
  },
  progress: {
    fields: [text('note', { rows: 5, templates: true, toOwner: shownToOwner }), { name: 'visibleToOwner', kind: 'flag', initial: always }, moment('nextUpdateBy', { required: false, hint: true })],
    speaks: (f) => f.visibleToOwner === true,
  },
  pay: {
    fields: [
      amount({ width: 'half', initial: (m) => m.group?.share?.perHouseholdFen ?? m.payableFen ?? undefined }), { name: 'kind', kind: 'select', list: 'measureKinds', required: true, width: 'half', initial: (m) => agreedTo(m)?.measures[0]?.kind },
      { name: 'houseId', kind: 'select', list: 'payableHouses', required: true, show: (_f, m) => !!m.group?.share?.perHouseholdFen },
      moment('paidAt'), { name: 'receipt', kind: 'line', required: true, hint: true, width: 'half' }, { name: 'payee', kind: 'line', width: 'half', initial: clearName },
      { name: 'basis', kind: 'select', list: 'bases', width: 'half', initial: (m) => agreedTo(m)?.basis ?? '' }, { name: 'ground', kind: 'select', list: 'grounds', width: 'half', initial: (m) => agreedTo(m)?.ground ?? '' },
      { name: 'waiver.bill', kind: 'line', show: waives, required: true, width: 'half' }, { name: 'waiver.period', kind: 'line', show: waives, required: true, width: 'half' }, { name: 'waiver.dueFen', kind: 'money', show: waives, required: true, hint: true },
      { name: 'account.bank', kind: 'line', width: 'half', show: (f) => !waives(f) }, { name: 'account.lastDigits', kind: 'line', width: 'half', show: (f) => !waives(f) },
      { name: 'department', kind: 'department', hint: true },
      { name: 'signed.how', kind: 'select', list: 'signedWays', hint: true }, { name: 'signed.attachmentIds', kind: 'photos', show: (f) => !!f['signed.how'] },
    ],
    shape: withReduction,
    final: always,
  },
  acknowledge: { fields: [payment('unsigned'), { name: 'how', kind: 'select', list: 'signedWays', required: true }, { ...onBehalf, show: (f) => f.how === 'phone' }, { name: 'attachmentIds', kind: 'photos', show: (f) => f.how !== 'phone' }] },
  correct: {
    fields: [payment('entries'), amount({ hint: true }), reason(), { name: 'receipt', kind: 'line', hint: true }],
    shape: (body, m) => ({ ...body, amountFen: Number(body.amountFen) - rightNow(m, String(body.paymentId)) }),
    final: always,
  },
  recover: {
    fields: [payment('recoverable'), amount({ hint: true }), { name: 'from.party', kind: 'select', list: 'recoveryParties', required: true, width: 'half' }, { name: 'from.name', kind: 'line', required: true, width: 'half' }, { name: 'receipt', kind: 'line', required: true }, moment('receivedAt')],
    final: always,
  },
  accountability: {
    fields: [
      { name: 'kind', kind: 'choice', list: 'accountabilityKinds', required: true }, { name: 'person', kind: 'line', required: true },
      { name: 'department', kind: 'department', initial: lead, required: true }, amount({ show: (f) => f.kind === 'deduction' }), text('note'),
    ],
    final: always,
  },
  complete: {
    fields: [
      { name: 'outcome', kind: 'choice', list: 'completeOutcomes', required: true },
      text('result', { rows: 5, toOwner: always }),
      { name: 'causeCode', kind: 'select', list: 'causes', show: plain, initial: (m) => m.causeCode ?? '' },
      text('remains', { show: partly, hint: true }), moment('followUpBy', { show: partly }),
      { name: 'attachmentIds', kind: 'photos', hint: true },
      { name: 'signatureId', kind: 'signature' },
      moment('recheck.by', { required: false, show: leak, hint: true, initial: (m) => m.recheckBy }),
      { name: 'recheck.because', kind: 'choice', list: 'recheckReasons', required: true, show: (f, m) => leak(f, m) && !!f['recheck.by'], initial: () => 'days' },
    ],
    speaks: always,
  },
  review: { fields: [text('note', { required: false }), text('objection', { required: false, hint: true })] },
  'sign-agreement': {
    fields: [
      { name: 'how', kind: 'choice', list: 'agreementWays', required: true, initial: () => 'paper' },
      moment('signedAt'),
      { name: 'number', kind: 'line' },
      { name: 'attachmentIds', kind: 'photos', hint: true },
    ],
  },
  confirm: {
    fields: [
      { name: 'outcome', kind: 'choice', list: 'confirmOutcomes', required: true },
      { name: 'answers.onTime', kind: 'choice', list: 'yesNo' },
      { name: 'answers.attitude', kind: 'rating' },
      { name: 'answers.quality', kind: 'rating' },
      { name: 'answers.speed', kind: 'rating' },
      { name: 'rating', kind: 'rating' },
      text('comment', { required: false }),
      { ...onBehalf, hint: true },
    ],
  },
  decline: { fields: [reason({ rows: 4 }), onBehalf] },
  evaluate: {
    fields: [
      text('evaluation', { rows: 5, hint: true, initial: (m) => m.evaluation?.evaluation ?? '' }),
      text('improvement', { required: false, hint: true, initial: (m) => m.evaluation?.improvement ?? '' }),
      { name: 'responsible', kind: 'department', required: (f) => Boolean(f.dueAt), show: improves, initial: (m) => m.evaluation?.responsible ?? lead(m) },
      moment('dueAt', { required: (f) => Boolean(f.responsible), show: improves, hint: true }),
      { name: 'caseStudy', kind: 'flag', hint: true, initial: (m) => m.evaluation?.caseStudy ?? false },
    ],
  },
  spread: {
    fields: [
      text('what', { hint: true, initial: (m) => m.investigation?.cause ?? '' }),
      { name: 'places', kind: 'lines', required: true, hint: true },
      { name: 'department', kind: 'department', required: true, initial: lead },
      moment('dueAt'),
    ],
  },
  close: {
    fields: [
      { name: 'outcome', kind: 'choice', list: 'closeOutcomes', required: true, show: (_f, m) => m.status === 'resolved' && !m.confirmation },
      reason({ required: (_f, m) => m.status === 'resolved' && !m.confirmation }),
    ],
    final: always,
  },
  reopen: { fields: [reason(), onBehalf] },
  appeal: { fields: [reason(), onBehalf] },
  withdraw: { fields: [reason(), onBehalf], final: always },
  merge: { fields: [{ name: 'into', kind: 'matter', required: true, hint: true }] },
  unmerge: { fields: [reason()] },
  comment: { fields: [text('note', { rows: 5, templates: true, toOwner: shownToOwner }), { name: 'visibleToOwner', kind: 'flag' }], speaks: (f) => f.visibleToOwner === true },
  urge: { fields: [text('note', { hint: true })] },
  order: { fields: [{ name: 'to', kind: 'department', required: true, initial: lead }, moment('answerBy'), text('note')] },
  'answer-order': { fields: [text('note', { rows: 5, hint: true })] },
  pause: { fields: [{ name: 'awaiting', kind: 'select', list: 'awaited', required: true }, reason(), moment('until', { hint: true })] },
  resume: { fields: [] },
  extend: { fields: [{ name: 'clock', kind: 'select', list: 'runningClocks', required: true }, moment('until'), reason({ hint: true, toOwner: always })], speaks: always },
  instruct: { fields: [text('instruction', { rows: 4 }), moment('dueAt', { required: false, hint: true, initial: () => dayEnd(2) })] },
  consult: { fields: [text('question'), { name: 'options', kind: 'lines', required: true, hint: true }, text('recommendation')] },
  advise: { fields: [text('answer', { rows: 4 })] },
  group: { fields: [{ name: 'communityId', kind: 'select', list: 'communities', required: true, initial: (m) => (m.communityId === 'none' ? '' : m.communityId) }, { name: 'building', kind: 'line', hint: true }] },
  bulletin: { fields: [text('note', { rows: 6, templates: true, hint: true, toOwner: always })], speaks: always },
  'external-ask': {
    fields: [
      { name: 'party', kind: 'select', list: 'parties', required: true },
      { name: 'name', kind: 'line', hint: true },
      { name: 'contact', kind: 'line' },
      text('asked', { rows: 4 }),
      moment('answerBy', { required: false }),
    ],
  },
  'second-reading': { fields: [reason({ hint: true })] },
  join: { fields: [{ name: 'houseId', kind: 'house', required: true, hint: true }, onBehalf] },
  declare: { fields: [{ name: 'level', kind: 'choice', list: 'incidentLevels', initial: () => 'major' }, reason({ hint: true })] },
  'task-force': {
    fields: [
      { name: 'lead', kind: 'member', required: true, initial: (m) => (m.incident?.taskForce ? [m.incident.taskForce.lead] : []) },
      { name: 'members', kind: 'members', hint: true, initial: (m) => m.incident?.taskForce?.members ?? [] },
      statement,
    ],
  },
  decide: { fields: [text('decision'), { name: 'by', kind: 'line', hint: true }] },
  brief: {
    fields: [
      text('situation', { rows: 4, hint: true }),
      { name: 'casualties', kind: 'count', hint: true, initial: (m) => m.briefings.at(-1)?.casualties ?? '' },
      { name: 'households', kind: 'count', hint: true, initial: (m) => m.briefings.at(-1)?.households ?? '' },
      text('measures', { rows: 4 }),
      statement,
      moment('nextBy', { required: (_f, m) => !!m.incident && !m.incident.endedAt }),
    ],
  },
  'approve-wording': { fields: [text('text', { rows: 4, hint: true, initial: (m) => m.wording?.proposed ?? m.wording?.approved ?? '' })] },
  'stand-down': { fields: [text('conclusion', { rows: 4 })], final: always },
  link: { fields: [{ name: 'complaintId', kind: 'matter', required: true, hint: true }, text('why', { required: false })] },
  unlink: { fields: [{ name: 'complaintId', kind: 'select', list: 'linked', required: true }] },
  'household-confirm': { fields: [{ name: 'houseId', kind: 'select', list: 'households', required: true }, { name: 'rating', kind: 'rating', show: (_f, m) => m.status === 'resolved' }, text('comment', { required: false }), onBehalf] },
  'household-decline': { fields: [{ name: 'houseId', kind: 'select', list: 'households', required: true }, reason(), onBehalf] },
  'household-attend': { fields: [{ name: 'houseId', kind: 'select', list: 'objections', required: true }, text('note', { hint: true })] },
  'letter-out': {
    fields: [
      { name: 'kind', kind: 'choice', list: 'letterKinds', required: true, initial: (m) => (m.transfer && !m.letters.some((l) => l.kind === 'transfer') ? 'transfer' : 'reply') },
      { name: 'toOwner', kind: 'flag', hint: true, show: (f) => f.kind !== 'transfer' && f.kind !== 'contact', initial: (m) => !m.transfer && !m.letter },
      { name: 'party', kind: 'line', required: (f) => f.toOwner !== true || !mayGoToOwner(f), show: (f) => f.toOwner !== true || !mayGoToOwner(f), initial: (m) => m.transfer?.sender ?? m.letter?.sender ?? '' },
      { name: 'subject', kind: 'line', required: true, initial: (m) => m.title },
      text('text', { rows: 9, show: (f) => f.kind !== 'transfer', templates: true, toOwner: (f) => f.toOwner === true && mayGoToOwner(f) }),
      ...(['verified', 'measures', 'result'] as const).map((name): Field => text(`transferAnswer.${name}`, { show: isTransfer, initial: transferStart[name] })),
      moment('transferAnswer.contactedAt', { required: false, show: isTransfer }),
      { name: 'transferAnswer.contactHow', kind: 'line', show: isTransfer },
      text('transferAnswer.opinion', { required: false, show: isTransfer, rows: 2, initial: (m) => m.confirmation?.comment }),
      text('transferAnswer.unresolved', { required: false, show: isTransfer, rows: 2, hint: true }),
      { name: 'answers', kind: 'select', list: 'lettersIn', show: (_f, m) => m.letters.some((l) => l.direction === 'in') },
      moment('replyBy', { required: false, show: (f) => f.kind === 'contact' || f.kind === 'other' }),
      { name: 'attachmentIds', kind: 'photos' },
    ],
  },
  'letter-in': {
    fields: [
      { name: 'party', kind: 'line', required: true, hint: true },
      { name: 'documentNumber', kind: 'line' },
      { name: 'subject', kind: 'line', required: true },
      { name: 'receivedOn', kind: 'date', required: true, initial: () => toLocal(new Date()).slice(0, 10) },
      text('note', { required: false }),
      { name: 'answers', kind: 'select', list: 'lettersOut', show: (_f, m) => m.letters.some((l) => l.direction === 'out') },
      { name: 'attachmentIds', kind: 'photos' },
    ],
  },
  'final-reply': { fields: [{ name: 'reply', kind: 'letter', required: true, hint: true }], speaks: always, final: always },
  'external-reply': { fields: [{ name: 'externalId', kind: 'select', list: 'outsiders', show: (_f, m) => m.external.length > 0, initial: (m) => m.external.find((e) => !e.replies.length)?.id ?? '' }, { name: 'party', kind: 'select', list: 'parties', required: true, show: (f) => !f.externalId }, text('note', { rows: 4 }), moment('at'), { name: 'attachmentIds', kind: 'photos' }] },
  retain: { fields: [moment('until', { hint: true }), reason()] },
}

export type DeskCommand = keyof typeof specs
export const isDeskCommand = (word: string): word is DeskCommand => word in specs
