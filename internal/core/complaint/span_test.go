package complaint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"anju/internal/core/complaint"
)

func TestSpans(t *testing.T) {
	plus := func(from, to string) complaint.Span { return complaint.Span{From: from, To: to} }
	minus := func(from, to string) complaint.Span { return complaint.Span{From: from, To: to, Minus: true} }
	for _, c := range []struct {
		from, to string
		want     []complaint.Span
	}{
		{"2026-11-01", "2026-11-30", []complaint.Span{plus("m2026-11", "m2026-11")}},
		{"2026-11-01", "2026-11-22", []complaint.Span{minus("2026-11-23", "2026-11-30"), plus("m2026-11", "m2026-11")}},
		{"2026-11-10", "2026-11-12", []complaint.Span{plus("2026-11-10", "2026-11-12")}},
		{"2026-10-31", "2026-11-01", []complaint.Span{plus("2026-10-31", "2026-10-31"), plus("2026-11-01", "2026-11-01")}},
		{"2025-12-03", "2026-02-28", []complaint.Span{minus("2025-12-01", "2025-12-02"), plus("m2025-12", "m2026-02")}},
		{"", "2026-11-03", []complaint.Span{plus("2026-11-01", "2026-11-03"), plus("m", "m2026-10")}},
		{"", "9999-12-31", []complaint.Span{plus("m", "m9999-12")}},
		{"2026-11-02", "2026-11-01", []complaint.Span{plus("2026-11-02", "2026-11-01")}},
	} {
		require.Equal(t, c.want, complaint.Spans(c.from, c.to), "%s to %s", c.from, c.to)
	}
}

// TestSpansHoldEachDayOnce adds one for every day and sums by spans.
func TestSpansHoldEachDayOnce(t *testing.T) {
	kept := map[string]int{}
	begin := time.Date(2023, 12, 20, 0, 0, 0, 0, time.UTC)
	for n := range 800 {
		day := begin.AddDate(0, 0, n).Format(time.DateOnly)
		kept[day]++
		kept[complaint.MonthOf(day)]++
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.IntRange(0, 799).Draw(t, "from")
		b := rapid.IntRange(a, 799).Draw(t, "to")
		from, want := begin.AddDate(0, 0, a).Format(time.DateOnly), b-a+1
		if rapid.Bool().Draw(t, "from the beginning") {
			from, want = "", b+1
		}
		sum := 0
		for _, s := range complaint.Spans(from, begin.AddDate(0, 0, b).Format(time.DateOnly)) {
			for span, n := range kept {
				if span >= s.From && span <= s.To && strings.HasPrefix(span, "m") == strings.HasPrefix(s.From, "m") {
					if s.Minus {
						n = -n
					}
					sum += n
				}
			}
		}
		require.Equal(t, want, sum)
	})
}

func TestAsked(t *testing.T) {
	exact, below := complaint.Asked([]string{"received/channel/", "received", "closed", "received/", "received/status/closed", "closed"})
	require.Equal(t, []string{"closed", "received"}, exact)
	require.Equal(t, []string{"received/"}, below)
	exact, below = complaint.Asked(nil)
	require.Empty(t, exact)
	require.Equal(t, []string{""}, below)
}
