package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/lease"
)

// Leases is the lease.Store.
type Leases struct{ leases *mongo.Collection }

// Leases returns the store of leases.
func (c *Client) Leases() *Leases { return &Leases{c.db.Collection(leases)} }

// Take implements lease.Store: it changes one that is free, inserts where there
// is none, and runs into the key of one that another holds.
func (s *Leases) Take(ctx context.Context, name, holder string, now time.Time) (lease.Lease, bool, error) {
	until := now.Add(lease.Term)
	free := bson.D{{Key: "_id", Value: name}, {Key: "$or", Value: bson.A{
		bson.D{{Key: "holder", Value: bson.D{{Key: "$in", Value: bson.A{"", holder}}}}},
		bson.D{{Key: "until", Value: bson.D{{Key: "$lte", Value: now}}}},
		bson.D{{Key: "until", Value: bson.D{{Key: "$gt", Value: until}}}},
	}}}
	var taken lease.Lease
	err := s.leases.FindOneAndUpdate(ctx, free,
		bson.D{{Key: "$set", Value: bson.D{{Key: "name", Value: name}, {Key: "holder", Value: holder}, {Key: "until", Value: until}}}},
		options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&taken)
	if mongo.IsDuplicateKeyError(err) {
		return lease.Lease{Name: name}, false, nil
	}
	return taken, err == nil, failed("take a lease", err)
}

// GiveBack implements lease.Store.
func (s *Leases) GiveBack(ctx context.Context, name, holder, done string) error {
	back := bson.D{{Key: "$set", Value: bson.D{{Key: "holder", Value: ""}, {Key: "until", Value: time.Time{}}}}}
	if done != "" {
		last := bson.D{{Key: "$each", Value: bson.A{done}}, {Key: "$slice", Value: -lease.Remembered}}
		back = append(back, bson.E{Key: "$push", Value: bson.D{{Key: "periods", Value: last}}})
	}
	_, err := s.leases.UpdateOne(ctx, bson.D{{Key: "_id", Value: name}, {Key: "holder", Value: holder}}, back)
	return failed("give a lease back", err)
}
