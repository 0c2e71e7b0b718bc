package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// InvestigateCommand records cause, evidence and who answers for it.
type InvestigateCommand struct {
	Cause       string     `json:"cause"`
	Where       string     `json:"where,omitempty"`
	When        *time.Time `json:"when,omitempty"`
	Present     string     `json:"present,omitempty"`
	Tested      string     `json:"tested,omitempty"`
	Result      string     `json:"result,omitempty"`
	EvidenceIDs []string   `json:"evidenceIds,omitempty"`
	Shares      []Share    `json:"shares,omitempty"`
}

func (InvestigateCommand) Word() Word { return Investigate }

func (c InvestigateCommand) Brings() Evidence {
	return Evidence{Field: "evidenceIds", IDs: c.EvidenceIDs}
}

func (c InvestigateCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("cause", c.Cause)
	if c.When != nil {
		behind(&w, "when", *c.When, env)
	}
	sum := 0
	for i, s := range c.Shares {
		if s.Party != "" {
			w.OneOf(indexed("shares", i, "party"), s.Party, ShareParties...)
		}
		if s.Party == "" || s.Party == "department" {
			knownDepartment(&w, indexed("shares", i, "department"), s.Department, env)
		}
		if s.Percent < 1 || s.Percent > 100 {
			w.Add(indexed("shares", i, "percent"), "range", "须为 1 至 100。", "Must be 1 to 100.")
		}
		sum += s.Percent
	}
	if len(c.Shares) > 0 && sum != 100 {
		w.Add("shares", "sum", "责任比例合计须为 100%。", "The shares must sum to 100 %.")
	}
	return w
}

func (c InvestigateCommand) run(t *turn) error {
	if t.m.Nature == terms.Complaint && len(c.Shares) == 0 {
		var w fault.Fields
		w.Add("shares", "required", "投诉须划分责任，合计 100%。", "A complaint needs its shares of responsibility, 100 % in all.")
		return w.Err()
	}
	shares := slices.Clone(c.Shares)
	for i := range shares {
		if shares[i].Party == "" {
			shares[i].Party = "department"
		}
	}
	t.m.Investigation = &Investigation{
		Cause: c.Cause, Where: c.Where, When: c.When, Present: c.Present, Tested: c.Tested, Result: c.Result,
		EvidenceIDs: c.EvidenceIDs, Shares: shares, By: t.person(), At: t.At,
	}
	t.m.attach(c.EvidenceIDs)
	return t.note(pastTense[Investigate], c.Cause, map[string]any{
		"where": c.Where, "when": c.When, "present": c.Present, "tested": c.Tested, "result": c.Result, "shares": shares, "evidenceIds": c.EvidenceIDs,
	})
}

// ProposeCommand puts a plan up for approval, with a second option where the
// owner may choose.
type ProposeCommand struct {
	Measures    []Measure `json:"measures"`
	AmountFen   int64     `json:"amountFen"`
	DueAt       time.Time `json:"dueAt"`
	Handler     string    `json:"handler"`
	Payer       string    `json:"payer,omitempty"`
	Options     []Option  `json:"options,omitempty"`
	OwnerAgreed *Consent  `json:"ownerAgreed,omitempty"`

	PerHouseholdFen int64 `json:"perHouseholdFen,omitempty"`
}

// first is the option that the command itself describes.
func (c ProposeCommand) first() Option {
	return Option{Measures: c.Measures, AmountFen: c.AmountFen, DueAt: c.DueAt, Payer: c.Payer, PerHouseholdFen: c.PerHouseholdFen}
}

func (ProposeCommand) Word() Word { return Propose }

func (c ProposeCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("handler", c.Handler)
	checkOption(&w, "", c.first(), env)
	if len(c.Options) > 1 {
		w.Add("options", "max_items", "除首选方案外最多再给一个备选方案。", "At most one option beside the first.")
	}
	for i, o := range c.Options {
		checkOption(&w, indexed("options", i, "")+".", o, env)
	}
	if c.OwnerAgreed != nil {
		w.Require("ownerAgreed.how", c.OwnerAgreed.How)
		behind(&w, "ownerAgreed.at", c.OwnerAgreed.At, env)
	}
	return w
}

func checkOption(w *fault.Fields, at string, o Option, env Env) {
	if len(o.Measures) == 0 {
		w.Add(at+"measures", "required", "至少写一项措施。", "Name at least one measure.")
	}
	for i, m := range o.Measures {
		w.OneOf(at+indexed("measures", i, "kind"), m.Kind, MeasureKinds...)
	}
	if o.AmountFen < 0 {
		w.Add(at+"amountFen", "minimum", "金额不能为负。", "An amount cannot be negative.")
	}
	if o.PerHouseholdFen < 0 || o.PerHouseholdFen > max(o.AmountFen, 0) {
		w.Add(at+"perHouseholdFen", "range", "每户金额须在零与总额之间。", "The amount per household lies between zero and the whole.")
	}
	ahead(w, at+"dueAt", o.DueAt, env)
	if o.Payer != "" {
		w.OneOf(at+"payer", o.Payer, Payers...)
	}
}

func (c ProposeCommand) run(t *turn) error {
	m := t.m
	options := append([]Option{c.first()}, c.Options...)
	if err := m.shared(options); err != nil {
		return err
	}
	most := int64(0)
	for _, o := range options {
		most = max(most, o.AmountFen)
	}
	m.Plan = &Plan{Options: options, Handler: c.Handler, ProposedBy: t.person(), ProposedAt: t.At, CeilingFen: most, Consent: c.OwnerAgreed}
	if m.Plan.Approvals = t.steps(most); m.Plan.Approvals == nil {
		var w fault.Fields
		w.Add("amountFen", "no_approver", "除您之外没有人能审批这个方案；请由其他人提出。", "Nobody but you could approve this plan; let somebody else propose it.")
		return w.Err()
	}
	m.Rounds++
	m.Offer = nil
	m.Status = Proposed
	t.handOver()
	t.askAnew()
	t.end(terms.PlanDue, terms.Review)
	if err := t.note(pastTense[Propose], "", map[string]any{
		"options": options, "handler": c.Handler, "round": m.Rounds, "ownerAgreed": c.OwnerAgreed, "approvals": m.Plan.Approvals,
	}); err != nil {
		return err
	}
	return t.nextStep()
}

// handOver gives a matter that was never dispatched (disputed straight from an
// unfounded reply) to the department that will carry the plan out.
func (t *turn) handOver() {
	if t.m.DispatchedAt != nil {
		return
	}
	at := t.At
	t.m.Department, t.m.DispatchedAt, t.m.Accepted = t.m.Lead(), &at, true
}

// steps lays out the approval of an amount. The tier counts all that was
// promised to the house for this cause (no splitting); a step that nobody but
// the proposer holds goes up to a leader. nil: only the proposer could decide.
func (t *turn) steps(amountFen int64) []Approval {
	m := t.m
	class, _ := t.Policy.Category(m.category())
	legal := class.Legal || m.LegalThreat
	counted := amountFen
	if amountFen > 0 {
		counted += t.Facts.PromisedFen
		for _, p := range m.Payments {
			counted += p.AmountFen
		}
	}
	steps := t.Policy.Steps(counted, legal)
	if class.CapFen > 0 && amountFen > class.CapFen {
		steps = t.Policy.StepsOneTierUp(counted, legal)
	}
	out := make([]Approval, len(steps))
	for i, s := range steps {
		out[i] = Approval{Step: s.Name, Role: s.Name, State: Pending}
		if s.Later {
			out[i].State = Later
			continue
		}
		if len(t.others(s.Name)) == 0 {
			out[i].Role = policy.StepLeader
		}
		if out[i].Role == policy.StepLeader && t.by.Is(access.Leader) && len(t.others(policy.StepLeader)) == 0 {
			return nil
		}
	}
	return out
}

// others hold a step and neither propose the plan nor are recused (回避).
func (t *turn) others(step string) []string {
	return slices.DeleteFunc(slices.Clone(t.Facts.Holders[step]), func(id string) bool {
		return id == t.by.ID || slices.Contains(t.m.Recused, id)
	})
}

// nextStep opens the next pending step, or goes on when all have approved.
func (t *turn) nextStep() error {
	m := t.m
	for i := range m.Plan.Approvals {
		a := &m.Plan.Approvals[i]
		if a.State != Pending {
			continue
		}
		at := t.At
		a.State, a.OpenedAt = Waiting, &at
		if limit := t.Policy.Limit(terms.Approval, m.ask()); !limit.None {
			t.begin(Clock{Kind: terms.Approval, Step: a.Step, Calendar: limit.Calendar, StartedAt: t.At, DueAt: t.stepDue(limit)})
		}
		return nil
	}
	t.end(terms.FindingTold)
	if m.Plan.Consent != nil {
		first := 0
		m.Offer = &Offer{State: "accepted", Option: &first, At: m.Plan.Consent.At}
		t.execute(m.Plan.Options[0])
		t.told(nil)
		return t.tell(pastTense[Start], "", map[string]any{"options": m.Plan.Options[:1], "ownerAgreed": m.Plan.Consent})
	}
	m.Status = Offered
	m.Offer = &Offer{State: "open", At: t.At}
	t.told(nil)
	return t.tell(KindOffered, "", map[string]any{"options": m.Plan.Options})
}

// stepDue is when a step that opens now is due: by its own limit, and in office
// time no later than all steps of the round together.
func (t *turn) stepDue(limit policy.Limit) time.Time {
	due := t.Calendar.Add(limit.Calendar, t.At, limit.Duration)
	if limit.Calendar != worktime.Office {
		return due
	}
	inAll := t.Calendar.Add(worktime.Office, t.m.Plan.ProposedAt, t.Policy.Windows.ApprovalInAll.Duration())
	switch {
	case inAll.Before(t.At):
		return t.At
	case inAll.Before(due):
		return inAll
	}
	return due
}

// execute begins the carrying out of an agreed option.
func (t *turn) execute(o Option) {
	m := t.m
	at := t.At
	m.Status, m.StartedAt, m.Payer = Executing, &at, o.Payer
	t.startUntil(terms.Execution, worktime.Wall, t.At, o.DueAt)
	if m.payable() > 0 && slices.ContainsFunc(o.Measures, func(x Measure) bool { return x.Kind != "fee_reduction" }) {
		t.start(terms.Payment, t.At)
	}
}

// ApproveCommand decides the waiting step.
type ApproveCommand struct {
	Note string `json:"note,omitempty"`
}

func (ApproveCommand) Word() Word                           { return Approve }
func (ApproveCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (c ApproveCommand) run(t *turn) error {
	step := t.decide(Approved, c.Note)
	if err := t.note(pastTense[Approve], c.Note, map[string]any{"step": step}); err != nil {
		return err
	}
	return t.nextStep()
}

// decide writes the verdict of the waiting step; verdicts are final.
func (t *turn) decide(state, note string) string {
	a := t.m.waitingStep()
	p, at := t.person(), t.At
	a.State, a.By, a.At, a.Note = state, &p, &at, note
	for i := range t.m.Clocks {
		if c := &t.m.Clocks[i]; c.Kind == terms.Approval && c.Step == a.Step && c.live() {
			t.unpause(c)
			c.EndedAt = &at
		}
	}
	return a.Step
}

// RejectCommand refuses the plan; the steps behind are void.
type RejectCommand struct {
	Reason string `json:"reason"`
}

func (RejectCommand) Word() Word { return Reject }

func (c RejectCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return w
}

func (c RejectCommand) run(t *turn) error {
	step := t.decide(Rejected, c.Reason)
	for i := range t.m.Plan.Approvals {
		if a := &t.m.Plan.Approvals[i]; a.State == Pending || a.State == Later {
			a.State = Void
		}
	}
	t.m.Status = Investigating
	t.m.Plan.CeilingFen = 0
	t.start(terms.PlanDue, t.At)
	return t.note(pastTense[Reject], c.Reason, map[string]any{"step": step})
}
