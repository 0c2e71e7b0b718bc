package mongo_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/ledger"
	"anju/internal/core/letter"
	"anju/internal/core/live"
	"anju/internal/core/words"
	"anju/internal/store/mongotest"
)

func TestListsWalkAnIndexInTheirOrder(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for n := range 300 {
		require.NoError(t, s.Complaints.Commit(t.Context(), newMatter(n)))
	}
	yes, due, from, to := true, noon.AddDate(0, 0, 3), noon, noon.AddDate(0, 0, 1)
	everything := access.Everything("test")
	handler := access.SightOf(access.Actor{ID: "p", Role: access.Handler, Department: "engineering"})
	desk := access.SightOf(access.Actor{ID: "p", Role: access.Desk, CommunityIDs: []string{"community-0", "community-1"}})
	leader := access.Actor{ID: "p", Role: access.Leader}
	owner := access.SightOf(access.Actor{ID: "o", Role: access.Owner, OwnerID: "owner-7", CommunityIDs: []string{"community-1"}})
	for name, c := range map[string]struct {
		scope access.Scope
		q     complaint.Query
	}{
		"all":              {everything, complaint.Query{}},
		"updated":          {everything, complaint.Query{Sort: complaint.ByUpdated}},
		"due":              {everything, complaint.Query{Sort: complaint.ByDue, Ascending: true}},
		"overdue":          {desk, complaint.Query{DueBefore: &due, Sort: complaint.ByDue, Ascending: true}},
		"department's due": {desk, complaint.Query{DueBefore: &due, Department: "engineering", Sort: complaint.ByDue, Ascending: true}},
		"overdue new":      {desk, complaint.Query{DueBefore: &due}},
		"open":             {desk, complaint.Query{Open: &yes}},
		"statuses":         {desk, complaint.Query{Statuses: []complaint.Status{complaint.Registered, complaint.Dispatched}}},
		"department":       {everything, complaint.Query{Department: "engineering"}},
		"category":         {everything, complaint.Query{Category: "lift"}},
		"severity":         {everything, complaint.Query{Severity: "normal", Nature: "complaint", Channel: "phone"}},
		"outcome":          {desk, complaint.Query{Outcome: complaint.Fixed}},
		"retention":        {desk, complaint.Query{RetainedTo: &due, Sort: complaint.ByRetention, Ascending: true}},
		"community":        {desk, complaint.Query{CommunityID: "community-1"}},
		"desk's":           {desk, complaint.Query{}},
		"handler's":        {handler, complaint.Query{}},
		"handler's due":    {handler, complaint.Query{Sort: complaint.ByDue, Ascending: true}},
		"owner's":          {owner, complaint.Query{}},
		"of an owner":      {desk, complaint.Query{OwnerID: "owner-7"}},
		"of a house":       {desk, complaint.Query{HouseID: "house-7"}},
		"spot":             {desk, complaint.Query{Spot: "community-1/12/leak"}},
		"assignee":         {desk, complaint.Query{AssigneeID: "p"}},
		"waiting":          {handler, complaint.Query{Waiting: []string{"dept_head:engineering", "finance"}}},
		"mark":             {desk, complaint.Query{Mark: complaint.MarkReturned}},
		"mark of a house":  {desk, complaint.Query{Mark: complaint.MarkFinal, HouseID: "house-7"}},
		"incidents":        {access.IncidentsOf(leader), complaint.Query{}},
		"maybe incidents":  {access.MaybeIncidentsOf(leader), complaint.Query{}},
		"groups":           {access.GroupsIn(leader, "community-1"), complaint.Query{CommunityID: "community-1"}},
		"span":             {everything, complaint.Query{From: &from, To: &to}},
		"words":            {everything, complaint.Query{Words: words.Query("电梯停运")}},
		"handler's words":  {handler, complaint.Query{Words: words.Query("电梯")}},
		"one character":    {everything, complaint.Query{Words: words.Query("修")}},
	} {
		t.Run(name, func(t *testing.T) {
			server := newProfiler(t, uri)
			server.start()
			c.q.Limit, c.q.Count = 5, true
			page, err := s.Complaints.List(t.Context(), c.scope, c.q)
			require.NoError(t, err)
			if page.NextCursor != "" {
				c.q.Cursor = page.NextCursor
				_, err = s.Complaints.List(t.Context(), c.scope, c.q)
				require.NoError(t, err)
			}
			finds := 0
			for _, n := range server.stop() {
				require.Contains(t, n.Plan, "IXSCAN", n.Command)
				if n.Op != "query" { // counting
					continue
				}
				finds++
				require.False(t, n.Sorted, "sorts in memory: %s", n.Command)
				plan := server.explain(n)
				require.NotContains(t, plan, "COLLSCAN")
				require.NotContains(t, plan, `"stage": "SORT"`)
			}
			require.NotZero(t, finds)
		})
	}
}

// TestTheBoardReadsNoMatter: what the supervision board counts lies in one index.
func TestTheBoardReadsNoMatter(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for n := range 100 {
		require.NoError(t, s.Complaints.Commit(t.Context(), newMatter(n)))
	}
	for name, q := range map[string]complaint.LoadQuery{
		"all": {}, "department": {Communities: []string{"community-0", "community-1"}, Department: "engineering", Due: []time.Time{noon, noon.AddDate(0, 0, 1)}, Received: []time.Time{noon}},
	} {
		t.Run(name, func(t *testing.T) {
			server := newProfiler(t, uri)
			server.start()
			_, err := s.Figures.Load(t.Context(), q)
			require.NoError(t, err)
			asked := server.stop()
			require.Len(t, asked, 1)
			require.Contains(t, asked[0].Plan, "IXSCAN")
			require.NotZero(t, asked[0].Keys)
			require.Zero(t, asked[0].Docs, "covered")
		})
	}
}

func TestRegistersOfLettersWalkAnIndexInTheirOrder(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for n := range 60 {
		l := letter.New(fmt.Sprintf("l-%02d", n), "号", letter.Form{Direction: []string{"out", "in"}[n%2], Party: "住建局", Subject: "电梯检修"}, complaint.Person{}, noon.Add(time.Duration(n)*time.Minute))
		require.NoError(t, s.Letters.Put(t.Context(), l))
	}
	from, to := noon, noon.Add(time.Hour)
	for name, q := range map[string]letter.Query{
		"all": {}, "sent": {Direction: "out"}, "days": {From: &from, To: &to}, "communities": {Communities: []string{"none"}}, "words": {Direction: "in", Words: words.Query("电梯")},
	} {
		t.Run(name, func(t *testing.T) {
			server := newProfiler(t, uri)
			server.start()
			q.Limit, q.BeforeAt, q.BeforeID = 5, to, "l-99"
			found, err := s.Letters.List(t.Context(), q)
			require.NoError(t, err)
			require.Len(t, found, 5)
			for _, n := range server.stop() {
				require.Contains(t, n.Plan, "IXSCAN", n.Command)
				require.False(t, n.Sorted, "sorts in memory: %s", n.Command)
			}
		})
	}
}

func TestTheLedgerWalksAnIndexInItsOrder(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for n := range 60 {
		m := newMatter(n)
		m.Next.Payments = []complaint.Payment{{ID: fmt.Sprintf("p-%02d", n), Kind: "cash", Basis: "waiver", AmountFen: 100, PaidAt: noon.Add(time.Duration(n) * time.Minute), Receipt: fmt.Sprintf("PZ-%02d", n),
			Borne: []complaint.Bearing{{Party: "department", Department: "engineering", AmountFen: 100}}}}
		require.NoError(t, s.Ledger.Put(t.Context(), ledger.Of(m.Next)...))
	}
	from, to := noon, noon.Add(time.Hour)
	books := access.Books(access.Actor{ID: "p", CommunityIDs: []string{"community-0", "community-1", "community-2"}})
	for name, q := range map[string]ledger.Query{
		"all": {}, "days": {From: &from, To: &to}, "community": {CommunityID: "community-1"}, "department": {Department: "engineering"}, "category": {Category: "lift"}, "kind": {Kind: "cash"},
		"basis": {Basis: "waiver"}, "type": {Type: ledger.Payment}, "owner": {OwnerID: "owner-7"}, "house": {HouseID: "house-7", Whole: true}, "matter": {ComplaintID: "m"}, "words": {Words: words.Query("PZ-0")},
		"many": {Department: "engineering", Kind: "cash", From: &from, Words: words.Query("PZ")},
	} {
		t.Run(name, func(t *testing.T) {
			server := newProfiler(t, uri)
			server.start()
			q.Limit, q.Count = 5, true
			page, err := s.Ledger.List(t.Context(), books, q)
			require.NoError(t, err)
			q.After = page.Next
			_, err = s.Ledger.List(t.Context(), books, q)
			require.NoError(t, err)
			asked := server.stop()
			require.NotEmpty(t, asked)
			for _, n := range asked {
				require.Contains(t, n.Plan, "IXSCAN", n.Command)
				require.False(t, n.Sorted, "sorts in memory: %s", n.Command)
			}
		})
	}
}

func TestTheLiveLogIsFollowedByItsKey(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for n := range 60 {
		require.NoError(t, s.Live.Append(t.Context(), live.Entry{Key: fmt.Sprint("e-", n), Kind: live.ComplaintChanged}))
	}
	server := newProfiler(t, uri)
	server.start()
	after, err := s.Live.After(t.Context(), 20, 10)
	require.NoError(t, err)
	require.Len(t, after, 10)
	require.NoError(t, s.Live.Append(t.Context(), live.Entry{Key: "e-7", Kind: live.ComplaintChanged}))
	last, err := s.Live.Last(t.Context(), 5)
	require.NoError(t, err)
	require.Len(t, last, 5)
	require.NoError(t, s.Live.Sweep(t.Context(), 30))
	asked := server.stop()
	require.Len(t, asked, 6)
	for _, n := range asked {
		require.Regexp(t, "IXSCAN|IDHACK", n.Plan, n.Command)
		require.False(t, n.Sorted, "sorts in memory: %s", n.Command)
	}
}
