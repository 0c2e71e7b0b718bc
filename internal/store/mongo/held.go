package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Held is the complaint.HeldStore.
type Held struct{ held *mongo.Collection }

// Held returns the store of commands that wait to go out.
func (c *Client) Held() *Held { return &Held{c.db.Collection(held)} }

// Hold implements complaint.HeldStore.
func (s *Held) Hold(ctx context.Context, h complaint.Held) error {
	return failed("hold a command", insert(ctx, s.held, h.ID, h))
}

// TakeBack implements complaint.HeldStore. A command that is leased has gone out.
func (s *Held) TakeBack(ctx context.Context, complaintID, heldID, actorID string) error {
	result, err := s.held.DeleteOne(ctx, bson.D{{Key: "_id", Value: heldID}, {Key: "complaintId", Value: complaintID}, {Key: "leaseUntil", Value: time.Time{}}, {Key: "actor.id", Value: actorID}})
	if err == nil && result.DeletedCount == 0 {
		return fault.NotThere()
	}
	return failed("take back a held command", err)
}

// Claim implements complaint.HeldStore.
func (s *Held) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]complaint.Held, error) {
	var out []complaint.Held
	for len(out) < limit {
		var h complaint.Held
		err := s.held.FindOneAndUpdate(ctx,
			bson.D{{Key: "dueAt", Value: bson.D{{Key: "$lte", Value: now}}}, {Key: "leaseUntil", Value: bson.D{{Key: "$lte", Value: now}}}},
			bson.D{{Key: "$set", Value: bson.D{{Key: "leaseUntil", Value: now.Add(lease)}}}},
			options.FindOneAndUpdate().SetSort(bson.D{{Key: "dueAt", Value: 1}}).SetReturnDocument(options.After)).Decode(&h)
		if err == mongo.ErrNoDocuments {
			break
		}
		if err != nil {
			return out, failed("claim held commands", err)
		}
		out = append(out, h)
	}
	return out, nil
}

// Release implements complaint.HeldStore.
func (s *Held) Release(ctx context.Context, heldID string) error {
	_, err := s.held.DeleteOne(ctx, bson.D{{Key: "_id", Value: heldID}})
	return failed("forget a held command", err)
}
