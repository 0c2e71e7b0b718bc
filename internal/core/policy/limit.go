package policy

import (
	"slices"
	"time"

	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// Limit is how much of a calendar's open time a clock may take.
type Limit struct {
	Calendar worktime.Kind
	Duration time.Duration
	None     bool // no limit of its own: an appointment, a plan's date or a sender's limit says when
}

// Ask is what a limit depends on.
type Ask struct {
	Nature     terms.Nature
	Severity   terms.Severity
	Category   string
	WithAmount bool // money is asked or planned
	Urgent     bool // 急修: somebody must come at once
}

// LimitRule gives one clock its limit where When fits. Rules are read in order
// and the first that fits holds, so the particular stands before the general.
// Office minutes: one working day is 480.
type LimitRule struct {
	Clock    terms.ClockKind `json:"clock" validate:"required"`
	When     When            `json:"when"`
	Calendar worktime.Kind   `json:"calendar" validate:"required,oneof=office service wall"`
	Minutes  Minutes         `json:"minutes" validate:"gte=1,lte=525600"`
}

// When narrows a rule; what is empty fits everything.
type When struct {
	Natures    []terms.Nature   `json:"natures,omitempty" validate:"max=10,dive,oneof=complaint repair inquiry suggestion praise"`
	Severities []terms.Severity `json:"severities,omitempty" validate:"max=10,dive,oneof=low normal high critical"`
	Categories []string         `json:"categories,omitempty" validate:"max=200"`
	WithAmount *bool            `json:"withAmount,omitempty"`
	Urgent     *bool            `json:"urgent,omitempty"`
}

// Limit of a clock for such a matter; None where no rule fits.
func (p Policy) Limit(kind terms.ClockKind, ask Ask) Limit {
	for _, r := range p.Limits {
		if r.Clock == kind && r.When.fits(ask) {
			return Limit{Calendar: r.Calendar, Duration: r.Minutes.Duration()}
		}
	}
	return Limit{None: true}
}

// MayPause reports whether a clock can be paused at all.
func (p Policy) MayPause(kind terms.ClockKind) bool {
	return !slices.Contains(p.NeverPaused, kind)
}

func (w When) always() bool {
	return len(w.Natures)+len(w.Severities)+len(w.Categories) == 0 && w.WithAmount == nil && w.Urgent == nil
}

func (w When) fits(a Ask) bool {
	return (len(w.Natures) == 0 || slices.Contains(w.Natures, a.Nature)) &&
		(len(w.Severities) == 0 || slices.Contains(w.Severities, a.Severity)) &&
		(len(w.Categories) == 0 || slices.Contains(w.Categories, a.Category)) &&
		(w.WithAmount == nil || *w.WithAmount == a.WithAmount) &&
		(w.Urgent == nil || *w.Urgent == a.Urgent)
}
