// Package supervision knows supervision orders (督办单): a signed demand to one or
// several departments over one or several matters, to be answered by a time,
// checked, and struck off; one that nobody answers climbs the ladder
// 催办 → 督办 → 通报.
package supervision

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Order is one supervision order.
type Order struct {
	ID           string              `json:"id"`
	Version      int64               `json:"version"`
	Number       string              `json:"number"` // 督〔2026〕12号
	Level        string              `json:"level"`
	Source       string              `json:"source"`
	Note         string              `json:"note"` // what is demanded
	By           complaint.Person    `json:"by"`
	At           time.Time           `json:"at"`
	DueAt        *time.Time          `json:"dueAt,omitempty"` // when the matters are to be done (办结时限)
	Parts        []Part              `json:"parts"`
	Trail        []Step              `json:"trail"`
	Ended        *complaint.OrderEnd `json:"ended,omitempty"`
	CommunityIDs []string            `json:"communityIds"`
	Recused      []string            `json:"recused,omitempty"` // accounts whom its matters are about (回避)
	Wake         int64               `json:"wake,omitempty"`    // unix milliseconds at which time has something to do; 0: never
	Keys         []string            `json:"keys"`              // lists that it stands in
}

// Part is what one department has to answer.
type Part struct {
	ID         string                    `json:"id"` // also of its note on each matter
	Department string                    `json:"department"`
	Matters    []Matter                  `json:"matters"`
	AnswerBy   time.Time                 `json:"answerBy"`
	Received   *complaint.OrderSign      `json:"received,omitempty"`
	Answers    []Answer                  `json:"answers,omitempty"` // the last one counts
	Extension  *complaint.OrderExtension `json:"extension,omitempty"`
}

// Matter is what an order says of a matter.
type Matter struct {
	complaint.Ref
	Title       string `json:"title,omitempty"` // not of a confidential one, nor for another department
	CommunityID string `json:"communityId"`
}

// Answer is what a department answered, and what looking at it came to.
type Answer struct {
	complaint.OrderReply
	By    complaint.Person      `json:"by"`
	At    time.Time             `json:"at"`
	Check *complaint.OrderCheck `json:"check,omitempty"`
}

// Words of the contract that an order allows.
const (
	Receive   = "receive"
	AnswerIt  = "answer"
	Extend    = "extend"
	Decide    = "decide-extension"
	CheckIt   = "check"
	Cancel    = "cancel"
	climbed   = "climb"
	givenOnce = "issue"
)

// Step is one line of what became of an order.
type Step struct {
	Kind       string            `json:"kind"` // issue climb, or a word
	At         time.Time         `json:"at"`
	By         *complaint.Person `json:"by,omitempty"` // nil: the passing of time
	Department string            `json:"department,omitempty"`
	Level      string            `json:"level,omitempty"`
	Note       string            `json:"note,omitempty"`
	Result     string            `json:"result,omitempty"`
	Until      *time.Time        `json:"until,omitempty"`
	Elsewhere  bool              `json:"elsewhere,omitempty"` // done on a matter's own page, which told of it
}

// States of a part, for the reader of an order.
const (
	Waiting  = "waiting"  // for its answer
	Answered = "answered" // for its check
	Done     = "done"     // checked and found done
)

// State is how a part stands.
func (p Part) State() string {
	last := p.Last()
	switch {
	case last == nil || (last.Check != nil && last.Check.Result != "done"):
		return Waiting
	case last.Check == nil:
		return Answered
	}
	return Done
}

// Last is the last answer; nil before the first.
func (p Part) Last() *Answer {
	if len(p.Answers) == 0 {
		return nil
	}
	return &p.Answers[len(p.Answers)-1]
}

// asked reports whether more time was asked for and nobody decided.
func (p Part) asked() bool { return p.Extension != nil && p.Extension.Granted == nil }

// Late reports whether an answer is overdue.
func (o Order) Late(p Part, at time.Time) bool {
	return o.Ended == nil && p.State() == Waiting && p.AnswerBy.Before(at)
}

// State is how the order stands: open answered ended.
func (o Order) State() string {
	switch {
	case o.Ended != nil:
		return "ended"
	case slices.ContainsFunc(o.Parts, func(p Part) bool { return p.State() == Waiting }):
		return "open"
	}
	return Answered
}

// Number writes the number of a year's n-th order.
func Number(year string, n int64) string { return "督〔" + year + "〕" + itoa(n) + "号" }

// Series is the name of a year's numbers.
func Series(year string) string { return "supervision orders/" + year }

// NoteOf is the order as one matter knows it.
func (o Order) NoteOf(p Part, matterID string) complaint.OrderNote {
	n := complaint.OrderNote{
		ID: p.ID, Version: o.Version, Number: o.Number, Level: o.Level, Source: o.Source, To: p.Department, By: o.By, At: o.At, AnswerBy: p.AnswerBy, DueAt: o.DueAt, Note: o.Note,
		Received: p.Received, Extension: p.Extension, Ended: o.Ended,
	}
	if o.ID != p.ID {
		n.OrderID = o.ID
	}
	for _, q := range o.Parts {
		for _, m := range q.Matters {
			if m.ID != matterID && !slices.Contains(n.Others, m.Ref) {
				n.Others = append(n.Others, m.Ref)
			}
		}
	}
	if last := p.Last(); last != nil {
		reply := last.OrderReply
		n.Reply, n.Check = &reply, last.Check
		if p.State() != Waiting {
			by, at := last.By, last.At
			n.Answer, n.AnsweredBy, n.AnsweredAt = last.Progress, &by, &at
		}
	}
	return n
}

// Seen reports whether any of it lies within the scope.
func (o Order) Seen(s access.Scope) bool {
	var audience []string
	for _, p := range o.Parts {
		audience = append(audience, access.DepartmentAudience(p.Department))
	}
	return slices.ContainsFunc(o.CommunityIDs, func(c string) bool { return s.Sees(audience, c, o.Recused) })
}
