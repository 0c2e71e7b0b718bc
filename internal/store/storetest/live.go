package storetest

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/live"
	"anju/internal/store/set"
)

func liveLog(t *testing.T, s *set.Set) {
	entry := func(key string) live.Entry {
		return live.Entry{Key: key, Kind: live.ComplaintChanged, Data: json.RawMessage(`{"id":"m-1","version":2}`), Audience: []string{"owner:o-1", "dept:engineering"}, Community: "c-1", Recused: []string{"u-9"}}
	}
	after := func(position int64, limit int) []live.Entry {
		t.Helper()
		got, err := s.Live.After(ctx(t), position, limit)
		require.NoError(t, err)
		return got
	}
	last := func(limit int) []live.Entry {
		t.Helper()
		got, err := s.Live.Last(ctx(t), limit)
		require.NoError(t, err)
		return got
	}
	require.Empty(t, after(0, 10))
	require.Empty(t, last(10))
	require.NoError(t, s.Live.Append(ctx(t)))
	require.NoError(t, s.Live.Sweep(ctx(t), 10))

	require.NoError(t, s.Live.Append(ctx(t), entry("e-1"), entry("e-2")))
	require.NoError(t, s.Live.Append(ctx(t), entry("e-2"), entry("e-3")), "delivered again after a crash")
	all := after(0, 10)
	require.Len(t, all, 3, "each once")
	for i, e := range all {
		want := entry(fmt.Sprintf("e-%d", i+1))
		want.Position = e.Position
		require.Equal(t, want, e)
		require.True(t, i == 0 || e.Position == all[i-1].Position+1, "without a gap, so that who follows knows that nothing is missing")
	}
	require.Equal(t, all[1:], after(all[0].Position, 10))
	require.Equal(t, all[:2], after(0, 2), "oldest first")
	require.Empty(t, after(all[2].Position, 10))
	require.Equal(t, all[1:], last(2))

	t.Run("who follows loses nothing while many append", func(t *testing.T) {
		const relays, each = 4, 15
		from := all[2].Position
		done := make(chan struct{})
		var seen []string
		followed := make(chan error, 1)
		go func() {
			at, ended := from, false
			for {
				got, err := s.Live.After(ctx(t), at, 7)
				if err != nil || (len(got) == 0 && ended) {
					followed <- err
					return
				}
				for _, e := range got {
					seen, at = append(seen, e.Key), e.Position
				}
				select {
				case <-done:
					ended = true
				default:
				}
			}
		}()
		for _, err := range atOnce(relays, func(r int) error {
			for n := range each {
				// Every other one is told by two relays, as after a lease that ended.
				if err := s.Live.Append(ctx(t), entry(fmt.Sprintf("r-%d-%d", r-r%2*(n%2), n))); err != nil {
					return err
				}
			}
			return nil
		}) {
			require.NoError(t, err)
		}
		close(done)
		require.NoError(t, <-followed)
		var kept []string
		for i, e := range after(from, 1000) {
			require.Equal(t, from+int64(i)+1, e.Position)
			kept = append(kept, e.Key)
		}
		require.Equal(t, kept, seen, "in the order of the log, each once")
		distinct := map[string]bool{}
		for _, k := range kept {
			distinct[k] = true
		}
		require.Len(t, kept, len(distinct))
		require.Len(t, kept, relays*each-2*(each/2))
	})
	t.Run("what is swept is gone, and its positions with it", func(t *testing.T) {
		before := last(5)
		require.NoError(t, s.Live.Sweep(ctx(t), 2))
		require.Equal(t, before[3:], after(0, 100))
		require.NoError(t, s.Live.Sweep(ctx(t), 0))
		require.NoError(t, s.Live.Append(ctx(t), entry("later")))
		now := last(1)[0]
		require.Equal(t, "later", now.Key)
		require.Equal(t, before[4].Position+1, now.Position)
	})
}
