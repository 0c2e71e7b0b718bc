package rest

import (
	"context"
	"time"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/rules"
	"anju/internal/core/terms"
)

// TryCalendar reckons what a time limit would be, and why.
func (s *Server) TryCalendar(ctx context.Context, r contract.TryCalendarRequestObject) (contract.TryCalendarResponseObject, error) {
	b := r.Body
	in, err := s.drafted(b)
	if err != nil {
		return nil, err
	}
	if y := b.ReceivedAt.Year(); y < 2000 || y > 2100 {
		var wrong fault.Fields
		wrong.Add("receivedAt", "range", "须在 2000 年至 2100 年之间。", "Must lie between 2000 and 2100.")
		return nil, wrong.Err()
	}
	if err := in.Policy.KnownCategory("category", value(b.Category)); err != nil {
		return nil, err
	}
	ask := policy.Ask{
		Nature: terms.Nature(value(b.Nature)), Severity: terms.Severity(value(b.Severity)), Category: value(b.Category),
		WithAmount: value(b.WithAmount), Urgent: value(b.Urgent),
	}
	trial, err := in.Policy.Try(in.Calendar, in.Days, terms.ClockKind(b.Clock), ask, b.ReceivedAt.UTC().Truncate(time.Millisecond))
	if err != nil {
		return nil, err
	}
	answer := contract.CalendarAnswer{DueAt: trial.DueAt, Calendar: contract.CalendarAnswerCalendar(trial.Calendar), Minutes: trial.Minutes}
	if by := in.Calendar.ActBy(trial.DueAt); by.Before(trial.DueAt) {
		answer.ActBy = &by
	}
	lang := visitOf(ctx).lang
	answer.Because = each(trial.Because, func(t policy.TrialStep) contract.CalendarStep {
		return contract.CalendarStep{Day: t.Day, From: t.From, To: t.To, Minutes: t.Minutes, Why: contract.CalendarStepWhy(t.Why), Name: text(t.Holiday.In(lang))}
	})
	return contract.TryCalendar200JSONResponse(answer), nil
}

// drafted are the rules to try: those in force, or as a draft would have them.
func (s *Server) drafted(b *contract.CalendarQuestion) (*rules.Rules, error) {
	in := s.Rules()
	next := in.Decided()
	for _, draft := range []struct {
		name, field string
		given       bool
		body        any
	}{{rules.Policies, "policies.", b.Policies != nil, b.Policies}, {rules.Calendar, "calendar.", b.Calendar != nil, b.Calendar}} {
		if !draft.given {
			continue
		}
		doc, _, err := edited(draft.body)
		if err != nil {
			return nil, err
		}
		if next, err = next.With(draft.name, doc); err == nil {
			err = next.Validate(draft.name)
		}
		if f, ok := fault.As(err); ok {
			return nil, fault.Fields(f.Fields).Under(draft.field).Err()
		}
	}
	if b.Policies == nil && b.Calendar == nil {
		return in, nil
	}
	return in.With(next.Policy, next.Days)
}
