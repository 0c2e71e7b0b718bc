// Package store opens a store by its address: the only place that knows which
// stores there are.
package store

import (
	"context"
	"fmt"
	"strings"

	"anju/internal/store/mongo"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

// Open opens, and where it is new makes, the store of an address:
// sqlite:PATH, sqlite::memory:, mongodb://… or mongodb+srv://….
func Open(ctx context.Context, address string) (*set.Set, error) {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok && path != "" {
		return sqlite.Open(ctx, path)
	}
	if strings.HasPrefix(address, "mongodb://") || strings.HasPrefix(address, "mongodb+srv://") {
		return mongo.Open(ctx, address)
	}
	return nil, fmt.Errorf("ANJU_STORE: not an address of a store; sqlite:PATH, mongodb://… or mongodb+srv://… would be right")
}
