package corrective

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Words of the contract.
const (
	WordStep    = "step"
	WordVerify  = "verify"
	WordClose   = "close"
	WordUpgrade = "upgrade"
)

// New is what a corrective action begins with.
type New struct {
	Title      string
	Form       Form
	Problem    string
	Department string
	Place      string
	Category   string
	Matters    []complaint.Complaint // in sight of who makes it
	Team       []complaint.Person
}

// Make begins a corrective action out of matters.
func Make(id string, n New, by access.Actor, at time.Time) (Action, error) {
	var w fault.Fields
	a := Action{
		ID: id, Version: 1, Title: strings.TrimSpace(n.Title), Form: n.Form, State: openNow, Place: n.Place, Category: n.Category,
		Department: n.Department, Team: n.Team, By: complaint.PersonOf(by), CreatedAt: at, UpdatedAt: at,
	}
	if a.Form == "" {
		a.Form = Short
	}
	w.Length("title", a.Title, 1, 120)
	w.Length("problem", strings.TrimSpace(n.Problem), 1, 5000)
	w.OneOf("form", string(a.Form), string(Short), string(EightD))
	if len(n.Matters) == 0 {
		w.Add("complaintIds", "required", "请至少关联一件事项。", "Name at least one matter.")
	}
	if len(n.Team) == 0 {
		w.Add("team", "required", "请至少指定一名成员。", "Name at least one member.")
	}
	if err := w.Err(); err != nil {
		return a, err
	}
	for _, m := range n.Matters {
		a.Matters = append(a.Matters, complaint.Ref{ID: m.ID, Number: m.Number})
		if m.Keys.Spot != "" && !slices.Contains(a.Spots, m.Keys.Spot) {
			a.Spots = append(a.Spots, m.Keys.Spot)
		}
		a.Recused = append(a.Recused, m.Recused...)
		if a.Department == "" {
			a.Department = m.Lead()
		}
		if a.Category == "" {
			a.Category = m.Category
		}
	}
	a.CommunityID = n.Matters[0].CommunityID
	a.fill(Problem, n.Problem, by, at)
	a.Keys = a.keys()
	return a, nil
}

// Step is one step of the work: a box filled, things to do put down under it, or
// one of them reported done.
type Step struct {
	Box    string
	Text   string
	Todos  []Todo // with what, owner and due date
	TodoID string
	Note   string
}

// works: the desk, and the departments that it concerns.
func (a Action) works(by access.Actor) bool {
	return by.OnDesk() || (by.Is(access.Handler, access.DeptHead) && slices.Contains(a.Departments(), by.Department))
}

// verifies: somebody who oversees, and neither did it nor was to do it.
func verifies(t Todo, by access.Actor) bool {
	return by.Is(access.Desk, access.DeskLead, access.DeptHead, access.Leader) && t.Done != nil && t.Done.By.ID != by.ID && t.Owner.ID != by.ID
}

// Verifiable reports whether the actor may verify the thing to do now.
func (a Action) Verifiable(t Todo, by access.Actor) bool {
	return a.State == openNow && t.Verified == nil && verifies(t, by)
}

// Doable reports whether the actor may report the thing to do as done now.
func (a Action) Doable(t Todo, by access.Actor) bool {
	return a.State == openNow && t.Done == nil && (by.OnDesk() || by.ID == t.Owner.ID || (by.Is(access.DeptHead) && by.Department == t.Owner.Department))
}

// Allowed lists the words that the actor may give now.
func (a Action) Allowed(by access.Actor) []string {
	out := []string{}
	if a.State != openNow {
		return out
	}
	if by.OnDesk() && len(a.Missing()) == 0 {
		out = append(out, WordClose)
	}
	if a.works(by) {
		out = append(out, WordStep)
	}
	if by.Is(access.Leader) && a.Form == Short {
		out = append(out, WordUpgrade)
	}
	if slices.ContainsFunc(a.Todos, func(t Todo) bool { return a.Verifiable(t, by) }) {
		out = append(out, WordVerify)
	}
	return out
}

// Take carries out a step.
func (a Action) Take(s Step, by access.Actor, at time.Time, newID func() string) (Action, error) {
	if s.TodoID != "" {
		return a.done(s, by, at)
	}
	if !a.works(by) {
		return a, fault.Deny("由客服或承办部门填写。", "The desk or the departments concerned fill it in.")
	}
	var w fault.Fields
	w.OneOf("box", s.Box, Boxes(a.Form)...)
	text := strings.TrimSpace(s.Text)
	if text == "" && len(s.Todos) == 0 {
		w.Require("text", "")
	}
	w.Length("text", text, 0, 5000)
	if len(s.Todos) > 0 && !slices.Contains(ActionBoxes, s.Box) {
		w.Add("todos", "not_here", "待办只能列在临时性对策、长期措施或预防再发之下。", "Things to do stand under interim, permanent or prevention.")
	}
	for i, t := range s.Todos {
		w.Length(fmt.Sprintf("todos[%d].what", i), strings.TrimSpace(t.What), 1, 500)
		if !t.DueAt.After(at) {
			w.Add(fmt.Sprintf("todos[%d].dueAt", i), "future", "须为将来的时间。", "Must lie ahead.")
		}
	}
	if err := w.Err(); err != nil {
		return a, err
	}
	if a.State != openNow {
		return a, a.refuse(by, "专项整改已经结束。", "The corrective action is closed.")
	}
	next := a.copied(at)
	if text != "" {
		next.fill(s.Box, text, by, at)
	}
	for _, t := range s.Todos {
		next.Todos = append(next.Todos, Todo{ID: newID(), Box: s.Box, What: strings.TrimSpace(t.What), Owner: t.Owner, DueAt: t.DueAt.UTC().Truncate(time.Millisecond)})
	}
	next.Keys = next.keys()
	return next, nil
}

func (a Action) done(s Step, by access.Actor, at time.Time) (Action, error) {
	i, err := a.todo(s.TodoID)
	if err != nil {
		return a, err
	}
	note := strings.TrimSpace(s.Note)
	var w fault.Fields
	w.Length("note", note, 1, 2000)
	if err := w.Err(); err != nil {
		return a, err
	}
	if a.State != openNow || a.Todos[i].Done != nil {
		return a, a.refuse(by, "这一项已经报告完成。", "This was reported done already.")
	}
	if !a.Doable(a.Todos[i], by) {
		return a, fault.Deny("由负责人、其部门主管或客服报告完成。", "Its owner, the owner's head or the desk reports it done.")
	}
	next := a.copied(at)
	next.Todos[i].Done = &Deed{By: complaint.PersonOf(by), At: at, Note: note}
	return next, nil
}

// Verify says whether a thing that was done did what it should. One that did not
// goes back to its owner.
func (a Action) Verify(todoID string, passed bool, note string, by access.Actor, at time.Time) (Action, error) {
	i, err := a.todo(todoID)
	if err != nil {
		return a, err
	}
	note = strings.TrimSpace(note)
	var w fault.Fields
	w.Length("note", note, 1, 2000)
	if err := w.Err(); err != nil {
		return a, err
	}
	t := a.Todos[i]
	if a.State != openNow || t.Done == nil || t.Verified != nil {
		return a, a.refuse(by, "只有已报告完成、尚未验证的一项可以验证。", "Only what was reported done and is not verified yet can be verified.")
	}
	if !verifies(t, by) {
		return a, fault.Deny("验证人不能是负责人或完成人本人。", "Somebody else than its owner or doer verifies it.")
	}
	next := a.copied(at)
	deed := Deed{By: complaint.PersonOf(by), At: at, Note: note}
	if passed {
		next.Todos[i].Verified = &deed
		return next, nil
	}
	next.Todos[i].Returns, next.Todos[i].Done = append(next.Todos[i].Returns, deed), nil
	return next, nil
}

// Close ends it, once every box is filled and everything to do is verified.
func (a Action) Close(conclusion string, by access.Actor, at time.Time) (Action, error) {
	if !by.OnDesk() {
		return a, fault.Deny("由客服关闭专项整改。", "The desk closes a corrective action.")
	}
	conclusion = strings.TrimSpace(conclusion)
	var w fault.Fields
	w.Length("conclusion", conclusion, 1, 5000)
	if err := w.Err(); err != nil {
		return a, err
	}
	if a.State != openNow {
		return a, a.refuse(by, "专项整改已经结束。", "The corrective action is closed.")
	}
	if missing := a.Missing(); len(missing) > 0 {
		return a, a.refuse(by, "每一栏填写完、每一项验证通过后才能关闭。还缺："+missingZH(missing)+"。",
			"It closes once every box is filled and everything to do is verified. Missing: "+strings.Join(missing, ", ")+".")
	}
	next := a.copied(at)
	p := complaint.PersonOf(by)
	next.State, next.Conclusion, next.ClosedBy, next.ClosedAt = closed, conclusion, &p, &at
	next.Keys = next.keys()
	return next, nil
}

// Upgrade makes a full 8D of it, because a leader asks.
func (a Action) Upgrade(by access.Actor, at time.Time) (Action, error) {
	if !by.Is(access.Leader) {
		return a, fault.Deny("由领导要求按 8D 处理。", "A leader asks for a full 8D.")
	}
	if a.State != openNow || a.Form == EightD {
		return a, a.refuse(by, "已经按 8D 处理，或已结束。", "It is a full 8D already, or closed.")
	}
	next := a.copied(at)
	p := complaint.PersonOf(by)
	next.Form, next.AskedBy = EightD, &p
	return next, nil
}

var nameZH = map[string]string{
	Problem: "现象", Cause: "原因", Interim: "临时性对策", Permanent: "长期措施", Verification: "验证", Prevention: "预防再发", Thanks: "总结与致谢",
	"todo": "长期措施的待办", "verified": "未验证的待办",
}

func missingZH(codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, nameZH[c])
	}
	return strings.Join(out, "、")
}

func (a Action) refuse(by access.Actor, zh, en string) error {
	e := fault.New(fault.Refused, "transition_refused", zh, en)
	e.Allowed = a.Allowed(by)
	return e
}

func (a Action) todo(id string) (int, error) {
	i := slices.IndexFunc(a.Todos, func(t Todo) bool { return t.ID == id })
	if i < 0 {
		var w fault.Fields
		w.Add("todoId", "unknown", "没有这一项待办。", "There is no such thing to do.")
		return i, w.Err()
	}
	return i, nil
}

// copied is the next version, sharing nothing that changes.
func (a Action) copied(at time.Time) Action {
	a.Version++
	a.UpdatedAt = at
	a.Boxes, a.Todos = slices.Clone(a.Boxes), slices.Clone(a.Todos)
	for i := range a.Todos {
		a.Todos[i].Returns = slices.Clone(a.Todos[i].Returns)
	}
	a.Keys = a.keys()
	return a
}

func (a *Action) fill(code, text string, by access.Actor, at time.Time) {
	b := Box{Code: code, Text: strings.TrimSpace(text), By: complaint.PersonOf(by), At: at}
	if i := slices.IndexFunc(a.Boxes, func(x Box) bool { return x.Code == code }); i >= 0 {
		a.Boxes[i] = b
		return
	}
	a.Boxes = append(a.Boxes, b)
}
