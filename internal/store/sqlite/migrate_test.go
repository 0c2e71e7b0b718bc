package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/store/set"
)

// A store of an older Anju stands at so many upgrades: each brings it to the
// tables of a fresh one and keeps what it holds.
func TestOlderStoresAreBroughtUpToDate(t *testing.T) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	require.NoError(t, err)
	for i, file := range files {
		require.Contains(t, file, fmt.Sprintf("/%03d_", i+1), "numbered in order, without gaps")
	}
	fresh, err := Open(context.Background(), InMemory)
	require.NoError(t, err)
	defer func() { require.NoError(t, fresh.Close(context.Background())) }()
	want := tables(t, fresh)

	for applied := 1; applied < len(files); applied++ {
		path := filepath.Join(t.TempDir(), "anju.db")
		old, err := sql.Open("sqlite", path)
		require.NoError(t, err)
		for _, file := range files[:applied] {
			script, err := fs.ReadFile(migrations, file)
			require.NoError(t, err)
			_, err = old.Exec(string(script))
			require.NoError(t, err, file)
		}
		_, err = old.Exec(fmt.Sprintf("PRAGMA user_version = %d; INSERT INTO settings (name, version, doc, updated_at) VALUES ('kept', 3, x'7b7d', 0)", applied))
		require.NoError(t, err)
		require.NoError(t, old.Close())

		s, err := Open(context.Background(), path)
		require.NoError(t, err, "from %d", applied)
		require.Equal(t, want, tables(t, s), "from %d", applied)
		kept, err := s.Settings.Get(context.Background(), "kept")
		require.NoError(t, err)
		require.EqualValues(t, 3, kept.Version)
		require.NoError(t, s.Close(context.Background()))
	}
}

// tables are all tables and indexes of a store as they were made.
func tables(t *testing.T, s *set.Set) (made []string) {
	t.Helper()
	require.NoError(t, s.Engine.(*engine).do(context.Background(), func(tx *tx) error {
		rows, err := tx.conn.QueryContext(context.Background(), "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY name")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var one string
			if err := rows.Scan(&one); err != nil {
				return err
			}
			made = append(made, one)
		}
		return rows.Err()
	}))
	return made
}
