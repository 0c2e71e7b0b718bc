package sqlite

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/ledger"
)

// books is the ledger.Store.
type books struct{ *engine }

// Put implements ledger.Store.
func (s *books) Put(ctx context.Context, entries ...ledger.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		for _, e := range entries {
			if err := putEntry(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func putEntry(tx *tx, e ledger.Entry) error {
	kept, err := number(context.Background(), tx, "SELECT version FROM ledger WHERE id = ?", e.ID)
	if err != nil || kept >= e.Version {
		return err
	}
	raw, err := encoded(e)
	if err != nil {
		return err
	}
	for _, table := range []string{"ledger", "ledger_keys", "ledger_recused"} {
		if err := tx.exec("DELETE FROM "+table+" WHERE id = ?", e.ID); err != nil {
			return err
		}
	}
	if err := tx.exec("INSERT INTO ledger (id, version, paid_at, community_id, doc) VALUES (?, ?, ?, ?, ?)", e.ID, e.Version, ms(e.PaidAt), e.CommunityID, raw); err != nil {
		return err
	}
	if err := tx.exec("INSERT INTO ledger_keys (key, paid_at, id) SELECT value, ?, ? FROM json_each(?)", ms(e.PaidAt), e.ID, list(e.Keys)); err != nil {
		return err
	}
	return tx.exec("INSERT OR IGNORE INTO ledger_recused (person, id) SELECT value, ? FROM json_each(?)", e.ID, list(e.Recused))
}

// Get implements ledger.Store.
func (s *books) Get(ctx context.Context, scope access.Scope, id string) (ledger.Entry, error) {
	e, err := doc[ledger.Entry](ctx, s.reader, "SELECT doc FROM ledger WHERE id = ?", id)
	if err == nil && !scope.Sees(nil, e.CommunityID, e.Recused) {
		err = fault.NotThere()
	}
	if err != nil {
		return ledger.Entry{}, err
	}
	return e, nil
}

// List implements ledger.Store.
func (s *books) List(ctx context.Context, scope access.Scope, q ledger.Query) (ledger.Page, error) {
	from, c := ledgerPlan(scope, q)
	page := ledger.Page{}
	if q.Count {
		total, err := number(ctx, s.reader, "SELECT count(*) FROM (SELECT 1 FROM "+from+c.where()+" LIMIT ?)", append(c.args, ledger.CountCap+1)...)
		if err != nil {
			return page, err
		}
		page.Total, page.TotalIsMore = min(total, ledger.CountCap), total > ledger.CountCap
	}
	query, args := ledgerPage(from, c, q)
	var err error
	page.Items, err = docs[ledger.Entry](ctx, s.reader, query, args...)
	if len(page.Items) > q.Limit {
		page.Items = page.Items[:q.Limit]
		last := page.Items[q.Limit-1]
		page.Next = &ledger.Position{At: last.PaidAt, ID: last.ID}
	}
	return page, err
}

// ledgerPlan is what entries are found along, in the order of the list, and
// under which conditions: the first key, or the whole ledger where there is none.
func ledgerPlan(scope access.Scope, q ledger.Query) (from string, c *conditions) {
	from, c = "ledger w", &conditions{}
	if keys := q.Keys(); len(keys) > 0 {
		from = "ledger_keys w"
		c.add("w.key = ?", keys[0])
		for _, k := range keys[1:] {
			c.add("EXISTS (SELECT 1 FROM ledger_keys k WHERE k.id = w.id AND k.key = ?)", k)
		}
	}
	if q.From != nil {
		c.add("w.paid_at >= ?", ms(*q.From))
	}
	if q.To != nil {
		c.add("w.paid_at < ?", ms(*q.To))
	}
	if of := scope.Communities(); len(of) > 0 {
		c.add("EXISTS (SELECT 1 FROM ledger l WHERE l.id = w.id AND l.community_id IN (SELECT value FROM json_each(?)))", list(of))
	}
	if who := scope.Person(); who != "" {
		c.add("NOT EXISTS (SELECT 1 FROM ledger_recused r WHERE r.person = ? AND r.id = w.id)", who)
	}
	return from, c
}

// ledgerPage is the query of one page: which entries stand in it is found
// first, then they are read.
func ledgerPage(from string, c *conditions, q ledger.Query) (string, []any) {
	if q.After != nil {
		c.add("(w.paid_at, w.id) < (?, ?)", ms(q.After.At), q.After.ID)
	}
	return "WITH page (id, at) AS MATERIALIZED (SELECT w.id, w.paid_at FROM " + from + c.where() +
		" ORDER BY w.paid_at DESC, w.id DESC LIMIT ?) SELECT l.doc FROM page CROSS JOIN ledger l ON l.id = page.id ORDER BY page.at DESC, page.id DESC", append(c.args, q.Limit+1)
}
