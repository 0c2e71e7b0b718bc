package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/handover"
	"anju/internal/store/set"
)

func handovers(t *testing.T, s *set.Set) {
	goes, comes := access.Actor{ID: "u-1", Name: "林", Role: access.Desk}, access.Actor{ID: "u-2", Name: "周", Role: access.Desk}
	var all []handover.Handover // the last first
	for i := range 9 {
		c := handover.Content{From: at(int64(i)), Until: at(int64(i + 1)), Urgent: []handover.Line{handover.Line{ComplaintID: "m-1", Number: "TS-1", Title: "电梯困人"}.Due("电梯", at(3))}}
		h, err := handover.Sign(id(), handover.Form{CommunityID: []string{"", "c-1", "c-2"}[i%3], Notes: "夜里巡查两次"}, c, goes, nil, at(int64(i/2)))
		require.NoError(t, err)
		require.NoError(t, s.Handovers.Add(ctx(t), h))
		require.NoError(t, s.Handovers.Add(ctx(t), h), "again")
		all = append([]handover.Handover{h}, all...)
	}
	got, err := s.Handovers.Get(ctx(t), all[3].ID)
	require.NoError(t, err)
	require.Equal(t, all[3], got)
	absent(t, second(s.Handovers.Get(ctx(t), "nobody")))
	for key, fits := range map[string]func(h handover.Handover) bool{
		handover.AllLists:      func(handover.Handover) bool { return true },
		handover.ListOf("c-1"): func(h handover.Handover) bool { return h.CommunityID == "c-1" },
		handover.ListOf(""):    func(h handover.Handover) bool { return h.CommunityID == "" },
		handover.ListOf("c-9"): func(handover.Handover) bool { return false },
	} {
		want, got := []handover.Handover{}, []handover.Handover{}
		for _, h := range all {
			if fits(h) {
				want = append(want, h)
			}
		}
		for q := (handover.Query{Key: key, Limit: 2}); ; {
			page, err := s.Handovers.List(ctx(t), q)
			require.NoError(t, err)
			if len(page) == 0 {
				break
			}
			got = append(got, page...)
			q.BeforeAt, q.BeforeID = got[len(got)-1].Gone.At, got[len(got)-1].ID
		}
		require.Equal(t, want, got, key)
	}
	taken, err := all[0].Take(comes, "已清点", at(9))
	require.NoError(t, err)
	require.NoError(t, s.Handovers.Update(ctx(t), taken))
	stale(t, 2, s.Handovers.Update(ctx(t), taken))
	got, err = s.Handovers.Get(ctx(t), taken.ID)
	require.NoError(t, err)
	require.Equal(t, taken, got)

	require.NoError(t, s.Handovers.Sweep(ctx(t), at(2)))
	left, err := s.Handovers.List(ctx(t), handover.Query{Key: handover.AllLists, Limit: 20})
	require.NoError(t, err)
	require.Len(t, left, 5)
	absent(t, second(s.Handovers.Get(ctx(t), all[8].ID)))
}
