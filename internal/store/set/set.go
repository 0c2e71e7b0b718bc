// Package set names everything that a store keeps, so that both stores can be
// handed over, opened and tested as one value.
package set

import (
	"context"

	"anju/internal/core/account"
	"anju/internal/core/attachment"
	"anju/internal/core/audit"
	"anju/internal/core/casestudy"
	"anju/internal/core/complaint"
	"anju/internal/core/corrective"
	"anju/internal/core/estate"
	"anju/internal/core/followup"
	"anju/internal/core/handover"
	"anju/internal/core/idempotency"
	"anju/internal/core/keyregister"
	"anju/internal/core/lease"
	"anju/internal/core/ledger"
	"anju/internal/core/letter"
	"anju/internal/core/live"
	"anju/internal/core/mail"
	"anju/internal/core/measure"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
	"anju/internal/core/owner"
	"anju/internal/core/roster"
	"anju/internal/core/settings"
	"anju/internal/core/supervision"
	"anju/internal/core/ticket"
	"anju/internal/core/webhook"
)

// Set is an open store: one implementation of every interface that core needs.
type Set struct {
	Complaints  complaint.Store
	Held        complaint.HeldStore
	Figures     complaint.FigureStore
	Outbox      outbox.Store
	Accounts    account.Store
	Audit       audit.Store
	Owners      owner.Store
	Estate      estate.Store
	Attachments attachment.Store
	Blobs       attachment.Blobs
	Idempotency idempotency.Store
	Tickets     ticket.Store
	Settings    settings.Store
	Measures    measure.Store
	Letters     letter.Store
	Webhooks    webhook.Store
	FollowUps   followup.Store
	Correctives corrective.Store
	CaseStudies casestudy.Store
	Messages    message.Store
	Mails       mail.Store
	Ledger      ledger.Store
	Orders      supervision.Store
	Leases      lease.Store
	Live        live.Log
	Rosters     roster.Store
	Handovers   handover.Store
	Keys        keyregister.Store

	Engine
}

// Engine is what stands behind the interfaces.
type Engine interface {
	// Ping reports whether the store answers, for readiness.
	Ping(ctx context.Context) error
	// Close finishes what was begun and lets go of the store.
	Close(ctx context.Context) error
}
