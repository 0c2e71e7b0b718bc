package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/core/owner"
	"anju/internal/store/set"
)

// entrustedKeys: lists are in the order of what needs somebody first, a key is
// given out once however many try, and one key hangs on each hook.
func entrustedKeys(t *testing.T, s *set.Set) {
	desk := access.Actor{ID: "u-desk", Name: "林晓燕", Role: access.Desk}
	const today = "2026-03-02"
	take := func(tag, house, community string, ms int64) keyregister.Key {
		h := estate.House{ID: house, CommunityID: community, Label: "香樟苑 12-4-" + house}
		k, err := keyregister.Take(id(), keyregister.Form{What: "入户门", Count: 2, Tag: tag, Consent: "当面签字"}, h, owner.Owner{ID: "o-" + house, Name: "王芳", HouseIDs: []string{house}}, desk, at(ms), today)
		require.NoError(t, err)
		return k
	}
	lend := func(k keyregister.Key, due int64) (keyregister.Key, error) {
		return k.Lend(keyregister.Lending{
			Holder: complaint.Person{ID: "u-eng", Name: "赵建国", Department: "engineering"}, Purpose: "维修", Matter: &complaint.Ref{ID: "m-1", Number: "TS-20260302-0001"}, DueAt: at(due),
		}, "", desk, at(100), today)
	}
	var all []keyregister.Key // newest first
	for i := range 4 {
		k := take(fmt.Sprintf("A-%d", i), fmt.Sprint("80", i), []string{"c-1", "c-2"}[i%2], int64(i))
		require.NoError(t, s.Keys.Add(ctx(t), k))
		all = append([]keyregister.Key{k}, all...)
	}
	require.Equal(t, all[1], first(s.Keys.Get(ctx(t), all[1].ID)))
	absent(t, second(s.Keys.Get(ctx(t), "nobody")))
	again := all[1]
	again.What = "别的"
	require.NoError(t, s.Keys.Add(ctx(t), again), "what is there stays as it is")
	require.Equal(t, all[1], first(s.Keys.Get(ctx(t), again.ID)))

	list := func(q keyregister.Query) []keyregister.Key {
		q.Limit = 9
		return first(s.Keys.List(ctx(t), q))
	}
	require.Equal(t, all, list(keyregister.Query{Lists: []string{keyregister.All}}))
	require.Empty(t, list(keyregister.Query{Lists: []string{keyregister.InState(keyregister.Out)}}))

	out := map[int]keyregister.Key{}
	for i, due := range map[int]int64{0: 300, 2: 200} {
		next, err := lend(all[i], due)
		require.NoError(t, err)
		errs := atOnce(4, func(int) error { return s.Keys.Update(ctx(t), next) })
		require.Equal(t, 1, winners(t, errs, fault.Stale), "given out once")
		out[i] = next
	}
	ordered := []keyregister.Key{out[2], out[0], all[1], all[3]}
	require.Equal(t, ordered, list(keyregister.Query{Lists: []string{keyregister.All}}), "what is out first, by when it is due")
	page := first(s.Keys.List(ctx(t), keyregister.Query{Lists: []string{keyregister.All}, Limit: 2}))
	require.Equal(t, ordered[:2], page)
	require.Equal(t, ordered[2:], list(keyregister.Query{Lists: []string{keyregister.All}, After: &keyregister.Place{At: page[1].Place, ID: page[1].ID}}))
	for want, q := range map[string]keyregister.Query{
		"A-1":     {Lists: []string{keyregister.Named("ａ－１")}},
		"A-1 A-3": {Lists: []string{keyregister.ForMatter("m-1")}},
		"A-3":     {Lists: []string{keyregister.With("u-eng"), keyregister.OfHouse("803")}},
		"A-2":     {Lists: []string{keyregister.InState(keyregister.Held), keyregister.Named("香樟苑 12-4-802")}, Communities: []string{"c-1", "c-9"}},
		"A-0":     {Lists: []string{keyregister.OfOwner("o-800")}},
		"A-2 A-0": {Lists: []string{keyregister.InCommunity("c-1")}},
		"":        {Lists: []string{keyregister.InDepartment("engineering"), keyregister.InState(keyregister.Held)}},
	} {
		got := ""
		for _, k := range list(q) {
			got += " " + k.Tag
		}
		require.Equal(t, want, strings.TrimSpace(got), q.Lists)
	}

	require.Equal(t, []keyregister.Key{out[2]}, first(s.Keys.Waking(ctx(t), at(250), 9)))
	require.Empty(t, first(s.Keys.Waking(ctx(t), at(200), 9)), "at its time itself it is not late")
	told, late := out[2].Remind(at(201))
	require.True(t, late)
	require.NoError(t, s.Keys.Update(ctx(t), told))
	require.Equal(t, []keyregister.Key{out[0]}, first(s.Keys.Waking(ctx(t), at(900), 9)), "once")

	field(t, "tag", s.Keys.Add(ctx(t), take("a-2", "805", "c-1", 9)))
	require.NoError(t, s.Keys.Add(ctx(t), take("A-2", "806", "c-2", 9)), "each community has a board of its own")
	tag := "A-0"
	moved, err := all[1].Amended(keyregister.Amendment{Tag: &tag}, "换挂钩", desk, at(200), today)
	require.NoError(t, err)
	field(t, "tag", s.Keys.Update(ctx(t), moved))
	back, err := all[1].GivenBack("signature", "业主本人签收", desk, at(210))
	require.NoError(t, err)
	require.NoError(t, s.Keys.Update(ctx(t), back))
	require.NoError(t, s.Keys.Add(ctx(t), take("A-2", "805", "c-1", 9)), "the hook is free again")
	stale(t, 2, s.Keys.Update(ctx(t), back))
	absent(t, s.Keys.Update(ctx(t), keyregister.Key{ID: "nobody", Version: 2}))
}
