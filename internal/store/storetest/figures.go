package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/store/set"
)

func figures(t *testing.T, s *set.Set) {
	type cell struct{ community, day, measure string }
	random := rand.New(rand.NewPCG(4, 2))
	days := []string{"2026-01-31", "2026-02-28", "2026-03-01", "2026-03-02"}
	measures := []string{"received", "received/channel/phone", "received/channel/visit", "closed", "hoursToClose/1.5", "compensation/fen", "received%", "receivedx"}
	communities := []string{"c-1", "c-2", "none"}
	tally := func() complaint.Tally {
		ty := complaint.Tally{}
		for range random.IntN(6) {
			day := days[random.IntN(len(days))]
			if ty[day] == nil {
				ty[day] = map[string]int64{}
			}
			ty[day][measures[random.IntN(len(measures))]] += int64(random.IntN(5) - 1)
		}
		return ty
	}
	current := map[string]complaint.Change{}
	var order []string
	for range 120 {
		c := registered(matter(in(communities[random.IntN(3)])))
		if len(order) > 0 && random.IntN(3) > 0 {
			c = after(current[order[random.IntN(len(order))]].Next, in(communities[random.IntN(3)]))
		} else {
			order = append(order, c.Next.ID)
		}
		c.Tally = tally()
		require.NoError(t, s.Complaints.Commit(ctx(t), c))
		current[c.Next.ID] = c
	}
	first := current[order[0]]
	kind(t, fault.Stale, s.Complaints.Commit(ctx(t), registered(matter()), after(complaint.Complaint{ID: first.Next.ID, Version: first.Next.Version + 1})))

	want := map[cell]int64{}
	for _, c := range current {
		for day, of := range c.Tally {
			for measure, n := range of {
				want[cell{c.Next.CommunityID, day, measure}] += n
			}
		}
	}
	means := func(asked, measure string) bool {
		return asked == measure || strings.HasSuffix(asked, "/") && strings.HasPrefix(measure, asked)
	}
	sum := func(communities []string, from, to string, asked []string, byDay bool) []complaint.Sum {
		sums := map[complaint.Sum]int64{}
		for c, n := range want {
			meant := len(asked) == 0 || slices.ContainsFunc(asked, func(a string) bool { return means(a, c.measure) })
			if meant && c.day >= from && c.day <= to && (len(communities) == 0 || contains(communities, c.community)) {
				k := complaint.Sum{Measure: c.measure}
				if byDay {
					k.Day = c.day
				}
				sums[k] += n
			}
		}
		out := []complaint.Sum{}
		for k, n := range sums {
			if n != 0 {
				k.N = n
				out = append(out, k)
			}
		}
		return out
	}
	for _, of := range [][]string{nil, {"c-1"}, {"c-1", "none"}, {"c-9"}} {
		for _, span := range [][2]string{
			{"", "2026-03-01"}, {"", "9999-12-31"}, {"2026-03-01", "2026-03-01"}, {"2026-03-01", "2026-03-02"}, {"2026-03-03", "2026-03-09"},
			{"2026-02-01", "2026-03-31"}, {"2026-03-02", "2026-03-31"}, {"2026-01-20", "2026-02-27"}, {"2025-03-01", "2027-03-01"},
		} {
			for _, asked := range [][]string{{"received"}, {"received/"}, {"closed", "hoursToClose/", "hours"}, {"received", "received/channel/", "received/"}, {"nothing", "nothing/"}, nil} {
				for _, byDay := range []bool{false, true} {
					got, err := s.Figures.Sum(ctx(t), of, span[0], span[1], asked, byDay)
					require.NoError(t, err)
					require.ElementsMatch(t, sum(of, span[0], span[1], asked, byDay), got, fmt.Sprint(of, span, asked, byDay))
				}
			}
		}
	}
	wrong, err := s.Figures.Recount(ctx(t))
	require.NoError(t, err)
	require.Zero(t, wrong, "kept sums equal a recount")

	t.Run("commits side by side add up", func(t *testing.T) {
		for _, err := range atOnce(24, func(int) error {
			c := registered(matter(in("c-many")))
			c.Tally = complaint.Tally{"2026-03-05": {"received": 1}}
			return s.Complaints.Commit(ctx(t), c)
		}) {
			require.NoError(t, err)
		}
		got, err := s.Figures.Sum(ctx(t), []string{"c-many"}, "2026-03-05", "2026-03-05", []string{"received"}, true)
		require.NoError(t, err)
		require.Equal(t, []complaint.Sum{{Day: "2026-03-05", Measure: "received", N: 24}}, got)
	})
}

// load counts open matters by how they stand.
func load(t *testing.T, s *set.Set) {
	put := func(community, department, assignee, waiting, watch string, due, received int64, open bool) {
		m := matter(in(community))
		m.Department, m.ReceivedAt = department, at(received)
		if assignee != "" {
			m.Assignee = &complaint.Person{ID: assignee}
		}
		m.Keys.Open, m.Keys.Waiting, m.Keys.Watch, m.Keys.DueAt = open, waiting, watch, at(due)
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
	}
	put("c-1", "engineering", "u-1", "", "lu", 0, 0, true)
	put("c-1", "engineering", "u-1", "", "lu", 9, 9, true)
	put("c-1", "engineering", "u-1", "finance", "", 10, 9, true)
	put("c-2", "engineering", "", "", "n", 30, 20, true)
	put("c-2", "", "", "", "", 30, 20, true)
	put("c-1", "engineering", "u-1", "", "lu", 0, 0, false)
	due, received := []time.Time{at(10), at(20)}, []time.Time{at(10)}
	cells := func(q complaint.LoadQuery) []complaint.LoadCell {
		q.Due, q.Received = due, received
		got, err := s.Figures.Load(ctx(t), q)
		require.NoError(t, err)
		return got
	}
	late := complaint.LoadCell{Department: "engineering", AssigneeID: "u-1", Watch: "lu", N: 2}
	waits := complaint.LoadCell{Department: "engineering", AssigneeID: "u-1", Waiting: true, Due: 1, N: 1}
	nobodys := complaint.LoadCell{Department: "engineering", Watch: "n", Due: 2, Received: 1, N: 1}
	desks := complaint.LoadCell{Due: 2, Received: 1, N: 1}
	require.ElementsMatch(t, []complaint.LoadCell{late, waits, nobodys, desks}, cells(complaint.LoadQuery{}))
	require.ElementsMatch(t, []complaint.LoadCell{nobodys, desks}, cells(complaint.LoadQuery{Communities: []string{"c-2", "c-3"}}))
	require.ElementsMatch(t, []complaint.LoadCell{late, waits}, cells(complaint.LoadQuery{Communities: []string{"c-1"}, Department: "engineering"}))
	require.Empty(t, cells(complaint.LoadQuery{Department: "finance"}))
	due, received = nil, nil
	all := cells(complaint.LoadQuery{Communities: []string{"c-2"}})
	require.Len(t, all, 2)
	require.Zero(t, all[0].Due+all[0].Received+all[1].Due+all[1].Received)
}
