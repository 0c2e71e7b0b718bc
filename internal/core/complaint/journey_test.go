package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// The whole way of a complaint with money.
func TestJourney(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Demand = &complaint.Demand{Kind: "compensation", AmountFen: threeThousandYuan, Text: "赔偿墙面损失"}
	})
	require.Equal(t, complaint.Registered, w.m.Status)
	require.EqualValues(t, 1, w.m.Version)
	w.refused("desk1", dispatch(), fault.Refused, "transition_refused")
	w.pass(time.Hour).do("desk1", w.judge(), classify())
	require.Nil(t, w.m.Founded(), "null while open")
	w.do("desk1", complaint.DispatchCommand{Department: terms.Engineering, Supporting: []string{terms.Contracts}, Instruction: "尽快"})
	w.pass(time.Hour).do("head.eng", complaint.AcceptCommand{HandlerID: "u-heng2"})
	require.Equal(t, "李工", w.m.Assignee.Name)
	w.refused("handler.eng", w.propose(threeThousandYuan), fault.Refused, "transition_refused")
	w.do("handler.eng", investigate(), complaint.ProgressCommand{Note: "已查明，正在报方案", VisibleToOwner: true})
	w.pass(24*time.Hour).do("handler.eng", w.propose(threeThousandYuan))
	require.Equal(t, []string{"dept_head waiting", "finance pending", "leader pending"}, w.steps())
	w.refused("head.fin", complaint.ApproveCommand{}, fault.Forbidden, "forbidden")
	w.do("head.eng", complaint.ApproveCommand{Note: "同意"})
	require.Equal(t, []string{"dept_head approved", "finance waiting", "leader pending"}, w.steps())
	require.Equal(t, "finance", w.m.Keys.Waiting)
	w.do("head.fin", complaint.ApproveCommand{})
	require.Equal(t, "leader", w.m.Keys.Waiting)
	w.do("leader1", complaint.ApproveCommand{})
	require.Equal(t, complaint.Offered, w.m.Status)
	w.do("owner1", complaint.OfferAcceptCommand{Note: "可以"})
	require.Equal(t, complaint.Executing, w.m.Status)
	require.Equal(t, "company", w.m.Payer)
	w.do("handler.fin", w.pay(100_000))
	w.refused("handler.fin", w.pay(200_001), fault.Invalid, "invalid_fields", "amountFen")
	w.pass(24*time.Hour).do("handler.eng", complete())
	w.do("owner1", complaint.ConfirmCommand{Rating: 5, Comment: "满意"})
	require.Equal(t, complaint.Resolved, w.m.Status, "a payment is open and an evaluation due")
	w.do("handler.fin", w.pay(200_000))
	f := w.refused("desk1", complaint.CloseCommand{}, fault.Refused, "transition_refused")
	require.Contains(t, f.Allowed, "evaluate")
	w.do("desk1", complaint.EvaluateCommand{Evaluation: "雨季前普查外墙"}, complaint.CloseCommand{})
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.Fixed, w.m.Outcome)
	require.True(t, *w.m.Founded())
	require.Equal(t, []string{
		"registered", "judged", "classified", "dispatched", "noted", "accepted", "investigated", "progressed", "proposed",
		"approved", "approved", "approved", "offered", "offer_accepted", "paid", "completed", "confirmed", "paid", "evaluated", "closed",
	}, w.kinds())
	for _, e := range w.events {
		if e.VisibleToOwner {
			require.NotContains(t, string(e.Data), "外墙防水老化")
			require.NotContains(t, e.Note, "尽快")
		}
	}
	verifies(t, w)
}

func (w *world) steps() []string {
	var out []string
	for _, a := range w.m.Plan.Approvals {
		out = append(out, a.Step+" "+a.State)
	}
	return out
}

func TestRepairTakesTheShortWay(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature, f.Title = terms.Repair, "水龙头漏水" })
	w.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{})
	require.Equal(t, complaint.Executing, w.m.Status)
	w.refused("handler.eng", complaint.CompleteCommand{Result: "换了阀芯"}, fault.Invalid, "invalid_fields", "attachmentIds")
	w.do("handler.eng", complete()).do("owner1", complaint.ConfirmCommand{Rating: 4})
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.Fixed, w.m.Outcome)
	require.Nil(t, w.m.Plan)
	verifies(t, w)
}

func TestOwnerPaidWorkAgreesItsPriceFirst(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	w.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{})
	w.refused("handler.eng", complaint.StartCommand{Payer: "owner"}, fault.Invalid, "invalid_fields", "agreedPriceFen")
	w.do("handler.eng", complaint.StartCommand{Payer: "owner", AgreedPriceFen: 8_000})
	w.do("handler.eng", complete()).do("owner1", complaint.ConfirmCommand{})
	require.Equal(t, complaint.Closed, w.m.Status, "what the owner pays holds nothing up")
}

func TestInquiryIsAnsweredAndClosedOnTheSpot(t *testing.T) {
	w := newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature, f.Channel = terms.Inquiry, terms.Phone })
	w.do("desk1", complaint.AnswerCommand{Reply: "物业费按季度收取", CloseNow: true})
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.Answered, w.m.Outcome)
	require.Equal(t, complaint.Met, w.clock(terms.FirstResponse).State(w.now))
	require.Equal(t, []string{"registered", "answered", "closed"}, w.kinds())
	verifies(t, w)
}

func TestAnsweredKeepsItsOutcomeInSilence(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Suggestion })
	w.do("desk1", complaint.AnswerCommand{Reply: "谢谢，已采纳"})
	require.Equal(t, complaint.Resolved, w.m.Status)
	w.pass(8 * 24 * time.Hour)
	require.True(t, w.tick())
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.Answered, w.m.Outcome)
	require.True(t, w.m.Confirmation.Automatic)
}

func TestNotOursIsReferred(t *testing.T) {
	w := newWorld(t).register("owner1", nil)
	w.do("desk1", complaint.ReferCommand{To: "自来水公司", Reply: "请联系自来水公司", Assist: true})
	require.Equal(t, complaint.Registered, w.m.Status, "helping on keeps it open")
	w.do("desk1", complaint.ReferCommand{To: "自来水公司", Reply: "请联系自来水公司"})
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.Referred, w.m.Outcome)
}

func TestCriticalIsDispatchedFirstAndJudgedLater(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, in *complaint.Intake) { in.Suggestion.Severity = terms.Critical })
	require.Nil(t, w.clock(terms.Judgement), "judged afterwards")
	require.Equal(t, 5*time.Minute, w.clock(terms.FirstResponse).DueAt.Sub(w.now))
	w.do("desk1", dispatch()).do("handler.eng", complaint.InterimCommand{Measure: "已关总阀"}, complaint.AcceptCommand{})
	due := w.clock(terms.Judgement).DueAt
	require.Equal(t, at("2026-11-17 09:00"), due, "one working day after it is safe")
	w.do("handler.eng", complaint.StartCommand{})
	require.Equal(t, complaint.Executing, w.m.Status, "executing before its plan")
	w.do("desk1", w.judge())
	require.Equal(t, complaint.Met, w.clock(terms.Judgement).State(w.now))
	w.do("handler.eng", complete()).do("owner1", complaint.ConfirmCommand{Rating: 5})
	require.Equal(t, complaint.Resolved, w.m.Status, "high severity needs its evaluation")
	w.do("desk1", complaint.EvaluateCommand{Evaluation: "e"}, complaint.CloseCommand{})
	verifies(t, w)
}

func TestUnfoundedMayBeAppealedOnce(t *testing.T) {
	w := newWorld(t).register("owner1", nil).do("desk1", complaint.JudgeCommand{GroundsSufficient: no(), Reason: "r", Reply: "经核实……"})
	require.Equal(t, complaint.Unfounded, w.m.Status)
	require.False(t, *w.m.Founded())
	w.pass(15*24*time.Hour).do("owner1", complaint.AppealCommand{Reason: "有新照片"})
	require.Equal(t, complaint.Registered, w.m.Status)
	require.Nil(t, w.m.GroundsSufficient)
	w.do("desk1", complaint.JudgeCommand{GroundsSufficient: no(), Reason: "r", Reply: "仍然……"})
	w.refused("owner1", complaint.AppealCommand{Reason: "再申诉"}, fault.Refused, "transition_refused")
	w.pass(15 * 24 * time.Hour)
	require.True(t, w.tick())
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.OutcomeUnfounded, w.m.Outcome)

	late := newWorld(t).register("owner1", nil).do("desk1", complaint.JudgeCommand{GroundsSufficient: no(), Reason: "r", Reply: "s"})
	late.pass(15*24*time.Hour+time.Minute).refused("owner1", complaint.AppealCommand{Reason: "r"}, fault.Refused, "transition_refused")
}

// Straight from an unfounded reply into dispute, settled by a plan: the
// department of the class carries it out, though nobody had dispatched it.
func TestDisputeOfAnUnfoundedMatterCanBeSettledByAPlan(t *testing.T) {
	w := reach(t, "complaint", complaint.Unfounded)
	w.do("desk1", complaint.DisputeCommand{Step: "mediation", Note: "街道调解"})
	plan := w.propose(20_000)
	w.do("desk1", complaint.SettleCommand{Terms: "各让一步", Plan: &plan})
	require.Equal(t, complaint.Proposed, w.m.Status)
	require.Equal(t, terms.Engineering, w.m.Department)
	w.do("head.eng", complaint.ApproveCommand{}).do("head.fin", complaint.ApproveCommand{}).do("owner1", complaint.OfferAcceptCommand{})
	w.do("handler.fin", w.pay(20_000)).do("handler.eng", complete())
	require.Equal(t, complaint.Resolved, w.m.Status)
}

func TestConsentGivenOnSiteSkipsTheOffer(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	plan := w.propose(0)
	plan.OwnerAgreed = &complaint.Consent{How: "现场签字", At: w.now}
	w.do("handler.eng", plan).do("head.eng", complaint.ApproveCommand{})
	require.Equal(t, complaint.Executing, w.m.Status)
	require.True(t, w.events[len(w.events)-1].VisibleToOwner, "the owner reads that it begins")
}

func TestReopenReferredMatterGoesBackToTheDesk(t *testing.T) {
	w := newWorld(t).register("owner1", nil).do("desk1", complaint.ReferCommand{To: "x", Reply: "y"})
	w.pass(30*24*time.Hour).do("owner1", complaint.ReopenCommand{Reason: "他们说不归他们管"})
	require.Equal(t, complaint.Registered, w.m.Status)
	w.do("desk1", complaint.ReferCommand{To: "x", Reply: "y"})
	w.pass(30*24*time.Hour+time.Minute).refused("owner1", complaint.ReopenCommand{Reason: "r"}, fault.Refused, "transition_refused")

	repair := reach(t, "repair", complaint.Closed)
	repair.pass(90*24*time.Hour).do("owner1", complaint.ReopenCommand{Reason: "又漏了"})
	require.Equal(t, complaint.Investigating, repair.m.Status)
	repair.do("handler.eng", repair.propose(20_000)).do("head.eng", complaint.ApproveCommand{})
	require.Equal(t, []string{"dept_head approved", "finance waiting", "leader pending"}, repair.steps(), "earlier payments count: no splitting")
	repair.do("head.fin", complaint.ApproveCommand{}).do("leader1", complaint.ApproveCommand{}).do("owner1", complaint.OfferAcceptCommand{})
	repair.do("handler.fin", repair.pay(20_000)) // a round pays its own amount
}

func TestMergeAndUnmerge(t *testing.T) {
	w := newWorld(t).register("owner1", nil)
	w.refused("desk1", complaint.MergeCommand{Into: "nowhere"}, fault.Invalid, "invalid_fields", "into")
	w.facts.Into = other(t)
	changes, err := complaint.Do(w.m, complaint.MergeCommand{Into: "m-2"}, people["desk1"], w.env())
	require.NoError(t, err)
	require.Len(t, changes, 2)
	w.keep(changes[0])
	into := changes[1].Next
	require.Equal(t, complaint.Merged, w.m.Status)
	require.Equal(t, "m-2", w.m.MergedInto.ID)
	require.Equal(t, "m-1", into.MergedFrom[0].ID)
	require.EqualValues(t, 2, into.Version)
	require.EqualValues(t, 1, w.tally["2026-11-16"]["received"], "merged matters stay in the count")
	w.facts.MergedInto = &into
	changes, err = complaint.Do(w.m, complaint.UnmergeCommand{Reason: "不是同一件事"}, people["desk1"], w.env())
	require.NoError(t, err)
	w.keep(changes[0])
	require.Equal(t, complaint.Registered, w.m.Status)
	require.Empty(t, changes[1].Next.MergedFrom)
	require.Equal(t, complaint.Running, w.clock(terms.FirstResponse).State(w.now), "what was promised runs again")
	require.Equal(t, w.m.ReceivedAt, w.clock(terms.FirstResponse).StartedAt)
}

func TestGroupMatter(t *testing.T) {
	w := newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Channel, f.Reporter.Kind, f.OwnerID = terms.Letter, "joint_letter", ""
	})
	require.NotNil(t, w.m.Grouped, "a joint letter opens one")
	w.do("owner2", complaint.JoinCommand{HouseID: "h-2"})
	require.Contains(t, w.m.Keys.Audience, "owner:o-2")
	w.refused("owner2", complaint.JoinCommand{HouseID: "h-2"}, fault.Refused, "transition_refused")
	w.do("desk1", complaint.BulletinCommand{Note: "电梯周三到件"})
	w.do("owner2", complaint.UrgeCommand{Note: "快点"}, complaint.LeaveCommand{})
	require.NotContains(t, w.m.Keys.Audience, "owner:o-2")
	outside := newWorld(t).register("owner1", nil)
	outside.refused("desk1", complaint.GroupCommand{CommunityID: "c-9"}, fault.Invalid, "invalid_fields", "communityId")
	outside.do("desk1", complaint.GroupCommand{CommunityID: "c-1", Building: "7"})
	outside.refused("owner2", complaint.JoinCommand{HouseID: "h-2"}, fault.Invalid, "invalid_fields", "houseId")
}
