// Package measure knows the standard measures (既定措施): what the company has
// decided once for all matters of a kind, so that the desk may answer at once.
package measure

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Measure is one standard measure.
type Measure struct {
	ID        string    `json:"id"`
	Version   int64     `json:"version"`
	Category  string    `json:"category"` // "" fits every category
	Title     string    `json:"title"`
	Text      string    `json:"text"`      // what the owner is told
	AmountFen int64     `json:"amountFen"` // most that it may cost; 0: it costs nothing
	CreatedAt time.Time `json:"createdAt"`

	From      *complaint.Ref `json:"from,omitempty"` // the matter that it was learned from (标准化)
	RetiredAt *time.Time     `json:"retiredAt,omitempty"`
	History   []Revision     `json:"history,omitempty"` // what it said before, oldest first
}

// Revision is what a measure said until somebody changed it.
type Revision struct {
	Words
	Retired bool             `json:"retired,omitempty"`
	By      complaint.Person `json:"by"` // who changed it then
	At      time.Time        `json:"at"`
}

// Words are what can be changed of a measure.
type Words struct {
	Category  string `json:"category"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	AmountFen int64  `json:"amountFen"`
}

// Words that the measure has now.
func (m Measure) Words() Words { return Words{m.Category, m.Title, m.Text, m.AmountFen} }

// New makes a measure out of what a person typed; from is the matter that it was
// learned from, nil for none.
func New(id string, says Words, from *complaint.Ref, now time.Time) (Measure, error) {
	m := Measure{ID: id, Version: 1, From: from, CreatedAt: now.UTC().Truncate(time.Millisecond)}
	return m, m.say(says)
}

// most that a measure remembers of what it said before.
const mostRevisions = 50

// Changed gives the measure with other words, or retired, or in use again.
func (m Measure) Changed(says Words, retired bool, by complaint.Person, now time.Time) (Measure, error) {
	at := now.UTC().Truncate(time.Millisecond)
	history := append(slices.Clone(m.History), Revision{Words: m.Words(), Retired: m.RetiredAt != nil, By: by, At: at})
	m.History = history[max(0, len(history)-mostRevisions):]
	switch {
	case !retired:
		m.RetiredAt = nil
	case m.RetiredAt == nil:
		m.RetiredAt = &at
	}
	m.Version++
	return m, m.say(says)
}

func (m *Measure) say(w Words) error {
	m.Category, m.Title, m.Text, m.AmountFen = w.Category, strings.TrimSpace(w.Title), strings.TrimSpace(w.Text), w.AmountFen
	var wrong fault.Fields
	wrong.Length("title", m.Title, 1, 120)
	wrong.Length("text", m.Text, 1, 10_000)
	if m.AmountFen < 0 {
		wrong.Add("amountFen", "min", "金额不能为负。", "Must not be negative.")
	}
	return wrong.Err()
}

// Query selects measures. Empty fields do not select.
type Query struct {
	Category string
	Says     string // what the title or the text holds, whatever the case of its letters
	Retired  bool   // those too that are not used any more
	Before   string // id of the last one of the page before; empty: from the newest
	Limit    int
}

// Store keeps measures. What is not there is fault.NotThere.
type Store interface {
	Create(ctx context.Context, m Measure) error
	// Update replaces the measure whose stored version is m.Version-1, else fault.StaleVersion.
	Update(ctx context.Context, m Measure) error
	Get(ctx context.Context, id string) (Measure, error)
	// List is a page, newest (highest id) first.
	List(ctx context.Context, q Query) ([]Measure, error)
}
