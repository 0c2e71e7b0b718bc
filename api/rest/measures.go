package rest

import (
	"context"
	"strings"

	"anju/api/contract"
	"anju/internal/core/measure"
)

// ListMeasures is a page of standard measures, newest first; its cursor is the last id.
func (s *Server) ListMeasures(ctx context.Context, r contract.ListMeasuresRequestObject) (contract.ListMeasuresResponseObject, error) {
	limit := limitOf(r.Params.Limit)
	found, err := s.Measures.List(ctx, measure.Query{
		Category: value(r.Params.Category), Says: strings.TrimSpace(value(r.Params.Q)), Retired: value(r.Params.Retired), Before: value(r.Params.Cursor), Limit: limit + 1,
	})
	if err != nil {
		return nil, err
	}
	page := contract.ListMeasures200JSONResponse{}
	if len(found) > limit {
		found = found[:limit]
		page.NextCursor = text(found[limit-1].ID)
	}
	page.Items = each(found, presentMeasure)
	return page, nil
}

// CreateMeasure makes a standard measure.
func (s *Server) CreateMeasure(ctx context.Context, r contract.CreateMeasureRequestObject) (contract.CreateMeasureResponseObject, error) {
	b := r.Body
	m, err := s.Learning.MakeMeasure(ctx, actorOf(ctx), measure.Words{
		Category: value(b.Category), Title: b.Title, Text: b.Text, AmountFen: value(b.AmountFen),
	}, value(b.FromComplaintId))
	if err != nil {
		return nil, err
	}
	return contract.CreateMeasure201JSONResponse(presentMeasure(m)), nil
}

// UpdateMeasure changes a standard measure, or takes it out of use or back.
func (s *Server) UpdateMeasure(ctx context.Context, r contract.UpdateMeasureRequestObject) (contract.UpdateMeasureResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	b := r.Body
	m, err := s.Learning.ChangeMeasure(ctx, actorOf(ctx), r.Id, func(w measure.Words) measure.Words {
		put(&w.Title, b.Title)
		put(&w.Text, b.Text)
		put(&w.Category, b.Category)
		put(&w.AmountFen, b.AmountFen)
		return w
	}, b.Retired, expect)
	if err != nil {
		return nil, err
	}
	return contract.UpdateMeasure200JSONResponse(presentMeasure(m)), nil
}

// put takes over what is there.
func put[T any](into *T, from *T) {
	if from != nil {
		*into = *from
	}
}

func presentMeasure(m measure.Measure) contract.StandardMeasure {
	x := contract.StandardMeasure{
		Id: m.ID, Version: m.Version, Title: m.Title, Text: m.Text, Category: text(m.Category), AmountFen: m.AmountFen, CreatedAt: m.CreatedAt,
		RetiredAt: m.RetiredAt, From: presentRefOf(m.From), History: []contract.StandardMeasureRevision{},
	}
	for _, r := range m.History {
		x.History = append(x.History, contract.StandardMeasureRevision{
			Title: r.Title, Text: r.Text, Category: text(r.Category), AmountFen: r.AmountFen, Retired: r.Retired, By: presentPerson(r.By), At: r.At,
		})
	}
	return x
}
