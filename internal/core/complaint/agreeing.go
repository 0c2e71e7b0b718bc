package complaint

import (
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// OfferAcceptCommand is the owner's yes.
type OfferAcceptCommand struct {
	Option   *int      `json:"option,omitempty"`
	Note     string    `json:"note,omitempty"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (OfferAcceptCommand) Word() Word { return OfferAccept }

func (c OfferAcceptCommand) Check(by access.Actor, env Env) fault.Fields {
	return ownersWord(c.OnBehalf, by, env)
}

func (c OfferAcceptCommand) run(t *turn) error {
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
	if o := m.Plan.Options[i]; o.AmountFen > 0 {
		if err := t.notTenant(c.OnBehalf); err != nil {
			return err
		}
	}
	m.Offer = &Offer{State: "accepted", Option: &i, At: t.At, OnBehalf: c.OnBehalf}
	if err := t.tell(pastTense[OfferAccept], c.Note, map[string]any{"option": i, "onBehalf": c.OnBehalf}); err != nil {
		return err
	}
	t.execute(m.Plan.Options[i])
	return nil
}

// notTenant: a tenant reports and confirms repairs of use; money needs the owner's word.
func (t *turn) notTenant(o *OnBehalf) error {
	if r := t.m.Reporter; o == nil || r.Kind != "tenant" || strings.TrimSpace(o.Person) != strings.TrimSpace(r.Name) {
		return nil
	}
	var w fault.Fields
	w.Add("onBehalf.person", "owner", "涉及金额须由业主本人同意，租户不能代为同意。", "Money needs the owner's word; a tenant cannot agree to it.")
	return w.Err()
}

// OfferRejectCommand is the owner's no, with what they want instead.
type OfferRejectCommand struct {
	Reason        string    `json:"reason"`
	CounterDemand string    `json:"counterDemand,omitempty"`
	OnBehalf      *OnBehalf `json:"onBehalf,omitempty"`
}

func (OfferRejectCommand) Word() Word { return OfferReject }

func (c OfferRejectCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c OfferRejectCommand) run(t *turn) error {
	m := t.m
	m.Offer = &Offer{State: "rejected", Reason: c.Reason, CounterDemand: c.CounterDemand, At: t.At, OnBehalf: c.OnBehalf}
	m.Refusals++
	m.Plan.CeilingFen = 0
	m.Status = Investigating
	t.start(terms.PlanDue, t.At)
	return t.tell(pastTense[OfferReject], c.Reason, map[string]any{
		"counterDemand": c.CounterDemand, "onBehalf": c.OnBehalf, "meetBy": t.meet(m.Refusals),
	})
}

// DisputeCommand is a dated step of a dispute; the ordinary clocks stop.
type DisputeCommand struct {
	Step     string     `json:"step"`
	Note     string     `json:"note"`
	ReviewAt *time.Time `json:"reviewAt,omitempty"`
}

func (DisputeCommand) Word() Word { return Dispute }

func (c DisputeCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.OneOf("step", c.Step, DisputeKinds...)
	w.Require("note", c.Note)
	if c.ReviewAt != nil {
		ahead(&w, "reviewAt", *c.ReviewAt, env)
	}
	return w
}

func (c DisputeCommand) run(t *turn) error {
	m := t.m
	if m.Status == Offered {
		m.Offer.State = "rejected" // deadlock: it no longer stands
		t.voidPlan()
	}
	m.Status, m.Outcome, m.UnfoundedAt = Disputed, "", nil
	m.Disputes = append(m.Disputes, DisputeStep{Step: c.Step, Note: c.Note, At: t.At, ReviewAt: c.ReviewAt})
	t.drop(terms.FindingTold, terms.PlanDue, terms.Approval, terms.Execution, terms.Callback, terms.OnSite, terms.Acceptance, terms.Judgement)
	t.start(terms.Update, t.At)
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

func (c SettleCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("terms", c.Terms)
	switch {
	case c.Close && c.Plan != nil:
		w.Add("plan", "unexpected", "结案时不再提出方案。", "Closing takes no plan.")
	case !c.Close && c.Plan == nil:
		w.Add("plan", "required", "不结案时须附方案。", "A plan is needed unless it closes.")
	case c.Plan != nil:
		for _, f := range c.Plan.Check(by, env) {
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
