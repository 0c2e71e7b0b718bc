package service

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/policy"
)

// Views of an approver's inbox.
const (
	ViewWaiting = "waiting" // open steps, the longest waiting first
	ViewLater   = "later"   // granted on the spot, to be reviewed afterwards
	ViewDecided = "decided" // what the actor decided
	ViewPlans   = "plans"   // every plan, for leaders to read (阅知)
)

// Approvals lists one view of plans; mine narrows those that wait to what the
// actor may decide.
func (s *Service) Approvals(ctx context.Context, actor access.Actor, view string, mine bool, cursor string, limit int) (ListPage, error) {
	q := complaint.Query{Sort: complaint.ByReceived, Cursor: cursor, Limit: limit}
	switch view {
	case ViewLater:
		q.Mark = complaint.MarkReview(policy.StepFinance)
		if actor.Is(access.Leader) {
			q.Mark = complaint.MarkReview(policy.StepLeader)
		}
	case ViewDecided:
		q.Mark = complaint.MarkDecided(actor.ID)
	case ViewPlans:
		q.Mark = complaint.MarkPlans
	default:
		q.Statuses, q.Sort, q.Ascending = []complaint.Status{complaint.Proposed}, complaint.ByDue, true
		if mine {
			for _, a := range actor.Capacities() {
				q.Waiting = append(q.Waiting, complaint.WaitingKeys(a)...)
			}
			if len(q.Waiting) == 0 {
				return ListPage{At: s.now()}, nil
			}
		}
	}
	return s.List(ctx, actor, q, "", false)
}

// Weighing is what a plan is weighed by.
type Weighing struct {
	PromisedFen int64
	Promised    []Precedent // to this house for this cause
	Similar     []Precedent // payouts of the same category
}

// Precedent is an earlier matter with money. Who may not open it sees the sum
// alone.
type Precedent struct {
	Matter    complaint.Complaint
	InSight   bool
	AmountFen int64
	Kinds     []string
	At        time.Time
}

// PlanPreview is what a plan would go through, with those who hold its steps.
type PlanPreview struct {
	complaint.Preview
	Holders   [][]complaint.Person // of each step
	Weighing  Weighing
	Standards []policy.Standard
}

// precedents shown of each sort.
const precedents = 5

// PreviewPlan says what a plan of the amount would have to go through.
func (s *Service) PreviewPlan(ctx context.Context, actor access.Actor, ref string, amountFen int64) (PlanPreview, error) {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return PlanPreview{}, err
	}
	env := s.env(s.now())
	people, err := s.approval(ctx, actor, m, &env)
	if err != nil {
		return PlanPreview{}, err
	}
	out := PlanPreview{Preview: complaint.PreviewApproval(m, actor, amountFen, env), Standards: env.Policy.StandardsOf(categoryOf(m))}
	for _, step := range out.Steps {
		holders := []complaint.Person{}
		for _, a := range people[step.Role] {
			if a.ID != actor.ID && !slices.Contains(m.Recused, a.ID) {
				holders = append(holders, complaint.Person{ID: a.ID, Name: a.Name, Department: a.Department})
			}
		}
		out.Holders = append(out.Holders, holders)
	}
	out.Weighing, err = s.weigh(ctx, actor, m, env)
	return out, err
}

// Weigh gathers what a proposed plan is weighed by.
func (s *Service) Weigh(ctx context.Context, actor access.Actor, m complaint.Complaint) (Weighing, error) {
	env := s.env(s.now())
	if m.HouseID != "" {
		var err error
		if env.Facts.PromisedFen, err = s.Matters.Promised(ctx, m.HouseID, m.Category, promisedSince(env), m.ID); err != nil {
			return Weighing{}, err
		}
	}
	return s.weigh(ctx, actor, m, env)
}

func (s *Service) weigh(ctx context.Context, actor access.Actor, m complaint.Complaint, env complaint.Env) (Weighing, error) {
	w := Weighing{PromisedFen: env.Facts.PromisedFen}
	eyes, since := m.EyesOf(actor), promisedSince(env)
	if w.PromisedFen > 0 && eyes.Room {
		page, err := s.Matters.List(ctx, access.Precedents(actor), complaint.Query{
			HouseID: m.HouseID, Category: m.Category, From: &since, Sort: complaint.ByReceived, Limit: 20, NotConfidential: !eyes.Desk,
		})
		if err != nil {
			return w, err
		}
		for _, x := range page.Items {
			if x.ID != m.ID && x.Plan != nil && x.Plan.CeilingFen > 0 && len(w.Promised) < precedents {
				w.Promised = append(w.Promised, precedent(x, actor, x.Plan.CeilingFen, x.Plan.ProposedAt))
			}
		}
	}
	if categoryOf(m) == "" {
		return w, nil
	}
	page, err := s.Matters.List(ctx, access.Precedents(actor), complaint.Query{Mark: complaint.MarkPaid(categoryOf(m)), Sort: complaint.ByReceived, Limit: precedents + 1})
	if err != nil {
		return w, err
	}
	for _, x := range page.Items {
		if x.ID != m.ID && len(w.Similar) < precedents {
			sum := int64(0)
			for _, p := range x.Payments {
				sum += p.AmountFen
			}
			w.Similar = append(w.Similar, precedent(x, actor, sum, x.Payments[len(x.Payments)-1].PaidAt))
		}
	}
	return w, nil
}

func precedent(m complaint.Complaint, actor access.Actor, fen int64, at time.Time) Precedent {
	p := Precedent{Matter: m, AmountFen: fen, At: at, InSight: access.SightOf(actor).Sees(m.Keys.Audience, m.CommunityID, m.Recused)}
	for _, x := range m.Payments {
		if !slices.Contains(p.Kinds, x.Kind) {
			p.Kinds = append(p.Kinds, x.Kind)
		}
	}
	return p
}

// categoryOf is the class set by a person, else the suggested one.
func categoryOf(m complaint.Complaint) string {
	if m.Category != "" {
		return m.Category
	}
	return m.Suggestion.Category
}

// Reckon says what a damaged thing is still worth by a compensation standard.
func (s *Service) Reckon(ctx context.Context, actor access.Actor, ref string, c complaint.Calculation) (complaint.Calculation, error) {
	if _, err := s.Matters.Get(ctx, access.SightOf(actor), ref); err != nil {
		return c, err
	}
	return s.env(s.now()).Reckon(c)
}
