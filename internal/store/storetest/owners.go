package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/words"
	"anju/internal/store/set"
)

func resident(name, phone string, with ...func(*owner.Owner)) owner.Owner {
	o := owner.Owner{
		ID: id(), Version: 1, Name: name, Phone: phone, CreatedAt: at(0), UpdatedAt: at(0), NameKey: name, Words: words.Tokens(name + "\n" + phone),
	}
	if phone != "" {
		o.PhoneKeys = []string{phone}
	}
	for _, change := range with {
		change(&o)
	}
	return o
}

func living(community, house string) func(*owner.Owner) {
	return func(o *owner.Owner) {
		o.Houses = append(o.Houses, owner.Holding{HouseID: house, Label: community + " " + house, CommunityID: community, ContractNumber: "HT-" + house, SignedOn: "2021-03-05", AreaM2: 89.37})
		o.CommunityIDs, o.HouseIDs = append(o.CommunityIDs, community), append(o.HouseIDs, house)
		o.Words = append(o.Words, words.Tokens(house)...)
	}
}

func owners(t *testing.T, s *set.Set) {
	quiet := resident("欧阳静", "19900008825", living("c-1", "12-4-804"), living("c-2", "3-1502"), func(o *owner.Owner) {
		o.OtherPhones, o.Email, o.Notes, o.NeedsHelp = []string{"199-0000-9999"}, "jing@example.com", "常在晚间接听", "行动不便"
		o.PhoneKeys = append(o.PhoneKeys, "19900009999")
		o.IDNumberSealed, o.IDNumberHash, o.IDNumberMasked = []byte{0, 1, 255}, "hash-1", "99**************36"
		o.EmergencyContact, o.Preferred = &owner.EmergencyContact{Name: "欧阳明"}, &owner.Preferred{Channel: "phone"}
	})
	ming := resident("欧阳明", "19900001201", living("c-1", "12-4-805"))
	wang := resident("王小明", "19900001201", living("c-2", "1-101"))
	alone := resident("李无房", "")
	gone := resident("欧阳青", "19900008825", living("c-1", "12-4-804"), func(o *owner.Owner) { o.MergedInto, o.IDNumberHash = quiet.ID, "hash-1" })
	for _, o := range []owner.Owner{quiet, ming, wang, alone, gone} {
		require.NoError(t, s.Owners.CreateOwner(ctx(t), o))
		got, err := s.Owners.Owner(ctx(t), o.ID)
		require.NoError(t, err)
		require.Equal(t, o, got)
	}
	absent(t, second(s.Owners.Owner(ctx(t), "nobody")))

	in := func(communities ...string) access.Scope {
		return access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: communities})
	}
	names := func(all []owner.Owner) []string {
		out := []string{}
		for _, o := range all {
			out = append(out, o.Name)
		}
		return out
	}
	for name, c := range map[string]struct {
		scope access.Scope
		q     owner.Query
		want  []string
	}{
		"all":                   {in(), owner.Query{}, []string{"李无房", "王小明", "欧阳明", "欧阳静"}},
		"of a community":        {in(), owner.Query{CommunityID: "c-2"}, []string{"王小明", "欧阳静"}},
		"in sight":              {in("c-1"), owner.Query{}, []string{"欧阳明", "欧阳静"}},
		"in sight of several":   {in("c-1", "c-2"), owner.Query{}, []string{"王小明", "欧阳明", "欧阳静"}},
		"a community unseen":    {in("c-1"), owner.Query{CommunityID: "c-2"}, []string{"欧阳静"}},
		"of a house":            {in(), owner.Query{HouseID: "3-1502"}, []string{"欧阳静"}},
		"by phone":              {in(), owner.Query{PhoneKey: "19900001201"}, []string{"王小明", "欧阳明"}},
		"by its beginning":      {in(), owner.Query{Terms: words.Query("1990000120")}, []string{"王小明", "欧阳明"}},
		"by two characters":     {in(), owner.Query{Terms: words.Query("欧阳")}, []string{"欧阳明", "欧阳静"}},
		"by one character":      {in(), owner.Query{Terms: words.Query("明")}, []string{"王小明", "欧阳明"}},
		"by house and name":     {in(), owner.Query{Terms: words.Query("静 3-15")}, []string{"欧阳静"}},
		"by words and sight":    {in("c-2"), owner.Query{Terms: words.Query("明")}, []string{"王小明"}},
		"by words and phone":    {in(), owner.Query{Terms: words.Query("欧阳"), PhoneKey: "19900001201"}, []string{"欧阳明"}},
		"by phone and sight":    {in("c-2"), owner.Query{PhoneKey: "19900001201"}, []string{"王小明"}},
		"nobody":                {in(), owner.Query{Terms: words.Query("张")}, []string{}},
		"unbounded for oneself": {access.Everything("test"), owner.Query{PhoneKey: "19900009999"}, []string{"欧阳静"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := []owner.Owner{}
			q := c.q
			q.Limit = 1
			for range 9 {
				page, err := s.Owners.SearchOwners(ctx(t), c.scope, q)
				require.NoError(t, err)
				if len(page) == 0 {
					break
				}
				got, q.Before = append(got, page...), page[0].ID
			}
			require.Equal(t, c.want, names(got))
			n, err := s.Owners.CountOwners(ctx(t), c.scope, q, 100)
			require.NoError(t, err)
			require.Equal(t, len(c.want), n)
			n, err = s.Owners.CountOwners(ctx(t), c.scope, c.q, 1)
			require.NoError(t, err)
			require.Equal(t, min(1, len(c.want)), n)
		})
	}
	t.Run("found by keys", func(t *testing.T) {
		for _, c := range []struct{ hashes, phones, want []string }{
			{[]string{"hash-1", "hash-2"}, nil, []string{"欧阳静"}},
			{nil, []string{"19900001201", "19900009999"}, []string{"欧阳静", "欧阳明", "王小明"}},
			{[]string{"hash-1"}, []string{"19900008825"}, []string{"欧阳静"}},
			{nil, nil, []string{}},
		} {
			got, err := s.Owners.FindOwners(ctx(t), c.hashes, c.phones)
			require.NoError(t, err)
			require.ElementsMatch(t, c.want, names(got))
		}
	})
	t.Run("updates follow each other, two together or not at all", func(t *testing.T) {
		a, b := resident("甲", "1"), resident("乙", "2")
		require.NoError(t, s.Owners.CreateOwner(ctx(t), a))
		require.NoError(t, s.Owners.CreateOwner(ctx(t), b))
		next := func(o owner.Owner, to int64, phone string) owner.Owner {
			o.Version, o.PhoneKeys = to, []string{phone}
			return o
		}
		stale(t, 1, s.Owners.UpdateOwners(ctx(t), next(a, 2, "11"), next(b, 3, "22")))
		got, err := s.Owners.Owner(ctx(t), a.ID)
		require.NoError(t, err)
		require.Equal(t, a, got)
		require.NoError(t, s.Owners.UpdateOwners(ctx(t), next(a, 2, "11"), next(b, 2, "22")))
		found, err := s.Owners.FindOwners(ctx(t), nil, []string{"1", "11", "22"})
		require.NoError(t, err)
		require.Len(t, found, 2)
		absent(t, s.Owners.UpdateOwners(ctx(t), next(resident("丙", ""), 2, "33")))
		errs := atOnce(8, func(int) error { return s.Owners.UpdateOwners(ctx(t), next(a, 3, "11"), next(b, 3, "22")) })
		require.Equal(t, 1, winners(t, errs, fault.Stale))
	})
	t.Run("contacts and corrections, newest first", func(t *testing.T) {
		var contacts []owner.Contact
		var corrections []owner.Correction
		for i := range 5 {
			c := owner.Contact{ID: id(), OwnerID: quiet.ID, Channel: "phone", Note: fmt.Sprint(i), At: at(int64(i)), ByID: "u-1", ByName: "王敏"}
			require.NoError(t, s.Owners.AddContact(ctx(t), c))
			contacts = append([]owner.Contact{c}, contacts...)
			k := owner.Correction{ID: id(), OwnerID: []string{quiet.ID, wang.ID}[i%2], Field: "phone", Text: "换号", At: at(int64(i)), CommunityID: []string{"c-1", "c-2"}[i%2]}
			require.NoError(t, s.Owners.AddCorrection(ctx(t), k))
			corrections = append([]owner.Correction{k}, corrections...)
		}
		page, err := s.Owners.Contacts(ctx(t), quiet.ID, "", 3)
		require.NoError(t, err)
		require.Equal(t, contacts[:3], page)
		page, err = s.Owners.Contacts(ctx(t), quiet.ID, page[2].ID, 3)
		require.NoError(t, err)
		require.Equal(t, contacts[3:], page)
		page, err = s.Owners.Contacts(ctx(t), wang.ID, "", 3)
		require.NoError(t, err)
		require.Empty(t, page)

		for _, c := range []struct {
			scope         access.Scope
			owner, before string
			want          []owner.Correction
		}{
			{in(), "", "", corrections},
			{in(), "", corrections[1].ID, corrections[2:]},
			{in(), quiet.ID, "", []owner.Correction{corrections[0], corrections[2], corrections[4]}},
			{in("c-2"), "", "", []owner.Correction{corrections[1], corrections[3]}},
			{in("c-2", "c-1"), "", corrections[0].ID, corrections[1:]},
		} {
			got, err := s.Owners.Corrections(ctx(t), c.scope, c.owner, c.before, 10)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		}
	})
}

func imports(t *testing.T, s *set.Set) {
	start := func() owner.Import {
		i := owner.Import{
			ID: id(), Version: 1, State: owner.Previewed, FileName: "业主.xlsx", Rows: 3, Ready: 2, Headers: []string{"姓名", "手机号"}, Mapping: map[string]string{"name": "姓名.全", "$phone": "手机号"},
			Sealed: []byte{0, 200, 1}, ByID: "u-1", ByName: "王敏", CreatedAt: at(0),
		}
		require.NoError(t, s.Owners.CreateImport(ctx(t), i))
		return i
	}
	first := start()
	got, err := s.Owners.Import(ctx(t), first.ID)
	require.NoError(t, err)
	require.Equal(t, first, got)
	absent(t, second(s.Owners.Import(ctx(t), "nobody")))
	mapped := first
	mapped.Version, mapped.Mapping = 2, nil
	require.NoError(t, s.Owners.UpdateImport(ctx(t), mapped))
	stale(t, 2, s.Owners.UpdateImport(ctx(t), mapped))

	known := resident("欧阳静", "19900008825")
	require.NoError(t, s.Owners.CreateOwner(ctx(t), known))
	commit := func(of owner.Import, community, key string) owner.Commit {
		in := estate.Community{ID: community, Version: 1, Key: key, Name: key, CreatedAt: at(0), UpdatedAt: at(0)}
		next := of
		next.Version, next.State, next.CommittedAt = of.Version+1, owner.Committed, ptr(at(9))
		updated := known
		updated.Version = 2
		c := owner.Commit{Import: next, Communities: []estate.Community{in}, Updated: []owner.Owner{updated}}
		for i := range 300 {
			h := house(in, fmt.Sprint(i))
			c.Houses = append(c.Houses, h)
			c.Created = append(c.Created, resident(fmt.Sprint("业主", i), "", living(in.ID, h.ID)))
		}
		return c
	}
	nothing := func(t *testing.T, c owner.Commit) {
		t.Helper()
		absent(t, second(s.Estate.House(ctx(t), c.Houses[0].ID)))
		absent(t, second(s.Owners.Owner(ctx(t), c.Created[299].ID)))
		i, err := s.Owners.Import(ctx(t), c.Import.ID)
		require.NoError(t, err)
		require.Equal(t, c.Import.Version-1, i.Version)
		counts, err := s.Estate.Households(ctx(t), []string{c.Communities[0].ID})
		require.NoError(t, err)
		require.Zero(t, counts[c.Communities[0].ID])
	}

	lost := commit(mapped, "c-lost", "lost")
	lost.Updated[0].Version = 7
	stale(t, 1, s.Owners.CommitImport(ctx(t), lost))
	nothing(t, lost)
	twice := commit(mapped, "c-twice", "twice")
	twice.Houses[299].Sort = twice.Houses[0].Sort
	field(t, "room", s.Owners.CommitImport(ctx(t), twice))
	nothing(t, twice)

	won := commit(mapped, "c-won", "won")
	errs := atOnce(3, func(int) error { return s.Owners.CommitImport(ctx(t), won) })
	n := 0
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	require.Equal(t, 1, n, "committed once: %v", errs)
	stored, err := s.Owners.Import(ctx(t), mapped.ID)
	require.NoError(t, err)
	require.Equal(t, won.Import, stored)
	counts, err := s.Estate.Households(ctx(t), []string{"c-won"})
	require.NoError(t, err)
	require.Equal(t, map[string]int64{"c-won": 300}, counts)
	all, err := s.Owners.CountOwners(ctx(t), everything, owner.Query{CommunityID: "c-won"}, 1000)
	require.NoError(t, err)
	require.Equal(t, 300, all)
	again := commit(start(), "c-again", "won")
	field(t, "name", s.Owners.CommitImport(ctx(t), again))
	nothing(t, again)
}
