package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// Accountable is an entry on a person who answers for what happened (问责):
// seen only by those who may see responsible persons.
type Accountable struct {
	ID         string    `json:"id"`
	Person     string    `json:"person"`
	Department string    `json:"department"`
	Kind       string    `json:"kind"`
	AmountFen  int64     `json:"amountFen,omitempty"`
	Note       string    `json:"note"`
	By         Person    `json:"by"`
	At         time.Time `json:"at"`
}

// AccountabilityKinds: 警告、绩效扣减、表扬.
var AccountabilityKinds = []string{"warning", "deduction", "commendation"}

// AccountabilityCommand puts down an entry on a responsible person.
type AccountabilityCommand struct {
	Person     string `json:"person"`
	Department string `json:"department,omitempty"` // the lead's, or the head's own, when left out
	Kind       string `json:"kind"`
	AmountFen  int64  `json:"amountFen,omitempty"`
	Note       string `json:"note"`
}

func (AccountabilityCommand) Word() Word { return AccountFor }

func (c AccountabilityCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("person", c.Person)
	w.Require("note", c.Note)
	w.OneOf("kind", c.Kind, AccountabilityKinds...)
	if c.Department != "" {
		knownDepartment(&w, "department", c.Department, env)
	}
	switch {
	case c.Kind == "deduction" && c.AmountFen <= 0:
		w.Add("amountFen", "required", "绩效扣减须写金额。", "A deduction needs its amount.")
	case c.Kind == "warning" && c.AmountFen != 0, c.AmountFen < 0:
		w.Add("amountFen", "none", "警告不带金额；金额不能为负。", "A warning has no amount, and none is below zero.")
	}
	return w
}

func (c AccountabilityCommand) run(t *turn) error {
	department := c.Department
	switch {
	case department == "" && t.by.Is(access.DeptHead):
		department = t.by.Department
	case department == "":
		department = t.m.leadOrClass(t.Env)
	}
	if t.by.Is(access.DeptHead) && department != t.by.Department {
		return fault.Deny("部门主管只能对本部门人员问责或表扬。", "A head does this for people of their own department.")
	}
	x := Accountable{ID: t.NewID(), Person: c.Person, Department: department, Kind: c.Kind, AmountFen: c.AmountFen, Note: c.Note, By: t.person(), At: t.At}
	t.m.Accountable = append(t.m.Accountable, x)
	return t.note(pastTense[AccountFor], "", x)
}

// accounts is who may put down entries: the desk lead, a leader, or the head of
// a department that works on the matter.
func accounts(a access.Actor, m *Complaint) bool {
	return a.Is(access.DeskLead, access.Leader) || a.Is(access.DeptHead) && m.DispatchedAt != nil && slices.Contains(append([]string{m.Department}, m.Supporting...), a.Department)
}

// SeesAccountable reports whether the reader may see an entry on a person.
func (e Eyes) SeesAccountable(x Accountable, a access.Actor) bool {
	return e.Persons || a.Is(access.DeptHead) && a.Department == x.Department
}
