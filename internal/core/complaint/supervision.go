package complaint

import (
	"fmt"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// CommentCommand adds words, inside or to the owner; as an opinion they stand
// beside the lead department's statement.
type CommentCommand struct {
	Note           string   `json:"note"`
	VisibleToOwner bool     `json:"visibleToOwner"`
	Opinion        bool     `json:"opinion,omitempty"`
	AttachmentIDs  []string `json:"attachmentIds,omitempty"`
}

func (CommentCommand) Word() Word { return Comment }

func (c CommentCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs, OwnerSees: c.VisibleToOwner}
}

func (c CommentCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("note", c.Note)
	if c.Opinion && c.VisibleToOwner {
		w.Add("visibleToOwner", "inside", "核实意见只供内部定性，不直接发给业主。", "An opinion serves the finding inside; it does not go to the owner.")
	}
	return w
}

func (c CommentCommand) run(t *turn) error {
	if c.VisibleToOwner {
		t.explained(nil)
	}
	if c.Opinion {
		t.m.Opinions = append(t.m.Opinions, Opinion{By: t.person(), At: t.At, Note: c.Note, AttachmentIDs: c.AttachmentIDs})
	}
	t.m.attach(c.AttachmentIDs)
	return t.leave(pastTense[Comment], c.Note, said(c), c.VisibleToOwner)
}

// said is what a comment holds beside its words; nothing for words alone.
func said(c CommentCommand) any {
	if !c.Opinion && len(c.AttachmentIDs) == 0 {
		return nil
	}
	return map[string]any{"opinion": c.Opinion, "attachmentIds": c.AttachmentIDs}
}

// UrgeCommand is a call about an open matter (催单): counted, never a new matter.
type UrgeCommand struct {
	Note string `json:"note,omitempty"`
}

func (UrgeCommand) Word() Word                           { return Urge }
func (UrgeCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (c UrgeCommand) run(t *turn) error {
	t.m.Urges++
	if t.by.Is(access.Owner) {
		t.m.UrgedOn = t.Calendar.Day(t.At)
	}
	return t.tell(pastTense[Urge], c.Note, map[string]any{"count": t.m.Urges})
}

// PauseCommand stops the clocks that may stop, with whom or what is awaited.
type PauseCommand struct {
	Awaiting string    `json:"awaiting"`
	Reason   string    `json:"reason"`
	Until    time.Time `json:"until"`
}

func (PauseCommand) Word() Word { return Pause }

func (c PauseCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.OneOf("awaiting", c.Awaiting, Awaited...)
	w.Require("reason", c.Reason)
	ahead(&w, "until", c.Until, env)
	return w
}

// run: the owner is not awaited before somebody tried to reach them.
func (c PauseCommand) run(t *turn) error {
	if need, had := t.Policy.Windows.OwnerAttempts, t.m.attempts(); c.Awaiting == "owner" && had < need {
		var w fault.Fields
		w.Add("awaiting", "attempts",
			fmt.Sprintf("等待业主前须先登记 %d 次未接通的联系，目前 %d 次；请先用「登记通话」记下。", need, had),
			fmt.Sprintf("Awaiting the owner takes %d logged calls in vain; there are %d. Log them with “call”.", need, had))
		return w.Err()
	}
	t.m.Pause = &PauseState{Awaiting: c.Awaiting, Reason: c.Reason, Since: t.At, Until: c.Until}
	t.pause()
	if err := t.tell(pastTense[Pause], "", map[string]any{"awaiting": c.Awaiting, "until": c.Until}); err != nil {
		return err
	}
	return t.note(KindNoted, c.Reason, nil)
}

// ResumeCommand lets the clocks run on.
type ResumeCommand struct{}

func (ResumeCommand) Word() Word                           { return Resume }
func (ResumeCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (ResumeCommand) run(t *turn) error { return t.resume() }

func (t *turn) resume() error {
	t.unpauseAll()
	return t.tell(pastTense[Resume], "", nil)
}

// ExtendCommand moves a due time (延期), with a reason that the owner reads.
type ExtendCommand struct {
	Clock  terms.ClockKind `json:"clock"`
	Until  time.Time       `json:"until"`
	Reason string          `json:"reason"`
}

func (ExtendCommand) Word() Word { return Extend }

func (c ExtendCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	ahead(&w, "until", c.Until, env)
	if !slices.Contains(terms.ClockKinds, c.Clock) {
		w.Add("clock", "one_of", "没有这种时限。", "There is no such clock.")
	}
	return w
}

func (c ExtendCommand) run(t *turn) error {
	var w fault.Fields
	i := slices.IndexFunc(t.m.Clocks, func(k Clock) bool { return k.Kind == c.Clock && k.live() })
	switch {
	case i < 0:
		w.Add("clock", "not_running", "这个时限没有在计时。", "This clock is not running.")
	case !t.Policy.MayPause(c.Clock):
		w.Add("clock", "fixed", "这个时限不能延期。", "This clock cannot be extended.")
	case !c.Until.After(t.m.Clocks[i].DueAt):
		w.Add("until", "later", "新的时限须晚于原时限。", "The new time lies after the old one.")
	}
	if err := w.Err(); err != nil {
		return err
	}
	k := &t.m.Clocks[i]
	t.unpause(k)
	before := k.DueAt
	k.DueAt, k.Told, k.Fixed = c.Until, 0, true
	t.told(nil)
	return t.tell(pastTense[Extend], c.Reason, map[string]any{"clock": c.Clock, "before": before, "until": c.Until})
}

// InstructCommand is a leader's 批示.
type InstructCommand struct {
	Instruction string     `json:"instruction"`
	DueAt       *time.Time `json:"dueAt,omitempty"`
}

func (InstructCommand) Word() Word { return Instruct }

func (c InstructCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("instruction", c.Instruction)
	if c.DueAt != nil {
		ahead(&w, "dueAt", *c.DueAt, env)
	}
	return w
}

// run has somebody follow every instruction: by the policy's time where it names
// none, and by the desk where no department has the matter.
func (c InstructCommand) run(t *turn) error {
	due := t.Calendar.Add(worktime.Office, t.At, t.Policy.Windows.InstructionAnswer.Duration())
	if c.DueAt != nil {
		due = *c.DueAt
	}
	department := terms.Service
	if t.m.DispatchedAt != nil {
		department = t.m.Department
	}
	in := Instruction{ID: t.NewID(), By: t.person(), At: t.At, Instruction: c.Instruction, DueAt: &due}
	t.m.Instructions = append(t.m.Instructions, in)
	return t.note(pastTense[Instruct], c.Instruction, map[string]any{
		"dueAt":     due,
		"followUps": []Errand{{ID: in.ID, What: c.Instruction, Department: department, DueAt: due}},
	})
}

// ConsultCommand asks a leader with options and a recommendation (请示).
type ConsultCommand struct {
	Question       string   `json:"question"`
	Options        []string `json:"options"`
	Recommendation string   `json:"recommendation"`
}

func (ConsultCommand) Word() Word { return Consult }

func (c ConsultCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("question", c.Question)
	w.Require("recommendation", c.Recommendation)
	if len(c.Options) == 0 {
		w.Add("options", "required", "请给出可选方案。", "Give the options.")
	}
	return w
}

func (c ConsultCommand) run(t *turn) error {
	q := Consultation{ID: t.NewID(), By: t.person(), At: t.At, Question: c.Question, Options: c.Options, Recommendation: c.Recommendation}
	t.m.Consults = append(t.m.Consults, q)
	return t.note(pastTense[Consult], c.Question, map[string]any{"consultId": q.ID, "options": c.Options, "recommendation": c.Recommendation})
}

// AdviseCommand is a leader's answer to a question: to the one it names, else to
// the oldest open one; by an option of those given, in own words, or both.
type AdviseCommand struct {
	Answer    string `json:"answer"`
	Option    *int   `json:"option,omitempty"` // from 0
	ConsultID string `json:"consultId,omitempty"`
}

func (AdviseCommand) Word() Word { return Advise }

func (c AdviseCommand) Check(access.Actor, Env) (w fault.Fields) {
	if c.Option == nil {
		w.Require("answer", c.Answer)
	}
	return w
}

func (c AdviseCommand) run(t *turn) error {
	i := slices.IndexFunc(t.m.Consults, func(q Consultation) bool { return q.open() && (c.ConsultID == "" || q.ID == c.ConsultID) })
	var w fault.Fields
	if i < 0 {
		w.Add("consultId", "unknown", "没有这个待批复的请示，可能已由他人批复。", "No such question waits; another may have answered it.")
		return w.Err()
	}
	p, at := t.person(), t.At
	q := &t.m.Consults[i]
	answer := c.Answer
	if c.Option != nil {
		if *c.Option < 0 || *c.Option >= len(q.Options) {
			w.Add("option", "unknown", "没有这个选项。", "There is no such option.")
			return w.Err()
		}
		if answer = "同意「" + q.Options[*c.Option] + "」。"; c.Answer != "" {
			answer += c.Answer
		}
	}
	q.Answer, q.AnsweredBy, q.AnsweredAt = answer, &p, &at
	return t.note(pastTense[Advise], answer, map[string]any{"consultId": q.ID})
}
