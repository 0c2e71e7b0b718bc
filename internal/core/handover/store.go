package handover

import (
	"context"
	"time"
)

// Query selects a page of handovers, the last first.
type Query struct {
	Key      string // AllLists, or ListOf a community
	BeforeAt time.Time
	BeforeID string // of the last of the page before; "" from the last one
	Limit    int
}

// Store keeps handovers. What is not there is fault.NotThere.
type Store interface {
	Add(ctx context.Context, h Handover) error
	// Update replaces the one whose stored version is h.Version-1, else fault.StaleVersion.
	Update(ctx context.Context, h Handover) error
	Get(ctx context.Context, id string) (Handover, error)
	List(ctx context.Context, q Query) ([]Handover, error)
	// Sweep drops those handed over before the time.
	Sweep(ctx context.Context, before time.Time) error
}
