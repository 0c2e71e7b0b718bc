package access_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
)

// A deputy may call, of what concerns matters, what the person away may; of
// everything else only what is their own.
func TestADeputyMayOnMattersWhatThePersonAwayMay(t *testing.T) {
	for _, own := range access.Roles {
		for _, away := range access.Deputised() {
			a := access.Actor{ID: "d", Role: own, StandsInFor: []access.Actor{{ID: "x", Role: away}}}
			for _, op := range access.Operations() {
				switch {
				case access.May(op, own):
					require.True(t, access.MayAs(op, a), "%s of %s", op, own)
				case access.MayAs(op, a):
					require.True(t, access.May(op, away), "%s by %s for %s", op, own, away)
				}
			}
			require.Equal(t, access.May("approveComplaint", own) || access.May("approveComplaint", away), access.MayAs("approveComplaint", a))
			for _, op := range []string{"registerComplaint", "createUser", "unmaskOwner", "putRoster", "registerSeal", "listAudit", "createOwner", "setDeputy"} {
				require.Equal(t, access.May(op, own), access.MayAs(op, a), "%s is not handed over", op)
			}
		}
	}
	require.False(t, slices.ContainsFunc(access.Deputised(), func(r access.Role) bool {
		return slices.Contains([]access.Role{access.Admin, access.Auditor, access.Owner, access.System}, r)
	}))
}

// What a deputy sees is what either of the two sees, matter by matter, and never
// what the deputy is recused from. Lists hold nothing beyond it.
func TestADeputySeesWhatEitherOfThemSees(t *testing.T) {
	eng, fin := []string{access.DepartmentAudience("engineering")}, []string{access.DepartmentAudience("finance")}
	head := func(department string, communities ...string) access.Actor {
		return access.Actor{ID: "u-" + department, Role: access.DeptHead, Department: department, CommunityIDs: communities}
	}
	for name, c := range map[string]struct {
		own, away access.Actor
		lists     []string // "department community" that lists hold
	}{
		"the same communities":         {head("engineering"), head("finance"), []string{"eng a", "eng b", "fin a", "fin b"}},
		"a leader's is all of it":      {head("engineering", "a"), access.Actor{ID: "l", Role: access.Leader}, []string{"eng a", "eng b", "fin a", "fin b"}},
		"one's own is all of it":       {access.Actor{ID: "l", Role: access.Leader}, head("engineering", "a"), []string{"eng a", "eng b", "fin a", "fin b"}},
		"neither is within the other":  {head("engineering", "a"), head("finance", "b"), []string{"eng a"}},
		"a colleague of one community": {head("engineering", "a"), head("engineering", "a"), []string{"eng a"}},
	} {
		both := c.own
		both.StandsInFor = []access.Actor{c.away}
		s := access.SightOf(both)
		for _, community := range []string{"a", "b"} {
			for of, audience := range map[string][]string{"eng": eng, "fin": fin} {
				either := access.SightOf(c.own).Sees(audience, community, nil) || access.SightOf(c.away).Sees(audience, community, nil)
				require.Equal(t, either, s.Sees(audience, community, nil), "%s: %s %s", name, of, community)
				require.False(t, s.Sees(audience, community, []string{both.ID}), "recused from it themselves")
				listed := (len(s.Audience()) == 0 || slices.Contains(s.Audience(), audience[0])) && (len(s.Communities()) == 0 || slices.Contains(s.Communities(), community))
				require.Equal(t, slices.Contains(c.lists, of+" "+community), listed, "%s: %s %s in lists", name, of, community)
				require.True(t, either || !listed, "no list shows what neither sees")
			}
		}
	}
	named := head("engineering")
	named.StandsInFor = []access.Actor{{ID: "l", Role: access.Legal}}
	require.True(t, access.SightOf(named).Sees([]string{access.PersonAudience("l")}, "a", nil), "who was named for a matter by name has a deputy there, too")
}
