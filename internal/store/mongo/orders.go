package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/supervision"
)

// Orders is the supervision.Store.
type Orders struct{ orders *mongo.Collection }

// Orders returns the register of supervision orders.
func (c *Client) Orders() *Orders { return &Orders{c.db.Collection(supervisions)} }

// Add implements supervision.Store.
func (s *Orders) Add(ctx context.Context, o supervision.Order) error {
	return failed("keep an order", addOnce(ctx, s.orders, o.ID, o))
}

// Update implements supervision.Store.
func (s *Orders) Update(ctx context.Context, o supervision.Order) error {
	return failed("change an order", replace(ctx, s.orders, o.ID, o.Version, o))
}

// Get implements supervision.Store.
func (s *Orders) Get(ctx context.Context, id string) (supervision.Order, error) {
	o, err := get[supervision.Order](ctx, s.orders, byID(id))
	return o, failed("read an order", err)
}

// List implements supervision.Store.
func (s *Orders) List(ctx context.Context, q supervision.Query) ([]supervision.Order, error) {
	f := listed(q.Key, nil, q.NotRecused)
	if len(q.Communities) > 0 {
		f = append(f, bson.E{Key: "communityIds", Value: bson.D{{Key: "$in", Value: q.Communities}}})
	}
	if q.Before != "" {
		f = append(f, before(q.Before)...)
	}
	found, err := s.orders.Find(ctx, f, newest(q.Limit).SetHint(byList))
	out, err := list[supervision.Order](ctx, found, err)
	return out, failed("list orders", err)
}

// Carried implements supervision.Store.
func (s *Orders) Carried(ctx context.Context, id string, version int64) error {
	_, err := s.orders.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "version", Value: version}},
		bson.D{{Key: "$pull", Value: bson.D{{Key: "keys", Value: supervision.Uncarried}}}})
	return failed("note that an order was carried", err)
}

// Waking implements supervision.Store.
func (s *Orders) Waking(ctx context.Context, now time.Time, limit int) ([]supervision.Order, error) {
	return waking[supervision.Order](ctx, s.orders, now, limit)
}

// waking lists the documents whose time came before now, earliest first.
func waking[T any](ctx context.Context, in *mongo.Collection, now time.Time, limit int) ([]T, error) {
	found, err := in.Find(ctx, bson.D{{Key: "wake", Value: bson.D{{Key: "$gt", Value: int64(0)}, {Key: "$lt", Value: now.UnixMilli()}}}},
		options.Find().SetHint(byWaking).SetSort(bson.D{{Key: "wake", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(int64(limit)))
	out, err := list[T](ctx, found, err)
	return out, failed("list what time has come for", err)
}
