package complaint

import (
	"bytes"
	"encoding/json"
	"slices"

	"anju/internal/core/access"
)

// Eyes are how far one reader may look into one matter that is in their sight.
type Eyes struct {
	Inside   bool // what passes between colleagues
	Personal bool // name, phone and e-mail in clear
	Room     bool // house and owner: hidden of confidential matters (保密)
	Persons  bool // responsible persons by name
	Desk     bool // what ties confidential matters to people and houses
	Apart    bool // an owner looking at a group matter of others: its bulletin and course alone
}

// EyesOf says how far the actor may look into the matter, for themselves and in
// place of people away.
func (m *Complaint) EyesOf(a access.Actor) Eyes {
	capacities := a.Capacities()
	e := m.eyesAs(capacities[0])
	for _, x := range capacities[1:] {
		if o := m.eyesAs(x); !slices.Contains(m.Recused, x.ForID) {
			e.Inside, e.Personal, e.Room = e.Inside || o.Inside, e.Personal || o.Personal, e.Room || o.Room
			e.Persons, e.Desk = e.Persons || o.Persons, e.Desk || o.Desk
		}
	}
	return e
}

func (m *Complaint) eyesAs(a access.Actor) Eyes {
	if a.Is(access.Owner) {
		own := isOwner(a, m)
		return Eyes{Personal: own, Room: own, Apart: !own}
	}
	if a.OnDesk() || a.Is(access.System) {
		return Eyes{Inside: true, Personal: true, Room: true, Persons: true, Desk: true}
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

// Relates reports whether the reader may know that an earlier matter was of the
// same house.
func (e Eyes) Relates(r Relation) bool { return e.Desk || e.Room && !r.Confidential }

// Repeats counts the earlier matters of the same house and category that the
// reader may know of.
func (m *Complaint) Repeats(e Eyes) int {
	n := 0
	for _, r := range m.Related {
		if e.Relates(r) {
			n++
		}
	}
	return n
}

// courseKinds are the entries of a group matter that its neighbours read.
var courseKinds = []Kind{"grouped", "bulletin_issued", "dispatched", "accepted", "started", "completed", "closed", "auto_closed", "reopened"}

// Neighbourly is how the course of a matter is told to those whose own matter was
// merged into it: as a neighbour reads a group matter.
var Neighbourly = Eyes{Apart: true}

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
	case ev.Kind == pastTense[Investigate], ev.Kind == pastTense[AccountFor]:
		return e.Persons
	}
	return true
}

// namesOwner reports whether an entry says who the owner is: by its author, or
// by the person whom a colleague spoke with.
func namesOwner(ev Event) bool {
	return ev.Actor.Role == string(access.Owner) || bytes.Contains(ev.Data, []byte(`"onBehalf":{`)) || bytes.Contains(ev.Data, []byte(`"`+spokeWith+`":`))
}

// Whole reports whether the reader may read an entry as it was written, as an
// archive must show it or hide it.
func (e Eyes) Whole(ev Event) bool { return e.Shows(ev) && (e.Personal || !namesOwner(ev)) }

// Blur is an entry as a screen shows it: without the owner's name where the
// reader does not see it in clear.
func (e Eyes) Blur(ev Event) Event {
	if e.Whole(ev) || !namesOwner(ev) {
		return ev
	}
	if ev.Actor.Role == string(access.Owner) {
		ev.Actor.ID, ev.Actor.Name = "", e.OwnerName(ev.Actor.Name)
	}
	var data map[string]any
	if decodeNumbers(ev.Data, &data) == nil {
		if said, ok := data["onBehalf"].(map[string]any); ok {
			delete(said, "person")
		}
		delete(data, spokeWith)
		if blurred, err := json.Marshal(data); err == nil {
			ev.Data = blurred
		}
	}
	return ev
}

// OwnerName is the name of somebody who is no colleague, as far as the reader may know it.
func (e Eyes) OwnerName(name string) string {
	switch {
	case e.Personal:
		return name
	case e.Room:
		return access.MaskName(name)
	}
	return ""
}
