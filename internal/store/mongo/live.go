package mongo

import (
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"anju/internal/core/live"
)

// LiveLog is the live.Log. A position is the _id, and the next one is one more
// than the last that the primary knows: it can be taken only when all before it
// are there, so that readers of the majority never see a gap fill behind them.
type LiveLog struct {
	log    *mongo.Collection
	newest *mongo.Collection // the same, as the primary knows it now
}

// LiveLog returns the store of what open pages are told.
func (c *Client) LiveLog() *LiveLog {
	return &LiveLog{c.db.Collection(liveEntries), c.db.Collection(liveEntries, options.Collection().SetReadConcern(readconcern.Local()))}
}

// Append implements live.Log.
func (s *LiveLog) Append(ctx context.Context, entries ...live.Entry) error {
	for _, e := range entries {
		if err := s.append(ctx, e); err != nil {
			return failed("tell open pages", err)
		}
	}
	return nil
}

// append tries positions until one is free; another instance that took the one
// before is the only reason to try again.
func (s *LiveLog) append(ctx context.Context, e live.Entry) error {
	for {
		last, err := s.last(ctx)
		if err != nil {
			return err
		}
		e.Position = last + 1
		_, err = s.log.InsertOne(ctx, keptEntry{e.Position, e})
		if !mongo.IsDuplicateKeyError(err) {
			return err
		}
		switch err := s.newest.FindOne(ctx, bson.D{{Key: "key", Value: e.Key}}).Err(); err {
		case mongo.ErrNoDocuments:
		default: // it is there already, or the store fails
			return err
		}
	}
}

func (s *LiveLog) last(ctx context.Context) (int64, error) {
	var e keptEntry
	err := s.newest.FindOne(ctx, bson.D{}, options.FindOne().SetSort(bson.D{{Key: "_id", Value: -1}}).SetProjection(bson.D{{Key: "_id", Value: 1}})).Decode(&e)
	if err == mongo.ErrNoDocuments {
		return 0, nil
	}
	return e.At, err
}

// keptEntry is an entry under its position.
type keptEntry struct {
	At         int64 `json:"_id"`
	live.Entry `bson:",inline"`
}

// After implements live.Log.
func (s *LiveLog) After(ctx context.Context, position int64, limit int) ([]live.Entry, error) {
	found, err := s.log.Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: position}}}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(limit)))
	out, err := list[live.Entry](ctx, found, err)
	return out, failed("read what pages are told", err)
}

// Last implements live.Log.
func (s *LiveLog) Last(ctx context.Context, limit int) ([]live.Entry, error) {
	found, err := s.log.Find(ctx, bson.D{}, newest(limit))
	out, err := list[live.Entry](ctx, found, err)
	slices.Reverse(out)
	return out, failed("read what pages are told", err)
}

// Sweep implements live.Log. The last entry always stays: the next position is
// reckoned from it.
func (s *LiveLog) Sweep(ctx context.Context, keep int) error {
	last, err := s.last(ctx)
	if err == nil {
		_, err = s.log.DeleteMany(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$lte", Value: last - int64(max(keep, 1))}}}})
	}
	return failed("sweep what pages were told", err)
}
