package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/message"
)

// Messages is the message.Store.
type Messages struct{ messages *mongo.Collection }

// Messages returns the store of portal messages.
func (c *Client) Messages() *Messages { return &Messages{c.db.Collection(messages)} }

// keptMessage carries beside the message what the index of the unread asks for.
type keptMessage struct {
	message.Message `bson:",inline"`
	Unread          bool `json:"unread"`
}

// Add implements message.Store.
func (s *Messages) Add(ctx context.Context, all ...message.Message) error {
	for _, m := range all {
		if err := insert(ctx, s.messages, m.ID, keptMessage{m, m.ReadAt == nil}); err != nil && !mongo.IsDuplicateKeyError(err) {
			return failed("keep a message", err)
		}
	}
	return nil
}

// List implements message.Store.
func (s *Messages) List(ctx context.Context, accountID, beforeID string, unreadOnly bool, limit int) ([]message.Message, error) {
	f, index := bson.D{{Key: "accountId", Value: accountID}}, messagesByAccount
	if unreadOnly {
		f, index = append(f, bson.E{Key: "unread", Value: true}), messagesUnread
	}
	if beforeID != "" {
		f = append(f, before(beforeID)...)
	}
	found, err := s.messages.Find(ctx, f, newest(limit).SetHint(index))
	out, err := list[message.Message](ctx, found, err)
	return out, failed("list messages", err)
}

// Unread implements message.Store.
func (s *Messages) Unread(ctx context.Context, accountID string) (int, error) {
	n, err := s.messages.CountDocuments(ctx, unreadOf(accountID), options.Count().SetLimit(message.CountCap).SetHint(messagesUnread))
	return int(n), failed("count unread messages", err)
}

// Read implements message.Store.
func (s *Messages) Read(ctx context.Context, accountID, upTo string, at time.Time) error {
	return s.read(ctx, append(unreadOf(accountID), bson.E{Key: "_id", Value: bson.D{{Key: "$lte", Value: upTo}}}), at)
}

// ReadMatter implements message.Store.
func (s *Messages) ReadMatter(ctx context.Context, accountID, complaintID string, at time.Time) error {
	return s.read(ctx, append(unreadOf(accountID), bson.E{Key: "complaintId", Value: complaintID}), at)
}

func unreadOf(accountID string) bson.D {
	return bson.D{{Key: "accountId", Value: accountID}, {Key: "unread", Value: true}}
}

func (s *Messages) read(ctx context.Context, which bson.D, at time.Time) error {
	_, err := s.messages.UpdateMany(ctx, which, bson.D{{Key: "$set", Value: bson.D{{Key: "readAt", Value: at}, {Key: "unread", Value: false}}}}, options.UpdateMany().SetHint(messagesUnread))
	return failed("mark messages as read", err)
}

// Sweep implements message.Store.
func (s *Messages) Sweep(ctx context.Context, before time.Time) error {
	_, err := s.messages.DeleteMany(ctx, bson.D{{Key: "at", Value: bson.D{{Key: "$lt", Value: before}}}})
	return failed("sweep messages", err)
}
