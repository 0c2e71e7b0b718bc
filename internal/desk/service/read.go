package service

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/words"
)

// Get reads a matter by id or number.
func (s *Service) Get(ctx context.Context, actor access.Actor, ref string) (View, error) {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return View{}, err
	}
	return s.view(m, actor, s.now()), nil
}

// ListPage is one page of matters and the moment at which clocks were read.
type ListPage struct {
	complaint.Page
	At time.Time
}

// List reads one page. An owner's list holds what is theirs, not the group
// matters that they could join.
func (s *Service) List(ctx context.Context, actor access.Actor, q complaint.Query, search string, overdue bool) (ListPage, error) {
	at := s.now()
	keeps := actor.OnDesk() || actor.Is(access.System) // what is confidential
	if search != "" {
		q.Words = words.Query(search)
		if len(q.Words) == 0 {
			return ListPage{At: at}, nil
		}
		for i := range q.Words {
			q.Words[i].Aside = keeps
		}
	}
	if !keeps && !actor.Is(access.Owner) && (q.OwnerID != "" || q.HouseID != "") {
		q.NotConfidential = true
	}
	if overdue {
		q.DueBefore = &at
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	page, err := s.Matters.List(ctx, listScope(actor), q)
	return ListPage{Page: page, At: at}, err
}

func listScope(actor access.Actor) access.Scope {
	if actor.Is(access.Owner) {
		return access.Own(actor)
	}
	return access.SightOf(actor)
}

// Timeline reads a matter's entries after a sequence number, oldest first.
// hasMore says that there are more behind the page.
func (s *Service) Timeline(ctx context.Context, actor access.Actor, ref string, after int64, limit int) (events []complaint.Event, m complaint.Complaint, hasMore bool, err error) {
	m, err = s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return nil, m, false, err
	}
	eyes := m.EyesOf(actor)
	for len(events) <= limit {
		page, err := s.Matters.Timeline(ctx, m.ID, after, limit+1)
		if err != nil {
			return nil, m, false, err
		}
		for _, e := range page {
			after = e.Seq
			if eyes.Shows(e) {
				events = append(events, eyes.Blur(e))
			}
		}
		if len(page) <= limit {
			break
		}
	}
	if len(events) > limit {
		return events[:limit], m, true, nil
	}
	return events, m, false, nil
}

// Alike is a matter like another one, and why it looks to be the same.
type Alike struct {
	complaint.Complaint
	Same []string
}

// Similar lists matters of the same place or class, newest first: first those
// of the house, then those of the class in the building and in the community.
func (s *Service) Similar(ctx context.Context, actor access.Actor, ref string) ([]Alike, error) {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return nil, err
	}
	if actor.Is(access.Owner) {
		return nil, fault.Deny("业主看不到其他人的事项。", "Owners do not see the matters of others.")
	}
	category := categoryOf(m)
	queries := []complaint.Query{{CommunityID: m.CommunityID, Category: category, Sort: complaint.ByReceived, Limit: 11}}
	if eyes := m.EyesOf(actor); m.HouseID != "" && eyes.Room {
		queries = append([]complaint.Query{{HouseID: m.HouseID, NotConfidential: !eyes.Desk, Sort: complaint.ByReceived, Limit: 11}}, queries...)
	}
	if m.Keys.Spot != "" {
		spot := complaint.Query{Spot: m.Keys.Spot, NotConfidential: !m.EyesOf(actor).Desk, Sort: complaint.ByReceived, Limit: 11}
		queries = slices.Insert(queries, len(queries)-1, spot)
	}
	var out []Alike
	seen := map[string]bool{m.ID: true}
	for _, q := range queries {
		page, err := s.Matters.List(ctx, access.SightOf(actor), q)
		if err != nil {
			return nil, err
		}
		for _, x := range page.Items {
			if !seen[x.ID] && len(out) < 10 {
				seen[x.ID] = true
				out = append(out, Alike{Complaint: x, Same: m.SameBecause(&x)})
			}
		}
	}
	return out, nil
}
