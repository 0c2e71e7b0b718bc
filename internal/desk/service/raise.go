package service

import (
	"context"
	"errors"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/desk/round"
)

// portion is how many matters are read in one go.
const portion = 100

// RaiseUnheld gives approval steps that wait for somebody who went away without
// a deputy to a leader. It looks only into the inboxes of people who are away;
// the commit is guarded by the version, so any number of instances may run it.
func (s *Service) RaiseUnheld(ctx context.Context) (raised int, err error) {
	at := s.now()
	staff, err := s.Accounts.Staff(ctx, account.StaffQuery{})
	if err != nil {
		return 0, err
	}
	var keys []string
	for _, a := range staff {
		if a.AwayAt(at) && a.Role != access.Leader {
			keys = append(keys, complaint.WaitingKeys(a.Actor(nil))...)
		}
	}
	if len(keys) == 0 {
		return 0, nil
	}
	var failed error
	q := complaint.Query{Waiting: keys, Limit: portion}
	for {
		page, err := s.Matters.List(ctx, access.Everything("steps that nobody can take"), q)
		if err != nil {
			return raised, errors.Join(failed, err)
		}
		up, err := round.Each(page.Items, func(m complaint.Complaint) (bool, error) { return s.raise(ctx, m) })
		raised, failed = raised+up, errors.Join(failed, err)
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			return raised, failed
		}
	}
}

// raise gives the step that waits to a leader where nobody else can take it.
func (s *Service) raise(ctx context.Context, m complaint.Complaint) (bool, error) {
	env := s.env(s.now())
	if _, err := s.holders(ctx, access.Anju(), m, &env); err != nil {
		return false, err
	}
	change, err := complaint.RaiseStep(m, env)
	if err != nil || change == nil {
		return false, err
	}
	err = s.Matters.Commit(ctx, *change)
	if fault.Is(err, fault.Stale) { // somebody decided meanwhile
		return false, nil
	}
	return err == nil, err
}
