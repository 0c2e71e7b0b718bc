package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/terms"
)

// Tick is what the passing of time does to a matter: pauses that end, rungs of
// time limits that are told once, and silence that closes. It returns no change
// when nothing is to do. Of several rungs missed at once only the highest is told.
func Tick(m Complaint, env Env) (*Change, error) {
	next := m.clone()
	t := &turn{Env: env, by: access.Anju(), m: &next}
	if p := next.Pause; p != nil && !env.At.Before(p.Until) {
		if err := t.resume(); err != nil {
			return nil, err
		}
	}
	if err := t.tellRungs(); err != nil {
		return nil, err
	}
	if r := next.openRecheck(""); r != nil && !r.Told && !env.At.Before(r.By) {
		r.Told = true
		if err := t.note(KindRecheckDue, r.Note, map[string]any{"because": r.Because, "recheckId": r.ID}); err != nil {
			return nil, err
		}
	}
	if at, ok := next.silenceEnds(env); ok && !env.At.Before(at) && mayEnd(&next, t.by, env) == nil {
		outcome := next.Outcome
		if next.Status == Resolved {
			if outcome == "" {
				outcome = Unreachable
			}
			next.Confirmation = &Confirmation{By: "none", Automatic: true, At: env.At}
		}
		if err := t.close(outcome); err != nil {
			return nil, err
		}
	}
	if len(t.events) == 0 {
		return nil, nil
	}
	c := t.finish(m.Version)
	return &c, nil
}

func (t *turn) tellRungs() error {
	for i := range t.m.Clocks {
		c := &t.m.Clocks[i]
		if !c.live() || c.PausedAt != nil {
			continue
		}
		reached := 0
		for _, p := range c.rungs(t.Policy.Windows.EscalationPercents) {
			if p > c.Told && p > reached && !t.At.Before(c.rung(t.Calendar, p)) {
				reached = p
			}
		}
		if reached == 0 {
			continue
		}
		before := c.Told
		c.Told = reached
		kind := KindReminded
		if reached >= 100 && c.Kind != terms.Review {
			kind = KindEscalated
		}
		if reached > 100 && t.m.Status.Open() {
			t.m.Escalated = true
		}
		told := map[string]any{"clock": c.Kind, "step": c.Step, "percent": reached}
		if passed := c.rung(t.Calendar, reached); t.At.Sub(passed) > noticedLate {
			told["passedAt"] = passed
		}
		if before >= 100 {
			told["before"] = before // whoever was told of it then is not told again
		}
		if err := t.note(kind, "", told); err != nil {
			return err
		}
	}
	return nil
}

// noticedLate is how late a rung must be noticed for its entry to say when it was.
const noticedLate = time.Hour

// rungs are the parts of the clock's time at which it is told. The review of a
// dispute is a date in the diary: it is called to mind on the day, once.
func (c Clock) rungs(percents []int) []int {
	if c.Kind == terms.Review {
		return []int{100}
	}
	return percents
}

// silenceEnds is when silence closes the matter, if it may.
func (m *Complaint) silenceEnds(env Env) (time.Time, bool) {
	since := m.silentSince()
	if since == nil {
		return time.Time{}, false
	}
	days := env.Policy.Windows.AutoConfirmDays
	if m.Status == Unfounded {
		days = env.Policy.Windows.AppealDays
	}
	return since.AddDate(0, 0, days), true
}

// wakeAt is when Tick has something to do next.
func (m *Complaint) wakeAt(env Env) time.Time {
	wake := Far
	sooner := func(at time.Time) {
		if at.Before(wake) {
			wake = at
		}
	}
	if m.Pause != nil {
		sooner(m.Pause.Until)
	}
	if at, ok := m.silenceEnds(env); ok && mayEnd(m, access.Anju(), env) == nil {
		sooner(at)
	}
	if r := m.openRecheck(""); r != nil && !r.Told {
		sooner(r.By)
	}
	rungs := slices.Sorted(slices.Values(env.Policy.Windows.EscalationPercents))
	for i := range m.Clocks {
		c := &m.Clocks[i]
		if !c.live() || c.PausedAt != nil {
			continue
		}
		for _, p := range c.rungs(rungs) {
			if p > c.Told {
				sooner(c.rung(env.Calendar, p))
				break
			}
		}
	}
	return wake
}
