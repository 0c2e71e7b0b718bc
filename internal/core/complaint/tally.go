package complaint

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"anju/internal/core/terms"
)

// Tally is all that a matter adds to the figures as it is now: day → measure →
// count. Stores keep the sums by applying the difference to what the matter
// added before, so that a page never counts. Measures are paths such as
// "received", "received/channel/phone", "in/finance/closed".
type Tally map[string]map[string]int64

func (ty Tally) add(day, measure string, n int64) {
	if n == 0 {
		return
	}
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
	department := orNone(m.leadOrClass(env))
	in := day(m.ReceivedAt)
	ty.add(in, "received", 1)
	for _, by := range [][2]string{
		{"channel", string(m.Channel)}, {"nature", string(m.Nature)}, {"category", orNone(m.Category)},
		{"department", department}, {"severity", string(m.Severity)}, {"community", m.CommunityID},
		{"status", string(m.Status)}, {"outcome", orNone(string(m.Outcome))},
	} {
		ty.add(in, "received/"+by[0]+"/"+by[1], 1)
	}
	if spot := m.spot(); spot != "" {
		ty.add(in, "spot/"+spot, 1)
	}
	if f := m.founded(); f != nil {
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
	m.tallyPayments(ty, env)
	return ty.within(department)
}

// tallyPayments counts what was given and came back. What is waived was never
// paid and is counted apart; a correction adds its difference on its own day.
func (m *Complaint) tallyPayments(ty Tally, env Env) {
	day := env.Calendar.Day
	corrected := map[string]bool{}
	for _, p := range m.Payments {
		if p.CorrectionOf != "" {
			corrected[p.CorrectionOf] = true
		}
	}
	for _, p := range m.Payments {
		d := day(p.PaidAt)
		if p.Waives() {
			ty.add(d, "compensation/waived", p.AmountFen)
			continue
		}
		ty.add(d, "compensation/fen", p.AmountFen)
		ty.add(d, "compensation/kind/"+p.Kind, p.AmountFen)
		ty.add(d, "compensation/basis/"+orNone(p.Basis), p.AmountFen)
		for _, b := range p.Borne {
			ty.add(d, "compensation/department/"+orNone(b.Department), b.AmountFen)
		}
		if p.CorrectionOf != "" {
			ty.add(d, "compensation/corrected", p.AmountFen)
			continue
		}
		ty.add(d, "compensation/count", 1)
		if corrected[p.ID] {
			ty.add(d, "compensation/corrections", 1)
		}
	}
	for _, r := range m.Recoveries {
		ty.add(day(r.ReceivedAt), "compensation/recovered", r.AmountFen)
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// spot names the place and class under which like matters are counted.
func (m *Complaint) spot() string {
	category := m.category()
	if category == "" {
		category = "none"
	}
	if m.Building == "" {
		return ""
	}
	return m.CommunityID + "/" + m.Building + "/" + category
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
	case Answered, Referred, OutcomeWithdrawn, OutcomeMerged:
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
	var late []span
	for _, c := range m.Clocks {
		state := c.State(env.At)
		if state != Met && state != Missed {
			continue
		}
		at := c.DueAt
		if state == Met {
			at = *c.EndedAt
		}
		if measure := rateOf(c.Kind); measure != "" && !m.received(c, env.At) {
			ty.add(day(at), measure+"/of", 1)
			if state == Met {
				ty.add(day(at), measure+"/met", 1)
			}
		}
		if c.Kind == terms.FirstResponse && c.EndedAt != nil {
			ty.add(day(*c.EndedAt), "hoursToFirstResponse/"+bucket(c.EndedAt.Sub(c.StartedAt)), 1)
		}
		if ended := m.endedAt(); state == Missed && (ended == nil || c.DueAt.Before(*ended)) {
			end := Far
			switch {
			case c.EndedAt != nil:
				end = *c.EndedAt
			case c.VoidAt != nil:
				end = *c.VoidAt
			}
			if ended != nil && ended.Before(end) { // a receipt that is missing then makes no matter late
				end = *ended
			}
			late = append(late, span{c.DueAt, end})
		}
	}
	for _, s := range union(late) {
		ty.add(day(s.from), "overdue", 1)
		if s.to.Before(Far) {
			ty.add(day(s.to), "overdue", -1)
		}
	}
}

type span struct{ from, to time.Time }

// union joins spans that touch, so that a matter late in two ways is late once.
func union(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.from.Compare(b.from) })
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && !s.from.After(out[n-1].to) {
			if s.to.After(out[n-1].to) {
				out[n-1].to = s.to
			}
			continue
		}
		out = append(out, s)
	}
	return out
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

// Founded is whether the matter was founded (grounds sufficient and not found
// unsubstantiated); nil while it is open.
func (m *Complaint) Founded() *bool {
	if m.Status.Open() {
		return nil
	}
	return m.founded()
}

// founded is the same as far as it was judged or found, open or not.
func (m *Complaint) founded() *bool {
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
