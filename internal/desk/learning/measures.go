package learning

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/measure"
)

// MakeMeasure makes a standard measure, out of what a matter taught where one is
// named (标准化).
func (s *Service) MakeMeasure(ctx context.Context, actor access.Actor, says measure.Words, fromComplaintID string) (measure.Measure, error) {
	if err := s.Rules().Policy.KnownCategory("category", says.Category); err != nil {
		return measure.Measure{}, err
	}
	var from *complaint.Ref
	if fromComplaintID != "" {
		m, err := s.Matters.Get(ctx, access.SightOf(actor), fromComplaintID)
		if fault.Is(err, fault.NotFound) {
			var w fault.Fields
			w.Add("fromComplaintId", "unknown", "没有这件事项。", "There is no such matter.")
			return measure.Measure{}, w.Err()
		}
		if err != nil {
			return measure.Measure{}, err
		}
		from = &complaint.Ref{ID: m.ID, Number: m.Number}
	}
	m, err := measure.New(newID(), says, from, s.now())
	if err != nil {
		return m, err
	}
	return m, s.Measures.Create(ctx, m)
}

// ChangeMeasure changes the words of a measure, or takes it out of use or back.
func (s *Service) ChangeMeasure(ctx context.Context, actor access.Actor, id string, change func(measure.Words) measure.Words, retired *bool, expect int64) (measure.Measure, error) {
	m, err := s.Measures.Get(ctx, id)
	if err != nil {
		return m, err
	}
	if expect != 0 && expect != m.Version {
		return m, fault.StaleVersion(m.Version)
	}
	says := change(m.Words())
	if err := s.Rules().Policy.KnownCategory("category", says.Category); err != nil {
		return m, err
	}
	out := m.RetiredAt != nil
	if retired != nil {
		out = *retired
	}
	next, err := m.Changed(says, out, complaint.PersonOf(actor), s.now())
	if err != nil {
		return m, err
	}
	return next, s.Measures.Update(ctx, next)
}
