package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/fault"
	"anju/internal/core/settings"
)

// queued puts writes behind one that holds the writer, so that they form a group.
func queued(t *testing.T, e *engine, writes ...func(tx *tx) error) []error {
	t.Helper()
	holding, let := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	require.NoError(t, e.later(context.Background(), func(*tx) error { close(holding); <-let; return nil }, first))
	<-holding
	answers := make([]chan error, len(writes))
	for i, w := range writes {
		answers[i] = make(chan error, 1)
		require.NoError(t, e.later(context.Background(), w, answers[i]))
	}
	close(let)
	require.NoError(t, <-first)
	errs := make([]error, len(writes))
	for i := range answers {
		errs[i] = <-answers[i]
	}
	return errs
}

func TestOneOfAGroupFailsAlone(t *testing.T) {
	s, err := Open(context.Background(), InMemory)
	require.NoError(t, err)
	e := s.Engine.(*engine)
	defer func() { require.NoError(t, s.Close(context.Background())) }()

	put := func(key string) func(tx *tx) error {
		return func(tx *tx) error {
			return tx.exec("INSERT INTO attempts (key, expires_at, doc) VALUES (?, 0, '{}')", key)
		}
	}
	torn := errors.New("torn")
	errs := queued(t, e,
		put("a"),
		func(tx *tx) error { return errors.Join(put("half")(tx), torn) },
		func(*tx) error { return fault.StaleVersion(7) },
		put("b"),
		put("a"), // taken
		put("c"),
	)
	require.NoError(t, errs[0])
	require.ErrorIs(t, errs[1], torn)
	require.True(t, fault.Is(errs[2], fault.Stale))
	require.NoError(t, errs[3])
	require.Error(t, errs[4])
	require.NoError(t, errs[5])
	keys, err := texts(context.Background(), e.reader, "SELECT key FROM attempts ORDER BY key")
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b", "c"}, keys)
}

func TestWhoLeftBeforeItBeganIsPassedOver(t *testing.T) {
	s, err := Open(context.Background(), InMemory)
	require.NoError(t, err)
	e := s.Engine.(*engine)
	defer func() { require.NoError(t, s.Close(context.Background())) }()

	ctx, leave := context.WithCancel(context.Background())
	answer := make(chan error, 1)
	ran := false
	errs := queued(t, e, func(*tx) error {
		defer leave()
		return e.later(ctx, func(*tx) error { ran = true; return nil }, answer)
	})
	require.NoError(t, errs[0])
	require.True(t, fault.Is(<-answer, fault.Unavailable))
	require.False(t, ran)
}

func TestCloseWorksOffTheQueue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anju.db")
	s, err := Open(context.Background(), path)
	require.NoError(t, err)
	const many = 200
	var all sync.WaitGroup
	errs := make([]error, many)
	for i := range many {
		all.Go(func() {
			errs[i] = s.Settings.Put(context.Background(), settings.Setting{Name: string(rune('a' + i)), Version: 1, Doc: []byte("1")})
		})
	}
	require.NoError(t, s.Close(context.Background()))
	require.NoError(t, s.Close(context.Background()), "closing twice is closing once")
	all.Wait()

	s, err = Open(context.Background(), path)
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close(context.Background())) }()
	for i, failed := range errs {
		_, err := s.Settings.Get(context.Background(), string(rune('a'+i)))
		if failed == nil {
			require.NoError(t, err, "answered, so it is there")
		} else {
			require.True(t, fault.Is(failed, fault.Unavailable), "%v", failed)
		}
	}
}

func TestANewerFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anju.db")
	s, err := Open(context.Background(), path)
	require.NoError(t, err)
	require.NoError(t, s.Engine.(*engine).do(context.Background(), func(tx *tx) error { return tx.exec("PRAGMA user_version = 999") }))
	require.NoError(t, s.Close(context.Background()))
	_, err = Open(context.Background(), path)
	require.ErrorContains(t, err, "newer Anju")
}

func TestTheFilesAreForTheirOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anju.db")
	require.NoError(t, os.WriteFile(path, nil, 0o644)) // as an older Anju made it
	s, err := Open(context.Background(), path)
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close(context.Background())) }()
	files, err := filepath.Glob(path + "*")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 3, "the store, its log and the attachments")
	for _, name := range files {
		info, err := os.Stat(name)
		require.NoError(t, err)
		require.Zero(t, info.Mode().Perm()&0o077, name)
	}
}

func TestWhatIsNoStoreIsRefused(t *testing.T) {
	_, err := Open(context.Background(), t.TempDir())
	require.Error(t, err)
	_, err = Open(context.Background(), "/dev/null/anju.db")
	require.Error(t, err)
}

func TestWhatGoesAheadIsWrittenWithTheNextWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anju.db")
	s, err := Open(context.Background(), path)
	require.NoError(t, err)
	e := s.Engine.(*engine)
	count := func(day string) func(tx *tx) error {
		return func(tx *tx) error { return tx.exec("INSERT INTO counters (day, n) VALUES (?, 1)", day) }
	}
	counted := func() int64 {
		n, err := number(context.Background(), e.reader, "SELECT count(*) FROM counters")
		require.NoError(t, err)
		return n
	}
	e.ahead(count("a"))
	require.Zero(t, counted(), "nobody waits for it")
	require.NoError(t, e.do(context.Background(), func(tx *tx) error {
		n, err := number(context.Background(), tx, "SELECT count(*) FROM counters")
		require.EqualValues(t, 1, n, "it is there when the next write runs")
		return err
	}))
	require.EqualValues(t, 1, counted())

	e.ahead(count("b"))
	require.Error(t, e.do(context.Background(), func(tx *tx) error { return tx.exec("ROLLBACK") }), "a commit that fails")
	require.EqualValues(t, 1, counted())
	require.NoError(t, e.do(context.Background(), count("c")))
	require.EqualValues(t, 3, counted(), "what went ahead of it goes ahead of the next")

	e.ahead(count("d"))
	require.NoError(t, s.Close(context.Background()))
	s, err = Open(context.Background(), path)
	require.NoError(t, err)
	e = s.Engine.(*engine)
	require.EqualValues(t, 4, counted(), "closing writes what is left")
	require.NoError(t, s.Close(context.Background()))
}
