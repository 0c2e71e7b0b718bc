package complaint_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

func TestClocksFallDueByTheirCalendars(t *testing.T) {
	for _, c := range []struct {
		name, received string
		nature         terms.Nature
		severity       terms.Severity
		amount         int64
		category       string
		clock          terms.ClockKind
		due            string
	}{
		{"wall clock through the night", "2026-11-16 22:00", terms.Complaint, terms.Normal, 0, "", terms.FirstResponse, "2026-11-17 10:00"},
		{"five minutes when critical", "2026-11-22 03:00", terms.Complaint, terms.Critical, 0, "", terms.FirstResponse, "2026-11-22 03:05"},
		{"over lunch", "2026-11-16 11:00", terms.Complaint, terms.Normal, 0, "", terms.Judgement, "2026-11-16 16:00"},
		{"in lunch", "2026-11-16 12:30", terms.Complaint, terms.Normal, 0, "", terms.Judgement, "2026-11-16 17:00"},
		{"over the weekend", "2026-11-20 16:30", terms.Complaint, terms.Normal, 0, "", terms.Judgement, "2026-11-23 11:30"},
		{"over National Day", "2026-09-30 16:30", terms.Complaint, terms.Normal, 0, "", terms.Judgement, "2026-10-08 11:30"},
		{"on a make-up Saturday", "2026-10-10 08:30", terms.Complaint, terms.Normal, 0, "", terms.Judgement, "2026-10-10 13:30"},
		{"acceptance in office hours", "2026-11-16 16:30", terms.Complaint, terms.Normal, 0, "", terms.Acceptance, "2026-11-17 11:30"},
		{"acceptance of a repair at night", "2026-11-21 21:00", terms.Repair, terms.Normal, 0, "", terms.Acceptance, "2026-11-22 08:30"},
		{"acceptance when critical", "2026-11-21 21:00", terms.Repair, terms.Critical, 0, "", terms.Acceptance, "2026-11-21 21:05"},
		{"finding of a leak: half a day", "2026-11-16 09:00", terms.Complaint, terms.Normal, 0, "drainage_leak", terms.FindingTold, "2026-11-16 14:00"},
		{"finding of another: a day", "2026-11-16 09:00", terms.Complaint, terms.Normal, 0, "elevator", terms.FindingTold, "2026-11-17 09:00"},
		{"plan without amount", "2026-11-16 09:00", terms.Complaint, terms.Normal, 0, "", terms.PlanDue, "2026-11-17 09:00"},
		{"plan with amount", "2026-11-19 09:00", terms.Complaint, terms.Normal, 100, "", terms.PlanDue, "2026-11-24 09:00"},
		{"on site when urgent", "2026-11-22 19:45", terms.Repair, terms.High, 0, "", terms.OnSite, "2026-11-23 08:15"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.now = at(c.received)
			w.register("owner1", func(f *complaint.Form, in *complaint.Intake) {
				f.Nature, in.Suggestion.Severity = c.nature, c.severity
				if c.category != "" {
					in.Suggestion.Category = c.category
				}
				if c.amount > 0 {
					f.Demand = &complaint.Demand{AmountFen: c.amount}
				}
			})
			if w.clock(c.clock) == nil {
				w.do("desk1", w.judge(), dispatch())
			}
			if w.clock(c.clock) == nil {
				w.do("handler.eng", complaint.AcceptCommand{})
			}
			require.Equal(t, c.due, w.clock(c.clock).DueAt.In(shanghai).Format("2006-01-02 15:04"))
		})
	}
}

func TestFirstResponseIsAPersonsWord(t *testing.T) {
	w := newWorld(t).register("owner1", nil)
	w.do("desk1", w.judge(), dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.CommentCommand{Note: "inside"})
	require.Equal(t, complaint.Running, w.clock(terms.FirstResponse).State(w.now), "automatic messages do not count")
	w.pass(time.Hour).do("desk1", complaint.CommentCommand{Note: "王工明早十点来看", VisibleToOwner: true})
	require.Equal(t, complaint.Met, w.clock(terms.FirstResponse).State(w.now))
	require.NotNil(t, w.clock(terms.Update), "the next word is promised")
	require.Equal(t, 72*time.Hour, w.clock(terms.Update).DueAt.Sub(w.now))
	late := newWorld(t).register("owner1", nil).pass(13 * time.Hour)
	late.do("desk1", complaint.CommentCommand{Note: "n", VisibleToOwner: true})
	require.Equal(t, complaint.Missed, late.clock(terms.FirstResponse).State(late.now), "late is missed")
	require.Nil(t, late.clock(terms.FirstResponse).MetAt())
}

func TestPromiseOnTheLine(t *testing.T) {
	w := newWorld(t)
	w.register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Channel, f.Promise = terms.Phone, &complaint.Promise{What: "王工今天下午上门", By: w.now.Add(6 * time.Hour)}
	})
	require.Equal(t, complaint.Met, w.clock(terms.FirstResponse).State(w.now))
	require.Equal(t, "王工今天下午上门", w.m.Promised.What)
	require.Equal(t, w.now.Add(6*time.Hour), w.clock(terms.Update).DueAt)
}

// Every way of pausing adds exactly the paused time of the clock's own calendar.
func TestPauseAddsExactlyThePause(t *testing.T) {
	for _, c := range []struct {
		paused, resumed string
		due             string // of the plan: three working days from Monday 09:00
		seconds         int64
	}{
		{"2026-11-16 10:00", "2026-11-16 11:00", "2026-11-19 10:00", 3600},
		{"2026-11-16 11:30", "2026-11-16 13:30", "2026-11-19 10:00", 3600}, // lunch does not run
		{"2026-11-16 17:30", "2026-11-17 08:30", "2026-11-19 09:00", 0},    // nor does the night
		{"2026-11-17 10:00", "2026-11-18 15:00", "2026-11-20 14:00", 12 * 3600},
		{"2026-11-18 16:30", "2026-11-23 09:30", "2026-11-23 11:00", 18 * 3600},
	} {
		t.Run(c.paused+" to "+c.resumed, func(t *testing.T) {
			w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Demand = &complaint.Demand{AmountFen: 1} })
			w.do("desk1", w.judge(), dispatch()).do("handler.eng", complaint.AcceptCommand{})
			w.now = at(c.paused)
			until := at(c.resumed)
			w.do("head.eng", complaint.PauseCommand{Awaiting: "parts", Reason: "r", Until: until})
			require.Equal(t, complaint.PausedState, w.clock(terms.PlanDue).State(w.now))
			require.NotEqual(t, complaint.PausedState, w.clock(terms.FirstResponse).State(w.now), "a first response never pauses")
			end := *w
			end.now = until.Add(5 * time.Hour) // noticed late
			require.True(t, end.tick())
			w.now = until
			w.do("handler.eng", complaint.ResumeCommand{})
			for _, x := range []*world{w, &end} {
				plan := x.clock(terms.PlanDue)
				require.Equal(t, c.due, plan.DueAt.In(shanghai).Format("2006-01-02 15:04"))
				require.Equal(t, c.seconds, plan.PausedSeconds)
				require.Nil(t, x.m.Pause)
			}
		})
	}
}

func TestWhatIsOverdueDoesNotPause(t *testing.T) {
	w := reach(t, "complaint", complaint.Dispatched).pass(72 * time.Hour)
	due := w.clock(terms.Acceptance).DueAt
	w.do("lead1", complaint.PauseCommand{Awaiting: "weather", Reason: "r", Until: w.now.Add(48 * time.Hour)})
	require.Equal(t, complaint.Missed, w.clock(terms.Acceptance).State(w.now))
	w.pass(24*time.Hour).do("lead1", complaint.ResumeCommand{})
	require.Equal(t, due, w.clock(terms.Acceptance).DueAt)
}

func TestRungsAreToldOnceAndOnlyTheHighest(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Inquiry })
	w.do("desk1", complaint.CommentCommand{Note: "n", VisibleToOwner: true}) // leaves judgement (4 office hours) and update (72 h)
	require.False(t, w.tick())
	told := func() []string {
		var out []string
		for _, e := range w.events {
			if e.Kind == complaint.KindReminded || e.Kind == complaint.KindEscalated {
				out = append(out, fmt.Sprint(e.Kind, " ", string(e.Data)))
			}
		}
		return out
	}
	require.Equal(t, at("2026-11-16 12:00"), w.m.Keys.WakeAt)
	w.now = at("2026-11-16 12:00")
	require.True(t, w.tick())
	require.Equal(t, []string{`reminded {"clock":"judgement","percent":75,"step":""}`}, told())
	require.False(t, w.tick(), "once")
	w.now = w.m.Keys.WakeAt
	require.Equal(t, at("2026-11-16 14:00").Add(time.Millisecond), w.now, "past due: until then it can be met")
	require.True(t, w.tick())
	require.False(t, w.m.Escalated)
	w.now = w.m.Keys.WakeAt
	require.Equal(t, at("2026-11-16 16:00"), w.now)
	require.True(t, w.tick())
	require.True(t, w.m.Escalated, "the leaders hear of it")
	require.Len(t, told(), 3)
	require.Equal(t, `escalated {"before":100,"clock":"judgement","percent":150,"step":""}`, told()[2])

	asleep := newWorld(t).register("owner1", nil).pass(30 * 24 * time.Hour)
	require.True(t, asleep.tick())
	require.Equal(t, []string{"registered", "escalated", "escalated"}, asleep.kinds(), "of several rungs the highest, of each clock one")
	require.False(t, asleep.tick())
	require.Equal(t, complaint.Far, asleep.m.Keys.WakeAt)
}

func TestSilenceCloses(t *testing.T) {
	w := reach(t, "repair", complaint.Resolved)
	w.pass(30 * 24 * time.Hour).tick()
	require.Equal(t, complaint.Resolved, w.m.Status, "not while a payment is open")
	w.do("handler.fin", w.pay(threeThousandYuan))
	require.True(t, w.tick())
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Equal(t, complaint.Unreachable, w.m.Outcome)
	require.Equal(t, complaint.Confirmation{By: "none", Automatic: true, At: w.now}, *w.m.Confirmation)
	require.Equal(t, complaint.KindAutoClosed, w.events[len(w.events)-1].Kind)

	early := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	early.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{}, complete())
	early.pass(7*24*time.Hour - time.Minute).tick()
	require.Equal(t, complaint.Resolved, early.m.Status)
	early.pass(time.Minute).tick()
	require.Equal(t, complaint.Closed, early.m.Status)
}

func TestChangeOfClassMovesTheLimitsAndKeepsTheDates(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("head.eng", w.appointment())
	visit := w.clock(terms.OnSite).DueAt
	w.do("head.eng", complaint.ExtendCommand{Clock: terms.PlanDue, Until: w.now.Add(240 * time.Hour), Reason: "等检测报告"})
	plan := w.clock(terms.PlanDue).DueAt
	w.do("desk1", complaint.ClassifyCommand{Category: "drainage_leak", Severity: terms.Critical})
	require.Equal(t, visit, w.clock(terms.OnSite).DueAt, "an appointment stays")
	require.Equal(t, plan, w.clock(terms.PlanDue).DueAt, "an extension stays")
	require.Equal(t, w.m.ReceivedAt.Add(2*time.Hour), w.clock(terms.FindingTold).DueAt, "a limit moves and keeps the time run")
	w.refused("head.eng", complaint.ExtendCommand{Clock: terms.PlanDue, Until: plan, Reason: "r"}, fault.Invalid, "invalid_fields", "until")
}

func TestAllApprovalStepsTogetherTakeThreeDays(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("handler.eng", w.propose(600_000))
	require.Equal(t, []string{"dept_head waiting", "finance pending", "legal pending", "leader pending"}, w.steps())
	for _, by := range []string{"head.eng", "head.fin", "legal1"} {
		w.pass(23*time.Hour).do(by, complaint.ApproveCommand{})
	}
	require.Equal(t, at("2026-11-19 09:00"), w.clock(terms.Approval).DueAt)
}

func TestTransferIsDueAWorkingDayBeforeTheSendersLimit(t *testing.T) {
	limit := at("2026-11-23 12:00") // a Monday
	w := newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Channel, f.Transfer = terms.Transfer, &complaint.Transfer{Sender: "12345", ReplyBy: &limit}
	})
	require.Equal(t, 8*time.Hour, w.calendar.Between("office", w.clock(terms.TransferReply).DueAt, limit))

	limit = w.now.Add(3 * time.Hour) // less than a working day
	w = newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Channel, f.Transfer = terms.Transfer, &complaint.Transfer{Sender: "12345", ReplyBy: &limit}
	})
	require.Equal(t, w.now.Add(90*time.Minute), w.clock(terms.TransferReply).DueAt, "half of what the sender leaves: it does not come late")
	limit = w.now.Add(-time.Hour)
	w = newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Channel, f.Transfer = terms.Transfer, &complaint.Transfer{Sender: "12345", ReplyBy: &limit}
	})
	require.Equal(t, w.now, w.clock(terms.TransferReply).DueAt, "one that came too late is late")
}

func TestSecondRefusalBringsTheDeskLead(t *testing.T) {
	w := reach(t, "complaint", complaint.Offered)
	w.do("owner1", complaint.OfferRejectCommand{Reason: "太少", CounterDemand: "五千"})
	require.NotNil(t, w.m.Investigation, "the cause is kept")
	require.False(t, w.m.Escalated)
	w.do("handler.eng", w.propose(0)).do("head.eng", complaint.ApproveCommand{}).do("owner1", complaint.OfferRejectCommand{Reason: "还是不行"})
	require.True(t, w.m.Escalated)
	require.Equal(t, at("2026-11-18 09:00"), w.clock(terms.Update).DueAt, "two working days")
	require.Contains(t, string(w.events[len(w.events)-1].Data), `"meetBy":"2026-11-18T01:00:00Z"`)
	w.do("desk1", complaint.DisputeCommand{Step: "negotiation", Note: "n"})
	require.Equal(t, complaint.Disputed, w.m.Status)
	require.NotNil(t, w.m.MeetingOwed(), "a dispute does not spare the meeting")

	r := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	r.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{})
	for range 2 {
		r.do("handler.eng", complete()).do("owner1", complaint.DeclineCommand{Reason: "还漏"})
	}
	require.True(t, r.m.Escalated)
	require.Equal(t, at("2026-11-18 09:00"), r.clock(terms.Update).DueAt)
}

func TestTheMeetingIsOwedUntilTheLeadHasHeldIt(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	met := complaint.CallCommand{Purpose: complaint.ForMeeting, Reached: true, Person: "周女士", Note: "约定换整套龙头"}
	w.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{}, complete()).do("owner1", complaint.DeclineCommand{Reason: "还漏"})
	require.Nil(t, w.m.MeetingOwed())
	require.False(t, w.m.MayMeet(people["lead1"]))
	w.refused("lead1", met, fault.Refused, "transition_refused")
	w.do("handler.eng", complete()).do("owner1", complaint.DeclineCommand{Reason: "还漏"})
	require.Equal(t, &complaint.Meeting{By: at("2026-11-18 09:00"), After: complaint.AfterDeclines}, w.m.MeetingOwed())
	require.Equal(t, "meeting", w.m.Promised.What, "the owner is told so, and not that somebody calls back")
	require.Contains(t, w.m.Keys.Marks, complaint.MarkMeeting)
	w.do("handler.eng", complaint.ProgressCommand{Note: "配件已订", VisibleToOwner: true})
	require.NotNil(t, w.m.MeetingOwed(), "the department's word is no meeting")
	require.Equal(t, []bool{true, true, false, false}, []bool{w.m.MayMeet(people["lead1"]), w.m.MayMeet(people["leader1"]), w.m.MayMeet(people["desk1"]), w.m.MayMeet(people["owner1"])})
	w.refused("desk1", met, fault.Forbidden, "forbidden")
	absent := met
	absent.Reached = false
	w.do("lead1", absent)
	require.NotNil(t, w.m.MeetingOwed())
	w.do("lead1", met)
	require.Nil(t, w.m.MeetingOwed())
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkMeeting)
	require.Equal(t, "update", w.m.Promised.What)
}
