package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// The limits run on office, service and wall time; pauses are drawn over nights,
// weekends, Spring Festival and make-up days, ended in time or noticed late.
func TestPauseAndResumeAddExactlyThePause(t *testing.T) {
	kinds := map[terms.ClockKind]struct {
		nature   terms.Nature
		severity terms.Severity
	}{
		terms.PlanDue:     {terms.Complaint, terms.Normal},   // office
		terms.FindingTold: {terms.Complaint, terms.Normal},   // office
		terms.OnSite:      {terms.Repair, terms.High},        // service
		terms.Acceptance:  {terms.Complaint, terms.Critical}, // wall
	}
	begin := at("2026-02-10 00:00").UnixMilli()
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]terms.ClockKind{terms.PlanDue, terms.FindingTold, terms.OnSite, terms.Acceptance}).Draw(t, "clock")
		w := newWorld(t)
		w.now = time.UnixMilli(begin + rapid.Int64Range(0, 20*24*3600*1000).Draw(t, "received")).UTC()
		w.register("owner1", func(f *complaint.Form, in *complaint.Intake) {
			f.Nature, in.Suggestion.Severity = kinds[kind].nature, kinds[kind].severity
		})
		w.do("desk1", w.judge(), dispatch())
		if w.clock(kind) == nil {
			w.do("handler.eng", complaint.AcceptCommand{})
		}
		c := *w.clock(kind)
		limit := w.calendar.Between(c.Calendar, c.StartedAt, c.DueAt)
		paused := time.Duration(0)
		for range rapid.IntRange(1, 3).Draw(t, "pauses") {
			w.pass(time.Duration(rapid.Int64Range(0, 3600*1000).Draw(t, "ms before")) * time.Millisecond)
			before := *w.clock(kind)
			if w.now.After(before.DueAt) {
				break // what is overdue does not pause
			}
			from, until := w.now, w.now.Add(time.Duration(rapid.Int64Range(1, 12*24*3600*1000).Draw(t, "ms until"))*time.Millisecond)
			w.do("head.eng", complaint.PauseCommand{Awaiting: "parts", Reason: "r", Until: until})
			w.pass(time.Duration(rapid.Int64Range(1, 14*24*3600*1000).Draw(t, "ms after")) * time.Millisecond)
			end := w.now
			if until.Before(end) {
				end = until
				require.True(t, w.tick(), "the end of a pause is noticed by time alone")
			} else {
				w.do("handler.eng", complaint.ResumeCommand{})
			}
			after := w.clock(kind)
			paused += w.calendar.Between(c.Calendar, from, end)
			require.False(t, after.DueAt.Before(before.DueAt), "a pause takes nothing away")
			require.Equal(t, w.calendar.Between(c.Calendar, from, before.DueAt), w.calendar.Between(c.Calendar, end, after.DueAt), "as much is left as when it began")
			require.InDelta(t, paused.Seconds(), float64(after.PausedSeconds), 3)
			w.now = end
		}
		after := w.clock(kind)
		require.Equal(t, limit+paused, w.calendar.Between(c.Calendar, c.StartedAt, after.DueAt), "the limit and the pauses, no more and no less")

		// Another class with the same limit keeps all of it.
		w.do("desk1", complaint.ClassifyCommand{Category: "drainage_leak"})
		again := w.clock(kind).DueAt
		require.False(t, again.Before(after.DueAt), "time already run is never lost")
		require.Less(t, w.calendar.Between(c.Calendar, after.DueAt, again), 4*time.Second)
	})
}

// Splitting time in any number of parts comes to the same moment, on every
// calendar that an administrator can make of hours and days.
func TestSplitAdditionsAddUpOnAnyCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config := worktime.Config{Location: shanghai, Service: []worktime.Period{{From: "00:00", To: "24:00"}}}
		minute := 0
		for range rapid.IntRange(1, 4).Draw(t, "periods") {
			from := minute + rapid.IntRange(0, 120).Draw(t, "gap")
			to := from + rapid.IntRange(1, 200).Draw(t, "open")
			config.Office, minute = append(config.Office, worktime.Period{From: hour(from), To: hour(to)}), to+1
		}
		for range rapid.IntRange(0, 8).Draw(t, "holidays") {
			config.Holidays = append(config.Holidays, time.Date(2026, 1, rapid.IntRange(1, 60).Draw(t, "day"), 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		}
		cal, err := worktime.New(config)
		require.NoError(t, err)
		from := time.UnixMilli(at("2026-01-01 00:00").UnixMilli() + rapid.Int64Range(0, 60*24*3600*1000).Draw(t, "from")).UTC()
		due, sum := from, time.Duration(0)
		for range rapid.IntRange(1, 6).Draw(t, "parts") {
			part := time.Duration(rapid.Int64Range(1, 9*3600*1000).Draw(t, "ms")) * time.Millisecond
			next := cal.Add(worktime.Office, due, part)
			require.True(t, next.After(due), "adding working time never goes backward")
			due, sum = next, sum+part
		}
		require.Equal(t, cal.Add(worktime.Office, from, sum), due)
		require.Equal(t, sum, cal.Between(worktime.Office, from, due))
	})
}

func hour(minute int) string {
	return time.Date(2026, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
}
