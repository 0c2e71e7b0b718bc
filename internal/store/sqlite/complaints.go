package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// complaints is the complaint.Store.
type complaints struct {
	*engine
	counting sync.Mutex
	counts   map[string]int64 // the last number of each day that was asked for; a few bytes a day
}

// NextNumber implements complaint.Store. The count goes ahead of the commit that
// uses the number; after a crash nobody has a number that was not committed.
func (s *complaints) NextNumber(ctx context.Context, day string) (int64, error) {
	s.counting.Lock()
	defer s.counting.Unlock()
	n, known := s.counts[day]
	if !known {
		var err error
		if n, err = number(ctx, s.reader, "SELECT n FROM counters WHERE day = ?", day); err != nil {
			return 0, err
		}
	}
	n++
	s.ahead(func(tx *tx) error {
		return tx.exec("INSERT INTO counters (day, n) VALUES (?, ?) ON CONFLICT DO UPDATE SET n = max(n, excluded.n)", day, n)
	})
	s.counts[day] = n
	return n, nil
}

// prepared is a change as it will be written; what takes time is done before
// the one writer is asked.
type prepared struct {
	complaint.Change
	doc, tally string
	entries    []string
	words      string
	wordsHash  []byte
	audience   string
	recused    string
	marks      string
}

func prepare(c complaint.Change) (p prepared, err error) {
	p = prepared{Change: c, words: indexed(c.Next.Keys.Words), audience: list(c.Next.Keys.Audience), recused: list(c.Next.Recused), marks: list(c.Next.Keys.Marks)}
	hash := sha256.Sum256([]byte(p.words))
	p.wordsHash = hash[:8]
	m := c.Next
	m.Keys.Words = nil // in the search index alone
	if p.doc, err = encoded(m); err != nil {
		return p, err
	}
	if p.tally, err = encoded(c.Tally); err != nil {
		return p, err
	}
	for _, e := range c.Events {
		entry, err := encoded(e)
		if err != nil {
			return p, err
		}
		p.entries = append(p.entries, entry)
	}
	return p, nil
}

// Commit implements complaint.Store.
func (s *complaints) Commit(ctx context.Context, changes ...complaint.Change) error {
	if len(changes) == 0 {
		return nil
	}
	all := make([]prepared, len(changes))
	for i, c := range changes {
		var err error
		if all[i], err = prepare(c); err != nil {
			return err
		}
	}
	return s.do(ctx, func(tx *tx) error {
		for _, p := range all {
			if err := p.commit(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// stored is what a commit must know of the version before.
type stored struct {
	n, version       int64
	tally, community string
	wordsHash        []byte
}

func (p prepared) commit(tx *tx) error {
	var before stored
	found, err := row(context.Background(), tx, []any{&before.n, &before.version, &before.community, &before.tally, &before.wordsHash},
		"SELECT c.n, c.version, c.community_id, d.tally, d.words_hash FROM complaints c JOIN complaint_docs d ON d.n = c.n WHERE c.id = ?", p.Next.ID)
	switch {
	case err != nil:
		return err
	case !found && p.ReadAt != 0:
		return fault.NotThere()
	case found && before.version != p.ReadAt:
		return fault.StaleVersion(before.version)
	}
	n := before.n
	if !found {
		if n, err = p.create(tx); err != nil {
			return err
		}
	} else if err := p.update(tx, n); err != nil {
		return err
	}
	if err := p.index(tx, n, before.wordsHash); err != nil {
		return err
	}
	if p.Erase {
		if err := p.erase(tx); err != nil {
			return err
		}
	}
	if err := p.append(tx); err != nil {
		return err
	}
	return tx.addUp(before.community, before.tally, p.Next.CommunityID, p.Tally)
}

// columns of complaints behind n, id and number, in this order everywhere.
func (p prepared) columns() []any {
	m := p.Next
	assignee := ""
	if m.Assignee != nil {
		assignee = m.Assignee.ID
	}
	var promised int64
	if m.Plan != nil {
		promised = m.Plan.CeilingFen
	}
	return []any{
		m.Version, string(m.Status), flag(m.Keys.Open), string(m.Nature), string(m.Channel), string(m.Severity), m.Category, m.Department,
		m.CommunityID, m.OwnerID, m.HouseID, assignee, m.Keys.Waiting, m.Keys.Spot, ms(m.UpdatedAt), ms(m.Keys.DueAt), ms(m.Keys.WakeAt), promised, ms(m.Keys.RetainTo), string(m.Outcome), m.Keys.Watch,
	}
}

// create gives the matter its place among those received in the same millisecond.
func (p prepared) create(tx *tx) (int64, error) {
	taken, err := number(context.Background(), tx, "SELECT 1 FROM complaints WHERE number = ?", p.Next.Number)
	if err != nil {
		return 0, err
	}
	if taken == 1 {
		return 0, fault.StaleVersion(0)
	}
	first := place(p.Next.ReceivedAt)
	n, err := number(context.Background(), tx, "SELECT coalesce(max(n) + 1, ?) FROM complaints WHERE n >= ? AND n < ?", first, first, first+placesPerMillisecond)
	if err != nil {
		return 0, err
	}
	err = tx.exec(`INSERT INTO complaints (n, id, number, version, status, open, nature, channel, severity, category, department,
		community_id, owner_id, house_id, assignee_id, waiting, spot, updated_at, due_at, wake_at, promised_fen, retain_to, outcome, watch)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append([]any{n, p.Next.ID, p.Next.Number}, p.columns()...)...)
	if err != nil {
		return 0, err
	}
	return n, tx.exec("INSERT INTO complaint_docs (n, doc, tally, words_hash) VALUES (?, ?, ?, ?)", n, p.doc, p.tally, p.wordsHash)
}

func (p prepared) update(tx *tx, n int64) error {
	err := tx.exec(`UPDATE complaints SET version = ?, status = ?, open = ?, nature = ?, channel = ?, severity = ?, category = ?, department = ?,
		community_id = ?, owner_id = ?, house_id = ?, assignee_id = ?, waiting = ?, spot = ?, updated_at = ?, due_at = ?, wake_at = ?, promised_fen = ?, retain_to = ?, outcome = ?, watch = ?
		WHERE n = ?`, append(p.columns(), n)...)
	if err != nil {
		return err
	}
	return tx.exec("UPDATE complaint_docs SET doc = ?, tally = ?, words_hash = ? WHERE n = ?", p.doc, p.tally, p.wordsHash, n)
}

// index writes who sees the matter and by which words it is found.
func (p prepared) index(tx *tx, n int64, wordsBefore []byte) error {
	k := p.Next.Keys
	if wordsBefore != nil {
		for _, gone := range []struct{ query, keep string }{
			{"DELETE FROM complaint_audience WHERE n = ? AND key NOT IN (SELECT value FROM json_each(?))", p.audience},
			{"DELETE FROM complaint_recused WHERE n = ? AND person NOT IN (SELECT value FROM json_each(?))", p.recused},
			{"DELETE FROM complaint_marks WHERE n = ? AND mark NOT IN (SELECT value FROM json_each(?))", p.marks},
		} {
			if err := tx.exec(gone.query, n, gone.keep); err != nil {
				return err
			}
		}
	}
	if err := tx.exec(`INSERT INTO complaint_audience (key, n, open, updated_at, due_at) SELECT value, ?, ?, ?, ? FROM json_each(?) WHERE true
		ON CONFLICT DO UPDATE SET open = excluded.open, updated_at = excluded.updated_at, due_at = excluded.due_at`,
		n, flag(k.Open), ms(p.Next.UpdatedAt), ms(k.DueAt), p.audience); err != nil {
		return err
	}
	if len(p.Next.Recused) > 0 {
		if err := tx.exec("INSERT OR IGNORE INTO complaint_recused (person, n) SELECT value, ? FROM json_each(?)", n, p.recused); err != nil {
			return err
		}
	}
	if len(k.Marks) > 0 {
		if err := tx.exec("INSERT OR IGNORE INTO complaint_marks (mark, n) SELECT value, ? FROM json_each(?)", n, p.marks); err != nil {
			return err
		}
	}
	if bytes.Equal(wordsBefore, p.wordsHash) {
		return nil
	}
	if wordsBefore != nil {
		if err := tx.exec("DELETE FROM complaint_words WHERE rowid = ?", n); err != nil {
			return err
		}
	}
	return tx.exec("INSERT INTO complaint_words (rowid, words) VALUES (?, ?)", n, p.words)
}

// erase leaves the entries before with their hashes alone.
func (p prepared) erase(tx *tx) error {
	before, err := docs[complaint.Event](context.Background(), tx, "SELECT doc FROM timeline WHERE complaint_id = ?", p.Next.ID)
	if err != nil {
		return err
	}
	for _, e := range before {
		entry, err := encoded(e.Erased())
		if err != nil {
			return err
		}
		if err := tx.exec("UPDATE timeline SET doc = ? WHERE complaint_id = ? AND seq = ?", entry, p.Next.ID, e.Seq); err != nil {
			return err
		}
	}
	return nil
}

// append writes the timeline and what the outbox has to deliver.
func (p prepared) append(tx *tx) error {
	for i, e := range p.Events {
		if err := tx.exec("INSERT INTO timeline (complaint_id, seq, doc) VALUES (?, ?, ?)", p.Next.ID, e.Seq, p.entries[i]); err != nil {
			return err
		}
		if err := tx.exec("INSERT INTO outbox (complaint_id, seq, event_id, lease_until) VALUES (?, ?, ?, 0)", p.Next.ID, e.Seq, e.ID); err != nil {
			return err
		}
	}
	return nil
}

const (
	placesPerMillisecond = 1 << 20
	lastPlace            = 1<<43 - 1 // milliseconds, in the year 2248
)

// place is the first n of a moment.
func place(t time.Time) int64 { return min(max(ms(t), 0), lastPlace) * placesPerMillisecond }

// Get implements complaint.Store.
func (s *complaints) Get(ctx context.Context, scope access.Scope, ref string) (complaint.Complaint, error) {
	m, err := doc[complaint.Complaint](ctx, s.reader,
		"SELECT d.doc FROM complaint_docs d WHERE d.n IN (SELECT n FROM complaints WHERE id = ?1 UNION ALL SELECT n FROM complaints WHERE number = ?1) LIMIT 1", ref)
	if err == nil && !scope.Sees(m.Keys.Audience, m.CommunityID, m.Recused) {
		err = fault.NotThere()
	}
	if err != nil {
		return complaint.Complaint{}, err
	}
	return m, nil
}

// Timeline implements complaint.Store.
func (s *complaints) Timeline(ctx context.Context, id string, after int64, limit int) ([]complaint.Event, error) {
	return docs[complaint.Event](ctx, s.reader, "SELECT doc FROM timeline WHERE complaint_id = ? AND seq > ? ORDER BY seq LIMIT ?", id, after, limit)
}

// Waking implements complaint.Store.
func (s *complaints) Waking(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return texts(ctx, s.reader, "SELECT id FROM complaints WHERE wake_at <= ? ORDER BY wake_at, n LIMIT ?", ms(now), limit)
}

// Promised implements complaint.Store.
func (s *complaints) Promised(ctx context.Context, houseID, category string, since time.Time, except string) (int64, error) {
	return number(ctx, s.reader, `SELECT coalesce(sum(promised_fen), 0) FROM complaints
		WHERE house_id = ? AND house_id <> '' AND n >= ? AND category = ? AND id <> ?`, houseID, place(since), category, except)
}
