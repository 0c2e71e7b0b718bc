package complaint

import (
	"fmt"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// EvaluateCommand is the closing evaluation (总结评价): what to improve, by whom,
// by when. The improvement is then followed until it is answered.
type EvaluateCommand struct {
	Evaluation  string     `json:"evaluation"`
	Improvement string     `json:"improvement,omitempty"`
	Responsible string     `json:"responsible,omitempty"` // department that improves it
	DueAt       *time.Time `json:"dueAt,omitempty"`
	CaseStudy   bool       `json:"caseStudy,omitempty"`
}

func (EvaluateCommand) Word() Word { return Evaluate }

func (c EvaluateCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("evaluation", c.Evaluation)
	if c.Responsible == "" && c.DueAt == nil {
		return w
	}
	w.Require("improvement", c.Improvement)
	knownDepartment(&w, "responsible", c.Responsible, env)
	if c.DueAt == nil {
		w.Require("dueAt", "")
	} else {
		ahead(&w, "dueAt", *c.DueAt, env)
	}
	return w
}

func (c EvaluateCommand) run(t *turn) error {
	e := &Evaluation{Evaluation: c.Evaluation, Improvement: c.Improvement, CaseStudy: c.CaseStudy, By: t.person(), At: t.At}
	data := map[string]any{"improvement": c.Improvement, "caseStudy": c.CaseStudy}
	if c.DueAt != nil {
		e.Errand = &Errand{ID: t.NewID(), What: c.Improvement, Department: c.Responsible, DueAt: *c.DueAt}
		if before := t.m.Evaluation; before != nil && before.Errand != nil {
			e.Errand.ID = before.Errand.ID // the same item, said anew
		}
		data["followUps"] = []Errand{*e.Errand}
	}
	t.m.Evaluation = e
	return t.note(pastTense[Evaluate], c.Evaluation, data)
}

// mostPlaces bounds what one command has looked at.
const mostPlaces = 50

// SpreadCommand has the same looked for at other places (举一反三).
type SpreadCommand struct {
	What       string    `json:"what"`
	Places     []string  `json:"places"`
	Department string    `json:"department"`
	DueAt      time.Time `json:"dueAt"`
}

func (SpreadCommand) Word() Word { return SpreadOut }

func (c SpreadCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("what", strings.TrimSpace(c.What))
	if n := len(c.Places); n < 1 || n > mostPlaces {
		w.Add("places", "range", fmt.Sprintf("须写 1 至 %d 处要排查的地方。", mostPlaces), fmt.Sprintf("Name 1 to %d places.", mostPlaces))
	}
	seen := map[string]bool{}
	for i, p := range c.Places {
		p = strings.TrimSpace(p)
		path := fmt.Sprintf("places[%d]", i)
		w.Length(path, p, 1, 120)
		if seen[p] {
			w.Add(path, "unique", "这个地方写了两次。", "This place stands there twice.")
		}
		seen[p] = true
	}
	knownDepartment(&w, "department", c.Department, env)
	ahead(&w, "dueAt", c.DueAt, env)
	return w
}

func (c SpreadCommand) run(t *turn) error {
	s := Spread{What: strings.TrimSpace(c.What), Department: c.Department, DueAt: c.DueAt, By: t.person(), At: t.At}
	for _, p := range c.Places {
		s.Checks = append(s.Checks, Errand{ID: t.NewID(), What: s.What, Place: strings.TrimSpace(p), Department: c.Department, DueAt: c.DueAt})
	}
	t.m.Spreads = append(t.m.Spreads, s)
	return t.note(pastTense[SpreadOut], s.What, map[string]any{"followUps": s.Checks})
}
