// Package handover is the handing over of a shift (交接班): what the one who
// comes must know, gathered from the matters as they are at that moment, with
// notes of the one who goes. Both sign; what was handed over stays as it was.
package handover

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Line is one matter on the page, as it stood.
type Line struct {
	ComplaintID  string     `json:"complaintId"`
	Number       string     `json:"number"`
	Title        string     `json:"title"`
	Place        string     `json:"place,omitempty"`
	CommunityID  string     `json:"communityId"`
	Severity     string     `json:"severity"`
	Status       string     `json:"status"`
	Category     string     `json:"category,omitempty"`
	Department   string     `json:"department,omitempty"`
	Confidential bool       `json:"confidential,omitempty"`
	What         string     `json:"what,omitempty"` // the clock that is due, what was promised, who comes, who sent it
	At           *time.Time `json:"at,omitempty"`   // when it is due
	Until        *time.Time `json:"until,omitempty"`
	Keys         bool       `json:"keys,omitempty"` // entered with an entrusted key
	Recused      []string   `json:"recused,omitempty"`
}

// Of is the line of a matter.
func Of(m complaint.Complaint) Line {
	place := m.HouseLabel
	if place == "" {
		place = m.Place
	}
	category := m.Category
	if category == "" {
		category = m.Suggestion.Category
	}
	return Line{
		ComplaintID: m.ID, Number: m.Number, Title: m.Title, Place: place, CommunityID: m.CommunityID, Severity: string(m.Severity), Status: string(m.Status),
		Category: category, Department: m.Lead(), Confidential: m.Confidential, Recused: m.Recused,
	}
}

// Due is the line with what is due and when.
func (l Line) Due(what string, at time.Time) Line {
	l.What, l.At = what, &at
	return l
}

// Content is the page.
type Content struct {
	From      time.Time `json:"from"`  // when it was gathered
	Until     time.Time `json:"until"` // the end of the shift that comes
	Urgent    []Line    `json:"urgent"`
	Promises  []Line    `json:"promises"`
	Visits    []Line    `json:"visits"`
	Transfers []Line    `json:"transfers"`
	Callbacks []Line    `json:"callbacks"`
	KeysOut   []KeyLine `json:"keysOut,omitempty"` // overdue ones first
	More      []string  `json:"more,omitempty"`    // sections of which there was more than fits
}

// Sections in the order of the page.
func (c *Content) Sections() []*[]Line {
	return []*[]Line{&c.Urgent, &c.Promises, &c.Visits, &c.Transfers, &c.Callbacks}
}

// For is the page as far as the reader may see it: what they are recused from is
// left out, and of what is confidential those beside the desk read the number.
func (c Content) For(a access.Actor) Content {
	for _, section := range c.Sections() {
		kept := []Line{}
		for _, l := range *section {
			if slices.Contains(l.Recused, a.ID) {
				continue
			}
			if l.Confidential && !a.OnDesk() {
				l.Title, l.Place, l.Category, l.What = "", "", "", ""
			}
			kept = append(kept, l)
		}
		*section = kept
	}
	if !a.OnDesk() {
		c.KeysOut = slices.Clone(c.KeysOut)
		for i := range c.KeysOut {
			if c.KeysOut[i].Confidential {
				c.KeysOut[i].Number = "" // the matter is not tied to the house
			}
		}
	}
	return c
}

// Signature is who signed and when.
type Signature struct {
	ID   string    `json:"id"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
}

// Handover is one handing over.
type Handover struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	CommunityID string     `json:"communityId,omitempty"` // "": all
	Notes       string     `json:"notes,omitempty"`
	KeyNotes    string     `json:"keyNotes,omitempty"` // what there is to say of keys
	Gone        Signature  `json:"gone"`               // who goes
	ToID        string     `json:"toId,omitempty"`     // who was named to come
	ToName      string     `json:"toName,omitempty"`
	Come        *Signature `json:"come,omitempty"` // who came; nil until they signed
	Content     Content    `json:"content"`
	Keys        []string   `json:"keys"` // of the lists it stands in
}

// Form is what the one who goes types.
type Form struct {
	CommunityID, Notes, KeyNotes, ToID string
}

// AllLists is the list that every handover stands in.
const AllLists = "all"

// ListOf is the list of a community's handovers.
func ListOf(communityID string) string { return "community:" + communityID }

// Sign hands a shift over: the page is frozen with the first signature. to is who
// is named to come, nil for nobody in particular.
func Sign(id string, f Form, c Content, by access.Actor, to *complaint.Person, at time.Time) (Handover, error) {
	f.Notes, f.KeyNotes = strings.TrimSpace(f.Notes), strings.TrimSpace(f.KeyNotes)
	var w fault.Fields
	w.Length("notes", f.Notes, 0, 4000)
	w.Length("keyNotes", f.KeyNotes, 0, 1000)
	switch {
	case f.ToID == "":
	case to == nil:
		w.Add("toId", "unknown", "接班人须为在岗的客服。", "Who comes must be an active clerk.")
	case to.ID == by.ID:
		w.Add("toId", "other_person", "接班人须为他人。", "Who comes is somebody else.")
	}
	if err := w.Err(); err != nil {
		return Handover{}, err
	}
	h := Handover{
		ID: id, Version: 1, CommunityID: f.CommunityID, Notes: f.Notes, KeyNotes: f.KeyNotes, Content: c,
		Gone: Signature{ID: by.ID, Name: by.Name, At: at}, Keys: []string{AllLists, ListOf(f.CommunityID)},
	}
	if to != nil {
		h.ToID, h.ToName = to.ID, to.Name
	}
	return h, nil
}

// MayTake says whether the actor may sign as who comes.
func (h Handover) MayTake(by access.Actor) *fault.Error {
	switch {
	case !by.OnDesk():
		return fault.Deny("交接班由客服签字。", "A shift is taken over by the desk.")
	case h.Come != nil:
		return fault.New(fault.Refused, "taken_over", "已由"+h.Come.Name+"接班签字。", "It was taken over by "+h.Come.Name+" already.")
	case h.Gone.ID == by.ID:
		return fault.New(fault.Refused, "own_shift", "交班人不能自己接班；请由接班人签字。", "Who goes does not sign as who comes.")
	}
	return nil
}

// Take is the second signature. Who comes may be another than was named; both
// names stay.
func (h Handover) Take(by access.Actor, note string, at time.Time) (Handover, error) {
	if err := h.MayTake(by); err != nil {
		return h, err
	}
	note = strings.TrimSpace(note)
	var w fault.Fields
	w.Length("note", note, 0, 1000)
	if err := w.Err(); err != nil {
		return h, err
	}
	h.Version++
	h.Come = &Signature{ID: by.ID, Name: by.Name, At: at, Note: note}
	return h, nil
}
