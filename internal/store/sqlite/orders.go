package sqlite

import (
	"context"
	"time"

	"anju/internal/core/supervision"
)

// orders is the supervision.Store.
type orders struct{ shelf[supervision.Order] }

func newOrders(e *engine) *orders {
	return &orders{shelf[supervision.Order]{engine: e, table: "orders", as: func(o supervision.Order) shelved {
		return shelved{id: o.ID, version: o.Version, keys: o.Keys}
	}}}
}

// Add implements supervision.Store.
func (s *orders) Add(ctx context.Context, o supervision.Order) error { return s.add(ctx, o) }

// List implements supervision.Store.
func (s *orders) List(ctx context.Context, q supervision.Query) ([]supervision.Order, error) {
	return s.page(ctx, orderWalk(q))
}

func orderWalk(q supervision.Query) walk {
	return walk{key: q.Key, anyCommunity: q.Communities, notRecused: q.NotRecused, beyond: q.Before != "", id: q.Before, limit: q.Limit}
}

// Carried implements supervision.Store.
func (s *orders) Carried(ctx context.Context, id string, version int64) error {
	return s.delist(ctx, supervision.Uncarried, id, version)
}

// Waking implements supervision.Store.
func (s *orders) Waking(ctx context.Context, now time.Time, limit int) ([]supervision.Order, error) {
	return s.waking(ctx, now, limit)
}
