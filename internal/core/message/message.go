// Package message knows who is told of what on a matter, and in which words:
// the table of listeners, the templates, and the portal message that comes of them.
package message

import (
	"context"
	"time"

	"anju/internal/core/fault"
)

// Message is what one person is told of one event. Its words were made when the
// event was heard, so that a later change of a template rewrites no history.
type Message struct {
	ID          string     `json:"id"`
	AccountID   string     `json:"accountId"`
	EventID     string     `json:"eventId"`
	Event       string     `json:"event"` // kind of the event
	ComplaintID string     `json:"complaintId"`
	Number      string     `json:"number"`
	Link        string     `json:"link,omitempty"` // a page of the desk, where it is not the matter's
	At          time.Time  `json:"at"`
	ZH          string     `json:"zh"`
	EN          string     `json:"en"`
	ReadAt      *time.Time `json:"readAt,omitempty"`
}

// Text is the message in both languages.
func (m Message) Text() fault.Text { return fault.Text{ZH: m.ZH, EN: m.EN} }

// CountCap bounds the count of what is unread: a badge says 99+.
const CountCap = 100

// Store keeps messages.
type Store interface {
	// Add stores messages; of one event each account has one, a second is passed over.
	Add(ctx context.Context, all ...Message) error
	// List is a page of an account's messages, newest (highest id) first; before is
	// the last id of the page before, "" from the newest.
	List(ctx context.Context, accountID, before string, unreadOnly bool, limit int) ([]Message, error)
	// Unread counts an account's unread messages, at most CountCap.
	Unread(ctx context.Context, accountID string) (int, error)
	// Read marks an account's messages up to and with an id as read.
	Read(ctx context.Context, accountID, upTo string, at time.Time) error
	// ReadMatter marks an account's messages of a matter as read: who opens it has seen them.
	ReadMatter(ctx context.Context, accountID, complaintID string, at time.Time) error
	// Sweep drops messages from before the time.
	Sweep(ctx context.Context, before time.Time) error
}
