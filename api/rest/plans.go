package rest

import (
	"context"
	"slices"
	"time"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/policy"
	"anju/internal/desk/service"
)

// ListApprovals shows one view of plans: what waits, what is reviewed
// afterwards, what the caller decided, or all.
func (s *Server) ListApprovals(ctx context.Context, r contract.ListApprovalsRequestObject) (contract.ListApprovalsResponseObject, error) {
	actor, view := actorOf(ctx), string(value(r.Params.View))
	page, err := s.Matters.Approvals(ctx, actor, view, value(r.Params.Mine), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	out := contract.ListApprovals200JSONResponse{Items: []contract.ApprovalItem{}, NextCursor: text(page.NextCursor)}
	for i := range page.Items {
		item, err := s.approvalItem(ctx, &page.Items[i], view, page.At)
		if err != nil {
			return nil, err
		}
		if item != nil {
			out.Items = append(out.Items, *item)
		}
	}
	return out, nil
}

// approvalItem is one plan in a view; nil when it left the view meanwhile.
func (s *Server) approvalItem(ctx context.Context, m *complaint.Complaint, view string, at time.Time) (*contract.ApprovalItem, error) {
	actor := actorOf(ctx)
	plan, step := stepIn(m, view, actor)
	if step == nil {
		return nil, nil
	}
	whole, err := s.matter(ctx, s.Matters.Look(*m, actor, at))
	if err != nil {
		return nil, err
	}
	item := &contract.ApprovalItem{
		ComplaintId: m.ID, Number: m.Number, Version: m.Version, Title: m.Title, Severity: contract.Severity(m.Severity), Category: text(m.Category),
		Department: text(m.Department), CommunityName: text(m.CommunityName), Step: step.Step, Role: step.Role, State: step.State,
		AmountFen: asked(plan), ProposedBy: presentPerson(plan.ProposedBy), ProposedAt: plan.ProposedAt, DueAt: stepDue(m, *step),
		Mine: slices.Contains(whole.Allowed, "approve") || view == service.ViewLater && slices.Contains(whole.Allowed, "review"), Matter: &whole,
		HouseLabel: whole.HouseLabel,
	}
	if item.Mine {
		w, err := s.Matters.Weigh(ctx, actor, *m)
		if err != nil {
			return nil, err
		}
		x := presentWeighing(w, plan.CapFen)
		item.Weighing = &x
	}
	return item, nil
}

// asked is the most that an option of the plan costs.
func asked(p *complaint.Plan) (most int64) {
	for _, o := range p.Options {
		most = max(most, o.AmountFen)
	}
	return most
}

// stepIn is the step, and its plan, for which a matter stands in a view.
func stepIn(m *complaint.Complaint, view string, actor access.Actor) (*complaint.Plan, *complaint.Approval) {
	plans := []*complaint.Plan{}
	if m.Plan != nil {
		plans = append(plans, m.Plan)
	}
	for i := len(m.PastRounds) - 1; i >= 0; i-- {
		plans = append(plans, &m.PastRounds[i].Plan)
	}
	fits := func(a complaint.Approval) bool { return a.State == complaint.Waiting }
	switch view {
	case service.ViewLater:
		fits = func(a complaint.Approval) bool { return a.State == complaint.Later && a.By == nil }
	case service.ViewDecided:
		fits = func(a complaint.Approval) bool { return a.By != nil && a.By.ID == actor.ID }
	case service.ViewPlans:
		if m.Plan == nil || len(m.Plan.Approvals) == 0 {
			return nil, nil
		}
		at := slices.IndexFunc(m.Plan.Approvals, fits)
		if at < 0 {
			at = len(m.Plan.Approvals) - 1
		}
		return m.Plan, &m.Plan.Approvals[at]
	}
	for _, p := range plans {
		if at := slices.IndexFunc(p.Approvals, fits); at >= 0 {
			return p, &p.Approvals[at]
		}
	}
	return nil, nil
}

// PreviewApproval says what a plan of an amount would have to go through.
func (s *Server) PreviewApproval(ctx context.Context, r contract.PreviewApprovalRequestObject) (contract.PreviewApprovalResponseObject, error) {
	p, err := s.Matters.PreviewPlan(ctx, actorOf(ctx), r.Id, r.Params.AmountFen)
	if err != nil {
		return nil, err
	}
	out := contract.PreviewApproval200JSONResponse{
		AmountFen: p.AmountFen, CountedFen: p.CountedFen, BeyondCap: p.BeyondCap, Legal: p.Legal, AgreementDue: p.AgreementDue,
		Nobody: len(p.Steps) == 0, Steps: []contract.PreviewStep{}, Weighing: presentWeighing(p.Weighing, p.CapFen),
		Standards: each(p.Standards, presentStandard),
	}
	for i, step := range p.Steps {
		out.Steps = append(out.Steps, contract.PreviewStep{
			Step: step.Step, Role: step.Role, Later: step.State == complaint.Later, Holders: each(p.Holders[i], presentPerson),
		})
	}
	return out, nil
}

// ReckonCompensation says what a damaged thing is still worth.
func (s *Server) ReckonCompensation(ctx context.Context, r contract.ReckonCompensationRequestObject) (contract.ReckonCompensationResponseObject, error) {
	c, err := s.Matters.Reckon(ctx, actorOf(ctx), r.Id, complaint.Calculation{
		Standard: r.Params.Standard, PriceFen: r.Params.PriceFen, BoughtOn: r.Params.BoughtOn.Format(time.DateOnly),
	})
	if err != nil {
		return nil, err
	}
	return contract.ReckonCompensation200JSONResponse(presentCalculation(c)), nil
}

func presentStandard(x policy.Standard) contract.CompensationStandard {
	return contract.CompensationStandard{Code: x.Code, NameZh: x.NameZH, NameEn: x.NameEN, ClauseZh: x.ClauseZH, ClauseEn: x.ClauseEN}
}

func presentWeighing(w service.Weighing, capFen int64) contract.Weighing {
	x := contract.Weighing{PromisedFen: w.PromisedFen, Promised: each(w.Promised, presentPrecedent), Similar: each(w.Similar, presentPrecedent)}
	if capFen > 0 {
		x.CapFen = &capFen
	}
	return x
}

func presentPrecedent(p service.Precedent) contract.Precedent {
	x := contract.Precedent{
		Number: p.Matter.Number, Status: contract.Status(p.Matter.Status), CommunityName: text(p.Matter.CommunityName),
		AmountFen: p.AmountFen, Kinds: list(p.Kinds), At: p.At,
	}
	if p.InSight {
		x.ComplaintId, x.Title = &p.Matter.ID, text(p.Matter.Title)
	}
	return x
}
