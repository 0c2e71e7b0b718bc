package learning

import (
	"context"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/anonym"
	"anju/internal/core/casestudy"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// draft keeps the first draft of a matter's case study.
func (s *Service) draft(ctx context.Context, m complaint.Complaint) error {
	return s.CaseStudies.Add(ctx, casestudy.Compose(m, s.now()))
}

// CasePage is one page of case studies, newest first.
type CasePage struct {
	Items      []casestudy.Study
	NextCursor string
	Unread     int // sent to the reader and not ticked, at most mostUnread
}

// mostUnread bounds what a badge counts.
const mostUnread = 100

// ListCases reads a page. Only the desk sees drafts.
func (s *Service) ListCases(ctx context.Context, actor access.Actor, state string, unread bool, cursor string, limit int) (CasePage, error) {
	if !actor.OnDesk() {
		state = casestudy.Published
	}
	key := casestudy.KeyOf(state)
	if unread {
		key = casestudy.UnreadBy(actor.ID)
	}
	found, err := s.CaseStudies.List(ctx, casestudy.Query{Key: key, Before: cursor, Limit: limit + 1})
	if err != nil {
		return CasePage{}, err
	}
	mine, err := s.CaseStudies.List(ctx, casestudy.Query{Key: casestudy.UnreadBy(actor.ID), Limit: mostUnread})
	page := CasePage{Items: found, Unread: len(mine)}
	if len(found) > limit {
		page.Items, page.NextCursor = found[:limit], found[limit-1].ID
	}
	return page, err
}

// Case reads one case study that is in sight, and what in a draft still reads as
// personal data.
func (s *Service) Case(ctx context.Context, actor access.Actor, id string) (casestudy.Study, []anonym.Found, error) {
	x, err := s.CaseStudies.Get(ctx, id)
	if err == nil && !x.SeenBy(actor) {
		err = fault.NotThere()
	}
	if err != nil || x.State != casestudy.Draft {
		return x, nil, err
	}
	known, err := s.known(ctx, x)
	return x, x.Personal(known), err
}

func (s *Service) known(ctx context.Context, x casestudy.Study) (anonym.Known, error) {
	m, err := s.Matters.Get(ctx, access.Everything("its people are kept out of the case study"), x.ID)
	return casestudy.KnownOf(m), err
}

// EditCase changes the words of a draft.
func (s *Service) EditCase(ctx context.Context, actor access.Actor, id string, change func(casestudy.Texts) casestudy.Texts, expect int64) (casestudy.Study, error) {
	return s.onCase(ctx, actor, id, expect, func(x casestudy.Study) (casestudy.Study, bool, error) {
		next, err := x.Edited(change(x.Texts), actor, s.now())
		return next, true, err
	})
}

// PublishCase sends a draft to the people of departments; none means all.
func (s *Service) PublishCase(ctx context.Context, actor access.Actor, id string, departments []string, expect int64) (casestudy.Study, error) {
	if len(departments) == 0 {
		for _, d := range s.Rules().Policy.Departments {
			departments = append(departments, d.Code)
		}
	}
	var people []complaint.Person
	for _, role := range readers {
		staff, err := s.Accounts.Staff(ctx, account.StaffQuery{Role: role})
		if err != nil {
			return casestudy.Study{}, err
		}
		for _, a := range staff {
			of := a.Department
			if of == "" {
				of = terms.Service // whoever is on the desk belongs to it
			}
			if slices.Contains(departments, of) {
				people = append(people, complaint.Person{ID: a.ID, Name: a.Name, Department: of})
			}
		}
	}
	return s.onCase(ctx, actor, id, expect, func(x casestudy.Study) (casestudy.Study, bool, error) {
		known, err := s.known(ctx, x)
		if err != nil {
			return x, false, err
		}
		next, err := x.PublishTo(departments, people, known, actor, s.now())
		return next, true, err
	})
}

// WithdrawCase takes a published one back.
func (s *Service) WithdrawCase(ctx context.Context, actor access.Actor, id, reason string, expect int64) (casestudy.Study, error) {
	return s.onCase(ctx, actor, id, expect, func(x casestudy.Study) (casestudy.Study, bool, error) {
		next, err := x.WithdrawnBy(actor, reason, s.now())
		return next, true, err
	})
}

// readers are whom a case study is sent to.
var readers = []access.Role{access.Desk, access.DeskLead, access.Handler, access.DeptHead}

// ReadCase ticks 已阅.
func (s *Service) ReadCase(ctx context.Context, actor access.Actor, id string) (casestudy.Study, error) {
	for {
		x, err := s.onCase(ctx, actor, id, 0, func(x casestudy.Study) (casestudy.Study, bool, error) { return x.ReadBy(actor, s.now()) })
		if !fault.Is(err, fault.Stale) { // many tick at once; each must count
			return x, err
		}
	}
}

func (s *Service) onCase(ctx context.Context, actor access.Actor, id string, expect int64, rule func(casestudy.Study) (casestudy.Study, bool, error)) (casestudy.Study, error) {
	x, err := s.CaseStudies.Get(ctx, id)
	if err == nil && !x.SeenBy(actor) {
		err = fault.NotThere()
	}
	if err != nil {
		return x, err
	}
	if expect != 0 && expect != x.Version {
		return x, fault.StaleVersion(x.Version)
	}
	next, changed, err := rule(x)
	if err != nil || !changed {
		return next, err
	}
	return next, s.CaseStudies.Update(ctx, next)
}
