// Package measure knows the standard measures (既定措施): what the company has
// decided once for all matters of a kind, so that the desk may answer at once.
package measure

import (
	"context"
	"strings"
	"time"

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
}

// New makes a measure out of what a person typed.
func New(id, category, title, text string, amountFen int64, now time.Time) (Measure, error) {
	m := Measure{
		ID: id, Version: 1, Category: category, Title: strings.TrimSpace(title), Text: strings.TrimSpace(text),
		AmountFen: amountFen, CreatedAt: now.UTC().Truncate(time.Millisecond),
	}
	var wrong fault.Fields
	wrong.Length("title", m.Title, 1, 120)
	wrong.Length("text", m.Text, 1, 10_000)
	if amountFen < 0 {
		wrong.Add("amountFen", "min", "金额不能为负。", "Must not be negative.")
	}
	return m, wrong.Err()
}

// Query selects measures. Empty fields do not select.
type Query struct {
	Category string
	Before   string // id of the last one of the page before; empty: from the newest
	Limit    int
}

// Store keeps measures. What is not there is fault.NotThere.
type Store interface {
	Create(ctx context.Context, m Measure) error
	Get(ctx context.Context, id string) (Measure, error)
	// List is a page, newest (highest id) first.
	List(ctx context.Context, q Query) ([]Measure, error)
}
