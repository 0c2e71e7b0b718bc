package sqlite

import (
	"context"
	"maps"
	"sync"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/idempotency"
	"anju/internal/core/ticket"
)

// requests is the idempotency.Store. There is one process on the file, so that a
// key is claimed in memory; its record goes ahead of what the request commits,
// and no request waits for the disk before it begins: after a crash the record
// of whatever was committed is there.
type requests struct {
	*engine
	mu      sync.Mutex
	running map[string]idempotency.Record // by key, of requests that run in this process
}

const keepRequest = `INSERT INTO requests (key, done, lease_until, expires_at, doc) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT DO UPDATE SET done = excluded.done, lease_until = excluded.lease_until, expires_at = excluded.expires_at, doc = excluded.doc`

func kept(r idempotency.Record) (func(tx *tx) error, error) {
	raw, err := encoded(r)
	return func(tx *tx) error {
		return tx.exec(keepRequest, r.Key, flag(r.Done), ms(r.LeaseUntil), ms(r.ExpiresAt), raw)
	}, err
}

// Begin implements idempotency.Store.
func (s *requests) Begin(ctx context.Context, r idempotency.Record, now time.Time) (idempotency.Record, bool, error) {
	keep, err := kept(r)
	if err != nil {
		return idempotency.Record{}, false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running[r.Key].LeaseUntil.After(now) {
		return s.running[r.Key], false, nil
	}
	found, err := docs[idempotency.Record](ctx, s.reader,
		"SELECT doc FROM requests WHERE key = ?1 AND (done = 1 AND expires_at > ?2 OR done = 0 AND lease_until > ?2)", r.Key, ms(now))
	if err != nil {
		return idempotency.Record{}, false, err
	}
	if len(found) == 1 {
		return found[0], false, nil
	}
	s.running[r.Key] = r
	s.ahead(keep)
	return r, true, nil
}

// Finish implements idempotency.Store.
func (s *requests) Finish(ctx context.Context, r idempotency.Record) error {
	keep, err := kept(r)
	if err == nil {
		err = s.do(ctx, keep)
	}
	if err == nil {
		s.over(r.Key, r.LeaseUntil)
	}
	return err
}

// Abandon implements idempotency.Store.
func (s *requests) Abandon(ctx context.Context, key string) error {
	s.mu.Lock()
	begun := s.running[key].LeaseUntil
	s.mu.Unlock()
	err := s.do(ctx, func(tx *tx) error { return tx.exec("DELETE FROM requests WHERE key = ?", key) })
	if err == nil {
		s.over(key, begun)
	}
	return err
}

// over lets the claim of that lease go, not one that took over from it.
func (s *requests) over(key string, lease time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running[key].LeaseUntil.Equal(lease) {
		delete(s.running, key)
	}
}

// Sweep implements idempotency.Store.
func (s *requests) Sweep(ctx context.Context, before time.Time) error {
	s.mu.Lock()
	maps.DeleteFunc(s.running, func(_ string, r idempotency.Record) bool { return r.ExpiresAt.Before(before) })
	s.mu.Unlock()
	return s.do(ctx, func(tx *tx) error { return tx.exec("DELETE FROM requests WHERE expires_at < ?", ms(before)) })
}

// tickets is the ticket.Store.
type tickets struct{ *engine }

// Create implements ticket.Store.
func (s *tickets) Create(ctx context.Context, t ticket.Ticket) error {
	raw, err := encoded(t)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO tickets (hash, expires_at, doc) VALUES (?, ?, ?)", t.Hash, ms(t.ExpiresAt), raw)
	})
}

// Take implements ticket.Store.
func (s *tickets) Take(ctx context.Context, hash string, now time.Time) (t ticket.Ticket, err error) {
	expired := false
	err = s.do(ctx, func(tx *tx) error {
		if t, err = doc[ticket.Ticket](ctx, tx, "SELECT doc FROM tickets WHERE hash = ?", hash); err != nil {
			return err
		}
		expired = !now.Before(t.ExpiresAt)
		return tx.exec("DELETE FROM tickets WHERE hash = ?", hash)
	})
	if err == nil && expired {
		err = fault.NotThere()
	}
	if err != nil {
		return ticket.Ticket{}, err
	}
	return t, nil
}

// Sweep implements ticket.Store.
func (s *tickets) Sweep(ctx context.Context, before time.Time) error {
	return s.do(ctx, func(tx *tx) error { return tx.exec("DELETE FROM tickets WHERE expires_at < ?", ms(before)) })
}
