package supervision

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// most is how many matters an order covers at most.
const most = 50

// New is what an order is made of.
type New struct {
	Level, Source, Note string
	Matters             []complaint.Complaint
	Departments         []string // every one answers for all matters; empty: each lead for its own
	AnswerBy            time.Time
	DueAt               *time.Time
}

// Check says what is wrong with a new order. known are the departments there are.
func (n New) Check(known []string, at time.Time) (w fault.Fields) {
	w.OneOf("level", n.Level, complaint.OrderLevels...)
	w.OneOf("source", n.Source, complaint.OrderSources...)
	w.Length("note", strings.TrimSpace(n.Note), 1, 5000)
	for i, d := range n.Departments {
		w.OneOf("departments["+strconv.Itoa(i)+"]", d, known...)
	}
	if len(n.Matters) == 0 || len(n.Matters) > most {
		w.Add("complaintIds", "count", "请选择 1 至 50 件事项。", "Choose 1 to 50 matters.")
	}
	if len(n.Departments) == 0 {
		for _, m := range n.Matters {
			if m.Lead() == "" {
				w.Add("departments", "required", m.Number+" 尚无主办部门，请指明被督办部门。", m.Number+" has no department yet; say whom the order goes to.")
				break
			}
		}
	}
	later(&w, "answerBy", n.AnswerBy, at)
	if n.DueAt != nil {
		later(&w, "dueAt", *n.DueAt, at)
	}
	return w
}

func later(w *fault.Fields, field string, t, at time.Time) {
	if !t.After(at) {
		w.Add(field, "future", "须晚于现在。", "Must lie in the future.")
	}
}

// Issue makes an order of what was checked.
func Issue(n New, number string, by access.Actor, at time.Time, newID func() string) Order {
	o := Order{ID: newID(), Version: 1, Number: number, Level: n.Level, Source: n.Source, Note: strings.TrimSpace(n.Note), By: complaint.PersonOf(by), At: at, DueAt: complaint.Moment(n.DueAt)}
	add := func(department string, m complaint.Complaint) {
		i := slices.IndexFunc(o.Parts, func(p Part) bool { return p.Department == department })
		if i < 0 {
			i = len(o.Parts)
			o.Parts = append(o.Parts, Part{ID: newID(), Department: department, AnswerBy: n.AnswerBy.UTC().Truncate(time.Millisecond)})
		}
		o.Parts[i].Matters = append(o.Parts[i].Matters, matterOf(m))
	}
	for _, m := range n.Matters {
		for _, d := range n.Departments {
			add(d, m)
		}
		if len(n.Departments) == 0 {
			add(m.Lead(), m)
		}
		o.note(m)
	}
	o.trail(Step{Kind: givenOnce, At: at, By: &o.By, Level: o.Level, Note: o.Note})
	return o.kept()
}

func matterOf(m complaint.Complaint) Matter {
	x := Matter{Ref: complaint.Ref{ID: m.ID, Number: m.Number}, Title: m.Title, CommunityID: m.CommunityID}
	if m.Confidential {
		x.Title = ""
	}
	return x
}

// note takes over from a matter who may see the order.
func (o *Order) note(m complaint.Complaint) {
	if !slices.Contains(o.CommunityIDs, m.CommunityID) {
		o.CommunityIDs = append(o.CommunityIDs, m.CommunityID)
	}
	for _, r := range m.Recused {
		if !slices.Contains(o.Recused, r) {
			o.Recused = append(o.Recused, r)
		}
	}
}

// FromMatter is the order that was given on a matter's own page, as the register
// keeps it: its id is the note's.
func FromMatter(n complaint.OrderNote, m complaint.Complaint) Order {
	o := Order{
		ID: n.ID, Version: 1, Number: n.Number, Level: n.Level, Source: n.Source, Note: n.Note, By: n.By, At: n.At, DueAt: n.DueAt,
		Parts: []Part{{ID: n.ID, Department: n.To, AnswerBy: n.AnswerBy, Matters: []Matter{matterOf(m)}}},
	}
	o.note(m)
	o.trail(Step{Kind: givenOnce, At: n.At, By: &n.By, Level: n.Level, Note: n.Note, Elsewhere: true})
	return o.kept()
}

func (o *Order) trail(s Step) { o.Trail = append(o.Trail, s) }

// next is the version after a change.
func (o Order) next() Order {
	o.Version++
	return o.kept()
}

func (o Order) kept() Order {
	o.Wake, o.Keys = o.wake(), o.keys()
	return o
}

// clone copies what a change may touch.
func (o Order) clone() Order {
	o.Parts, o.Trail = slices.Clone(o.Parts), slices.Clone(o.Trail)
	for i := range o.Parts {
		o.Parts[i].Answers = slices.Clone(o.Parts[i].Answers)
	}
	return o
}
