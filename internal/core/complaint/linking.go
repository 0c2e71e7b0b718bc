package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// LinkNote ties a matter to another that has to do with it; both hold one.
type LinkNote struct {
	Ref
	Why string    `json:"why,omitempty"`
	By  Person    `json:"by"`
	At  time.Time `json:"at"`

	Confidential bool `json:"confidential,omitempty"` // the other one is: only the desk may know of it
}

// maxLinks bounds the document.
const maxLinks = 100

// LinkCommand ties another matter to this one.
type LinkCommand struct {
	ComplaintID string `json:"complaintId"`
	Why         string `json:"why,omitempty"`
}

func (LinkCommand) Word() Word { return Link }

func (c LinkCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("complaintId", c.ComplaintID)
	return w
}

func (c LinkCommand) run(t *turn) error {
	other := t.Facts.Linked
	var w fault.Fields
	switch {
	case other == nil || other.ID == t.m.ID:
		w.Add("complaintId", "unknown", "须是另一件您看得到的事项。", "It must be another matter that you can see.")
	case t.m.linkTo(other.ID) != nil:
		w.Add("complaintId", "linked", "已经关联。", "It is linked already.")
	case len(t.m.Links) >= maxLinks || len(other.Links) >= maxLinks:
		w.Add("complaintId", "max_items", "一件事项最多关联 100 件。", "A matter has at most 100 links.")
	}
	if err := w.Err(); err != nil {
		return err
	}
	note := func(m *Complaint) LinkNote {
		return LinkNote{Ref: Ref{ID: m.ID, Number: m.Number}, Why: c.Why, By: t.person(), At: t.At, Confidential: m.Confidential}
	}
	t.m.Links = append(t.m.Links, note(other))
	if err := t.note(pastTense[Link], c.Why, map[string]any{"number": other.Number}); err != nil {
		return err
	}
	return t.alsoOn(*other, pastTense[Link], func(o *Complaint) { o.Links = append(o.Links, note(t.m)) })
}

// UnlinkCommand takes a link away, on both sides.
type UnlinkCommand struct {
	ComplaintID string `json:"complaintId"`
}

func (UnlinkCommand) Word() Word { return Unlink }

func (c UnlinkCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("complaintId", c.ComplaintID)
	return w
}

func (c UnlinkCommand) run(t *turn) error {
	other := t.Facts.Linked
	if other == nil || t.m.linkTo(other.ID) == nil {
		var w fault.Fields
		w.Add("complaintId", "unknown", "没有与这件事项关联。", "It is not linked to this matter.")
		return w.Err()
	}
	t.m.unlink(other.ID)
	if err := t.note(pastTense[Unlink], "", map[string]any{"number": other.Number}); err != nil {
		return err
	}
	return t.alsoOn(*other, pastTense[Unlink], func(o *Complaint) { o.unlink(t.m.ID) })
}

func (m *Complaint) linkTo(id string) *LinkNote {
	for i := range m.Links {
		if m.Links[i].ID == id {
			return &m.Links[i]
		}
	}
	return nil
}

func (m *Complaint) unlink(id string) {
	m.Links = slices.DeleteFunc(m.Links, func(l LinkNote) bool { return l.ID == id })
}

var isLinked = holds(func(m *Complaint) bool { return len(m.Links) > 0 },
	"没有关联事项。", "Nothing is linked.")
