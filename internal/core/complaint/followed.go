// What was promised, supervised and said of the result.

package complaint

import (
	"slices"
	"time"

	"anju/internal/core/terms"
)

// Promise is what the owner was promised next, and by when. What is a clock
// kind where the promise follows from a time limit, "meeting" where the desk lead
// meets the owner, else a person's own words.
type Promise struct {
	What string    `json:"what"`
	By   time.Time `json:"by"`
	At   time.Time `json:"at"`
}

func (p *Promise) ownWords() bool {
	return p.What != ForMeeting && !slices.Contains(terms.ClockKinds, terms.ClockKind(p.What))
}

// PauseState is a running pause.
type PauseState struct {
	Awaiting string    `json:"awaiting"`
	Reason   string    `json:"reason"`
	Since    time.Time `json:"since"`
	Until    time.Time `json:"until"`
}

// Confirmation is what was said of the result.
type Confirmation struct {
	Rating    int       `json:"rating,omitempty"` // 1–5; 0: none given
	Comment   string    `json:"comment,omitempty"`
	By        string    `json:"by"` // owner desk none
	Automatic bool      `json:"automatic"`
	At        time.Time `json:"at"`
	OnBehalf  *OnBehalf `json:"onBehalf,omitempty"`
	Answers   *Answers  `json:"answers,omitempty"`
}

// Answers are what a call-back asks besides whether it is solved (回访单).
type Answers struct {
	OnTime   *bool `json:"onTime,omitempty"`
	Attitude int   `json:"attitude,omitempty"` // 1–5 as the rating; 0: not asked
	Quality  int   `json:"quality,omitempty"`
	Speed    int   `json:"speed,omitempty"`
}

// Evaluation is the closing evaluation (总结评价).
type Evaluation struct {
	Evaluation  string    `json:"evaluation"`
	Improvement string    `json:"improvement,omitempty"`
	CaseStudy   bool      `json:"caseStudy,omitempty"`
	Errand      *Errand   `json:"errand,omitempty"` // who improves it by when
	By          Person    `json:"by"`
	At          time.Time `json:"at"`
}

// Errand is what a department must do by when because of the matter; it is
// followed as an item of its own (交办事项) of the same id.
type Errand struct {
	ID         string    `json:"id"`
	What       string    `json:"what"`
	Place      string    `json:"place,omitempty"`
	Department string    `json:"department"`
	DueAt      time.Time `json:"dueAt"`
}

// Spread is the order to look for the same elsewhere (举一反三).
type Spread struct {
	What       string    `json:"what"`
	Department string    `json:"department"`
	DueAt      time.Time `json:"dueAt"`
	Checks     []Errand  `json:"checks"` // one for each place
	By         Person    `json:"by"`
	At         time.Time `json:"at"`
}

// Exclusion says who took a matter out of the rates, and why.
type Exclusion struct {
	By     Person `json:"by"`
	Reason string `json:"reason"`
}

// Instruction is a leader's 批示.
type Instruction struct {
	ID          string     `json:"id"`
	By          Person     `json:"by"`
	At          time.Time  `json:"at"`
	Instruction string     `json:"instruction"`
	DueAt       *time.Time `json:"dueAt,omitempty"`
}

// Consultation is a 请示: a question to a leader with options and advice.
type Consultation struct {
	ID             string     `json:"id"`
	By             Person     `json:"by"`
	At             time.Time  `json:"at"`
	Question       string     `json:"question"`
	Options        []string   `json:"options"`
	Recommendation string     `json:"recommendation"`
	Answer         string     `json:"answer,omitempty"`
	AnsweredBy     *Person    `json:"answeredBy,omitempty"`
	AnsweredAt     *time.Time `json:"answeredAt,omitempty"`
}

func (q Consultation) open() bool { return q.AnsweredAt == nil }

// Ref points to another matter.
type Ref struct {
	ID     string `json:"id"`
	Number string `json:"number"`
}

// Relation links a matter to an earlier one of the same house and category.
type Relation struct {
	Ref
	Kind string `json:"kind"` // repeat rework

	Confidential bool `json:"confidential,omitempty"` // the earlier one is: only the desk may know that they share a house
}
