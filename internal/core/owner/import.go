package owner

import (
	"time"

	"anju/internal/core/estate"
)

// ImportState says how far an import has come.
type ImportState string

const (
	Previewed ImportState = "previewed"
	Committed ImportState = "committed"
)

// Import is one spreadsheet of owners between upload and commit. Its cells are
// personal data and are kept sealed.
type Import struct {
	ID       string            `json:"id"`
	Version  int64             `json:"version"`
	State    ImportState       `json:"state"`
	FileName string            `json:"fileName,omitempty"`
	Rows     int               `json:"rows"`  // records below the header
	Ready    int               `json:"ready"` // records without errors
	Headers  []string          `json:"headers,omitempty"`
	Mapping  map[string]string `json:"mapping,omitempty"` // field → header, where the header is not a known one
	// Sealed holds the records, encrypted; after the commit only those left out.
	// What is odd about them is not kept: importing.Check finds it anew.
	Sealed []byte `json:"sealed,omitempty"`
	Serial bool   `json:"serial,omitempty"` // a number in a date's cell is a spreadsheet's day number
	// WithoutIDNumbers leaves identity numbers out: they help to tell persons
	// apart and are stored nowhere.
	WithoutIDNumbers bool       `json:"withoutIdNumbers,omitempty"`
	ByID             string     `json:"byId"`
	ByName           string     `json:"byName"`
	CreatedAt        time.Time  `json:"createdAt"`
	CommittedAt      *time.Time `json:"committedAt,omitempty"`
}

// Commit is everything that one import stores, all of it or nothing.
type Commit struct {
	Import      Import // its next version, State Committed
	Communities []estate.Community
	Houses      []estate.House
	Created     []Owner
	Updated     []Owner // next versions
}
