// Package mail knows the e-mails that Anju sends of itself: what is folded into
// one, when it may go out, how often it is tried, and how it looks.
package mail

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// State is how far a mail has come.
type State string

const (
	Pending State = "pending" // waits for its time, or is tried again
	Sent    State = "sent"    // the mail server took it
	Failed  State = "failed"  // refused for good, or not delivered in time; a person may send it again
)

// States in the order in which a page offers them.
var States = []State{Pending, Sent, Failed}

// Why a mail failed. Each has words of its own on the pages.
const (
	BadAddress = "bad_address" // the receiving side does not know the address
	Refused    = "refused"     // the receiving side does not take the mail
	TooLate    = "too_late"    // could not be delivered while it was news
)

// Item is one thing that is told. Its words were made when the event was heard.
type Item struct {
	EventID string    `json:"eventId"`
	Event   string    `json:"event"`
	At      time.Time `json:"at"`
	Subject string    `json:"subject"`
	Body    string    `json:"body"`
}

// Mail is one message to one person, most often about one matter. To may be
// empty: then the address is looked up when it goes out.
type Mail struct {
	ID          string     `json:"id"`
	AccountID   string     `json:"accountId"`
	Name        string     `json:"name"`
	To          string     `json:"to"`
	Staff       bool       `json:"staff"`
	Guest       bool       `json:"guest,omitempty"` // is in no archive: no page of the portal opens for them
	Lang        string     `json:"lang"`            // zh-CN en
	ComplaintID string     `json:"complaintId"`
	CommunityID string     `json:"communityId"`
	Number      string     `json:"number"`
	Link        string     `json:"link,omitempty"` // a page of the desk, where it is about more than a matter
	MessageID   string     `json:"messageId"`      // without brackets; the same in every try
	Thread      string     `json:"thread"`         // the id that all mails about the matter refer to
	Items       []Item     `json:"items"`
	Keys        []string   `json:"keys"`             // one of each item: nobody is mailed of an event twice
	Sealed      []byte     `json:"sealed,omitempty"` // a secret body, encrypted; gone once sent
	State       State      `json:"state"`
	Attempts    int        `json:"attempts"`
	CreatedAt   time.Time  `json:"createdAt"`
	StartedAt   time.Time  `json:"startedAt"` // when it was first due; the time of tries counts from here
	NextAt      time.Time  `json:"nextAt"`
	LeaseUntil  time.Time  `json:"leaseUntil"`
	SettledAt   *time.Time `json:"settledAt,omitempty"` // sent or failed
	Failure     string     `json:"failure,omitempty"`
	LastError   string     `json:"lastError,omitempty"`
}

// ResetEvent stands for the event in the mail that brings a code for a forgotten password.
const ResetEvent = "reset"

// Secret reports whether the mail brings a code: it goes out once and is forgotten.
func (m Mail) Secret() bool { return len(m.Items) == 1 && m.Items[0].Event == ResetEvent }

// Key of an event that an account is mailed of.
func Key(eventID, accountID string) string { return eventID + "/" + accountID }

// Fold is what mails have in common that may still become one: the person and
// the matter. A mail about no matter stays by itself.
func (m Mail) Fold() string {
	if m.ComplaintID == "" {
		return m.ID
	}
	return m.AccountID + "/" + m.ComplaintID
}

// MostItems bounds what is folded into one mail, and so its document: a long
// night of news is more than one mail.
const MostItems = 50

// With is the mail with what another tells as well; it goes out when the more
// urgent of both does.
func (m Mail) With(other Mail) Mail {
	m.Items, m.Keys = append(m.Items, other.Items...), append(m.Keys, other.Keys...)
	if other.NextAt.Before(m.NextAt) {
		m.NextAt, m.StartedAt = other.NextAt, other.StartedAt
	}
	return m
}

// Ordered are the items from the oldest on.
func (m Mail) Ordered() []Item {
	out := slices.Clone(m.Items)
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.EventID, b.EventID)) })
	return out
}

// MessageID of a mail: an answer names it, so it says which matter it is about,
// if it is about any.
func MessageID(mailID, complaintID, domain string) string {
	if complaintID == "" {
		return "anju." + mailID + "@" + domain
	}
	return "anju." + mailID + "." + complaintID + "@" + domain
}

// Thread is the id that every mail about a matter refers to.
func Thread(complaintID, domain string) string { return "anju.matter." + complaintID + "@" + domain }

// MatterOf reads the matter out of an id that an answer refers to; "" when it is
// none of ours.
func MatterOf(messageID string) string {
	id, _, _ := strings.Cut(strings.Trim(strings.TrimSpace(messageID), "<>"), "@")
	parts := strings.SplitN(id, ".", 3)
	if len(parts) != 3 || parts[0] != "anju" {
		return ""
	}
	return parts[2]
}

// first are the waits after the first failures; from then on they double, up to
// an hour: a mail server that comes back is found again within the hour.
var first = []time.Duration{5 * time.Second, 15 * time.Second, time.Minute}

const longestWait = time.Hour

func wait(attempts int) time.Duration {
	if attempts <= len(first) {
		return first[attempts-1]
	}
	return min(first[len(first)-1]<<min(attempts-len(first), 10), longestWait)
}

// Delivered is the mail after the server took it. What was secret is forgotten.
func (m Mail) Delivered(at time.Time) Mail {
	m.Attempts++
	m.State, m.SettledAt, m.LeaseUntil = Sent, &at, time.Time{}
	m.Failure, m.LastError, m.Sealed = "", "", nil
	return m
}

// Postponed is the mail after a try that may go better later; tries end after
// the given time.
func (m Mail) Postponed(trouble string, at time.Time, tries time.Duration) Mail {
	m.Attempts++
	m.LastError, m.LeaseUntil = trouble, time.Time{}
	if m.NextAt = at.Add(wait(m.Attempts)); m.NextAt.After(m.StartedAt.Add(tries)) {
		return m.fail(TooLate, at)
	}
	return m
}

// GivenUp is the mail that was refused for good.
func (m Mail) GivenUp(failure, trouble string, at time.Time) Mail {
	m.Attempts++
	m.LastError = trouble
	return m.fail(failure, at)
}

// Stale reports whether the mail waited so long that it is no news any more.
func (m Mail) Stale(at time.Time, tries time.Duration) bool { return at.After(m.StartedAt.Add(tries)) }

// Dropped is the mail that waited too long to be tried at all.
func (m Mail) Dropped(at time.Time) Mail { return m.fail(TooLate, at) }

func (m Mail) fail(failure string, at time.Time) Mail {
	m.State, m.Failure, m.SettledAt, m.LeaseUntil, m.Sealed = Failed, failure, &at, time.Time{}, nil
	return m
}

// Again is the mail sent once more by a person's wish, with a time of tries anew.
func (m Mail) Again(at time.Time) Mail {
	m.State, m.Attempts, m.StartedAt, m.NextAt, m.LeaseUntil, m.SettledAt, m.Failure = Pending, 0, at, at, time.Time{}, nil, ""
	return m
}
