package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/casestudy"
	"anju/internal/core/complaint"
	"anju/internal/core/corrective"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/measure"
	"anju/internal/store/set"
)

var clerk = access.Actor{ID: "u-desk", Name: "小陈", Role: access.Desk, Department: "service"}

func learning(t *testing.T, s *set.Set) {
	each(t, s, map[string]func(*testing.T, *set.Set){
		"follow-up items": followUps, "corrective actions": correctives, "case studies": caseStudies, "measures change": measuresChange,
	})
}

func followUps(t *testing.T, s *set.Set) {
	var open []followup.Item // by due date, then id
	for i := range 6 {
		item := followup.Made(followup.Item{
			ID: id(), Kind: followup.Check, What: "排查外墙", Matter: &complaint.Ref{ID: "m-1", Number: "TS-1"}, Department: []string{"engineering", "service"}[i%2],
			CommunityID: []string{"c-1", "c-2"}[i/3], DueAt: at(int64(i / 2)), By: complaint.Person{ID: "u-desk"}, CreatedAt: at(0),
		})
		if i == 5 {
			item.Recused = []string{"u-about"}
		}
		require.NoError(t, s.FollowUps.Add(ctx(t), item))
		open = append(open, item)
	}
	got, err := s.FollowUps.Get(ctx(t), open[2].ID)
	require.NoError(t, err)
	require.Equal(t, open[2], got)
	absent(t, second(s.FollowUps.Get(ctx(t), "nobody")))
	other := open[2]
	other.What = "另一件"
	require.NoError(t, s.FollowUps.Add(ctx(t), other), "what is there stays as it is")
	require.Equal(t, open[2], first(s.FollowUps.Get(ctx(t), other.ID)))

	list := func(q followup.Query) (ids []string) {
		q.Limit = 2
		for range 9 {
			page, err := s.FollowUps.List(ctx(t), q)
			require.NoError(t, err)
			for _, i := range page {
				ids = append(ids, i.ID)
				q.After = &followup.Mark{DueAt: i.DueAt, ID: i.ID}
			}
			if len(page) < q.Limit {
				break
			}
		}
		return ids
	}
	ids := func(items ...int) (out []string) {
		for _, i := range items {
			out = append(out, open[i].ID)
		}
		return out
	}
	require.Equal(t, ids(0, 1, 2, 3, 4, 5), list(followup.Query{Key: followup.KeyOf("", "", "")}))
	require.Equal(t, ids(5, 4, 3, 2, 1, 0), list(followup.Query{Key: followup.KeyOf("", "", "open"), Descending: true}))
	require.Equal(t, ids(0, 2, 4), list(followup.Query{Key: followup.KeyOf("engineering", "", "open")}))
	require.Equal(t, ids(3, 4, 5), list(followup.Query{Key: followup.KeyOf("", "m-1", ""), Communities: []string{"c-2", "c-3"}}))
	require.Equal(t, ids(1, 3), list(followup.Query{Key: followup.KeyOf("service", "", ""), NotRecused: "u-about"}))
	require.Empty(t, list(followup.Query{Key: followup.KeyOf("", "m-2", "")}))

	found := true
	next, err := open[0].Answered(clerk, "发现同样开裂", &found, at(9))
	require.NoError(t, err)
	errs := atOnce(4, func(int) error { return s.FollowUps.Update(ctx(t), next) })
	require.Equal(t, 1, winners(t, errs, fault.Stale), "answered once")
	require.Equal(t, next, first(s.FollowUps.Get(ctx(t), next.ID)))
	require.Equal(t, ids(1, 2, 3, 4, 5), list(followup.Query{Key: followup.KeyOf("", "", "open")}))
	require.Equal(t, ids(0), list(followup.Query{Key: followup.KeyOf("engineering", "", "done")}))
	gone := next
	gone.ID = "nobody"
	absent(t, s.FollowUps.Update(ctx(t), gone))
}

func correctives(t *testing.T, s *set.Set) {
	var all []corrective.Action // newest first
	for i := range 5 {
		m := matter()
		m.CommunityID, m.Keys.Spot, m.Department = []string{"c-1", "c-2"}[i%2], "c-1/12/leak", "engineering"
		a, err := corrective.Make(id(), corrective.New{
			Title: "外墙渗水专项整改", Problem: "雨后渗水", Matters: []complaint.Complaint{m}, Team: []complaint.Person{{ID: "u-1", Name: "王工", Department: "finance"}},
		}, clerk, at(int64(i)))
		require.NoError(t, err)
		require.NoError(t, s.Correctives.Create(ctx(t), a))
		all = append([]corrective.Action{a}, all...)
	}
	require.Equal(t, all[1], first(s.Correctives.Get(ctx(t), all[1].ID)))
	absent(t, second(s.Correctives.Get(ctx(t), "nobody")))

	list := func(q corrective.Query) []corrective.Action {
		q.Limit = 9
		return first(s.Correctives.List(ctx(t), q))
	}
	page := first(s.Correctives.List(ctx(t), corrective.Query{Key: corrective.KeyOf("", "", "open"), Limit: 2}))
	require.Equal(t, all[:2], page)
	require.Equal(t, all[2:], list(corrective.Query{Key: corrective.KeyOf("finance", "", ""), Before: page[1].ID}))
	require.Equal(t, []corrective.Action{all[1], all[3]}, list(corrective.Query{Key: corrective.OfSpot("c-1/12/leak"), Communities: []string{"c-2"}}))
	require.Equal(t, all[:1], list(corrective.Query{Key: corrective.KeyOf("", all[0].Matters[0].ID, "open")}))
	require.Empty(t, list(corrective.Query{Key: corrective.KeyOf("legal", "", "")}))

	next, err := all[0].Take(corrective.Step{Box: corrective.Cause, Text: "外墙防水老化"}, clerk, at(9), id)
	require.NoError(t, err)
	require.NoError(t, s.Correctives.Update(ctx(t), next))
	stale(t, 2, s.Correctives.Update(ctx(t), next))
	require.Equal(t, next, first(s.Correctives.Get(ctx(t), next.ID)))

	require.Len(t, list(corrective.Query{Key: corrective.Untold}), 5)
	require.NoError(t, s.Correctives.Told(ctx(t), next.ID, 1), "a version that is no more: what came since is untold")
	require.Len(t, list(corrective.Query{Key: corrective.Untold}), 5)
	require.NoError(t, s.Correctives.Told(ctx(t), next.ID, 2))
	require.Len(t, list(corrective.Query{Key: corrective.Untold}), 4)
	again := first(s.Correctives.Get(ctx(t), next.ID))
	require.Equal(t, next.Boxes, again.Boxes)
	require.Equal(t, int64(2), again.Version, "nothing else of it changes")
}

func caseStudies(t *testing.T, s *set.Set) {
	var all []casestudy.Study // newest first
	for range 4 {
		m := matter()
		x := casestudy.Compose(m, at(0))
		require.NoError(t, s.CaseStudies.Add(ctx(t), x))
		require.NoError(t, s.CaseStudies.Add(ctx(t), casestudy.Compose(m, at(5))), "what is there stays as it is")
		all = append([]casestudy.Study{x}, all...)
	}
	require.Equal(t, all[0], first(s.CaseStudies.Get(ctx(t), all[0].ID)))
	absent(t, second(s.CaseStudies.Get(ctx(t), "nobody")))
	page := first(s.CaseStudies.List(ctx(t), casestudy.Query{Key: casestudy.KeyOf("draft"), Limit: 3}))
	require.Equal(t, all[:3], page)
	require.Equal(t, all[3:], first(s.CaseStudies.List(ctx(t), casestudy.Query{Key: casestudy.KeyOf(""), Before: page[2].ID, Limit: 3})))

	x, err := all[2].Edited(casestudy.Texts{Title: "渗水", Course: "经过", Cause: "原因", Handling: "处理", Lesson: "启示"}, clerk, at(1))
	require.NoError(t, err)
	require.NoError(t, s.CaseStudies.Update(ctx(t), x))
	readers := []complaint.Person{{ID: "u-1", Name: "王工", Department: "engineering"}, {ID: "u-2", Name: "李工", Department: "engineering"}}
	x, err = x.PublishTo([]string{"engineering"}, readers, casestudy.KnownOf(matter()), clerk, at(2))
	require.NoError(t, err)
	require.NoError(t, s.CaseStudies.Update(ctx(t), x))
	stale(t, 3, s.CaseStudies.Update(ctx(t), x))
	x, ticked, err := x.ReadBy(access.Actor{ID: "u-1"}, at(3))
	require.NoError(t, err)
	require.True(t, ticked)
	require.NoError(t, s.CaseStudies.Update(ctx(t), x))
	require.Equal(t, x, first(s.CaseStudies.Get(ctx(t), x.ID)))
	require.Empty(t, first(s.CaseStudies.List(ctx(t), casestudy.Query{Key: casestudy.UnreadBy("u-1"), Limit: 3})))
	require.Len(t, first(s.CaseStudies.List(ctx(t), casestudy.Query{Key: casestudy.UnreadBy("u-2"), Limit: 3})), 1)
	require.Len(t, first(s.CaseStudies.List(ctx(t), casestudy.Query{Key: casestudy.KeyOf("published"), Limit: 3})), 1)
}

func measuresChange(t *testing.T, s *set.Set) {
	says := measure.Words{Category: "pets", Title: "宠物", Text: "已提醒。"}
	m, err := measure.New(id(), says, &complaint.Ref{ID: "m-1", Number: "TS-1"}, at(0))
	require.NoError(t, err)
	require.NoError(t, s.Measures.Create(ctx(t), m))
	says.Category, says.AmountFen = "security", 100
	next, err := m.Changed(says, true, complaint.Person{ID: "u-desk"}, at(1))
	require.NoError(t, err)
	require.NoError(t, s.Measures.Update(ctx(t), next))
	stale(t, 2, s.Measures.Update(ctx(t), next))
	require.Equal(t, next, first(s.Measures.Get(ctx(t), m.ID)))
	gone := next
	gone.ID = "nobody"
	absent(t, s.Measures.Update(ctx(t), gone))
	require.Empty(t, first(s.Measures.List(ctx(t), measure.Query{Category: "security", Limit: 9})), "out of use")
	require.Equal(t, []measure.Measure{next}, first(s.Measures.List(ctx(t), measure.Query{Category: "security", Retired: true, Limit: 9})))
	require.Empty(t, first(s.Measures.List(ctx(t), measure.Query{Category: "pets", Retired: true, Limit: 9})))
}

// first is what is read where an error is none of the test's business: it panics.
func first[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
