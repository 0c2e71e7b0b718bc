package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"anju/internal/core/idempotency"
	"anju/internal/core/ticket"
)

// Idempotency is the idempotency.Store.
type Idempotency struct {
	records *mongo.Collection
	begun   *mongo.Collection // the same, without waiting for the majority
}

// Idempotency returns the store of answered requests.
func (c *Client) Idempotency() *Idempotency {
	// What a request commits waits for the majority, and carries the record of
	// its beginning with it, as the log is one sequence.
	return &Idempotency{records: c.db.Collection(requests), begun: c.db.Collection(requests, options.Collection().SetWriteConcern(writeconcern.W1()))}
}

// Begin implements idempotency.Store.
func (s *Idempotency) Begin(ctx context.Context, r idempotency.Record, now time.Time) (idempotency.Record, bool, error) {
	doc, err := document(r.Key, r)
	if err != nil {
		return idempotency.Record{}, false, failed("begin a request", err)
	}
	over := bson.D{{Key: "_id", Value: r.Key}, {Key: "$or", Value: bson.A{
		bson.D{{Key: "done", Value: true}, {Key: "expiresAt", Value: bson.D{{Key: "$lte", Value: now}}}},
		bson.D{{Key: "done", Value: false}, {Key: "leaseUntil", Value: bson.D{{Key: "$lte", Value: now}}}},
	}}}
	for {
		// Replaces one that is over, inserts where there is none, and runs into
		// the key of one that is held.
		_, err := s.begun.ReplaceOne(ctx, over, doc, options.Replace().SetUpsert(true))
		if err == nil {
			return r, true, nil
		}
		if !mongo.IsDuplicateKeyError(err) {
			return idempotency.Record{}, false, failed("begin a request", err)
		}
		held, err := get[idempotency.Record](ctx, s.records, byID(r.Key))
		if err == mongo.ErrNoDocuments { // abandoned meanwhile
			continue
		}
		return held, false, failed("begin a request", err)
	}
}

// Finish implements idempotency.Store.
func (s *Idempotency) Finish(ctx context.Context, r idempotency.Record) error {
	doc, err := document(r.Key, r)
	if err == nil {
		_, err = s.records.ReplaceOne(ctx, byID(r.Key), doc, options.Replace().SetUpsert(true))
	}
	return failed("finish a request", err)
}

// Abandon implements idempotency.Store.
func (s *Idempotency) Abandon(ctx context.Context, key string) error {
	_, err := s.records.DeleteOne(ctx, byID(key))
	return failed("abandon a request", err)
}

// Sweep implements idempotency.Store.
func (s *Idempotency) Sweep(ctx context.Context, before time.Time) error {
	return failed("sweep requests", sweep(ctx, s.records, before))
}

// sweep drops what expired before the time.
func sweep(ctx context.Context, in *mongo.Collection, before time.Time) error {
	_, err := in.DeleteMany(ctx, bson.D{{Key: "expiresAt", Value: bson.D{{Key: "$lt", Value: before}}}})
	return err
}

// Tickets is the ticket.Store.
type Tickets struct{ tickets *mongo.Collection }

// Tickets returns the store of tickets.
func (c *Client) Tickets() *Tickets { return &Tickets{c.db.Collection(tickets)} }

// Create implements ticket.Store.
func (s *Tickets) Create(ctx context.Context, t ticket.Ticket) error {
	return failed("keep a ticket", insert(ctx, s.tickets, t.Hash, t))
}

// Take implements ticket.Store.
func (s *Tickets) Take(ctx context.Context, hash string, now time.Time) (ticket.Ticket, error) {
	var t ticket.Ticket
	err := s.tickets.FindOneAndDelete(ctx, bson.D{{Key: "_id", Value: hash}, {Key: "expiresAt", Value: bson.D{{Key: "$gt", Value: now}}}}).Decode(&t)
	return t, failed("take a ticket", err)
}

// Sweep implements ticket.Store.
func (s *Tickets) Sweep(ctx context.Context, before time.Time) error {
	return failed("sweep tickets", sweep(ctx, s.tickets, before))
}
