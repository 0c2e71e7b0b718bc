package accounts_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
	"anju/internal/desk/accounts"
)

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

func TestAnOwnersLoginStandsMaskedInTheAuditLog(t *testing.T) {
	h := open(t)
	_, _, err := h.CreateUser(ctx, admin, accounts.NewUser{Login: "19900001201", Phone: "199-0000-1201", Name: "欧阳", Role: access.Owner, OwnerID: "o1"})
	require.NoError(t, err)
	log, err := h.AuditLog(ctx, admin, audit.Query{Limit: 1})
	require.NoError(t, err)
	require.Equal(t, "199****1201 owner", log.Items[0].Reason)
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
