// Package lease is how any number of instances agree which of them does a piece
// of timed work: whoever holds its lease, until it is given back or ends.
package lease

import (
	"context"
	"slices"
	"time"
)

// Term is how long a lease is held without being prolonged: the longest that
// work stands still after an instance died with it.
const Term = 20 * time.Second

// Lease is who does a piece of timed work, and what was done of it last.
type Lease struct {
	Name    string    `json:"name"`
	Holder  string    `json:"holder"` // "" when it was given back
	Until   time.Time `json:"until"`
	Periods []string  `json:"periods,omitempty"` // those worked off last, such as days, the newest at the end
}

// Remembered is how many periods a lease knows: a daily task is not done again
// though a clock was put back by so many days.
const Remembered = 8

// Done reports whether a period was worked off.
func (l Lease) Done(period string) bool { return slices.Contains(l.Periods, period) }

// With is the lease after one more period was worked off.
func (l Lease) With(period string) Lease {
	l.Periods = append(slices.Clone(l.Periods), period)
	l.Periods = l.Periods[max(0, len(l.Periods)-Remembered):]
	return l
}

// Free reports whether the holder may take the lease now. One that ends later
// than a whole term from now was taken by a clock that has been put back since,
// or that was wrong: nobody has to wait for it.
func (l Lease) Free(holder string, now time.Time) bool {
	return l.Holder == "" || l.Holder == holder || !l.Until.After(now) || l.Until.After(now.Add(Term))
}

// Store keeps leases.
type Store interface {
	// Take gives the lease of a name to the holder until now+Term, if it is Free;
	// taking one's own prolongs it. ok is false while another holds it.
	Take(ctx context.Context, name, holder string, now time.Time) (l Lease, ok bool, err error)
	// GiveBack ends the holder's lease and, unless done is "", notes what was done
	// under it. A lease that another has by now stays as it is.
	GiveBack(ctx context.Context, name, holder, done string) error
}
