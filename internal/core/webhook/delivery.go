package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
)

// State is how far a delivery has come.
type State string

const (
	Pending   State = "pending"   // is tried, or tried again
	Delivered State = "delivered" // the other side answered 2xx
	GivenUp   State = "given_up"  // a day of tries failed; a person may send it again
)

// Delivery is one event on its way to one webhook. Body is kept as the bytes
// that go out, so that every try sends the same.
type Delivery struct {
	ID          string     `json:"id"`
	WebhookID   string     `json:"webhookId"`
	EventID     string     `json:"eventId"`
	Event       string     `json:"event"` // complaint.<kind>
	Body        []byte     `json:"body"`
	State       State      `json:"state"`
	Attempts    int        `json:"attempts"`
	CreatedAt   time.Time  `json:"createdAt"`
	StartedAt   time.Time  `json:"startedAt"` // of this day of tries
	NextAt      time.Time  `json:"nextAt"`
	LeaseUntil  time.Time  `json:"leaseUntil"`
	DeliveredAt *time.Time `json:"deliveredAt,omitempty"`
	LastStatus  int        `json:"lastStatus,omitempty"` // 0: no answer
	LastError   string     `json:"lastError,omitempty"`
}

// body is what goes out: ids and codes, by which the other side reads the rest
// with its own rights.
type body struct {
	Event     string    `json:"event"`
	Names     []string  `json:"names"`
	At        time.Time `json:"at"`
	Complaint subject   `json:"complaint"`
	// Texts are what a text message to owners or to staff would say.
	Texts map[string]message.Words `json:"texts,omitempty"`
	// NotBefore is when the quiet hours end; until then a text message waits.
	NotBefore *time.Time `json:"notBefore,omitempty"`
}

type subject struct {
	ID          string           `json:"id"`
	Number      string           `json:"number"`
	Version     int64            `json:"version"`
	Status      complaint.Status `json:"status"`
	Nature      string           `json:"nature"`
	Category    string           `json:"category,omitempty"`
	Severity    string           `json:"severity"`
	Department  string           `json:"department,omitempty"`
	CommunityID string           `json:"communityId"`
	Seq         int64            `json:"seq"`
}

// New makes the delivery of an event to a webhook; notBefore is nil where a text
// message may go at once.
func New(id string, w Webhook, e complaint.Event, m complaint.Complaint, texts map[string]message.Words, notBefore *time.Time, now time.Time) (Delivery, error) {
	names := Names(e, m)
	raw, err := json.Marshal(body{
		Event: names[0], Names: names[1:], At: e.At, Texts: texts, NotBefore: notBefore,
		Complaint: subject{
			ID: m.ID, Number: m.Number, Version: m.Version, Status: m.Status, Nature: string(m.Nature), Category: m.Category,
			Severity: string(m.Severity), Department: m.Department, CommunityID: m.CommunityID, Seq: e.Seq,
		},
	})
	if err != nil {
		return Delivery{}, fault.Wrap("write what a webhook is told", err)
	}
	return Delivery{
		ID: id, WebhookID: w.ID, EventID: e.ID, Event: names[0], Body: raw, State: Pending, CreatedAt: now, StartedAt: now, NextAt: now,
	}, nil
}

// Signature is the value of X-Anju-Signature over the raw body.
func Signature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// first are the waits after the first failures; from then on they double.
var first = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second}

// Day is how long an event is tried.
const Day = 24 * time.Hour

// wait is the pause after so many failed attempts.
func wait(attempts int) time.Duration {
	if attempts <= len(first) {
		return first[attempts-1]
	}
	return min(first[len(first)-1]<<min(attempts-len(first), 12), Day)
}

// Answered is the delivery after a try. status is the other side's, 0 without an
// answer; trouble says in words why it failed.
func (d Delivery) Answered(status int, trouble string, at time.Time) Delivery {
	d.Attempts++
	d.LastStatus, d.LastError, d.LeaseUntil = status, trouble, time.Time{}
	if status >= 200 && status < 300 {
		d.State, d.DeliveredAt, d.LastError = Delivered, &at, ""
		return d
	}
	if d.NextAt = at.Add(wait(d.Attempts)); d.NextAt.After(d.StartedAt.Add(Day)) {
		d.State = GivenUp
	}
	return d
}

// Again is the delivery sent once more by a person's wish, with a day of tries anew.
func (d Delivery) Again(at time.Time) Delivery {
	d.State, d.Attempts, d.StartedAt, d.NextAt, d.LeaseUntil = Pending, 0, at, at, time.Time{}
	return d
}
