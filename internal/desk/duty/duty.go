// Package duty holds the use cases of the desk's day: the duty roster and whom
// to ring by it, the handing over of a shift, and the morning's list.
package duty

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/handover"
	"anju/internal/core/keyregister"
	"anju/internal/core/roster"
	"anju/internal/core/rules"
)

// Deps is what the use cases stand on.
type Deps struct {
	Rosters   roster.Store
	Handovers handover.Store
	Keys      keyregister.Store
	Matters   complaint.Store
	Figures   complaint.FigureStore
	Accounts  account.Store
	Estate    estate.Store
	Rules     rules.Source
	Now       func() time.Time
	NewID     func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// mostCommunities bounds what one answer speaks of.
const mostCommunities = 100

// communities are those in the actor's sight, or the one asked for.
func (s *Service) communities(ctx context.Context, actor access.Actor, asked string) ([]estate.Community, error) {
	q := estate.CommunityQuery{IDs: actor.CommunityIDs, Limit: mostCommunities}
	if asked != "" {
		if len(actor.CommunityIDs) > 0 && !slices.Contains(actor.CommunityIDs, asked) {
			return nil, fault.NotThere()
		}
		q.IDs = []string{asked}
	}
	found, err := s.Estate.Communities(ctx, q)
	if err == nil && asked != "" && len(found) == 0 {
		err = fault.NotThere()
	}
	return found, err
}

// inBody turns "not there" into a wrong field of a body.
func inBody(field string, err error) error {
	var w fault.Fields
	if err := w.Unknown(field, err); err != nil {
		return err
	}
	return w.Err()
}
