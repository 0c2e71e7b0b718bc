package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"anju/internal/core/fault"
)

// asker answers queries: a reader, or the writer within its transaction.
type asker interface {
	query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// tx is the writing connection within a transaction. A request that goes away
// must not tear the group's transaction, so no statement has its context.
type tx struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	changed  bool           // since a write began; true already when a change was tried
	sums     map[cell]int64 // by which the figures change with this transaction
}

func (t *tx) statement(query string) (*sql.Stmt, error) {
	if s, ok := t.prepared[query]; ok {
		return s, nil
	}
	s, err := t.conn.PrepareContext(context.Background(), query)
	if err == nil {
		t.prepared[query] = s
	}
	return s, err
}

func (t *tx) query(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := t.statement(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.change(query, args...)
	return err
}

// change runs a statement and says how many rows it changed.
func (t *tx) change(query string, args ...any) (int64, error) {
	t.changed = true
	s, err := t.statement(query)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// mostPrepared bounds the reader's statements; lists have some hundred forms.
const mostPrepared = 1000

// reader is the connections that read.
type reader struct {
	db       *sql.DB
	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
}

func newReader(db *sql.DB) *reader { return &reader{db: db, prepared: map[string]*sql.Stmt{}} }

func (r *reader) close() error { return r.db.Close() }

func (r *reader) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	r.mu.RLock()
	s, ok := r.prepared[query]
	full := len(r.prepared) >= mostPrepared
	r.mu.RUnlock()
	if ok {
		return s.QueryContext(ctx, args...)
	}
	if full {
		return r.db.QueryContext(ctx, query, args...)
	}
	s, err := r.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	if known, ok := r.prepared[query]; ok {
		_ = s.Close()
		s = known
	} else {
		r.prepared[query] = s
	}
	r.mu.Unlock()
	return s.QueryContext(ctx, args...)
}

// each hands every row to scan.
func each(ctx context.Context, from asker, scan func(rows *sql.Rows) error, query string, args ...any) error {
	if _, bounded := ctx.Deadline(); !bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, readTimeout)
		defer cancel()
	}
	rows, err := from.query(ctx, query, args...)
	if err != nil {
		return failed("read", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return failed("read", err)
		}
	}
	return failed("read", rows.Err())
}

// row scans the one row that the query gives, if it gives one.
func row(ctx context.Context, from asker, into []any, query string, args ...any) (found bool, err error) {
	err = each(ctx, from, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(into...)
	}, query, args...)
	return found, err
}

// number is the one integer that the query gives, 0 when it gives no row.
func number(ctx context.Context, from asker, query string, args ...any) (n int64, err error) {
	_, err = row(ctx, from, []any{&n}, query, args...)
	return n, err
}

// texts are the query's first column.
func texts(ctx context.Context, from asker, query string, args ...any) ([]string, error) {
	out := []string{}
	err := each(ctx, from, func(rows *sql.Rows) error {
		var s string
		defer func() { out = append(out, s) }()
		return rows.Scan(&s)
	}, query, args...)
	return out, err
}

// docs decodes the documents in the query's first column.
func docs[T any](ctx context.Context, from asker, query string, args ...any) ([]T, error) {
	out := []T{}
	err := each(ctx, from, func(rows *sql.Rows) error {
		var raw sql.RawBytes
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal(raw, &v); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	}, query, args...)
	return out, err
}

// doc is the one document that the query gives, else NotThere.
func doc[T any](ctx context.Context, from asker, query string, args ...any) (T, error) {
	all, err := docs[T](ctx, from, query, args...)
	if err == nil && len(all) == 0 {
		err = fault.NotThere()
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}

// encoded is a value as it is kept.
func encoded(v any) (string, error) {
	raw, err := json.Marshal(v)
	return string(raw), failed("encode", err)
}

func ms(t time.Time) int64 { return t.UnixMilli() }

// flag is a bool as a column.
func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// list is values as one JSON argument, for json_each.
func list[T any](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	raw, _ := json.Marshal(values) // strings and numbers always encode
	return string(raw)
}

// conditions gathers the parts of a WHERE.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(part string, args ...any) {
	c.parts, c.args = append(c.parts, part), append(c.args, args...)
}

// is adds column = value unless the value is empty.
func (c *conditions) is(column, value string) {
	if value != "" {
		c.add(column+" = ?", value)
	}
}

func (c *conditions) where() string {
	if len(c.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.parts, " AND ")
}
