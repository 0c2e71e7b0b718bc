package supervision

import (
	"slices"
	"time"

	"anju/internal/core/complaint"
)

// wake is when an answer is overdue next; at the top of the ladder there is
// nothing left to climb.
func (o Order) wake() int64 {
	if o.Ended != nil || !slices.Contains(complaint.OrderLevels[:len(complaint.OrderLevels)-1], o.Level) {
		return 0
	}
	var wake int64
	for _, p := range o.Parts {
		if at := p.AnswerBy.UnixMilli(); p.State() == Waiting && (wake == 0 || at < wake) {
			wake = at
		}
	}
	return wake
}

// Climb is what the passing of time does: an order that was not answered in time
// goes one step up, once, and is to be answered anew by then; however long
// nobody looked, it climbs one step at a time.
func (o Order) Climb(at time.Time, answerBy time.Time) (Order, bool) {
	if o.Wake == 0 || at.UnixMilli() <= o.Wake {
		return o, false
	}
	n := o.clone()
	n.Level = complaint.OrderLevels[slices.Index(complaint.OrderLevels, o.Level)+1]
	answerBy = answerBy.UTC().Truncate(time.Millisecond)
	for i := range n.Parts {
		if p := &n.Parts[i]; o.Late(*p, at) {
			p.AnswerBy = answerBy
			n.trail(Step{Kind: climbed, At: at, Department: p.Department, Level: n.Level, Until: &answerBy})
		}
	}
	return n.next(), true
}
