// Package supervising holds the use cases of supervision: orders over several
// matters and what becomes of them, the reminders of follow-up items, and the
// leaders' daily digest. What is decided is decided in core; here it is
// gathered, kept, and told.
package supervising

import (
	"context"
	"time"

	"github.com/google/uuid"

	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/followup"
	"anju/internal/core/message"
	"anju/internal/core/rules"
	"anju/internal/core/supervision"
)

// Carrier brings a matter up to what the register says of an order.
type Carrier interface {
	CarryOrder(ctx context.Context, complaintID string, to complaint.OrderNote) error
}

// Teller tells people, each once by the notice's key.
type Teller interface {
	Notify(ctx context.Context, n message.Notice) error
}

// Deps is what the use cases stand on.
type Deps struct {
	Orders    supervision.Store
	FollowUps followup.Store
	Matters   complaint.Store
	Accounts  account.Store
	Carrier   Carrier
	Teller    Teller
	Rules     rules.Source
	Now       func() time.Time
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// now is the moment of a use case: UTC, whole milliseconds, as stores keep it.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// batch bounds what one look of the timed work takes on.
const batch = 100
