package followup

import "time"

// Rungs at which the time of an item is told: to the department when it is due,
// to who gave it when half as much again went by.
const (
	dueRung  = 100
	lateRung = 150
)

// Remind is what the passing of time does: of rungs missed at once the highest
// alone is told, each once. It gives 0 when nothing is to be told.
func (i Item) Remind(at time.Time) (Item, int) {
	reached := 0
	for _, percent := range []int{dueRung, lateRung} {
		if percent > i.Told && at.UnixMilli() > i.rung(percent) {
			reached = percent
		}
	}
	if reached == 0 || i.Answer != nil {
		return i, 0
	}
	i.Told = reached
	return i.next(), reached
}

// given is when it was given, or given back.
func (i Item) given() time.Time {
	if n := len(i.Returned); n > 0 {
		return i.Returned[n-1].Verdict.At
	}
	return i.CreatedAt
}

func (i Item) rung(percent int) int64 {
	late := max(i.DueAt.Sub(i.given()), 0) * time.Duration(percent-dueRung) / dueRung
	return i.DueAt.Add(late).UnixMilli()
}

// Soon reports that most of its time has run: it is marked on one's own list.
func (i Item) Soon(at time.Time) bool {
	return i.Answer == nil && !at.Before(i.given().Add(i.DueAt.Sub(i.given())*3/4))
}

func (i Item) wake() int64 {
	switch {
	case i.Answer != nil || i.Told >= lateRung:
		return 0
	case i.Told >= dueRung:
		return i.rung(lateRung)
	}
	return i.rung(dueRung)
}
