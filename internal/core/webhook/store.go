package webhook

import (
	"context"
	"time"
)

// Store keeps webhooks and what is on its way to them. What is not there is fault.NotThere.
type Store interface {
	Create(ctx context.Context, w Webhook) error
	// Update replaces the webhook whose stored version is w.Version-1; else fault.StaleVersion.
	Update(ctx context.Context, w Webhook) error
	Get(ctx context.Context, id string) (Webhook, error)
	// All lists every webhook, oldest first; there are at most Most.
	All(ctx context.Context) ([]Webhook, error)

	// Enqueue stores deliveries; those whose webhook and event are known already are passed over.
	Enqueue(ctx context.Context, all ...Delivery) error
	// Claim hands out pending deliveries whose time has come, each to one caller
	// only until the lease ends, those first that have waited longest.
	Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Delivery, error)
	// Settle replaces a delivery.
	Settle(ctx context.Context, d Delivery) error
	Delivery(ctx context.Context, id string) (Delivery, error)
	// Deliveries are a page of one webhook's, newest (highest id) first; before is
	// the last id of the page before, "" from the newest.
	Deliveries(ctx context.Context, webhookID, before string, limit int) ([]Delivery, error)
	// Sweep drops deliveries that were made before the time and are not pending.
	Sweep(ctx context.Context, before time.Time) error
}
