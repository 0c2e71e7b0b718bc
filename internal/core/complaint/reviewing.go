package complaint

import (
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// ReviewCommand is finance's look afterwards at what was granted on the spot
// (事后复核). It holds nothing up and takes nothing back.
type ReviewCommand struct {
	Note      string `json:"note,omitempty"`
	Objection string `json:"objection,omitempty"` // what should have been otherwise
}

func (ReviewCommand) Word() Word                           { return Review }
func (ReviewCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (c ReviewCommand) run(t *turn) error {
	_, a := t.m.reviewing()
	p, at := t.person(), t.At
	a.By, a.At, a.Note, a.Objection = &p, &at, c.Note, c.Objection
	data := map[string]any{"step": a.Step}
	if c.Objection != "" {
		data["objection"] = c.Objection
	}
	return t.note(pastTense[Review], c.Note, data)
}

// plans are all that were proposed, the oldest first.
func (m *Complaint) plans() []*Plan {
	var out []*Plan
	for i := range m.PastRounds {
		out = append(out, &m.PastRounds[i].Plan)
	}
	if m.Plan != nil {
		out = append(out, m.Plan)
	}
	return out
}

// reviewing is the oldest step that is still to be reviewed, with its plan.
func (m *Complaint) reviewing() (*Plan, *Approval) {
	for _, p := range m.plans() {
		if a := p.unreviewed(); a != nil {
			return p, a
		}
	}
	return nil, nil
}

func (p *Plan) unreviewed() *Approval {
	if i := slices.IndexFunc(p.Approvals, Approval.toReview); i >= 0 {
		return &p.Approvals[i]
	}
	return nil
}

// voidLater lets the reviews go of a plan that nothing comes of.
func (p *Plan) voidLater() {
	for i := range p.Approvals {
		if a := &p.Approvals[i]; a.toReview() {
			a.State = Void
		}
	}
}

// notReviewing bars whoever does not review such steps, or granted this one.
func notReviewing(m *Complaint, by access.Actor) *fault.Error {
	p, a := m.reviewing()
	if a == nil {
		return nil
	}
	if p.ProposedBy.answeredBy(by) {
		return fault.Deny("不能复核自己提出的方案。", "Nobody reviews what they proposed.")
	}
	if !slices.Contains(WaitingKeys(by), WaitingKey(a.Role, m.Department)) {
		return fault.Deny("这一步复核不由您负责。", "This review is not yours to make.")
	}
	return nil
}

func hasReview(m *Complaint, _ access.Actor, _ Env) *fault.Error {
	if _, a := m.reviewing(); a != nil {
		return nil
	}
	return refused("没有待事后复核的款项。", "Nothing waits for an afterwards review.")
}
