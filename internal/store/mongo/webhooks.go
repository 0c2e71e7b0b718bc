package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/fault"
	"anju/internal/core/webhook"
)

// Webhooks is the webhook.Store.
type Webhooks struct{ webhooks, deliveries *mongo.Collection }

// Webhooks returns the store of webhooks and their deliveries.
func (c *Client) Webhooks() *Webhooks {
	return &Webhooks{c.db.Collection(webhooks), c.db.Collection(deliveries)}
}

// Create implements webhook.Store.
func (s *Webhooks) Create(ctx context.Context, w webhook.Webhook) error {
	return failed("keep a webhook", insert(ctx, s.webhooks, w.ID, w))
}

// Update implements webhook.Store.
func (s *Webhooks) Update(ctx context.Context, w webhook.Webhook) error {
	return failed("change a webhook", replace(ctx, s.webhooks, w.ID, w.Version, w))
}

// Get implements webhook.Store.
func (s *Webhooks) Get(ctx context.Context, id string) (webhook.Webhook, error) {
	w, err := get[webhook.Webhook](ctx, s.webhooks, byID(id))
	return w, failed("read a webhook", err)
}

// All implements webhook.Store.
func (s *Webhooks) All(ctx context.Context) ([]webhook.Webhook, error) {
	found, err := s.webhooks.Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(webhook.Most).SetHint(byKey))
	out, err := list[webhook.Webhook](ctx, found, err)
	return out, failed("list webhooks", err)
}

// Enqueue implements webhook.Store. Of two that hear of one event at once, one
// insert wins by the unique index; the other is passed over.
func (s *Webhooks) Enqueue(ctx context.Context, all ...webhook.Delivery) error {
	for _, d := range all {
		if err := insert(ctx, s.deliveries, d.ID, d); err != nil && !mongo.IsDuplicateKeyError(err) {
			return failed("keep a delivery", err)
		}
	}
	return nil
}

// Claim implements webhook.Store.
func (s *Webhooks) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]webhook.Delivery, error) {
	var out []webhook.Delivery
	for len(out) < limit {
		var d webhook.Delivery
		err := s.deliveries.FindOneAndUpdate(ctx,
			bson.D{{Key: "state", Value: webhook.Pending}, {Key: "nextAt", Value: bson.D{{Key: "$lte", Value: now}}}, {Key: "leaseUntil", Value: bson.D{{Key: "$lte", Value: now}}}},
			bson.D{{Key: "$set", Value: bson.D{{Key: "leaseUntil", Value: now.Add(lease)}}}},
			options.FindOneAndUpdate().SetSort(bson.D{{Key: "nextAt", Value: 1}}).SetReturnDocument(options.After).SetHint(deliveriesByNext)).Decode(&d)
		if err == mongo.ErrNoDocuments {
			break
		}
		if err != nil {
			return out, failed("claim deliveries", err)
		}
		out = append(out, d)
	}
	return out, nil
}

// Settle implements webhook.Store.
func (s *Webhooks) Settle(ctx context.Context, d webhook.Delivery) error {
	raw, err := document(d.ID, d)
	if err != nil {
		return err
	}
	result, err := s.deliveries.ReplaceOne(ctx, byID(d.ID), raw)
	if err == nil && result.MatchedCount == 0 {
		return fault.NotThere()
	}
	return failed("settle a delivery", err)
}

// Delivery implements webhook.Store.
func (s *Webhooks) Delivery(ctx context.Context, id string) (webhook.Delivery, error) {
	d, err := get[webhook.Delivery](ctx, s.deliveries, byID(id))
	return d, failed("read a delivery", err)
}

// Deliveries implements webhook.Store.
func (s *Webhooks) Deliveries(ctx context.Context, webhookID, beforeID string, limit int) ([]webhook.Delivery, error) {
	f := bson.D{{Key: "webhookId", Value: webhookID}}
	if beforeID != "" {
		f = append(f, before(beforeID)...)
	}
	found, err := s.deliveries.Find(ctx, f, newest(limit).SetHint(deliveriesByWebhook))
	out, err := list[webhook.Delivery](ctx, found, err)
	return out, failed("list deliveries", err)
}

// Sweep implements webhook.Store.
func (s *Webhooks) Sweep(ctx context.Context, before time.Time) error {
	_, err := s.deliveries.DeleteMany(ctx, bson.D{
		{Key: "state", Value: bson.D{{Key: "$in", Value: bson.A{webhook.Delivered, webhook.GivenUp}}}}, {Key: "createdAt", Value: bson.D{{Key: "$lt", Value: before}}},
	})
	return failed("sweep deliveries", err)
}
