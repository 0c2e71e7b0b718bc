package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

func TestReceivedThenDueWhen(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	p, err := config.Policy()
	require.NoError(t, err)
	days, err := config.WorkCalendar()
	require.NoError(t, err)
	calendar, err := days.Calendar(shanghai)
	require.NoError(t, err)
	at := func(s string) time.Time {
		m, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
		require.NoError(t, err)
		return m
	}
	for _, c := range []struct {
		name     string
		received string
		clock    terms.ClockKind
		ask      policy.Ask
		due      string
		names    []string // of what was passed over
	}{
		{"over lunch", "2026-03-03 10:30", terms.Judgement, policy.Ask{}, "2026-03-03 15:30", nil},
		{"on a Friday evening, over the weekend", "2026-03-06 17:00", terms.Judgement, policy.Ask{}, "2026-03-09 12:00", nil},
		{"before Spring Festival, with a make-up Saturday", "2026-02-13 17:00", terms.Judgement, policy.Ask{}, "2026-02-14 12:00", nil},
		{"over the whole of Spring Festival", "2026-02-14 17:00", terms.Judgement, policy.Ask{}, "2026-02-24 12:00", []string{"春节"}},
		{"danger at night waits for nobody", "2026-02-17 03:00", terms.FirstResponse, policy.Ask{Severity: terms.Critical}, "2026-02-17 03:05", nil},
		{"service hours have no holidays", "2026-02-17 19:50", terms.Acceptance, policy.Ask{Nature: terms.Repair}, "2026-02-18 08:20", nil},
		{"half a working day over Spring Festival", "2026-02-14 15:00", terms.FindingTold, policy.Ask{Category: "electrical"}, "2026-02-24 10:00", []string{"春节"}},
		{"two working days, one of them a make-up Saturday", "2026-02-13 17:00", terms.Callback, policy.Ask{}, "2026-02-24 17:00", []string{"春节"}},
		{"ten working days with both make-up Saturdays", "2026-02-10 09:00", terms.Payment, policy.Ask{}, "2026-03-02 09:00", []string{"春节"}},
		{"one working day a step, over lunch", "2026-03-03 11:00", terms.Approval, policy.Ask{}, "2026-03-04 11:00", nil},
		{"the next word after three days, whatever they are", "2026-02-16 12:00", terms.Update, policy.Ask{}, "2026-02-19 12:00", nil},
		{"an urgent repair on a holiday evening", "2026-02-17 19:45", terms.OnSite, policy.Ask{Nature: terms.Repair, Urgent: true}, "2026-02-18 08:15", nil},
		{"three working days where money is asked", "2026-09-29 09:00", terms.PlanDue, policy.Ask{WithAmount: true}, "2026-10-09 09:00", []string{"国庆节"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			trial, err := p.Try(calendar, days, c.clock, c.ask, at(c.received))
			require.NoError(t, err)
			require.Equal(t, at(c.due), trial.DueAt.In(shanghai))
			var minutes int64
			for _, s := range trial.Because {
				minutes += s.Minutes
			}
			require.Equal(t, trial.Minutes, minutes, "what is counted adds up to the limit")
			for _, name := range c.names {
				found := false
				for _, s := range trial.Because {
					found = found || s.Holiday.ZH == name
				}
				require.True(t, found, "it says that %s was passed over", name)
			}
		})
	}
	_, err = p.Try(calendar, days, terms.Execution, policy.Ask{}, at("2026-03-03 10:30"))
	require.ErrorContains(t, err, "clock")
}
