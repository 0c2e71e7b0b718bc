package access

import "slices"

// Scope is the boundary of sight. It is a required argument of every reading
// of matters, so that forgetting it does not compile; it is made only here.
type Scope struct {
	audience    []string // any of these keys; empty sees matters of every audience
	communities []string // empty: all
	person      string   // hides matters this person is recused from
	other       string   // what names this account is seen, too
	also        []Scope  // what else is seen, matter by matter: in place of people away
	because     string   // why a scope without a person is unbounded
}

// SightOf is what the actor may see of matters, for themselves and in place of
// people away. Lists hold the wider of both where one holds the other, or where
// both are of the same communities; else their own, and the rest is opened by
// its number or from a message.
func SightOf(a Actor) Scope {
	capacities := a.Capacities()
	s := sightAs(capacities[0])
	for _, x := range capacities[1:] {
		s = s.with(sightAs(x))
	}
	return s
}

func (s Scope) with(o Scope) Scope {
	alone := s
	alone.also = nil
	out := s
	switch {
	case s.holds(o):
	case o.holds(s):
		out.audience, out.communities = o.audience, o.communities
	case within(s.communities, o.communities) && within(o.communities, s.communities):
		out.audience = append(slices.Clone(s.audience), o.audience...)
	}
	out.also = append(slices.Clone(s.also), alone, o)
	return out
}

// holds reports whether the scope's lists hold all that the other's do.
func (s Scope) holds(o Scope) bool {
	return within(o.audience, s.audience) && within(o.communities, s.communities)
}

// within reports whether all of a lie in b, an empty b being everything.
func within(a, b []string) bool {
	return len(b) == 0 || len(a) > 0 && !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

// sightAs is what the actor sees in one capacity.
func sightAs(a Actor) Scope {
	s := Scope{communities: a.CommunityIDs, person: a.ID, other: a.ForID}
	switch a.Role {
	case Owner:
		s = Own(a)
		for _, c := range a.CommunityIDs {
			s.audience = append(s.audience, GroupAudience(c))
		}
	case Handler, DeptHead:
		s.audience = []string{DepartmentAudience(a.Department)}
	case Legal:
		s.audience = []string{LegalAudience}
	case Desk, DeskLead, Leader, Auditor:
	case System:
		return Everything("timed and automatic work")
	default:
		s.audience = []string{"nobody"}
	}
	return s
}

// IncidentsOf are the open major incidents that the actor follows: those who see
// matters of every audience all of their communities, others what they were named for.
func IncidentsOf(a Actor) Scope {
	s := SightOf(a)
	if len(s.audience) > 0 {
		s.audience = []string{PersonAudience(a.ID)}
	} else {
		s.audience = []string{IncidentAudience}
	}
	return s
}

// MaybeIncidentsOf are open matters that look like a major incident which nobody
// declared, for those who see matters of every audience.
func MaybeIncidentsOf(a Actor) Scope {
	s := SightOf(a)
	if len(s.audience) == 0 {
		s.audience = []string{MaybeIncidentAudience}
	}
	return s
}

// GroupsIn are the open group matters of a community, for the desk and for those
// who have a house there.
func GroupsIn(a Actor, communityID string) Scope {
	s := SightOf(a)
	if key := GroupAudience(communityID); len(s.audience) == 0 || slices.Contains(s.audience, key) {
		s.audience = []string{key}
	}
	return s
}

// Own is an owner's own matters, without the group matters open to them.
func Own(a Actor) Scope {
	s := Scope{audience: []string{OwnerAudience(a.OwnerID)}}
	for _, id := range a.MergedOwnerIDs {
		s.audience = append(s.audience, OwnerAudience(id))
	}
	return s
}

// Precedents are earlier matters of the actor's communities, whoever they were
// sent to: an approver weighs by their sums, and sees no more of them.
func Precedents(a Actor) Scope { return Scope{communities: a.CommunityIDs, person: a.ID} }

// Everything is for Anju's own work; because is kept for the reader of the code.
func Everything(because string) Scope { return Scope{because: because} }

// Audience holds the keys of which a matter must bear one; empty means any matter.
func (s Scope) Audience() []string { return s.audience }

// Communities that bound the sight; empty means all.
func (s Scope) Communities() []string { return s.communities }

// Person is whose recusals (回避) hide a matter; "" hides none.
func (s Scope) Person() string { return s.person }

// Sees reports whether a matter with these keys lies within the scope. Who was
// named for it by person sees it too; lists hold what comes by department.
func (s Scope) Sees(audience []string, communityID string, recused []string) bool {
	if len(s.also) > 0 {
		return slices.ContainsFunc(s.also, func(x Scope) bool { return x.Sees(audience, communityID, recused) })
	}
	if s.names(audience) {
		return !slices.Contains(recused, s.person) && (len(s.communities) == 0 || slices.Contains(s.communities, communityID))
	}
	if len(s.audience) > 0 && !slices.ContainsFunc(s.audience, func(k string) bool { return slices.Contains(audience, k) }) {
		return false
	}
	if len(s.communities) > 0 && !slices.Contains(s.communities, communityID) {
		return false
	}
	return s.person == "" || !slices.Contains(recused, s.person)
}

// names reports whether a matter names the person, or who they stand in for.
func (s Scope) names(audience []string) bool {
	return s.person != "" && slices.Contains(audience, PersonAudience(s.person)) || s.other != "" && slices.Contains(audience, PersonAudience(s.other))
}

// IncidentAudience and MaybeIncidentAudience are keys of open major incidents
// and of what looks like one: they list, they open no sight by themselves.
const (
	IncidentAudience      = "incident"
	MaybeIncidentAudience = "incident:maybe"
)

// PersonAudience is the audience key of one account that was named for a matter.
func PersonAudience(accountID string) string { return "person:" + accountID }

// LegalAudience is the audience key of the legal counsel.
const LegalAudience = "role:legal"

// OwnerAudience is the audience key of an owner.
func OwnerAudience(ownerID string) string { return "owner:" + ownerID }

// DepartmentAudience is the audience key of a department.
func DepartmentAudience(department string) string { return "dept:" + department }

// GroupAudience is the audience key of the owners who may join a group matter.
func GroupAudience(communityID string) string { return "group:" + communityID }

// Books is what the actor may see of the compensation ledger: all that was paid
// in their communities, but for matters they are recused from. Who may open the
// ledger at all is decided before.
func Books(a Actor) Scope { return Scope{communities: a.CommunityIDs, person: a.ID} }

// OpensBooks reports whether the ledger is open to the actor: to finance, the
// desk, leaders and auditors.
func OpensBooks(a Actor, financeDepartment string) bool {
	return a.OnDesk() || a.Is(Leader, Auditor) || a.Is(Handler, DeptHead) && a.Department == financeDepartment
}
