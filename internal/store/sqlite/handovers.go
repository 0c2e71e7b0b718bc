package sqlite

import (
	"context"
	"time"

	"anju/internal/core/handover"
)

// handovers is the handover.Store.
type handovers struct{ shelf[handover.Handover] }

func newHandovers(e *engine) *handovers {
	return &handovers{shelf[handover.Handover]{engine: e, table: "handovers", as: func(h handover.Handover) shelved {
		return shelved{h.ID, h.Version, ms(h.Gone.At), h.Keys}
	}}}
}

// Add implements handover.Store.
func (s *handovers) Add(ctx context.Context, h handover.Handover) error { return s.add(ctx, h) }

// List implements handover.Store.
func (s *handovers) List(ctx context.Context, q handover.Query) ([]handover.Handover, error) {
	return s.page(ctx, handoverWalk(q))
}

func handoverWalk(q handover.Query) walk {
	return walk{key: q.Key, beyond: q.BeforeID != "", place: ms(q.BeforeAt), id: q.BeforeID, limit: q.Limit}
}

const oldHandovers = "SELECT id FROM handovers_lists WHERE key = ? AND place < ?"

// Sweep implements handover.Store.
func (s *handovers) Sweep(ctx context.Context, before time.Time) error {
	return s.do(ctx, func(tx *tx) error {
		if err := tx.exec("DELETE FROM handovers WHERE id IN ("+oldHandovers+")", handover.AllLists, ms(before)); err != nil {
			return err
		}
		return tx.exec("DELETE FROM handovers_lists WHERE place < ? AND id NOT IN (SELECT id FROM handovers)", ms(before))
	})
}
