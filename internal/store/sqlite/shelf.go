package sqlite

import (
	"context"
	"time"

	"anju/internal/core/fault"
)

// shelf keeps documents that say themselves which lists they stand in, and at
// which place; beside its table lies one of the lists.
type shelf[T any] struct {
	*engine
	table string
	as    func(T) shelved
	guard func(tx *tx, v T) error // of add and Update: what else must hold; nil: nothing
}

// shelved is what a shelf reads of a document.
type shelved struct {
	id      string
	version int64
	place   int64 // in every list; then by id
	keys    []string
}

// walk is one page of a list.
type walk struct {
	key          string
	also         []string // lists in which it must stand, too
	communities  []string // empty: all
	anyCommunity []string // the same of documents that concern several
	notRecused   string
	ascending    bool
	beyond       bool // place and id are where the page before ended
	place        int64
	id           string
	limit        int
}

// add keeps a new document; one of its id that is there stays as it is.
func (s *shelf[T]) add(ctx context.Context, v T) error {
	raw, err := encoded(v)
	if err != nil {
		return err
	}
	x := s.as(v)
	return s.do(ctx, func(tx *tx) error {
		if err := s.guarded(tx, v); err != nil {
			return err
		}
		n, err := tx.change("INSERT INTO "+s.table+" (id, version, doc) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", x.id, x.version, raw)
		if err != nil || n == 0 {
			return err
		}
		return s.enlist(tx, x)
	})
}

// Update replaces the document whose stored version is the one before.
func (s *shelf[T]) Update(ctx context.Context, v T) error {
	raw, err := encoded(v)
	if err != nil {
		return err
	}
	x := s.as(v)
	return s.do(ctx, func(tx *tx) error {
		if err := s.guarded(tx, v); err != nil {
			return err
		}
		n, err := tx.change("UPDATE "+s.table+" SET version = ?, doc = ? WHERE id = ? AND version = ?", x.version, raw, x.id, x.version-1)
		if err != nil {
			return err
		}
		if n == 0 {
			return s.stale(ctx, tx, x.id)
		}
		if err := tx.exec("DELETE FROM "+s.table+"_lists WHERE id = ?", x.id); err != nil {
			return err
		}
		return s.enlist(tx, x)
	})
}

func (s *shelf[T]) guarded(tx *tx, v T) error {
	if s.guard == nil {
		return nil
	}
	return s.guard(tx, v)
}

func (s *shelf[T]) stale(ctx context.Context, tx *tx, id string) error {
	current, err := number(ctx, tx, "SELECT version FROM "+s.table+" WHERE id = ?", id)
	switch {
	case err != nil:
		return err
	case current == 0:
		return fault.NotThere()
	}
	return fault.StaleVersion(current)
}

func (s *shelf[T]) enlist(tx *tx, x shelved) error {
	return tx.exec("INSERT INTO "+s.table+"_lists (key, place, id) SELECT DISTINCT value, ?, ? FROM json_each(?)", x.place, x.id, list(x.keys))
}

// delist takes a document off a list of place 0, if its version is still that one.
func (s *shelf[T]) delist(ctx context.Context, key, id string, version int64) error {
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("DELETE FROM "+s.table+"_lists WHERE key = ? AND place = 0 AND id = ? AND EXISTS (SELECT 1 FROM "+s.table+" WHERE id = ? AND version = ?)", key, id, id, version)
	})
}

// waking lists the documents whose time came before now, earliest first.
func (s *shelf[T]) waking(ctx context.Context, now time.Time, limit int) ([]T, error) {
	return docs[T](ctx, s.reader, wakingOf(s.table), ms(now), limit)
}

func wakingOf(table string) string {
	return "SELECT doc FROM " + table + " WHERE doc ->> '$.wake' > 0 AND doc ->> '$.wake' < ? ORDER BY doc ->> '$.wake', id LIMIT ?"
}

// Get reads one document.
func (s *shelf[T]) Get(ctx context.Context, id string) (T, error) {
	return doc[T](ctx, s.reader, "SELECT doc FROM "+s.table+" WHERE id = ?", id)
}

func (s *shelf[T]) page(ctx context.Context, w walk) ([]T, error) {
	query, args := w.query(s.table)
	return docs[T](ctx, s.reader, query, args...)
}

func (w walk) query(table string) (string, []any) {
	c := &conditions{}
	c.add("l.key = ?", w.key)
	compare, order := "<", "DESC"
	if w.ascending {
		compare, order = ">", "ASC"
	}
	if w.beyond {
		c.add("(l.place, l.id) "+compare+" (?, ?)", w.place, w.id)
	}
	for _, key := range w.also {
		c.add("EXISTS (SELECT 1 FROM "+table+"_lists x WHERE x.key = ? AND x.place = l.place AND x.id = l.id)", key)
	}
	if len(w.communities) > 0 {
		c.add("d.doc ->> '$.communityId' IN (SELECT value FROM json_each(?))", list(w.communities))
	}
	if len(w.anyCommunity) > 0 {
		c.add("EXISTS (SELECT 1 FROM json_each(d.doc, '$.communityIds') WHERE value IN (SELECT value FROM json_each(?)))", list(w.anyCommunity))
	}
	if w.notRecused != "" {
		c.add("NOT EXISTS (SELECT 1 FROM json_each(d.doc, '$.recused') WHERE value = ?)", w.notRecused)
	}
	return "SELECT d.doc FROM " + table + "_lists l CROSS JOIN " + table + " d ON d.id = l.id" + c.where() +
		" ORDER BY l.place " + order + ", l.id " + order + " LIMIT ?", append(c.args, w.limit)
}
