package sqlite

import (
	"context"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/webhook"
)

// webhooks is the webhook.Store.
type webhooks struct{ *engine }

// Create implements webhook.Store.
func (s *webhooks) Create(ctx context.Context, w webhook.Webhook) error {
	raw, err := encoded(w)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO webhooks (id, version, doc) VALUES (?, ?, ?)", w.ID, w.Version, raw)
	})
}

// Update implements webhook.Store.
func (s *webhooks) Update(ctx context.Context, w webhook.Webhook) error {
	raw, err := encoded(w)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		n, err := tx.change("UPDATE webhooks SET version = ?, doc = ? WHERE id = ? AND version = ?", w.Version, raw, w.ID, w.Version-1)
		if err != nil || n == 1 {
			return err
		}
		stored, err := doc[webhook.Webhook](ctx, tx, "SELECT doc FROM webhooks WHERE id = ?", w.ID)
		if err != nil {
			return err
		}
		return fault.StaleVersion(stored.Version)
	})
}

// Get implements webhook.Store.
func (s *webhooks) Get(ctx context.Context, id string) (webhook.Webhook, error) {
	return doc[webhook.Webhook](ctx, s.reader, "SELECT doc FROM webhooks WHERE id = ?", id)
}

// All implements webhook.Store.
func (s *webhooks) All(ctx context.Context) ([]webhook.Webhook, error) {
	return docs[webhook.Webhook](ctx, s.reader, "SELECT doc FROM webhooks ORDER BY id LIMIT ?", webhook.Most)
}

// Enqueue implements webhook.Store.
func (s *webhooks) Enqueue(ctx context.Context, all ...webhook.Delivery) error {
	if len(all) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		for _, d := range all {
			raw, err := encoded(d)
			if err != nil {
				return err
			}
			if err := tx.exec(`INSERT INTO deliveries (id, webhook_id, event_id, pending, created_at, next_at, lease_until, doc)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, append([]any{d.ID, d.WebhookID, d.EventID}, columns(d, raw)...)...); err != nil {
				return err
			}
		}
		return nil
	})
}

func columns(d webhook.Delivery, raw string) []any {
	return []any{flag(d.State == webhook.Pending), ms(d.CreatedAt), ms(d.NextAt), ms(d.LeaseUntil), raw}
}

// Claim implements webhook.Store.
func (s *webhooks) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]webhook.Delivery, error) {
	const due = "FROM deliveries WHERE pending = 1 AND next_at <= ?1 AND lease_until <= ?1"
	some, err := number(ctx, s.reader, "SELECT EXISTS (SELECT 1 "+due+")", ms(now))
	if err != nil || some == 0 {
		return nil, err
	}
	var out []webhook.Delivery
	err = s.do(ctx, func(tx *tx) error {
		var err error
		if out, err = docs[webhook.Delivery](ctx, tx, "SELECT doc "+due+" ORDER BY next_at LIMIT ?2", ms(now), limit); err != nil {
			return err
		}
		for i := range out {
			out[i].LeaseUntil = now.Add(lease)
			if err := settle(tx, out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Settle implements webhook.Store.
func (s *webhooks) Settle(ctx context.Context, d webhook.Delivery) error {
	return s.do(ctx, func(tx *tx) error { return settle(tx, d) })
}

func settle(tx *tx, d webhook.Delivery) error {
	raw, err := encoded(d)
	if err != nil {
		return err
	}
	n, err := tx.change("UPDATE deliveries SET pending = ?, created_at = ?, next_at = ?, lease_until = ?, doc = ? WHERE id = ?", append(columns(d, raw), d.ID)...)
	if err == nil && n == 0 {
		err = fault.NotThere()
	}
	return err
}

// Delivery implements webhook.Store.
func (s *webhooks) Delivery(ctx context.Context, id string) (webhook.Delivery, error) {
	return doc[webhook.Delivery](ctx, s.reader, "SELECT doc FROM deliveries WHERE id = ?", id)
}

// Deliveries implements webhook.Store.
func (s *webhooks) Deliveries(ctx context.Context, webhookID, before string, limit int) ([]webhook.Delivery, error) {
	c := &conditions{}
	c.is("webhook_id", webhookID)
	return newest[webhook.Delivery](ctx, s.reader, "deliveries", c, before, limit)
}

// Sweep implements webhook.Store.
func (s *webhooks) Sweep(ctx context.Context, before time.Time) error {
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("DELETE FROM deliveries WHERE pending = 0 AND created_at < ?", ms(before))
	})
}
