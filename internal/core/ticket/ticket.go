// Package ticket lets a browser fetch one thing that it cannot send a bearer
// token with: a picture, a download, a print page. A ticket is good for one GET
// within a minute, as the person who asked for it.
package ticket

import (
	"context"
	"time"

	"anju/internal/core/access"
)

// Life is how long a ticket can be used.
const Life = time.Minute

// Ticket opens one path, with its query, once. Only the secret's hash is kept.
type Ticket struct {
	Hash      string       `json:"hash"`
	Path      string       `json:"path"`
	Actor     access.Actor `json:"actor"`
	Language  string       `json:"language,omitempty"` // of who asked; the browser's own may be another
	ExpiresAt time.Time    `json:"expiresAt"`
}

// Store keeps tickets.
type Store interface {
	Create(ctx context.Context, t Ticket) error
	// Take removes the ticket and returns it if it has not expired, atomically:
	// of two at once one gets it, the other fault.NotThere.
	Take(ctx context.Context, hash string, now time.Time) (Ticket, error)
	// Sweep drops what expired before the time.
	Sweep(ctx context.Context, before time.Time) error
}
