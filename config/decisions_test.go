package config_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

func shipped(t *testing.T) policy.Policy {
	p, err := config.Policy()
	require.NoError(t, err)
	return p
}

func TestTheShippedTimeLimits(t *testing.T) {
	p := shipped(t)
	const wd = 8 * time.Hour
	plain := policy.Ask{Nature: terms.Complaint, Severity: terms.Normal, Category: "cleaning"}
	critical := policy.Ask{Nature: terms.Complaint, Severity: terms.Critical, Category: "cleaning"}
	repair := policy.Ask{Nature: terms.Repair, Severity: terms.Normal, Category: "electrical"}
	urgent := policy.Ask{Nature: terms.Repair, Severity: terms.High, Category: "electrical", Urgent: true}
	money := policy.Ask{Nature: terms.Complaint, Severity: terms.Normal, Category: "fee_dispute", WithAmount: true}
	office := func(d time.Duration) policy.Limit { return policy.Limit{Calendar: worktime.Office, Duration: d} }
	wall := func(d time.Duration) policy.Limit { return policy.Limit{Calendar: worktime.Wall, Duration: d} }
	service := func(d time.Duration) policy.Limit { return policy.Limit{Calendar: worktime.Service, Duration: d} }
	none := policy.Limit{None: true}
	for _, row := range []struct {
		clock terms.ClockKind
		ask   policy.Ask
		want  policy.Limit
	}{
		{terms.FirstResponse, plain, wall(12 * time.Hour)},
		{terms.FirstResponse, critical, wall(5 * time.Minute)},
		{terms.Judgement, plain, office(wd / 2)},
		{terms.Judgement, critical, office(wd)},
		{terms.Acceptance, plain, office(wd / 2)},
		{terms.Acceptance, repair, service(30 * time.Minute)},
		{terms.Acceptance, critical, wall(5 * time.Minute)},
		{terms.OnSite, plain, none},
		{terms.OnSite, repair, none},
		{terms.OnSite, urgent, service(30 * time.Minute)},
		{terms.OnSite, critical, wall(15 * time.Minute)},
		{terms.FindingTold, plain, office(wd)},
		{terms.FindingTold, repair, office(wd / 2)},
		{terms.FindingTold, critical, wall(2 * time.Hour)},
		{terms.PlanDue, plain, office(wd)},
		{terms.PlanDue, money, office(3 * wd)},
		{terms.PlanDue, critical, wall(4 * time.Hour)},
		{terms.Approval, plain, office(wd)},
		{terms.Approval, critical, wall(2 * time.Hour)},
		{terms.Update, plain, wall(72 * time.Hour)},
		{terms.Update, critical, wall(4 * time.Hour)},
		{terms.Execution, plain, none},
		{terms.Execution, critical, none},
		{terms.Payment, money, office(10 * wd)},
		{terms.Callback, plain, office(2 * wd)},
		{terms.Callback, critical, office(2 * wd)},
		{terms.TransferReply, plain, none},
	} {
		require.Equal(t, row.want, p.Limit(row.clock, row.ask), "%s %+v", row.clock, row.ask)
	}
	for _, kind := range terms.ClockKinds {
		never := kind == terms.FirstResponse || kind == terms.Judgement || kind == terms.Update || kind == terms.Review || kind == terms.Briefing
		require.Equal(t, !never, p.MayPause(kind), kind)
	}
}

func TestTheShippedTiers(t *testing.T) {
	p := shipped(t)
	head, finance, legal, leader := policy.Step{Name: "dept_head"}, policy.Step{Name: "finance"}, policy.Step{Name: "legal"}, policy.Step{Name: "leader"}
	later := policy.Step{Name: "finance", Later: true}
	for _, row := range []struct {
		fen             int64
		plain, counsel  []policy.Step
		oneUp           []policy.Step
		grantedOnTheWay bool
	}{
		{0, []policy.Step{head}, []policy.Step{head, legal}, []policy.Step{later}, false},
		{1, []policy.Step{later}, []policy.Step{later, legal}, []policy.Step{head, finance}, true},
		{10_000, []policy.Step{later}, []policy.Step{later, legal}, []policy.Step{head, finance}, true},
		{10_001, []policy.Step{head, finance}, []policy.Step{head, finance, legal}, []policy.Step{head, finance, leader}, false},
		{50_000, []policy.Step{head, finance}, []policy.Step{head, finance, legal}, []policy.Step{head, finance, leader}, false},
		{50_001, []policy.Step{head, finance, leader}, []policy.Step{head, finance, legal, leader}, []policy.Step{head, finance, legal, leader}, false},
		{500_000, []policy.Step{head, finance, leader}, []policy.Step{head, finance, legal, leader}, []policy.Step{head, finance, legal, leader}, false},
		{500_001, []policy.Step{head, finance, legal, leader}, []policy.Step{head, finance, legal, leader}, []policy.Step{head, finance, legal, leader}, false},
	} {
		require.Equal(t, row.plain, p.Steps(row.fen, false), row.fen)
		require.Equal(t, row.counsel, p.Steps(row.fen, true), row.fen)
		require.Equal(t, row.oneUp, p.StepsOneTierUp(row.fen, false), row.fen)
		require.Equal(t, row.grantedOnTheWay, p.OnTheSpot(row.fen), row.fen)
	}
}

func TestTheShippedCategories(t *testing.T) {
	p := shipped(t)
	byDepartment := map[string][]string{}
	for _, c := range p.Categories {
		byDepartment[c.Department] = append(byDepartment[c.Department], c.Code)
		require.NotEmpty(t, c.Tags, c.Code)
	}
	require.Equal(t, map[string][]string{
		terms.Engineering: {"elevator", "water_supply", "drainage_leak", "electrical", "hvac_heating", "fire_safety", "structure_quality", "public_facility", "parking_gate_access"},
		terms.Finance:     {"fee_dispute", "billing_error", "deposit_refund", "invoice_receipt", "maintenance_fund", "utility_charge"},
		terms.Contracts:   {"delivery_delay", "contract_terms", "decoration_agreement", "purchase_contract", "vendor_tender", "title_certificate"},
		terms.Service:     {"cleaning", "security", "greening", "noise_neighbour", "staff_attitude", "pets", "advice_praise"},
	}, byDepartment)
	lift, known := p.Category("elevator")
	require.True(t, known)
	require.Equal(t, "电梯", lift.NameZH)
	_, known = p.Category("spaceship")
	require.False(t, known)
}

func TestTheShippedCalendar(t *testing.T) {
	w, err := config.WorkCalendar()
	require.NoError(t, err)
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	cal, err := w.Calendar(zone)
	require.NoError(t, err)

	// As announced: working days and days off on weekdays and weekends of each year.
	for year, want := range map[int]struct{ offWeekdays, workedWeekends int }{2025: {18, 5}, 2026: {19, 6}} {
		off, worked := 0, 0
		for d := time.Date(year, 1, 1, 10, 0, 0, 0, zone); d.Year() == year; d = d.AddDate(0, 0, 1) {
			weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
			switch open := cal.Open(worktime.Office, d); {
			case !weekend && !open:
				off++
			case weekend && open:
				worked++
			}
		}
		require.Equal(t, want.offWeekdays, off, year)
		require.Equal(t, want.workedWeekends, worked, year)
	}
	for _, day := range w.MakeUpDays {
		d, err := time.Parse("2006-01-02", day)
		require.NoError(t, err)
		require.Contains(t, []time.Weekday{time.Saturday, time.Sunday}, d.Weekday(), day)
	}
	festival, known := w.HolidayOn("2027-02-06")
	require.True(t, known)
	require.Equal(t, "春节", festival.NameZH)
	require.True(t, festival.Provisional)
	_, known = w.HolidayOn("2026-11-22")
	require.False(t, known)
}
