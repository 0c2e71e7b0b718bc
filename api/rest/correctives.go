package rest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/corrective"
	"anju/internal/core/report"
	"anju/internal/desk/learning"
)

// ListHotspots shows where like matters gather.
func (s *Server) ListHotspots(ctx context.Context, r contract.ListHotspotsRequestObject) (contract.ListHotspotsResponseObject, error) {
	actor := actorOf(ctx)
	spots, err := s.Reports.Hotspots(ctx, actor, value(r.Params.CommunityId), value(r.Params.Department))
	if err != nil {
		return nil, err
	}
	out := contract.ListHotspots200JSONResponse{Items: []contract.Hotspot{}, Days: spots.Days, From: *date(spots.From), To: *date(spots.To)}
	for _, h := range spots.Items {
		actions, err := s.Learning.AtSpot(ctx, actor, h.Spot())
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, contract.Hotspot{
			Place: h.Place, Category: h.Category, CommunityId: h.CommunityID, Building: h.Building, Spot: h.Spot(), Count: int(h.Count), Usual: h.Usual,
			ComplaintIds: list(h.ComplaintIDs), Words: list(h.Words), Because: because(h, spots.Days, visitOf(ctx).lang),
			Actions: each(actions, func(a corrective.Action) contract.CorrectiveRef {
				return contract.CorrectiveRef{Id: a.ID, Title: a.Title, State: contract.CorrectiveState(a.State)}
			}),
		})
	}
	return out, nil
}

// because says in sentences why a place is a hot spot.
func because(h report.Hotspot, days int, lang string) []string {
	if lang == "en" {
		out := []string{fmt.Sprintf("%d in %d days, usually %.3g", h.Count, days, h.Usual)}
		if len(h.Words) > 0 {
			out = append(out, "They speak of: "+strings.Join(h.Words, ", "))
		}
		return out
	}
	out := []string{fmt.Sprintf("%d 天内 %d 件，平常 %.3g 件", days, h.Count, h.Usual)}
	if len(h.Words) > 0 {
		out = append(out, "常提到："+strings.Join(h.Words, "、"))
	}
	return out
}

// ListCorrectiveActions shows corrective actions, newest first.
func (s *Server) ListCorrectiveActions(ctx context.Context, r contract.ListCorrectiveActionsRequestObject) (contract.ListCorrectiveActionsResponseObject, error) {
	p := r.Params
	page, err := s.Learning.ListCorrectives(ctx, actorOf(ctx), learning.CorrectiveQuery{
		Department: value(p.Department), ComplaintID: value(p.ComplaintId), State: string(value(p.State)), Cursor: value(p.Cursor), Limit: limitOf(p.Limit),
	})
	if err != nil {
		return nil, err
	}
	at := s.Now()
	return contract.ListCorrectiveActions200JSONResponse{
		Items:      each(page.Items, func(a corrective.Action) contract.CorrectiveItem { return presentCorrectiveItem(a, at) }),
		NextCursor: text(page.NextCursor),
	}, nil
}

// CreateCorrectiveAction begins a corrective action out of matters.
func (s *Server) CreateCorrectiveAction(ctx context.Context, r contract.CreateCorrectiveActionRequestObject) (contract.CreateCorrectiveActionResponseObject, error) {
	b := r.Body
	a, err := s.Learning.MakeCorrective(ctx, actorOf(ctx), learning.NewCorrective{
		Title: b.Title, Form: corrective.Form(value(b.Form)), Problem: b.Problem, ComplaintIDs: b.ComplaintIds, Team: b.Team,
	})
	if err != nil {
		return nil, err
	}
	x, err := s.corrective(ctx, a)
	return contract.CreateCorrectiveAction201JSONResponse(x), err
}

// GetCorrectiveAction shows one corrective action.
func (s *Server) GetCorrectiveAction(ctx context.Context, r contract.GetCorrectiveActionRequestObject) (contract.GetCorrectiveActionResponseObject, error) {
	a, err := s.Learning.Corrective(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	x, err := s.corrective(ctx, a)
	return contract.GetCorrectiveAction200JSONResponse(x), err
}

// StepCorrectiveAction fills a box, puts down things to do, or reports one done.
func (s *Server) StepCorrectiveAction(ctx context.Context, r contract.StepCorrectiveActionRequestObject) (contract.StepCorrectiveActionResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	b := r.Body
	step := learning.Step{Box: string(value(b.Box)), Text: value(b.Text), TodoID: value(b.TodoId), Note: value(b.Note)}
	for _, t := range value(b.Todos) {
		step.Todos = append(step.Todos, learning.NewTodo{What: t.What, Owner: t.Owner, DueAt: t.DueAt})
	}
	a, err := s.Learning.TakeStep(ctx, actorOf(ctx), r.Id, step, expect)
	if err != nil {
		return nil, err
	}
	x, err := s.corrective(ctx, a)
	return contract.StepCorrectiveAction200JSONResponse(x), err
}

// VerifyCorrectiveAction says whether a thing that was done did what it should.
func (s *Server) VerifyCorrectiveAction(ctx context.Context, r contract.VerifyCorrectiveActionRequestObject) (contract.VerifyCorrectiveActionResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	a, err := s.Learning.Verify(ctx, actorOf(ctx), r.Id, r.Body.TodoId, r.Body.Passed, r.Body.Note, expect)
	if err != nil {
		return nil, err
	}
	x, err := s.corrective(ctx, a)
	return contract.VerifyCorrectiveAction200JSONResponse(x), err
}

// CloseCorrectiveAction ends a corrective action.
func (s *Server) CloseCorrectiveAction(ctx context.Context, r contract.CloseCorrectiveActionRequestObject) (contract.CloseCorrectiveActionResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	a, err := s.Learning.CloseCorrective(ctx, actorOf(ctx), r.Id, r.Body.Conclusion, expect)
	if err != nil {
		return nil, err
	}
	x, err := s.corrective(ctx, a)
	return contract.CloseCorrectiveAction200JSONResponse(x), err
}

// UpgradeCorrectiveAction makes a full 8D of a corrective action.
func (s *Server) UpgradeCorrectiveAction(ctx context.Context, r contract.UpgradeCorrectiveActionRequestObject) (contract.UpgradeCorrectiveActionResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	a, err := s.Learning.Upgrade(ctx, actorOf(ctx), r.Id, expect)
	if err != nil {
		return nil, err
	}
	x, err := s.corrective(ctx, a)
	return contract.UpgradeCorrectiveAction200JSONResponse(x), err
}

// corrective shows an action with what became of such matters.
func (s *Server) corrective(ctx context.Context, a corrective.Action) (contract.CorrectiveAction, error) {
	effect, err := s.Learning.Effect(ctx, a)
	if err != nil {
		return contract.CorrectiveAction{}, err
	}
	actor, at := actorOf(ctx), s.Now()
	x := contract.CorrectiveAction{
		Id: a.ID, Version: a.Version, Title: a.Title, Form: contract.CorrectiveForm(a.Form), State: contract.CorrectiveState(a.State), Place: text(a.Place),
		Category: text(a.Category), Department: a.Department, Matters: each(a.Matters, presentRef), Team: each(a.Team, presentPerson),
		Boxes: []contract.CorrectiveBox{}, Todos: []contract.CorrectiveTodo{}, Missing: a.Missing(), By: presentPerson(a.By), CreatedAt: a.CreatedAt,
		AskedBy: presentPersonOf(a.AskedBy), ClosedBy: presentPersonOf(a.ClosedBy), ClosedAt: a.ClosedAt, Conclusion: text(a.Conclusion),
		Effect: presentEffect(effect), Allowed: a.Allowed(actor),
	}
	for _, code := range corrective.Boxes(a.Form) {
		x.Boxes = append(x.Boxes, presentBox(a, code))
	}
	for _, t := range a.Todos {
		x.Todos = append(x.Todos, presentTodo(a, t, actor, at))
	}
	return x, nil
}

func presentBox(a corrective.Action, code string) contract.CorrectiveBox {
	for _, b := range a.Boxes {
		if b.Code == code {
			by := presentPerson(b.By)
			return contract.CorrectiveBox{Code: contract.CorrectiveBoxCode(code), Text: &b.Text, By: &by, At: &b.At}
		}
	}
	return contract.CorrectiveBox{Code: contract.CorrectiveBoxCode(code)}
}

func presentTodo(a corrective.Action, t corrective.Todo, actor access.Actor, at time.Time) contract.CorrectiveTodo {
	x := contract.CorrectiveTodo{
		Id: t.ID, Box: contract.CorrectiveBoxCode(t.Box), What: t.What, Owner: presentPerson(t.Owner), DueAt: t.DueAt,
		Done: presentDeed(t.Done), Verified: presentDeed(t.Verified), Returns: []contract.CorrectiveDeed{}, Late: t.Done == nil && t.DueAt.Before(at),
		Allowed: []string{},
	}
	for i := range t.Returns {
		x.Returns = append(x.Returns, *presentDeed(&t.Returns[i]))
	}
	if a.Doable(t, actor) {
		x.Allowed = append(x.Allowed, "done")
	}
	if a.Verifiable(t, actor) {
		x.Allowed = append(x.Allowed, "verify")
	}
	return x
}

func presentDeed(d *corrective.Deed) *contract.CorrectiveDeed {
	if d == nil {
		return nil
	}
	return &contract.CorrectiveDeed{By: presentPerson(d.By), At: d.At, Note: d.Note}
}

func presentEffect(e corrective.Effect) contract.CorrectiveEffect {
	x := contract.CorrectiveEffect{Weeks: []contract.CorrectiveWeek{}, Before: contract.CorrectiveSpan(e.Before), Fell: e.Fell}
	for _, w := range e.Weeks {
		x.Weeks = append(x.Weeks, contract.CorrectiveWeek{From: *date(w.From), Count: w.Count})
	}
	if e.After != nil {
		after := contract.CorrectiveSpan(*e.After)
		x.After = &after
	}
	return x
}

func presentCorrectiveItem(a corrective.Action, at time.Time) contract.CorrectiveItem {
	x := contract.CorrectiveItem{
		Id: a.ID, Version: a.Version, Title: a.Title, Form: contract.CorrectiveForm(a.Form), State: contract.CorrectiveState(a.State), Place: text(a.Place),
		Category: text(a.Category), Department: a.Department, Matters: len(a.Matters), Team: each(a.Team, presentPerson), Todos: len(a.Todos),
		By: presentPerson(a.By), CreatedAt: a.CreatedAt, ClosedAt: a.ClosedAt,
	}
	for _, t := range a.Todos {
		switch {
		case t.Verified != nil:
			x.Done, x.Verified = x.Done+1, x.Verified+1
		case t.Done != nil:
			x.Done++
		case t.DueAt.Before(at):
			x.Late++
		}
	}
	return x
}
