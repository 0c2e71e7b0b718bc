import type { Matter } from '@/shared/api/types'

/** The parts of a matter's page, by what they are about. */
export type PanelName =
  | 'incident' | 'facts' | 'dispute' | 'households' | 'evidence' | 'letters' | 'leadership' | 'finding' | 'exchange'
  | 'plan' | 'payments' | 'work' | 'result' | 'clocks' | 'followUps' | 'related'

const lead: PanelName[] = ['incident', 'dispute']
const tail: PanelName[] = ['letters', 'clocks', 'followUps', 'related']
const checking: PanelName[] = ['facts', 'leadership', 'evidence', 'households', 'finding', 'exchange', 'work', 'plan', 'payments', 'result']
const deciding: PanelName[] = ['facts', 'leadership', 'plan', 'finding', 'exchange', 'evidence', 'households', 'payments', 'work', 'result']
const working: PanelName[] = ['facts', 'leadership', 'payments', 'work', 'plan', 'exchange', 'households', 'finding', 'evidence', 'result']
const ending: PanelName[] = ['facts', 'leadership', 'result', 'payments', 'households', 'plan', 'work', 'finding', 'exchange', 'evidence']

const middle: Partial<Record<Matter['status'], PanelName[]>> = {
  proposed: deciding, offered: deciding, disputed: deciding, executing: working, resolved: ending, closed: ending, withdrawn: ending, unfounded: ending,
}

/** What there is something to show of, what matters now in this status first. */
export function panelsOf(m: Matter): PanelName[] {
  const has: Partial<Record<PanelName, boolean>> = {
    incident: !!(m.incident || m.briefings.length || m.allowed.includes('brief')),
    dispute: m.disputes.length > 0,
    households: !!m.group,
    evidence: m.attachments.length > 0,
    letters: m.letters.length > 0 || m.owesWrittenReply,
    leadership: !!(m.orders.length || m.instructions.length || m.consults.length || m.pause),
    finding: !!(m.investigation || m.finding || m.opinions.length),
    exchange: !!(m.infoRequests.length || m.external.length),
    plan: !!(m.plan || m.offer),
    payments: !!(m.payments.length || m.payableFen || m.recoveries.length || m.accountable.length),
    result: !!(m.result || m.confirmation || m.evaluation || m.outcome),
  }
  return [...lead, ...(middle[m.status] ?? checking), ...tail].filter((name) => has[name] ?? true)
}
