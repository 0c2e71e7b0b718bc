package sqlite

import (
	"context"
	"time"

	"anju/internal/core/lease"
)

// leases is the lease.Store. What is written is written by one connection, so
// that reading and taking are one step.
type leases struct{ *engine }

// Take implements lease.Store.
func (s *leases) Take(ctx context.Context, name, holder string, now time.Time) (taken lease.Lease, ok bool, err error) {
	err = s.do(ctx, func(tx *tx) error {
		l, err := leaseOf(ctx, tx, name)
		if err != nil {
			return err
		}
		if taken, ok = l, l.Free(holder, now); !ok {
			return nil
		}
		taken.Holder, taken.Until = holder, now.Add(lease.Term)
		return keepLease(tx, taken)
	})
	return taken, ok, err
}

// GiveBack implements lease.Store.
func (s *leases) GiveBack(ctx context.Context, name, holder, done string) error {
	return s.do(ctx, func(tx *tx) error {
		l, err := leaseOf(ctx, tx, name)
		if err != nil || l.Holder != holder {
			return err
		}
		l.Holder, l.Until = "", time.Time{}
		if done != "" {
			l = l.With(done)
		}
		return keepLease(tx, l)
	})
}

func leaseOf(ctx context.Context, tx *tx, name string) (lease.Lease, error) {
	found, err := docs[lease.Lease](ctx, tx, "SELECT doc FROM leases WHERE name = ?", name)
	if err != nil || len(found) == 0 {
		return lease.Lease{Name: name}, err
	}
	return found[0], nil
}

func keepLease(tx *tx, l lease.Lease) error {
	raw, err := encoded(l)
	if err != nil {
		return err
	}
	return tx.exec("INSERT INTO leases (name, doc) VALUES (?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc", l.Name, raw)
}
