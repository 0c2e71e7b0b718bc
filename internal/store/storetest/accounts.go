package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/store/set"
)

func person(login string, role access.Role, with ...func(*account.Account)) account.Account {
	a := account.Account{ID: id(), Version: 1, Login: login, Name: login, Role: role, PasswordHash: "$argon2id$…", Active: true, CreatedAt: at(0), UpdatedAt: at(0)}
	for _, change := range with {
		change(&a)
	}
	return a
}

func accounts(t *testing.T, s *set.Set) {
	whole := person("head.eng", access.DeptHead, func(a *account.Account) {
		a.Name, a.Department, a.CommunityIDs, a.Phone, a.MustChange = "李工", terms.Engineering, []string{"c-1"}, "19900001234", true
		a.Deputy = &account.Deputy{AccountID: "u-2", From: at(1), Until: at(2)}
	})
	owner := person("owner1", access.Owner, func(a *account.Account) { a.OwnerID, a.Phone = "o-1", "19900005678" })
	all := []account.Account{whole, owner, person("admin", access.Admin), person("desk1", access.Desk), person("gone", access.Desk, func(a *account.Account) { a.Active = false })}
	for _, a := range all {
		require.NoError(t, s.Accounts.Create(ctx(t), a))
		got, err := s.Accounts.Get(ctx(t), a.ID)
		require.NoError(t, err)
		require.Equal(t, a, got)
	}
	byLogin, err := s.Accounts.ByLogin(ctx(t), "head.eng")
	require.NoError(t, err)
	require.Equal(t, whole, byLogin)
	byPhone, err := s.Accounts.ByPhone(ctx(t), "19900001234")
	require.NoError(t, err)
	require.Equal(t, whole, byPhone)
	byOwner, err := s.Accounts.ByOwner(ctx(t), "o-1")
	require.NoError(t, err)
	require.Equal(t, owner, byOwner)
	for _, err := range []error{
		second(s.Accounts.Get(ctx(t), "nobody")), second(s.Accounts.ByLogin(ctx(t), "nobody")), second(s.Accounts.ByLogin(ctx(t), "")),
		second(s.Accounts.ByPhone(ctx(t), "")), second(s.Accounts.ByOwner(ctx(t), "")),
	} {
		absent(t, err)
	}

	t.Run("who named a deputy", func(t *testing.T) {
		named, err := s.Accounts.NamedDeputy(ctx(t), "u-2")
		require.NoError(t, err)
		require.Equal(t, []account.Account{whole}, named)
		for _, nobody := range []string{"u-3", ""} {
			named, err = s.Accounts.NamedDeputy(ctx(t), nobody)
			require.NoError(t, err)
			require.Empty(t, named)
		}
	})
	t.Run("names are taken once", func(t *testing.T) {
		field(t, "login", s.Accounts.Create(ctx(t), person("desk1", access.Desk)))
		field(t, "phone", s.Accounts.Create(ctx(t), person("desk2", access.Desk, func(a *account.Account) { a.Phone = whole.Phone })))
		field(t, "ownerId", s.Accounts.Create(ctx(t), person("owner2", access.Owner, func(a *account.Account) { a.OwnerID = "o-1" })))
		clash := all[3]
		clash.Version, clash.Login = 2, "admin"
		field(t, "login", s.Accounts.Update(ctx(t), clash))
		errs := atOnce(8, func(int) error { return s.Accounts.Create(ctx(t), person("raced", access.Desk)) })
		require.Equal(t, 1, winners(t, errs, fault.Invalid))
	})
	t.Run("updates follow each other", func(t *testing.T) {
		next := whole
		next.Version, next.Phone, next.Deputy, next.UpdatedAt = 2, "", nil, at(5)
		require.NoError(t, s.Accounts.Update(ctx(t), next))
		got, err := s.Accounts.Get(ctx(t), whole.ID)
		require.NoError(t, err)
		require.Equal(t, next, got)
		absent(t, second(s.Accounts.ByPhone(ctx(t), whole.Phone)))
		require.NoError(t, s.Accounts.Create(ctx(t), person("phoned", access.Desk, func(a *account.Account) { a.Phone = whole.Phone })), "given free")
		stale(t, 2, s.Accounts.Update(ctx(t), next))
		errs := atOnce(8, func(int) error {
			n := next
			n.Version = 3
			return s.Accounts.Update(ctx(t), n)
		})
		require.Equal(t, 1, winners(t, errs, fault.Stale))
	})
	t.Run("lists by login", func(t *testing.T) {
		yes, no := true, false
		for _, c := range []struct {
			q    account.Query
			want string
		}{
			{account.Query{Limit: 10}, "admin desk1 gone head.eng owner1 phoned raced"},
			{account.Query{Limit: 2}, "admin desk1"},
			{account.Query{Limit: 2, After: "desk1"}, "gone head.eng"},
			{account.Query{Limit: 9, Role: access.Desk}, "desk1 gone phoned raced"},
			{account.Query{Limit: 9, Role: access.Desk, Active: &yes}, "desk1 phoned raced"},
			{account.Query{Limit: 9, Active: &no}, "gone"},
			{account.Query{Limit: 9, Department: terms.Engineering}, "head.eng"},
			{account.Query{Limit: 9, Department: terms.Engineering, Role: access.Desk}, ""},
		} {
			got, err := s.Accounts.List(ctx(t), c.q)
			require.NoError(t, err)
			logins := []string{}
			for _, a := range got {
				logins = append(logins, a.Login)
			}
			require.Equal(t, c.want, strings.Join(logins, " "))
		}
		n, err := s.Accounts.Count(ctx(t), account.Query{Role: access.Desk, After: "gone", Limit: 1}, 100)
		require.NoError(t, err)
		require.Equal(t, 4, n)
		n, err = s.Accounts.Count(ctx(t), account.Query{}, 3)
		require.NoError(t, err)
		require.Equal(t, 3, n)
	})
	t.Run("staff by name", func(t *testing.T) {
		got, err := s.Accounts.Staff(ctx(t), account.StaffQuery{})
		require.NoError(t, err)
		names := []string{}
		for _, a := range got {
			names = append(names, a.Name)
		}
		require.Equal(t, []string{"admin", "desk1", "phoned", "raced", "李工"}, names)
		got, err = s.Accounts.Staff(ctx(t), account.StaffQuery{Role: access.DeptHead, Department: terms.Engineering})
		require.NoError(t, err)
		require.Len(t, got, 1)
	})
}

func sessions(t *testing.T, s *set.Set) {
	session := func(accountID string) account.Session {
		v := account.Session{ID: id(), AccountID: accountID, Face: account.DeskFace, RefreshHash: "r0", RotatedAt: at(0), CreatedAt: at(0), ExpiresAt: at(1000)}
		require.NoError(t, s.Accounts.CreateSession(ctx(t), v))
		return v
	}
	read := func(id string) account.Session {
		got, err := s.Accounts.Session(ctx(t), id)
		require.NoError(t, err)
		return got
	}
	each(t, s, map[string]func(*testing.T, *set.Set){
		"a session rotates once from each token": func(t *testing.T, s *set.Set) {
			v := session("u-1")
			require.Equal(t, v, read(v.ID))
			absent(t, second(s.Accounts.Session(ctx(t), "nobody")))
			next, verdict := v.Present("r0", "r1", at(10))
			require.Equal(t, account.Rotated, verdict)
			errs := atOnce(8, func(int) error { return s.Accounts.RotateSession(ctx(t), next, "r0") })
			require.Equal(t, 1, winners(t, errs, fault.Stale))
			require.Equal(t, next, read(v.ID))
			require.NoError(t, s.Accounts.RevokeSession(ctx(t), v.ID, at(20)))
			require.NoError(t, s.Accounts.RevokeSession(ctx(t), v.ID, at(30)))
			require.Equal(t, at(20), read(v.ID).RevokedAt, "the first time stays")
			stale(t, 0, s.Accounts.RotateSession(ctx(t), next, "r1"))
			require.NoError(t, s.Accounts.RevokeSession(ctx(t), "nobody", at(30)))
		},
		"all but one are revoked": func(t *testing.T, s *set.Set) {
			kept, gone, other := session("u-2"), session("u-2"), session("u-3")
			require.NoError(t, s.Accounts.RevokeSessionsOf(ctx(t), "u-2", kept.ID, at(40)))
			require.True(t, read(kept.ID).RevokedAt.IsZero())
			require.Equal(t, at(40), read(gone.ID).RevokedAt)
			require.True(t, read(other.ID).RevokedAt.IsZero())
			require.NoError(t, s.Accounts.RevokeSessionsOf(ctx(t), "u-2", "", at(50)))
			require.Equal(t, at(50), read(kept.ID).RevokedAt)
			require.Equal(t, at(40), read(gone.ID).RevokedAt)
		},
		"a code works once": func(t *testing.T, s *set.Set) {
			c := account.Code{Hash: "code-1", Purpose: account.Activation, OwnerID: "o-1", CreatedAt: at(0), ExpiresAt: at(100)}
			require.NoError(t, s.Accounts.CreateCode(ctx(t), c))
			got, err := s.Accounts.Code(ctx(t), c.Hash)
			require.NoError(t, err)
			require.Equal(t, c, got)
			absent(t, second(s.Accounts.ConsumeCode(ctx(t), c.Hash, account.Reset, at(1))))
			absent(t, second(s.Accounts.ConsumeCode(ctx(t), c.Hash, account.Activation, at(100))))
			absent(t, second(s.Accounts.ConsumeCode(ctx(t), "nobody", account.Activation, at(1))))
			absent(t, second(s.Accounts.Code(ctx(t), "nobody")))
			errs := atOnce(8, func(int) error { return second(s.Accounts.ConsumeCode(ctx(t), c.Hash, account.Activation, at(99))) })
			require.Equal(t, 1, winners(t, errs, fault.NotFound))
			got, err = s.Accounts.Code(ctx(t), c.Hash)
			require.NoError(t, err)
			require.Equal(t, at(99), got.UsedAt)
		},
		"codes of a person end": func(t *testing.T, s *set.Set) {
			for _, c := range []account.Code{
				{Hash: "a", Purpose: account.Activation, OwnerID: "o-2", ExpiresAt: at(100)}, {Hash: "b", Purpose: account.Activation, OwnerID: "o-3", ExpiresAt: at(100)},
				{Hash: "c", Purpose: account.Reset, AccountID: "u-2", ExpiresAt: at(100)},
			} {
				require.NoError(t, s.Accounts.CreateCode(ctx(t), c))
			}
			require.NoError(t, s.Accounts.RevokeCodesOf(ctx(t), account.Activation, "o-2", at(5)))
			require.NoError(t, s.Accounts.RevokeCodesOf(ctx(t), account.Activation, "u-2", at(5)))
			absent(t, second(s.Accounts.ConsumeCode(ctx(t), "a", account.Activation, at(6))))
			require.NoError(t, second(s.Accounts.ConsumeCode(ctx(t), "b", account.Activation, at(6))))
			require.NoError(t, second(s.Accounts.ConsumeCode(ctx(t), "c", account.Reset, at(6))))
		},
		"attempts are all counted": func(t *testing.T, s *set.Set) {
			none, err := s.Accounts.Attempts(ctx(t), "desk1")
			require.NoError(t, err)
			require.Equal(t, account.Attempts{Key: "desk1"}, none)
			for _, err := range atOnce(9, func(int) error {
				return second(s.Accounts.AmendAttempts(ctx(t), "desk1", func(a account.Attempts) account.Attempts { return a.Fail(at(0)) }))
			}) {
				require.NoError(t, err)
			}
			got, err := s.Accounts.Attempts(ctx(t), "desk1")
			require.NoError(t, err)
			require.Equal(t, 9, got.Failed)
			last, err := s.Accounts.AmendAttempts(ctx(t), "desk1", func(a account.Attempts) account.Attempts { return a.Fail(at(0)) })
			require.NoError(t, err)
			require.Error(t, last.Locked(at(1)))
		},
	})
	t.Run("what expired is swept away", func(t *testing.T) {
		v := session("u-9")
		require.NoError(t, s.Accounts.CreateCode(ctx(t), account.Code{Hash: "swept", Purpose: account.Reset, ExpiresAt: at(1000)}))
		require.NoError(t, s.Accounts.Sweep(ctx(t), at(1000)))
		require.Equal(t, v, read(v.ID))
		require.NoError(t, second(s.Accounts.Code(ctx(t), "swept")))
		require.NoError(t, s.Accounts.Sweep(ctx(t), at(1000).Add(24*time.Hour)))
		absent(t, second(s.Accounts.Session(ctx(t), v.ID)))
		absent(t, second(s.Accounts.Code(ctx(t), "swept")))
		got, err := s.Accounts.Attempts(ctx(t), "desk1")
		require.NoError(t, err)
		require.Zero(t, got.Failed)
	})
}
