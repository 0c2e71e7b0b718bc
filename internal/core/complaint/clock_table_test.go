package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// Each clock of the product's table: what starts it, what does not stop it, what does.
func TestEveryClockStartsAndStopsAsTheTableSays(t *testing.T) {
	hour := time.Hour
	visible := func(note string) complaint.Command { return complaint.CommentCommand{Note: note, VisibleToOwner: true} }
	called := func(w *world, reached bool) complaint.Command {
		c := complaint.CallCommand{Purpose: complaint.ForCallback, Reached: reached, Note: "n"}
		if reached {
			c.Person = "欧阳宁"
		}
		return c
	}
	transfer := func() *world {
		by := monday.Add(120 * hour)
		return newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
			f.Channel, f.Transfer = terms.Transfer, &complaint.Transfer{Sender: "12345", ReplyBy: &by}
		})
	}
	for _, c := range []struct {
		clock  terms.ClockKind
		name   string
		before func() *world
		starts func(w *world) // nil: with the receipt
		stays  func(w *world)
		stops  func(w *world)
	}{
		{terms.FirstResponse, "a person's word", func() *world { return newWorld(t).register("owner1", nil) }, nil,
			func(w *world) {
				w.do("desk1", w.judge(), dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.CommentCommand{Note: "inside"})
			},
			func(w *world) { w.do("handler.eng", visible("王工明早来")) }},
		{terms.Judgement, "judged", func() *world { return newWorld(t).register("owner1", nil) }, nil,
			func(w *world) { w.do("desk1", classify(), visible("已收到")) }, func(w *world) { w.do("desk1", w.judge()) }},
		{terms.Judgement, "referred", func() *world { return newWorld(t).register("owner1", nil) }, nil,
			func(*world) {}, func(w *world) { w.do("desk1", complaint.ReferCommand{To: "自来水公司", Reply: "请拨 96390"}) }},
		{terms.Judgement, "dispatched, where it is no complaint", func() *world {
			return newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
		}, nil, func(w *world) { w.do("desk1", classify()) }, func(w *world) { w.do("desk1", dispatch()) }},
		{terms.Judgement, "critical: once it is safe", func() *world {
			w := reach(t, "critical", complaint.Dispatched)
			require.Nil(t, w.clock(terms.Judgement), "act first")
			return w.do("handler.eng", complaint.AcceptCommand{})
		}, func(w *world) { w.do("handler.eng", complaint.InterimCommand{Measure: "已关阀"}) }, func(*world) {}, func(w *world) { w.do("desk1", w.judge()) }},
		{terms.Acceptance, "accepted", func() *world { return reach(t, "complaint", complaint.Registered) },
			func(w *world) { w.do("desk1", dispatch()) }, func(w *world) { w.do("desk1", visible("已派单")) }, func(w *world) { w.do("handler.eng", complaint.AcceptCommand{}) }},
		{terms.Acceptance, "returned", func() *world { return reach(t, "complaint", complaint.Registered) },
			func(w *world) { w.do("desk1", dispatch()) }, func(*world) {}, func(w *world) { w.do("head.eng", complaint.ReturnCommand{Reason: "不属本部门"}) }},
		{terms.OnSite, "arrived, of an urgent repair", func() *world {
			return newWorld(t).register("owner1", func(f *complaint.Form, in *complaint.Intake) {
				f.Nature, in.Suggestion.Severity = terms.Repair, terms.High
			}).do("desk1", dispatch())
		}, func(w *world) { w.do("handler.eng", complaint.AcceptCommand{}) }, func(w *world) { w.do("handler.eng", visible("在路上")) },
			func(w *world) {
				w.do("handler.eng", w.appointment(), complaint.VisitCommand{Outcome: complaint.Arrived})
			}},
		{terms.FindingTold, "the owner was told what was found", func() *world { return reach(t, "complaint", complaint.Registered) },
			func(w *world) { w.do("desk1", dispatch()) },
			func(w *world) {
				w.do("handler.eng", complaint.AcceptCommand{}, visible("已看过现场，还在查")).do("handler.eng", investigate())
			},
			func(w *world) { w.do("handler.eng", visible("是外墙防水老化")) }},
		{terms.PlanDue, "proposed", func() *world { return reach(t, "complaint", complaint.Dispatched) },
			func(w *world) { w.do("handler.eng", complaint.AcceptCommand{}) }, func(w *world) { w.do("handler.eng", investigate()) }, func(w *world) { w.do("handler.eng", w.propose(0)) }},
		{terms.PlanDue, "a repair is started", func() *world { return reach(t, "repair", complaint.Dispatched) },
			func(w *world) { w.do("handler.eng", complaint.AcceptCommand{}) }, func(*world) {}, func(w *world) { w.do("handler.eng", complaint.StartCommand{}) }},
		{terms.Approval, "the step is decided", func() *world { return reach(t, "complaint", complaint.Investigating) },
			func(w *world) { w.do("handler.eng", w.propose(0)) }, func(w *world) { w.do("desk1", complaint.CommentCommand{Note: "n"}) }, func(w *world) { w.do("head.eng", complaint.ApproveCommand{}) }},
		{terms.Update, "the owner hears again", func() *world { return reach(t, "complaint", complaint.Dispatched) },
			func(w *world) { w.do("desk1", visible("已派单")) }, func(w *world) { w.do("desk1", complaint.CommentCommand{Note: "inside"}) }, nil},
		{terms.Execution, "completed", func() *world { return reach(t, "complaint", complaint.Offered) },
			func(w *world) { w.do("owner1", complaint.OfferAcceptCommand{}) }, func(w *world) { w.do("handler.eng", visible("已进场")) }, func(w *world) { w.do("handler.eng", complete()) }},
		{terms.Payment, "all is paid and received", func() *world { return reach(t, "complaint", complaint.Offered) },
			func(w *world) { w.do("owner1", complaint.OfferAcceptCommand{}) }, func(w *world) { w.do("handler.fin", w.pay(threeThousandYuan)) }, acknowledged},
		{terms.Payment, "the last part is paid against a signature", func() *world { return reach(t, "complaint", complaint.Offered) },
			func(w *world) { w.do("owner1", complaint.OfferAcceptCommand{}) }, func(w *world) { w.do("handler.fin", w.pay(100_000)); acknowledged(w) },
			func(w *world) {
				last := w.pay(200_000).(complaint.PayCommand)
				last.Signed = &complaint.Received{How: "paper"}
				w.do("handler.fin", last)
			}},
		{terms.Callback, "confirmed", func() *world { return reach(t, "complaint", complaint.Executing) },
			func(w *world) { w.do("handler.eng", complete()) }, func(w *world) { w.do("desk1", called(w, false)) }, func(w *world) { w.do("owner1", complaint.ConfirmCommand{Rating: 5}) }},
		{terms.Callback, "declined", func() *world { return reach(t, "complaint", complaint.Executing) },
			func(w *world) { w.do("handler.eng", complete()) }, func(*world) {}, func(w *world) { w.do("owner1", complaint.DeclineCommand{Reason: "还漏"}) }},
		{terms.Callback, "three tries on two days", func() *world { return reach(t, "complaint", complaint.Executing) },
			func(w *world) { w.do("handler.eng", complete()) },
			func(w *world) { w.do("desk1", called(w, false), called(w, false), called(w, false)).pass(24 * hour) },
			func(w *world) { w.do("desk1", called(w, false)) }},
		{terms.TransferReply, "the reply is sent", transfer, nil,
			func(w *world) { w.do("desk1", visible("已受理")) },
			func(w *world) {
				w.do("desk1", complaint.LetterOutCommand{Kind: complaint.LetterTransfer, Party: "12345", Subject: "s", TransferAnswer: answered()})
			}},
	} {
		t.Run(string(c.clock)+": "+c.name, func(t *testing.T) {
			w := c.before()
			started := w.m.ReceivedAt
			if c.starts != nil {
				if k := w.clock(c.clock); k != nil {
					require.NotEqual(t, complaint.Running, k.State(w.now))
				}
				w.pass(hour)
				started = w.now
				c.starts(w)
			}
			i := len(w.m.Clocks) - 1
			for ; i > 0 && w.m.Clocks[i].Kind != c.clock; i-- {
			}
			require.Equal(t, c.clock, w.m.Clocks[i].Kind, "it runs")
			require.Equal(t, started, w.m.Clocks[i].StartedAt)
			w.pass(hour)
			c.stays(w)
			require.Nil(t, w.clock(c.clock).EndedAt, "not stopped by anything else")
			if c.stops == nil { // the next word stops it and starts the next
				before := *w.clock(c.clock)
				w.pass(hour).do("desk1", visible("再告知"))
				require.Equal(t, w.now, w.clock(c.clock).StartedAt)
				require.True(t, w.clock(c.clock).DueAt.After(before.DueAt))
				return
			}
			w.pass(hour)
			c.stops(w)
			last := w.clock(c.clock)
			require.NotNil(t, last.EndedAt, "it stops")
			require.Equal(t, w.now, *last.EndedAt)
		})
	}
}

func TestAVisitThatWeMissedIsMissedAlsoBeforeItsTime(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("handler.eng", w.appointment()).do("handler.eng", complaint.VisitCommand{Outcome: "missed", Note: "师傅去了别处"})
	require.Equal(t, complaint.Missed, w.clock(terms.OnSite).State(w.now))
	w.do("handler.eng", w.appointment())
	require.Equal(t, complaint.Running, w.clock(terms.OnSite).State(w.now), "the next appointment has its own")
}

func TestAnApprovalStepFollowsTheSeverityAndKeepsItsPause(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("handler.eng", w.propose(600_000))
	opened := w.now
	require.Equal(t, at("2026-11-17 09:00"), w.clock(terms.Approval).DueAt, "one working day")
	w.pass(time.Hour).do("desk1", complaint.ClassifyCommand{Category: "drainage_leak", Severity: terms.Critical})
	require.Equal(t, opened.Add(2*time.Hour), w.clock(terms.Approval).DueAt, "two hours when critical, from where it opened")
	w.do("lead1", complaint.ClassifyCommand{Category: "drainage_leak", Severity: terms.Normal, Reason: "误判"})
	require.Equal(t, at("2026-11-17 09:00"), w.clock(terms.Approval).DueAt)

	// Ten days of waiting for an inspection in the first step do not make the second late.
	until := w.now.Add(10 * 24 * time.Hour)
	w.do("head.eng", complaint.PauseCommand{Awaiting: "inspection", Reason: "等检测", Until: until})
	w.now = until
	w.do("head.eng", complaint.ResumeCommand{}, complaint.ApproveCommand{})
	second := w.clock(terms.Approval)
	require.Equal(t, "finance", second.Step)
	require.Equal(t, 8*time.Hour, w.calendar.Between(second.Calendar, second.StartedAt, second.DueAt))
}

func TestAMatterThatEndsWithoutTheSendersReplyHasNotMetTheirLimit(t *testing.T) {
	w := transferred(t)
	w.do("desk1", complaint.ReferCommand{To: "自来水公司", Reply: "请拨 96390"})
	require.Equal(t, complaint.Closed, w.m.Status)
	require.Nil(t, w.clock(terms.TransferReply))
	require.True(t, w.m.OwesWrittenReply(), "the reply is still owed")
}
