package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// DeclareCommand makes a matter a major incident; leaders are to be briefed
// within the policy's time.
type DeclareCommand struct {
	Reason string `json:"reason"`
	Level  string `json:"level,omitempty"`
}

func (DeclareCommand) Word() Word { return Declare }

func (c DeclareCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	if c.Level != "" {
		w.OneOf("level", c.Level, IncidentLevels...)
	}
	return w
}

func (c DeclareCommand) run(t *turn) error {
	level := c.Level
	if level == "" {
		level = "major"
	}
	t.m.Incident = &Incident{Level: level, Reason: c.Reason, DeclaredBy: t.person(), DeclaredAt: t.At}
	t.m.Escalated = true
	t.startUntil(terms.Briefing, worktime.Wall, t.At, t.At.Add(t.Policy.Windows.CriticalBriefing.Duration()))
	return t.note(pastTense[Declare], c.Reason, map[string]any{"level": level})
}

// TaskForceCommand names who handles the incident together; it replaces who was
// named before.
type TaskForceCommand struct {
	Lead      TaskMember   `json:"lead"`
	Members   []TaskMember `json:"members,omitempty"`
	Statement string       `json:"statement,omitempty"`
}

func (TaskForceCommand) Word() Word { return TaskForceSet }

func (c TaskForceCommand) Check(access.Actor, Env) (w fault.Fields) {
	named := func(path string, x TaskMember) {
		if x.AccountID == "" {
			w.Require(path+"name", x.Name)
		}
	}
	named("lead.", c.Lead)
	for i, x := range c.Members {
		named(indexed("members", i, "")+".", x)
	}
	return w
}

func (c TaskForceCommand) run(t *turn) error {
	var w fault.Fields
	member := func(path string, x TaskMember) TaskMember {
		if x.AccountID == "" {
			return TaskMember{Name: x.Name, Role: x.Role}
		}
		p, known := t.Facts.People[x.AccountID]
		if !known || slices.Contains(t.m.Recused, x.AccountID) {
			w.Add(path+"accountId", "unknown", "须是在岗、未回避、看得到本小区的员工。", "It must be somebody on the staff of this community who is not recused.")
		}
		return TaskMember{AccountID: p.ID, Name: p.Name, Department: p.Department, Role: x.Role}
	}
	f := &TaskForce{Lead: member("lead.", c.Lead), By: t.person(), At: t.At}
	for i, x := range c.Members {
		f.Members = append(f.Members, member(indexed("members", i, "")+".", x))
	}
	if err := w.Err(); err != nil {
		return err
	}
	t.m.Incident.TaskForce = f
	t.proposeWording(c.Statement)
	return t.note(pastTense[TaskForceSet], "", map[string]any{"lead": f.Lead, "members": f.Members, "statement": c.Statement})
}

// DecideCommand adds to the decision log.
type DecideCommand struct {
	Decision string `json:"decision"`
	By       string `json:"by,omitempty"` // who decided, if not the one who records it
}

func (DecideCommand) Word() Word { return Decide }

func (c DecideCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("decision", c.Decision)
	return w
}

func (c DecideCommand) run(t *turn) error {
	by := c.By
	if by == "" {
		by = t.by.Name
	}
	t.m.Incident.Decisions = append(t.m.Incident.Decisions, Decision{Decision: c.Decision, By: by, At: t.At, RecordedBy: t.person()})
	return t.note(pastTense[Decide], c.Decision, map[string]any{"by": by})
}

// BriefCommand tells leaders how things stand, and when they hear next.
type BriefCommand struct {
	Situation  string     `json:"situation"`
	Casualties *int       `json:"casualties,omitempty"`
	Households *int       `json:"households,omitempty"`
	Measures   string     `json:"measures"`
	Statement  string     `json:"statement,omitempty"`
	NextBy     *time.Time `json:"nextBy,omitempty"`
}

func (BriefCommand) Word() Word { return Brief }

func (c BriefCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("situation", c.Situation)
	w.Require("measures", c.Measures)
	for path, n := range map[string]*int{"casualties": c.Casualties, "households": c.Households} {
		if n != nil && *n < 0 {
			w.Add(path, "minimum", "人数、户数不能为负。", "A number cannot be negative.")
		}
	}
	if c.NextBy != nil {
		ahead(&w, "nextBy", *c.NextBy, env)
	}
	return w
}

func (c BriefCommand) run(t *turn) error {
	m := t.m
	if c.NextBy == nil && m.Incident.Open() {
		var w fault.Fields
		w.Add("nextBy", "required", "重大事件处置期间须约定下一次续报的时间。", "While the incident lasts, say when the next briefing comes.")
		return w.Err()
	}
	m.Briefings = append(m.Briefings, Briefing{
		No: len(m.Briefings) + 1, By: t.person(), At: t.At, Situation: c.Situation, Casualties: c.Casualties, Households: c.Households,
		Measures: c.Measures, NextBy: c.NextBy,
	})
	t.end(terms.Briefing)
	if c.NextBy != nil {
		t.startUntil(terms.Briefing, worktime.Wall, t.At, *c.NextBy)
	}
	t.proposeWording(c.Statement)
	return t.note(pastTense[Brief], c.Situation, map[string]any{
		"no": len(m.Briefings), "casualties": c.Casualties, "households": c.Households, "measures": c.Measures, "nextBy": c.NextBy, "statement": c.Statement,
	})
}

// proposeWording puts a sentence before the leaders; the approved one stands meanwhile.
func (t *turn) proposeWording(text string) {
	if text == "" {
		return
	}
	if t.m.Wording == nil {
		t.m.Wording = &Wording{}
	}
	p, at := t.person(), t.At
	t.m.Wording.Proposed, t.m.Wording.ProposedBy, t.m.Wording.ProposedAt = text, &p, &at
}

// ApproveWordingCommand is the sentence that everybody says from now on.
type ApproveWordingCommand struct {
	Text string `json:"text"`
}

func (ApproveWordingCommand) Word() Word { return ApproveWording }

func (c ApproveWordingCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("text", c.Text)
	return w
}

func (c ApproveWordingCommand) run(t *turn) error {
	p, at := t.person(), t.At
	t.m.Wording = &Wording{Approved: c.Text, ApprovedBy: &p, ApprovedAt: &at}
	return t.note(pastTense[ApproveWording], c.Text, nil)
}

// StandDownCommand ends the incident; the matter goes its own way on.
type StandDownCommand struct {
	Conclusion string `json:"conclusion"`
}

func (StandDownCommand) Word() Word { return StandDown }

func (c StandDownCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("conclusion", c.Conclusion)
	return w
}

func (c StandDownCommand) run(t *turn) error {
	p, at := t.person(), t.At
	i := t.m.Incident
	i.EndedAt, i.EndedBy, i.Conclusion = &at, &p, c.Conclusion
	t.drop(terms.Briefing)
	return t.note(pastTense[StandDown], c.Conclusion, nil)
}

var isIncident = holds(func(m *Complaint) bool { return m.Incident.Open() },
	"不是处置中的重大事件；须先由领导认定。", "It is no open major incident; a leader declares one first.")

var noIncident = holds(func(m *Complaint) bool { return !m.Incident.Open() },
	holdWords[HoldIncident].ZH, holdWords[HoldIncident].EN)

var mayBrief = holds(func(m *Complaint) bool { return m.Incident.Open() || m.critical() },
	"快报、续报只用于特急事项和重大事件。", "Briefings are for critical matters and major incidents.")

var mayWord = holds(func(m *Complaint) bool { return m.Incident != nil || m.critical() || m.Grouped != nil },
	"统一口径只用于重大事件、特急事项和群体事项。", "Approved wording is for major incidents, critical and group matters.")
