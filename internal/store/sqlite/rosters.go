package sqlite

import (
	"context"

	"anju/internal/core/fault"
	"anju/internal/core/roster"
)

// rosters is the roster.Store.
type rosters struct{ *engine }

// Put implements roster.Store.
func (s *rosters) Put(ctx context.Context, v roster.Sheet) error {
	raw, err := encoded(v)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		current, err := number(ctx, tx, "SELECT version FROM rosters WHERE id = ?", v.ID)
		if err != nil {
			return err
		}
		if current != v.Version-1 {
			return fault.StaleVersion(current)
		}
		return tx.exec("INSERT INTO rosters (id, version, doc) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, doc = excluded.doc",
			v.ID, v.Version, raw)
	})
}

const sheetsByID = "SELECT doc FROM rosters WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"

// Sheets implements roster.Store.
func (s *rosters) Sheets(ctx context.Context, ids ...string) ([]roster.Sheet, error) {
	return docs[roster.Sheet](ctx, s.reader, sheetsByID, list(ids))
}
