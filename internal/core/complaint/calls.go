package complaint

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// CallCommand logs a try to reach the owner, or a colleague on duty.
type CallCommand struct {
	Purpose string `json:"purpose"`
	Reached bool   `json:"reached"`
	Person  string `json:"person,omitempty"`
	Note    string `json:"note"`
}

func (CallCommand) Word() Word { return CallWord }

func (c CallCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.OneOf("purpose", c.Purpose, ForCallback, ForContact, ForMeeting, ForDuty)
	w.Require("note", c.Note)
	return w
}

// run: the call-back (回访) is never made by those who did the work. Its clock
// stops once the owner was tried as often as the policy asks; a call that
// reached nobody stands on the owner's page too, its words stay inside.
func (c CallCommand) run(t *turn) error {
	m := t.m
	if c.Purpose == ForDuty {
		return t.note(pastTense[CallWord], c.Note, map[string]any{"purpose": c.Purpose, "reached": c.Reached, "rang": c.Person})
	}
	if c.Purpose == ForCallback {
		if m.Status != Resolved || m.Confirmation != nil {
			return refused("只有完工待确认的事项才需要回访；其他联系请选「联系业主」。", "A call-back follows the work, before it is confirmed; log any other call as contact.")
		}
		if err := handlesIt(m, t.by); err != nil {
			return fault.Deny("承办部门不能自己回访；请由其他部门的客服或领导回访。", "The handling department does not call back on its own work.")
		}
	}
	if c.Purpose == ForMeeting {
		if err := t.met(c.Reached); err != nil {
			return err
		}
	}
	x := Call{ID: t.NewID(), Purpose: c.Purpose, Reached: c.Reached, Person: c.Person, Note: c.Note, By: t.person(), At: t.At}
	m.Calls = append(m.Calls, x)
	if c.Reached {
		t.told(nil)
	}
	if c.Purpose == ForCallback && m.triedEnough(t.Env) {
		t.end(terms.Callback)
	}
	if err := t.tell(pastTense[CallWord], "", map[string]any{"purpose": c.Purpose, "reached": c.Reached}); err != nil {
		return err
	}
	said := map[string]any{"callId": x.ID}
	if c.Person != "" {
		said[spokeWith] = c.Person
	}
	return t.note(KindNoted, c.Note, said)
}

// spokeWith is the name in an entry's data for whom a call reached: personal.
const spokeWith = "spokeWith"

// callbacks are the call-backs since the work was done.
func (m *Complaint) callbacks() []Call {
	if m.ResolvedAt == nil {
		return nil
	}
	var out []Call
	for _, c := range m.Calls {
		if c.Purpose == ForCallback && !c.At.Before(*m.ResolvedAt) {
			out = append(out, c)
		}
	}
	return out
}

// triedEnough: so many tries in vain, on so many days.
func (m *Complaint) triedEnough(env Env) bool {
	tries, days := 0, map[string]bool{}
	for _, c := range m.callbacks() {
		if !c.Reached {
			tries++
			days[env.Calendar.Day(c.At)] = true
		}
	}
	return tries >= env.Policy.Windows.CallbackTries && len(days) >= env.Policy.Windows.CallbackDays
}

// attempts counts the calls in vain since the owner was last reached.
func (m *Complaint) attempts() int {
	n := 0
	for _, c := range m.Calls {
		if c.Reached {
			n = 0
		} else {
			n++
		}
	}
	return n
}

// silentFrom is since when a done matter hears nothing from its owner: the last
// call-back, else the day it was done.
func (m *Complaint) silentFrom() *time.Time {
	if calls := m.callbacks(); len(calls) > 0 {
		return &calls[len(calls)-1].At
	}
	return m.ResolvedAt
}
