package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/fault"
	"anju/internal/core/roster"
)

// Rosters is the roster.Store.
type Rosters struct{ sheets *mongo.Collection }

// Rosters returns the store of duty rosters.
func (c *Client) Rosters() *Rosters { return &Rosters{c.db.Collection(rosters)} }

// Put implements roster.Store.
func (s *Rosters) Put(ctx context.Context, next roster.Sheet) error {
	if next.Version != 1 {
		err := replace(ctx, s.sheets, next.ID, next.Version, next)
		if err == mongo.ErrNoDocuments {
			return fault.StaleVersion(0)
		}
		return failed("change a roster", err)
	}
	err := insert(ctx, s.sheets, next.ID, next)
	if mongo.IsDuplicateKeyError(err) {
		stored, err := get[roster.Sheet](ctx, s.sheets, byID(next.ID))
		if err != nil {
			return failed("read a roster", err)
		}
		return fault.StaleVersion(stored.Version)
	}
	return failed("keep a roster", err)
}

// Sheets implements roster.Store.
func (s *Rosters) Sheets(ctx context.Context, ids ...string) ([]roster.Sheet, error) {
	if len(ids) == 0 {
		return []roster.Sheet{}, nil
	}
	found, err := s.sheets.Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetHint(byKey))
	out, err := list[roster.Sheet](ctx, found, err)
	return out, failed("read rosters", err)
}
