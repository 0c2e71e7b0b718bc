package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/outbox"
	"anju/internal/core/terms"
	"anju/internal/store/set"
)

const leased = 30 * time.Second

func keys(all []outbox.Pending) []string {
	out := []string{}
	for _, p := range all {
		out = append(out, p.Event.ID)
	}
	return out
}

func pending(t *testing.T, s *set.Set) {
	claim := func(t *testing.T, now time.Time, limit int) []outbox.Pending {
		t.Helper()
		got, err := s.Outbox.Claim(ctx(t), now, leased, limit)
		require.NoError(t, err)
		require.LessOrEqual(t, len(got), limit)
		return got
	}
	now := at(0)
	require.Empty(t, claim(t, now, 10))

	m := whole()
	m.Seq = 2
	first := registered(m)
	require.NoError(t, s.Complaints.Commit(ctx(t), first))
	got := claim(t, now, 10)
	require.Equal(t, []complaint.Event{first.Events[0], first.Events[1]}, []complaint.Event{got[0].Event, got[1].Event})
	require.Equal(t, bare(m), bare(got[0].Matter), "who must hear of it is known without another read")
	require.Empty(t, claim(t, now, 10), "leased")

	second := after(m)
	require.NoError(t, s.Complaints.Commit(ctx(t), second))
	require.Empty(t, claim(t, now, 10), "the later waits for the earlier")
	require.NoError(t, s.Outbox.Done(ctx(t), got[0].Event.ID))
	require.Empty(t, claim(t, now, 10), "one of the two is still under way")

	now = now.Add(leased)
	require.Equal(t, []string{m.ID + "-2", m.ID + "-3"}, keys(claim(t, now, 10)), "a relay that died: delivered again, the rest behind it")
	require.NoError(t, s.Outbox.Done(ctx(t), m.ID+"-2", m.ID+"-3", m.ID+"-3", "nobody", "nobody-1", "-", ""))
	require.Empty(t, claim(t, now.Add(time.Hour), 10))
	require.NoError(t, s.Outbox.Done(ctx(t)))

	t.Run("what came meanwhile can be claimed when the claimed is done", func(t *testing.T) {
		m := matter()
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
		require.Equal(t, []string{m.ID + "-1"}, keys(claim(t, now, 10)))
		require.NoError(t, s.Complaints.Commit(ctx(t), after(m)))
		require.NoError(t, s.Outbox.Done(ctx(t), m.ID+"-1"))
		require.Equal(t, []string{m.ID + "-2"}, keys(claim(t, now, 10)))
		require.NoError(t, s.Outbox.Done(ctx(t), m.ID+"-2"))
	})
	t.Run("a refused commit leaves nothing", func(t *testing.T) {
		m := matter()
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
		require.NoError(t, s.Outbox.Done(ctx(t), keys(claim(t, now, 10))...))
		kind(t, fault.Stale, s.Complaints.Commit(ctx(t), registered(matter()), registered(m)))
		require.Empty(t, claim(t, now, 10))
	})
	t.Run("many relays hand out everything, in order within a matter", func(t *testing.T) {
		const matters, entries = 12, 5
		for range matters {
			m := matter(func(m *complaint.Complaint) { m.Department = terms.Finance })
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
			for range entries - 1 {
				c := after(m)
				require.NoError(t, s.Complaints.Commit(ctx(t), c))
				m = c.Next
			}
		}
		var mu sync.Mutex
		last := map[string]int64{}
		delivered := 0
		for _, err := range atOnce(4, func(int) error {
			for {
				got, err := s.Outbox.Claim(ctx(t), now, leased, 3)
				if err != nil {
					return err
				}
				mu.Lock()
				for _, p := range got {
					if p.Event.Seq != last[p.Event.ComplaintID]+1 {
						err = fmt.Errorf("%s after %d", p.Event.ID, last[p.Event.ComplaintID])
					}
					last[p.Event.ComplaintID] = p.Event.Seq
				}
				delivered += len(got)
				all := delivered == matters*entries
				mu.Unlock()
				if err != nil || all {
					return err
				}
				if err := s.Outbox.Done(ctx(t), keys(got)...); err != nil {
					return err
				}
			}
		}) {
			require.NoError(t, err)
		}
		require.Equal(t, matters*entries, delivered)
	})
}

func held(t *testing.T, s *set.Set) {
	hold := func(ms int64) complaint.Held {
		h := complaint.Held{
			ID: id(), ComplaintID: id(), Word: complaint.Answer, Body: []byte(`{"reply":"您好"}`), Expect: 3, HeldAt: at(ms - 15), DueAt: at(ms),
		}
		h.Actor.ID, h.Actor.Role, h.Actor.CommunityIDs = "u-1", "desk", []string{"c-1"}
		require.NoError(t, s.Held.Hold(ctx(t), h))
		return h
	}
	claim := func(now time.Time, limit int) []complaint.Held {
		got, err := s.Held.Claim(ctx(t), now, leased, limit)
		require.NoError(t, err)
		return got
	}
	first, second, taken, later := hold(10), hold(20), hold(15), hold(1000)
	absent(t, s.Held.TakeBack(ctx(t), "another matter", taken.ID, "u-1"))
	absent(t, s.Held.TakeBack(ctx(t), taken.ComplaintID, taken.ID, "u-2"))
	require.NoError(t, s.Held.TakeBack(ctx(t), taken.ComplaintID, taken.ID, "u-1"))
	absent(t, s.Held.TakeBack(ctx(t), taken.ComplaintID, taken.ID, "u-1"))

	require.Empty(t, claim(at(9), 10))
	due := at(20)
	got := claim(due, 1)
	first.LeaseUntil = due.Add(leased)
	require.Equal(t, []complaint.Held{first}, got, "the earliest first")
	second.LeaseUntil = due.Add(leased)
	require.Equal(t, []complaint.Held{second}, claim(due, 10))
	require.Empty(t, claim(due, 10), "leased")
	absent(t, s.Held.TakeBack(ctx(t), first.ComplaintID, first.ID, "u-1"))

	require.NoError(t, s.Held.Release(ctx(t), first.ID))
	require.NoError(t, s.Held.Release(ctx(t), first.ID))
	again := claim(due.Add(leased), 10)
	require.Len(t, again, 2, "after a crash the lease ends")
	require.Equal(t, []string{second.ID, later.ID}, []string{again[0].ID, again[1].ID})

	many := hold(10)
	claimed := make([]int, 8)
	for _, err := range atOnce(len(claimed), func(i int) error {
		got, err := s.Held.Claim(ctx(t), due, leased, 5)
		claimed[i] = len(got)
		return err
	}) {
		require.NoError(t, err)
	}
	total := 0
	for _, n := range claimed {
		total += n
	}
	require.Equal(t, 1, total, "one caller gets %s", many.ID)

	raced := hold(10)
	errs := atOnce(2, func(i int) error {
		if i == 0 {
			return s.Held.TakeBack(ctx(t), raced.ComplaintID, raced.ID, "u-1")
		}
		got, err := s.Held.Claim(ctx(t), due, leased, 5)
		if err == nil && len(got) == 0 {
			err = fault.NotThere()
		}
		return err
	})
	require.Equal(t, 1, winners(t, errs, fault.NotFound), "taken back or gone out, not both")
}
