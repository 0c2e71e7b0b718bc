package worktime

import (
	"math"
	"time"
)

// Why says what a step of an explanation is.
type Why string

const (
	Counted Why = "open"    // an ordinary open time, counted
	MakeUp  Why = "makeUp"  // counted, on a make-up day
	Weekend Why = "weekend" // a whole day passed over
	Holiday Why = "holiday" // a whole day passed over
)

// Step is one line of "received then, due when, and why": open time that was
// counted, or a day that was passed over.
type Step struct {
	Day     string     `json:"day"`
	From    *time.Time `json:"from,omitempty"` // absent on days passed over
	To      *time.Time `json:"to,omitempty"`
	Minutes int64      `json:"minutes"`
	Why     Why        `json:"why"`
}

// longestReason bounds an explanation; nobody reads on.
const longestReason = 400

// Because lists what Add counts and passes over, in order; minutes add up to
// those of d, rounded. It ends after 400 steps.
func (c *Calendar) Because(k Kind, from time.Time, d time.Duration) []Step {
	from, d = cut(from), d.Truncate(time.Millisecond)
	var steps []Step
	if d <= 0 {
		return steps
	}
	if k == Wall {
		to := c.Add(Wall, from, d)
		return []Step{{Day: c.Day(from), From: &from, To: &to, Minutes: rounded(to.Sub(from)), Why: Counted}}
	}
	var run time.Duration
	for on := c.dayOf(from); len(steps) < longestReason; on++ {
		if why := c.closed(k, on); why != "" {
			steps = append(steps, Step{Day: on.String(), Why: why})
			continue
		}
		why := Counted
		if k == Office && c.makeUps[on] {
			why = MakeUp
		}
		for _, s := range c.spans(k, on) {
			start, end := cut(s.from), cut(s.to)
			if start.Before(from) {
				start = from
			}
			if !start.Before(end) {
				continue
			}
			if left := d - run; end.Sub(start) > left {
				end = start.Add(left)
			}
			before := rounded(run)
			run += end.Sub(start)
			steps = append(steps, Step{Day: on.String(), From: &start, To: &end, Minutes: rounded(run) - before, Why: why})
			if run >= d || len(steps) == longestReason {
				return steps
			}
		}
	}
	return steps
}

func rounded(d time.Duration) int64 { return int64(math.Round(d.Minutes())) }
