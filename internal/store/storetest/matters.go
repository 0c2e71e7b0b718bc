package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/store/set"
)

// bare leaves out the search words, which stores need not give back: every
// change derives them anew.
func bare(m complaint.Complaint) complaint.Complaint {
	m.Keys.Words = nil
	return m
}

func matters(t *testing.T, s *set.Set) {
	each(t, s, map[string]func(*testing.T, *set.Set){
		"come back as they were": func(t *testing.T, s *set.Set) {
			for _, m := range []complaint.Complaint{matter(), whole()} {
				require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
				for _, ref := range []string{m.ID, m.Number} {
					got, err := s.Complaints.Get(ctx(t), everything, ref)
					require.NoError(t, err)
					require.Equal(t, bare(m), bare(got))
				}
			}
		},
		"are not there": func(t *testing.T, s *set.Set) {
			for _, ref := range []string{"", "nobody", "TS-20260302-9999999", "'\"\x00\\"} {
				absent(t, second(s.Complaints.Get(ctx(t), everything, ref)))
			}
		},
		"lose what a change takes away": func(t *testing.T, s *set.Set) {
			m := whole()
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
			c := after(m, func(m *complaint.Complaint) {
				m.Plan, m.Assignee, m.Tags, m.Recused, m.Keys.Waiting, m.Keys.Audience, m.Keys.Marks = nil, nil, nil, nil, "", []string{}, nil
			})
			require.NoError(t, s.Complaints.Commit(ctx(t), c))
			got, err := s.Complaints.Get(ctx(t), everything, m.ID)
			require.NoError(t, err)
			require.Equal(t, bare(c.Next), bare(got))
			page, err := s.Complaints.List(ctx(t), everything, complaint.Query{Waiting: []string{"dept_head:engineering"}, Limit: 100})
			require.NoError(t, err)
			require.NotContains(t, ids(page), m.ID)
			page, err = s.Complaints.List(ctx(t), everything, complaint.Query{Mark: complaint.MarkDowngraded, Limit: 100})
			require.NoError(t, err)
			require.NotContains(t, ids(page), m.ID)
		},
		"refuse a stale version": func(t *testing.T, s *set.Set) {
			m := matter()
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
			c := after(m)
			require.NoError(t, s.Complaints.Commit(ctx(t), c))
			stale(t, 2, s.Complaints.Commit(ctx(t), after(m)))
			stale(t, 2, s.Complaints.Commit(ctx(t), registered(m)))
			ahead := c.Next
			ahead.Version = 7
			stale(t, 2, s.Complaints.Commit(ctx(t), after(ahead)))
			absent(t, s.Complaints.Commit(ctx(t), after(matter())))
		},
		"have a number of their own": func(t *testing.T, s *set.Set) {
			m := matter()
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
			other := matter(func(o *complaint.Complaint) { o.Number = m.Number })
			kind(t, fault.Stale, s.Complaints.Commit(ctx(t), registered(other)))
			absent(t, second(s.Complaints.Get(ctx(t), everything, other.ID)))
		},
		"change together or not at all": func(t *testing.T, s *set.Set) {
			a, b := matter(in("together")), matter(in("together"))
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(a), registered(b)))
			require.NoError(t, s.Complaints.Commit(ctx(t), after(b)))
			stale(t, 2, s.Complaints.Commit(ctx(t), after(a, ended(complaint.Merged)), after(b)))

			got, err := s.Complaints.Get(ctx(t), everything, a.ID)
			require.NoError(t, err)
			require.Equal(t, bare(a), bare(got))
			entries, err := s.Complaints.Timeline(ctx(t), a.ID, 0, 10)
			require.NoError(t, err)
			require.Len(t, entries, 1)
			page, err := s.Complaints.List(ctx(t), everything, complaint.Query{CommunityID: "together", Open: ptr(true), Limit: 10})
			require.NoError(t, err)
			require.Len(t, page.Items, 2)

			fresh := matter()
			stale(t, 2, s.Complaints.Commit(ctx(t), registered(fresh), after(b)))
			absent(t, second(s.Complaints.Get(ctx(t), everything, fresh.ID)))
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(fresh)), "its number is free still")
			require.NoError(t, s.Complaints.Commit(ctx(t)), "nothing to commit")
		},
	})
}

func timelines(t *testing.T, s *set.Set) {
	m := matter()
	require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
	const total = 1203
	want := []complaint.Event{entry(m.ID, 1, complaint.KindRegistered)}
	for len(want) < total {
		c := complaint.Change{Next: m, ReadAt: m.Version}
		c.Next.Version++
		for range min(19, total-len(want)) {
			c.Next.Seq++
			c.Events = append(c.Events, entry(m.ID, c.Next.Seq, "progressed"))
		}
		require.NoError(t, s.Complaints.Commit(ctx(t), c))
		want, m = append(want, c.Events...), c.Next
	}
	for _, limit := range []int{7, 200, 2000} {
		t.Run(fmt.Sprintf("in pages of %d", limit), func(t *testing.T) {
			var got []complaint.Event
			for last := int64(0); ; last = got[len(got)-1].Seq {
				page, err := s.Complaints.Timeline(ctx(t), m.ID, last, limit)
				require.NoError(t, err)
				require.LessOrEqual(t, len(page), limit)
				if len(page) == 0 {
					break
				}
				got = append(got, page...)
			}
			require.Equal(t, want, got)
		})
	}
	none, err := s.Complaints.Timeline(ctx(t), m.ID, total, 10)
	require.NoError(t, err)
	require.Empty(t, none)

	t.Run("keep an entry as it was", func(t *testing.T) {
		plain := matter()
		c := registered(plain)
		c.Events[0].Data, c.Events[0].Note = nil, ""
		require.NoError(t, s.Complaints.Commit(ctx(t), c))
		got, err := s.Complaints.Timeline(ctx(t), plain.ID, 0, 1)
		require.NoError(t, err)
		require.Equal(t, c.Events, got)
	})
}

func races(t *testing.T, s *set.Set) {
	each(t, s, map[string]func(*testing.T, *set.Set){
		"one of many commits of a version wins": func(t *testing.T, s *set.Set) {
			m := matter()
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
			errs := atOnce(16, func(int) error { return s.Complaints.Commit(ctx(t), after(m)) })
			require.Equal(t, 1, winners(t, errs, fault.Stale))
			entries, err := s.Complaints.Timeline(ctx(t), m.ID, 0, 100)
			require.NoError(t, err)
			require.Len(t, entries, 2)
		},
		"one of many creations wins": func(t *testing.T, s *set.Set) {
			m := matter()
			errs := atOnce(8, func(int) error { return s.Complaints.Commit(ctx(t), registered(m)) })
			require.Equal(t, 1, winners(t, errs, fault.Stale))
		},
		"pairs that cross do not hang": func(t *testing.T, s *set.Set) {
			a, b := matter(), matter()
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(a), registered(b)))
			errs := atOnce(8, func(i int) error {
				if i%2 == 0 {
					return s.Complaints.Commit(ctx(t), after(a), after(b))
				}
				return s.Complaints.Commit(ctx(t), after(b), after(a))
			})
			require.Equal(t, 1, winners(t, errs, fault.Stale))
		},
		"every number is given once": func(t *testing.T, s *set.Set) {
			const each, days = 40, 2
			got := make([]int64, each*days)
			for _, err := range atOnce(len(got), func(i int) (err error) {
				got[i], err = s.Complaints.NextNumber(ctx(t), fmt.Sprintf("2026-03-%02d", 1+i%days))
				return err
			}) {
				require.NoError(t, err)
			}
			seen := map[string]bool{}
			for i, n := range got {
				require.Positive(t, n)
				key := fmt.Sprint(i%days, "/", n)
				require.False(t, seen[key], "given twice: %s", key)
				seen[key] = true
			}
			first, err := s.Complaints.NextNumber(ctx(t), "2026-03-09")
			require.NoError(t, err)
			require.Equal(t, int64(1), first)
		},
		"what is committed is seen at once": func(t *testing.T, s *set.Set) {
			for _, err := range atOnce(16, func(i int) error {
				m := matter(in("at once"))
				if err := s.Complaints.Commit(ctx(t), registered(m)); err != nil {
					return err
				}
				if _, err := s.Complaints.Get(ctx(t), everything, m.Number); err != nil {
					return err
				}
				page, err := s.Complaints.List(ctx(t), everything, complaint.Query{CommunityID: "at once", Limit: 100})
				if err == nil && !contains(ids(page), m.ID) {
					err = fmt.Errorf("%s is not in the list", m.ID)
				}
				return err
			}) {
				require.NoError(t, err)
			}
		},
	})
}
