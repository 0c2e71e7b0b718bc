package roster

import "context"

// Store keeps the sheets.
type Store interface {
	// Put stores s if the stored version is s.Version-1 (1: it is new), else
	// fault.StaleVersion with the stored one.
	Put(ctx context.Context, s Sheet) error
	// Sheets reads those of the ids that are there, in the order of their ids.
	Sheets(ctx context.Context, ids ...string) ([]Sheet, error)
}
