package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/complaint"
)

// chapter is a run of older entries of a matter, moved out of its document.
type chapter struct {
	ID      string            `bson:"_id"` // matter and first seq
	Matter  string            `bson:"matter"`
	From    int64             `bson:"from"`
	To      int64             `bson:"to"`
	Entries []complaint.Event `bson:"entries"`
}

// spill moves the older entries of a matter into a chapter, which is there
// before they leave the document; so every entry can be read at every moment,
// and a spill that was cut short is simply done again.
func (s *Complaints) spill(ctx context.Context, id string) error {
	var found matter
	err := s.matters.FindOne(ctx, bson.D{{Key: "_id", Value: id}}, options.FindOne().SetProjection(bson.D{{Key: "timeline", Value: 1}})).Decode(&found)
	if err != nil {
		return err
	}
	older := len(found.Timeline) - kept
	if older <= 0 { // few, but large
		older = len(found.Timeline)
	}
	if older == 0 {
		return nil
	}
	moving := found.Timeline[:older]
	c := chapter{Matter: id, From: moving[0].Seq, To: moving[older-1].Seq, Entries: moving}
	c.ID = moving[0].ID
	if _, err := s.spilled.ReplaceOne(ctx, bson.D{{Key: "_id", Value: c.ID}}, c, options.Replace().SetUpsert(true)); err != nil {
		return err
	}
	_, err = s.matters.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}},
		bson.D{{Key: "$pull", Value: bson.D{{Key: "timeline", Value: bson.D{{Key: "seq", Value: bson.D{{Key: "$lte", Value: c.To}}}}}}}})
	return err
}

// erase leaves the entries before a change with their hashes alone, in the
// document and in its chapters; within the transaction of the commit.
func (s *Complaints) erase(ctx context.Context, c complaint.Change) error {
	var found matter
	err := s.matters.FindOne(ctx, bson.D{{Key: "_id", Value: c.Next.ID}, {Key: "matter.version", Value: c.ReadAt}},
		options.FindOne().SetProjection(bson.D{{Key: "timeline", Value: 1}})).Decode(&found)
	if err == mongo.ErrNoDocuments {
		return nil // somebody was faster; the commit itself says so
	}
	if err != nil {
		return err
	}
	_, err = s.matters.UpdateOne(ctx, bson.D{{Key: "_id", Value: c.Next.ID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "timeline", Value: erased(found.Timeline)}}}})
	if err != nil {
		return err
	}
	cursor, err := s.spilled.Find(ctx, bson.D{{Key: "matter", Value: c.Next.ID}})
	chapters, err := list[chapter](ctx, cursor, err)
	if err != nil {
		return err
	}
	for _, older := range chapters {
		older.Entries = erased(older.Entries)
		if _, err := s.spilled.ReplaceOne(ctx, bson.D{{Key: "_id", Value: older.ID}}, older); err != nil {
			return err
		}
	}
	return nil
}

func erased(entries []complaint.Event) []complaint.Event {
	out := make([]complaint.Event, len(entries))
	for i, e := range entries {
		out[i] = e.Erased()
	}
	return out
}

// Timeline implements complaint.Store.
func (s *Complaints) Timeline(ctx context.Context, id string, after int64, limit int) ([]complaint.Event, error) {
	latest := bson.D{{Key: "$filter", Value: bson.D{
		{Key: "input", Value: "$timeline"}, {Key: "as", Value: "e"},
		{Key: "cond", Value: bson.D{{Key: "$gt", Value: bson.A{"$$e.seq", after}}}},
	}}}
	var found struct {
		First    int64             `bson:"first"` // seq of the first entry in the document
		Timeline []complaint.Event `bson:"timeline"`
	}
	err := s.matters.FindOne(ctx, bson.D{{Key: "_id", Value: id}}, options.FindOne().SetProjection(bson.D{
		{Key: "first", Value: bson.D{{Key: "$ifNull", Value: bson.A{bson.D{{Key: "$first", Value: "$timeline.seq"}}, bson.D{{Key: "$add", Value: bson.A{"$matter.seq", 1}}}}}}},
		{Key: "timeline", Value: bson.D{{Key: "$slice", Value: bson.A{latest, limit}}}},
	})).Decode(&found)
	if err != nil {
		return nil, failed("read a timeline", err)
	}
	if after+1 >= found.First {
		return found.Timeline, nil
	}
	older, err := s.older(ctx, id, after, found.First, limit)
	if err != nil {
		return nil, failed("read a timeline", err)
	}
	all := append(older, found.Timeline...)
	return all[:min(limit, len(all))], nil
}

// older reads spilled entries with after < seq < before, oldest first.
func (s *Complaints) older(ctx context.Context, id string, after, before int64, limit int) ([]complaint.Event, error) {
	chapters, err := s.spilled.Find(ctx, bson.D{{Key: "matter", Value: id}, {Key: "to", Value: bson.D{{Key: "$gt", Value: after}}}},
		options.Find().SetSort(bson.D{{Key: "to", Value: 1}}).SetBatchSize(2))
	if err != nil {
		return nil, err
	}
	defer chapters.Close(ctx)
	var out []complaint.Event
	for len(out) < limit && chapters.Next(ctx) {
		var c chapter
		if err := chapters.Decode(&c); err != nil {
			return nil, err
		}
		for _, e := range c.Entries {
			if e.Seq > after && e.Seq < before {
				out = append(out, e)
			}
		}
	}
	return out, chapters.Err()
}
