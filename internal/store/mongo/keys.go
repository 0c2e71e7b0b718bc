package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/keyregister"
)

// Keys is the keyregister.Store.
type Keys struct{ keys *mongo.Collection }

// Keys returns the register of entrusted keys.
func (c *Client) Keys() *Keys { return &Keys{c.db.Collection(entrustedKeys)} }

// Add implements keyregister.Store.
func (s *Keys) Add(ctx context.Context, k keyregister.Key) error {
	err := insert(ctx, s.keys, k.ID, k)
	switch index, is := duplicate(err); {
	case is && index == uniqueHook:
		return keyregister.HookTaken()
	case is:
		return nil
	}
	return failed("keep a key", err)
}

// Update implements keyregister.Store.
func (s *Keys) Update(ctx context.Context, k keyregister.Key) error {
	err := replace(ctx, s.keys, k.ID, k.Version, k)
	if _, is := duplicate(err); is {
		return keyregister.HookTaken()
	}
	return failed("change a key", err)
}

// Get implements keyregister.Store.
func (s *Keys) Get(ctx context.Context, id string) (keyregister.Key, error) {
	k, err := get[keyregister.Key](ctx, s.keys, byID(id))
	return k, failed("read a key", err)
}

// List implements keyregister.Store.
func (s *Keys) List(ctx context.Context, q keyregister.Query) ([]keyregister.Key, error) {
	f := listed(q.Lists[0], q.Communities, "")
	if len(q.Lists) > 1 {
		f = append(f, bson.E{Key: "$and", Value: bson.A{bson.D{{Key: "keys", Value: bson.D{{Key: "$all", Value: q.Lists[1:]}}}}}})
	}
	if q.After != nil {
		f = append(f,
			bson.E{Key: "place", Value: bson.D{{Key: "$gte", Value: q.After.At}}}, // bounds the walk of the index
			bson.E{Key: "$or", Value: bson.A{
				bson.D{{Key: "place", Value: bson.D{{Key: "$gt", Value: q.After.At}}}},
				bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: q.After.ID}}}},
			}})
	}
	found, err := s.keys.Find(ctx, f, options.Find().SetHint(byListPlace).
		SetSort(bson.D{{Key: "place", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(int64(q.Limit)))
	out, err := list[keyregister.Key](ctx, found, err)
	return out, failed("list keys", err)
}

// Waking implements keyregister.Store.
func (s *Keys) Waking(ctx context.Context, now time.Time, limit int) ([]keyregister.Key, error) {
	return waking[keyregister.Key](ctx, s.keys, now, limit)
}
