package complaint_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// capped gives the matter's category a cap.
func (w *world) capped(fen int64) *world {
	w.policy.Categories = slices.Clone(w.policy.Categories)
	for i := range w.policy.Categories {
		w.policy.Categories[i].CapFen = fen
	}
	return w
}

func TestBeyondTheCapThePlanSaysWhyAndGoesOneTierUp(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating).capped(20_000)
	plan := w.propose(30_000)
	w.refused("handler.eng", plan, fault.Invalid, "invalid_fields", "overCapReason")
	plan.OverCapReason = "地板为新装，折旧少"
	before := complaint.PreviewApproval(w.m, people["handler.eng"], 30_000, w.env())
	require.True(t, before.BeyondCap)
	w.do("handler.eng", plan)
	require.Equal(t, before.Steps[2].Step, w.m.Plan.Approvals[2].Step, "what was shown before is what comes")
	require.Len(t, w.m.Plan.Approvals, 3, "head, finance and leader instead of head and finance")
	require.Equal(t, "地板为新装，折旧少", w.m.Plan.OverCap)
	require.EqualValues(t, 20_000, w.m.Plan.CapFen)
}

func TestACauseIsOneWordOfTheCategorysList(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	cmd := investigate().(complaint.InvestigateCommand)
	cmd.CauseCode = "gremlins"
	w.refused("handler.eng", cmd, fault.Invalid, "invalid_fields", "causeCode")
	cmd.CauseCode = "wear"
	cmd.Evidence = []complaint.EvidenceMark{{ID: "a-1", When: "before"}, {ID: "a-2", When: "after", Note: "闭水试验后"}}
	cmd.EvidenceIDs = []string{"a-2", "a-3"}
	w.do("handler.eng", cmd)
	require.Equal(t, "wear", w.m.CauseCode)
	require.Equal(t, []string{"a-2", "a-3", "a-1"}, w.m.Investigation.EvidenceIDs)
	require.Subset(t, w.m.Attachments, []string{"a-1", "a-2", "a-3"})
	cmd.Evidence[0].When = "someday"
	w.refused("handler.eng", cmd, fault.Invalid, "invalid_fields", "evidence[0].when")

	fees := w.policy.CausesOf("fee_dispute")
	require.Less(t, len(fees), len(w.policy.Causes), "a category narrows the list")

	repair := reach(t, "repair", complaint.Investigating)
	repair.do("handler.eng", complaint.StartCommand{}, complaint.CompleteCommand{Result: "已更换", AttachmentIDs: []string{"a-1"}, CauseCode: "wear"})
	require.Equal(t, "wear", repair.m.CauseCode)
	require.Equal(t, []string{"completed", "noted"}, repair.kinds()[len(repair.kinds())-2:], "the cause is an inside entry")
	require.False(t, repair.events[len(repair.events)-1].VisibleToOwner)
}

func TestGoodwillAsksForNoShares(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.refused("handler.eng", complaint.InvestigateCommand{Cause: "暴雨"}, fault.Invalid, "invalid_fields", "shares")
	w.do("handler.eng", complaint.InvestigateCommand{Cause: "暴雨", Goodwill: true})
	require.Empty(t, w.m.Investigation.Shares)
}

func TestASumIsReckonedByItsStandard(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	for name, c := range map[string]struct {
		bought  string
		years   int
		percent int
		fen     int64
	}{
		"new":                {"2026-11-01", 0, 100, 1_000_001},
		"a day short of one": {"2025-11-17", 0, 100, 1_000_001},
		"one to the day":     {"2025-11-16", 1, 90, 900_000},
		"five":               {"2021-03-05", 5, 50, 500_000},
		"very old":           {"1998-01-01", 28, 20, 200_000},
	} {
		got, err := w.env().Reckon(complaint.Calculation{Standard: "timber_floor", PriceFen: 1_000_001, BoughtOn: c.bought})
		require.NoError(t, err, name)
		require.Equal(t, []int64{int64(c.years), int64(c.percent), c.fen}, []int64{int64(got.Years), int64(got.Percent), got.AmountFen}, name)
		require.NotEmpty(t, got.ClauseZH)
	}
	plan := w.propose(500_000)
	plan.Calculation = []complaint.Calculation{{Standard: "timber_floor", Item: "卧室地板", PriceFen: 1_000_000, BoughtOn: "2021-03-05", AmountFen: 9}}
	plan.Options = []complaint.Option{{Measures: plan.Measures, AmountFen: 0, DueAt: plan.DueAt, Calculation: []complaint.Calculation{{Standard: "x", BoughtOn: "2027-01-01"}}}}
	w.refused("handler.eng", plan, fault.Invalid, "invalid_fields",
		"options[0].calculation[0].standard", "options[0].calculation[0].priceFen", "options[0].calculation[0].boughtOn")
	plan.Options = nil
	w.do("handler.eng", plan)
	require.EqualValues(t, 500_000, w.m.Plan.Options[0].Calculation[0].AmountFen, "reckoned here, whatever was sent")
}

func TestStandardMeasuresOfAPlanMustFit(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.facts.Unfit = []string{"s-9"}
	plan := w.propose(0)
	plan.Options = []complaint.Option{{Measures: []complaint.Measure{{Kind: "repair"}, {Kind: "repair", MeasureID: "s-9"}}, DueAt: plan.DueAt}}
	w.refused("handler.eng", plan, fault.Invalid, "invalid_fields", "options[0].measures[1].measureId")
	plan.Options[0].Measures[1].MeasureID = "s-1"
	w.do("handler.eng", plan)
	require.Equal(t, "s-1", w.m.Plan.Options[1].Measures[1].MeasureID)
}

func TestEarlierRoundsStayReadable(t *testing.T) {
	w := reach(t, "complaint", complaint.Offered)
	w.do("owner1", complaint.OfferRejectCommand{Reason: "太少", CounterDemand: "五千元"})
	w.do("handler.eng", w.propose(20_000)).do("head.eng", complaint.RejectCommand{Reason: "依据不足"})
	w.do("handler.eng", w.propose(400_000))
	require.Len(t, w.m.PastRounds, 2)
	first, second := w.m.PastRounds[0], w.m.PastRounds[1]
	require.Equal(t, []int{1, 2}, []int{first.Number, second.Number})
	require.Equal(t, "五千元", first.Offer.CounterDemand)
	require.EqualValues(t, threeThousandYuan, first.Plan.Options[0].AmountFen)
	require.Equal(t, "依据不足", second.Plan.Approvals[0].Note)
	require.Nil(t, second.Offer)
	require.Contains(t, w.m.Keys.Marks, complaint.MarkDecided("u-dfin"), "who decided an earlier round still finds it")
	require.Contains(t, w.m.Keys.Audience, "dept:finance")
}

func TestWithoutCounselALeaderFilesTheOpinion(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.facts.Holders[policy.StepLegal] = nil
	w.do("handler.eng", w.propose(600_000)).do("head.eng", complaint.ApproveCommand{}).do("head.fin", complaint.ApproveCommand{})
	require.Equal(t, "leader", w.m.Keys.Waiting)
	w.refused("leader1", complaint.ApproveCommand{}, fault.Invalid, "invalid_fields", "note")
	w.do("leader1", complaint.ApproveCommand{Note: "外聘律师意见：可行"}, complaint.ApproveCommand{})
	require.Equal(t, complaint.Offered, w.m.Status)
}

func TestWhatWasGrantedOnTheSpotIsReviewedAfterwards(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("handler.eng", w.propose(5_000)).do("owner1", complaint.OfferAcceptCommand{})
	require.Contains(t, w.m.Keys.Marks, complaint.MarkReview("finance"))
	w.refused("leader1", complaint.ReviewCommand{}, fault.Forbidden, "forbidden")
	w.do("head.fin", complaint.ReviewCommand{Objection: "缺票据"})
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkReview("finance"))
	require.Equal(t, complaint.Executing, w.m.Status, "it holds nothing up")
	a := w.m.Plan.Approvals[0]
	require.Equal(t, []string{complaint.Later, "u-dfin", "缺票据"}, []string{a.State, a.By.ID, a.Objection})
	w.refused("head.fin", complaint.ReviewCommand{}, fault.Refused, "transition_refused")
	w.do("head.fin", w.pay(5_000))

	own := reach(t, "complaint", complaint.Investigating)
	own.m.Department = terms.Finance
	own.do("head.fin", own.propose(5_000))
	require.Contains(t, own.m.Keys.Marks, complaint.MarkReview("leader"), "nobody reviews what they granted")
	own.refused("head.fin", complaint.ReviewCommand{}, fault.Forbidden, "forbidden")
	own.do("leader1", complaint.ReviewCommand{Note: "可"})

	refused := reach(t, "complaint", complaint.Investigating)
	refused.do("handler.eng", refused.propose(5_000)).do("owner1", complaint.OfferRejectCommand{Reason: "不要"})
	require.NotContains(t, refused.m.Keys.Marks, complaint.MarkReview("finance"), "nothing came of it")
}

func TestAnAgreementIsAskedForAboveThePolicysSum(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	require.True(t, w.m.AgreementDue(w.policy))
	require.Contains(t, w.m.Keys.Marks, complaint.MarkAgreement)
	w.refused("handler.eng", complaint.SignAgreementCommand{How: "wax", SignedAt: w.now.Add(time.Hour)}, fault.Invalid, "invalid_fields", "how", "signedAt")
	w.do("handler.fin", w.pay(1_000)) // it holds nothing up
	w.do("handler.eng", complaint.SignAgreementCommand{How: "on_site", SignedAt: w.now, Number: "XY-2026-1", AttachmentIDs: []string{"a-9"}})
	require.False(t, w.m.AgreementDue(w.policy))
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkAgreement)
	require.True(t, w.events[len(w.events)-1].VisibleToOwner)
	w.refused("desk1", complaint.SignAgreementCommand{How: "paper", SignedAt: w.now}, fault.Refused, "transition_refused")

	small := reach(t, "complaint", complaint.Investigating)
	small.do("handler.eng", small.propose(5_000)).do("owner1", complaint.OfferAcceptCommand{})
	require.False(t, small.m.AgreementDue(small.policy))
}
