package complaint

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// ConfirmCommand is the owner's word that it is solved, with a rating.
type ConfirmCommand struct {
	Rating   int       `json:"rating,omitempty"`
	Comment  string    `json:"comment,omitempty"`
	Outcome  Outcome   `json:"outcome,omitempty"`
	Sure     bool      `json:"sure,omitempty"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
	Answers  *Answers  `json:"answers,omitempty"`
}

func (ConfirmCommand) Word() Word { return Confirm }

func (c ConfirmCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	if c.Rating < 0 || c.Rating > 5 {
		w.Add("rating", "range", "评分为 1 至 5 分。", "A rating is 1 to 5.")
	}
	if c.Outcome != "" {
		w.OneOf("outcome", string(c.Outcome), string(Fixed), string(FixedPartly))
	}
	if a := c.Answers; a != nil {
		for _, rated := range []struct {
			what   string
			rating int
		}{{"attitude", a.Attitude}, {"quality", a.Quality}, {"speed", a.Speed}} {
			if rated.rating < 0 || rated.rating > 5 {
				w.Add("answers."+rated.what, "range", "评分为 1 至 5 分。", "A rating is 1 to 5.")
			}
		}
	}
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

// contradictions are words by which a comment denies what the press confirms.
var contradictions = []string{
	"还是漏", "还在漏", "仍然漏", "又漏", "没修好", "没有修好", "未修好", "没解决", "没有解决", "未解决", "没用", "还是不行", "还不行", "还是坏", "又坏",
	"没人来", "没有人来", "没来", "还是没", "仍未", "依然没", "还没修", "还没有修", "不能用", "没处理", "没有处理",
	"not fixed", "still leak", "still broken", "still not", "not solved", "not resolved", "doesn't work", "does not work", "nobody came", "no one came", "isn't fixed", "still fails", "not working",
}

func contradicts(comment string) bool {
	lower := strings.ToLower(comment)
	return slices.ContainsFunc(contradictions, func(w string) bool { return strings.Contains(lower, w) })
}

func (c ConfirmCommand) run(t *turn) error {
	if !c.Sure && contradicts(c.Comment) {
		e := fault.New(fault.Invalid, "confirm_contradicts", "您写的内容像是还没有解决。确定要确认已解决吗？", "Your words read as if it were not solved. Do you really confirm?")
		e.Fields = fault.Fields{{Path: "comment", Rule: "contradicts", Message: e.Message}}
		return e
	}
	m := t.m
	if m.agreed() != nil && m.agreed().AmountFen > 0 {
		if err := t.notTenant(c.OnBehalf); err != nil {
			return err
		}
	}
	by := "owner"
	if t.by.Staff() {
		by = "desk"
	}
	m.Confirmation = &Confirmation{Rating: c.Rating, Comment: c.Comment, By: by, At: t.At, OnBehalf: c.OnBehalf, Answers: c.Answers}
	switch {
	case c.Outcome != "":
		m.Outcome = c.Outcome
	case m.Outcome == "" && m.Remains != "":
		m.Outcome = FixedPartly
	case m.Outcome == "":
		m.Outcome = Fixed
	}
	t.end(terms.Callback)
	if err := t.tell(pastTense[Confirm], c.Comment, map[string]any{"rating": c.Rating, "outcome": m.Outcome, "onBehalf": c.OnBehalf, "answers": c.Answers}); err != nil {
		return err
	}
	if mayClose(m, t.by, t.Env) != nil {
		return nil
	}
	return t.close(m.Outcome)
}

// DeclineCommand says that it is not solved.
type DeclineCommand struct {
	Reason   string    `json:"reason"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (DeclineCommand) Word() Word { return Decline }

func (c DeclineCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c DeclineCommand) run(t *turn) error {
	m := t.m
	at := t.At
	m.Declines++
	m.DeclinedAt = &at
	m.Outcome, m.ResolvedAt, m.Result, m.Remains = "", nil, "", ""
	t.end(terms.Callback)
	meetBy := t.meet(m.Declines, AfterDeclines)
	t.again(Executing)
	return t.tell(pastTense[Decline], c.Reason, map[string]any{"onBehalf": c.OnBehalf, "meetBy": meetBy})
}

// again takes the matter up anew: with its department, else with the desk.
func (t *turn) again(status Status) {
	if t.m.DispatchedAt == nil {
		t.m.Status = Registered
		t.start(terms.Judgement, t.At)
	} else {
		t.m.Status = status
		t.start(terms.PlanDue, t.At)
		if status == Executing {
			t.drop(terms.PlanDue)
		}
	}
	t.start(terms.Update, t.At)
}

// CloseCommand ends a matter that the owner's silence or an evaluation left open.
type CloseCommand struct {
	Outcome Outcome `json:"outcome,omitempty"`
	Reason  string  `json:"reason,omitempty"`
}

func (CloseCommand) Word() Word                           { return Close }
func (CloseCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (c CloseCommand) run(t *turn) error {
	m := t.m
	outcome := m.Outcome
	switch {
	case m.Status == Unfounded:
		outcome = OutcomeUnfounded
	case m.Confirmation == nil:
		var w fault.Fields
		w.OneOf("outcome", string(c.Outcome), string(Unreachable), string(NotFeasible))
		w.Require("reason", c.Reason)
		if err := w.Err(); err != nil {
			return err
		}
		outcome = c.Outcome
	}
	if c.Reason != "" {
		if err := t.note(KindNoted, c.Reason, nil); err != nil {
			return err
		}
	}
	return t.close(outcome)
}

// close archives the matter.
func (t *turn) close(outcome Outcome) error {
	at := t.At
	t.m.Status, t.m.Outcome, t.m.ClosedAt = Closed, outcome, &at
	t.stop()
	kind := pastTense[Close]
	if t.by.Role == access.System {
		kind = KindAutoClosed
	}
	return t.tell(kind, "", map[string]any{"outcome": outcome, "archiveNumber": t.archive()})
}

// archive gives the matter its place among the archives (归档号) when it first
// ends; a file that is opened again keeps its number.
func (t *turn) archive() string {
	if t.m.ArchiveNumber == "" {
		_, serial, _ := strings.Cut(t.m.Number, "-")
		t.m.ArchiveNumber = "DA-" + t.Calendar.Day(t.At)[:4] + "-" + serial
	}
	return t.m.ArchiveNumber
}

// ReopenCommand takes a closed matter up again.
type ReopenCommand struct {
	Reason   string    `json:"reason"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (ReopenCommand) Word() Word { return Reopen }

func (c ReopenCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c ReopenCommand) run(t *turn) error {
	m := t.m
	m.Reopened++
	if m.Outcome == OutcomeUnfounded {
		m.forgetVerdict()
	}
	m.Outcome, m.ClosedAt, m.ResolvedAt, m.Confirmation, m.Evaluation, m.Remains = "", nil, nil, nil, nil, ""
	t.again(Investigating)
	return t.tell(pastTense[Reopen], c.Reason, behalf(c.OnBehalf))
}

// WithdrawCommand ends a matter by the owner's wish.
type WithdrawCommand struct {
	Reason   string    `json:"reason"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (WithdrawCommand) Word() Word { return Withdraw }

func (c WithdrawCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c WithdrawCommand) run(t *turn) error {
	at := t.At
	t.m.Status, t.m.Outcome, t.m.ClosedAt = Withdrawn, OutcomeWithdrawn, &at
	t.m.Excluded = &Exclusion{By: t.person(), Reason: c.Reason}
	for i := range t.m.InfoRequests { // nobody waits for their answers any more
		if r := &t.m.InfoRequests[i]; r.Open() {
			r.Cancelled = c.Reason
		}
	}
	t.voidPlan()
	t.stop()
	t.archive()
	return t.tell(pastTense[Withdraw], c.Reason, behalf(c.OnBehalf))
}

// voidPlan lets open approval steps go, and with them what was promised, unless
// it was paid already.
func (t *turn) voidPlan() {
	if t.m.Plan == nil {
		return
	}
	for i := range t.m.Plan.Approvals {
		if a := &t.m.Plan.Approvals[i]; a.State == Waiting || a.State == Pending {
			a.State = Void
		}
	}
	if !slices.ContainsFunc(t.m.Payments, func(p Payment) bool { return p.Round == t.m.Rounds }) {
		t.m.Plan.CeilingFen = 0
		t.m.Plan.voidLater()
	}
}

// silentSince is since when the owner's silence lets the matter close by itself.
func (m *Complaint) silentSince() *time.Time {
	switch {
	case m.Status == Unfounded:
		return m.UnfoundedAt
	case m.Status == Resolved && m.Confirmation == nil:
		return m.silentFrom()
	}
	return nil
}
