package supervision

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
)

var levelNames = map[string]fault.Text{
	complaint.LevelUrging:   {ZH: "催办", EN: "urging"},
	complaint.LevelOrder:    {ZH: "督办", EN: "supervision order"},
	complaint.LevelCircular: {ZH: "通报", EN: "circular"},
}

// Notices say who is told of the i-th step of an order: the head of the
// department what is asked of it and what was decided, who signed what was
// answered or asked, and leaders when nobody answered.
func (o Order) Notices(i int) []message.Notice {
	step := o.Trail[i]
	if step.Elsewhere {
		return nil
	}
	n := message.Notice{
		Key: fmt.Sprintf("order:%s:%d", o.ID, i), Number: o.Number, Title: o.about(step.Department), Note: step.Note, Recused: o.Recused,
		To: message.To{Detail: message.Detail{To: step.Department, Link: "/orders/" + o.ID}},
	}
	if step.By != nil {
		n.By = step.By.ID
	}
	if step.Until != nil {
		n.To.Detail.Until = step.Until.Format(time.RFC3339)
	}
	head := func(n *message.Notice, department string) {
		n.To.Posts = append(n.To.Posts, message.Post{Role: access.DeptHead, Department: department})
	}
	switch step.Kind {
	case givenOnce:
		n.Kind = string(complaint.KindOrdered)
		var all []message.Notice
		for _, p := range o.Parts {
			x := n
			x.Key += ":" + p.Department
			x.To.Detail.To, x.To.Detail.Until = p.Department, p.AnswerBy.Format(time.RFC3339)
			x.To.Posts, x.Title = nil, o.about(p.Department)
			head(&x, p.Department)
			all = append(all, o.everywhere(x)...)
		}
		return all
	case climbed:
		n.Kind, n.To.Detail.List = string(complaint.KindOrderClimbed), levelNames[step.Level]
		head(&n, step.Department)
		n.To.Posts = append(n.To.Posts, message.Post{Role: access.Leader})
		n.To.AccountIDs = []string{o.By.ID}
	case AnswerIt:
		n.Kind = string(complaint.KindOrderAnswered)
		n.To.AccountIDs = []string{o.By.ID}
		return []message.Notice{n}
	case Extend:
		n.Kind = string(complaint.KindOrderExtension)
		n.To.AccountIDs = []string{o.By.ID}
		return []message.Notice{n}
	case Decide:
		n.Kind = string(complaint.KindOrderExtension)
		head(&n, step.Department)
	case CheckIt:
		n.Kind = string(complaint.KindOrderChecked)
		if n.Note == "" {
			n.Note = "完成"
		}
		head(&n, step.Department)
	case Cancel:
		n.Kind = string(complaint.KindOrderEnded)
		for _, p := range o.Parts {
			head(&n, p.Department)
		}
	default:
		return nil
	}
	return o.everywhere(n)
}

// everywhere fills posts from the staff of each community that it concerns; who
// serves several hears once all the same.
func (o Order) everywhere(n message.Notice) []message.Notice {
	out := make([]message.Notice, len(o.CommunityIDs))
	for i, c := range o.CommunityIDs {
		out[i] = n
		out[i].CommunityID = c
	}
	return out
}

// about names the matters, those of a department where one is meant; it is read
// in either language, so nothing but spaces stands between the numbers.
func (o Order) about(department string) string {
	var numbers []string
	for _, p := range o.Parts {
		if department != "" && p.Department != department {
			continue
		}
		for _, m := range p.Matters {
			numbers = append(numbers, m.Number)
		}
	}
	const named = 3
	if len(numbers) > named {
		return strings.Join(numbers[:named], " ") + " … (" + strconv.Itoa(len(numbers)) + ")"
	}
	return strings.Join(numbers, " ")
}
