package complaint

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
)

// Retention says until when an ended matter is kept as it is, and why so long.
type Retention struct {
	Until   time.Time // Far: no end, while it is open or once it is anonymised
	Years   int
	Because []string // money injury dispute structure held; none: the ordinary years
}

// Reasons for which a matter is kept longer.
const (
	BecauseMoney     = "money"
	BecauseInjury    = "injury"
	BecauseDispute   = "dispute"
	BecauseStructure = "structure"
	BecauseHeld      = "held" // somebody said so, with a reason
)

// RetentionNote keeps a matter longer than the policy says (延长保存).
type RetentionNote struct {
	Until  time.Time `json:"until"`
	Reason string    `json:"reason"`
	By     Person    `json:"by"`
	At     time.Time `json:"at"`
}

// Retention reckons it by the policy.
func (m *Complaint) Retention(p policy.Policy) Retention {
	if m.Status.Open() || m.ClosedAt == nil || m.AnonymisedAt != nil {
		return Retention{Until: Far}
	}
	r := Retention{Years: p.Windows.RetainYears}
	category, _ := p.Category(m.category())
	for _, reason := range []struct {
		name string
		is   bool
	}{
		{BecauseMoney, m.claim() || len(m.Payments) > 0 || m.Plan != nil && m.Plan.CeilingFen > 0},
		{BecauseInjury, m.hurt()},
		{BecauseDispute, len(m.Disputes) > 0 || m.LegalThreat},
		{BecauseStructure, category.Structure},
	} {
		if reason.is {
			r.Years = p.Windows.RetainLongYears
			r.Because = append(r.Because, reason.name)
		}
	}
	r.Until = m.ClosedAt.AddDate(r.Years, 0, 0)
	if n := m.Retained; n != nil && n.Until.After(r.Until) {
		r.Until, r.Because = n.Until, append(r.Because, BecauseHeld)
	}
	return r
}

// injuries are words by which a form says that somebody was hurt.
var injuries = []string{
	"受伤", "骨折", "流血", "烫伤", "烧伤", "触电", "摔伤", "砸伤", "夹伤", "咬伤", "住院", "救护车", "身亡", "死亡",
	"injur", "broken leg", "broken arm", "fracture", "bleeding", "burned", "electrocut", "hospital", "ambulance",
}

func (m *Complaint) hurt() bool {
	said := strings.ToLower(m.Title + "\n" + m.Text)
	return slices.ContainsFunc(injuries, func(word string) bool { return strings.Contains(said, word) })
}

// RetainCommand keeps an ended matter longer than the policy says, or, with an
// earlier date, no longer than it says.
type RetainCommand struct {
	Until  time.Time `json:"until"`
	Reason string    `json:"reason"`
}

func (RetainCommand) Word() Word { return Retain }

func (c RetainCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	if !c.Until.After(env.At) {
		w.Add("until", "future", "保存期限须晚于现在。", "It is kept until a time in the future.")
	}
	if c.Until.After(env.At.AddDate(100, 0, 0)) {
		w.Add("until", "range", "最多再保存一百年。", "It is kept for at most a hundred years more.")
	}
	return w
}

func (c RetainCommand) run(t *turn) error {
	t.m.Retained = &RetentionNote{Until: c.Until, Reason: c.Reason, By: t.person(), At: t.At}
	return t.note(pastTense[Retain], c.Reason, map[string]any{"until": c.Until})
}
