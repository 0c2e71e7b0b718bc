// Package store opens what ANJU_STORE names. It is the only place that knows
// that there is more than one store.
package store

import (
	"context"
	"strings"

	"anju/internal/core/fault"
	"anju/internal/store/mongo"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

// Set is an open store.
type Set = set.Set

// Open opens the store that an address names: sqlite:PATH, sqlite::memory:,
// mongodb://… or mongodb+srv://….
func Open(ctx context.Context, address string) (*Set, error) {
	path, isFile := strings.CutPrefix(address, "sqlite:")
	switch {
	case isFile && path != "":
		return sqlite.Open(ctx, path)
	case strings.HasPrefix(address, "mongodb://"), strings.HasPrefix(address, "mongodb+srv://"):
		return mongo.Open(ctx, address)
	}
	return nil, fault.New(fault.Malformed, "bad_store",
		"ANJU_STORE 无法识别，应为 sqlite:data/anju.db 或 mongodb://主机:27017/anju?replicaSet=rs0。",
		"ANJU_STORE is not an address of a store: write sqlite:data/anju.db or mongodb://host:27017/anju?replicaSet=rs0.")
}

// IsFile reports whether the address is one of the embedded store, and the path
// of its file; "" for the one in memory.
func IsFile(address string) (path string, is bool) {
	path, is = strings.CutPrefix(address, "sqlite:")
	if path == sqlite.InMemory {
		path = ""
	}
	return path, is
}
