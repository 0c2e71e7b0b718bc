package storetest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/words"
	"anju/internal/store/set"
)

func ids(p complaint.Page) []string {
	out := make([]string, len(p.Items))
	for i, m := range p.Items {
		out[i] = m.ID
	}
	return out
}

func contains(all []string, one string) bool { return slices.Contains(all, one) }

// walk reads a list page by page and requires that nobody stands in it twice.
func walk(t *testing.T, s *set.Set, scope access.Scope, q complaint.Query) []complaint.Complaint {
	t.Helper()
	var all []complaint.Complaint
	seen := map[string]bool{}
	for pages := 0; ; pages++ {
		require.Less(t, pages, 500, "the list ends")
		page, err := s.Complaints.List(ctx(t), scope, q)
		require.NoError(t, err)
		require.NotNil(t, page.Items)
		require.LessOrEqual(t, len(page.Items), q.Limit)
		for _, m := range page.Items {
			require.False(t, seen[m.ID], "twice in one list")
			seen[m.ID] = true
		}
		all = append(all, page.Items...)
		if page.NextCursor == "" {
			return all
		}
		require.NotEmpty(t, page.Items)
		q.Cursor = page.NextCursor
	}
}

func lists(t *testing.T, s *set.Set) {
	var all []complaint.Complaint
	for i := range 60 {
		all = append(all, matter(func(m *complaint.Complaint) {
			m.CommunityID = []string{"c-1", "c-2", "c-3"}[i%3]
			m.ReceivedAt, m.UpdatedAt = at(int64(i/5)), at(int64((i*7)%60/4)) // equal values in runs
			m.Keys.DueAt = at(int64(i % 4))
			m.Status = []complaint.Status{complaint.Registered, complaint.Dispatched, complaint.Offered, complaint.Closed}[i%4]
			m.Keys.Open = m.Status != complaint.Closed
			if !m.Keys.Open || i%10 == 0 {
				m.Keys.DueAt = complaint.Far
			}
			m.Nature = terms.Natures[i%len(terms.Natures)]
			m.Channel = terms.Channels[i%len(terms.Channels)]
			m.Severity = terms.Severities[i%len(terms.Severities)]
			m.Category = []string{"", "elevator", "leak"}[i%3]
			m.Department = []string{"", terms.Engineering, terms.Finance, terms.Service}[i%4]
			m.OwnerID = []string{"", "o-1", "o-2", "o-3", "o-4"}[i%5]
			m.HouseID = strings.Replace(m.OwnerID, "o", "h", 1)
			if i%6 == 0 {
				m.Assignee = &complaint.Person{ID: []string{"u-5", "u-6"}[i/6%2], Name: "李工"}
			}
			if i%5 == 0 {
				m.Keys.Spot = m.CommunityID + "/12/leak"
			}
			m.Keys.Waiting = []string{"", "dept_head:engineering", "finance", "leader"}[i%4]
			m.Keys.Audience = []string{"dept:" + m.Department}
			m.Keys.Marks = [][]string{nil, {complaint.MarkReturned}, {complaint.MarkFinal, complaint.MarkReturned}}[i%3]
		}))
	}
	for _, m := range all {
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
	}

	queries := map[string]complaint.Query{
		"all":                  {},
		"open":                 {Open: ptr(true)},
		"ended":                {Open: ptr(false)},
		"one status":           {Statuses: []complaint.Status{complaint.Dispatched}},
		"several open":         {Statuses: []complaint.Status{complaint.Dispatched, complaint.Offered}},
		"several":              {Statuses: []complaint.Status{complaint.Closed, complaint.Offered}},
		"no such status":       {Statuses: []complaint.Status{complaint.Merged}},
		"department":           {Department: terms.Engineering},
		"open of a department": {Department: terms.Engineering, Open: ptr(true)},
		"no department yet":    {Department: complaint.Nobody},
		"none, open":           {Department: complaint.Nobody, Open: ptr(true), AssigneeID: complaint.Nobody},
		"category":             {Category: "leak"},
		"severity":             {Severity: terms.Critical},
		"nature":               {Nature: terms.Repair},
		"channel":              {Channel: terms.Visit},
		"community":            {CommunityID: "c-2"},
		"owner":                {OwnerID: "o-3"},
		"house":                {HouseID: "h-2"},
		"spot":                 {Spot: "c-1/12/leak"},
		"assignee":             {AssigneeID: "u-6"},
		"nobody named":         {AssigneeID: complaint.Nobody, Department: terms.Finance},
		"a mark, nobody named": {AssigneeID: complaint.Nobody, Mark: complaint.MarkReturned},
		"inboxes":              {Waiting: []string{"finance", "leader"}},
		"mark":                 {Mark: complaint.MarkReturned},
		"mark of a house":      {Mark: complaint.MarkFinal, HouseID: "h-2"},
		"no such mark":         {Mark: "x"},
		"overdue":              {DueBefore: ptr(at(2))},
		"due soon":             {DueFrom: ptr(at(2)), DueBefore: ptr(at(5))},
		"due later":            {DueFrom: ptr(at(5))},
		"ended and overdue":    {DueBefore: ptr(at(2)), Open: ptr(false)},
		"received":             {From: ptr(at(3)), To: ptr(at(7))},
		"many at once":         {Open: ptr(true), CommunityID: "c-1", Nature: terms.Complaint, From: ptr(at(2))},
	}
	scopes := map[string]access.Scope{
		"":                   everything,
		"within communities": access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-1", "c-3"}}),
		"within department":  access.SightOf(access.Actor{ID: "u-1", Role: access.Handler, Department: terms.Engineering}),
		"within one of each": access.SightOf(access.Actor{ID: "u-1", Role: access.DeptHead, Department: terms.Finance, CommunityIDs: []string{"c-2"}}),
	}
	for name, q := range queries {
		for within, scope := range scopes {
			for _, sort := range []complaint.Sort{"", complaint.ByReceived, complaint.ByUpdated, complaint.ByDue} {
				for _, ascending := range []bool{false, true} {
					q.Sort, q.Ascending, q.Limit, q.Count = sort, ascending, 7, true
					label := strings.Join([]string{name, within, string(sort)}, " ")
					var want []string
					for _, m := range all {
						if scope.Sees(m.Keys.Audience, m.CommunityID, m.Recused) && fits(m, q) {
							want = append(want, m.ID)
						}
					}
					got := walk(t, s, scope, q)
					require.ElementsMatch(t, want, ids(complaint.Page{Items: got}), label)
					require.True(t, slices.IsSortedFunc(got, func(a, b complaint.Complaint) int {
						if ascending {
							return key(a, sort).Compare(key(b, sort))
						}
						return key(b, sort).Compare(key(a, sort))
					}), "in order: %s", label)
					page, err := s.Complaints.List(ctx(t), scope, q)
					require.NoError(t, err)
					require.Equal(t, int64(len(want)), page.Total, label)
					alone, err := s.Complaints.IDs(ctx(t), scope, q)
					require.NoError(t, err)
					require.Equal(t, ids(page), alone, label)
					require.False(t, page.TotalIsMore)
				}
			}
		}
	}

	t.Run("refuse a cursor of somebody else", func(t *testing.T) {
		page, err := s.Complaints.List(ctx(t), everything, complaint.Query{Limit: 3})
		require.NoError(t, err)
		for _, cursor := range []string{"x", "!!", "e30", "bnVsbA", page.NextCursor + "A", page.NextCursor[:len(page.NextCursor)/2]} {
			_, err := s.Complaints.List(ctx(t), everything, complaint.Query{Limit: 3, Cursor: cursor})
			require.Equal(t, "bad_cursor", kind(t, fault.Malformed, err).Code, cursor)
		}
		_, err = s.Complaints.List(ctx(t), everything, complaint.Query{Limit: 3, Cursor: page.NextCursor, Sort: complaint.ByDue})
		require.Equal(t, "bad_cursor", kind(t, fault.Malformed, err).Code, "made for another order")
	})
	t.Run("go on where they were while others come in", func(t *testing.T) {
		q := complaint.Query{CommunityID: "c-1", Limit: 5}
		page, err := s.Complaints.List(ctx(t), everything, q)
		require.NoError(t, err)
		late := matter(in("c-1"), receivedAt(500))
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(late)))
		q.Cursor = page.NextCursor
		rest := walk(t, s, everything, q)
		require.Len(t, rest, 15)
		require.NotContains(t, ids(complaint.Page{Items: rest}), late.ID)
	})
}

func key(m complaint.Complaint, sort complaint.Sort) time.Time {
	switch sort {
	case complaint.ByUpdated:
		return m.UpdatedAt
	case complaint.ByDue:
		return m.Keys.DueAt
	}
	return m.ReceivedAt
}

// fits is the meaning of a query, said a second time and slowly.
func fits(m complaint.Complaint, q complaint.Query) bool {
	is := func(asked, has string) bool { return asked == "" || asked == has }
	orNobody := func(asked, has string) bool { return asked == complaint.Nobody && has == "" || is(asked, has) }
	assignee := ""
	if m.Assignee != nil {
		assignee = m.Assignee.ID
	}
	return (len(q.Statuses) == 0 || slices.Contains(q.Statuses, m.Status)) &&
		(q.Open == nil || *q.Open == m.Keys.Open) &&
		orNobody(q.Department, m.Department) && is(q.Category, m.Category) && is(string(q.Severity), string(m.Severity)) &&
		is(string(q.Nature), string(m.Nature)) && is(string(q.Channel), string(m.Channel)) && is(q.CommunityID, m.CommunityID) &&
		is(q.OwnerID, m.OwnerID) && is(q.HouseID, m.HouseID) && orNobody(q.AssigneeID, assignee) && is(q.Spot, m.Keys.Spot) &&
		(q.Mark == "" || slices.Contains(m.Keys.Marks, q.Mark)) &&
		(len(q.Waiting) == 0 || slices.Contains(q.Waiting, m.Keys.Waiting)) &&
		(q.DueFrom == nil || m.Keys.Open && !m.Keys.DueAt.Before(*q.DueFrom)) &&
		(q.DueBefore == nil || m.Keys.Open && m.Keys.DueAt.Before(*q.DueBefore)) &&
		(q.From == nil || !m.ReceivedAt.Before(*q.From)) && (q.To == nil || m.ReceivedAt.Before(*q.To))
}

func sight(t *testing.T, s *set.Set) {
	mine := matter(in("c-1"), seenBy(access.OwnerAudience("o-1"), access.DepartmentAudience(terms.Engineering)))
	group := matter(in("c-1"), receivedAt(1), seenBy(access.OwnerAudience("o-2"), access.GroupAudience("c-1")))
	legal := matter(in("c-2"), receivedAt(2), seenBy(access.LegalAudience))
	hidden := matter(in("c-2"), receivedAt(3), func(m *complaint.Complaint) { m.Recused = []string{"u-desk", "u-lead"} })
	all := []complaint.Complaint{mine, group, legal, hidden}
	for _, m := range all {
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
	}
	for name, c := range map[string]struct {
		scope access.Scope
		sees  []complaint.Complaint
	}{
		"everything":                {everything, all},
		"an owner":                  {access.SightOf(access.Actor{ID: "u-1", Role: access.Owner, OwnerID: "o-1"}), all[:1]},
		"an owner of the community": {access.SightOf(access.Actor{ID: "u-1", Role: access.Owner, OwnerID: "o-1", CommunityIDs: []string{"c-1"}}), all[:2]},
		"an owner's own":            {access.Own(access.Actor{ID: "u-1", Role: access.Owner, OwnerID: "o-1", CommunityIDs: []string{"c-1"}}), all[:1]},
		"a stranger":                {access.SightOf(access.Actor{ID: "u-1", Role: access.Owner, OwnerID: "o-9"}), nil},
		"a handler":                 {access.SightOf(access.Actor{ID: "u-1", Role: access.Handler, Department: terms.Engineering}), all[:1]},
		"a handler elsewhere":       {access.SightOf(access.Actor{ID: "u-1", Role: access.Handler, Department: terms.Engineering, CommunityIDs: []string{"c-2"}}), nil},
		"legal":                     {access.SightOf(access.Actor{ID: "u-1", Role: access.Legal}), all[2:3]},
		"the desk":                  {access.SightOf(access.Actor{ID: "u-1", Role: access.Desk}), all},
		"the desk, recused":         {access.SightOf(access.Actor{ID: "u-desk", Role: access.Desk}), all[:3]},
		"the desk of one community": {access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-2"}}), all[2:]},
		"the desk of several":       {access.SightOf(access.Actor{ID: "u-lead", Role: access.Desk, CommunityIDs: []string{"c-1", "c-2", "c-3"}}), all[:3]},
		"admin":                     {access.SightOf(access.Actor{ID: "u-1", Role: access.Admin}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			want := []string{}
			for _, m := range c.sees {
				want = append(want, m.ID)
			}
			for _, q := range []complaint.Query{
				{}, {Sort: complaint.ByUpdated}, {Sort: complaint.ByDue, Ascending: true}, {Open: ptr(true)}, {Words: words.Query("电梯")},
				{Statuses: []complaint.Status{complaint.Registered, complaint.Closed}},
			} {
				q.Limit = 2
				require.ElementsMatch(t, want, ids(complaint.Page{Items: walk(t, s, c.scope, q)}))
			}
			for _, m := range all {
				_, err := s.Complaints.Get(ctx(t), c.scope, m.Number)
				if contains(want, m.ID) {
					require.NoError(t, err)
				} else {
					absent(t, err)
				}
			}
		})
	}
	t.Run("a community out of sight", func(t *testing.T) {
		scope := access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-1"}})
		require.Empty(t, walk(t, s, scope, complaint.Query{CommunityID: "c-2", Limit: 5}))
	})
	t.Run("moves with the matter", func(t *testing.T) {
		handler := access.SightOf(access.Actor{ID: "u-1", Role: access.Handler, Department: terms.Contracts})
		require.Empty(t, walk(t, s, handler, complaint.Query{Limit: 5}))
		c := after(mine, seenBy(access.DepartmentAudience(terms.Contracts)), func(m *complaint.Complaint) { m.Recused = []string{"u-desk"} })
		require.NoError(t, s.Complaints.Commit(ctx(t), c))
		require.Len(t, walk(t, s, handler, complaint.Query{Limit: 5}), 1)
		require.Len(t, walk(t, s, handler, complaint.Query{Limit: 5, Sort: complaint.ByUpdated}), 1)
		absent(t, second(s.Complaints.Get(ctx(t), access.SightOf(access.Actor{ID: "u-1", Role: access.Handler, Department: terms.Engineering}), mine.ID)))
		absent(t, second(s.Complaints.Get(ctx(t), access.SightOf(access.Actor{ID: "u-desk", Role: access.Desk}), mine.ID)))
	})
}

func search(t *testing.T, s *set.Set) {
	say := func(ms int64, title, text, phone string) complaint.Complaint {
		m := matter(receivedAt(ms), in("c-1"), func(m *complaint.Complaint) {
			m.Title, m.Text, m.Reporter.Name, m.Reporter.Phone = title, text, "欧阳静", phone
		})
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
		return m
	}
	lift := say(1, "电梯停运", "坏了三天", "199-0000-8825")
	leak := say(2, "屋面渗水", "WiFi elevator 房顶漏水", "199-0000-1201")
	noise := say(3, "夜间噪声", "楼上elevation装修，“引号” AND OR NOT * ( ) 水", "139-1234-5678")
	for query, want := range map[string][]complaint.Complaint{
		"电梯": {lift}, "梯": {lift}, "水": {noise, leak}, "渗水": {leak}, "漏水": {leak}, "静": {noise, leak, lift}, "渗漏": nil,
		"elev": {noise, leak}, "ELEVATOR": {leak}, "elevator房": {leak}, "wifi": {leak}, "8825": {lift}, "199": {leak, lift}, "19900001201": {leak},
		"199-0000-1201": {leak}, "渗水 wifi": {leak}, "渗水 电梯": nil, lift.Number: {lift}, "電梯": {lift}, "AND": {noise}, "OR NOT": {noise},
	} {
		t.Run(query, func(t *testing.T) {
			wanted := []string{}
			for _, m := range want {
				wanted = append(wanted, m.ID)
			}
			for _, q := range []complaint.Query{{Limit: 1}, {Limit: 50, Sort: complaint.ByDue, Ascending: true}, {Limit: 2, CommunityID: "c-1", Open: ptr(true)}} {
				q.Words = words.Query(query)
				require.Equal(t, wanted, ids(complaint.Page{Items: walk(t, s, everything, q)}), "newest received first")
			}
			q := complaint.Query{Words: words.Query(query), Limit: 1, Count: true}
			page, err := s.Complaints.List(ctx(t), everything, q)
			require.NoError(t, err)
			require.Equal(t, int64(len(wanted)), page.Total)
		})
	}
	t.Run("tokens kept aside", func(t *testing.T) {
		kept := matter(receivedAt(4), in("c-1"), func(m *complaint.Complaint) { m.Title, m.HouseID, m.Confidential = "保密事项", "h-kept", true })
		kept.Keys.Words = append(words.Tokens("保密事项"), words.Aside("19912345678"), words.Aside("司徒"))
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(kept)))
		for query, found := range map[string]struct{ openly, aside int }{
			"司徒": {0, 1}, "1991234": {0, 1}, "199-1234-5678": {0, 1}, "保密": {1, 1}, "保密 19912345678": {0, 1},
		} {
			terms := words.Query(query)
			require.Len(t, walk(t, s, everything, complaint.Query{Words: terms, Limit: 5}), found.openly, query)
			for i := range terms {
				terms[i].Aside = true
			}
			require.Len(t, walk(t, s, everything, complaint.Query{Words: terms, Limit: 5}), found.aside, query)
		}
		require.Len(t, walk(t, s, everything, complaint.Query{HouseID: "h-kept", Limit: 5}), 1)
		require.Empty(t, walk(t, s, everything, complaint.Query{HouseID: "h-kept", NotConfidential: true, Limit: 5}))
		require.Len(t, walk(t, s, everything, complaint.Query{Words: words.Query("渗水"), NotConfidential: true, Limit: 5}), 1)
	})
	t.Run("follows the words", func(t *testing.T) {
		c := after(lift, func(m *complaint.Complaint) { m.Title, m.Keys.Words = "门禁", words.Tokens("门禁") })
		require.NoError(t, s.Complaints.Commit(ctx(t), c))
		require.Empty(t, walk(t, s, everything, complaint.Query{Words: words.Query("电梯"), Limit: 5}))
		require.Len(t, walk(t, s, everything, complaint.Query{Words: words.Query("门禁"), Limit: 5}), 1)
		require.NoError(t, s.Complaints.Commit(ctx(t), after(c.Next)))
		require.Len(t, walk(t, s, everything, complaint.Query{Words: words.Query("门禁"), Limit: 5}), 1)
	})
}

func timedWork(t *testing.T, s *set.Set) {
	wake := func(ms int64) func(*complaint.Complaint) {
		return func(m *complaint.Complaint) { m.Keys.WakeAt = at(ms) }
	}
	late, soon, due, never := matter(wake(30)), matter(wake(20)), matter(wake(10)), matter()
	for _, m := range []complaint.Complaint{late, soon, due, never} {
		require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
	}
	for _, c := range []struct {
		now   int64
		limit int
		want  []string
	}{{9, 10, nil}, {10, 10, []string{due.ID}}, {29, 10, []string{due.ID, soon.ID}}, {99, 10, []string{due.ID, soon.ID, late.ID}}, {99, 2, []string{due.ID, soon.ID}}} {
		got, err := s.Complaints.Waking(ctx(t), at(c.now), c.limit)
		require.NoError(t, err)
		require.Equal(t, append([]string{}, c.want...), append([]string{}, got...))
	}
	require.NoError(t, s.Complaints.Commit(ctx(t), after(due, func(m *complaint.Complaint) { m.Keys.WakeAt = complaint.Far })))
	got, err := s.Complaints.Waking(ctx(t), at(29), 10)
	require.NoError(t, err)
	require.Equal(t, []string{soon.ID}, got)

	t.Run("what was promised to a house", func(t *testing.T) {
		promise := func(house, category string, ms, fen int64) complaint.Complaint {
			m := matter(receivedAt(ms), func(m *complaint.Complaint) {
				m.HouseID, m.Category = house, category
				if fen > 0 {
					m.Plan = &complaint.Plan{CeilingFen: fen, ProposedAt: at(0)}
				}
			})
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
			return m
		}
		promise("h-1", "leak", 100, 1_000)
		this := promise("h-1", "leak", 200, 20_000)
		promise("h-1", "leak", 10, 300_000)
		promise("h-1", "elevator", 200, 4_000_000)
		promise("h-2", "leak", 200, 50_000_000)
		promise("h-1", "leak", 200, 0)
		for _, c := range []struct {
			since  int64
			except string
			want   int64
		}{{0, "", 321_000}, {100, "", 21_000}, {101, "", 20_000}, {100, this.ID, 1_000}, {900, "", 0}} {
			got, err := s.Complaints.Promised(ctx(t), "h-1", "leak", at(c.since), c.except)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		}
	})
}
