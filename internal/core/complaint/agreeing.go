package complaint

import (
	"strings"

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
	m.Plan.voidLater()
	m.Status = Investigating
	t.start(terms.PlanDue, t.At)
	return t.tell(pastTense[OfferReject], c.Reason, map[string]any{
		"counterDemand": c.CounterDemand, "onBehalf": c.OnBehalf, "meetBy": t.meet(m.Refusals, AfterRefusals),
	})
}
