package rest

import (
	"context"
	"time"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// TryCalendar reckons what a time limit would be, and why.
func (s *Server) TryCalendar(ctx context.Context, r contract.TryCalendarRequestObject) (contract.TryCalendarResponseObject, error) {
	b, in := r.Body, s.Rules()
	if y := b.ReceivedAt.Year(); y < 2000 || y > 2100 {
		var wrong fault.Fields
		wrong.Add("receivedAt", "range", "须在 2000 年至 2100 年之间。", "Must lie between 2000 and 2100.")
		return nil, wrong.Err()
	}
	if category := value(b.Category); category != "" {
		if _, known := in.Policy.Category(category); !known {
			var wrong fault.Fields
			wrong.Add("category", "unknown", "没有这个类别。", "There is no such category.")
			return nil, wrong.Err()
		}
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
