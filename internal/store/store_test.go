package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/store"
)

func TestOpenRefusesInWords(t *testing.T) {
	for _, address := range []string{"", "data/anju.db", "sqlite:", "sqlite", "postgres://localhost", "SQLITE:x"} {
		_, err := store.Open(context.Background(), address)
		require.ErrorContains(t, err, "ANJU_STORE", address)
	}
	_, err := store.Open(context.Background(), "mongodb://")
	require.ErrorContains(t, err, "ANJU_STORE")
}

func TestOpenTheEmbeddedStore(t *testing.T) {
	for _, address := range []string{"sqlite::memory:", "sqlite:" + filepath.Join(t.TempDir(), "anju.db")} {
		s, err := store.Open(context.Background(), address)
		require.NoError(t, err)
		require.NoError(t, s.Ping(context.Background()))
		require.NoError(t, s.Close(context.Background()))
	}
	path, is := store.IsFile("sqlite:data/anju.db")
	require.True(t, is)
	require.Equal(t, "data/anju.db", path)
	_, is = store.IsFile("mongodb://localhost")
	require.False(t, is)
}
