package service

import (
	"context"
	"errors"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// mostRaised bounds one round of raising steps.
const mostRaised = 100

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
	page, err := s.Matters.List(ctx, access.Everything("steps that nobody can take"), complaint.Query{Waiting: keys, Limit: mostRaised})
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, m := range page.Items {
		env := s.env(at)
		if _, err := s.holders(ctx, access.Anju(), m, &env); err != nil {
			failed = append(failed, err)
			continue
		}
		change, err := complaint.RaiseStep(m, env)
		if err == nil && change != nil {
			if err = s.Matters.Commit(ctx, *change); err == nil {
				raised++
			}
		}
		if err != nil && !fault.Is(err, fault.Stale) {
			failed = append(failed, err)
		}
	}
	return raised, errors.Join(failed...)
}
