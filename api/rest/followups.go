package rest

import (
	"context"
	"time"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/followup"
	"anju/internal/desk/learning"
)

// ListFollowUps shows what departments must do by when.
func (s *Server) ListFollowUps(ctx context.Context, r contract.ListFollowUpsRequestObject) (contract.ListFollowUpsResponseObject, error) {
	actor, p := actorOf(ctx), r.Params
	page, err := s.Learning.ListFollowUps(ctx, actor, learning.FollowUpQuery{
		Department: value(p.Department), ComplaintID: value(p.ComplaintId), Given: value(p.Given), State: string(value(p.State)), Cursor: value(p.Cursor), Limit: limitOf(p.Limit),
	})
	if err != nil {
		return nil, err
	}
	return contract.ListFollowUps200JSONResponse{
		Items:      each(page.Items, func(i followup.Item) contract.FollowUp { return presentFollowUp(i, actor, page.At) }),
		NextCursor: text(page.NextCursor),
	}, nil
}

// CreateFollowUp asks something of a department by hand.
func (s *Server) CreateFollowUp(ctx context.Context, r contract.CreateFollowUpRequestObject) (contract.CreateFollowUpResponseObject, error) {
	actor, b := actorOf(ctx), r.Body
	i, err := s.Learning.AskFollowUp(ctx, actor, learning.NewFollowUp{
		What: b.What, Department: b.Department, OwnerID: value(b.OwnerId), DueAt: b.DueAt, Place: value(b.Place), ComplaintID: value(b.ComplaintId),
	})
	if err != nil {
		return nil, err
	}
	return contract.CreateFollowUp201JSONResponse(presentFollowUp(i, actor, s.Now())), nil
}

// AnswerFollowUp answers an item.
func (s *Server) AnswerFollowUp(ctx context.Context, r contract.AnswerFollowUpRequestObject) (contract.AnswerFollowUpResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	actor := actorOf(ctx)
	i, err := s.Learning.AnswerFollowUp(ctx, actor, r.Id, r.Body.Answer, r.Body.Found, expect)
	if err != nil {
		return nil, err
	}
	return contract.AnswerFollowUp200JSONResponse(presentFollowUp(i, actor, s.Now())), nil
}

// RegisterFollowUp makes a patrol matter of what a check found.
func (s *Server) RegisterFollowUp(ctx context.Context, r contract.RegisterFollowUpRequestObject) (contract.RegisterFollowUpResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	actor := actorOf(ctx)
	i, err := s.Learning.RegisterFollowUp(ctx, actor, r.Id, expect)
	if err != nil {
		return nil, err
	}
	return contract.RegisterFollowUp200JSONResponse(presentFollowUp(i, actor, s.Now())), nil
}

func presentFollowUp(i followup.Item, actor access.Actor, at time.Time) contract.FollowUp {
	x := contract.FollowUp{
		Id: i.ID, Version: i.Version, Kind: contract.FollowUpKind(i.Kind), What: i.What, Matter: presentRefOf(i.Matter), ActionId: text(i.ActionID),
		Title: text(i.Title), Place: text(i.Place), Department: i.Department, Owner: presentPersonOf(i.Owner), DueAt: i.DueAt, By: presentPerson(i.By),
		CreatedAt: i.CreatedAt, Registered: presentRefOf(i.Registered), State: contract.FollowUpState(i.State()), Late: i.Answer == nil && i.DueAt.Before(at), Soon: i.Soon(at),
		Allowed: i.Allowed(actor),
	}
	if a := i.Answer; a != nil {
		reply := presentReply(*a)
		x.Answer = &reply
	}
	x.Accepted = presentVerdict(i.Accepted)
	x.Returned = each(i.Returned, func(r followup.Returned) contract.FollowUpReturned {
		return contract.FollowUpReturned{Answer: presentReply(r.Answer), Verdict: *presentVerdict(&r.Verdict)}
	})
	return x
}

func presentReply(a followup.Answer) contract.FollowUpReply {
	return contract.FollowUpReply{Text: a.Text, Found: a.Found, By: presentPerson(a.By), At: a.At}
}

func presentVerdict(v *followup.Verdict) *contract.FollowUpWord {
	if v == nil {
		return nil
	}
	return &contract.FollowUpWord{Note: text(v.Note), By: presentPerson(v.By), At: v.At}
}

// AcceptFollowUp says that the answer is enough.
func (s *Server) AcceptFollowUp(ctx context.Context, r contract.AcceptFollowUpRequestObject) (contract.AcceptFollowUpResponseObject, error) {
	i, err := s.judgeFollowUp(ctx, r.Id, r.Params.IfMatch, true, value(r.Body.Note), nil)
	return contract.AcceptFollowUp200JSONResponse(i), err
}

// ReturnFollowUp asks to answer anew.
func (s *Server) ReturnFollowUp(ctx context.Context, r contract.ReturnFollowUpRequestObject) (contract.ReturnFollowUpResponseObject, error) {
	i, err := s.judgeFollowUp(ctx, r.Id, r.Params.IfMatch, false, r.Body.Note, &r.Body.DueAt)
	return contract.ReturnFollowUp200JSONResponse(i), err
}

func (s *Server) judgeFollowUp(ctx context.Context, id string, match *contract.IfMatch, accept bool, note string, dueAt *time.Time) (contract.FollowUp, error) {
	expect, err := ifMatch(value(match))
	if err != nil {
		return contract.FollowUp{}, err
	}
	actor := actorOf(ctx)
	i, err := s.Learning.JudgeFollowUp(ctx, actor, id, accept, note, dueAt, expect)
	return presentFollowUp(i, actor, s.Now()), err
}

func presentRefOf(r *complaint.Ref) *contract.MatterRef {
	if r == nil {
		return nil
	}
	x := presentRef(*r)
	return &x
}
