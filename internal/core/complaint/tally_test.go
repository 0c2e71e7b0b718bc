package complaint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/report"
	"anju/internal/core/terms"
)

// sums adds tallies up as the stores do.
func sums(from, to string, matters ...*world) []complaint.Sum {
	total := map[string]int64{}
	for _, w := range matters {
		for day, measures := range w.tally {
			if from <= day && day <= to {
				for measure, n := range measures {
					total[measure] += n
				}
			}
		}
	}
	var out []complaint.Sum
	for measure, n := range total {
		out = append(out, complaint.Sum{Measure: measure, N: n})
	}
	return out
}

func rate(n, of int64) report.Rate {
	r := report.Rate{Numerator: n, Denominator: of}
	if of > 0 {
		v := float64(n) / float64(of)
		r.Rate = &v
	}
	return r
}

// Six matters of one week, reckoned by hand.
func TestFigures(t *testing.T) {
	// Paid 3,000 yuan in full, rated 5 by the owner, closed the same day; nobody
	// wrote to the owner before the offer, which came in time.
	paid := reach(t, "complaint", complaint.Closed)
	acknowledged(paid)

	// A repair that the owner declined once and then rated 3.
	repair := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	repair.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{}, complete())
	repair.do("owner1", complaint.DeclineCommand{Reason: "还漏"}).pass(24*time.Hour).do("handler.eng", complete())
	repair.do("owner1", complaint.ConfirmCommand{Rating: 3})

	// A repair on which the desk rang and was told 4.
	rung := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	rung.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{}, complete())
	rung.do("desk1", complaint.ConfirmCommand{Rating: 4, OnBehalf: rung.behalf("desk1")})

	// A repair whose owner kept silent.
	silent := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	silent.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{}, complete())
	for silent.m.Status.Open() {
		silent.now = silent.m.Keys.WakeAt
		require.True(t, silent.tick())
	}

	// An inquiry answered at once.
	inquiry := newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature, f.Channel = terms.Inquiry, terms.Phone })
	inquiry.do("desk1", complaint.AnswerCommand{Reply: "r", CloseNow: true})

	// A complaint that nobody looked at until Tuesday.
	forgotten := newWorld(t).register("owner1", nil)
	for forgotten.m.Keys.WakeAt.Before(at("2026-11-17 23:00")) {
		forgotten.now = forgotten.m.Keys.WakeAt
		require.True(t, forgotten.tick())
	}

	everything := []*world{paid, repair, rung, silent, inquiry, forgotten}
	week := sums("2026-11-16", "2026-11-22", everything...)
	f := report.Compose(week, sums("", "2026-11-22", everything...), nil, "")
	require.EqualValues(t, 6, f.Received)
	require.EqualValues(t, 4, f.Closed, "the silent one closes on the 23rd")
	require.EqualValues(t, 2, f.Open)
	require.EqualValues(t, 2, f.Overdue, "the forgotten one, and the silent one's call-back was due on the 18th")
	require.Equal(t, map[string]int64{"complaint": 2, "repair": 3, "inquiry": 1}, f.ByNature)
	require.Equal(t, map[string]int64{"online": 5, "phone": 1}, f.ByChannel)
	require.Equal(t, map[string]int64{"engineering": 4, "none": 2}, f.ByDepartment)
	require.Equal(t, map[string]int64{"drainage_leak": 4, "none": 2}, f.ByCategory)
	require.Equal(t, map[string]int64{"normal": 6}, f.BySeverity)
	require.Equal(t, map[string]int64{"c-1": 6}, f.ByCommunity)
	require.Equal(t, map[string]int64{"fixed": 3, "unreachable": 1, "answered": 1, "none": 1}, f.ByOutcome)
	require.Equal(t, rate(5, 6), f.Rates["response"], "all but the forgotten one")
	require.Equal(t, rate(3, 4), f.Rates["resolution"], "answered left out, silence kept in")
	require.Equal(t, rate(3, 4), f.Rates["reached"])
	require.Equal(t, rate(1, 2), f.Rates["satisfaction"], "5 and 3 by owners")
	require.Equal(t, rate(1, 1), f.Rates["callbackSatisfaction"], "4 by telephone, apart")
	require.Equal(t, rate(1, 1), f.Rates["compensationTimely"])
	require.Equal(t, rate(1, 1), f.Rates["compensationAccurate"])
	require.Equal(t, rate(1, 1), f.Founded, "judged sufficient; the others were not judged")
	require.Equal(t, rate(0, 6), f.Repeat)
	require.EqualValues(t, 1, f.CompensationCount)
	require.EqualValues(t, threeThousandYuan, f.CompensationFen)
	require.Equal(t, map[string]int64{"engineering": 210_000, "none": 90_000}, f.CompensationByDepartmentFen)
	require.Equal(t, 0.0, *f.HoursToClose.Median, "0, 0, 0 and 24 hours")
	require.Equal(t, 24.0, *f.HoursToClose.P90)

	later := report.Compose(sums("2026-11-23", "2026-11-30", everything...), sums("", "2026-11-30", everything...), nil, "")
	require.EqualValues(t, 1, later.Closed)
	require.EqualValues(t, 1, later.Open)
	require.EqualValues(t, 1, later.Overdue, "closing ends being late")
	require.Nil(t, later.Rates["response"].Rate, "null where nothing fell due")

	lines := report.ByDepartment(week, sums("", "2026-11-22", everything...))
	require.Len(t, lines, 2)
	require.Equal(t, "engineering", lines[0].Department)
	require.EqualValues(t, 4, lines[0].Received)
	require.EqualValues(t, 1, lines[0].Overdue)
	require.Equal(t, rate(4, 4), lines[0].Response)
	require.Equal(t, f.CompensationFen, report.Compose(week, nil, nil, "in/engineering/").CompensationFen)
}

// Every matter is in each breakdown once, whatever became of it.
func TestBreakdownsSumToReceived(t *testing.T) {
	var all []*world
	for _, kind := range []string{"complaint", "repair", "critical"} {
		for _, s := range complaint.Statuses {
			all = append(all, reach(t, kind, s))
		}
	}
	f := report.Compose(sums("", "9999", all...), nil, nil, "")
	require.EqualValues(t, len(all), f.Received)
	for name, by := range map[string]map[string]int64{
		"channel": f.ByChannel, "nature": f.ByNature, "category": f.ByCategory, "department": f.ByDepartment,
		"severity": f.BySeverity, "community": f.ByCommunity, "outcome": f.ByOutcome,
	} {
		var sum int64
		for _, n := range by {
			sum += n
		}
		require.Equal(t, f.Received, sum, name)
	}
}

func TestHotspots(t *testing.T) {
	of := func(measure string, n int64) complaint.Sum { return complaint.Sum{Measure: measure, N: n} }
	spots := report.Hotspots([]complaint.Sum{
		of("spot/c-1/12/drainage_leak", 3), of("spot/c-1/12/elevator", 2), of("spot/c-2/7/elevator", 5), of("received", 9), of("in/engineering/spot/c-9/1/elevator", 9),
	}, "", 3, 10)
	report.SetUsual(spots, []complaint.Sum{of("spot/c-1/12/drainage_leak", 5)}, 5)
	require.Equal(t, []report.Hotspot{
		{Measure: "spot/c-2/7/elevator", CommunityID: "c-2", Building: "7", Category: "elevator", Count: 5},
		{Measure: "spot/c-1/12/drainage_leak", CommunityID: "c-1", Building: "12", Category: "drainage_leak", Count: 3, Usual: 1},
	}, spots)
	require.Equal(t, "c-2/7/elevator", spots[0].Spot())
	require.Len(t, report.Hotspots([]complaint.Sum{of("spot/a/1/x", 3), of("spot/b/1/x", 3)}, "", 3, 1), 1)
}

// What a page asks for is all that its figures are made of.
func TestMeasuresAreAllThatFiguresNeed(t *testing.T) {
	var all []*world
	for _, kind := range []string{"complaint", "repair", "critical"} {
		for _, s := range complaint.Statuses {
			all = append(all, reach(t, kind, s))
		}
	}
	whole := sums("", "9999", all...)
	only := func(measures []string) (out []complaint.Sum) {
		exact, below := complaint.Asked(measures)
		for _, x := range whole {
			if slices.Contains(exact, x.Measure) || slices.ContainsFunc(below, func(b string) bool { return strings.HasPrefix(x.Measure, b) }) {
				out = append(out, x)
			}
		}
		return out
	}
	for _, within := range []string{"", "in/engineering/"} {
		period, standing, _ := report.Measures(within, []string{"engineering", "finance", "none"})
		require.Equal(t, report.Compose(whole, whole, nil, within), report.Compose(only(period), only(standing), nil, within))
		require.Equal(t, linesOf(report.ByDepartment(whole, whole)), linesOf(report.ByDepartment(only(period), only(standing))))
	}
}

// linesOf leaves out departments that the test does not ask for.
func linesOf(all []report.Department) (out []report.Department) {
	for _, d := range all {
		if d.Department == "engineering" || d.Department == "finance" || d.Department == "none" {
			out = append(out, d)
		}
	}
	return out
}
