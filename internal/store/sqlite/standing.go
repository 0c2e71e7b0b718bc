package sqlite

import (
	"context"
	"database/sql"
	"math"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/measure"
	"anju/internal/core/settings"
)

// standing is the settings.Store.
type standing struct{ *engine }

const settingColumns = "version, doc, by_id, by_name, note, updated_at"

// Get implements settings.Store.
func (s *standing) Get(ctx context.Context, name string) (settings.Setting, error) {
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
func (s *standing) Put(ctx context.Context, v settings.Setting) error {
	return s.do(ctx, func(tx *tx) error {
		current, err := number(ctx, tx, "SELECT coalesce(max(version), 0) FROM settings WHERE name = ?", v.Name)
		if err != nil {
			return err
		}
		if current != v.Version-1 {
			return fault.StaleVersion(current)
		}
		return tx.exec("INSERT INTO settings (name, "+settingColumns+") VALUES (?, ?, ?, ?, ?, ?, ?)",
			v.Name, v.Version, []byte(v.Doc), v.ByID, v.ByName, v.Note, ms(v.UpdatedAt))
	})
}

// Versions implements settings.Store.
func (s *standing) Versions(ctx context.Context, names ...string) (map[string]int64, error) {
	out := map[string]int64{}
	for _, name := range names {
		n, err := number(ctx, s.reader, "SELECT coalesce(max(version), 0) FROM settings WHERE name = ?", name)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out[name] = n
		}
	}
	return out, nil
}

// History implements settings.Store.
func (s *standing) History(ctx context.Context, name string, before int64, limit int) ([]settings.Setting, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	out := []settings.Setting{}
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		v, updated := settings.Setting{Name: name}, int64(0)
		var raw []byte
		err := rows.Scan(&v.Version, &raw, &v.ByID, &v.ByName, &v.Note, &updated)
		v.Doc, v.UpdatedAt = raw, time.UnixMilli(updated).UTC()
		out = append(out, v)
		return err
	}, "SELECT "+settingColumns+" FROM settings WHERE name = ? AND version < ? ORDER BY version DESC LIMIT ?", name, before, limit)
	return out, err
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
	if q.Says != "" {
		c.add("(instr(lower(doc ->> '$.title'), lower(?)) > 0 OR instr(lower(doc ->> '$.text'), lower(?)) > 0)", q.Says, q.Says)
	}
	if !q.Retired {
		c.add("doc ->> '$.retiredAt' IS NULL")
	}
	return newest[measure.Measure](ctx, s.reader, "measures", c, q.Before, q.Limit)
}
