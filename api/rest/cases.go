package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/anonym"
	"anju/internal/core/casestudy"
)

// ListCaseStudies shows case studies, newest first.
func (s *Server) ListCaseStudies(ctx context.Context, r contract.ListCaseStudiesRequestObject) (contract.ListCaseStudiesResponseObject, error) {
	actor, p := actorOf(ctx), r.Params
	page, err := s.Learning.ListCases(ctx, actor, string(value(p.State)), value(p.Unread), value(p.Cursor), limitOf(p.Limit))
	if err != nil {
		return nil, err
	}
	return contract.ListCaseStudies200JSONResponse{
		Items:      each(page.Items, func(x casestudy.Study) contract.CaseStudy { return presentCase(x, nil, actor) }),
		NextCursor: text(page.NextCursor), Unread: page.Unread,
	}, nil
}

// GetCaseStudy shows one case study.
func (s *Server) GetCaseStudy(ctx context.Context, r contract.GetCaseStudyRequestObject) (contract.GetCaseStudyResponseObject, error) {
	actor := actorOf(ctx)
	x, personal, err := s.Learning.Case(ctx, actor, r.Id)
	if err != nil {
		return nil, err
	}
	return contract.GetCaseStudy200JSONResponse(presentCase(x, personal, actor)), nil
}

// UpdateCaseStudy changes the words of a draft.
func (s *Server) UpdateCaseStudy(ctx context.Context, r contract.UpdateCaseStudyRequestObject) (contract.UpdateCaseStudyResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	actor, b := actorOf(ctx), r.Body
	if _, err := s.Learning.EditCase(ctx, actor, r.Id, func(t casestudy.Texts) casestudy.Texts {
		put(&t.Title, b.Title)
		put(&t.Course, b.Course)
		put(&t.Cause, b.Cause)
		put(&t.Handling, b.Handling)
		put(&t.Lesson, b.Lesson)
		return t
	}, expect); err != nil {
		return nil, err
	}
	x, personal, err := s.Learning.Case(ctx, actor, r.Id)
	return contract.UpdateCaseStudy200JSONResponse(presentCase(x, personal, actor)), err
}

// PublishCaseStudy sends a draft to departments.
func (s *Server) PublishCaseStudy(ctx context.Context, r contract.PublishCaseStudyRequestObject) (contract.PublishCaseStudyResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	var departments []string
	if r.Body != nil {
		departments = value(r.Body.Departments)
	}
	actor := actorOf(ctx)
	x, err := s.Learning.PublishCase(ctx, actor, r.Id, departments, expect)
	if err != nil {
		return nil, err
	}
	return contract.PublishCaseStudy200JSONResponse(presentCase(x, nil, actor)), nil
}

// WithdrawCaseStudy takes a published one back.
func (s *Server) WithdrawCaseStudy(ctx context.Context, r contract.WithdrawCaseStudyRequestObject) (contract.WithdrawCaseStudyResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	actor := actorOf(ctx)
	if _, err := s.Learning.WithdrawCase(ctx, actor, r.Id, r.Body.Reason, expect); err != nil {
		return nil, err
	}
	x, personal, err := s.Learning.Case(ctx, actor, r.Id)
	return contract.WithdrawCaseStudy200JSONResponse(presentCase(x, personal, actor)), err
}

// ReadCaseStudy ticks 已阅.
func (s *Server) ReadCaseStudy(ctx context.Context, r contract.ReadCaseStudyRequestObject) (contract.ReadCaseStudyResponseObject, error) {
	actor := actorOf(ctx)
	x, err := s.Learning.ReadCase(ctx, actor, r.Id)
	if err != nil {
		return nil, err
	}
	return contract.ReadCaseStudy200JSONResponse(presentCase(x, nil, actor)), nil
}

func presentCase(x casestudy.Study, personal []anonym.Found, actor access.Actor) contract.CaseStudy {
	out := contract.CaseStudy{
		Id: x.ID, Version: x.Version, State: contract.CaseStudyState(x.State), Category: text(x.Category), Title: x.Texts.Title, Course: x.Texts.Course,
		Cause: x.Texts.Cause, Handling: x.Texts.Handling, Lesson: x.Texts.Lesson, Departments: list(x.Departments), CreatedAt: x.CreatedAt,
		PublishedAt: x.PublishedAt, PublishedBy: presentPersonOf(x.PublishedBy), SentCount: len(x.Readers), Allowed: x.Allowed(actor),
		Readers: []contract.CaseReader{}, Personal: []contract.PersonalPiece{},
	}
	if actor.OnDesk() {
		out.Number = text(x.Number)
		if w := x.Withdrawn; w != nil {
			out.Withdrawn = &contract.CaseWithdrawn{By: presentPerson(w.By), At: w.At, Reason: w.Reason}
		}
	}
	for _, r := range x.Readers {
		if r.ReadAt != nil {
			out.ReadCount++
		}
		if r.ID == actor.ID {
			out.ReadAt = r.ReadAt
		}
		if actor.OnDesk() || actor.Is(access.Leader, access.Auditor) || (actor.Is(access.DeptHead) && r.Department == actor.Department) {
			out.Readers = append(out.Readers, contract.CaseReader{Person: presentPerson(r.Person), ReadAt: r.ReadAt})
		}
	}
	for _, f := range personal {
		out.Personal = append(out.Personal, contract.PersonalPiece{Kind: contract.PersonalPieceKind(f.Kind), Text: f.Text})
	}
	return out
}
