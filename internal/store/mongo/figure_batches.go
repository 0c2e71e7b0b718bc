package mongo

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// batch is what the sums change by in one go. It is written down before it is
// carried out, and only once the one before it is done: whoever comes by carries
// out what another process left half done. A transaction would not do: that of a
// process which was killed stays open on the server, for a minute by default,
// and whatever it has touched can be written by nobody meanwhile.
//
// There is one document, of the batch that was begun last.
type batch struct {
	N       int64          `bson:"n"` // counts batches
	Done    bool           `bson:"done"`
	Repairs int64          `bson:"repairs"` // counts those that mend what a recount found
	Tallies []appliedTally `bson:"tallies"` // what is in the sums then, by matter
	Sums    []change       `bson:"sums"`
}

// change is what is added to one sum.
type change struct {
	Community string `bson:"c"`
	Span      string `bson:"d"`
	Measure   string `bson:"m"`
	N         int64  `bson:"n"`
}

// changes are the differences that are any, in the order of their sums.
func (d differences) changes() []change {
	out := []change{}
	for c, n := range maps.All(d) {
		if n != 0 {
			out = append(out, change{c.Community, c.Span, c.Measure, n})
		}
	}
	slices.SortFunc(out, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.Community, b.Community), cmp.Compare(a.Span, b.Span), cmp.Compare(a.Measure, b.Measure))
	})
	return out
}

// theBatch is the id of the one document.
const theBatch = "last"

// last reads the batch that was begun last; before the first, one that is done.
func (s *Figures) last(ctx context.Context) (batch, error) {
	b, err := get[batch](ctx, s.batches, byID(theBatch))
	if errors.Is(err, mongo.ErrNoDocuments) {
		return batch{Done: true}, nil
	}
	return b, err
}

// finish returns the last batch, carried out.
func (s *Figures) finish(ctx context.Context) (batch, error) {
	b, err := s.last(ctx)
	if err != nil || b.Done {
		return b, err
	}
	return b, s.carryOut(ctx, b)
}

// begin writes down the batch that follows the one that is done, and reports
// whether it was the one to follow: another process may have been faster.
func (s *Figures) begin(ctx context.Context, after, b batch) (bool, error) {
	b.N = after.N + 1
	free := bson.D{{Key: "_id", Value: theBatch}, {Key: "n", Value: after.N}, {Key: "done", Value: true}}
	result, err := s.batches.ReplaceOne(ctx, free, b, options.Replace().SetUpsert(after.N == 0))
	if mongo.IsDuplicateKeyError(err) {
		return false, nil
	}
	if err != nil || result.MatchedCount+result.UpsertedCount == 0 {
		return false, err
	}
	return true, s.carryOut(ctx, b)
}

// carryOut does what a batch says. Each step has no effect a second time, so
// that it does not matter how many do it, at once or one after the other, nor
// where the one before stopped.
func (s *Figures) carryOut(ctx context.Context, b batch) error {
	for _, step := range []func(context.Context, batch) error{s.add, s.remember, s.settle} {
		if err := step(ctx, b); err != nil {
			return err
		}
	}
	_, err := s.batches.UpdateOne(ctx, bson.D{{Key: "_id", Value: theBatch}, {Key: "n", Value: b.N}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "done", Value: true}, {Key: "tallies", Value: bson.A{}}, {Key: "sums", Value: bson.A{}}}}})
	return err
}

// add changes the sums. A sum remembers the last batch that changed it; who
// looks for it unchanged and finds it changed runs into its key.
func (s *Figures) add(ctx context.Context, b batch) error {
	updates := make([]mongo.WriteModel, len(b.Sums))
	for i, c := range b.Sums {
		updates[i] = mongo.NewUpdateOneModel().SetUpsert(true).
			SetFilter(bson.D{{Key: "_id", Value: cell{c.Community, c.Span, c.Measure}.id()}, notYet("b", b.N)}).
			SetUpdate(bson.D{
				{Key: "$inc", Value: bson.D{{Key: "n", Value: c.N}}},
				{Key: "$set", Value: bson.D{{Key: "b", Value: b.N}, {Key: "c", Value: c.Community}, {Key: "d", Value: c.Span}, {Key: "m", Value: c.Measure}}},
			})
	}
	return write(ctx, s.sums, updates)
}

// remember keeps of each matter what is in the sums now.
func (s *Figures) remember(ctx context.Context, b batch) error {
	updates := make([]mongo.WriteModel, len(b.Tallies))
	for i, t := range b.Tallies {
		updates[i] = mongo.NewReplaceOneModel().SetUpsert(true).
			SetFilter(bson.D{{Key: "_id", Value: t.ID}, notYet("version", t.Version)}).SetReplacement(t)
	}
	return write(ctx, s.applied, updates)
}

// settle takes the flags off, where no later version has put one up again.
func (s *Figures) settle(ctx context.Context, b batch) error {
	updates := make([]mongo.WriteModel, len(b.Tallies))
	for i, t := range b.Tallies {
		updates[i] = mongo.NewUpdateOneModel().
			SetFilter(bson.D{{Key: "_id", Value: t.ID}, {Key: "matter.version", Value: t.Version}}).
			SetUpdate(bson.D{{Key: "$unset", Value: bson.D{{Key: "tallyDue", Value: ""}}}})
	}
	return write(ctx, s.matters, updates)
}

// notYet is true of a document whose field is below n, or that has none.
func notYet(field string, n int64) bson.E {
	return bson.E{Key: field, Value: bson.D{{Key: "$not", Value: bson.D{{Key: "$gte", Value: n}}}}}
}

// write carries out all, but for what has been done before.
func write(ctx context.Context, to *mongo.Collection, all []mongo.WriteModel) error {
	if len(all) == 0 {
		return nil
	}
	if _, err := to.BulkWrite(ctx, all, options.BulkWrite().SetOrdered(false)); err != nil && !thereAlready(err) {
		return err
	}
	return nil
}
