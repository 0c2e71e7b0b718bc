package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

const day = 24 * time.Hour

// repairAt is a repair of owner1 that engineering works on.
func repairAt(t require.TestingT, change func(*complaint.Form, *complaint.Intake)) *world {
	w := newWorld(t).register("owner1", func(f *complaint.Form, in *complaint.Intake) {
		f.Nature = terms.Repair
		if change != nil {
			change(f, in)
		}
	})
	return w.do("desk1", classify(), dispatch()).do("handler.eng", complaint.AcceptCommand{})
}

func ring(purpose string, reached bool) complaint.Command {
	return complaint.CallCommand{Purpose: purpose, Reached: reached, Note: "n"}
}

func TestOpenTasksHoldTheWork(t *testing.T) {
	w := repairAt(t, nil).do("handler.eng", complaint.StartCommand{})
	w.do("head.eng", complaint.TaskCommand{What: "结算脚手架", Who: "会计", Department: terms.Finance, By: w.now.Add(day)})
	require.Contains(t, w.m.Keys.Audience, access.DepartmentAudience(terms.Finance), "who has a task sees the matter")
	w.refused("handler.eng", complete(), fault.Refused, "transition_refused")
	id := w.m.Tasks[0].ID
	w.refused("handler.fin", complaint.TaskDoneCommand{TaskID: "none"}, fault.Invalid, "invalid_fields", "taskId")
	w.refused("handler.fin", complaint.TaskDoneCommand{TaskID: id, Dropped: true}, fault.Invalid, "invalid_fields", "note")
	w.do("handler.fin", complaint.TaskDoneCommand{TaskID: id, Note: "已结"})
	w.do("desk1", w.task())
	w.refused("handler.fin", complaint.TaskDoneCommand{TaskID: w.m.Tasks[1].ID}, fault.Forbidden, "forbidden")
	w.do("handler.eng", complaint.TaskDoneCommand{TaskID: w.m.Tasks[1].ID, Dropped: true, Note: "不用搭了"}, complete())
	require.Equal(t, complaint.Resolved, w.m.Status)
}

func TestCallbackStopsAfterThreeTriesOnTwoDays(t *testing.T) {
	w := repairAt(t, nil).do("handler.eng", complaint.StartCommand{})
	w.refused("desk1", ring("callback", false), fault.Refused, "transition_refused")
	w.do("handler.eng", complete())
	w.refused("handler.eng", ring("callback", false), fault.Forbidden, "forbidden")
	resolved := w.now
	w.do("desk1", ring("callback", false), ring("callback", false), ring("callback", false))
	require.Equal(t, complaint.Running, w.clock(terms.Callback).State(w.now), "three on one day are not enough")
	w.pass(day).do("desk1", ring("callback", false))
	require.Equal(t, complaint.Met, w.clock(terms.Callback).State(w.now))

	w.now = resolved.Add(7*day + time.Hour)
	w.tick()
	require.Equal(t, complaint.Resolved, w.m.Status, "silence counts from the last try")
	w.pass(day).tick()
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.Unreachable, w.m.Outcome)
	require.True(t, w.m.Confirmation.Automatic)
}

func TestTheOwnerIsAwaitedOnlyAfterTwoTries(t *testing.T) {
	w := repairAt(t, nil)
	wait := complaint.PauseCommand{Awaiting: "owner", Reason: "r", Until: w.now.Add(3 * day)}
	w.do("handler.eng", ring("contact", false))
	w.refused("head.eng", wait, fault.Invalid, "invalid_fields", "awaiting")
	w.do("desk1", ring("contact", true))
	w.do("handler.eng", ring("contact", false))
	w.refused("head.eng", wait, fault.Invalid, "invalid_fields", "awaiting")
	w.do("desk1", ring("contact", false)).do("head.eng", wait)
}

func TestAppointmentsAreAnsweredAndMoved(t *testing.T) {
	w := repairAt(t, nil).do("desk1", w0appointment)
	first := w.m.Visits[0].ID
	wish, until := w.now.Add(3*day), w.now.Add(3*day+2*time.Hour)
	w.refused("owner1", complaint.VisitConfirmCommand{VisitID: first, WishFrom: &wish}, fault.Invalid, "invalid_fields", "wishTo")
	w.do("owner1", complaint.VisitConfirmCommand{VisitID: first, Note: "上班", WishFrom: &wish, WishTo: &until})
	w.do("desk1", complaint.AppointCommand{From: wish, To: until, Who: "王工", Entry: "at_home"})
	require.Equal(t, complaint.Moved, w.m.Visits[0].Outcome)
	w.refused("owner1", complaint.VisitConfirmCommand{VisitID: first, OK: true}, fault.Invalid, "invalid_fields", "visitId")
	w.do("owner1", complaint.VisitConfirmCommand{VisitID: w.m.Visits[1].ID, OK: true})
	require.True(t, w.m.Visits[1].Answer.OK)

	w.now = wish.Add(time.Hour)
	w.do("handler.eng", complaint.VisitCommand{Outcome: "arrived"})
	require.Equal(t, complaint.Met, w.clock(terms.OnSite).State(w.now), "arriving stops the clock")
	require.Empty(t, w.m.Visits[1].Outcome)
	w.refused("handler.eng", complaint.VisitCommand{Outcome: "done", Parts: []complaint.Part{{Qty: 0, UnitFen: -1, PaidBy: "nobody"}}, OldPart: "sold"},
		fault.Invalid, "invalid_fields", "parts[0].name", "parts[0].qty", "parts[0].unitFen", "parts[0].paidBy", "oldPart")
	w.do("handler.eng", complaint.StartCommand{}, complaint.VisitCommand{
		Outcome: "done", BeforeIDs: []string{"a-1"}, AfterIDs: []string{"a-2"}, SignatureID: "a-3",
		Parts: []complaint.Part{{Name: "阀芯", Qty: 1, UnitFen: 3_500, PaidBy: "warranty"}}, OldPart: "returned",
	})
	require.Subset(t, w.m.Attachments, []string{"a-1", "a-2", "a-3"})
	w.do("handler.eng", complaint.CompleteCommand{Result: "换了阀芯"}) // the visit brought photo and signature
}

var w0appointment = complaint.AppointCommand{From: monday.Add(day), To: monday.Add(day + 2*time.Hour), Who: "王工", Entry: "call_first"}

func TestAPartialFixIsFollowedUp(t *testing.T) {
	w := repairAt(t, nil).do("handler.eng", complaint.StartCommand{})
	half := complaint.CompleteCommand{Result: "先堵住", AttachmentIDs: []string{"a-1"}, Outcome: complaint.FixedPartly}
	w.refused("handler.eng", half, fault.Invalid, "invalid_fields", "remains", "followUpBy")
	by := w.now.Add(10 * day)
	half.Remains, half.FollowUpBy = "外墙待干燥后重做", &by
	w.do("handler.eng", half)
	w.do("owner1", complaint.ConfirmCommand{Rating: 4})
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.FixedPartly, w.m.Outcome, "what remains is not counted as fixed")

	w.now = by.Add(-time.Hour)
	require.False(t, w.tick())
	require.Equal(t, by, w.m.Keys.WakeAt)
	w.pass(time.Hour)
	require.True(t, w.tick())
	require.Equal(t, complaint.KindRecheckDue, w.events[len(w.events)-1].Kind)
	require.Contains(t, complaint.Allowed(w.m, people["handler.eng"], w.env()), "visit", "also after closing")
	w.do("handler.eng", complaint.VisitCommand{Outcome: "done", Note: "已重做", AfterIDs: []string{"a-9"}})
	require.Equal(t, "done", w.m.Rechecks[0].Outcome)
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkRecheck)
	w.refused("handler.eng", complaint.VisitCommand{Outcome: "done"}, fault.Refused, "transition_refused")
}

func TestARecheckIsMovedNotDoubled(t *testing.T) {
	w := repairAt(t, nil).do("handler.eng", complaint.StartCommand{})
	w.do("handler.eng", complaint.CompleteCommand{Result: "r", SignatureID: "a-1", Recheck: &complaint.RecheckCommand{By: w.now.Add(30 * day), Because: "days"}})
	w.do("desk1", complaint.RecheckCommand{By: w.now.Add(3 * day), Because: "rain", Note: "周四有雨"})
	require.Len(t, w.m.Rechecks, 1)
	require.Contains(t, w.m.Keys.Marks, complaint.MarkRecheck)
	require.Equal(t, "rain", w.m.Rechecks[0].Because)
}

func TestOwnerPaidWorkWaitsForTheWord(t *testing.T) {
	w := repairAt(t, func(f *complaint.Form, _ *complaint.Intake) {
		f.Reporter = complaint.Reporter{Kind: "tenant", Name: "租客小林"}
	})
	begin := func(fen int64) complaint.StartCommand {
		return complaint.StartCommand{Payer: "owner", AgreedPriceFen: fen}
	}
	w.do("handler.eng", quote())
	require.EqualValues(t, 16_000, w.m.Quote.TotalFen)
	w.refused("handler.eng", begin(16_000), fault.Invalid, "invalid_fields", "payer")
	w.refused("handler.eng", complaint.StartCommand{}, fault.Invalid, "invalid_fields", "payer")
	tenant := &complaint.OnBehalf{How: "phone", Person: "租客小林", At: w.now}
	w.refused("desk1", complaint.QuoteAnswerCommand{OK: true, OnBehalf: tenant}, fault.Invalid, "invalid_fields", "onBehalf.person")
	w.do("desk1", complaint.QuoteAnswerCommand{OK: false, OnBehalf: tenant})
	w.refused("handler.eng", begin(16_000), fault.Invalid, "invalid_fields", "payer")
	w.do("handler.eng", quote()).do("owner1", complaint.QuoteAnswerCommand{OK: true})
	w.refused("handler.eng", begin(16_001), fault.Invalid, "invalid_fields", "agreedPriceFen")
	w.do("handler.eng", begin(16_000))

	// More is found while the work goes on.
	w.do("handler.eng", complaint.QuoteCommand{Items: []complaint.QuoteItem{{Name: "更换角阀", Qty: 1, UnitFen: 4_500}}})
	w.do("owner1", complaint.QuoteAnswerCommand{OK: true})
	require.EqualValues(t, 20_500, w.m.PriceFen)
}

func TestTheFundGoesStepByStep(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	step := func(name string) complaint.Command { return complaint.FundCommand{Step: name, Note: "n", At: w.now} }
	w.refused("desk1", step("voted"), fault.Invalid, "invalid_fields", "step")
	w.do("desk1", step("proposed"), step("announced"), step("voted"))
	require.Equal(t, "applied", w.m.NextFundStep())
	w.do("desk1", step("proposed")) // the vote was lost
	require.Equal(t, "announced", w.m.NextFundStep())
	w.refused("desk1", step("applied"), fault.Invalid, "invalid_fields", "step")
	w.do("head.eng", step("announced"), step("voted"), step("applied"), step("approved"), step("disbursed"))
}

// A closed matter goes back to those who know it.
func TestReopeningReachesTheDepartment(t *testing.T) {
	w := repairAt(t, nil).do("head.eng", complaint.AssignCommand{HandlerID: "u-heng2"})
	w.do("handler.eng", complaint.StartCommand{}, complete()).do("owner1", complaint.ConfirmCommand{Rating: 5}, complaint.ReopenCommand{Reason: "又漏了"})
	require.Equal(t, complaint.Investigating, w.m.Status)
	require.Equal(t, "u-heng2", w.m.Assignee.ID, "the named handler has it again")
	require.Contains(t, w.m.Keys.Audience, access.DepartmentAudience(terms.Engineering))
	require.Equal(t, complaint.Running, w.clock(terms.PlanDue).State(w.now))
	require.Contains(t, complaint.Allowed(w.m, people["head.eng"], w.env()), "assign")
}

func TestWhatMadeItSafeStandsOnTheMatter(t *testing.T) {
	w := newWorld(t).register("owner1", func(_ *complaint.Form, in *complaint.Intake) { in.Suggestion.Severity = terms.Critical })
	w.do("desk1", dispatch()).do("handler.eng", complaint.InterimCommand{Measure: "关闭总阀"}).do("handler.eng", complaint.InterimCommand{Measure: "架泵排水"})
	require.Equal(t, []string{"关闭总阀", "架泵排水"}, []string{w.m.Interims[0].Measure, w.m.Interims[1].Measure}, "oldest first")
	require.Equal(t, "u-heng", w.m.Interims[0].By.ID)
}
