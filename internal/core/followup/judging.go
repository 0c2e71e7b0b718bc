package followup

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Judged gives the item with the verdict on its answer: accepted it is done;
// returned, with a reason, it is to be answered anew by the given time.
func (i Item) Judged(a access.Actor, accept bool, note string, dueAt *time.Time, at time.Time) (Item, error) {
	if !i.mayJudge(a) {
		return i, fault.Deny("由交办的领导或审计验收。", "Who gave it accepts the answer.")
	}
	var w fault.Fields
	note = strings.TrimSpace(note)
	if !accept {
		w.Length("note", note, 1, 5000)
		if dueAt == nil || !dueAt.After(at) {
			w.Add("dueAt", "future", "请给出新的期限，须晚于现在。", "Give a new time, later than now.")
		}
	}
	if err := w.Err(); err != nil {
		return i, err
	}
	if i.State() != Answered {
		return i, i.refuse(a, "没有待验收的答复。", "There is no answer to accept.")
	}
	v := Verdict{By: complaint.PersonOf(a), At: at, Note: note}
	if accept {
		i.Accepted = &v
		return i.next(), nil
	}
	i.Returned = append(slices.Clone(i.Returned), Returned{Answer: *i.Answer, Verdict: v})
	i.Answer, i.DueAt, i.Told = nil, dueAt.UTC().Truncate(time.Millisecond), 0
	return i.next(), nil
}
