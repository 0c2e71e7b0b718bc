// Package outbox relays committed events to those who must hear of them: at
// least once, in the order of each matter, from any number of instances.
package outbox

import (
	"context"
	"log/slog"
	"time"

	"anju/internal/core/outbox"
)

// Subscriber hears of committed events. An error leaves the event pending; it
// comes again when the lease ends, so hearing it twice must do no harm.
type Subscriber interface {
	Hear(ctx context.Context, p outbox.Pending) error
}

const (
	lease = 30 * time.Second
	batch = 100
)

// Relay hands pending events to its subscribers.
type Relay struct {
	Store       outbox.Store
	Subscribers []Subscriber
	Now         func() time.Time
	Log         *slog.Logger
}

// Once relays what is pending now and returns how many events went out.
func (r *Relay) Once(ctx context.Context) (int, error) {
	pending, err := r.Store.Claim(ctx, r.Now().UTC(), lease, batch)
	if err != nil {
		return 0, err
	}
	var heard []string
	failed := map[string]bool{} // matters whose order a failure holds up
	for _, p := range pending {
		if failed[p.Event.ComplaintID] {
			continue
		}
		if err := r.tell(ctx, p); err != nil {
			failed[p.Event.ComplaintID] = true
			r.Log.ErrorContext(ctx, "event not delivered", "event", p.Event.ID, "kind", p.Event.Kind, "error", err)
			continue
		}
		heard = append(heard, p.Event.ID)
	}
	if len(heard) == 0 {
		return 0, nil
	}
	return len(heard), r.Store.Done(ctx, heard...)
}

func (r *Relay) tell(ctx context.Context, p outbox.Pending) error {
	for _, s := range r.Subscribers {
		if err := s.Hear(ctx, p); err != nil {
			return err
		}
	}
	return nil
}
