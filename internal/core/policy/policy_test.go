package policy_test

import (
	"encoding/json"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// sound is a small policy without a mistake, fresh for each caller.
func sound() policy.Policy {
	yes := true
	return policy.Policy{
		Limits: []policy.LimitRule{
			{Clock: terms.FindingTold, When: policy.When{Categories: []string{"elevator"}}, Calendar: worktime.Office, Minutes: 240},
			{Clock: terms.PlanDue, When: policy.When{WithAmount: &yes, Natures: []terms.Nature{terms.Complaint}}, Calendar: worktime.Office, Minutes: 1440},
			{Clock: terms.PlanDue, Calendar: worktime.Office, Minutes: 480},
		},
		NeverPaused: []terms.ClockKind{terms.Update},
		Tiers: []policy.Tier{
			{FromFen: 0, Steps: []policy.Step{{Name: "dept_head"}}},
			{FromFen: 1, Steps: []policy.Step{{Name: "finance", Later: true}}},
			{FromFen: 100, Steps: []policy.Step{{Name: "dept_head"}, {Name: "leader"}}},
		},
		Departments: []policy.Department{{Code: "engineering", NameZH: "工程技术部", NameEN: "Engineering"}},
		Categories: []policy.Category{{
			Code: "elevator", Department: "engineering", NameZH: "电梯", NameEN: "Elevators",
			Tags: []policy.Tag{{Code: "entrapment", NameZH: "困人", NameEN: "Entrapment"}},
		}},
		Windows: policy.Windows{
			AppealDays: 15, ReopenDays: 30, ReopenRepairDays: 90, RepeatDays: 30, RepeatRepairDays: 90, RecheckDays: 30,
			AutoConfirmDays: 7, CallbackTries: 3, CallbackDays: 2, FinalReplyFrom: 3, HoldSeconds: 15, OwnerUrgesDaily: 1, BackdateReasonAfter: 60,
			MeetOwnerWithin: 960, InstructionAnswer: 1440, CriticalBriefing: 120, OrderAnswer: 480, TransferMargin: 480, ApprovalInAll: 1440,
			OwnerDailySubmissions: 10, OwnerSameTextDaily: 2, MajorAmountFen: 1, MajorHouseholds: 20, PromisedWithinMonths: 12,
			EscalationPercents: []int{75, 100, 150}, HotspotDays: 30, HotspotCount: 3, PercentagesFrom: 20, SatisfiedFrom: 4,
			AbuseDays: 90, RetainYears: 5, RetainLongYears: 10, VisitFrom: "09:00", VisitTo: "18:00", VisitHours: 2, ShiftHours: 12, TransferAhead: 24, DigestAt: "08:20", QuietFrom: "21:00", QuietTo: "08:00",
			MailFoldSeconds: 60, MailTryHours: 24, MailPerMinute: 300,
		},
	}
}

func TestTheFirstRuleThatFitsHolds(t *testing.T) {
	p := sound()
	require.Equal(t, 4*time.Hour, p.Limit(terms.FindingTold, policy.Ask{Category: "elevator"}).Duration)
	require.True(t, p.Limit(terms.FindingTold, policy.Ask{Category: "pets"}).None)
	require.Equal(t, 24*time.Hour, p.Limit(terms.PlanDue, policy.Ask{Nature: terms.Complaint, WithAmount: true}).Duration)
	require.Equal(t, 8*time.Hour, p.Limit(terms.PlanDue, policy.Ask{Nature: terms.Repair, WithAmount: true}).Duration)
	require.True(t, policy.Policy{}.Limit(terms.PlanDue, policy.Ask{}).None)
}

func TestLegalComesBeforeTheLeaderAndOnce(t *testing.T) {
	p := sound()
	names := func(steps []policy.Step) (list []string) {
		for _, s := range steps {
			list = append(list, s.Name)
		}
		return list
	}
	require.Equal(t, []string{"dept_head", "legal", "leader"}, names(p.Steps(100, true)))
	require.Equal(t, []string{"dept_head", "legal"}, names(p.Steps(-5, true)))
	require.Equal(t, []string{"dept_head", "leader"}, names(p.StepsOneTierUp(100, false)), "above the top there is no tier")
	require.Equal(t, []string{"dept_head", "leader"}, names(p.Steps(100, false)), "asking with legal left the policy as it was")
	require.True(t, p.OnTheSpot(99))
	require.False(t, p.OnTheSpot(0))
	require.Empty(t, policy.Policy{}.Steps(1, true))
}

func TestValidateNamesEachField(t *testing.T) {
	require.NoError(t, sound().Validate())
	for path, spoil := range map[string]func(*policy.Policy){
		"limits":                         func(p *policy.Policy) { p.Limits = nil },
		"limits[0].clock":                func(p *policy.Policy) { p.Limits[0].Clock = "lunch" },
		"limits[0].calendar":             func(p *policy.Policy) { p.Limits[0].Calendar = "moon" },
		"limits[0].minutes":              func(p *policy.Policy) { p.Limits[0].Minutes = 0 },
		"limits[0].when.categories[0]":   func(p *policy.Policy) { p.Limits[0].When.Categories[0] = "spaceship" },
		"limits[1].when.natures[0]":      func(p *policy.Policy) { p.Limits[1].When.Natures[0] = "rumour" },
		"neverPaused[0]":                 func(p *policy.Policy) { p.NeverPaused[0] = "lunch" },
		"tiers[0].fromFen":               func(p *policy.Policy) { p.Tiers[0].FromFen = 5; p.Tiers[1].FromFen = 6 },
		"tiers[2].fromFen":               func(p *policy.Policy) { p.Tiers[2].FromFen = 1 },
		"tiers[1].steps":                 func(p *policy.Policy) { p.Tiers[1].Steps = nil },
		"tiers[1].steps[0].name":         func(p *policy.Policy) { p.Tiers[1].Steps[0].Name = "mother" },
		"tiers[2].steps[1].name":         func(p *policy.Policy) { p.Tiers[2].Steps[1].Name = "dept_head" },
		"departments[0].code":            func(p *policy.Policy) { p.Departments[0].Code = "" },
		"categories[0].code":             func(p *policy.Policy) { p.Categories[0].Code = "Lift 1"; p.Limits[0].When.Categories = nil },
		"categories[0].department":       func(p *policy.Policy) { p.Categories[0].Department = "kitchen" },
		"categories[0].nameZh":           func(p *policy.Policy) { p.Categories[0].NameZH = "" },
		"categories[0].capFen":           func(p *policy.Policy) { p.Categories[0].CapFen = -1 },
		"categories[0].tags[1].code":     func(p *policy.Policy) { p.Categories[0].Tags = append(p.Categories[0].Tags, p.Categories[0].Tags[0]) },
		"categories[1].code":             func(p *policy.Policy) { p.Categories = append(p.Categories, p.Categories[0]) },
		"windows.appealDays":             func(p *policy.Policy) { p.Windows.AppealDays = 0 },
		"windows.escalationPercents":     func(p *policy.Policy) { p.Windows.EscalationPercents = []int{100, 75} },
		"windows.escalationPercents[0]":  func(p *policy.Policy) { p.Windows.EscalationPercents[0] = 0 },
		"windows.quietFrom":              func(p *policy.Policy) { p.Windows.QuietFrom = "9 pm" },
		"windows.meetOwnerOfficeMinutes": func(p *policy.Policy) { p.Windows.MeetOwnerWithin = 0 },
	} {
		p := sound()
		spoil(&p)
		wrong, ok := fault.As(p.Validate())
		require.True(t, ok, path)
		paths := make([]string, 0, len(wrong.Fields))
		for _, f := range wrong.Fields {
			paths = append(paths, f.Path)
			require.NotEmpty(t, f.Message.ZH)
			require.NotEmpty(t, f.Message.EN)
		}
		require.Contains(t, paths, path)
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	p := sound()
	p.Windows.AppealDays, p.Tiers[0].FromFen, p.Categories[0].NameEN = 0, -1, ""
	wrong, ok := fault.As(p.Validate())
	require.True(t, ok)
	require.GreaterOrEqual(t, len(wrong.Fields), 3)
}

func TestAPolicyComesBackFromItsDocument(t *testing.T) {
	text, err := json.Marshal(sound())
	require.NoError(t, err)
	var back policy.Policy
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, sound(), back)
}

func TestWorkCalendar(t *testing.T) {
	w := policy.WorkCalendar{
		Weekdays: []int{1, 2, 3, 4, 5},
		Office:   []worktime.Period{{From: "09:00", To: "17:00"}},
		Service:  []worktime.Period{{From: "08:00", To: "20:00"}},
		Holidays: []policy.Holiday{{NameZH: "国庆节", NameEN: "National Day", From: "2026-10-01", To: "2026-10-07"}},
	}
	require.NoError(t, w.Validate())
	cal, err := w.Calendar(time.UTC)
	require.NoError(t, err)
	require.False(t, cal.Open(worktime.Office, time.Date(2026, 10, 5, 10, 0, 0, 0, time.UTC)))
	require.True(t, cal.Open(worktime.Office, time.Date(2026, 10, 8, 10, 0, 0, 0, time.UTC)))

	for path, spoil := range map[string]func(*policy.WorkCalendar){
		"holidays[0].to": func(w *policy.WorkCalendar) {
			w.Holidays = []policy.Holiday{{NameZH: "长", NameEN: "Long", From: "2026-01-01", To: "2999-01-01"}}
		},
		"holidays[0].from": func(w *policy.WorkCalendar) {
			w.Holidays = []policy.Holiday{{NameZH: "无", NameEN: "None", From: "2026-02-30", To: "2026-03-01"}}
		},
		"weekdays[0]":   func(w *policy.WorkCalendar) { w.Weekdays = []int{8} },
		"office":        func(w *policy.WorkCalendar) { w.Office = nil },
		"makeUpDays[0]": func(w *policy.WorkCalendar) { w.MakeUpDays = []string{"tomorrow"} },
		"office[0].to":  func(w *policy.WorkCalendar) { w.Office = []worktime.Period{{From: "09:00", To: "08:00"}} },
		"service[1].from": func(w *policy.WorkCalendar) {
			w.Service = []worktime.Period{{From: "08:00", To: "12:00"}, {From: "11:00", To: "24:00"}}
		},
	} {
		spoilt := w
		spoil(&spoilt)
		wrong, ok := fault.As(spoilt.Validate())
		require.True(t, ok, path)
		require.Equal(t, path, wrong.Fields[0].Path)
	}
	w.MakeUpDays = []string{"2026-10-01"}
	wrong, ok := fault.As(w.Validate())
	require.True(t, ok)
	require.Equal(t, "makeUpDays[0]", wrong.Fields[0].Path, "a day off that is worked")
}
