package complaint

import (
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
	"slices"
)

// InvestigateCommand records cause, evidence and who answers for it.
type InvestigateCommand struct {
	Cause       string   `json:"cause"`
	EvidenceIDs []string `json:"evidenceIds,omitempty"`
	Shares      []Share  `json:"shares,omitempty"`
}

func (InvestigateCommand) Word() Word { return Investigate }

func (c InvestigateCommand) Check() (w fault.Fields) {
	w.Require("cause", c.Cause)
	sum := 0
	for i, s := range c.Shares {
		if s.Party != "" {
			w.OneOf(indexed("shares", i, "party"), s.Party, ShareParties...)
		}
		if (s.Party == "" || s.Party == "department") && s.Department == "" {
			w.Require(indexed("shares", i, "department"), s.Department)
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
	var w fault.Fields
	if t.m.Nature == terms.Complaint && len(c.Shares) == 0 {
		w.Add("shares", "required", "投诉须划分责任，合计 100%。", "A complaint needs its shares of responsibility, 100 % in all.")
	}
	shares := slices.Clone(c.Shares)
	for i := range shares {
		s := &shares[i]
		if s.Party == "" {
			s.Party = "department"
		}
		if s.Party == "department" {
			if _, ok := t.Policy.Department(s.Department); !ok {
				w.Add(indexed("shares", i, "department"), "unknown", "没有这个部门。", "There is no such department.")
			}
		}
	}
	if err := w.Err(); err != nil {
		return err
	}
	t.m.Investigation = &Investigation{Cause: c.Cause, EvidenceIDs: c.EvidenceIDs, Shares: shares, By: t.person(), At: t.At}
	t.m.attach(c.EvidenceIDs)
	return t.note(pastTense[Investigate], c.Cause, map[string]any{"shares": shares, "evidenceIds": c.EvidenceIDs})
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
}

func (ProposeCommand) Word() Word { return Propose }

func (c ProposeCommand) Check() (w fault.Fields) {
	w.Require("handler", c.Handler)
	checkOption(&w, "", Option{Measures: c.Measures, AmountFen: c.AmountFen, DueAt: c.DueAt, Payer: c.Payer})
	if len(c.Options) > 1 {
		w.Add("options", "max_items", "除首选方案外最多再给一个备选方案。", "At most one option beside the first.")
	}
	for i, o := range c.Options {
		checkOption(&w, indexed("options", i, "")+".", o)
	}
	if c.OwnerAgreed != nil {
		w.Require("ownerAgreed.how", c.OwnerAgreed.How)
	}
	return w
}

func checkOption(w *fault.Fields, at string, o Option) {
	if len(o.Measures) == 0 {
		w.Add(at+"measures", "required", "至少写一项措施。", "Name at least one measure.")
	}
	for i, m := range o.Measures {
		w.OneOf(at+indexed("measures", i, "kind"), m.Kind, MeasureKinds...)
	}
	if o.AmountFen < 0 {
		w.Add(at+"amountFen", "minimum", "金额不能为负。", "An amount cannot be negative.")
	}
	if o.DueAt.IsZero() {
		w.Add(at+"dueAt", "required", "请给出完成日期。", "Say by when it will be done.")
	}
	if o.Payer != "" {
		w.OneOf(at+"payer", o.Payer, Payers...)
	}
}

func (c ProposeCommand) run(t *turn) error {
	var w fault.Fields
	if !c.DueAt.After(t.At) {
		w.Add("dueAt", "future", "完成日期须晚于现在。", "It must lie in the future.")
	}
	if c.OwnerAgreed != nil && c.OwnerAgreed.At.After(t.At.Add(time.Minute)) {
		w.Add("ownerAgreed.at", "past", "须是已经过去的时间。", "This lies in the past.")
	}
	if err := w.Err(); err != nil {
		return err
	}
	m := t.m
	options := append([]Option{{Measures: c.Measures, AmountFen: c.AmountFen, DueAt: c.DueAt, Payer: c.Payer}}, c.Options...)
	most := int64(0)
	for _, o := range options {
		most = max(most, o.AmountFen)
	}
	m.Plan = &Plan{Options: options, Handler: c.Handler, ProposedBy: t.person(), ProposedAt: t.At, CeilingFen: most, Consent: c.OwnerAgreed}
	m.Plan.Approvals = t.steps(most)
	m.Rounds++
	m.Offer = nil
	m.Status = Proposed
	t.end(terms.PlanDue)
	if err := t.note(pastTense[Propose], "", map[string]any{
		"options": options, "handler": c.Handler, "round": m.Rounds, "ownerAgreed": c.OwnerAgreed, "approvals": m.Plan.Approvals,
	}); err != nil {
		return err
	}
	return t.nextStep()
}

// steps lays out the approval of an amount. The tier counts all that was
// promised to the house for this cause (no splitting); a step that nobody but
// the proposer holds goes up to a leader.
func (t *turn) steps(amountFen int64) []Approval {
	m := t.m
	class, _ := t.Policy.Category(m.category())
	legal := class.Legal || m.LegalThreat
	counted := amountFen
	if amountFen > 0 {
		counted += t.Facts.PromisedFen
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
		others := slices.DeleteFunc(slices.Clone(t.Facts.Holders[s.Name]), func(id string) bool { return id == t.by.ID })
		if len(others) == 0 {
			out[i].Role = policy.StepLeader
		}
	}
	return out
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
		limit := t.Policy.Limit(terms.Approval, m.ask())
		if !limit.None {
			t.startUntil(terms.Approval, a.Step, limit.Calendar, t.At, t.Calendar.Add(limit.Calendar, t.At, limit.Duration))
		}
		return nil
	}
	if m.Plan.Consent != nil {
		first := 0
		m.Offer = &Offer{State: "accepted", Option: &first, At: m.Plan.Consent.At}
		return t.execute(m.Plan.Options[0])
	}
	m.Status = Offered
	m.Offer = &Offer{State: "open", At: t.At}
	t.told(nil)
	t.end(terms.FindingTold)
	return t.tell(KindOffered, "", map[string]any{"options": m.Plan.Options})
}

// execute begins the carrying out of an agreed option.
func (t *turn) execute(o Option) error {
	m := t.m
	at := t.At
	m.Status, m.StartedAt, m.Payer = Executing, &at, o.Payer
	t.startUntil(terms.Execution, "", worktime.Wall, t.At, o.DueAt)
	if o.AmountFen > 0 && slices.ContainsFunc(o.Measures, func(x Measure) bool { return x.Kind != "fee_reduction" }) {
		t.start(terms.Payment, t.At)
	}
	return nil
}

// ApproveCommand decides the waiting step.
type ApproveCommand struct {
	Note string `json:"note,omitempty"`
}

func (ApproveCommand) Word() Word          { return Approve }
func (ApproveCommand) Check() fault.Fields { return nil }

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

func (c RejectCommand) Check() (w fault.Fields) {
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

// OfferAcceptCommand is the owner's yes.
type OfferAcceptCommand struct {
	Option   *int      `json:"option,omitempty"`
	Note     string    `json:"note,omitempty"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (OfferAcceptCommand) Word() Word          { return OfferAccept }
func (OfferAcceptCommand) Check() fault.Fields { return nil }

func (c OfferAcceptCommand) run(t *turn) error {
	if err := t.speaksForOwner(c.OnBehalf); err != nil {
		return err
	}
	m := t.m
	i := m.Plan.Recommended
	if c.Option != nil {
		i = *c.Option
	}
	if i < 0 || i >= len(m.Plan.Options) {
		var w fault.Fields
		w.Add("option", "unknown", "没有这个方案选项。", "There is no such option.")
		return w.Err()
	}
	m.Offer = &Offer{State: "accepted", Option: &i, At: t.At, OnBehalf: c.OnBehalf}
	if err := t.tell(pastTense[OfferAccept], c.Note, map[string]any{"option": i, "onBehalf": c.OnBehalf}); err != nil {
		return err
	}
	return t.execute(m.Plan.Options[i])
}

// OfferRejectCommand is the owner's no, with what they want instead.
type OfferRejectCommand struct {
	Reason        string    `json:"reason"`
	CounterDemand string    `json:"counterDemand,omitempty"`
	OnBehalf      *OnBehalf `json:"onBehalf,omitempty"`
}

func (OfferRejectCommand) Word() Word { return OfferReject }

func (c OfferRejectCommand) Check() (w fault.Fields) {
	w.Require("reason", c.Reason)
	return w
}

func (c OfferRejectCommand) run(t *turn) error {
	if err := t.speaksForOwner(c.OnBehalf); err != nil {
		return err
	}
	m := t.m
	m.Offer = &Offer{State: "rejected", Reason: c.Reason, CounterDemand: c.CounterDemand, At: t.At, OnBehalf: c.OnBehalf}
	m.Refusals++
	m.Plan.CeilingFen = 0
	m.Status = Investigating
	t.start(terms.PlanDue, t.At)
	return t.tell(pastTense[OfferReject], c.Reason, map[string]any{"counterDemand": c.CounterDemand, "onBehalf": c.OnBehalf})
}

// DisputeCommand is a dated step of a dispute; the ordinary clocks stop.
type DisputeCommand struct {
	Step     string     `json:"step"`
	Note     string     `json:"note"`
	ReviewAt *time.Time `json:"reviewAt,omitempty"`
}

func (DisputeCommand) Word() Word { return Dispute }

func (c DisputeCommand) Check() (w fault.Fields) {
	w.OneOf("step", c.Step, DisputeKinds...)
	w.Require("note", c.Note)
	return w
}

func (c DisputeCommand) run(t *turn) error {
	m := t.m
	m.Status, m.Outcome, m.UnfoundedAt = Disputed, "", nil
	m.Disputes = append(m.Disputes, DisputeStep{Step: c.Step, Note: c.Note, At: t.At, ReviewAt: c.ReviewAt})
	t.drop(terms.FindingTold, terms.PlanDue, terms.Approval, terms.Execution, terms.Callback, terms.OnSite, terms.Acceptance, terms.Judgement)
	if err := t.tell(pastTense[Dispute], "", map[string]any{"step": c.Step, "reviewAt": c.ReviewAt}); err != nil {
		return err
	}
	return t.note(KindNoted, c.Note, nil)
}

// SettleCommand ends a dispute: by terms that close it, or by a new plan.
type SettleCommand struct {
	Terms string          `json:"terms"`
	Close bool            `json:"close"`
	Plan  *ProposeCommand `json:"plan,omitempty"`
}

func (SettleCommand) Word() Word { return Settle }

func (c SettleCommand) Check() (w fault.Fields) {
	w.Require("terms", c.Terms)
	switch {
	case c.Close && c.Plan != nil:
		w.Add("plan", "unexpected", "结案时不再提出方案。", "Closing takes no plan.")
	case !c.Close && c.Plan == nil:
		w.Add("plan", "required", "不结案时须附方案。", "A plan is needed unless it closes.")
	case c.Plan != nil:
		for _, f := range c.Plan.Check() {
			f.Path = "plan." + f.Path
			w = append(w, f)
		}
	}
	return w
}

func (c SettleCommand) run(t *turn) error {
	if err := t.tell(pastTense[Settle], c.Terms, nil); err != nil {
		return err
	}
	if !c.Close {
		return c.Plan.run(t)
	}
	if err := mayEnd(t.m, t.by, t.Env); err != nil {
		return err
	}
	return t.close(Settled)
}
