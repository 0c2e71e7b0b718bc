package audit

import (
	"context"
	"time"
)

// Query selects entries, newest first by (At, ID). Empty fields do not select.
type Query struct {
	ActorID  string
	Action   string
	Target   string
	BeforeAt time.Time // with BeforeID: the last entry of the page before; zero: from the newest
	BeforeID string
	Limit    int
}

// Store keeps the log.
type Store interface {
	// Append is durable when it returns.
	Append(ctx context.Context, entries ...Entry) error
	// List returns at most q.Limit entries.
	List(ctx context.Context, q Query) ([]Entry, error)
}
