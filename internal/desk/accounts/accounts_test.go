package accounts_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/desk/accounts"
)

const password = "anju-demo-2026"

var (
	ctx   = context.Background()
	noon  = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	admin = access.Actor{ID: "admin", Name: "管理员", Role: access.Admin}
)

// house is a small installation: two owners, one community, a clock in hand.
type house struct {
	*accounts.Service
	t     *testing.T
	store *memory
	now   time.Time
	sent  []string // reset codes that were delivered
	mu    sync.Mutex
	ids   int
}

func (h *house) DeliverResetCode(_ context.Context, _ account.Account, code string, _ time.Time) error {
	h.sent = append(h.sent, code)
	return nil
}

func open(t *testing.T) *house {
	h := &house{t: t, store: newMemory(), now: noon}
	h.store.communities["c1"] = estate.Community{ID: "c1"}
	h.store.owners["o1"] = owner.Owner{ID: "o1", Name: "王芳", Phone: "199-0000-1201", Houses: []owner.Holding{{HouseID: "h1", Label: "香樟苑 12-4-804", CommunityID: "c1"}}}
	h.store.owners["o2"] = owner.Owner{ID: "o2", Name: "欧阳明月"}
	clock := func() time.Time { return h.now }
	h.Service = accounts.New(accounts.Deps{
		Accounts: h.store, Audit: log{h.store}, Owners: h.store, Communities: h.store,
		Departments: func() []string { return []string{"engineering", "service"} },
		Hasher:      auth.NewHasher(auth.Cost{MemoryKiB: 64, Passes: 1}, 4),
		Tokens:      auth.NewTokens([]byte(strings.Repeat("k", 32)), clock),
		Courier:     h, Now: clock,
		NewID: func() string {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.ids++
			return fmt.Sprintf("id-%03d", h.ids)
		},
	})
	return h
}

func (h *house) clerk(login string) accounts.User {
	u, _, err := h.CreateUser(ctx, admin, accounts.NewUser{Login: login, Name: "李", Role: access.Desk, Phone: "19900009999", Password: password})
	require.NoError(h.t, err)
	return u
}

func (h *house) audited() (actions []string) {
	page, err := h.AuditLog(ctx, admin, audit.Query{Limit: 100})
	require.NoError(h.t, err)
	slices.Reverse(page.Items)
	for _, e := range page.Items {
		require.NotContains(h.t, e.Reason, password)
		actions = append(actions, e.Action)
	}
	return actions
}

func kind(err error) fault.Kind {
	e, ok := fault.As(err)
	if !ok {
		return -1
	}
	return e.Kind
}

func field(err error) string {
	if e, ok := fault.As(err); ok && len(e.Fields) > 0 {
		return e.Fields[0].Path + ":" + e.Fields[0].Rule
	}
	return ""
}

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

func TestInvitationsWorkOnceAndForTheirOwner(t *testing.T) {
	h := open(t)
	clerk := access.Actor{ID: "d", Name: "李", Role: access.Desk}
	stale, _, err := h.Invite(ctx, clerk, "o1")
	require.NoError(t, err)
	code, until, err := h.Invite(ctx, clerk, "o1")
	require.NoError(t, err)
	require.Equal(t, noon.Add(30*24*time.Hour), until)

	for name, c := range map[string]struct{ code, phone, password, wrong string }{
		"replaced code":     {stale, "19900001201", password, "code:unusable"},
		"made-up code":      {"AAAA-BBBB-CCCC", "19900001201", password, "code:unusable"},
		"no code":           {"", "19900001201", password, "code:required"},
		"someone's phone":   {code, "19900007777", password, "phone:not_on_record"},
		"no phone":          {code, "", password, "phone:format"},
		"weak password":     {code, "19900001201", "short", "password:length"},
		"phone as password": {code, "19900001201", "19900001201", "password:not_login"},
	} {
		_, err := h.Activate(ctx, c.code, c.phone, c.password)
		require.Equal(t, c.wrong, field(err), name)
	}
	in, err := h.Activate(ctx, strings.ToLower(code), "199 0000 1201", password)
	require.NoError(t, err)
	require.Equal(t, "王芳", in.Me.Name)
	require.Equal(t, []accounts.Home{{HouseID: "h1", Label: "香樟苑 12-4-804", CommunityID: "c1"}}, in.Me.Houses)
	who, err := h.Tokens.Read(in.AccessToken)
	require.NoError(t, err)
	require.Equal(t, []string{"h1"}, who.Actor.HouseIDs)
	require.Equal(t, "o1", who.Actor.OwnerID)

	_, err = h.Activate(ctx, code, "19900001201", password)
	require.Equal(t, "code:unusable", field(err), "once")
	_, err = h.Login(ctx, "19900001201", password)
	require.NoError(t, err)

	again, _, err := h.Invite(ctx, clerk, "o1")
	require.NoError(t, err)
	_, err = h.Activate(ctx, again, "19900001201", "another-pass-26")
	require.NoError(t, err, "a forgotten password is replaced by a new invitation")
	_, err = h.Login(ctx, "19900001201", password)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.Refresh(ctx, in.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))

	second, _, err := h.Invite(ctx, clerk, "o2")
	require.NoError(t, err)
	_, err = h.Activate(ctx, second, "19900001201", password)
	require.Equal(t, "phone:taken", field(err))
	_, err = h.Activate(ctx, second, "19900001202", password)
	require.NoError(t, err, "a person without a phone on record brings one; the refusal before spent no code")

	_, _, err = h.Invite(ctx, clerk, "nobody")
	require.Equal(t, fault.NotFound, kind(err))
}

func TestOneCodeUsedTwiceAtOnce(t *testing.T) {
	h := open(t)
	code, _, err := h.Invite(ctx, admin, "o2")
	require.NoError(t, err)
	var wg sync.WaitGroup
	results := make([]error, 6)
	for i := range results {
		wg.Go(func() { _, results[i] = h.Activate(ctx, code, "19900001202", password) })
	}
	wg.Wait()
	in := 0
	for _, err := range results {
		if err == nil {
			in++
		}
	}
	require.Equal(t, 1, in)
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

func TestResettingAForgottenPassword(t *testing.T) {
	h := open(t)
	h.clerk("desk1")
	in, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)
	require.NoError(t, h.AskReset(ctx, "nobody"))
	require.Empty(t, h.sent)
	require.NoError(t, h.AskReset(ctx, "desk1"))
	require.NoError(t, h.AskReset(ctx, "19900009999"))
	require.Len(t, h.sent, 2)

	require.Equal(t, "code:unusable", field(h.UseReset(ctx, "AAAA-BBBB-CCCC", "another-pass-26")))
	require.Equal(t, "password:length", field(h.UseReset(ctx, h.sent[0], "short")))
	require.NoError(t, h.UseReset(ctx, h.sent[0], "another-pass-26"))
	require.Equal(t, "code:unusable", field(h.UseReset(ctx, h.sent[0], "another-pass-27")))
	require.Equal(t, "code:unusable", field(h.UseReset(ctx, h.sent[1], "another-pass-27")), "a used reset ends the others")
	_, err = h.Refresh(ctx, in.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.Login(ctx, "desk1", "another-pass-26")
	require.NoError(t, err)

	require.NoError(t, h.AskReset(ctx, "desk1"))
	h.now = h.now.Add(15 * time.Minute)
	require.Equal(t, "code:unusable", field(h.UseReset(ctx, h.sent[2], "another-pass-27")))
	for range 50 {
		require.NoError(t, h.AskReset(ctx, "desk1"))
	}
	require.LessOrEqual(t, len(h.sent), 13, "a person is not flooded with codes")
}

func TestAdminKeepsUsers(t *testing.T) {
	h := open(t)
	u := h.clerk("desk1")
	require.EqualValues(t, 1, u.Version)
	clerk := access.Actor{ID: u.ID, Role: access.Desk}
	_, _, err := h.CreateUser(ctx, clerk, accounts.NewUser{})
	require.Equal(t, fault.Forbidden, kind(err))

	for name, c := range map[string]struct {
		in    accounts.NewUser
		wrong string
	}{
		"same login":        {accounts.NewUser{Login: "DESK1", Name: "周", Role: access.Desk, Password: password}, "login:taken"},
		"same phone":        {accounts.NewUser{Login: "desk2", Name: "周", Role: access.Desk, Phone: "199-0000-9999", Password: password}, "phone:taken"},
		"unknown community": {accounts.NewUser{Login: "desk2", Name: "周", Role: access.Desk, CommunityIDs: []string{"c1", "c9"}, Password: password}, "communityIds[1]:unknown"},
		"unknown owner":     {accounts.NewUser{Login: "owner2", Name: "周", Role: access.Owner, OwnerID: "o9", Password: password}, "ownerId:unknown"},
		"no department":     {accounts.NewUser{Login: "h2", Name: "周", Role: access.Handler, Password: password}, "department:required"},
		"login as password": {accounts.NewUser{Login: "handler.eng", Name: "周", Role: access.Desk, Password: "handler.eng"}, "password:not_login"},
	} {
		_, _, err := h.CreateUser(ctx, admin, c.in)
		require.Equal(t, c.wrong, field(err), name)
	}

	in, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)
	lead, seen := access.DeskLead, u.Version
	changed, err := h.UpdateUser(ctx, admin, u.ID, &seen, accounts.UserPatch{Role: &lead})
	require.NoError(t, err)
	require.EqualValues(t, 2, changed.Version)
	require.Equal(t, "李", changed.Name)
	_, err = h.UpdateUser(ctx, admin, u.ID, &seen, accounts.UserPatch{Role: &lead})
	require.Equal(t, fault.Stale, kind(err))
	in, err = h.Refresh(ctx, in.Refresh)
	require.NoError(t, err)
	require.Equal(t, access.DeskLead, in.Me.Role, "new rights come with the next token")

	off := false
	_, err = h.UpdateUser(ctx, admin, u.ID, nil, accounts.UserPatch{Active: &off})
	require.NoError(t, err)
	_, err = h.Refresh(ctx, in.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.UpdateUser(ctx, access.Actor{ID: u.ID, Role: access.Admin}, u.ID, nil, accounts.UserPatch{Role: &lead, Active: &off})
	require.Equal(t, fault.Refused, kind(err), "nobody locks themselves out")
	_, err = h.UpdateUser(ctx, admin, "nobody", nil, accounts.UserPatch{})
	require.Equal(t, fault.NotFound, kind(err))
	require.Equal(t, []string{"account.created", "account.updated", "account.updated"}, h.audited())
}

func TestPasswordsMadeForAPersonAreToldOnce(t *testing.T) {
	h := open(t)
	_, made, err := h.CreateUser(ctx, admin, accounts.NewUser{Login: "legal1", Name: "郑", Role: access.Legal})
	require.NoError(t, err)
	in, err := h.Login(ctx, "legal1", made)
	require.NoError(t, err)
	require.True(t, in.Me.MustChange)
	me, err := h.Tokens.Read(in.AccessToken)
	require.NoError(t, err)
	require.NoError(t, h.ChangePassword(ctx, me.Actor, me.SessionID, made, "another-pass-26"))
	own, err := h.Me(ctx, me.Actor)
	require.NoError(t, err)
	require.False(t, own.MustChange)
}

func TestListsOfUsersAndStaff(t *testing.T) {
	h := open(t)
	for i := range 5 {
		_, _, err := h.CreateUser(ctx, admin, accounts.NewUser{Login: fmt.Sprintf("desk%d", i), Name: "李", Role: access.Desk, Password: password})
		require.NoError(t, err)
	}
	_, _, err := h.CreateUser(ctx, admin, accounts.NewUser{Login: "handler.eng", Name: "周", Role: access.Handler, Department: "engineering", Password: password})
	require.NoError(t, err)
	_, _, err = h.CreateUser(ctx, admin, accounts.NewUser{Login: "owner1", Name: "王芳", Role: access.Owner, OwnerID: "o1", Phone: "19900001201", Password: password})
	require.NoError(t, err)

	var logins []string
	q := account.Query{Limit: 3}
	for {
		page, err := h.ListUsers(ctx, admin, q)
		require.NoError(t, err)
		for _, u := range page.Items {
			logins = append(logins, u.Login)
		}
		if page.Next == "" {
			break
		}
		q.After = page.Next
	}
	require.Equal(t, []string{"desk0", "desk1", "desk2", "desk3", "desk4", "handler.eng", "owner1"}, logins)
	n, err := h.CountUsers(ctx, admin, q, 5)
	require.NoError(t, err)
	require.Equal(t, 5, n)

	staff, err := h.Staff(ctx, access.Actor{Role: access.Handler}, "engineering")
	require.NoError(t, err)
	require.Len(t, staff, 1)
	_, err = h.Staff(ctx, access.Actor{Role: access.Owner}, "")
	require.Equal(t, fault.Forbidden, kind(err))
	_, err = h.ListUsers(ctx, access.Actor{Role: access.Leader}, q)
	require.Equal(t, fault.Forbidden, kind(err))
}

func TestTheFirstAdmin(t *testing.T) {
	h := open(t)
	made, err := h.SeedAdmin(ctx, "")
	require.NoError(t, err)
	in, err := h.Login(ctx, "admin", made)
	require.NoError(t, err)
	require.True(t, in.Me.MustChange)
	made, err = h.SeedAdmin(ctx, password)
	require.NoError(t, err)
	require.Empty(t, made, "only once")

	h = open(t)
	made, err = h.SeedAdmin(ctx, password)
	require.NoError(t, err)
	require.Empty(t, made)
	in, err = h.Login(ctx, "admin", password)
	require.NoError(t, err)
	require.False(t, in.Me.MustChange)
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

func TestTheAuditLogIsPagedForThoseWhoMay(t *testing.T) {
	h := open(t)
	within := audit.WithRequestID(ctx, "req-1")
	for i := range 3 {
		h.now = h.now.Add(time.Second)
		_, _, err := h.CreateUser(within, admin, accounts.NewUser{Login: fmt.Sprintf("desk%d", i), Name: "李", Role: access.Desk, Password: password})
		require.NoError(t, err)
	}
	auditor := access.Actor{ID: "a", Role: access.Auditor}
	first, err := h.AuditLog(ctx, auditor, audit.Query{Limit: 2})
	require.NoError(t, err)
	require.True(t, first.More)
	require.Equal(t, "desk2 desk", first.Items[0].Reason, "newest first")
	require.Equal(t, "req-1", first.Items[0].RequestID)
	last := first.Items[1]
	rest, err := h.AuditLog(ctx, auditor, audit.Query{BeforeAt: last.At, BeforeID: last.ID, Limit: 2})
	require.NoError(t, err)
	require.False(t, rest.More)
	require.Len(t, rest.Items, 1)
	_, err = h.AuditLog(ctx, access.Actor{Role: access.Leader}, audit.Query{Limit: 2})
	require.Equal(t, fault.Forbidden, kind(err))
}
