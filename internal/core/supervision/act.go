package supervision

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

func supervises(a access.Actor) bool { return a.Is(access.DeskLead, access.Leader) }

// part is that of an actor's department, or the one that is named.
func (o *Order) part(department string) *Part {
	for i := range o.Parts {
		if o.Parts[i].Department == department {
			return &o.Parts[i]
		}
	}
	return nil
}

// Allowed lists what the actor may do now, sorted.
func (o Order) Allowed(a access.Actor) []string {
	out := []string{}
	if o.Ended != nil {
		return out
	}
	if p := o.part(a.Department); p != nil && a.Is(access.Handler, access.DeptHead) {
		if p.Received == nil {
			out = append(out, Receive)
		}
		if p.State() == Waiting && a.Is(access.DeptHead) {
			out = append(out, AnswerIt)
			if !p.asked() {
				out = append(out, Extend)
			}
		}
	}
	if supervises(a) {
		out = append(out, Cancel)
		if slices.ContainsFunc(o.Parts, func(p Part) bool { return p.State() == Answered }) {
			out = append(out, CheckIt)
		}
		if slices.ContainsFunc(o.Parts, func(p Part) bool { return p.State() == Waiting && p.asked() }) {
			out = append(out, Decide)
		}
	}
	slices.Sort(out)
	return out
}

func (o Order) may(word string, a access.Actor, zh, en string) error {
	if slices.Contains(o.Allowed(a), word) {
		return nil
	}
	e := fault.New(fault.Refused, "transition_refused", zh, en)
	e.Allowed = o.Allowed(a)
	return e
}

var (
	headOnly       = fault.Deny("由被督办部门的主管处理。", "This is for the head of the department that the order went to.")
	departmentOnly = fault.Deny("由被督办部门签收。", "The department that the order went to receives it.")
	supervisorOnly = fault.Deny("由客服主管或公司领导处理。", "This is for the desk lead or a leader.")
)

// Receipt notes that the department has the order (签收).
func (o Order) Receipt(a access.Actor, at time.Time) (Order, error) {
	if !a.Is(access.Handler, access.DeptHead) || o.part(a.Department) == nil {
		return o, departmentOnly
	}
	if err := o.may(Receive, a, "已经签收，或督办单已结束。", "It was received already, or the order has ended."); err != nil {
		return o, err
	}
	n := o.clone()
	p := n.part(a.Department)
	p.Received = &complaint.OrderSign{By: complaint.PersonOf(a), At: at}
	n.trail(Step{Kind: Receive, At: at, By: &p.Received.By, Department: p.Department})
	return n.next(), nil
}

// Answer notes what the department answers.
func (o Order) Answer(r complaint.OrderReply, a access.Actor, at time.Time) (Order, error) {
	if !a.Is(access.DeptHead) || o.part(a.Department) == nil {
		return o, headOnly
	}
	var w fault.Fields
	w.Length("progress", strings.TrimSpace(r.Progress), 1, 5000)
	if err := w.Err(); err != nil {
		return o, err
	}
	if err := o.may(AnswerIt, a, "没有待答复的督办。", "Nothing waits for your answer."); err != nil {
		return o, err
	}
	r.NewDate = complaint.Moment(r.NewDate)
	return o.answered(a.Department, Answer{OrderReply: r, By: complaint.PersonOf(a), At: at}), nil
}

// Heard takes over an answer that was given on a matter's own page; false when
// the register has it, or one that came later, already.
func (o Order) Heard(n complaint.OrderNote) (Order, bool) {
	p := o.part(n.To)
	if p == nil || n.AnsweredAt == nil || n.AnsweredBy == nil || p.State() != Waiting || o.Ended != nil {
		return o, false
	}
	if last := p.Last(); last != nil && !n.AnsweredAt.After(last.At) {
		return o, false
	}
	r := complaint.OrderReply{Progress: n.Answer}
	if n.Reply != nil {
		r = *n.Reply
	}
	next := o.answered(n.To, Answer{OrderReply: r, By: *n.AnsweredBy, At: *n.AnsweredAt})
	next.Trail[len(next.Trail)-1].Elsewhere = true
	return next, true
}

func (o Order) answered(department string, x Answer) Order {
	n := o.clone()
	p := n.part(department)
	if p.Received == nil {
		p.Received = &complaint.OrderSign{By: x.By, At: x.At}
	}
	p.Answers = append(p.Answers, x)
	n.trail(Step{Kind: AnswerIt, At: x.At, By: &x.By, Department: department, Note: x.Progress, Until: x.NewDate})
	return n.next()
}

// Checked notes what looking at a department's answer came to (核验). What is not
// done is to be answered anew by a time; when every part is done, the order is
// struck off (销号).
func (o Order) Checked(department, result, note string, answerBy *time.Time, a access.Actor, at time.Time) (Order, error) {
	if !supervises(a) {
		return o, supervisorOnly
	}
	var w fault.Fields
	w.OneOf("result", result, "done", "partly", "not")
	p := o.part(department)
	if p == nil {
		w.Add("department", "unknown", "督办单没有发给这个部门。", "The order did not go to this department.")
	}
	if result == "partly" || result == "not" {
		if answerBy == nil {
			w.Add("answerBy", "required", "未完成的须给出新的答复时限。", "What is not done needs a new time to answer by.")
		} else {
			later(&w, "answerBy", *answerBy, at)
		}
		w.Require("note", strings.TrimSpace(note))
	}
	if err := w.Err(); err != nil {
		return o, err
	}
	if p.State() != Answered || o.Ended != nil {
		return o, o.may("", a, "这个部门没有待核验的答复。", "No answer of this department waits to be checked.")
	}
	n := o.clone()
	p = n.part(department)
	by := complaint.PersonOf(a)
	p.Last().Check = &complaint.OrderCheck{Result: result, Note: strings.TrimSpace(note), By: by, At: at}
	if result != "done" {
		p.AnswerBy, p.Extension = answerBy.UTC().Truncate(time.Millisecond), nil
	}
	n.trail(Step{Kind: CheckIt, At: at, By: &by, Department: department, Note: strings.TrimSpace(note), Result: result, Until: complaint.Moment(answerBy)})
	if !slices.ContainsFunc(n.Parts, func(p Part) bool { return p.State() != Done }) {
		n.Ended = &complaint.OrderEnd{By: by, At: at}
	}
	return n.next(), nil
}

// MoreTime asks for more time to answer (延期).
func (o Order) MoreTime(until time.Time, reason string, a access.Actor, at time.Time) (Order, error) {
	p := o.part(a.Department)
	if !a.Is(access.DeptHead) || p == nil {
		return o, headOnly
	}
	var w fault.Fields
	w.Length("reason", strings.TrimSpace(reason), 1, 5000)
	later(&w, "until", until, at)
	if len(w) == 0 && !until.After(p.AnswerBy) {
		w.Add("until", "later", "须晚于原答复时限。", "Must lie after the present time to answer by.")
	}
	if err := w.Err(); err != nil {
		return o, err
	}
	if err := o.may(Extend, a, "现在不能申请延期：已答复、已申请或督办单已结束。", "No more time can be asked for: it is answered, asked for already, or ended."); err != nil {
		return o, err
	}
	n := o.clone()
	by := complaint.PersonOf(a)
	until = until.UTC().Truncate(time.Millisecond)
	n.part(a.Department).Extension = &complaint.OrderExtension{Until: until, Reason: strings.TrimSpace(reason), By: by, At: at}
	n.trail(Step{Kind: Extend, At: at, By: &by, Department: a.Department, Note: strings.TrimSpace(reason), Until: &until})
	return n.next(), nil
}

// Decided grants more time to a department or does not.
func (o Order) Decided(department string, granted bool, note string, a access.Actor, at time.Time) (Order, error) {
	if !supervises(a) {
		return o, supervisorOnly
	}
	var w fault.Fields
	p := o.part(department)
	if p == nil {
		w.Add("department", "unknown", "督办单没有发给这个部门。", "The order did not go to this department.")
	}
	if !granted {
		w.Require("note", strings.TrimSpace(note))
	}
	if err := w.Err(); err != nil {
		return o, err
	}
	if o.Ended != nil || !p.asked() || p.State() != Waiting {
		return o, o.may("", a, "这个部门没有待批的延期。", "This department has not asked for more time.")
	}
	n := o.clone()
	p = n.part(department)
	x := *p.Extension
	by := complaint.PersonOf(a)
	x.Granted, x.Note, x.Decided = &granted, strings.TrimSpace(note), &complaint.OrderSign{By: by, At: at}
	p.Extension = &x
	result := "refused"
	if granted {
		p.AnswerBy, result = x.Until, "granted"
	}
	n.trail(Step{Kind: Decide, At: at, By: &by, Department: department, Note: x.Note, Result: result, Until: &x.Until})
	return n.next(), nil
}

// Cancelled takes an order back, with a reason.
func (o Order) Cancelled(reason string, a access.Actor, at time.Time) (Order, error) {
	if !supervises(a) {
		return o, supervisorOnly
	}
	var w fault.Fields
	w.Length("reason", strings.TrimSpace(reason), 1, 5000)
	if err := w.Err(); err != nil {
		return o, err
	}
	if err := o.may(Cancel, a, "督办单已经结束。", "The order has ended."); err != nil {
		return o, err
	}
	n := o.clone()
	by := complaint.PersonOf(a)
	n.Ended = &complaint.OrderEnd{By: by, At: at, Cancelled: true, Note: strings.TrimSpace(reason)}
	n.trail(Step{Kind: Cancel, At: at, By: &by, Note: n.Ended.Note})
	return n.next(), nil
}
