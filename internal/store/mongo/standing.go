package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"anju/internal/core/fault"
	"anju/internal/core/measure"
	"anju/internal/core/settings"
)

// Settings is the settings.Store.
type Settings struct{ settings *mongo.Collection }

// Settings returns the store of settings.
func (c *Client) Settings() *Settings { return &Settings{c.db.Collection(settingDocs)} }

// Get implements settings.Store.
func (s *Settings) Get(ctx context.Context, name string) (settings.Setting, error) {
	setting, err := get[settings.Setting](ctx, s.settings, byID(name))
	return setting, failed("read a setting", err)
}

// Put implements settings.Store.
func (s *Settings) Put(ctx context.Context, next settings.Setting) error {
	if next.Version != 1 {
		err := replace(ctx, s.settings, next.Name, next.Version, next)
		if err == mongo.ErrNoDocuments {
			return fault.StaleVersion(0)
		}
		return failed("put a setting", err)
	}
	err := insert(ctx, s.settings, next.Name, next)
	if mongo.IsDuplicateKeyError(err) {
		stored, err := s.Get(ctx, next.Name)
		if err != nil {
			return err
		}
		return fault.StaleVersion(stored.Version)
	}
	return failed("put a setting", err)
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
