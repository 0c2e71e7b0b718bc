package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// ExternalParty says who outside is brought in, and what is asked of them.
type ExternalParty struct {
	Party    string     `json:"party"`
	Name     string     `json:"name,omitempty"`
	Contact  string     `json:"contact,omitempty"`
	Asked    string     `json:"asked,omitempty"`
	AnswerBy *time.Time `json:"answerBy,omitempty"`
}

func (e ExternalParty) check(w *fault.Fields, at string, env Env) {
	w.Require(at+"party", e.Party)
	if e.AnswerBy != nil {
		ahead(w, at+"answerBy", *e.AnswerBy, env)
	}
}

// external is the party as the matter keeps it from now on.
func (t *turn) external(e ExternalParty) External {
	x := External{ID: t.NewID(), Party: e.Party, Name: e.Name, Contact: e.Contact, Asked: e.Asked, AnswerBy: e.AnswerBy}
	if e.Asked != "" {
		p, at := t.person(), t.At
		x.AskedBy, x.AskedAt = &p, &at
	}
	return x
}

// ExternalAskCommand brings a party from outside in, at any open time.
type ExternalAskCommand struct {
	ExternalParty
}

func (ExternalAskCommand) Word() Word { return AskExternal }

func (c ExternalAskCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	c.check(&w, "", env)
	w.Require("asked", c.Asked)
	return w
}

func (c ExternalAskCommand) run(t *turn) error {
	x := t.external(c.ExternalParty)
	t.m.External = append(t.m.External, x)
	return t.note(pastTense[AskExternal], c.Asked, map[string]any{"externalId": x.ID, "party": c.Party, "name": c.Name, "contact": c.Contact, "answerBy": c.AnswerBy})
}

// ExternalReplyCommand records what an external party answered: the one named
// by its id, else the first of the kind that has not answered, else a new one.
type ExternalReplyCommand struct {
	Party         string    `json:"party,omitempty"` // needed unless the id names it
	ExternalID    string    `json:"externalId,omitempty"`
	Note          string    `json:"note"`
	At            time.Time `json:"at"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
}

func (ExternalReplyCommand) Word() Word { return ExternalReply }

func (c ExternalReplyCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs}
}

func (c ExternalReplyCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	if c.ExternalID == "" {
		w.Require("party", c.Party)
	}
	w.Require("note", c.Note)
	behind(&w, "at", c.At, env)
	return w
}

func (c ExternalReplyCommand) run(t *turn) error {
	m := t.m
	i := slices.IndexFunc(m.External, func(e External) bool {
		if c.ExternalID != "" {
			return e.ID == c.ExternalID
		}
		return e.Party == c.Party && len(e.Replies) == 0
	})
	switch {
	case i < 0 && c.ExternalID != "", i >= 0 && c.Party != "" && m.External[i].Party != c.Party:
		var w fault.Fields
		w.Add("externalId", "unknown", "本事项没有这个外部单位。", "The matter has no such external party.")
		return w.Err()
	case i < 0:
		m.External = append(m.External, t.external(ExternalParty{Party: c.Party}))
		i = len(m.External) - 1
	}
	e := &m.External[i]
	e.Replies = append(e.Replies, ExternalReplied{Note: c.Note, At: c.At, By: t.person(), AttachmentIDs: c.AttachmentIDs})
	m.attach(c.AttachmentIDs)
	return t.note(pastTense[ExternalReply], c.Note, map[string]any{"externalId": e.ID, "party": e.Party, "at": c.At, "attachmentIds": c.AttachmentIDs})
}
