package letter

import (
	"context"
	"time"

	"anju/internal/core/words"
)

// Store keeps the registers.
type Store interface {
	// Put writes lines, new or again, by their ids.
	Put(ctx context.Context, all ...Letter) error
	// List is a page, the last registered first: by At, then by id.
	List(ctx context.Context, q Query) ([]Letter, error)
	// Forget takes the lines of a matter out, with what they say of people.
	Forget(ctx context.Context, complaintID string) error

	// AddSeal writes down one use of a seal.
	AddSeal(ctx context.Context, s Seal) error
	// Seals is a page, newest (highest id) first; before is the last id of the
	// page before, "" from the newest.
	Seals(ctx context.Context, before string, limit int) ([]Seal, error)
}

// Query says which letters a list holds. Empty fields do not bound it.
type Query struct {
	Direction   string
	Communities []string     // any of these
	From, To    *time.Time   // registered in [From, To)
	Words       []words.Term // all must match
	BeforeAt    time.Time    // zero: from the newest
	BeforeID    string
	Limit       int
}
