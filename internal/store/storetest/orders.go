package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/supervision"
	"anju/internal/store/set"
)

func supervisionOrders(t *testing.T, s *set.Set) {
	lead := access.Actor{ID: "u-lead", Name: "林主管", Role: access.DeskLead, Department: "service"}
	head := access.Actor{ID: "u-head", Name: "周经理", Role: access.DeptHead, Department: "engineering"}
	var all []supervision.Order // newest first
	for i := range 5 {
		m := matter(in([]string{"c-1", "c-2"}[i%2]))
		if i == 4 {
			m.Recused = []string{"u-about"}
		}
		both := []string{"engineering", "finance"}
		o := supervision.Issue(supervision.New{Level: complaint.LevelUrging, Source: "overdue", Note: "限期答复", Matters: []complaint.Complaint{m}, Departments: both[:1+i%2], AnswerBy: at(int64(100 * (i + 1)))},
			supervision.Number("2026", int64(i+1)), lead, at(int64(i)), id)
		require.NoError(t, s.Orders.Add(ctx(t), o))
		all = append([]supervision.Order{o}, all...)
	}
	require.Equal(t, all[1], first(s.Orders.Get(ctx(t), all[1].ID)))
	absent(t, second(s.Orders.Get(ctx(t), "nobody")))
	other := all[1]
	other.Note = "另一件"
	require.NoError(t, s.Orders.Add(ctx(t), other), "what is there stays as it is")
	require.Equal(t, all[1], first(s.Orders.Get(ctx(t), other.ID)))

	list := func(q supervision.Query) []supervision.Order {
		q.Limit = 9
		return first(s.Orders.List(ctx(t), q))
	}
	page := first(s.Orders.List(ctx(t), supervision.Query{Key: supervision.KeyOf("", "", "open"), Limit: 2}))
	require.Equal(t, all[:2], page)
	require.Equal(t, all[2:], list(supervision.Query{Key: supervision.KeyOf("", "", ""), Before: page[1].ID}))
	require.Equal(t, []supervision.Order{all[1], all[3]}, list(supervision.Query{Key: supervision.KeyOf("finance", "", "")}))
	require.Equal(t, []supervision.Order{all[1], all[3]}, list(supervision.Query{Key: supervision.KeyOf("", "", ""), Communities: []string{"c-2", "c-3"}}))
	require.Equal(t, all[1:], list(supervision.Query{Key: supervision.KeyOf("", "", ""), NotRecused: "u-about"}))
	require.Equal(t, all[2:3], list(supervision.Query{Key: supervision.KeyOf("", all[2].Parts[0].Matters[0].ID, "")}))

	require.Equal(t, []supervision.Order{all[4], all[3]}, first(s.Orders.Waking(ctx(t), at(201), 9)), "what is due first, first")
	require.Equal(t, all[4:], first(s.Orders.Waking(ctx(t), at(1000), 1)))
	require.Empty(t, first(s.Orders.Waking(ctx(t), at(100), 9)), "at its time itself it can still be answered")

	next, err := all[0].Answer(complaint.OrderReply{Progress: "已办"}, head, at(50))
	require.NoError(t, err)
	errs := atOnce(4, func(int) error { return s.Orders.Update(ctx(t), next) })
	require.Equal(t, 1, winners(t, errs, fault.Stale), "answered once")
	require.Equal(t, next, first(s.Orders.Get(ctx(t), next.ID)))
	require.Len(t, list(supervision.Query{Key: supervision.KeyOf("", "", "answered")}), 1)
	require.Len(t, first(s.Orders.Waking(ctx(t), at(1000), 9)), 4, "what is answered wakes nobody")

	require.Len(t, list(supervision.Query{Key: supervision.Uncarried}), 5)
	require.NoError(t, s.Orders.Carried(ctx(t), next.ID, 1), "a version that is no more")
	require.Len(t, list(supervision.Query{Key: supervision.Uncarried}), 5)
	require.NoError(t, s.Orders.Carried(ctx(t), next.ID, 2))
	require.Len(t, list(supervision.Query{Key: supervision.Uncarried}), 4)
	absent(t, s.Orders.Update(ctx(t), supervision.Order{ID: "nobody", Version: 2}))
}

// followUpsWake: items are found when their time has come.
func followUpsWake(t *testing.T, s *set.Set) {
	var items []followup.Item
	for i := range 3 {
		item := followup.Made(followup.Item{ID: id(), Kind: followup.Instruction, What: "查明原因", Department: "engineering", DueAt: at(int64(100 * (3 - i))), By: complaint.Person{ID: "u-leader"}, CreatedAt: at(0)})
		require.NoError(t, s.FollowUps.Add(ctx(t), item))
		items = append(items, item)
	}
	wake := func(now time.Time) []followup.Item { return first(s.FollowUps.Waking(ctx(t), now, 2)) }
	require.Empty(t, wake(at(100)))
	require.Equal(t, []followup.Item{items[2], items[1]}, wake(at(900)))
	told, rung := items[2].Remind(at(101))
	require.Equal(t, 100, rung)
	require.NoError(t, s.FollowUps.Update(ctx(t), told))
	require.Empty(t, wake(at(150)), "the next rung is at half as much again")
	require.Equal(t, []followup.Item{told}, wake(at(151)))
	require.Equal(t, []followup.Item{items[2]}[0].ID, first(s.FollowUps.List(ctx(t), followup.Query{Key: followup.GivenBy("u-leader", followup.Open), Limit: 1}))[0].ID)
}
