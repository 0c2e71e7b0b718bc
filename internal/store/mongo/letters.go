package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/letter"
)

// Letters is the letter.Store.
type Letters struct{ letters, seals *mongo.Collection }

// Letters returns the store of the registers.
func (c *Client) Letters() *Letters {
	return &Letters{c.db.Collection(letters), c.db.Collection(seals)}
}

// Put implements letter.Store.
func (s *Letters) Put(ctx context.Context, all ...letter.Letter) error {
	for _, l := range all {
		doc, err := document(l.ID, l)
		if err == nil {
			_, err = s.letters.ReplaceOne(ctx, byID(l.ID), doc, options.Replace().SetUpsert(true))
		}
		if err != nil {
			return failed("register a letter", err)
		}
	}
	return nil
}

// List implements letter.Store. A word that is still being typed is sorted in memory.
func (s *Letters) List(ctx context.Context, q letter.Query) ([]letter.Letter, error) {
	f, index := bson.D{}, lettersByTime
	if q.Direction != "" {
		f, index = append(f, bson.E{Key: "direction", Value: q.Direction}), lettersByDirection
	}
	for _, t := range rarestFirst(q.Words) {
		f, index = append(f, bson.E{Key: "words", Value: token(t)}), lettersByWord
	}
	if len(q.Communities) > 0 {
		f = append(f, bson.E{Key: "communityId", Value: bson.D{{Key: "$in", Value: q.Communities}}})
	}
	if at := span(q.From, q.To); at != nil {
		f = append(f, bson.E{Key: "at", Value: at})
	}
	if !q.BeforeAt.IsZero() {
		f = append(f,
			bson.E{Key: "at", Value: bson.D{{Key: "$lte", Value: q.BeforeAt}}}, // bounds the walk of the index
			bson.E{Key: "$or", Value: bson.A{bson.D{{Key: "at", Value: bson.D{{Key: "$lt", Value: q.BeforeAt}}}}, before(q.BeforeID)}})
	}
	if len(f) > 1 {
		f = bson.D{{Key: "$and", Value: each(f)}}
	}
	found, err := s.letters.Find(ctx, f, options.Find().SetHint(index).
		SetSort(bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(q.Limit)))
	out, err := list[letter.Letter](ctx, found, err)
	return out, failed("list letters", err)
}

// Forget implements letter.Store.
func (s *Letters) Forget(ctx context.Context, complaintID string) error {
	if complaintID == "" {
		return nil
	}
	_, err := s.letters.DeleteMany(ctx, bson.D{{Key: "complaintId", Value: complaintID}})
	return failed("forget letters", err)
}

// AddSeal implements letter.Store.
func (s *Letters) AddSeal(ctx context.Context, v letter.Seal) error {
	return failed("register a seal's use", insert(ctx, s.seals, v.ID, v))
}

// Seals implements letter.Store.
func (s *Letters) Seals(ctx context.Context, last string, limit int) ([]letter.Seal, error) {
	f := bson.D{}
	if last != "" {
		f = before(last)
	}
	found, err := s.seals.Find(ctx, f, newest(limit).SetHint(byKey))
	out, err := list[letter.Seal](ctx, found, err)
	return out, failed("list seals", err)
}
