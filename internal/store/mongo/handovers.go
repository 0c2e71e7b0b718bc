package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/handover"
)

// Handovers is the handover.Store.
type Handovers struct{ shifts *mongo.Collection }

// Handovers returns the store of handed over shifts.
func (c *Client) Handovers() *Handovers { return &Handovers{c.db.Collection(handovers)} }

// Add implements handover.Store.
func (s *Handovers) Add(ctx context.Context, h handover.Handover) error {
	return failed("keep a handover", addOnce(ctx, s.shifts, h.ID, h))
}

// Update implements handover.Store.
func (s *Handovers) Update(ctx context.Context, h handover.Handover) error {
	return failed("change a handover", replace(ctx, s.shifts, h.ID, h.Version, h))
}

// Get implements handover.Store.
func (s *Handovers) Get(ctx context.Context, id string) (handover.Handover, error) {
	h, err := get[handover.Handover](ctx, s.shifts, byID(id))
	return h, failed("read a handover", err)
}

// List implements handover.Store.
func (s *Handovers) List(ctx context.Context, q handover.Query) ([]handover.Handover, error) {
	f := listed(q.Key, nil, "")
	if q.BeforeID != "" {
		f = append(f,
			bson.E{Key: "gone.at", Value: bson.D{{Key: "$lte", Value: q.BeforeAt}}}, // bounds the walk of the index
			bson.E{Key: "$or", Value: bson.A{bson.D{{Key: "gone.at", Value: bson.D{{Key: "$lt", Value: q.BeforeAt}}}}, before(q.BeforeID)}})
	}
	found, err := s.shifts.Find(ctx, f, options.Find().SetHint(handoversByList).
		SetSort(bson.D{{Key: "gone.at", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(q.Limit)))
	out, err := list[handover.Handover](ctx, found, err)
	return out, failed("list handovers", err)
}

// Sweep implements handover.Store.
func (s *Handovers) Sweep(ctx context.Context, before time.Time) error {
	_, err := s.shifts.DeleteMany(ctx, bson.D{{Key: "keys", Value: handover.AllLists}, {Key: "gone.at", Value: bson.D{{Key: "$lt", Value: before}}}})
	return failed("drop old handovers", err)
}
