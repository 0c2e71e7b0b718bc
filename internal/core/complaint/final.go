package complaint

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// FinalReply is a leader's last word on a demand (终结答复).
type FinalReply struct {
	By    Person    `json:"by"`
	At    time.Time `json:"at"`
	Reply string    `json:"reply"`
	After string    `json:"after"` // refusals declines appeal
}

// FinalReplyCommand ends a matter on which everything was said.
type FinalReplyCommand struct {
	Reply string `json:"reply"`
}

func (FinalReplyCommand) Word() Word { return ReplyFinally }

func (c FinalReplyCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reply", c.Reply)
	return w
}

// exhausted says after what a final reply may come; "" while it may not.
func (m *Complaint) exhausted(env Env) string {
	switch from := env.Policy.Windows.FinalReplyFrom; {
	case m.Status == Unfounded && m.Appealed:
		return "appeal"
	case m.Status == Unfounded:
		return ""
	case m.Refusals >= from:
		return "refusals"
	case m.Declines >= from:
		return "declines"
	}
	return ""
}

func mayReplyFinally(m *Complaint, a access.Actor, env Env) *fault.Error {
	if m.exhausted(env) == "" {
		return refused("终结答复只在业主第三次不接受方案、第三次不认可结果，或申诉后仍不成立时作出。",
			"A final reply comes after the third refused offer, the third declined result, or an appeal that came to nothing.")
	}
	return mayEnd(m, a, env)
}

// run closes the matter. What the owner wanted and did not get is told as not
// feasible: it stays in the denominator of what was solved.
func (c FinalReplyCommand) run(t *turn) error {
	m := t.m
	m.FinalReply = &FinalReply{By: t.person(), At: t.At, Reply: c.Reply, After: m.exhausted(t.Env)}
	outcome := NotFeasible
	if m.Status == Unfounded {
		outcome = OutcomeUnfounded
	}
	if err := t.tell(pastTense[ReplyFinally], c.Reply, nil); err != nil {
		return err
	}
	t.told(nil)
	t.voidPlan()
	return t.close(outcome)
}

// finallyAnswered is why nothing more is done on a matter that has its final reply.
func (m *Complaint) finallyAnswered() *fault.Error {
	if m.FinalReply == nil {
		return nil
	}
	return refused("公司已对此事项作出终结答复；同一事实的同一要求并入本件，不再重新办理。有新的事实请另行登记。",
		"The company has given its final reply on this matter; the same demand on the same facts is attached to it and not taken up again. New facts are registered anew.")
}

// Takes reports whether another matter may be folded into this one: an open
// one, or one that was finally answered, to which the same demand is attached.
func (m *Complaint) Takes() bool { return m.Status.Open() || m.Status == Closed && m.FinalReply != nil }
