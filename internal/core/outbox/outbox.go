// Package outbox is what committed events wait in until everybody who must
// hear of them has heard: at least once, and in order within a matter.
package outbox

import (
	"context"
	"time"

	"anju/internal/core/complaint"
)

// Pending is an event that was committed and not yet delivered. Event.ID is
// the key by which a subscriber knows a second delivery.
type Pending struct {
	Event  complaint.Event
	Matter complaint.Complaint // as it is when claimed: at least as new as the event
}

// Store hands out pending events. complaint.Store's Commit puts them in.
type Store interface {
	// Claim hands out pending events, each matter to one caller only until the
	// lease ends: of a matter the earliest that are pending, in their order, and
	// none while an earlier claim of that matter is neither done nor over. Of
	// the matters those come first that have waited longest.
	Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Pending, error)
	// Done forgets events that were delivered, by Event.ID; unknown ids are
	// passed over. When all that was claimed of a matter is done, what was
	// committed since can be claimed at once.
	Done(ctx context.Context, ids ...string) error
}
