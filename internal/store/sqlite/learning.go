package sqlite

import (
	"context"
	"time"

	"anju/internal/core/casestudy"
	"anju/internal/core/corrective"
	"anju/internal/core/followup"
)

// followUps is the followup.Store.
type followUps struct{ shelf[followup.Item] }

func newFollowUps(e *engine) *followUps {
	return &followUps{shelf[followup.Item]{engine: e, table: "follow_ups", as: func(i followup.Item) shelved {
		return shelved{i.ID, i.Version, ms(i.DueAt), i.Keys}
	}}}
}

// Add implements followup.Store.
func (s *followUps) Add(ctx context.Context, i followup.Item) error { return s.add(ctx, i) }

// List implements followup.Store.
func (s *followUps) List(ctx context.Context, q followup.Query) ([]followup.Item, error) {
	return s.page(ctx, followUpWalk(q))
}

func followUpWalk(q followup.Query) walk {
	w := walk{key: q.Key, communities: q.Communities, notRecused: q.NotRecused, ascending: !q.Descending, limit: q.Limit}
	if q.After != nil {
		w.beyond, w.place, w.id = true, ms(q.After.DueAt), q.After.ID
	}
	return w
}

// Waking implements followup.Store.
func (s *followUps) Waking(ctx context.Context, now time.Time, limit int) ([]followup.Item, error) {
	return s.waking(ctx, now, limit)
}

// correctives is the corrective.Store.
type correctives struct{ shelf[corrective.Action] }

func newCorrectives(e *engine) *correctives {
	return &correctives{shelf[corrective.Action]{engine: e, table: "correctives", as: func(a corrective.Action) shelved {
		return shelved{id: a.ID, version: a.Version, keys: a.Keys}
	}}}
}

// Create implements corrective.Store.
func (s *correctives) Create(ctx context.Context, a corrective.Action) error { return s.add(ctx, a) }

// List implements corrective.Store.
func (s *correctives) List(ctx context.Context, q corrective.Query) ([]corrective.Action, error) {
	return s.page(ctx, walk{key: q.Key, communities: q.Communities, notRecused: q.NotRecused, beyond: q.Before != "", id: q.Before, limit: q.Limit})
}

// Told implements corrective.Store.
func (s *correctives) Told(ctx context.Context, id string, version int64) error {
	return s.delist(ctx, corrective.Untold, id, version)
}

// caseStudies is the casestudy.Store.
type caseStudies struct{ shelf[casestudy.Study] }

func newCaseStudies(e *engine) *caseStudies {
	return &caseStudies{shelf[casestudy.Study]{engine: e, table: "case_studies", as: func(x casestudy.Study) shelved {
		return shelved{id: x.ID, version: x.Version, keys: x.Keys}
	}}}
}

// Add implements casestudy.Store.
func (s *caseStudies) Add(ctx context.Context, x casestudy.Study) error { return s.add(ctx, x) }

// List implements casestudy.Store.
func (s *caseStudies) List(ctx context.Context, q casestudy.Query) ([]casestudy.Study, error) {
	return s.page(ctx, walk{key: q.Key, beyond: q.Before != "", id: q.Before, limit: q.Limit})
}
