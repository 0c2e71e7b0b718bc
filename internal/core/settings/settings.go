// Package settings keeps what an administrator changes while Anju runs
// (policies, categories, departments, calendar), each as one named JSON document
// over what the configuration ships. Every version stays, so that one can see who
// changed what, and go back. What a document means is for its reader.
package settings

import (
	"context"
	"encoding/json"
	"time"
)

// Setting is one version of a named document.
type Setting struct {
	Name      string          `json:"name"`
	Version   int64           `json:"version"`
	Doc       json.RawMessage `json:"doc"`
	ByID      string          `json:"byId,omitempty"` // who saved it; empty: Anju itself
	ByName    string          `json:"byName,omitempty"`
	Note      string          `json:"note,omitempty"` // why, in their words
	UpdatedAt time.Time       `json:"updatedAt"`
}

// Store keeps settings.
type Store interface {
	// Get gives the newest version; fault.NotThere when it was never put.
	Get(ctx context.Context, name string) (Setting, error)
	// Put stores the next version if the newest is s.Version-1 (1: it is new), else
	// fault.StaleVersion with the newest. Doc comes back byte for byte.
	Put(ctx context.Context, s Setting) error
	// Versions gives the number of the newest version of each of the names; what
	// was never put is left out. It is cheap: every instance asks every few seconds.
	Versions(ctx context.Context, names ...string) (map[string]int64, error)
	// History lists the versions of a setting, newest first, from below a version
	// on (0: from the newest).
	History(ctx context.Context, name string, before int64, limit int) ([]Setting, error)
}
