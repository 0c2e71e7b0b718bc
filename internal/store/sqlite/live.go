package sqlite

import (
	"context"
	"slices"

	"anju/internal/core/live"
)

// liveLog is the live.Log. Its rows come in one by one through the writer, so
// each can be one behind the last.
type liveLog struct{ *engine }

// Append implements live.Log.
func (s *liveLog) Append(ctx context.Context, entries ...live.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		for _, e := range entries {
			raw, err := encoded(e)
			if err != nil {
				return err
			}
			if err := tx.exec("INSERT INTO live_log (position, key, doc) SELECT COALESCE(MAX(position), 0) + 1, ?, ? FROM live_log WHERE true ON CONFLICT (key) DO NOTHING", e.Key, raw); err != nil {
				return err
			}
		}
		return nil
	})
}

// positioned is the document with the position that its row was given.
const positioned = "SELECT json_set(doc, '$.position', position) FROM live_log"

// After implements live.Log.
func (s *liveLog) After(ctx context.Context, position int64, limit int) ([]live.Entry, error) {
	return docs[live.Entry](ctx, s.reader, positioned+" WHERE position > ? ORDER BY position LIMIT ?", position, limit)
}

// Last implements live.Log.
func (s *liveLog) Last(ctx context.Context, limit int) ([]live.Entry, error) {
	out, err := docs[live.Entry](ctx, s.reader, positioned+" ORDER BY position DESC LIMIT ?", limit)
	slices.Reverse(out)
	return out, err
}

// Sweep implements live.Log. The last entry always stays: the next position is
// reckoned from it.
func (s *liveLog) Sweep(ctx context.Context, keep int) error {
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("DELETE FROM live_log WHERE position <= (SELECT MAX(position) FROM live_log) - ?", max(keep, 1))
	})
}
