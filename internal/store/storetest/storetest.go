// Package storetest is the contract of the stores: one suite that every store
// passes whole. It holds what engines disagree about: order, races, stale
// writes, the precision of times, nil and empty, delivery after a crash.
package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/internal/core/fault"
	"anju/internal/store/set"
)

// Run proves a store. open gives an empty one, and closes it when the test ends.
func Run(t *testing.T, open func(t *testing.T) *set.Set) {
	for _, part := range []struct {
		name string
		test func(t *testing.T, s *set.Set)
	}{
		{"matters", matters},
		{"timelines", timelines},
		{"races", races},
		{"lists", lists},
		{"sight", sight},
		{"search", search},
		{"timed work", timedWork},
		{"figures", figures},
		{"load", load},
		{"outbox", pending},
		{"held commands", held},
		{"accounts", accounts},
		{"sessions and codes", sessions},
		{"owners", owners},
		{"imports", imports},
		{"estate", places},
		{"audit", auditLog},
		{"attachments", attachments},
		{"retention", retention},
		{"idempotency", repeated},
		{"tickets", tickets},
		{"settings and measures", standing},
		{"letters and seals", registers},
		{"webhooks", told},
		{"learning", learning},
		{"messages", messages},
		{"mails", mails},
		{"ledger", ledgerLines},
		{"leases", leases},
		{"orders", supervisionOrders},
		{"follow-up items wake", followUpsWake},
		{"live log", liveLog},
		{"rosters", rosters},
		{"handovers", handovers},
		{"entrusted keys", entrustedKeys},
		{"engine", engine},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, open(t)) })
	}
}

// each runs named parts that share one store.
func each(t *testing.T, s *set.Set, parts map[string]func(t *testing.T, s *set.Set)) {
	for name, test := range parts {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

func engine(t *testing.T, s *set.Set) {
	require.NoError(t, s.Ping(ctx(t)))

	ended, cancel := context.WithCancel(context.Background())
	cancel()
	m := matter()
	require.Error(t, s.Complaints.Commit(ended, registered(m)), "a request that ended before it began")
	absent(t, second(s.Complaints.Get(ctx(t), everything, m.ID)))

	require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
	require.NoError(t, s.Close(ctx(t)))
	require.Error(t, s.Complaints.Commit(ctx(t), registered(matter())), "closed")
}

// ctx bounds a call, so that a store that hangs fails instead; one on a busy machine does not hang.
func ctx(t *testing.T) context.Context {
	c, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	return c
}

func id() string { return uuid.Must(uuid.NewV7()).String() }

// at is a moment, so many milliseconds into the test's day.
func at(ms int64) time.Time {
	return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).Add(time.Duration(ms) * time.Millisecond)
}

func ptr[T any](v T) *T { return &v }

func second[T any](_ T, err error) error { return err }

// kind requires a fault of a kind.
func kind(t *testing.T, want fault.Kind, err error) *fault.Error {
	t.Helper()
	var f *fault.Error
	require.True(t, errors.As(err, &f), "a fault, not %v", err)
	require.Equal(t, want, f.Kind, "%v", err)
	return f
}

func absent(t *testing.T, err error) {
	t.Helper()
	kind(t, fault.NotFound, err)
}

func stale(t *testing.T, current int64, err error) {
	t.Helper()
	require.Equal(t, current, kind(t, fault.Stale, err).Current, "the fault carries the stored version")
}

// field requires an Invalid fault that names the one field.
func field(t *testing.T, path string, err error) {
	t.Helper()
	f := kind(t, fault.Invalid, err)
	require.Len(t, f.Fields, 1)
	require.Equal(t, path, f.Fields[0].Path)
}

// atOnce runs n functions side by side and gives their errors.
func atOnce(n int, do func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = do(i)
		})
	}
	close(start)
	all.Wait()
	return errs
}

// winners counts nil; every other error must be of the kind.
func winners(t *testing.T, errs []error, losing fault.Kind) int {
	t.Helper()
	n := 0
	for _, err := range errs {
		if err == nil {
			n++
			continue
		}
		kind(t, losing, err)
	}
	return n
}
