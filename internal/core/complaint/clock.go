package complaint

import (
	"slices"
	"time"

	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// Clock is one time limit of a matter. It is met only if in time; what is late
// or overdue is missed, computed when read.
type Clock struct {
	Kind          terms.ClockKind `json:"kind"`
	Step          string          `json:"step,omitempty"` // of an approval clock
	Calendar      worktime.Kind   `json:"calendar"`
	StartedAt     time.Time       `json:"startedAt"`
	DueAt         time.Time       `json:"dueAt"`
	EndedAt       *time.Time      `json:"endedAt,omitempty"` // what it waits for happened, in time or not
	VoidAt        *time.Time      `json:"voidAt,omitempty"`  // nothing is awaited any more, though it was missed
	PausedAt      *time.Time      `json:"pausedAt,omitempty"`
	PausedSeconds int64           `json:"pausedSeconds"`   // of its own calendar's time
	Told          int             `json:"told,omitempty"`  // highest rung (percent) told
	Fixed         bool            `json:"fixed,omitempty"` // due by a date that somebody set, not by a limit
}

// ClockState is how a clock reads at a moment.
type ClockState string

const (
	Running     ClockState = "running"
	Met         ClockState = "met"
	Missed      ClockState = "missed"
	PausedState ClockState = "paused"
)

// State reads the clock at a moment.
func (c Clock) State(at time.Time) ClockState {
	switch {
	case c.EndedAt != nil && !c.EndedAt.After(c.DueAt):
		return Met
	case c.EndedAt != nil || c.VoidAt != nil:
		return Missed
	case c.PausedAt != nil:
		return PausedState
	case at.After(c.DueAt):
		return Missed
	}
	return Running
}

// MetAt is when it was met in time, else nil.
func (c Clock) MetAt() *time.Time {
	if c.EndedAt != nil && !c.EndedAt.After(c.DueAt) {
		return c.EndedAt
	}
	return nil
}

// live reports whether the clock still waits.
func (c Clock) live() bool { return c.EndedAt == nil && c.VoidAt == nil }

// start begins a clock by the policy; a live one of the kind goes on as it is.
func (t *turn) start(kind terms.ClockKind, from time.Time) {
	limit := t.Policy.Limit(kind, t.m.ask())
	if limit.None {
		return
	}
	t.begin(Clock{Kind: kind, Calendar: limit.Calendar, StartedAt: from, DueAt: t.Calendar.Add(limit.Calendar, from, limit.Duration)})
}

// startUntil begins a clock that is due at a date somebody set.
func (t *turn) startUntil(kind terms.ClockKind, calendar worktime.Kind, from, due time.Time) {
	t.begin(Clock{Kind: kind, Calendar: calendar, StartedAt: from, DueAt: due, Fixed: true})
}

func (t *turn) begin(c Clock) {
	if t.m.clock(c.Kind, c.Step) == nil {
		t.m.Clocks = append(t.m.Clocks, c)
	}
}

// clock finds the live clock of a kind.
func (m *Complaint) clock(kind terms.ClockKind, step string) *Clock {
	for i := range m.Clocks {
		if c := &m.Clocks[i]; c.Kind == kind && c.Step == step && c.live() {
			return c
		}
	}
	return nil
}

// end stops a clock because what it waits for happened.
func (t *turn) end(kinds ...terms.ClockKind) {
	for i := range t.m.Clocks {
		if c := &t.m.Clocks[i]; c.live() && slices.Contains(kinds, c.Kind) {
			t.unpause(c)
			at := t.At
			c.EndedAt = &at
		}
	}
}

// stop lets every clock go, and a pause with them: the matter has ended. Only
// money that nobody has confirmed yet is still waited for.
func (t *turn) stop() {
	t.drop(slices.DeleteFunc(slices.Clone(terms.ClockKinds), func(k terms.ClockKind) bool {
		return k == terms.Payment && t.m.awaitsAnyReceipt()
	})...)
	t.unpauseAll()
}

// drop lets clocks go when nothing is awaited any more. One that was already
// missed stays in the count.
func (t *turn) drop(kinds ...terms.ClockKind) {
	kept := t.m.Clocks[:0]
	for _, c := range t.m.Clocks {
		if c.live() && slices.Contains(kinds, c.Kind) {
			t.unpause(&c)
			if !t.At.After(c.DueAt) {
				continue
			}
			at := t.At
			c.VoidAt = &at
		}
		kept = append(kept, c)
	}
	t.m.Clocks = kept
}

// restart lets a clock run anew from now, as the next update does after each word.
func (t *turn) restart(kind terms.ClockKind, until *time.Time) {
	t.end(kind)
	if until != nil {
		t.startUntil(kind, worktime.Wall, t.At, *until)
		return
	}
	t.start(kind, t.At)
}

// miss lets clocks go that can no longer be met: they count as missed.
func (t *turn) miss(kinds ...terms.ClockKind) {
	for i := range t.m.Clocks {
		if c := &t.m.Clocks[i]; c.live() && slices.Contains(kinds, c.Kind) {
			t.unpause(c)
			at := t.At
			c.VoidAt = &at
		}
	}
}

// retime moves the due times after severity, class or department changed; the
// time already run is kept.
func (t *turn) retime() {
	for i := range t.m.Clocks {
		c := &t.m.Clocks[i]
		if !c.live() || c.Fixed {
			continue
		}
		limit := t.Policy.Limit(c.Kind, t.m.ask())
		if limit.None {
			continue
		}
		c.Calendar = limit.Calendar
		if c.Kind == terms.Approval {
			c.DueAt = t.stepDue(limit, c.StartedAt, c.paused())
			continue
		}
		c.DueAt = t.Calendar.Add(limit.Calendar, c.StartedAt, limit.Duration+c.paused())
	}
}

// paused is how long it was paused, in the time of its own calendar.
func (c Clock) paused() time.Duration { return time.Duration(c.PausedSeconds) * time.Second }

// MovableClocks are the running ones that may be paused and extended.
func (m *Complaint) MovableClocks(p policy.Policy) []terms.ClockKind {
	var kinds []terms.ClockKind
	for _, c := range m.Clocks {
		if c.live() && p.MayPause(c.Kind) {
			kinds = append(kinds, c.Kind)
		}
	}
	return kinds
}

// pause stops the clocks that may stop.
func (t *turn) pause() {
	for i := range t.m.Clocks {
		c := &t.m.Clocks[i]
		if c.live() && c.PausedAt == nil && t.Policy.MayPause(c.Kind) && !t.At.After(c.DueAt) {
			at := t.At
			c.PausedAt = &at
		}
	}
}

// unpause moves the due time by the pause, so that no time already run is lost.
// A pause lasts until its end date, however late that is noticed.
func (t *turn) unpause(c *Clock) {
	if c.PausedAt == nil {
		return
	}
	end := t.At
	if p := t.m.Pause; p != nil && p.Until.Before(end) {
		end = p.Until
	}
	left := t.Calendar.Between(c.Calendar, *c.PausedAt, c.DueAt)
	// Rounded up: a limit that moves later keeps all of the pause.
	c.PausedSeconds += int64((t.Calendar.Between(c.Calendar, *c.PausedAt, end) + time.Second - 1) / time.Second)
	if due := t.Calendar.Add(c.Calendar, end, left); due.After(c.DueAt) {
		c.DueAt = due
	}
	c.PausedAt = nil
}

// unpauseAll ends a pause, if there is one.
func (t *turn) unpauseAll() {
	for i := range t.m.Clocks {
		t.unpause(&t.m.Clocks[i])
	}
	t.m.Pause = nil
}

// told notes that a person spoke to the owner: the first response is given and
// the next update runs from here.
func (t *turn) told(nextBy *time.Time) {
	t.end(terms.FirstResponse)
	if t.m.Status.Open() && t.m.Status != Resolved {
		t.restart(terms.Update, nextBy)
	} else {
		t.end(terms.Update)
	}
}

// explained is told in a person's own words: once the cause is known, they
// tell what was found.
func (t *turn) explained(nextBy *time.Time) {
	t.told(nextBy)
	if t.m.Investigation != nil || t.m.Finding != "" {
		t.end(terms.FindingTold)
	}
}

// rung is the moment at which so many percent of a clock have run, its pauses
// not counted.
func (c Clock) rung(cal *worktime.Calendar, percent int) time.Time {
	limit := max(cal.Between(c.Calendar, c.StartedAt, c.DueAt)-c.paused(), 0)
	switch {
	case percent == 100:
		return c.DueAt.Add(time.Millisecond) // at its due time itself a clock can still be met
	case percent > 100:
		return cal.Add(c.Calendar, c.DueAt, limit*time.Duration(percent-100)/100)
	}
	return cal.Add(c.Calendar, c.StartedAt, limit*time.Duration(percent)/100+c.paused())
}

// promise follows from the clocks what the owner may expect next, unless a
// person promised something that is still ahead.
func (m *Complaint) promise(at time.Time) {
	if !m.Status.Open() {
		m.Promised = nil
		return
	}
	var next *Clock
	for i := range m.Clocks {
		c := &m.Clocks[i]
		if !c.live() || c.PausedAt != nil {
			continue
		}
		switch c.Kind {
		case terms.FirstResponse, terms.FindingTold, terms.PlanDue, terms.Update, terms.Execution, terms.Callback, terms.OnSite:
			if next == nil || c.DueAt.Before(next.DueAt) {
				next = c
			}
		}
	}
	what, by := "", time.Time{}
	if next != nil {
		what, by = string(next.Kind), next.DueAt
	}
	if x := m.MeetingOwed(); x != nil && (next == nil || !x.By.After(by)) {
		what, by = ForMeeting, x.By
	}
	if what == "" {
		m.Promised = nil
		return
	}
	if p := m.Promised; p != nil && what == string(terms.Update) && next.Fixed && p.ownWords() && p.By.Equal(by) {
		return
	}
	if m.Promised == nil || m.Promised.What != what || !m.Promised.By.Equal(by) {
		m.Promised = &Promise{What: what, By: by, At: at}
	}
}
