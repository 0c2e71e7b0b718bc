package service

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Archive exports a matter's service archive as far as the actor may see it.
func (s *Service) Archive(ctx context.Context, actor access.Actor, ref, entity string) (View, complaint.Archive, error) {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return View{}, complaint.Archive{}, err
	}
	var events []complaint.Event
	for after := int64(0); after < m.Seq; {
		page, err := s.Matters.Timeline(ctx, m.ID, after, 200)
		if err != nil {
			return View{}, complaint.Archive{}, err
		}
		if len(page) == 0 {
			break
		}
		// A commit between the two reads may have added entries that the head
		// does not know yet.
		for _, e := range page {
			if after = e.Seq; e.Seq <= m.Seq {
				events = append(events, e)
			}
		}
	}
	at := s.now()
	a, err := complaint.Export(m, events, m.EyesOf(actor), entity, at, s.PublicKey, s.Sign)
	return s.view(m, actor, at), a, err
}
