package rest

import (
	"context"

	"github.com/google/uuid"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/core/measure"
)

// ListMeasures is a page of standard measures, newest first; its cursor is the last id.
func (s *Server) ListMeasures(ctx context.Context, r contract.ListMeasuresRequestObject) (contract.ListMeasuresResponseObject, error) {
	limit := limitOf(r.Params.Limit)
	found, err := s.Measures.List(ctx, measure.Query{Category: value(r.Params.Category), Before: value(r.Params.Cursor), Limit: limit + 1})
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
	if category := value(b.Category); category != "" {
		if _, known := s.Policy.Category(category); !known {
			var wrong fault.Fields
			wrong.Add("category", "unknown", "没有这个类别。", "There is no such category.")
			return nil, wrong.Err()
		}
	}
	m, err := measure.New(uuid.Must(uuid.NewV7()).String(), value(b.Category), b.Title, b.Text, value(b.AmountFen), s.Now())
	if err != nil {
		return nil, err
	}
	if err := s.Measures.Create(ctx, m); err != nil {
		return nil, err
	}
	return contract.CreateMeasure201JSONResponse(presentMeasure(m)), nil
}

func presentMeasure(m measure.Measure) contract.StandardMeasure {
	return contract.StandardMeasure{
		Id: m.ID, Version: m.Version, Title: m.Title, Text: m.Text, Category: text(m.Category), AmountFen: m.AmountFen, CreatedAt: m.CreatedAt,
	}
}
