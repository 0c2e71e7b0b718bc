package complaint

import (
	"slices"

	"anju/internal/core/access"
)

// Eyes are how far one reader may look into one matter that is in their sight.
type Eyes struct {
	Inside   bool // what passes between colleagues
	Personal bool // name, phone and e-mail in clear
	Room     bool // house and owner: hidden of confidential matters (保密)
	Persons  bool // responsible persons by name
	Apart    bool // an owner looking at a group matter of others: its bulletin and course alone
}

// EyesOf says how far the actor may look into the matter.
func (m *Complaint) EyesOf(a access.Actor) Eyes {
	if a.Is(access.Owner) {
		own := isOwner(a, m)
		return Eyes{Personal: own, Room: own, Apart: !own}
	}
	if a.OnDesk() || a.Is(access.System) {
		return Eyes{Inside: true, Personal: true, Room: true, Persons: true}
	}
	theirs := m.DispatchedAt != nil && a.Is(access.Handler, access.DeptHead) &&
		(a.Department == m.Department || slices.Contains(m.Supporting, a.Department))
	return Eyes{
		Inside:   true,
		Personal: access.SeesPersonal(a, false, theirs && m.Status.Open()) && !m.Confidential,
		Room:     !m.Confidential,
		Persons:  a.Is(access.Leader, access.Auditor) || (theirs && a.Department == m.Department),
	}
}

// courseKinds are the entries of a group matter that its neighbours read.
var courseKinds = []Kind{"grouped", "bulletin_issued", "dispatched", "accepted", "started", "completed", "closed", "auto_closed", "reopened"}

// Shows reports whether the reader may read an entry of the timeline. The
// first entry holds the whole form and so the person.
func (e Eyes) Shows(ev Event) bool {
	switch {
	case e.Apart:
		return ev.VisibleToOwner && slices.Contains(courseKinds, ev.Kind)
	case !e.Inside:
		return ev.VisibleToOwner
	case ev.Kind == KindRegistered:
		return e.Personal && e.Room
	case ev.Kind == pastTense[Investigate]:
		return e.Persons
	}
	return true
}
