package storetest

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/lease"
	"anju/internal/store/set"
)

func leases(t *testing.T, s *set.Set) {
	now := at(0)
	take := func(name, holder string, now time.Time) ([]string, bool) {
		t.Helper()
		l, ok, err := s.Leases.Take(ctx(t), name, holder, now)
		require.NoError(t, err)
		if ok {
			require.Equal(t, lease.Lease{Name: name, Holder: holder, Until: now.Add(lease.Term), Periods: l.Periods}, l)
		}
		return l.Periods, ok
	}
	taken := func(want bool, name, holder string, now time.Time) {
		t.Helper()
		_, ok := take(name, holder, now)
		require.Equal(t, want, ok)
	}
	for round := range 3 {
		var got atomic.Int64
		for _, err := range atOnce(8, func(i int) error {
			_, ok, err := s.Leases.Take(ctx(t), "digest", fmt.Sprint("instance-", round, "-", i), now)
			if ok {
				got.Add(1)
			}
			return err
		}) {
			require.NoError(t, err)
		}
		require.Equal(t, int64(1), got.Load(), "of many at once one gets it")
		now = now.Add(lease.Term) // the one that had it died
	}

	taken(true, "sweep", "a", now)
	taken(false, "sweep", "b", now)
	taken(true, "sweep", "a", now.Add(lease.Term-1*time.Second))
	now = now.Add(lease.Term)
	taken(false, "sweep", "b", now)
	taken(true, "digest", "b", now) // another name
	require.NoError(t, s.Leases.GiveBack(ctx(t), "sweep", "b", "2026-03-02"), "not b's to give back")
	taken(false, "sweep", "b", now)
	require.NoError(t, s.Leases.GiveBack(ctx(t), "sweep", "a", "2026-03-02"))
	done, ok := take("sweep", "b", now)
	require.True(t, ok)
	require.Equal(t, []string{"2026-03-02"}, done, "who has it next knows what was done")
	require.NoError(t, s.Leases.GiveBack(ctx(t), "sweep", "b", ""))
	done, _ = take("sweep", "b", now)
	require.Equal(t, []string{"2026-03-02"}, done, "nothing more was done")
	for i := range lease.Remembered {
		require.NoError(t, s.Leases.GiveBack(ctx(t), "sweep", "b", fmt.Sprint("2026-03-1", i)))
		done, _ = take("sweep", "b", now)
	}
	require.Equal(t, []string{"2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-14", "2026-03-15", "2026-03-16", "2026-03-17"}, done, "the last ones, in order")

	taken(true, "sweep", "a", now.AddDate(0, 0, 7)) // the clock went ahead
	taken(true, "sweep", "b", now)                  // and was put right: a lease of next week holds nobody up
	require.NoError(t, s.Leases.GiveBack(ctx(t), "unknown", "a", "x"))
}
