package complaint

import (
	"slices"
	"strings"
	"time"
)

// Sums are kept per day and once more per month, so that a long period is read
// in few steps. Both stand under a span: a day is "2026-11-22", its month
// "m2026-11", and all months sort behind all days.

const monthMark = "m"

// MonthOf is the month's span of a day.
func MonthOf(day string) string { return monthMark + day[:min(len(day), len("2026-11"))] }

// Span is a run of days or of months, both ends included. What lies in one that
// is Minus is taken off again.
type Span struct {
	From, To string
	Minus    bool
}

// Spans takes the days [from, to] apart into few runs: whole months, and at the
// ends either the days within the period or the month less the days without,
// whichever are fewer.
func Spans(from, to string) []Span {
	last, err := time.Parse(time.DateOnly, to)
	first := time.Time{}
	if err == nil && from != "" {
		first, err = time.Parse(time.DateOnly, from)
	}
	if err != nil || from != "" && last.Before(first) {
		return []Span{{From: from, To: to}}
	}
	day := func(month time.Time, n int) string { return month.AddDate(0, 0, n-1).Format(time.DateOnly) }
	month := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }
	length := func(month time.Time) int { return month.AddDate(0, 1, -1).Day() }

	var spans []Span
	// part takes the days [a, b] of a month and says whether as a month less the rest.
	part := func(m time.Time, a, b int) bool {
		n := length(m)
		if inside := b - a + 1; 2*inside <= n {
			spans = append(spans, Span{From: day(m, a), To: day(m, b)})
			return false
		}
		if a > 1 {
			spans = append(spans, Span{From: day(m, 1), To: day(m, a-1), Minus: true})
		}
		if b < n {
			spans = append(spans, Span{From: day(m, b+1), To: day(m, n), Minus: true})
		}
		return true
	}
	start, end := month(first), month(last)
	if from != "" && start.Equal(end) {
		if part(start, first.Day(), last.Day()) {
			spans = append(spans, Span{From: MonthOf(from), To: MonthOf(from)})
		}
		return spans
	}
	months := Span{From: monthMark, To: MonthOf(to)}
	if from != "" {
		months.From = MonthOf(from)
		if !part(start, first.Day(), length(start)) {
			months.From = MonthOf(start.AddDate(0, 1, 0).Format(time.DateOnly))
		}
	}
	if !part(end, 1, last.Day()) {
		months.To = MonthOf(end.AddDate(0, -1, 0).Format(time.DateOnly))
	}
	if months.From <= months.To {
		spans = append(spans, months)
	}
	return spans
}

// Asked is the measures to sum without those that others hold already; none
// ask for all, which is "" as a beginning.
func Asked(measures []string) (exact, below []string) {
	if len(measures) == 0 {
		return nil, []string{""}
	}
	for _, m := range slices.Compact(slices.Sorted(slices.Values(measures))) {
		switch {
		case slices.ContainsFunc(below, func(b string) bool { return strings.HasPrefix(m, b) }):
		case strings.HasSuffix(m, "/"):
			below = append(below, m)
		default:
			exact = append(exact, m)
		}
	}
	return exact, below
}
