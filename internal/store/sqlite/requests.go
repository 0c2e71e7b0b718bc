package sqlite

import (
	"context"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/idempotency"
	"anju/internal/core/ticket"
)

// requests is the idempotency.Store.
type requests struct{ *engine }

const keepRequest = `INSERT INTO requests (key, done, lease_until, expires_at, doc) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT DO UPDATE SET done = excluded.done, lease_until = excluded.lease_until, expires_at = excluded.expires_at, doc = excluded.doc`

func (s *requests) keep(tx *tx, r idempotency.Record) error {
	raw, err := encoded(r)
	if err != nil {
		return err
	}
	return tx.exec(keepRequest, r.Key, flag(r.Done), ms(r.LeaseUntil), ms(r.ExpiresAt), raw)
}

// Begin implements idempotency.Store.
func (s *requests) Begin(ctx context.Context, r idempotency.Record, now time.Time) (held idempotency.Record, claimed bool, err error) {
	err = s.do(ctx, func(tx *tx) error {
		found, err := docs[idempotency.Record](ctx, tx,
			"SELECT doc FROM requests WHERE key = ?1 AND (done = 1 AND expires_at > ?2 OR done = 0 AND lease_until > ?2)", r.Key, ms(now))
		if err != nil {
			return err
		}
		if len(found) == 1 {
			held, claimed = found[0], false
			return nil
		}
		held, claimed = r, true
		return s.keep(tx, r)
	})
	return held, claimed && err == nil, err
}

// Finish implements idempotency.Store.
func (s *requests) Finish(ctx context.Context, r idempotency.Record) error {
	return s.do(ctx, func(tx *tx) error { return s.keep(tx, r) })
}

// Abandon implements idempotency.Store.
func (s *requests) Abandon(ctx context.Context, key string) error {
	return s.do(ctx, func(tx *tx) error { return tx.exec("DELETE FROM requests WHERE key = ?", key) })
}

// Sweep implements idempotency.Store.
func (s *requests) Sweep(ctx context.Context, before time.Time) error {
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
