package account_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
)

var departments = []string{"engineering", "finance", "contracts", "service"}

// wrong lists "path:rule" of every field that a fault names.
func wrong(err error) []string {
	e, ok := fault.As(err)
	if !ok {
		return nil
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Path+":"+f.Rule)
	}
	return out
}

func TestAccountsThatHoldTogether(t *testing.T) {
	for name, c := range map[string]struct {
		a    account.Account
		want []string
	}{
		"clerk":               {account.Account{Login: "desk1", Name: "李", Role: access.Desk}, nil},
		"clerk of service":    {account.Account{Login: "desk1", Name: "李", Role: access.Desk, Department: "service"}, nil},
		"handler":             {account.Account{Login: "handler.eng", Name: "周", Role: access.Handler, Department: "engineering"}, nil},
		"invited owner":       {account.Account{Login: "19900001201", Phone: "19900001201", Name: "王", Role: access.Owner, OwnerID: "o1"}, nil},
		"owner with login":    {account.Account{Login: "owner1", Name: "王", Role: access.Owner, OwnerID: "o1"}, nil},
		"nothing":             {account.Account{}, []string{"login:required", "name:required", "role:one_of"}},
		"handler of nothing":  {account.Account{Login: "h1", Name: "周", Role: access.Handler}, []string{"department:required"}},
		"head of nothing":     {account.Account{Login: "h1", Name: "周", Role: access.DeptHead}, []string{"department:required"}},
		"unknown department":  {account.Account{Login: "h1", Name: "周", Role: access.DeptHead, Department: "magic"}, []string{"department:one_of"}},
		"owner in department": {account.Account{Login: "owner1", Name: "王", Role: access.Owner, OwnerID: "o1", Department: "service"}, []string{"department:not_for_role"}},
		"owner of nobody":     {account.Account{Login: "owner1", Name: "王", Role: access.Owner}, []string{"ownerId:required"}},
		"clerk of an owner":   {account.Account{Login: "desk1", Name: "李", Role: access.Desk, OwnerID: "o1"}, []string{"ownerId:not_for_role"}},
		"system":              {account.Account{Login: "anju", Name: "Anju", Role: access.System}, []string{"role:one_of"}},
		"digits as login":     {account.Account{Login: "19900001201", Name: "李", Role: access.Desk}, []string{"login:format"}},
		"one letter":          {account.Account{Login: "d", Name: "李", Role: access.Desk}, []string{"login:format"}},
		"odd phone":           {account.Account{Login: "desk1", Name: "李", Role: access.Desk, Phone: "12ab"}, []string{"phone:format"}},
		"long name":           {account.Account{Login: "desk1", Name: strings.Repeat("长", 61), Role: access.Desk}, []string{"name:length"}},
	} {
		require.Equal(t, c.want, wrong(c.a.Check(departments)), name)
	}
}

func TestSignInNamesHaveOneForm(t *testing.T) {
	require.Equal(t, "desk1", account.NormalLogin(" Desk1 "))
	for _, typed := range []string{"199 0000 1201", "199-0000-1201", "+86 19900001201", "008619900001201", "（199）00001201", " 19900001201\u3000"} {
		require.Equal(t, "19900001201", account.NormalPhone(typed), typed)
	}
	require.True(t, account.PhoneLike("19900001201"))
	require.True(t, account.PhoneLike("+85291234567"))
	require.False(t, account.PhoneLike("desk1"))
}

func TestPasswordsThatAreTooWeak(t *testing.T) {
	for password, rule := range map[string]string{
		"": "required", "short-1": "length", strings.Repeat("长", 201): "length", "handler.eng": "not_login", "HANDLER.ENG": "not_login", "19900001201": "not_login",
		"password123": "too_common", "P@ssw0rd2026": "too_common", "aaaaaaaaaaaa": "too_common", "1234567890": "too_common", "0987654321": "too_common",
		"abababababab": "too_common", "abc123456789": "too_common", "123123123123": "too_common", "qwertyuiop1": "too_common",
	} {
		var f fault.Fields
		account.CheckPassword(&f, "new", password, "handler.eng", "19900001201")
		require.Equal(t, []string{"new:" + rule}, wrong(f.Err()), password)
	}
	for _, good := range []string{"anju-demo-2026", "一二三四五六七八九十", "correct horse battery", "Secret-12345"} {
		var f fault.Fields
		account.CheckPassword(&f, "new", good, "desk1", "")
		require.NoError(t, f.Err(), good)
	}
}

func TestHoldersOfAStep(t *testing.T) {
	staff := []account.Account{
		{ID: "all", Active: true}, {ID: "here", Active: true, CommunityIDs: []string{"c1"}},
		{ID: "there", Active: true, CommunityIDs: []string{"c2"}}, {ID: "gone"},
	}
	ids := func(as []account.Account) (out []string) {
		for _, a := range as {
			out = append(out, a.ID)
		}
		return out
	}
	require.Equal(t, []string{"all", "here"}, ids(account.Holders(staff, "c1")))
	require.Equal(t, []string{"there"}, ids(account.Holders(staff, "c2", "all")), "not the proposer")
	require.Empty(t, account.Holders(staff, "c1", "all", "here"))
}

func TestDeputyOnlyWithinTheDates(t *testing.T) {
	a := account.Account{ID: "a", Deputy: &account.Deputy{AccountID: "b", From: noon, Until: noon.Add(time.Hour)}}
	require.Equal(t, "", a.DeputyAt(noon.Add(-time.Millisecond)))
	require.Equal(t, "b", a.DeputyAt(noon))
	require.Equal(t, "b", a.DeputyAt(noon.Add(time.Hour)))
	require.Equal(t, "", a.DeputyAt(noon.Add(time.Hour+time.Millisecond)))
	require.Equal(t, "", account.Account{}.DeputyAt(noon))
}

func TestWhoSaysThatSomebodyIsAway(t *testing.T) {
	clerk := account.Account{ID: "clerk", Role: access.Desk, Active: true, CommunityIDs: []string{"c1", "c2"}}
	worker := account.Account{ID: "worker", Role: access.Handler, Department: "engineering", Active: true, CommunityIDs: []string{"c2"}}
	everywhere := account.Account{ID: "everywhere", Role: access.Desk, Active: true}
	for name, c := range map[string]struct {
		by   access.Actor
		want []string
	}{
		"oneself":                            {access.Actor{ID: "clerk", Role: access.Desk, CommunityIDs: []string{"c1"}}, []string{"clerk"}},
		"an admin, whomever they see":        {access.Actor{ID: "a", Role: access.Admin, CommunityIDs: []string{"c9"}}, []string{"clerk", "worker", "everywhere"}},
		"a leader":                           {access.Actor{ID: "l", Role: access.Leader}, []string{"clerk", "worker", "everywhere"}},
		"a leader of one community":          {access.Actor{ID: "l", Role: access.Leader, CommunityIDs: []string{"c1"}}, []string{"clerk", "everywhere"}},
		"the desk lead":                      {access.Actor{ID: "d", Role: access.DeskLead}, []string{"clerk", "everywhere"}},
		"the desk lead of another community": {access.Actor{ID: "d", Role: access.DeskLead, CommunityIDs: []string{"c3"}}, []string{"everywhere"}},
		"the head":                           {access.Actor{ID: "h", Role: access.DeptHead, Department: "engineering", CommunityIDs: []string{"c2"}}, []string{"worker"}},
		"the head of another community":      {access.Actor{ID: "h", Role: access.DeptHead, Department: "engineering", CommunityIDs: []string{"c1"}}, nil},
		"another head":                       {access.Actor{ID: "h", Role: access.DeptHead, Department: "finance"}, nil},
	} {
		var got []string
		for _, a := range []account.Account{clerk, worker, everywhere} {
			if account.MayNameDeputy(c.by, a) {
				got = append(got, a.ID)
			}
		}
		require.Equal(t, c.want, got, name)
	}
}
