package service

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Record reads a matter with its whole timeline as far as the actor sees it,
// oldest first: what papers are made of.
func (s *Service) Record(ctx context.Context, actor access.Actor, ref string) (View, []complaint.Event, error) {
	v, err := s.Get(ctx, actor, ref)
	if err != nil {
		return View{}, nil, err
	}
	var events []complaint.Event
	for after, more := int64(0), true; more; {
		var page []complaint.Event
		if page, _, more, err = s.Timeline(ctx, actor, v.ID, after, 200); err != nil {
			return View{}, nil, err
		}
		events = append(events, page...)
		if len(page) > 0 {
			after = page[len(page)-1].Seq
		}
	}
	return v, events, nil
}
