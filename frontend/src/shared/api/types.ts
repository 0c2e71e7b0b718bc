/** The contract's shapes under short names. */
export type Status =
  | 'registered' | 'unfounded' | 'dispatched' | 'investigating' | 'proposed' | 'offered' | 'disputed'
  | 'executing' | 'resolved' | 'closed' | 'withdrawn' | 'merged'
export type Severity = 'low' | 'normal' | 'high' | 'critical'
export type Nature = 'complaint' | 'repair' | 'inquiry' | 'suggestion' | 'praise'

export interface User {
  id: string
  login: string
  name: string
  role: string
  department?: string
  communityIds?: string[]
  ownerId?: string
  houses?: { houseId: string; label: string; communityId: string }[]
}

export interface Attachment {
  id: string
  name: string
  type: string
  size: number
}

export interface Demand {
  kind?: string
  amountFen?: number
  by?: string
  text?: string
}

export interface Suggestion {
  category: string
  department: string
  nature: Nature
  severity: Severity
  confidence: number
  sure: boolean
  candidates: { category: string; confidence: number }[]
  because: string[]
}

export interface Clock {
  kind: string
  step?: string
  startedAt: string
  dueAt: string
  actBy?: string
  metAt?: string
  pausedSeconds: number
  state: 'running' | 'met' | 'missed' | 'paused'
}

export interface PlanOption {
  measures: { kind: string; note: string }[]
  amountFen: number
  dueAt?: string
  payer?: string
}

export interface Matter {
  id: string
  number: string
  version: number
  status: Status
  channel: string
  nature: Nature
  title: string
  text: string
  demand?: Demand
  subject?: { kind?: string; name?: string }
  category?: string
  department?: string
  severity: Severity
  finding?: string | null
  founded?: boolean | null
  houseId?: string
  place?: string
  receivedAt: string
  createdAt: string
  closedAt?: string
  assignee?: { id: string; name: string }
  suggestion?: Suggestion
  clocks: Clock[]
  plan?: { options: PlanOption[]; recommended?: number; handler?: string }
  offer?: { state: string; option?: number; counterDemand?: string }
  confirmation?: { rating?: number; comment?: string; by: string; automatic: boolean }
  outcome?: string
  promised?: { what: string; by: string; at?: string }
  attachmentIds?: string[]
  allowed?: string[]
}

export interface TimelineEntry {
  seq: number
  at: string
  kind: string
  actor: { id?: string; name?: string; role?: string }
  note?: string
  visibleToOwner?: boolean
  data?: Record<string, unknown>
  prevHash?: string
  hash?: string
}

export interface Page<T> {
  items: T[]
  nextCursor?: string
  total?: number
  totalIsMore?: boolean
}
