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

// steps lays out the approval of an amount. The tier counts all that was
// promised to the house for this cause (no splitting); a step that nobody but
// the proposer holds goes up to a leader. nil: only the proposer could decide.
func (t *turn) steps(amountFen int64) []Approval {
	m := t.m
	counted, legal := m.counted(amountFen, t.Facts), m.legal(t.Policy)
	steps := t.Policy.Steps(counted, legal)
	if limit := m.capFen(t.Policy); limit > 0 && amountFen > limit {
		steps = t.Policy.StepsOneTierUp(counted, legal)
	}
	out := make([]Approval, len(steps))
	for i, s := range steps {
		out[i] = Approval{Step: s.Name, Role: s.Name, State: Pending}
		if len(t.others(s.Name)) == 0 {
			out[i].goUp(t.without(s.Name))
		}
		if s.Later {
			out[i].State = Later
			continue
		}
		if out[i].Role == policy.StepLeader && t.by.Is(access.Leader) && len(t.others(policy.StepLeader)) == 0 {
			return nil
		}
	}
	return out
}

// counted is the sum that chooses the tier: with what was promised to the house
// and paid on this matter before.
func (m *Complaint) counted(amountFen int64, f Facts) int64 {
	if amountFen <= 0 {
		return amountFen
	}
	sum := amountFen + f.PromisedFen
	for _, p := range m.Payments {
		sum += p.AmountFen
	}
	return sum
}

// legal reports whether counsel looks at every plan of the matter.
func (m *Complaint) legal(p policy.Policy) bool {
	class, _ := p.Category(m.category())
	return class.Legal || m.LegalThreat
}

// others hold a step and neither propose the plan nor are recused (回避).
func (t *turn) others(step string) []string {
	return slices.DeleteFunc(slices.Clone(t.Facts.Holders[step]), func(id string) bool {
		return id == t.by.ID || slices.Contains(t.m.Recused, id)
	})
}

// Why a step went up to a leader.
const (
	UpNobody   = "nobody"   // nobody holds it
	UpAway     = "away"     // who holds it is away without a deputy
	UpProposer = "proposer" // who holds it proposed the plan
)

// goUp gives the step to a leader; a leader's own has nobody above.
func (a *Approval) goUp(because string) {
	if a.Role != policy.StepLeader {
		a.Role, a.UpBecause = policy.StepLeader, because
	}
}

// without says why nobody can take a step.
func (t *turn) without(step string) string {
	switch {
	case slices.Contains(t.Facts.Away, step):
		return UpAway
	case len(t.Facts.Holders[step]) > 0:
		return UpProposer
	}
	return UpNobody
}

// raise gives a step that opens, or waits, to a leader if nobody can take it any
// more: since the plan was proposed its holder went away.
func (t *turn) raise(a *Approval) error {
	if t.Facts.Holders == nil || a.Role == policy.StepLeader {
		return nil
	}
	p := t.m.Plan.ProposedBy
	if slices.ContainsFunc(t.Facts.Holders[a.Step], func(id string) bool {
		return id != p.ID && id != p.ForID && !slices.Contains(t.m.Recused, id)
	}) {
		return nil
	}
	a.goUp(t.without(a.Step))
	return t.note(KindNoted, "", map[string]any{"step": a.Step, "wentUp": a.UpBecause})
}

// RaiseStep gives a waiting step that nobody can take any more to a leader; nil
// when somebody can.
func RaiseStep(m Complaint, env Env) (*Change, error) {
	next := m.clone()
	t := &turn{Env: env, by: access.Anju(), m: &next}
	if w := next.waitingStep(); w != nil {
		if err := t.raise(w); err != nil {
			return nil, err
		}
	}
	if len(t.events) == 0 {
		return nil, nil
	}
	c := t.finish(m.Version)
	return &c, nil
}

// nextStep opens the next pending step, or goes on when all have approved.
func (t *turn) nextStep() error {
	m := t.m
	for i := range m.Plan.Approvals {
		a := &m.Plan.Approvals[i]
		if a.State != Pending {
			continue
		}
		if err := t.raise(a); err != nil {
			return err
		}
		at := t.At
		a.State, a.OpenedAt = Waiting, &at
		if limit := t.Policy.Limit(terms.Approval, m.ask()); !limit.None {
			t.begin(Clock{Kind: terms.Approval, Step: a.Step, Calendar: limit.Calendar, StartedAt: t.At, DueAt: t.stepDue(limit, t.At, 0)})
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
	return t.tell(KindOffered, m.Plan.Explanation, map[string]any{"options": m.Plan.Options})
}

// stepDue is when a step that opened at a moment and was paused for a time is
// due: by its own limit, and in office time no later than all steps of the round
// together. What earlier steps were paused is not held against it.
func (t *turn) stepDue(limit policy.Limit, opened time.Time, paused time.Duration) time.Time {
	due := t.Calendar.Add(limit.Calendar, opened, limit.Duration+paused)
	if limit.Calendar != worktime.Office {
		return due
	}
	round := t.Policy.Windows.ApprovalInAll.Duration() + paused
	for _, c := range t.m.Clocks {
		if c.Kind == terms.Approval && !c.live() && !c.StartedAt.Before(t.m.Plan.ProposedAt) {
			round += c.paused()
		}
	}
	inAll := t.Calendar.Add(worktime.Office, t.m.Plan.ProposedAt, round)
	switch {
	case inAll.Before(opened):
		return opened
	case inAll.Before(due):
		return inAll
	}
	return due
}

// ApproveCommand decides the waiting step.
type ApproveCommand struct {
	Note string `json:"note,omitempty"`
}

func (ApproveCommand) Word() Word                           { return Approve }
func (ApproveCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (c ApproveCommand) run(t *turn) error {
	if a := t.m.waitingStep(); a.Step == policy.StepLegal && a.Role != a.Step && c.Note == "" {
		var w fault.Fields
		w.Add("note", "required", "没有法务账号时由分管领导代录法律意见，请写明意见。", "Where there is no legal account a leader files counsel's opinion; write it down.")
		return w.Err()
	}
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
	t.m.Plan.voidLater()
	for i := range t.m.Plan.Approvals {
		if a := &t.m.Plan.Approvals[i]; a.State == Pending {
			a.State = Void
		}
	}
	t.m.Status = Investigating
	t.m.Plan.CeilingFen = 0
	t.start(terms.PlanDue, t.At)
	return t.note(pastTense[Reject], c.Reason, map[string]any{"step": step})
}

// under moves what is wrong with a part of the body to where the part stands.
func under(prefix string, err error) error {
	if f, ok := fault.As(err); ok && len(f.Fields) > 0 {
		return fault.Fields(f.Fields).Under(prefix).Err()
	}
	return err
}
