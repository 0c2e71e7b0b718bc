package keyregister

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Seen reports whether the actor may see the key: the desk, leaders and auditors
// those of their communities, who works in a department what they hold, a head
// what people of the department hold, an owner their own.
func (k Key) Seen(a access.Actor) bool {
	if a.Role == access.Owner {
		return a.Owns(k.OwnerID)
	}
	if len(a.CommunityIDs) > 0 && !slices.Contains(a.CommunityIDs, k.CommunityID) {
		return false
	}
	switch {
	case a.OnDesk(), a.Is(access.Leader, access.Auditor):
		return true
	case a.Is(access.Handler, access.DeptHead):
		return k.heldBy(a)
	}
	return false
}

// FoundBy reports whether a word may lead the actor to the key: the number of a
// confidential matter leads to a house those alone who may know it.
func (k Key) FoundBy(word string, a access.Actor) bool {
	l := k.Out
	return word == "" || a.OnDesk() || l == nil || !l.Confidential || l.Matter == nil || k.heldBy(a) || Named(l.Matter.Number) != Named(word)
}

// ShownWith reports whether the key may stand beside a matter whose house the
// actor may not know: whoever holds it knows already.
func (k Key) ShownWith(m *complaint.Complaint, a access.Actor) bool {
	return m.EyesOf(a).Room || k.heldBy(a)
}

func (k Key) heldBy(a access.Actor) bool {
	return k.Out != nil && (k.Out.Holder.ID == a.ID || a.Is(access.DeptHead) && a.Department != "" && k.Out.Holder.Department == a.Department)
}

// For is the key as far as one of the staff may read it: beside the desk names
// of owners are masked, and a confidential matter is not tied to the house. Who
// holds the key reads what it is for.
func (k Key) For(a access.Actor) Key {
	if a.OnDesk() {
		return k
	}
	k.OwnerName, k.HandedInBy = access.MaskName(k.OwnerName), access.MaskName(k.HandedInBy)
	k.Consent, k.Trail = "", slices.Clone(k.Trail)
	last := -1 // giving out that is still on
	for i, s := range k.Trail {
		if s.Kind == GiveOut {
			last = i
		}
		k.Trail[i].Lending = s.Lending.asSeen(a, false)
		if s.Kind == TakeIn || s.Kind == HandBack {
			k.Trail[i].Note = "" // written with the owner: it may name them
		}
		k.Trail[i].Changed = slices.DeleteFunc(slices.Clone(s.Changed), func(c Change) bool { return c.Field == "consent" })
	}
	holds := k.heldBy(a)
	k.Out = k.Out.asSeen(a, holds)
	if a.Is(access.Handler, access.DeptHead) { // what is theirs is the giving out to them
		if !holds || last < 0 {
			k.Trail = nil
		} else {
			k.Trail = k.Trail[last:]
			k.Trail[0].Lending = k.Out
		}
	}
	return k
}

func (l *Lending) asSeen(a access.Actor, holds bool) *Lending {
	if l == nil {
		return nil
	}
	x := *l
	x.Phone = ""
	if x.Confidential && !holds {
		x.Matter, x.VisitID, x.Purpose = nil, "", ""
	}
	return &x
}

// Use is one giving out, as the owner reads it.
type Use struct {
	At         time.Time
	Who        string
	Purpose    string         // "": another's matter says it
	Matter     *complaint.Ref // of the owner's own
	ReturnedAt *time.Time
	Lost       bool
}

// Uses are when the key was used and for what, the last first.
func (k Key) Uses() []Use {
	out := []Use{}
	for _, s := range k.Trail {
		switch {
		case s.Kind == GiveOut:
			l := s.Lending
			u := Use{At: s.At, Who: l.Who(), Purpose: l.Purpose}
			switch {
			case l.OwnersOwn:
				u.Matter = l.Matter
			case l.Confidential || l.Titled:
				u.Purpose = ""
			}
			out = append(out, u)
		case len(out) == 0 || out[len(out)-1].ReturnedAt != nil:
		case s.Kind == Return:
			out[len(out)-1].ReturnedAt = &s.At
		case s.Kind == Report && s.Result == Lost:
			out[len(out)-1].Lost = true
		}
	}
	slices.Reverse(out)
	return out
}
