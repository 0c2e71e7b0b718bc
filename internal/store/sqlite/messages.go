package sqlite

import (
	"context"
	"time"

	"anju/internal/core/message"
)

// messages is the message.Store.
type messages struct{ *engine }

// Add implements message.Store.
func (s *messages) Add(ctx context.Context, all ...message.Message) error {
	if len(all) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		for _, m := range all {
			raw, err := encoded(m)
			if err != nil {
				return err
			}
			if err := tx.exec("INSERT INTO messages (id, account_id, event_id, complaint_id, at, unread, doc) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
				m.ID, m.AccountID, m.EventID, m.ComplaintID, ms(m.At), flag(m.ReadAt == nil), raw); err != nil {
				return err
			}
		}
		return nil
	})
}

// List implements message.Store.
func (s *messages) List(ctx context.Context, accountID, before string, unreadOnly bool, limit int) ([]message.Message, error) {
	c := &conditions{}
	c.is("account_id", accountID)
	if unreadOnly {
		c.add("unread = 1")
	}
	return newest[message.Message](ctx, s.reader, "messages", c, before, limit)
}

// Unread implements message.Store.
func (s *messages) Unread(ctx context.Context, accountID string) (int, error) {
	n, err := number(ctx, s.reader, "SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE account_id = ? AND unread = 1 LIMIT ?)", accountID, message.CountCap)
	return int(n), err
}

// Read implements message.Store.
func (s *messages) Read(ctx context.Context, accountID, upTo string, at time.Time) error {
	return s.read(ctx, at, "account_id = ? AND unread = 1 AND id <= ?", accountID, upTo)
}

// ReadMatter implements message.Store.
func (s *messages) ReadMatter(ctx context.Context, accountID, complaintID string, at time.Time) error {
	return s.read(ctx, at, "account_id = ? AND unread = 1 AND complaint_id = ?", accountID, complaintID)
}

// read marks the unread ones that the condition selects; where there are none,
// as mostly, nothing is written.
func (s *messages) read(ctx context.Context, at time.Time, where string, args ...any) error {
	unread, err := docs[message.Message](ctx, s.reader, "SELECT doc FROM messages WHERE "+where, args...)
	if err != nil || len(unread) == 0 {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		for _, m := range unread {
			m.ReadAt = &at
			raw, err := encoded(m)
			if err != nil {
				return err
			}
			if err := tx.exec("UPDATE messages SET unread = 0, doc = ? WHERE id = ? AND unread = 1", raw, m.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// Sweep implements message.Store.
func (s *messages) Sweep(ctx context.Context, before time.Time) error {
	return s.do(ctx, func(tx *tx) error { return tx.exec("DELETE FROM messages WHERE at < ?", ms(before)) })
}
