package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// TaskCommand puts a piece of the work on the matter's list.
type TaskCommand struct {
	What       string    `json:"what"`
	Who        string    `json:"who"`
	Department string    `json:"department,omitempty"` // empty: the lead department
	By         time.Time `json:"by"`
}

func (TaskCommand) Word() Word { return TaskWord }

func (c TaskCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("what", c.What)
	w.Require("who", c.Who)
	if c.Department != "" {
		knownDepartment(&w, "department", c.Department, env)
	}
	ahead(&w, "by", c.By, env)
	return w
}

func (c TaskCommand) run(t *turn) error {
	x := Task{ID: t.NewID(), What: c.What, Who: c.Who, Department: c.Department, By: c.By, SetBy: t.person(), SetAt: t.At}
	if x.Department == "" {
		x.Department = t.m.Lead()
	}
	t.m.Tasks = append(t.m.Tasks, x)
	return t.note(pastTense[TaskWord], c.What, map[string]any{"taskId": x.ID, "who": x.Who, "department": x.Department, "by": x.By})
}

// TaskDoneCommand ticks a task off, or drops one that is not needed any more.
type TaskDoneCommand struct {
	TaskID        string   `json:"taskId"`
	Dropped       bool     `json:"dropped,omitempty"`
	Note          string   `json:"note,omitempty"`
	AttachmentIDs []string `json:"attachmentIds,omitempty"`
}

func (TaskDoneCommand) Word() Word { return TaskDone }

func (c TaskDoneCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs}
}

func (c TaskDoneCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("taskId", c.TaskID)
	if c.Dropped {
		w.Require("note", c.Note)
	}
	return w
}

func (c TaskDoneCommand) run(t *turn) error {
	i := slices.IndexFunc(t.m.Tasks, func(x Task) bool { return x.ID == c.TaskID && x.Open() })
	if i < 0 {
		var w fault.Fields
		w.Add("taskId", "unknown", "没有这项待完成的任务。", "There is no such open task.")
		return w.Err()
	}
	x := &t.m.Tasks[i]
	if !t.by.OnDesk() && !lead(t.by, t.m) && t.by.Department != x.Department {
		return fault.Deny("这项任务属于其他部门。", "The task is another department's.")
	}
	p, at := t.person(), t.At
	x.DoneBy, x.DoneAt, x.Dropped, x.Note, x.AttachmentIDs = &p, &at, c.Dropped, c.Note, c.AttachmentIDs
	t.m.attach(c.AttachmentIDs)
	return t.note(pastTense[TaskDone], c.Note, map[string]any{"taskId": x.ID, "what": x.What, "dropped": c.Dropped, "attachmentIds": c.AttachmentIDs})
}

var hasTask = holds(func(m *Complaint) bool { return slices.ContainsFunc(m.Tasks, Task.Open) },
	"没有待完成的任务。", "There is no open task.")

// tasksDone holds once nothing of the work is open: what is told to the owner
// as done has to be.
func tasksDone(m *Complaint, _ access.Actor, _ Env) *fault.Error {
	i := slices.IndexFunc(m.Tasks, Task.Open)
	if i < 0 {
		return nil
	}
	what := m.Tasks[i].What
	return refused("任务「"+what+"」尚未完成；请先完成，或注明不再需要。", "The task “"+what+"” is open; finish it, or say that it is not needed any more.")
}
