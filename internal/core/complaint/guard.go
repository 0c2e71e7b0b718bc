package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// What else must hold for a command, beside the status and the person.

// condition says why a command may not be given now; nil where it may.
type condition func(*Complaint, access.Actor, Env) *fault.Error

// holds is the condition that wants something to be so, with what is said where it is not.
func holds(so func(*Complaint) bool, zh, en string) condition {
	return func(m *Complaint, _ access.Actor, _ Env) *fault.Error {
		if so(m) {
			return nil
		}
		return refused(zh, en)
	}
}

var mayJudge = holds(func(m *Complaint) bool { return m.Status.in([]Status{Registered, Investigating}) || m.critical() },
	"初判只在「已登记」或「核实中」进行；紧急事项可随时补判。", "Judging is for registered or investigating matters; critical ones may be judged at any open time.")

var mayDispatch = holds(func(m *Complaint) bool { return m.Judgement != nil || m.critical() || !m.needsJudging() },
	"投诉和索赔须先初判（理由是否充分、要求是否合理），再派单。", "A complaint or claim is judged before it is dispatched.")

func mayAnswer(m *Complaint, a access.Actor, env Env) *fault.Error {
	if m.claim() {
		return refused("涉及金额的事项不能当场答复办结。", "A matter with an amount cannot be answered on the spot.")
	}
	return mayEnd(m, a, env)
}

var isAccepted = holds(func(m *Complaint) bool { return m.Accepted },
	"部门接单后才能指派经办人。", "A handler is named after the department has accepted.")

// notAsked bars whoever is not of a department that an open question was put to.
func notAsked(m *Complaint, a access.Actor) *fault.Error {
	open := slices.ContainsFunc(m.InfoRequests, InfoRequest.Open)
	asked := slices.ContainsFunc(m.InfoRequests, func(r InfoRequest) bool { return r.Open() && r.From == a.Department })
	if open && !asked {
		return fault.Deny("这个询问不是问您的部门的。", "The question was put to another department.")
	}
	return nil
}

var hasQuestion = holds(func(m *Complaint) bool { return slices.ContainsFunc(m.InfoRequests, InfoRequest.Open) },
	"没有待答复的询问。", "There is no open question.")

var mayStart = holds(func(m *Complaint) bool { return m.critical() || (m.Nature == terms.Repair && !m.full()) },
	"只有报修和紧急事项可以不经方案直接实施；请先提出方案。", "Only repairs and critical matters start without a plan; propose one first.")

var isCritical = holds(func(m *Complaint) bool { return m.critical() },
	"临时处置只用于紧急事项。", "Interim measures are for critical matters.")

var causeKnown = holds(func(m *Complaint) bool { return m.Investigation != nil || m.Status == Disputed },
	"请先记录核实的原因，再提出方案。", "Record the cause before a plan is proposed.")

var hasStep = holds(func(m *Complaint) bool { return m.waitingStep() != nil },
	"没有待审批的步骤。", "No approval step is waiting.")

// notHolding bars whoever does not hold the waiting step, or proposed the plan.
func notHolding(m *Complaint, a access.Actor) *fault.Error {
	w := m.waitingStep()
	if w == nil {
		return nil
	}
	if m.Plan.ProposedBy.answeredBy(a) {
		return fault.Deny("不能审批自己提出的方案。", "Nobody approves what they proposed.")
	}
	if !slices.Contains(WaitingKeys(a), WaitingKey(w.Role, m.Department)) {
		return fault.Deny("这一步审批不由您负责。", "This approval step is not yours to decide.")
	}
	return nil
}

func mayDispute(m *Complaint, _ access.Actor, _ Env) *fault.Error {
	if m.Status == Investigating && m.Refusals == 0 {
		return refused("业主拒绝过方案后，核实中的事项才能转入争议处理。", "A matter under investigation becomes a dispute only after a refused offer.")
	}
	return nil
}

// approvedIt bars who approved the plan from paying it out.
func approvedIt(m *Complaint, a access.Actor) *fault.Error {
	if m.Plan != nil && slices.ContainsFunc(m.Plan.Approvals, func(s Approval) bool { return s.State == Approved && s.By != nil && s.By.answeredBy(a) }) {
		return fault.Deny("审批过方案的人不能付款。", "Who approved the plan does not pay.")
	}
	return nil
}

var mayPay = holds(func(m *Complaint) bool { return m.payable() > 0 },
	"没有已批准且业主已同意的待付款项。", "Nothing approved and agreed is left to pay.")

// agreed is the option of this round that the owner took, if any.
func (m *Complaint) agreed() *Option {
	if m.Plan == nil || m.Offer == nil || m.Offer.State != "accepted" {
		return nil
	}
	i := m.Plan.Recommended
	if m.Offer.Option != nil {
		i = *m.Offer.Option
	}
	if i < 0 || i >= len(m.Plan.Options) {
		return nil
	}
	return &m.Plan.Options[i]
}

// payable is what we owe of the agreed option and have not paid in this round,
// in fen. What the owner pays (有偿) is nothing that we owe.
func (m *Complaint) payable() int64 {
	o := m.agreed()
	if o == nil || o.Payer == "owner" {
		return 0
	}
	left := o.AmountFen
	if o.PerHouseholdFen > 0 {
		left = min(left, o.PerHouseholdFen*int64(len(m.agreedHouses())))
	}
	for _, p := range m.Payments {
		if p.Round == m.Rounds {
			left -= p.AmountFen
		}
	}
	return max(left, 0)
}

var mayConfirm = holds(func(m *Complaint) bool { return m.Confirmation == nil },
	"结果已经确认过。", "The result was confirmed already.")

// handlesIt: the desk may speak for the owner only where it does not handle the matter.
func handlesIt(m *Complaint, a access.Actor) *fault.Error {
	if a.Staff() && m.DispatchedAt != nil && a.Of(m.Department) {
		return fault.Deny("承办部门不能代业主确认或撤回。", "The handling department may not confirm or withdraw for the owner.")
	}
	return nil
}

func mayClose(m *Complaint, a access.Actor, env Env) *fault.Error {
	if m.Status == Unfounded {
		return nil
	}
	return heldBy(m.closingHolds(env.Policy)...)
}

// evaluationDue: where there was money, high severity, dispute, reopening or escalation.
func (m *Complaint) evaluationDue(p policy.Policy) bool {
	c, _ := p.Category(m.category())
	o := m.agreed()
	return (o != nil && o.AmountFen > 0) || len(m.Payments) > 0 || m.Severity.Rank() >= terms.High.Rank() ||
		len(m.Disputes) > 0 || m.Incident != nil || m.Reopened > 0 || m.Escalated || c.EvaluationDue
}

func (m *Complaint) within(since *time.Time, days int, env Env) bool {
	return since != nil && !env.At.After(since.AddDate(0, 0, days))
}

func mayReopen(m *Complaint, _ access.Actor, env Env) *fault.Error {
	if err := m.finallyAnswered(); err != nil {
		return err
	}
	days := env.Policy.Windows.ReopenDays
	if m.Nature == terms.Repair {
		days = env.Policy.Windows.ReopenRepairDays
	}
	if m.within(m.ClosedAt, days, env) {
		return nil
	}
	return refused("已超过可以重开的期限；请重新登记，系统会与本事项关联。", "The time for reopening is over; register it anew and it will be linked.")
}

func mayAppeal(m *Complaint, _ access.Actor, env Env) *fault.Error {
	if m.Appealed {
		return refused("对不成立的答复只能申诉一次。", "An appeal is possible once.")
	}
	if !m.within(m.UnfoundedAt, env.Policy.Windows.AppealDays, env) {
		return refused("申诉期限已过。", "The time for an appeal is over.")
	}
	return nil
}

func mayUrge(m *Complaint, a access.Actor, env Env) *fault.Error {
	if a.Is(access.Owner) && m.UrgedOn == env.Calendar.Day(env.At) {
		return refused("今天已经催过一次，我们会尽快处理。", "You have urged today already; we are on it.")
	}
	return nil
}

// notOrdered bars the heads of departments that no open order went to.
func notOrdered(m *Complaint, a access.Actor) *fault.Error {
	open := slices.ContainsFunc(m.Orders, OrderNote.open)
	theirs := slices.ContainsFunc(m.Orders, func(o OrderNote) bool { return o.open() && o.To == a.Department })
	if open && !theirs {
		return fault.Deny("督办单不是发给您的部门的。", "The order went to another department.")
	}
	return nil
}

var hasOrder = holds(func(m *Complaint) bool { return slices.ContainsFunc(m.Orders, OrderNote.open) },
	"没有待答复的督办单。", "There is no open supervision order.")

var notPaused = holds(func(m *Complaint) bool { return m.Pause == nil },
	"时限已经暂停。", "The clocks are paused already.")

var isPaused = holds(func(m *Complaint) bool { return m.Pause != nil },
	"时限没有暂停。", "The clocks are not paused.")

func hasClock(m *Complaint, _ access.Actor, env Env) *fault.Error {
	if len(m.MovableClocks(env.Policy)) > 0 {
		return nil
	}
	return refused("没有可以延期的时限。", "No running time limit can be extended.")
}

var isConsulted = holds(func(m *Complaint) bool { return slices.ContainsFunc(m.Consults, Consultation.open) },
	"没有待批复的请示。", "There is no open question to a leader.")

var notGrouped = holds(func(m *Complaint) bool { return m.Grouped == nil },
	"已经是群体事项。", "It is a group matter already.")

var isGrouped = holds(func(m *Complaint) bool { return m.Grouped != nil },
	"不是群体事项。", "It is not a group matter.")

func mayJoin(m *Complaint, a access.Actor, env Env) *fault.Error {
	if err := isGrouped(m, a, env); err != nil {
		return err
	}
	if a.Is(access.Owner) && joined(a, m) {
		return refused("您的住户已经加入。", "Your household has joined already.")
	}
	return nil
}

// waitingStep is the open approval step, if any.
func (m *Complaint) waitingStep() *Approval {
	if m.Status != Proposed || m.Plan == nil {
		return nil
	}
	for i := range m.Plan.Approvals {
		if m.Plan.Approvals[i].State == Waiting {
			return &m.Plan.Approvals[i]
		}
	}
	return nil
}
