package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// A second reading waits until a lead has judged or found; a clerk's own
// judgement is allowed and does not end it.
func TestSecondReading(t *testing.T) {
	w := reach(t, "complaint", complaint.Registered)
	w.do("desk1", complaint.SecondReadingCommand{Reason: "金额大"})
	require.Contains(t, w.m.Keys.Marks, complaint.MarkSecondReading)
	w.refused("lead1", complaint.SecondReadingCommand{Reason: "again"}, fault.Refused, "transition_refused")
	w.do("desk1", w.judge())
	require.Contains(t, w.m.Keys.Marks, complaint.MarkSecondReading)
	w.do("lead1", w.judge())
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkSecondReading)
	require.Equal(t, "u-lead1", w.m.SecondReading.DoneBy.ID)

	w = reach(t, "complaint", complaint.Investigating)
	w.do("desk1", complaint.SecondReadingCommand{Reason: "定性拿不准"})
	w.do("lead1", complaint.ConcludeCommand{Finding: complaint.Partly, Reason: "r"})
	require.NotNil(t, w.m.SecondReading.DoneAt)
}

// Hard cases are recommended to the lead while they can be read, and nothing
// is said of what needs no judging.
func TestHardCases(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(f *complaint.Form, in *complaint.Intake)
		want   []string
	}{
		{"an ordinary complaint", func(*complaint.Form, *complaint.Intake) {}, nil},
		{"a claim", func(f *complaint.Form, _ *complaint.Intake) { f.Demand = &complaint.Demand{AmountFen: 1} }, []string{"claim"}},
		{"high severity", func(_ *complaint.Form, in *complaint.Intake) { in.Suggestion.Severity = terms.High }, []string{"severity"}},
		{"a repair of high severity", func(f *complaint.Form, in *complaint.Intake) {
			f.Nature, in.Suggestion.Severity = terms.Repair, terms.High
		}, nil},
		{"an authority's", func(f *complaint.Form, _ *complaint.Intake) {
			f.Channel, f.Transfer = terms.Transfer, &complaint.Transfer{Sender: "12345"}
		}, []string{"transfer"}},
		{"about staff", func(f *complaint.Form, _ *complaint.Intake) { f.Subject = &complaint.Subject{Kind: "staff"} }, []string{"staff"}},
		{"about manners", func(_ *complaint.Form, in *complaint.Intake) { in.Suggestion.Category = "staff_attitude" }, []string{"staff"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t).register("desk1", c.change)
			require.Equal(t, c.want, w.m.Hard())
		})
	}
	yes := true
	w := reach(t, "complaint", complaint.Unfounded)
	w.do("owner1", complaint.AppealCommand{Reason: "有录像"}).do("desk1", complaint.ClassifyCommand{Category: "drainage_leak", LegalThreat: &yes})
	require.Equal(t, []string{"legal_threat", "appeal"}, w.m.Hard())
	require.Nil(t, reach(t, "complaint", complaint.Dispatched).m.Hard(), "past it")
}

// What was decided first stands beside the appeal.
func TestAppealKeepsTheFirstReading(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("lead1", complaint.ConcludeCommand{Finding: complaint.Unsubstantiated, Reason: "闭水合格", Reply: "楼上没有渗漏"})
	w.pass(24*time.Hour).do("owner1", complaint.AppealCommand{Reason: "又漏了"})
	first := w.m.FirstReading
	require.Equal(t, complaint.Unsubstantiated, first.Finding)
	require.Equal(t, "u-desk1", first.Judgement.By.ID)
	require.Equal(t, "u-lead1", first.Concluded.By.ID)
	require.Equal(t, "楼上没有渗漏", first.Reply)
	require.Equal(t, "又漏了", first.Appeal)
	require.Nil(t, w.m.Judgement)
	require.Nil(t, w.m.Concluded)
	require.Empty(t, w.m.UnfoundedReply)
}

// The third no opens the way to a leader's last word; after it the matter is
// taken up no more, and the same demand is attached to it without a clock.
func TestFinalReply(t *testing.T) {
	w := reach(t, "complaint", complaint.Offered)
	for n := 1; n <= 3; n++ {
		if n > 1 {
			w.do("handler.eng", w.propose(0)).do("head.eng", complaint.ApproveCommand{})
		}
		if n == 3 {
			require.NotContains(t, complaint.Allowed(w.m, people["leader1"], w.env()), "final-reply")
		}
		w.do("owner1", complaint.OfferRejectCommand{Reason: "不够"})
	}
	w.do("desk1", complaint.RequestInfoCommand{From: terms.Finance, Question: "?"})
	w.refused("leader1", complaint.FinalReplyCommand{Reply: "r"}, fault.Refused, "transition_refused")
	w.do("handler.fin", complaint.AnswerInfoCommand{RequestID: w.m.InfoRequests[0].ID, Answer: "a"})
	w.refused("leader1", complaint.FinalReplyCommand{}, fault.Invalid, "invalid_fields", "reply")
	w.do("leader1", complaint.FinalReplyCommand{Reply: "公司的最终意见如下"})
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.NotFeasible, w.m.Outcome)
	require.Equal(t, "refusals", w.m.FinalReply.After)
	require.Contains(t, w.m.Keys.Marks, complaint.MarkFinal)
	for _, cmd := range []complaint.Command{complaint.ReopenCommand{Reason: "r"}, complaint.AppealCommand{Reason: "r"}} {
		f := w.refused("owner1", cmd, fault.Refused, "transition_refused")
		require.Contains(t, f.Message.EN, "final reply")
	}

	again := newWorld(t).register("owner1", func(_ *complaint.Form, in *complaint.Intake) { in.ID, in.Number = "m-9", "TS-20261116-0009" })
	again.facts.Into = &w.m
	again.do("desk1", complaint.MergeCommand{Into: w.m.ID})
	require.Equal(t, complaint.Merged, again.m.Status)
	for _, c := range again.m.Clocks {
		require.False(t, c.EndedAt == nil && c.VoidAt == nil, "no clock runs on")
	}

	w = reach(t, "complaint", complaint.Unfounded)
	w.refused("leader1", complaint.FinalReplyCommand{Reply: "r"}, fault.Refused, "transition_refused")
	w.do("owner1", complaint.AppealCommand{Reason: "r"})
	w.do("desk1", complaint.JudgeCommand{GroundsSufficient: no(), Reason: "r", Reply: "仍不成立"})
	w.do("leader1", complaint.FinalReplyCommand{Reply: "r"})
	require.Equal(t, complaint.OutcomeUnfounded, w.m.Outcome)
	require.Equal(t, "appeal", w.m.FinalReply.After)

	closed := reach(t, "complaint", complaint.Closed)
	again = newWorld(t).register("owner1", nil)
	again.facts.Into = &closed.m
	again.refused("desk1", complaint.MergeCommand{Into: "x"}, fault.Invalid, "invalid_fields", "into")
}

func TestReturned(t *testing.T) {
	w := reach(t, "complaint", complaint.Dispatched)
	w.do("head.eng", complaint.ReturnCommand{Reason: "不属本部门"})
	back := w.m.ReturnedNow()
	require.Equal(t, terms.Engineering, back.Department)
	require.Equal(t, "不属本部门", back.Reason)
	require.Contains(t, w.m.Keys.Marks, complaint.MarkReturned)
	w.do("desk1", complaint.DispatchCommand{Department: terms.Finance})
	require.Nil(t, w.m.ReturnedNow())
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkReturned)
	require.Len(t, w.m.Returns, 1, "who returned it stays known")
}

// Both sides of an open question find it; withdrawing lets it go.
func TestQuestionsAreFoundByBothSides(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	due := w.now.Add(time.Hour)
	w.do("handler.eng", complaint.RequestInfoCommand{From: terms.Finance, Question: "已收费？", AnswerBy: &due})
	require.Contains(t, w.m.Keys.Marks, complaint.MarkAsked(terms.Finance))
	require.Contains(t, w.m.Keys.Marks, complaint.MarkAsking(terms.Engineering))
	require.False(t, w.m.InfoRequests[0].Late(w.now))
	require.True(t, w.m.InfoRequests[0].Late(due.Add(time.Second)))
	w.do("owner1", complaint.WithdrawCommand{Reason: "不用了"})
	require.False(t, w.m.InfoRequests[0].Open())
	require.Empty(t, w.m.Keys.Marks)
}

func TestExternalParties(t *testing.T) {
	w := reach(t, "complaint", complaint.Registered)
	due := w.now.Add(48 * time.Hour)
	ask := func(name string) complaint.Command {
		return complaint.ExternalAskCommand{ExternalParty: complaint.ExternalParty{Party: "contractor", Name: name, Asked: "请说明保修范围", AnswerBy: &due}}
	}
	w.do("desk1", ask("甲公司"), ask("乙公司"))
	second := w.m.External[1].ID
	w.do("desk1", complaint.ExternalReplyCommand{Party: "contractor", ExternalID: second, Note: "在保修期", At: w.now})
	require.Empty(t, w.m.External[0].Replies)
	require.Len(t, w.m.External[1].Replies, 1)
	w.do("desk1", complaint.ExternalReplyCommand{Party: "contractor", Note: "不在", At: w.now})
	require.Len(t, w.m.External[0].Replies, 1, "without an id, the first that has not answered")
	w.do("desk1", complaint.ExternalReplyCommand{Party: "developer", Note: "收到", At: w.now})
	require.Len(t, w.m.External, 3)
	w.refused("desk1", complaint.ExternalReplyCommand{Party: "developer", ExternalID: second, Note: "n", At: w.now}, fault.Invalid, "invalid_fields", "externalId")
	w.refused("desk1", complaint.ExternalReplyCommand{Party: "developer", ExternalID: "x", Note: "n", At: w.now}, fault.Invalid, "invalid_fields", "externalId")
	w.do("desk1", ask("丙公司"))
	require.True(t, w.m.External[3].Late(due.Add(time.Second)))
	require.False(t, w.m.External[1].Late(due.Add(time.Second)))
}

func TestVerificationStatement(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	when, ahead := w.now.Add(-time.Hour), w.now.Add(time.Hour)
	shares := []complaint.Share{{Department: terms.Engineering, Percent: 100}}
	w.refused("handler.eng", complaint.InvestigateCommand{Cause: "c", When: &ahead, Shares: shares}, fault.Invalid, "invalid_fields", "when")
	w.do("handler.eng", complaint.InvestigateCommand{Cause: "止回阀失灵", Where: "水表井", When: &when, Present: "王工、业主", Tested: "复测流量", Result: "空走两成", Shares: shares})
	require.Equal(t, "空走两成", w.m.Investigation.Result)
	w.do("handler.eng", complaint.CommentCommand{Note: "协办意见", Opinion: true})
	require.Equal(t, "协办意见", w.m.Opinions[0].Note)
	w.refused("handler.eng", complaint.CommentCommand{Note: "n", Opinion: true, VisibleToOwner: true}, fault.Invalid, "invalid_fields", "visibleToOwner")
}
