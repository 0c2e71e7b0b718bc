package sqlite

import (
	"context"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/measure"
	"anju/internal/core/settings"
)

// standing is the settings.Store.
type standing struct{ *engine }

// Get implements settings.Store.
func (s *standing) Get(ctx context.Context, name string) (settings.Setting, error) {
	v := settings.Setting{Name: name}
	var updated int64
	var raw []byte
	found, err := row(ctx, s.reader, []any{&v.Version, &raw, &updated}, "SELECT version, doc, updated_at FROM settings WHERE name = ?", name)
	if err == nil && !found {
		err = fault.NotThere()
	}
	if err != nil {
		return settings.Setting{}, err
	}
	v.Doc, v.UpdatedAt = raw, time.UnixMilli(updated).UTC()
	return v, nil
}

// Put implements settings.Store.
func (s *standing) Put(ctx context.Context, v settings.Setting) error {
	return s.do(ctx, func(tx *tx) error {
		current, err := number(ctx, tx, "SELECT version FROM settings WHERE name = ?", v.Name)
		if err != nil {
			return err
		}
		if current != v.Version-1 {
			return fault.StaleVersion(current)
		}
		return tx.exec("INSERT INTO settings (name, version, doc, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, doc = excluded.doc, updated_at = excluded.updated_at",
			v.Name, v.Version, []byte(v.Doc), ms(v.UpdatedAt))
	})
}

// measures is the measure.Store.
type measures struct{ *engine }

// Create implements measure.Store.
func (s *measures) Create(ctx context.Context, m measure.Measure) error {
	raw, err := encoded(m)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO measures (id, category, doc) VALUES (?, ?, ?)", m.ID, m.Category, raw)
	})
}

// Update implements measure.Store.
func (s *measures) Update(ctx context.Context, m measure.Measure) error {
	raw, err := encoded(m)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		n, err := tx.change("UPDATE measures SET category = ?, doc = ? WHERE id = ? AND doc ->> '$.version' = ?", m.Category, raw, m.ID, m.Version-1)
		if err != nil || n > 0 {
			return err
		}
		stored, err := doc[measure.Measure](ctx, tx, "SELECT doc FROM measures WHERE id = ?", m.ID)
		if err != nil {
			return err
		}
		return fault.StaleVersion(stored.Version)
	})
}

// Get implements measure.Store.
func (s *measures) Get(ctx context.Context, id string) (measure.Measure, error) {
	return doc[measure.Measure](ctx, s.reader, "SELECT doc FROM measures WHERE id = ?", id)
}

// List implements measure.Store.
func (s *measures) List(ctx context.Context, q measure.Query) ([]measure.Measure, error) {
	c := &conditions{}
	c.is("category", q.Category)
	if !q.Retired {
		c.add("doc ->> '$.retiredAt' IS NULL")
	}
	return newest[measure.Measure](ctx, s.reader, "measures", c, q.Before, q.Limit)
}
