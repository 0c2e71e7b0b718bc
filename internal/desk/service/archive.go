package service

import (
	"context"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Archive exports a matter's service archive as far as the actor may see it.
func (s *Service) Archive(ctx context.Context, actor access.Actor, ref, entity string) (View, complaint.Archive, error) {
	m, events, err := s.record(ctx, actor, ref)
	if err != nil {
		return View{}, complaint.Archive{}, err
	}
	at := s.now()
	a, err := complaint.Export(m, events, m.EyesOf(actor), entity, at, s.PublicKey, s.Sign)
	return s.view(m, actor, at), a, err
}

// Check is what looking through a matter's whole record came to.
type Check struct {
	Entries, Erased int
	Head            string
	Flaws           []complaint.Flaw
}

// Altered are the numbers of the entries that something is wrong with, each once.
func (c Check) Altered() []int64 {
	out := []int64{}
	for _, f := range c.Flaws {
		if f.Seq > 0 && !slices.Contains(out, f.Seq) {
			out = append(out, f.Seq)
		}
	}
	return out
}

// CheckArchive verifies the whole record of a matter that the actor sees, the
// entries that the actor may not read with it.
func (s *Service) CheckArchive(ctx context.Context, actor access.Actor, ref string) (Check, error) {
	m, events, err := s.record(ctx, actor, ref)
	if err != nil {
		return Check{}, err
	}
	whole := m.EyesOf(access.Anju())
	a, err := complaint.Export(m, events, whole, "", s.now(), s.PublicKey, s.Sign)
	if err != nil {
		return Check{}, err
	}
	c := Check{Entries: len(events), Head: m.Head, Flaws: a.Verify()}
	for _, e := range events {
		if e.Salt == "" {
			c.Erased++
		}
	}
	return c, nil
}

// record reads a matter and all its entries up to the head that it names.
func (s *Service) record(ctx context.Context, actor access.Actor, ref string) (m complaint.Complaint, events []complaint.Event, err error) {
	if m, err = s.Matters.Get(ctx, access.SightOf(actor), ref); err != nil {
		return m, nil, err
	}
	for after := int64(0); after < m.Seq; {
		page, err := s.Matters.Timeline(ctx, m.ID, after, 200)
		if err != nil {
			return m, nil, err
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
	return m, events, nil
}
