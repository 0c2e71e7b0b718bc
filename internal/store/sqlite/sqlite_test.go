package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/store/set"
	"anju/internal/store/sqlite"
	"anju/internal/store/storetest"
)

func opened(t testing.TB, path string) *set.Set {
	s, err := sqlite.Open(context.Background(), path)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.Background())) })
	return s
}

func TestContract(t *testing.T) {
	for name, path := range map[string]func(t *testing.T) string{
		"in memory": func(*testing.T) string { return sqlite.InMemory },
		"in a file": func(t *testing.T) string { return filepath.Join(t.TempDir(), "a folder", "anju 安居.db") },
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) *set.Set { return opened(t, path(t)) })
		})
	}
}
