// Package audit is the log of what people with power did: changes of accounts
// and settings, the unmasking of personal data. Entries are added, never
// changed; admin and auditor read them.
package audit

import (
	"context"
	"time"

	"anju/internal/core/access"
)

// Entry is one act. Target names what it was done to ("account:<id>"); it and
// Reason hold no personal data beyond what the reason itself says.
type Entry struct {
	ID        string      `json:"id"`
	At        time.Time   `json:"at"`
	ActorID   string      `json:"actorId"`
	ActorName string      `json:"actorName"`
	Role      access.Role `json:"role"`
	Action    string      `json:"action"` // stable dotted word: account.created, owner.unmasked
	Target    string      `json:"target"`
	Reason    string      `json:"reason,omitempty"`
	RequestID string      `json:"requestId,omitempty"`
}

// New makes the entry of an act by the actor within the request of ctx.
func New(ctx context.Context, id string, at time.Time, by access.Actor, action, target, reason string) Entry {
	return Entry{
		ID: id, At: at, ActorID: by.ID, ActorName: by.Name, Role: by.Role,
		Action: action, Target: target, Reason: reason, RequestID: RequestID(ctx),
	}
}

type requestKey struct{}

// WithRequestID returns a context whose entries carry the request's id.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID of the context; "" outside a request.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
