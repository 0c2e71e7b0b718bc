package accounts_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/desk/accounts"
)

func TestSigningInByLoginOrPhone(t *testing.T) {
	h := open(t)
	u := h.clerk("Desk1")
	for _, name := range []string{"desk1", " DESK1 ", "199 0000 9999", "+8619900009999"} {
		in, err := h.Login(ctx, name, password)
		require.NoError(t, err, name)
		require.Equal(t, u.ID, in.Me.ID)
		require.Equal(t, 15*time.Minute, in.ExpiresIn)
		require.Equal(t, 12*time.Hour, in.RefreshLife)
		who, err := h.Tokens.Read(in.AccessToken)
		require.NoError(t, err)
		require.Equal(t, access.Desk, who.Actor.Role)
	}
	off := false
	_, err := h.UpdateUser(ctx, admin, u.ID, nil, accounts.UserPatch{Active: &off})
	require.NoError(t, err)
	_, gone := h.Login(ctx, "desk1", password)
	_, unknown := h.Login(ctx, "nobody", password)
	_, wrong := h.Login(ctx, "19900000000", password)
	require.Equal(t, fault.Unauthenticated, kind(gone))
	require.Equal(t, gone, unknown)
	require.Equal(t, gone, wrong)
	_, err = h.Login(ctx, "", "")
	require.Equal(t, fault.Invalid, kind(err))
}

func TestLockOutTellsNothingAboutWhoIsKnown(t *testing.T) {
	for _, name := range []string{"desk1", "nobody"} {
		h := open(t)
		h.clerk("desk1")
		for range 10 {
			_, err := h.Login(ctx, name, "wrong-password")
			require.Equal(t, fault.Unauthenticated, kind(err))
		}
		_, err := h.Login(ctx, name, password)
		require.Equal(t, fault.TooMany, kind(err), name)
		h.now = noon.Add(15 * time.Minute)
		_, err = h.Login(ctx, name, password)
		require.Equal(t, name == "desk1", err == nil)
	}
	h := open(t)
	h.clerk("desk1")
	for i := range 10 {
		_, err := h.Login(ctx, []string{"desk1", "19900009999"}[i%2], "wrong-password")
		require.Equal(t, fault.Unauthenticated, kind(err))
	}
	_, err := h.Login(ctx, "desk1", password)
	require.Equal(t, fault.TooMany, kind(err), "both names count together")
	require.Equal(t, []string{"account.created", "account.locked"}, h.audited())
}

func TestGuessesMadeAtOnceDoNotOutrunTheLock(t *testing.T) {
	h := open(t)
	u := h.clerk("desk1")
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			_, err := h.Login(ctx, "desk1", "wrong-password")
			require.Contains(t, []fault.Kind{fault.Unauthenticated, fault.TooMany}, kind(err))
		})
	}
	wg.Wait()
	_, err := h.Login(ctx, "desk1", password)
	require.Equal(t, fault.TooMany, kind(err))
	require.Equal(t, []string{"account.created", "account.locked"}, h.audited(), "told once")
	a, err := h.store.Get(ctx, u.ID)
	require.NoError(t, err)
	require.EqualValues(t, 1, a.Version, "a stranger's guesses do not move the version")
}

func TestRefreshing(t *testing.T) {
	h := open(t)
	h.clerk("desk1")
	in, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)

	var wg sync.WaitGroup
	successors := make([]string, 6)
	for i := range successors {
		wg.Go(func() {
			next, err := h.Refresh(ctx, in.Refresh)
			require.NoError(t, err)
			successors[i] = next.Refresh
		})
	}
	wg.Wait()
	for _, s := range successors {
		require.Equal(t, successors[0], s, "tabs that refresh at once end with one cookie")
	}
	h.now = h.now.Add(11 * time.Second)
	last, err := h.Refresh(ctx, successors[0])
	require.NoError(t, err)

	_, err = h.Refresh(ctx, in.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.Refresh(ctx, last.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err), "reuse ends the whole family")
	require.Contains(t, h.audited(), "session.reused")

	for _, odd := range []string{"", "x", "x.y", "id-999.secret"} {
		_, err = h.Refresh(ctx, odd)
		require.Equal(t, fault.Unauthenticated, kind(err), odd)
		require.NoError(t, h.Logout(ctx, odd))
	}
}

func TestLoggingOutEndsOnlyThatSession(t *testing.T) {
	h := open(t)
	h.clerk("desk1")
	here, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)
	there, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)

	require.NoError(t, h.Logout(ctx, auth.SessionOf(here.Refresh)+".guess"))
	require.NoError(t, h.Logout(ctx, there.Refresh))
	_, err = h.Refresh(ctx, there.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.Refresh(ctx, here.Refresh)
	require.NoError(t, err)
}

func TestChangingOnesPasswordEndsOtherSessions(t *testing.T) {
	h := open(t)
	h.clerk("desk1")
	here, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)
	there, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)
	me, err := h.Tokens.Read(here.AccessToken)
	require.NoError(t, err)

	for name, c := range map[string]struct{ current, next, wrong string }{
		"wrong current": {"not-the-one-26", "another-pass-26", "current:wrong"},
		"weak":          {password, "short", "new:length"},
		"same":          {password, password, "new:unchanged"},
		"nothing":       {"", "", "current:required"},
	} {
		require.Equal(t, c.wrong, field(h.ChangePassword(ctx, me.Actor, me.SessionID, c.current, c.next)), name)
	}
	require.NoError(t, h.ChangePassword(ctx, me.Actor, me.SessionID, password, "another-pass-26"))
	_, err = h.Refresh(ctx, there.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.Refresh(ctx, here.Refresh)
	require.NoError(t, err)
	_, err = h.Login(ctx, "desk1", "another-pass-26")
	require.NoError(t, err)
}

func TestMergedOwnersKeepTheirSignIn(t *testing.T) {
	h := open(t)
	u, _, err := h.CreateUser(ctx, admin, accounts.NewUser{Login: "owner2", Name: "欧阳", Role: access.Owner, OwnerID: "o2", Password: password})
	require.NoError(t, err)
	h.store.owners["o2"] = owner.Owner{ID: "o2", MergedInto: "o1"}
	me, err := h.Me(ctx, access.Actor{ID: u.ID})
	require.NoError(t, err)
	require.Equal(t, "o1", me.OwnerID)
	require.Len(t, me.Houses, 1)
	h.store.owners["o1"] = owner.Owner{ID: "o1", MergedInto: "o2"}
	_, err = h.Me(ctx, access.Actor{ID: u.ID})
	require.Equal(t, fault.NotFound, kind(err), "a circle does not hang")
}

func TestAnEndedSessionIsNoticedWithinSeconds(t *testing.T) {
	h := open(t)
	u := h.clerk("desk1")
	in, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)
	read, err := h.Tokens.Read(in.AccessToken)
	require.NoError(t, err)
	require.NoError(t, h.Standing(ctx, read.SessionID))
	off := false
	_, err = h.UpdateUser(ctx, admin, u.ID, nil, accounts.UserPatch{Active: &off})
	require.NoError(t, err)
	h.now = h.now.Add(5 * time.Second)
	require.Equal(t, fault.Unauthenticated, kind(h.Standing(ctx, read.SessionID)))
	require.Equal(t, fault.Unauthenticated, kind(h.Standing(ctx, "no such session")))
}
