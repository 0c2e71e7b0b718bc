package corrective

import (
	"slices"
	"time"

	"anju/internal/core/complaint"
)

// Effect is what became of such matters: how many came in each week, and
// whether they fell.
type Effect struct {
	Weeks  []Week
	Before Span
	After  *Span // nil until it is closed
	Fell   *bool // nil until a window has passed since it was closed
}

// Week counts the matters received in the seven days from a day on.
type Week struct {
	From  string // YYYY-MM-DD
	Count int64
}

// Span counts the matters of so many days.
type Span struct {
	Count int64
	Days  int
}

// perDay compares spans of different length.
func (s Span) perDay() float64 { return float64(s.Count) / float64(max(s.Days, 1)) }

const day = 24 * time.Hour

// Measures names the figures that its effect is read from.
func (a Action) Measures() []string {
	var out []string
	for _, s := range a.Spots {
		out = append(out, "spot/"+s)
	}
	return out
}

// Since is the first day that its effect looks at; the last before it is the day
// on which it began.
func (a Action) Since(windowDays int) time.Time {
	return a.CreatedAt.Add(day - windows*time.Duration(windowDays)*day)
}

// windows is how many windows of a hot spot are looked at on each side.
const windows = 3

// EffectOf counts matters by day before it began and after it was closed. sums
// are by day; date names the day of a moment.
func (a Action) EffectOf(sums []complaint.Sum, now time.Time, windowDays int, date func(time.Time) string) Effect {
	perDay := map[string]int64{}
	for _, s := range sums {
		perDay[s.Day] += s.N
	}
	count := func(from, to time.Time) (s Span) {
		seen := []string{}
		for at := from; at.Before(to); at = at.Add(day) {
			if d := date(at); !slices.Contains(seen, d) {
				seen = append(seen, d)
				s.Days++
				s.Count += perDay[d]
			}
		}
		return s
	}
	since := a.Since(windowDays)
	e := Effect{Before: count(since, a.CreatedAt.Add(day))}
	until := now
	if a.ClosedAt != nil {
		if last := a.ClosedAt.Add(windows * time.Duration(windowDays) * day); last.Before(until) {
			until = last
		}
		after := count(a.ClosedAt.Add(day), until.Add(day))
		e.After = &after
		if after.Days >= windowDays {
			fell := after.perDay() < e.Before.perDay()
			e.Fell = &fell
		}
	}
	for at := since; !at.After(until); at = at.Add(7 * day) {
		e.Weeks = append(e.Weeks, Week{From: date(at), Count: count(at, at.Add(7*day)).Count})
	}
	return e
}
