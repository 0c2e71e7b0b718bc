package mongo

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/fault"
	"anju/internal/core/mail"
)

// Mails is the mail.Store.
type Mails struct{ mails *mongo.Collection }

// Mails returns the store of e-mails on their way.
func (c *Client) Mails() *Mails { return &Mails{c.db.Collection(mails)} }

// keptMail carries beside the mail what the index of what can be folded asks for.
type keptMail struct {
	mail.Mail `bson:",inline"`
	Fold      string `json:"fold"`
}

// Add implements mail.Store. The unique index of the keys decides when two hear
// of one event at once.
func (s *Mails) Add(ctx context.Context, m mail.Mail) error {
	open := bson.D{
		{Key: "fold", Value: m.Fold()}, {Key: "state", Value: mail.Pending}, {Key: "attempts", Value: 0},
		{Key: "leaseUntil", Value: bson.D{{Key: "$lte", Value: m.CreatedAt}}}, {Key: "keys", Value: bson.D{{Key: "$nin", Value: m.Keys}}},
		{Key: fmt.Sprintf("items.%d", mail.MostItems-1), Value: bson.D{{Key: "$exists", Value: false}}},
	}
	change := bson.D{
		{Key: "$push", Value: bson.D{{Key: "items", Value: bson.D{{Key: "$each", Value: m.Items}}}, {Key: "keys", Value: bson.D{{Key: "$each", Value: m.Keys}}}}},
		{Key: "$min", Value: bson.D{{Key: "nextAt", Value: m.NextAt}, {Key: "startedAt", Value: m.StartedAt}}},
	}
	result, err := s.mails.UpdateOne(ctx, open, change, options.UpdateOne().SetHint(mailsByFold))
	if err == nil && result.MatchedCount == 0 {
		err = insert(ctx, s.mails, m.ID, keptMail{m, m.Fold()})
	}
	if mongo.IsDuplicateKeyError(err) {
		return nil
	}
	return failed("keep a mail", err)
}

// Claim implements mail.Store.
func (s *Mails) Claim(ctx context.Context, now time.Time, lease time.Duration) (mail.Mail, bool, error) {
	var m mail.Mail
	err := s.mails.FindOneAndUpdate(ctx,
		bson.D{{Key: "state", Value: mail.Pending}, {Key: "nextAt", Value: bson.D{{Key: "$lte", Value: now}}}, {Key: "leaseUntil", Value: bson.D{{Key: "$lte", Value: now}}}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "leaseUntil", Value: now.Add(lease)}}}},
		options.FindOneAndUpdate().SetSort(bson.D{{Key: "nextAt", Value: 1}}).SetReturnDocument(options.After).SetHint(mailsByNext)).Decode(&m)
	if err == mongo.ErrNoDocuments {
		return mail.Mail{}, false, nil
	}
	return m, err == nil, failed("claim a mail", err)
}

// Settle implements mail.Store.
func (s *Mails) Settle(ctx context.Context, m mail.Mail) error {
	raw, err := document(m.ID, keptMail{m, m.Fold()})
	if err != nil {
		return err
	}
	result, err := s.mails.ReplaceOne(ctx, byID(m.ID), raw)
	if err == nil && result.MatchedCount == 0 {
		return fault.NotThere()
	}
	return failed("settle a mail", err)
}

// Remove implements mail.Store.
func (s *Mails) Remove(ctx context.Context, id string) error {
	_, err := s.mails.DeleteOne(ctx, byID(id))
	return failed("forget a mail", err)
}

// Get implements mail.Store.
func (s *Mails) Get(ctx context.Context, id string) (mail.Mail, error) {
	m, err := get[mail.Mail](ctx, s.mails, byID(id))
	return m, failed("read a mail", err)
}

// List implements mail.Store.
func (s *Mails) List(ctx context.Context, q mail.Query) ([]mail.Mail, error) {
	var f bson.D
	index := byKey
	if q.State != "" {
		f, index = append(f, bson.E{Key: "state", Value: q.State}), mailsByState
	}
	if q.ComplaintID != "" {
		f, index = append(f, bson.E{Key: "complaintId", Value: q.ComplaintID}), mailsByMatter
	}
	if q.Before != "" {
		f = append(f, before(q.Before)...)
	}
	if f == nil {
		f = bson.D{}
	}
	found, err := s.mails.Find(ctx, f, newest(q.Limit).SetHint(index))
	out, err := list[mail.Mail](ctx, found, err)
	return out, failed("list mails", err)
}

// LastTo implements mail.Store.
func (s *Mails) LastTo(ctx context.Context, address string) (mail.Mail, error) {
	var m mail.Mail
	err := s.mails.FindOne(ctx, bson.D{{Key: "to", Value: address}, {Key: "settledAt", Value: bson.D{{Key: "$exists", Value: true}}}},
		options.FindOne().SetSort(bson.D{{Key: "settledAt", Value: -1}}).SetHint(mailsByAddress)).Decode(&m)
	return m, failed("read a mail", err)
}

// Sweep implements mail.Store.
func (s *Mails) Sweep(ctx context.Context, before time.Time) error {
	_, err := s.mails.DeleteMany(ctx, bson.D{
		{Key: "state", Value: bson.D{{Key: "$in", Value: bson.A{mail.Sent, mail.Failed}}}}, {Key: "createdAt", Value: bson.D{{Key: "$lt", Value: before}}},
	})
	return failed("sweep mails", err)
}
