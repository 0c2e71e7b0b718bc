package mongo

import (
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Recount implements complaint.FigureStore. It looks between two batches, in one
// snapshot, so that matters may change meanwhile; what it finds wrong stays as
// wrong until a batch mends it, and is mended by one alone.
func (s *Figures) Recount(ctx context.Context) (int, error) {
	if err := s.CatchUp(ctx); err != nil {
		return 0, err
	}
	for {
		looked, wrong, err := s.compare(ctx)
		if err != nil {
			return 0, failed("recount figures", err)
		}
		if !looked.Done {
			if _, err := s.finish(ctx); err != nil {
				return 0, failed("finish a batch of figures", err)
			}
			continue
		}
		mended, err := s.mend(ctx, looked, wrong)
		if err != nil || mended {
			return len(wrong), failed("mend figures", err)
		}
	}
}

// repairedAtOnce keeps a batch, which is one document, well below what MongoDB
// takes, also where all sums are lost.
const repairedAtOnce = 1000

// mend adds what was found missing, and reports false where another recount has
// mended since it was looked.
func (s *Figures) mend(ctx context.Context, looked batch, wrong []change) (bool, error) {
	repairs := looked.Repairs
	for part := range slices.Chunk(wrong, repairedAtOnce) {
		if mended, err := s.repair(ctx, repairs, part); err != nil || !mended {
			return false, err
		}
		repairs++
	}
	return true, nil
}

// repair mends one part, after whatever batch is the last by now, unless there
// have been other repairs than those that the caller knows.
func (s *Figures) repair(ctx context.Context, known int64, part []change) (bool, error) {
	for {
		last, err := s.finish(ctx)
		if err != nil || last.Repairs != known {
			return false, err
		}
		mended, err := s.begin(ctx, last, batch{Repairs: known + 1, Tallies: []appliedTally{}, Sums: part})
		if err != nil || mended {
			return mended, err
		}
	}
}

// recounting marks, in the server's own log, the one thing that reads everything.
const recounting = "recount"

// compare returns the batch that was the last when it looked, and what the sums
// lacked of the tallies then.
func (s *Figures) compare(ctx context.Context) (last batch, wrong []change, err error) {
	err = transaction(ctx, s.client, func(ctx context.Context) error {
		if last, err = s.last(ctx); err != nil || !last.Done {
			return err
		}
		missing := differences{}
		if err := tellEach(ctx, s.applied, mongo.Pipeline{
			{{Key: "$unwind", Value: "$rows"}},
			{{Key: "$group", Value: bson.D{{Key: "_id", Value: bson.D{{Key: "c", Value: "$community"}, {Key: "d", Value: "$rows.d"}, {Key: "m", Value: "$rows.m"}}}, {Key: "n", Value: bson.D{{Key: "$sum", Value: "$rows.n"}}}}}},
			{{Key: "$project", Value: bson.D{{Key: "c", Value: "$_id.c"}, {Key: "d", Value: "$_id.d"}, {Key: "m", Value: "$_id.m"}, {Key: "n", Value: 1}}}},
		}, func(c change) { missing.note(c.Community, tallyRow{Day: c.Span, Measure: c.Measure, N: c.N}, 1) }); err != nil {
			return err
		}
		if err := tellEach(ctx, s.sums, mongo.Pipeline{{{Key: "$project", Value: bson.D{{Key: "c", Value: 1}, {Key: "d", Value: 1}, {Key: "m", Value: 1}, {Key: "n", Value: 1}}}}},
			func(c change) { missing[cell{c.Community, c.Span, c.Measure}] -= c.N }); err != nil {
			return err
		}
		wrong = missing.changes()
		return nil
	})
	return last, wrong, err
}

func tellEach(ctx context.Context, from *mongo.Collection, pipeline mongo.Pipeline, take func(change)) error {
	found, err := from.Aggregate(ctx, pipeline, options.Aggregate().SetAllowDiskUse(true).SetComment(recounting))
	if err != nil {
		return err
	}
	defer found.Close(ctx)
	for found.Next(ctx) {
		var c change
		if err := found.Decode(&c); err != nil {
			return err
		}
		take(c)
	}
	return found.Err()
}
