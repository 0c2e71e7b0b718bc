package complaint

import (
	"fmt"
	"maps"
	"time"

	"anju/internal/core/terms"
)

// Tally is all that a matter adds to the figures as it is now: day → measure →
// count. Stores keep the sums by applying the difference to what the matter
// added before, so that a page never counts. Measures are paths such as
// "received", "received/channel/phone", "in/finance/closed".
type Tally map[string]map[string]int64

func (ty Tally) add(day, measure string, n int64) {
	if ty[day] == nil {
		ty[day] = map[string]int64{}
	}
	ty[day][measure] += n
}

// tally computes the matter's tally at the moment of a change. A clock that
// ran out counts from the change that notes it: the timed work commits one at
// every rung.
func (m *Complaint) tally(env Env) Tally {
	ty := Tally{}
	day := env.Calendar.Day
	or := func(s string) string {
		if s == "" {
			return "none"
		}
		return s
	}
	department := or(m.leadOrClass(env))
	in := day(m.ReceivedAt)
	ty.add(in, "received", 1)
	for _, by := range [][2]string{
		{"channel", string(m.Channel)}, {"nature", string(m.Nature)}, {"category", or(m.Category)},
		{"department", department}, {"severity", string(m.Severity)}, {"community", m.CommunityID},
		{"status", string(m.Status)}, {"outcome", or(string(m.Outcome))},
	} {
		ty.add(in, "received/"+by[0]+"/"+by[1], 1)
	}
	if m.Building != "" {
		ty.add(in, "spot/"+m.CommunityID+"/"+m.Building+"/"+or(m.category()), 1)
	}
	if f := m.Founded(); f != nil {
		ty.add(in, fmt.Sprintf("founded/%t", *f), 1)
	}
	if len(m.Related) > 0 {
		ty.add(in, "repeat", 1)
	}
	if m.ClosedAt != nil {
		out := day(*m.ClosedAt)
		ty.add(out, "closed", 1)
		if m.Status == Closed {
			ty.add(out, "hoursToClose/"+bucket(m.ClosedAt.Sub(m.ReceivedAt)), 1)
		}
	}
	if ended := m.endedAt(); ended != nil {
		ty.add(day(*ended), "ended", 1)
	}
	m.tallyClocks(ty, env)
	m.tallyClosing(ty, env)
	for _, p := range m.Payments {
		d := day(p.PaidAt)
		ty.add(d, "compensation/count", 1)
		ty.add(d, "compensation/fen", p.AmountFen)
		for _, s := range m.shares() {
			ty.add(d, "compensation/department/"+or(s.Department), p.AmountFen*int64(s.Percent)/100)
		}
	}
	return ty.within(department)
}

// within counts everything once more for the department alone, so that a
// head's page and the table of departments read the same measures.
func (ty Tally) within(department string) Tally {
	for _, measures := range ty {
		for measure, n := range maps.Clone(measures) {
			measures["in/"+department+"/"+measure] = n
		}
	}
	return ty
}

// endedAt is when nobody owed the owner anything any more; nil while open.
func (m *Complaint) endedAt() *time.Time {
	switch {
	case m.Status.Open():
		return nil
	case m.Status == Unfounded:
		return m.UnfoundedAt
	}
	return m.ClosedAt
}

// tallyClosing counts what owners said of the result.
func (m *Complaint) tallyClosing(ty Tally, env Env) {
	day := env.Calendar.Day
	completed := m.ResolvedAt
	if completed == nil {
		completed = m.ClosedAt
	}
	switch m.Outcome {
	case Answered, Referred, OutcomeWithdrawn, OutcomeMerged, OutcomeUnfounded:
		completed = nil
	}
	if completed != nil {
		ty.add(day(*completed), "resolution/of", 1)
		if c := m.Confirmation; c != nil && !c.Automatic && (m.Outcome == Fixed || m.Outcome == Settled) {
			ty.add(day(*completed), "resolution/met", 1)
		}
		ty.add(day(*completed), "reached/of", 1)
		if c := m.Confirmation; c != nil && !c.Automatic {
			ty.add(day(*completed), "reached/met", 1)
		}
	}
	c := m.Confirmation
	if c == nil || c.Rating == 0 {
		return
	}
	measure := "satisfaction"
	if c.By != "owner" {
		measure = "callbackSatisfaction"
	}
	ty.add(day(c.At), measure+"/of", 1)
	if c.Rating >= env.Policy.Windows.SatisfiedFrom {
		ty.add(day(c.At), measure+"/met", 1)
	}
}

// tallyClocks counts clocks that came due or were met, and the days on which
// the matter was overdue (+1 when it became so, −1 when it was no more).
func (m *Complaint) tallyClocks(ty Tally, env Env) {
	day := env.Calendar.Day
	var overdueFrom, overdueTo *time.Time
	for _, c := range m.Clocks {
		state := c.State(env.At)
		if state != Met && state != Missed {
			continue
		}
		at := c.DueAt
		if state == Met {
			at = *c.EndedAt
		}
		if measure := rateOf(c.Kind); measure != "" {
			ty.add(day(at), measure+"/of", 1)
			if state == Met {
				ty.add(day(at), measure+"/met", 1)
			}
		}
		if c.Kind == terms.FirstResponse && c.EndedAt != nil {
			ty.add(day(*c.EndedAt), "hoursToFirstResponse/"+bucket(c.EndedAt.Sub(c.StartedAt)), 1)
		}
		if state == Missed {
			if overdueFrom == nil || c.DueAt.Before(*overdueFrom) {
				due := c.DueAt
				overdueFrom = &due
			}
			end := c.EndedAt
			if end == nil {
				end = c.VoidAt
			}
			if end == nil {
				end = &Far
			}
			if overdueTo == nil || end.After(*overdueTo) {
				overdueTo = end
			}
		}
	}
	if overdueFrom != nil {
		ty.add(day(*overdueFrom), "overdue", 1)
		if ended := m.endedAt(); ended != nil && overdueTo.After(*ended) {
			overdueTo = ended
		}
		if overdueTo.Before(Far) {
			ty.add(day(*overdueTo), "overdue", -1)
		}
	}
}

func rateOf(kind terms.ClockKind) string {
	switch kind {
	case terms.FirstResponse:
		return "response"
	case terms.Update, terms.Execution:
		return "promiseKept"
	case terms.Payment:
		return "compensationTimely"
	}
	return ""
}

// bucket writes a duration in hours so that medians stay true to a tenth of an
// hour below ten hours, to an hour below a hundred, and to a day beyond.
func bucket(d time.Duration) string {
	hours := max(d.Hours(), 0)
	switch {
	case hours < 10:
		return fmt.Sprintf("%.1f", hours)
	case hours < 100:
		return fmt.Sprintf("%.0f", hours)
	}
	return fmt.Sprintf("%d", int64(hours/24)*24)
}

// leadOrClass is the lead department, else the one of the class.
func (m *Complaint) leadOrClass(env Env) string {
	if m.Department != "" {
		return m.Department
	}
	c, _ := env.Policy.Category(m.Category)
	return c.Department
}

func (m *Complaint) shares() []Share {
	if m.Investigation == nil {
		return nil
	}
	return m.Investigation.Shares
}

// Founded is whether the matter is founded (grounds sufficient and not found
// unsubstantiated); nil while open in this respect.
func (m *Complaint) Founded() *bool {
	v := false
	switch {
	case m.GroundsSufficient != nil && !*m.GroundsSufficient, m.Finding == Unsubstantiated:
		return &v
	case m.Finding != "", m.GroundsSufficient != nil && *m.GroundsSufficient:
		v = true
		return &v
	}
	return nil
}
