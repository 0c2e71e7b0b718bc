package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/ledger"
)

// Ledger is the ledger.Store.
type Ledger struct{ entries *mongo.Collection }

// Ledger returns the store of the compensation ledger.
func (c *Client) Ledger() *Ledger { return &Ledger{c.db.Collection(ledgerEntries)} }

// Put implements ledger.Store. Where the kept line is as new or newer the
// guarded upsert runs into its key, and that is well.
func (s *Ledger) Put(ctx context.Context, entries ...ledger.Entry) error {
	for _, e := range entries {
		doc, err := document(e.ID, e)
		if err != nil {
			return failed("keep a ledger entry", err)
		}
		older := bson.D{{Key: "_id", Value: e.ID}, {Key: "version", Value: bson.D{{Key: "$lt", Value: e.Version}}}}
		if _, err := s.entries.ReplaceOne(ctx, older, doc, options.Replace().SetUpsert(true)); err != nil && !mongo.IsDuplicateKeyError(err) {
			return failed("keep a ledger entry", err)
		}
	}
	return nil
}

// Get implements ledger.Store.
func (s *Ledger) Get(ctx context.Context, scope access.Scope, id string) (ledger.Entry, error) {
	e, err := get[ledger.Entry](ctx, s.entries, byID(id))
	if err != nil {
		return ledger.Entry{}, failed("read a ledger entry", err)
	}
	if !scope.Sees(nil, e.CommunityID, e.Recused) {
		return ledger.Entry{}, fault.NotThere()
	}
	return e, nil
}

// List implements ledger.Store: it walks along the first key, or along the
// whole ledger where there is none, in the order of the list.
func (s *Ledger) List(ctx context.Context, scope access.Scope, q ledger.Query) (ledger.Page, error) {
	f, index := bson.D{}, ledgerByPaid
	if keys := q.Keys(); len(keys) > 0 {
		f, index = append(f, bson.E{Key: "keys", Value: keys[0]}), ledgerByKey
		if len(keys) > 1 {
			f = append(f, bson.E{Key: "$and", Value: bson.A{bson.D{{Key: "keys", Value: bson.D{{Key: "$all", Value: keys[1:]}}}}}})
		}
	}
	paid := bson.D{}
	if q.From != nil {
		paid = append(paid, bson.E{Key: "$gte", Value: *q.From})
	}
	if q.To != nil {
		paid = append(paid, bson.E{Key: "$lt", Value: *q.To})
	}
	if len(paid) > 0 {
		f = append(f, bson.E{Key: "paidAt", Value: paid})
	}
	if of := scope.Communities(); len(of) > 0 {
		f = append(f, bson.E{Key: "communityId", Value: bson.D{{Key: "$in", Value: of}}})
	}
	if who := scope.Person(); who != "" {
		f = append(f, bson.E{Key: "recused", Value: bson.D{{Key: "$ne", Value: who}}})
	}
	page := ledger.Page{}
	if q.Count {
		total, err := s.entries.CountDocuments(ctx, f, options.Count().SetHint(index).SetLimit(ledger.CountCap+1))
		if err != nil {
			return page, failed("count the ledger", err)
		}
		page.Total, page.TotalIsMore = min(total, ledger.CountCap), total > ledger.CountCap
	}
	if a := q.After; a != nil {
		f = bson.D{{Key: "$and", Value: bson.A{f,
			bson.D{{Key: "paidAt", Value: bson.D{{Key: "$lte", Value: a.At}}}}, // bounds the walk of the index
			bson.D{{Key: "$or", Value: bson.A{bson.D{{Key: "paidAt", Value: bson.D{{Key: "$lt", Value: a.At}}}}, before(a.ID)}}}}}}
	}
	found, err := s.entries.Find(ctx, f, options.Find().SetHint(index).
		SetSort(bson.D{{Key: "paidAt", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(q.Limit)+1))
	page.Items, err = list[ledger.Entry](ctx, found, err)
	if len(page.Items) > q.Limit {
		page.Items = page.Items[:q.Limit]
		last := page.Items[q.Limit-1]
		page.Next = &ledger.Position{At: last.PaidAt, ID: last.ID}
	}
	return page, failed("list the ledger", err)
}
