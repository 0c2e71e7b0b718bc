package rest

import (
	"context"
	"time"

	"anju/api/contract"
	"anju/internal/core/letter"
	"anju/internal/desk/letters"
)

// ListLetters is a page of the registers of letters.
func (s *Server) ListLetters(ctx context.Context, r contract.ListLettersRequestObject) (contract.ListLettersResponseObject, error) {
	p := r.Params
	ask := letters.Ask{Direction: string(value(p.Direction)), Search: value(p.Q), Cursor: value(p.Cursor), Limit: limitOf(p.Limit)}
	if p.From != nil {
		from := s.dayStart(p.From.Time)
		ask.From = &from
	}
	if p.To != nil {
		to := s.dayStart(p.To.AddDate(0, 0, 1))
		ask.To = &to
	}
	page, err := s.Letters.List(ctx, actorOf(ctx), ask)
	if err != nil {
		return nil, err
	}
	return contract.ListLetters200JSONResponse{Items: each(page.Items, presentRegistered), NextCursor: text(page.NextCursor)}, nil
}

// RegisterLetter takes down a letter about no matter.
func (s *Server) RegisterLetter(ctx context.Context, r contract.RegisterLetterRequestObject) (contract.RegisterLetterResponseObject, error) {
	b := r.Body
	f := letter.Form{
		Direction: string(b.Direction), Party: b.Party, Subject: b.Subject, Text: value(b.Text), DocumentNumber: value(b.DocumentNumber),
		CommunityID: value(b.CommunityId), ReplyBy: moment(b.ReplyBy),
	}
	if b.ReceivedOn != nil {
		f.ReceivedOn = b.ReceivedOn.Format(time.DateOnly)
	}
	l, err := s.Letters.Register(ctx, actorOf(ctx), f)
	if err != nil {
		return nil, err
	}
	return contract.RegisterLetter201JSONResponse(presentRegistered(l)), nil
}

func presentRegistered(l letter.Letter) contract.RegisteredLetter {
	x := contract.RegisteredLetter{
		Id: l.ID, Direction: contract.LetterDirection(l.Direction), Number: l.Number, Party: text(l.Party), Subject: text(l.Subject),
		DocumentNumber: text(l.DocumentNumber), ReceivedOn: date(l.ReceivedOn), ReplyBy: l.ReplyBy, AnsweredAt: l.AnsweredAt,
		ComplaintId: text(l.ComplaintID), MatterNumber: text(l.MatterNumber), Confidential: l.Confidential, By: presentPerson(l.By), At: l.At,
	}
	if l.Kind != "" {
		kind := contract.LetterKind(l.Kind)
		x.Kind = &kind
	}
	return x
}

// ListSeals is a page of the register of the use of seals; its cursor is the last id.
func (s *Server) ListSeals(ctx context.Context, r contract.ListSealsRequestObject) (contract.ListSealsResponseObject, error) {
	page, err := s.Letters.Seals(ctx, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return contract.ListSeals200JSONResponse{Items: each(page.Items, presentSeal), NextCursor: text(page.NextCursor)}, nil
}

// RegisterSeal writes down one use of a seal.
func (s *Server) RegisterSeal(ctx context.Context, r contract.RegisterSealRequestObject) (contract.RegisterSealResponseObject, error) {
	b := r.Body
	use, err := s.Letters.UseSeal(ctx, actorOf(ctx), letter.Seal{
		Document: b.Document, Copies: b.Copies, Seal: b.Seal, ApprovedBy: b.ApprovedBy, HandledBy: b.HandledBy,
		UsedOn: b.UsedOn.Format(time.DateOnly), MatterNumber: value(b.MatterNumber),
	})
	if err != nil {
		return nil, err
	}
	return contract.RegisterSeal201JSONResponse(presentSeal(use)), nil
}

func presentSeal(v letter.Seal) contract.SealUse {
	return contract.SealUse{
		Id: v.ID, Number: v.Number, Document: v.Document, Copies: v.Copies, Seal: v.Seal, ApprovedBy: v.ApprovedBy, HandledBy: v.HandledBy,
		UsedOn: *date(v.UsedOn), MatterNumber: text(v.MatterNumber), By: presentPerson(v.By), At: v.At,
	}
}
