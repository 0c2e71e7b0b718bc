package mongo

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/fault"
	"anju/internal/core/measure"
	"anju/internal/core/settings"
)

// Settings is the settings.Store. Every version is a document of its own, keyed
// by name and version, so that the key alone lets one of several win.
type Settings struct{ settings *mongo.Collection }

// Settings returns the store of settings.
func (c *Client) Settings() *Settings { return &Settings{c.db.Collection(settingDocs)} }

// Get implements settings.Store.
func (s *Settings) Get(ctx context.Context, name string) (settings.Setting, error) {
	found, err := s.History(ctx, name, 0, 1)
	if err == nil && len(found) == 0 {
		err = fault.NotThere()
	}
	if err != nil {
		return settings.Setting{}, err
	}
	return found[0], nil
}

// Put implements settings.Store.
func (s *Settings) Put(ctx context.Context, next settings.Setting) error {
	current, err := s.Versions(ctx, next.Name)
	if err != nil {
		return err
	}
	if current[next.Name] != next.Version-1 {
		return fault.StaleVersion(current[next.Name])
	}
	err = insert(ctx, s.settings, fmt.Sprintf("%s@%d", next.Name, next.Version), next)
	if mongo.IsDuplicateKeyError(err) {
		return fault.StaleVersion(next.Version)
	}
	return failed("put a setting", err)
}

// Versions implements settings.Store.
func (s *Settings) Versions(ctx context.Context, names ...string) (map[string]int64, error) {
	out := map[string]int64{}
	for _, name := range names {
		var newest struct {
			Version int64 `bson:"version"`
		}
		err := s.settings.FindOne(ctx, bson.D{{Key: "name", Value: name}}, options.FindOne().SetHint(settingsByVersion).
			SetSort(bson.D{{Key: "version", Value: -1}}).SetProjection(bson.D{{Key: "_id", Value: 0}, {Key: "version", Value: 1}})).Decode(&newest)
		if errors.Is(err, mongo.ErrNoDocuments) {
			continue
		}
		if err != nil {
			return nil, failed("read the versions of settings", err)
		}
		out[name] = newest.Version
	}
	return out, nil
}

// History implements settings.Store.
func (s *Settings) History(ctx context.Context, name string, before int64, limit int) ([]settings.Setting, error) {
	f := bson.D{{Key: "name", Value: name}}
	if before > 0 {
		f = append(f, bson.E{Key: "version", Value: bson.D{{Key: "$lt", Value: before}}})
	}
	found, err := s.settings.Find(ctx, f, options.Find().SetHint(settingsByVersion).SetSort(bson.D{{Key: "version", Value: -1}}).SetLimit(int64(limit)))
	out, err := list[settings.Setting](ctx, found, err)
	return out, failed("read versions of a setting", err)
}

// Measures is the measure.Store.
type Measures struct{ measures *mongo.Collection }

// Measures returns the store of standard measures.
func (c *Client) Measures() *Measures { return &Measures{c.db.Collection(measures)} }

// Create implements measure.Store.
func (s *Measures) Create(ctx context.Context, m measure.Measure) error {
	return failed("keep a measure", insert(ctx, s.measures, m.ID, m))
}

// Update implements measure.Store.
func (s *Measures) Update(ctx context.Context, m measure.Measure) error {
	return failed("change a measure", replace(ctx, s.measures, m.ID, m.Version, m))
}

// Get implements measure.Store.
func (s *Measures) Get(ctx context.Context, id string) (measure.Measure, error) {
	m, err := get[measure.Measure](ctx, s.measures, byID(id))
	return m, failed("read a measure", err)
}

// List implements measure.Store.
func (s *Measures) List(ctx context.Context, q measure.Query) ([]measure.Measure, error) {
	f, index := bson.D{}, byKey
	if q.Category != "" {
		f, index = append(f, bson.E{Key: "category", Value: q.Category}), measuresByCategory
	}
	if q.Says != "" {
		says := bson.Regex{Pattern: regexp.QuoteMeta(q.Says), Options: "i"}
		f = append(f, bson.E{Key: "$or", Value: bson.A{bson.D{{Key: "title", Value: says}}, bson.D{{Key: "text", Value: says}}}})
	}
	if !q.Retired {
		f = append(f, bson.E{Key: "retiredAt", Value: nil})
	}
	if q.Before != "" {
		f = append(f, before(q.Before)...)
	}
	found, err := s.measures.Find(ctx, f, newest(q.Limit).SetHint(index))
	out, err := list[measure.Measure](ctx, found, err)
	return out, failed("list measures", err)
}
