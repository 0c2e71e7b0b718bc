package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/casestudy"
	"anju/internal/core/corrective"
	"anju/internal/core/followup"
)

// addOnce stores a new document; one of its id that is there stays as it is.
func addOnce(ctx context.Context, into *mongo.Collection, id string, v any) error {
	err := insert(ctx, into, id, v)
	if mongo.IsDuplicateKeyError(err) {
		return nil
	}
	return err
}

// listed selects the documents of one list, of these communities, that a person
// is not recused from.
func listed(key string, communities []string, notRecused string) bson.D {
	f := bson.D{{Key: "keys", Value: key}}
	if len(communities) > 0 {
		f = append(f, bson.E{Key: "communityId", Value: bson.D{{Key: "$in", Value: communities}}})
	}
	if notRecused != "" {
		f = append(f, bson.E{Key: "recused", Value: bson.D{{Key: "$ne", Value: notRecused}}})
	}
	return f
}

// FollowUps is the followup.Store.
type FollowUps struct{ items *mongo.Collection }

// FollowUps returns the store of follow-up items.
func (c *Client) FollowUps() *FollowUps { return &FollowUps{c.db.Collection(followUps)} }

// Add implements followup.Store.
func (s *FollowUps) Add(ctx context.Context, i followup.Item) error {
	return failed("keep a follow-up item", addOnce(ctx, s.items, i.ID, i))
}

// Update implements followup.Store.
func (s *FollowUps) Update(ctx context.Context, i followup.Item) error {
	return failed("change a follow-up item", replace(ctx, s.items, i.ID, i.Version, i))
}

// Get implements followup.Store.
func (s *FollowUps) Get(ctx context.Context, id string) (followup.Item, error) {
	i, err := get[followup.Item](ctx, s.items, byID(id))
	return i, failed("read a follow-up item", err)
}

// List implements followup.Store.
func (s *FollowUps) List(ctx context.Context, q followup.Query) ([]followup.Item, error) {
	f := listed(q.Key, q.Communities, q.NotRecused)
	way, beyond := 1, "$gt"
	if q.Descending {
		way, beyond = -1, "$lt"
	}
	if q.After != nil {
		f = append(f,
			bson.E{Key: "dueAt", Value: bson.D{{Key: beyond + "e", Value: q.After.DueAt}}}, // bounds the walk of the index
			bson.E{Key: "$or", Value: bson.A{
				bson.D{{Key: "dueAt", Value: bson.D{{Key: beyond, Value: q.After.DueAt}}}},
				bson.D{{Key: "_id", Value: bson.D{{Key: beyond, Value: q.After.ID}}}},
			}})
	}
	found, err := s.items.Find(ctx, f, options.Find().SetHint(byListDue).
		SetSort(bson.D{{Key: "dueAt", Value: way}, {Key: "_id", Value: way}}).SetLimit(int64(q.Limit)))
	out, err := list[followup.Item](ctx, found, err)
	return out, failed("list follow-up items", err)
}

// Waking implements followup.Store.
func (s *FollowUps) Waking(ctx context.Context, now time.Time, limit int) ([]followup.Item, error) {
	return waking[followup.Item](ctx, s.items, now, limit)
}

// Correctives is the corrective.Store.
type Correctives struct{ actions *mongo.Collection }

// Correctives returns the store of corrective actions.
func (c *Client) Correctives() *Correctives { return &Correctives{c.db.Collection(correctives)} }

// Create implements corrective.Store.
func (s *Correctives) Create(ctx context.Context, a corrective.Action) error {
	return failed("keep a corrective action", addOnce(ctx, s.actions, a.ID, a))
}

// Update implements corrective.Store.
func (s *Correctives) Update(ctx context.Context, a corrective.Action) error {
	return failed("change a corrective action", replace(ctx, s.actions, a.ID, a.Version, a))
}

// Get implements corrective.Store.
func (s *Correctives) Get(ctx context.Context, id string) (corrective.Action, error) {
	a, err := get[corrective.Action](ctx, s.actions, byID(id))
	return a, failed("read a corrective action", err)
}

// List implements corrective.Store.
func (s *Correctives) List(ctx context.Context, q corrective.Query) ([]corrective.Action, error) {
	f := listed(q.Key, q.Communities, q.NotRecused)
	if q.Before != "" {
		f = append(f, before(q.Before)...)
	}
	found, err := s.actions.Find(ctx, f, newest(q.Limit).SetHint(byList))
	out, err := list[corrective.Action](ctx, found, err)
	return out, failed("list corrective actions", err)
}

// Told implements corrective.Store.
func (s *Correctives) Told(ctx context.Context, id string, version int64) error {
	_, err := s.actions.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "version", Value: version}},
		bson.D{{Key: "$pull", Value: bson.D{{Key: "keys", Value: corrective.Untold}}}})
	return failed("note that follow-up items are written", err)
}

// CaseStudies is the casestudy.Store.
type CaseStudies struct{ studies *mongo.Collection }

// CaseStudies returns the store of case studies.
func (c *Client) CaseStudies() *CaseStudies { return &CaseStudies{c.db.Collection(caseStudies)} }

// Add implements casestudy.Store.
func (s *CaseStudies) Add(ctx context.Context, x casestudy.Study) error {
	return failed("keep a case study", addOnce(ctx, s.studies, x.ID, x))
}

// Update implements casestudy.Store.
func (s *CaseStudies) Update(ctx context.Context, x casestudy.Study) error {
	return failed("change a case study", replace(ctx, s.studies, x.ID, x.Version, x))
}

// Get implements casestudy.Store.
func (s *CaseStudies) Get(ctx context.Context, id string) (casestudy.Study, error) {
	x, err := get[casestudy.Study](ctx, s.studies, byID(id))
	return x, failed("read a case study", err)
}

// List implements casestudy.Store.
func (s *CaseStudies) List(ctx context.Context, q casestudy.Query) ([]casestudy.Study, error) {
	f := bson.D{{Key: "keys", Value: q.Key}}
	if q.Before != "" {
		f = append(f, before(q.Before)...)
	}
	found, err := s.studies.Find(ctx, f, newest(q.Limit).SetHint(byList))
	out, err := list[casestudy.Study](ctx, found, err)
	return out, failed("list case studies", err)
}
