// Package settings keeps what an administrator changes while Anju runs
// (policies, categories, calendar, templates), each as one named JSON document
// over what the configuration ships. What a document means is for its reader.
package settings

import (
	"context"
	"encoding/json"
	"time"
)

// Setting is one named document.
type Setting struct {
	Name      string          `json:"name"`
	Version   int64           `json:"version"`
	Doc       json.RawMessage `json:"doc"`
	UpdatedAt time.Time       `json:"updatedAt"`
}

// Store keeps settings.
type Store interface {
	// Get gives a setting; fault.NotThere when it was never put.
	Get(ctx context.Context, name string) (Setting, error)
	// Put stores s if the stored version is s.Version-1 (1: it is new), else
	// fault.StaleVersion with the stored one. Doc comes back byte for byte.
	Put(ctx context.Context, s Setting) error
}
