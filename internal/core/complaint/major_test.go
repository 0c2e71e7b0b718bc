package complaint_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

func (w *world) count(kind string) int {
	return len(slices.DeleteFunc(w.kinds(), func(k string) bool { return k != kind }))
}

// A review date is called to mind once, on the day, and what the owner was
// promised runs on beside it.
func TestAReviewIsCalledToMindOnce(t *testing.T) {
	w := reach(t, "complaint", complaint.Disputed)
	review := w.now.Add(60 * time.Hour)
	w.do("lead1", complaint.DisputeCommand{Step: "arbitration", Note: "n", Body: "仲裁委", CaseNumber: "18", ReviewAt: &review})
	require.Equal(t, complaint.Running, w.clock(terms.Review).State(w.now))
	require.Equal(t, complaint.Running, w.clock(terms.Update).State(w.now))
	for _, kind := range []terms.ClockKind{terms.PlanDue, terms.FindingTold, terms.Acceptance} {
		require.True(t, w.clock(kind) == nil || w.clock(kind).EndedAt != nil || w.clock(kind).VoidAt != nil, "%s stands still", kind)
	}
	reminded, escalated := w.count("reminded"), w.count("escalated")
	w.now = review.Add(time.Second)
	for w.tick() {
	}
	told := w.events[len(w.events)-1]
	require.Equal(t, complaint.KindReminded, told.Kind)
	require.JSONEq(t, `{"clock":"review","percent":100,"step":""}`, string(told.Data))
	require.True(t, w.m.Overdue(w.now), "it is on the board")
	w.pass(200 * time.Hour)
	for w.tick() {
	}
	require.False(t, slices.ContainsFunc(w.events[len(w.events)-w.count("escalated")+escalated:], func(e complaint.Event) bool {
		return e.Kind == complaint.KindEscalated && string(e.Data) == `{"clock":"review"}`
	}))
	require.GreaterOrEqual(t, w.count("reminded"), reminded+1)
	next := w.now.Add(48 * time.Hour)
	w.do("lead1", complaint.DisputeCommand{Step: "litigation", Note: "n", ReviewAt: &next})
	require.Equal(t, next, w.clock(terms.Review).DueAt, "the next step sets the next date")
	w.do("lead1", complaint.SettleCommand{Terms: "t", Close: true})
	require.NotNil(t, w.clock(terms.Review).EndedAt)
}

// Leaders get a briefing on a critical matter in time, and the next as promised.
func TestBriefingsComeAsPromised(t *testing.T) {
	w := reach(t, "critical", complaint.Dispatched)
	due := w.m.ReceivedAt.Add(w.policy.Windows.CriticalBriefing.Duration())
	require.Equal(t, due, w.clock(terms.Briefing).DueAt)
	w.now = due.Add(time.Second)
	for w.tick() {
	}
	require.True(t, slices.ContainsFunc(w.events, func(e complaint.Event) bool {
		return e.Kind == complaint.KindEscalated && string(e.Data) == `{"clock":"briefing","percent":100,"step":""}`
	}), "a late briefing goes up")
	w.do("desk1", complaint.BriefCommand{Situation: "s", Measures: "m"})
	require.NotNil(t, w.clock(terms.Briefing).EndedAt)

	w.do("leader1", complaint.DeclareCommand{Reason: "r"})
	w.refused("desk1", complaint.BriefCommand{Situation: "s", Measures: "m"}, fault.Invalid, "invalid_fields", "nextBy")
	next := w.now.Add(3 * time.Hour)
	w.do("desk1", complaint.BriefCommand{Situation: "s", Measures: "m", NextBy: &next, Statement: "正在抢修"})
	require.Equal(t, next, w.clock(terms.Briefing).DueAt)
	require.Empty(t, w.m.Statement(), "a proposed sentence is not said")
	w.do("leader1", complaint.ApproveWordingCommand{Text: "今晚恢复"})
	require.Equal(t, "今晚恢复", w.m.Statement())
	w.refused("owner1", complaint.WithdrawCommand{Reason: "r"}, fault.Refused, "transition_refused")
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkStoodDown)
	w.do("leader1", complaint.StandDownCommand{Conclusion: "c"})
	require.Contains(t, w.m.Keys.Marks, complaint.MarkStoodDown, "an ended incident is still found")
	require.True(t, slices.ContainsFunc(w.m.Clocks, func(c complaint.Clock) bool { return c.Kind == terms.Briefing }), "those kept stay in the count")
	w.pass(9 * time.Hour)
	for w.tick() {
	}
	require.NotEqual(t, complaint.Missed, w.clock(terms.Briefing).State(w.now), "nothing is awaited any more")
}

func TestWhatLooksLikeAMajorIncident(t *testing.T) {
	for _, row := range []struct {
		text, sender string
		fen          int64
		households   int
		because      []string
	}{
		{text: "天花板渗水", because: nil},
		{text: "外墙砖掉下来，有人受伤送医", because: []string{"injury"}},
		{text: "外墙砖掉下来，没有人受伤", because: nil},
		{text: "Tiles fell, nobody was injured", because: nil},
		{text: "再不处理就叫记者曝光", because: []string{"media"}},
		{text: "来函", sender: "市电视台民生热线", because: []string{"media"}},
		{text: "要求赔偿", fen: 5_000_000, because: []string{"amount"}},
		{text: "要求赔偿", fen: 4_999_999, because: nil},
		{text: "停水", households: 19, because: []string{"households"}},
		{text: "停水", households: 18, because: nil},
	} {
		m := complaint.Complaint{Text: row.text, Demand: &complaint.Demand{AmountFen: row.fen}, Households: make([]complaint.Household, row.households)}
		if row.sender != "" {
			m.Transfer = &complaint.Transfer{Sender: row.sender}
		}
		require.Equal(t, row.because, m.MajorBecause(newWorld(t).policy), "%+v", row)
	}
}

// Who objected to the result is asked again after it was done again; a new plan
// asks every household anew.
func TestHouseholdsAreAskedAgain(t *testing.T) {
	w := reach(t, "complaint", complaint.Resolved)
	joined(w)
	w.do("owner2", complaint.HouseholdDeclineCommand{Reason: "还在漏"})
	require.Equal(t, complaint.HouseholdDeclined, w.m.Households[0].State)
	w.do("owner1", complaint.DeclineCommand{Reason: "还在漏"})
	w.do("handler.eng", complete())
	require.Equal(t, complaint.HouseholdJoined, w.m.Households[0].State)
	w.do("owner2", complaint.HouseholdConfirmCommand{Rating: 5})
	w.refused("owner2", complaint.HouseholdConfirmCommand{}, fault.Refused, "transition_refused")
	require.Equal(t, 5, w.m.Households[0].Rating)
}

func TestTwoMattersLookTheSame(t *testing.T) {
	one, two := reach(t, "repair", complaint.Registered).m, *other(t)
	require.Equal(t, []string{"same_house", "same_text"}, one.SameBecause(&two))
	two.Text = "别的事"
	two.HouseID = "h-9"
	require.Empty(t, one.SameBecause(&two))
	two.Grouped = &complaint.GroupInfo{CommunityID: one.CommunityID, Building: one.Building}
	require.Equal(t, []string{"same_group"}, one.SameBecause(&two))
	two.Confidential = true
	require.Empty(t, one.SameBecause(&two), "a hint tells nothing of what is confidential")
}
