package complaint

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// DisputeStep is one dated step of a dispute.
type DisputeStep struct {
	Step          string     `json:"step"`
	Note          string     `json:"note"`
	At            time.Time  `json:"at"`
	Body          string     `json:"body,omitempty"`       // mediation committee, arbitration commission, court
	CaseNumber    string     `json:"caseNumber,omitempty"` // of that body
	HeardAt       *time.Time `json:"heardAt,omitempty"`    // date of the meeting or hearing
	ReviewAt      *time.Time `json:"reviewAt,omitempty"`
	AttachmentIDs []string   `json:"attachmentIds,omitempty"`
}

// DisputeKinds from the mildest on.
var DisputeKinds = []string{"negotiation", "mediation", "arbitration", "litigation"}

// DisputeCommand is a dated step of a dispute; the ordinary clocks stop, only
// the next word to the owner and the date of the next review run on.
type DisputeCommand struct {
	Step          string     `json:"step"`
	Note          string     `json:"note"`
	Body          string     `json:"body,omitempty"`
	CaseNumber    string     `json:"caseNumber,omitempty"`
	HeardAt       *time.Time `json:"heardAt,omitempty"`
	ReviewAt      *time.Time `json:"reviewAt,omitempty"`
	AttachmentIDs []string   `json:"attachmentIds,omitempty"`
}

func (DisputeCommand) Word() Word { return Dispute }

func (c DisputeCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs}
}

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
	m.Disputes = append(m.Disputes, DisputeStep{
		Step: c.Step, Note: c.Note, At: t.At, Body: c.Body, CaseNumber: c.CaseNumber, HeardAt: c.HeardAt, ReviewAt: c.ReviewAt, AttachmentIDs: c.AttachmentIDs,
	})
	m.attach(c.AttachmentIDs)
	t.drop(terms.FindingTold, terms.PlanDue, terms.Approval, terms.Execution, terms.Callback, terms.OnSite, terms.Acceptance, terms.Judgement)
	t.end(terms.Review)
	if c.ReviewAt != nil {
		t.startUntil(terms.Review, worktime.Wall, t.At, *c.ReviewAt)
	}
	t.start(terms.Update, t.At)
	if err := t.tell(pastTense[Dispute], "", map[string]any{
		"step": c.Step, "body": c.Body, "caseNumber": c.CaseNumber, "heardAt": c.HeardAt, "reviewAt": c.ReviewAt,
	}); err != nil {
		return err
	}
	return t.note(KindNoted, c.Note, attachments(c.AttachmentIDs))
}

// attachments name what an entry brought; nothing where it brought none.
func attachments(ids []string) any {
	if len(ids) == 0 {
		return nil
	}
	return map[string]any{"attachmentIds": ids}
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
		w = append(w, c.Plan.Check(by, env).Under("plan.")...)
	}
	return w
}

func (c SettleCommand) run(t *turn) error {
	t.end(terms.Review)
	if err := t.tell(pastTense[Settle], c.Terms, nil); err != nil {
		return err
	}
	if !c.Close {
		return under("plan.", c.Plan.run(t))
	}
	if err := mayEnd(t.m, t.by, t.Env); err != nil {
		return err
	}
	return t.close(Settled)
}
