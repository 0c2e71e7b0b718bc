// Package live is the door through which open pages hear of what changes. The
// HTTP edge listens; whoever relays the committed events speaks.
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
	// Subscribe begins after the event lastID where it is still known; "" begins
	// now. The channel ends with ctx, or when its reader is too slow: the page
	// then subscribes anew.
	Subscribe(ctx context.Context, actor access.Actor, lastID string) <-chan Event
}
