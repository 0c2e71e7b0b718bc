// Package live is how open pages hear of what changes. What there is to tell
// stands in one log that all instances share: whoever relays the committed
// events appends, every instance follows, and the HTTP edge listens. An event's
// id is its position in the log, so a page resumes wherever it connects next.
package live

import (
	"context"
	"encoding/json"

	"anju/internal/core/access"
)

// What an event tells.
const (
	ComplaintChanged = "complaint.changed"
	ClockDue         = "clock.due"
	ApprovalWaiting  = "approval.waiting"

	// Reload says that the page asked for what is no longer kept: it reads
	// everything anew and goes on from this event's id.
	Reload = "stream.reload"
	// Passed tells nothing but an id to resume after: what lies before it was
	// for others.
	Passed = ""
)

// Event is one thing to tell. It holds ids and no personal data; pages read
// what they may see of the rest.
type Event struct {
	ID   string          `json:"id"` // what a page resumes after
	Kind string          `json:"kind"`
	Data json.RawMessage `json:"data"`
}

// Hub tells each actor what lies within their sight.
type Hub interface {
	// Subscribe begins after the event lastID, with Reload where that is no longer
	// kept; "" begins now. The first that comes is always an id to resume after.
	// The channel ends with ctx, or when its reader is too slow: the page then
	// subscribes anew.
	Subscribe(ctx context.Context, actor access.Actor, lastID string) <-chan Event
}

// Entry is one event in the log, with the keys that say who may hear of it.
type Entry struct {
	Position  int64           `json:"position"` // given by the log, each one more than the one before
	Key       string          `json:"key"`      // by which a second delivery is known
	Kind      string          `json:"kind"`
	Data      json.RawMessage `json:"data"`
	Audience  []string        `json:"audience"`
	Community string          `json:"community"`
	Recused   []string        `json:"recused"`
}

// Log keeps the latest of what was told, in one order for all instances.
type Log interface {
	// Append puts entries behind the last, in their order; one whose key is there
	// is passed over. Who has seen a position will never see a lower one appear.
	Append(ctx context.Context, entries ...Entry) error
	// After lists what stands behind a position, oldest first.
	After(ctx context.Context, position int64, limit int) ([]Entry, error)
	// Last lists the latest entries, oldest first.
	Last(ctx context.Context, limit int) ([]Entry, error)
	// Sweep keeps the latest entries alone; positions are never given twice.
	Sweep(ctx context.Context, keep int) error
}
