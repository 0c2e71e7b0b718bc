package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/audit"
)

// Audit is the audit.Store.
type Audit struct{ entries *mongo.Collection }

// Audit returns the store of the log.
func (c *Client) Audit() *Audit { return &Audit{c.db.Collection(auditLog)} }

// Append implements audit.Store.
func (s *Audit) Append(ctx context.Context, entries ...audit.Entry) error {
	return failed("log an act", insertAll(ctx, s.entries, entries, func(e audit.Entry) string { return e.ID }))
}

// List implements audit.Store.
func (s *Audit) List(ctx context.Context, q audit.Query) ([]audit.Entry, error) {
	f, index := bson.D{}, auditByTime
	for _, c := range []struct{ field, value, index string }{
		{"action", q.Action, auditByAction}, {"actorId", q.ActorID, auditByActor}, {"target", q.Target, auditByTarget},
	} {
		if c.value != "" {
			f, index = append(f, bson.E{Key: c.field, Value: c.value}), c.index
		}
	}
	if !q.BeforeAt.IsZero() {
		f = append(f,
			bson.E{Key: "at", Value: bson.D{{Key: "$lte", Value: q.BeforeAt}}}, // bounds the walk of the index
			bson.E{Key: "$or", Value: bson.A{bson.D{{Key: "at", Value: bson.D{{Key: "$lt", Value: q.BeforeAt}}}}, before(q.BeforeID)}})
	}
	found, err := s.entries.Find(ctx, f, options.Find().SetHint(index).
		SetSort(bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(q.Limit)))
	out, err := list[audit.Entry](ctx, found, err)
	return out, failed("read the log", err)
}
