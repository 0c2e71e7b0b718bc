// Package rules holds the company's decisions in force as one value: the policy,
// the work calendar, and what is derived from both. An administrator may put a
// next value in its place at any moment; so whoever judges reads the source once
// and judges by what it gave to the end.
package rules

import (
	"time"

	"anju/internal/core/policy"
	"anju/internal/core/triage"
	"anju/internal/core/worktime"
)

// Rules are never changed after they were made and may be used by many at once.
type Rules struct {
	Policy   policy.Policy
	Days     policy.WorkCalendar // as decided: it names the holidays
	Calendar *worktime.Calendar  // the arithmetic of Days
	Triage   *triage.Classifier  // knows the categories of Policy
}

// Source gives the rules in force.
type Source func() *Rules

// New derives rules from decisions that were validated; hours are meant in the location.
func New(p policy.Policy, days policy.WorkCalendar, location *time.Location) (*Rules, error) {
	classifier, err := triage.New(classes(p))
	if err != nil {
		return nil, err
	}
	calendar, err := days.Calendar(location)
	if err != nil {
		return nil, err
	}
	return &Rules{Policy: p, Days: days, Calendar: calendar, Triage: classifier}, nil
}

// With are the rules after other decisions, in the same place.
func (r *Rules) With(p policy.Policy, days policy.WorkCalendar) (*Rules, error) {
	classifier, err := r.Triage.For(classes(p))
	if err != nil {
		return nil, err
	}
	calendar, err := days.Calendar(r.Calendar.Location())
	if err != nil {
		return nil, err
	}
	return &Rules{Policy: p, Days: days, Calendar: calendar, Triage: classifier}, nil
}

// Fixed is a source that always gives r.
func (r *Rules) Fixed() Source { return func() *Rules { return r } }

// classes are the categories that triage may suggest, each with its department.
func classes(p policy.Policy) map[string]string {
	out := make(map[string]string, len(p.Categories))
	for _, c := range p.Categories {
		if !c.Retired {
			out[c.Code] = c.Department
		}
	}
	return out
}
