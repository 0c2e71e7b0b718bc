package sqlite

import (
	"context"

	"anju/internal/core/letter"
)

// letters is the letter.Store.
type letters struct{ *engine }

// Put implements letter.Store.
func (s *letters) Put(ctx context.Context, all ...letter.Letter) error {
	if len(all) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		for _, l := range all {
			raw, err := encoded(l)
			if err != nil {
				return err
			}
			if err := tx.exec(`INSERT INTO letters (id, at, direction, community_id, complaint_id, doc) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET at = excluded.at, direction = excluded.direction, community_id = excluded.community_id, doc = excluded.doc`,
				l.ID, ms(l.At), l.Direction, l.CommunityID, l.ComplaintID, raw); err != nil {
				return err
			}
			if err := tx.exec("DELETE FROM letter_words WHERE rowid = (SELECT n FROM letters WHERE id = ?)", l.ID); err != nil {
				return err
			}
			if err := tx.exec("INSERT INTO letter_words (rowid, words) SELECT n, ? FROM letters WHERE id = ?", indexed(l.Words), l.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// letterPlan is what letters are found among, and under which conditions. What
// a search finds is sorted in memory: a company writes some hundreds a year.
func letterPlan(q letter.Query) (from string, c *conditions) {
	from, c = "letters l", &conditions{}
	if len(q.Words) > 0 {
		from = "letter_words CROSS JOIN letters l ON l.n = letter_words.rowid"
		c.add("letter_words MATCH ?", match(q.Words))
	}
	c.is("l.direction", q.Direction)
	if len(q.Communities) > 0 {
		c.add("l.community_id IN (SELECT value FROM json_each(?))", list(q.Communities))
	}
	if q.From != nil {
		c.add("l.at >= ?", ms(*q.From))
	}
	if q.To != nil {
		c.add("l.at < ?", ms(*q.To))
	}
	if !q.BeforeAt.IsZero() {
		c.add("(l.at, l.id) < (?, ?)", ms(q.BeforeAt), q.BeforeID)
	}
	return from, c
}

// List implements letter.Store.
func (s *letters) List(ctx context.Context, q letter.Query) ([]letter.Letter, error) {
	from, c := letterPlan(q)
	return docs[letter.Letter](ctx, s.reader, "SELECT l.doc FROM "+from+c.where()+" ORDER BY l.at DESC, l.id DESC LIMIT ?", append(c.args, q.Limit)...)
}

// Forget implements letter.Store.
func (s *letters) Forget(ctx context.Context, complaintID string) error {
	return s.do(ctx, func(tx *tx) error {
		if err := tx.exec("DELETE FROM letter_words WHERE rowid IN (SELECT n FROM letters WHERE complaint_id = ? AND complaint_id <> '')", complaintID); err != nil {
			return err
		}
		return tx.exec("DELETE FROM letters WHERE complaint_id = ? AND complaint_id <> ''", complaintID)
	})
}

// AddSeal implements letter.Store.
func (s *letters) AddSeal(ctx context.Context, v letter.Seal) error {
	raw, err := encoded(v)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error { return tx.exec("INSERT INTO seals (id, doc) VALUES (?, ?)", v.ID, raw) })
}

// Seals implements letter.Store.
func (s *letters) Seals(ctx context.Context, before string, limit int) ([]letter.Seal, error) {
	return newest[letter.Seal](ctx, s.reader, "seals", &conditions{}, before, limit)
}
