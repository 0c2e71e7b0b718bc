package mail

import (
	"context"
	"time"
)

// Query names a page of mails, newest (highest id) first. Empty fields do not choose.
type Query struct {
	State       State
	ComplaintID string
	Before      string // the last id of the page before
	Limit       int
}

// Store keeps mails on their way. What is not there is fault.NotThere.
type Store interface {
	// Add stores a mail of one item, or puts the item into one of the same fold
	// that is pending, was never tried, is not being sent and has room. Of a key that is
	// known already nothing is stored.
	Add(ctx context.Context, m Mail) error
	// Claim hands out one pending mail whose time has come, to one caller only
	// until the lease ends, the longest waiting first; false when there is none.
	Claim(ctx context.Context, now time.Time, lease time.Duration) (Mail, bool, error)
	// Settle replaces a mail.
	Settle(ctx context.Context, m Mail) error
	// Remove forgets a mail.
	Remove(ctx context.Context, id string) error
	Get(ctx context.Context, id string) (Mail, error)
	List(ctx context.Context, q Query) ([]Mail, error)
	// LastTo is the mail to an address that was sent or failed last.
	LastTo(ctx context.Context, address string) (Mail, error)
	// Sweep drops mails that were made before the time and are not pending.
	Sweep(ctx context.Context, before time.Time) error
}
