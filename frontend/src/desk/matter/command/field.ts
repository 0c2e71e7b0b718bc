import type { Matter } from '@/shared/api/types'

/** How a field is asked for; each kind has its control in FieldControl.vue and its way into the body in body.ts. */
export type FieldKind =
  | 'line' | 'date' | 'text' | 'flag' | 'choice' | 'select' | 'category' | 'department' | 'departments' | 'tags' | 'staff' | 'money' | 'moment'
  | 'photos' | 'evidence' | 'calculation' | 'shares' | 'measures' | 'options' | 'externals' | 'lines' | 'onBehalf' | 'consent' | 'matter' | 'standard' | 'rating' | 'window' | 'signature' | 'parts' | 'items'
  | 'count' | 'member' | 'members' | 'house' | 'letter' | 'body'

/** Lists that choices come from: the catalogue's, or those that the matter itself holds. */
export type ListName =
  | 'natures' | 'severities' | 'findings' | 'payers' | 'measureKinds' | 'bases' | 'disputeSteps' | 'visitEntries' | 'visitOutcomes' | 'awaited' | 'letterKinds'
  | 'oldParts' | 'callPurposes' | 'recheckReasons' | 'fundSteps' | 'insuranceStates' | 'openTasks' | 'openVisits' | 'coming' | 'completeOutcomes' | 'timeSuits' | 'priceSuits' | 'reachedOrNot' | 'metOrNot' | 'visitResults'
  | 'causes' | 'agreementWays' | 'grounds' | 'signedWays' | 'recoveryParties' | 'accountabilityKinds' | 'entries' | 'unsigned' | 'recoverable'
  | 'yesNo' | 'yesNoOpen' | 'confirmOutcomes' | 'closeOutcomes' | 'runningClocks' | 'questions' | 'questionsToMe' | 'communities' | 'parties' | 'outsiders' | 'lettersIn' | 'lettersOut'
  | 'incidentLevels' | 'households' | 'objections' | 'payableHouses' | 'linked'

export type Form = Record<string, unknown>

export interface Field {
  name: string
  kind: FieldKind
  list?: ListName
  required?: boolean | ((form: Form, matter: Matter) => boolean)
  show?: (form: Form, matter: Matter) => boolean
  initial?: (matter: Matter) => unknown
  /** Has a line of help under it: matter.hint.<command>.<name>. */
  hint?: boolean
  /** Reply templates of the command begin its words. */
  templates?: true
  rows?: number
  /** Short ones stand side by side where there is room. */
  width?: 'half' | 'third'
  /** Whether, filled in like this, its words go to the owner: then the wording check reads along. */
  toOwner?: (form: Form) => boolean
}

export interface CommandSpec {
  fields: Field[]
  /** Whether, filled in like this, it speaks to the owner and can be held back for a moment. */
  speaks?: (form: Form) => boolean
  /** A warning that stands over the form while it is filled in like this, by its key. */
  warn?: (form: Form, matter: Matter) => string | undefined
  /** Makes the contract's body out of what people think in, where the two differ. */
  shape?: (body: Record<string, unknown>, matter: Matter) => Record<string, unknown>
  /** Cannot be undone: asks once more, in words of its own (matter.sure.<command>). */
  final?: (form: Form) => boolean
}

export const text = (name: string, more: Partial<Field> = {}): Field => ({ name, kind: 'text', required: true, ...more })
export const reason = (more: Partial<Field> = {}) => text('reason', more)
export const onBehalf: Field = { name: 'onBehalf', kind: 'onBehalf', required: true }
export const amount = (more: Partial<Field> = {}): Field => ({ name: 'amountFen', kind: 'money', required: true, ...more })
export const moment = (name: string, more: Partial<Field> = {}): Field => ({ name, kind: 'moment', required: true, ...more })
export const payment = (list: ListName): Field => ({ name: 'paymentId', kind: 'select', list, required: true })
