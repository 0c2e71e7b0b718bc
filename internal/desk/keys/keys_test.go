package keys_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/core/message"
	"anju/internal/core/owner"
	"anju/internal/desk/keys"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

var (
	clerk = access.Actor{ID: "u-desk", Name: "林晓燕", Role: access.Desk, CommunityIDs: []string{"c-1"}}
	other = access.Actor{ID: "u-other", Name: "周明轩", Role: access.Desk, CommunityIDs: []string{"c-2"}}
	fixer = account.Account{ID: "u-eng", Version: 1, Login: "eng", Name: "赵建国", Role: access.Handler, Department: "engineering", Active: true, CommunityIDs: []string{"c-1"}}
)

// told keeps what people were told.
type told struct{ notices []message.Notice }

func (t *told) Notify(_ context.Context, n message.Notice) error {
	t.notices = append(t.notices, n)
	return nil
}

type register struct {
	*keys.Service
	now   time.Time
	store *set.Set
	told  told
}

func open(t *testing.T) *register {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	shipped, err := config.Rules(zone)
	require.NoError(t, err)
	r := &register{now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC), store: store} // 10:00
	n := 0
	r.Service = keys.New(keys.Deps{
		Keys: store.Keys, Matters: store.Complaints, Accounts: store.Accounts, Owners: store.Owners, Houses: store.Estate, Audit: store.Audit, Teller: &r.told, Rules: shipped.Fixed(),
		Now: func() time.Time { return r.now }, NewID: func() string { n++; return fmt.Sprintf("id-%03d", n) },
	})
	for _, c := range []string{"c-1", "c-2"} {
		place, err := estate.NewPlace("12", "4", "804")
		require.NoError(t, err)
		h := estate.NewHouse("h-"+c, estate.Community{ID: c, Name: "香樟苑"}, place, r.now)
		require.NoError(t, store.Estate.CreateHouse(t.Context(), h))
		require.NoError(t, store.Owners.CreateOwner(t.Context(), owner.Owner{ID: "o-" + c, Version: 1, Name: "陈小美", HouseIDs: []string{h.ID}, CommunityIDs: []string{c}}))
	}
	require.NoError(t, store.Accounts.Create(t.Context(), fixer))
	return r
}

func (r *register) take(t *testing.T, by access.Actor, tag string) keyregister.Key {
	t.Helper()
	c := by.CommunityIDs[0]
	k, err := r.TakeIn(t.Context(), by, "h-"+c, "o-"+c, keyregister.Form{What: "入户门", Count: 1, Tag: tag, Consent: "当面签字"})
	require.NoError(t, err)
	return k
}

func TestAKeyIsDueBackAtTheEndOfTheServiceDay(t *testing.T) {
	r := open(t)
	for at, want := range map[string]string{
		"2026-11-23T10:00:00+08:00": "2026-11-23T20:00:00+08:00", "2026-11-23T20:30:00+08:00": "2026-11-24T20:00:00+08:00", "2026-11-23T00:10:00+08:00": "2026-11-23T20:00:00+08:00",
	} {
		now, err := time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		r.now = now.UTC()
		k, err := r.GiveOut(t.Context(), clerk, r.take(t, clerk, at[8:13]).ID, keys.Loan{AccountID: fixer.ID, Purpose: "维修"}, 0)
		require.NoError(t, err)
		due, err := time.Parse(time.RFC3339, want)
		require.NoError(t, err)
		require.Equal(t, due.UTC(), k.Out.DueAt, at)
	}
}

func TestWhoIsToldOnceThatAKeyIsNotBack(t *testing.T) {
	r := open(t)
	due := r.now.Add(time.Hour)
	k, err := r.GiveOut(t.Context(), clerk, r.take(t, clerk, "A-1").ID, keys.Loan{AccountID: fixer.ID, Purpose: "维修", DueAt: &due}, 0)
	require.NoError(t, err)
	remind := func() int {
		n, err := r.Remind(t.Context())
		require.NoError(t, err)
		return n
	}
	require.Zero(t, remind())
	r.now = due.Add(time.Minute)
	require.Equal(t, 1, remind())
	require.Zero(t, remind(), "once")
	n := r.told.notices[0]
	require.Equal(t, message.KeyLate, n.Kind)
	require.Equal(t, []string{clerk.ID, fixer.ID}, n.To.AccountIDs)
	require.Equal(t, "赵建国", n.To.Detail.Handler)

	page, err := r.List(t.Context(), clerk, keys.Ask{Overdue: true, Limit: 10})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	longer := r.now.Add(time.Hour)
	_, err = r.Extend(t.Context(), clerk, k.ID, longer, "", 0)
	require.NoError(t, err)
	page, err = r.List(t.Context(), clerk, keys.Ask{Overdue: true, Limit: 10})
	require.NoError(t, err)
	require.Empty(t, page.Items)
	r.now = longer.Add(time.Minute)
	require.Equal(t, 1, remind(), "a new time is a new promise")
	require.NotEqual(t, n.Key, r.told.notices[1].Key)
}

func TestWhoIsLimitedToCommunitiesKeepsTheirKeysAlone(t *testing.T) {
	r := open(t)
	mine, theirs := r.take(t, clerk, "A-1"), r.take(t, other, "A-1")
	_, err := r.Return(t.Context(), clerk, theirs.ID, "", 0)
	require.True(t, fault.Is(err, fault.NotFound))
	for _, ask := range []keys.Ask{{}, {Word: "a-1"}, {State: keyregister.Held}, {CommunityID: "c-2"}, {HouseID: "h-c-2"}} {
		ask.Limit = 10
		page, err := r.List(t.Context(), clerk, ask)
		require.NoError(t, err)
		for _, k := range page.Items {
			require.Equal(t, mine.ID, k.ID)
		}
		require.Equal(t, ask.CommunityID == "" && ask.HouseID == "", len(page.Items) == 1, ask)
	}
	_, err = r.TakeIn(t.Context(), clerk, "h-c-2", "o-c-2", keyregister.Form{What: "入户门", Count: 1, Tag: "A-9", Consent: "x"})
	f, _ := fault.As(err)
	require.Equal(t, "houseId", f.Fields[0].Path)
	_, err = r.GiveOut(t.Context(), other, theirs.ID, keys.Loan{AccountID: fixer.ID, Purpose: "维修"}, 0)
	f, _ = fault.As(err)
	require.Equal(t, "accountId", f.Fields[0].Path, "who does not serve the community is given no key of it")
	_, err = r.GiveOut(t.Context(), clerk, mine.ID, keys.Loan{AccountID: fixer.ID, ComplaintID: "TS-1"}, 0)
	f, _ = fault.As(err)
	require.Equal(t, "complaintId", f.Fields[0].Path)
	_, err = r.List(t.Context(), clerk, keys.Ask{Cursor: "nonsense", Limit: 1})
	require.True(t, fault.Is(err, fault.Malformed))
}

func TestPagesWalkTheWholeRegister(t *testing.T) {
	r := open(t)
	for i := range 7 {
		k := r.take(t, clerk, fmt.Sprint("A-", i))
		if i%2 == 0 {
			due := r.now.Add(time.Duration(10-i) * time.Hour)
			_, err := r.GiveOut(t.Context(), clerk, k.ID, keys.Loan{Person: "高师傅", Firm: "宏达门窗", Purpose: "打胶", DueAt: &due}, 0)
			require.NoError(t, err)
		}
	}
	var tags []string
	for cursor := ""; ; {
		page, err := r.List(t.Context(), clerk, keys.Ask{Limit: 2, Cursor: cursor})
		require.NoError(t, err)
		for _, k := range page.Items {
			tags = append(tags, k.Tag)
		}
		if cursor = page.NextCursor; cursor == "" {
			break
		}
	}
	require.Len(t, tags, 7)
	require.Equal(t, []string{"A-6", "A-4", "A-2", "A-0"}, tags[:4], "what is out first, by when it is due")
	require.ElementsMatch(t, []string{"A-1", "A-3", "A-5"}, tags[4:])
}
