package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// Bodies that are wrong by themselves name every field at once.
func TestWrongBodies(t *testing.T) {
	past, zero := monday.Add(-time.Hour), time.Time{}
	measures := []complaint.Measure{{Kind: "cash"}}
	for _, c := range []struct {
		name   string
		status complaint.Status
		by     string
		cmd    complaint.Command
		fields []string
	}{
		{"grounds no without reply", complaint.Registered, "desk1", complaint.JudgeCommand{GroundsSufficient: no()}, []string{"reason", "reply"}},
		{"unknown class", complaint.Registered, "desk1", complaint.ClassifyCommand{Category: "x", Nature: "x", Severity: "x", Department: "x"}, []string{"category", "nature", "severity", "department"}},
		{"unknown tag", complaint.Registered, "desk1", complaint.ClassifyCommand{Category: "elevator", Tags: []string{"entrapment", "x"}}, []string{"tags[1]"}},
		{"unknown departments", complaint.Registered, "desk1", complaint.DispatchCommand{Department: "x", Supporting: []string{"y"}, External: []complaint.ExternalParty{{}}}, []string{"department", "supporting[0]", "external[0].party"}},
		{"lead supports itself", complaint.Registered, "desk1", complaint.DispatchCommand{Department: "finance", Supporting: []string{"finance"}}, []string{"supporting[0]"}},
		{"answer without words", complaint.Registered, "desk1", complaint.AnswerCommand{}, []string{"reply"}},
		{"complaint answered outside a measure", complaint.Registered, "desk1", complaint.AnswerCommand{Reply: "r"}, []string{"measureId"}},
		{"refer to nobody", complaint.Registered, "desk1", complaint.ReferCommand{}, []string{"to", "reply"}},
		{"handler of another department", complaint.Dispatched, "head.eng", complaint.AcceptCommand{HandlerID: "u-unknown"}, []string{"handlerId"}},
		{"return without reason", complaint.Dispatched, "head.eng", complaint.ReturnCommand{}, []string{"reason"}},
		{"shares of 90", complaint.Investigating, "handler.eng", complaint.InvestigateCommand{Cause: "c", Shares: []complaint.Share{{Department: "engineering", Percent: 90}}}, []string{"shares"}},
		{"shares out of range", complaint.Investigating, "handler.eng", complaint.InvestigateCommand{Shares: []complaint.Share{{Party: "x", Percent: 0}, {Department: "x", Percent: 101}}}, []string{"cause", "shares[0].party", "shares[0].percent", "shares[1].department", "shares[1].percent", "shares"}},
		{"complaint without shares", complaint.Investigating, "handler.eng", complaint.InvestigateCommand{Cause: "c"}, []string{"shares"}},
		{"finding without reply", complaint.Investigating, "desk1", complaint.ConcludeCommand{Finding: "unsubstantiated", Reason: "r"}, []string{"reply"}},
		{"no finding", complaint.Investigating, "desk1", complaint.ConcludeCommand{Finding: "x"}, []string{"finding", "reason"}},
		{"question to nobody", complaint.Registered, "desk1", complaint.RequestInfoCommand{From: "x", AnswerBy: &past}, []string{"from", "question", "answerBy"}},
		{"empty plan", complaint.Investigating, "handler.eng", complaint.ProposeCommand{AmountFen: -1, Payer: "x"}, []string{"handler", "measures", "amountFen", "dueAt", "payer"}},
		{"wrong second option", complaint.Investigating, "handler.eng", complaint.ProposeCommand{Handler: "h", Measures: measures, DueAt: monday.Add(time.Hour), Options: []complaint.Option{{Measures: []complaint.Measure{{Kind: "x"}}, DueAt: past}}}, []string{"options[0].measures[0].kind", "options[0].dueAt"}},
		{"consent in the future", complaint.Investigating, "handler.eng", complaint.ProposeCommand{Handler: "h", Measures: measures, DueAt: monday.Add(time.Hour), OwnerAgreed: &complaint.Consent{At: monday.Add(time.Hour)}}, []string{"ownerAgreed.how", "ownerAgreed.at"}},
		{"reject without reason", complaint.Proposed, "head.eng", complaint.RejectCommand{}, []string{"reason"}},
		{"desk accepts without the owner's word", complaint.Offered, "desk1", complaint.OfferAcceptCommand{}, []string{"onBehalf"}},
		{"half the owner's word", complaint.Offered, "desk1", complaint.OfferRejectCommand{OnBehalf: &complaint.OnBehalf{}}, []string{"reason", "onBehalf.how", "onBehalf.person", "onBehalf.at"}},
		{"no such option", complaint.Offered, "owner1", complaint.OfferAcceptCommand{Option: func() *int { i := 3; return &i }()}, []string{"option"}},
		{"dispute by what step", complaint.Offered, "desk1", complaint.DisputeCommand{Step: "x", ReviewAt: &past}, []string{"step", "note", "reviewAt"}},
		{"settle without plan", complaint.Disputed, "desk1", complaint.SettleCommand{Terms: "t"}, []string{"plan"}},
		{"settle with an empty plan", complaint.Disputed, "desk1", complaint.SettleCommand{Plan: &complaint.ProposeCommand{}}, []string{"terms", "plan.handler", "plan.measures", "plan.dueAt"}},
		{"close with a plan", complaint.Disputed, "desk1", complaint.SettleCommand{Terms: "t", Close: true, Plan: &complaint.ProposeCommand{}}, []string{"plan"}},
		{"appointment backwards", complaint.Dispatched, "desk1", complaint.AppointCommand{From: monday.Add(2 * time.Hour), To: monday.Add(time.Hour)}, []string{"who", "entry", "to"}},
		{"visit with no outcome", complaint.Dispatched, "desk1", complaint.VisitCommand{}, []string{"outcome"}},
		{"next update in the past", complaint.Dispatched, "desk1", complaint.ProgressCommand{NextUpdateBy: &past}, []string{"note", "nextUpdateBy"}},
		{"payment of nothing", complaint.Executing, "handler.fin", complaint.PayCommand{Basis: "x"}, []string{"amountFen", "kind", "receipt", "basis", "paidAt"}},
		{"payment in the future", complaint.Executing, "handler.fin", complaint.PayCommand{AmountFen: 1, Kind: "cash", Receipt: "r", PaidAt: monday.Add(time.Hour)}, []string{"paidAt"}},
		{"rating of six", complaint.Resolved, "desk1", complaint.ConfirmCommand{Rating: 6, Outcome: "answered"}, []string{"rating", "outcome", "onBehalf"}},
		{"attitude of six", complaint.Resolved, "desk1", complaint.ConfirmCommand{Answers: &complaint.Answers{Attitude: 6}}, []string{"answers.attitude", "onBehalf"}},
		{"close as fixed", complaint.Unfounded, "owner1", complaint.AppealCommand{}, []string{"reason"}},
		{"order to nobody", complaint.Dispatched, "lead1", complaint.OrderCommand{To: "x", AnswerBy: past}, []string{"to", "note", "answerBy"}},
		{"pause for what", complaint.Dispatched, "lead1", complaint.PauseCommand{Awaiting: "x", Until: past}, []string{"awaiting", "reason", "until"}},
		{"extend no clock", complaint.Dispatched, "head.eng", complaint.ExtendCommand{Clock: "x", Until: zero}, []string{"clock", "reason", "until"}},
		{"extend a clock that does not run", complaint.Dispatched, "head.eng", complaint.ExtendCommand{Clock: terms.Payment, Until: monday.Add(time.Hour), Reason: "r"}, []string{"clock"}},
		{"extend what cannot", complaint.Dispatched, "head.eng", complaint.ExtendCommand{Clock: terms.FirstResponse, Until: monday.Add(99 * time.Hour), Reason: "r"}, []string{"clock"}},
		{"consult without options", complaint.Dispatched, "desk1", complaint.ConsultCommand{}, []string{"question", "options", "recommendation"}},
		{"external reply tomorrow", complaint.Dispatched, "desk1", complaint.ExternalReplyCommand{At: monday.Add(24 * time.Hour)}, []string{"party", "note", "at"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := reach(t, "complaint", c.status)
			if w.m.Status == complaint.Dispatched {
				w.do("desk1", w.appointment())
			}
			w.refused(c.by, c.cmd, fault.Invalid, "invalid_fields", c.fields...)
		})
	}
}

// Who may not comes before what is wrong with the body, that before the
// version, and that before the status.
func TestOrderOfRefusal(t *testing.T) {
	w := reach(t, "complaint", complaint.Registered)
	stale := func(by string, cmd complaint.Command) error {
		env := w.env()
		env.Expect = w.m.Version - 1
		_, err := complaint.Do(w.m, cmd, people[by], env)
		return err
	}
	require.True(t, fault.Is(stale("owner1", complaint.ReturnCommand{}), fault.Forbidden))
	require.True(t, fault.Is(stale("desk1", complaint.ConfirmCommand{}), fault.Invalid), "the owner's word is missing")
	err := stale("owner1", complaint.ConfirmCommand{})
	f, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, fault.Stale, f.Kind)
	require.Equal(t, w.m.Version, f.Current)
	w.refused("owner1", complaint.ConfirmCommand{}, fault.Refused, "transition_refused")

	p := reach(t, "complaint", complaint.Proposed)
	p.refused("head.fin", complaint.RejectCommand{}, fault.Forbidden, "forbidden")
}

func TestDowngradesAreTheDeskLeads(t *testing.T) {
	for name, cmd := range map[string]complaint.ClassifyCommand{
		"another nature": {Category: "drainage_leak", Nature: terms.Repair},
		"less urgent":    {Category: "drainage_leak", Severity: terms.Normal},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).register("owner1", nil).do("desk1", complaint.ClassifyCommand{Category: "elevator", Severity: terms.High})
			w.refused("desk1", cmd, fault.Forbidden, "forbidden")
			w.refused("lead1", cmd, fault.Invalid, "invalid_fields", "reason")
			cmd.Reason = "业主同意"
			w.do("lead1", cmd)
			require.Contains(t, string(w.events[len(w.events)-1].Data), `"downgraded":true`)
		})
	}
	w := newWorld(t).register("owner1", func(f *complaint.Form, in *complaint.Intake) {
		f.Nature, in.Suggestion.Severity = "", terms.Critical
	})
	w.refused("desk1", complaint.ClassifyCommand{Category: "elevator", Severity: terms.Normal}, fault.Forbidden, "forbidden")
	w.do("desk1", complaint.ClassifyCommand{Category: "elevator", Nature: terms.Repair}) // nobody had said complaint
	require.Equal(t, terms.Repair, w.m.Nature)
}

func TestTiers(t *testing.T) {
	for _, c := range []struct {
		name  string
		fen   int64
		facts func(*complaint.Facts)
		class complaint.ClassifyCommand
		want  []string
	}{
		{"nothing", 0, nil, complaint.ClassifyCommand{}, []string{"dept_head waiting"}},
		{"on the spot", 1, nil, complaint.ClassifyCommand{}, []string{"finance later"}},
		{"up to 100 yuan", 10_000, nil, complaint.ClassifyCommand{}, []string{"finance later"}},
		{"above", 10_001, nil, complaint.ClassifyCommand{}, []string{"dept_head waiting", "finance pending"}},
		{"up to 500", 50_000, nil, complaint.ClassifyCommand{}, []string{"dept_head waiting", "finance pending"}},
		{"above 500", 50_001, nil, complaint.ClassifyCommand{}, []string{"dept_head waiting", "finance pending", "leader pending"}},
		{"up to 5,000", 500_000, nil, complaint.ClassifyCommand{}, []string{"dept_head waiting", "finance pending", "leader pending"}},
		{"above 5,000", 500_001, nil, complaint.ClassifyCommand{}, []string{"dept_head waiting", "finance pending", "legal pending", "leader pending"}},
		{"no splitting", 10_000, func(f *complaint.Facts) { f.PromisedFen = 45_000 }, complaint.ClassifyCommand{}, []string{"dept_head waiting", "finance pending", "leader pending"}},
		{"suit threatened", 20_000, nil, complaint.ClassifyCommand{Category: "drainage_leak", LegalThreat: yes()}, []string{"dept_head waiting", "finance pending", "legal pending"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := reach(t, "complaint", complaint.Investigating)
			if c.facts != nil {
				c.facts(&w.facts)
			}
			if c.class.Category != "" {
				w.do("desk1", c.class)
			}
			w.do("handler.eng", w.propose(c.fen))
			require.Equal(t, c.want, w.steps())
			if c.want[0] == "finance later" {
				require.Equal(t, complaint.Offered, w.m.Status, "holds nothing up")
				return
			}
			require.Equal(t, complaint.Proposed, w.m.Status)
			due := w.clock(terms.Approval)
			require.Equal(t, w.m.Plan.Approvals[0].Step, due.Step)
		})
	}
}

func TestNobodyApprovesWhatTheyProposed(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	w.do("head.eng", w.propose(0))
	require.Equal(t, "leader", w.m.Plan.Approvals[0].Role, "where nobody else holds the step it goes up")
	require.Equal(t, "leader", w.m.Keys.Waiting)
	w.refused("head.eng", complaint.ApproveCommand{}, fault.Forbidden, "forbidden")
	w.do("leader1", complaint.RejectCommand{Reason: "太贵"})
	require.Equal(t, complaint.Investigating, w.m.Status)
	require.Zero(t, w.m.Plan.CeilingFen)

	recused := reach(t, "complaint", complaint.Investigating)
	recused.m.Recused = []string{"u-deng"}
	recused.do("handler.eng", recused.propose(0))
	require.Equal(t, "leader", recused.m.Plan.Approvals[0].Role, "whom it is about does not approve")

	alone := reach(t, "complaint", complaint.Disputed)
	plan := alone.propose(threeThousandYuan)
	alone.refused("leader1", complaint.SettleCommand{Terms: "t", Plan: &plan}, fault.Invalid, "invalid_fields", "plan.amountFen")
	alone.facts.Holders[policy.StepLeader] = []string{"u-leader", "u-leader2"}
	alone.do("leader1", complaint.SettleCommand{Terms: "t", Plan: &plan})
}

func TestWhoApprovedDoesNotPay(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	w.refused("head.fin", w.pay(1), fault.Forbidden, "forbidden")
	w.refused("handler.eng", w.pay(1), fault.Forbidden, "forbidden")
	require.NotContains(t, complaint.Allowed(w.m, people["head.fin"], w.env()), "pay")
	w.do("handler.fin", w.pay(threeThousandYuan))
	w.refused("handler.fin", w.pay(1), fault.Refused, "transition_refused")
}

func TestATenantDoesNotAgreeToMoney(t *testing.T) {
	w := newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Channel, f.Reporter = terms.Phone, complaint.Reporter{Kind: "tenant", Name: "租客小林"}
	})
	w.do("desk1", w.judge(), dispatch()).do("handler.eng", complaint.AcceptCommand{}, investigate(), w.propose(5_000))
	word := func(person string) *complaint.OnBehalf {
		return &complaint.OnBehalf{How: "phone", Person: person, At: w.now}
	}
	w.refused("desk1", complaint.OfferAcceptCommand{OnBehalf: word("租客小林")}, fault.Invalid, "invalid_fields", "onBehalf.person")
	w.do("desk1", complaint.OfferAcceptCommand{OnBehalf: word("欧阳宁")})
}

func TestTheHandlingDepartmentDoesNotSpeakForTheOwner(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	w.do("desk1", complaint.DispatchCommand{Department: terms.Service})
	w.refused("desk1", complaint.WithdrawCommand{Reason: "r", OnBehalf: w.behalf("desk1")}, fault.Forbidden, "forbidden")
	w.do("handler.svc", complaint.AcceptCommand{}, complaint.StartCommand{}, complete())
	w.refused("lead1", complaint.ConfirmCommand{OnBehalf: w.behalf("lead1")}, fault.Forbidden, "forbidden")
	require.NotContains(t, complaint.Allowed(w.m, people["lead1"], w.env()), "confirm")
	w.do("owner1", complaint.ConfirmCommand{Rating: 3})
}

func TestAConfirmThatDeniesItselfIsAskedAgain(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	w.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{}, complete())
	w.refused("owner1", complaint.ConfirmCommand{Rating: 5, Comment: "还在漏水"}, fault.Invalid, "confirm_contradicts", "comment")
	w.do("owner1", complaint.ConfirmCommand{Rating: 5, Comment: "还在漏水", Sure: true, Outcome: complaint.FixedPartly})
	require.Equal(t, complaint.FixedPartly, w.m.Outcome)
}

func TestNothingClosesOverAnOpenQuestion(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Inquiry })
	ask(w)
	w.refused("desk1", complaint.AnswerCommand{Reply: "r"}, fault.Refused, "transition_refused")
	w.refused("desk1", complaint.ReferCommand{To: "x", Reply: "r"}, fault.Refused, "transition_refused")
	w.refused("desk1", complaint.JudgeCommand{GroundsSufficient: no(), Reason: "r", Reply: "r"}, fault.Refused, "transition_refused")
	id := w.m.InfoRequests[0].ID
	w.refused("head.eng", complaint.AnswerInfoCommand{RequestID: id, Answer: "a"}, fault.Forbidden, "forbidden")
	w.refused("handler.fin", complaint.AnswerInfoCommand{RequestID: "x", Answer: "a"}, fault.Invalid, "invalid_fields", "requestId")
	w.do("handler.fin", complaint.AnswerInfoCommand{RequestID: id, Answer: "已收"})
	w.do("desk1", complaint.AnswerCommand{Reply: "r", CloseNow: true})
}

func TestClaimsAreNotAnsweredOnTheSpot(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Nature, f.Demand = terms.Repair, &complaint.Demand{AmountFen: 100}
	})
	w.refused("desk1", complaint.AnswerCommand{Reply: "r", MeasureID: "s-1"}, fault.Refused, "transition_refused")
	w.refused("desk1", dispatch(), fault.Refused, "transition_refused")
	w.do("desk1", w.judge(), dispatch()).do("handler.eng", complaint.AcceptCommand{})
	w.refused("handler.eng", complaint.StartCommand{}, fault.Refused, "transition_refused")
}

func TestCloseWithoutTheOwnersWord(t *testing.T) {
	w := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Repair })
	w.do("desk1", dispatch()).do("handler.eng", complaint.AcceptCommand{}, complaint.StartCommand{}, complete())
	w.refused("desk1", complaint.CloseCommand{Outcome: complaint.Fixed}, fault.Invalid, "invalid_fields", "outcome", "reason")
	w.do("desk1", complaint.CloseCommand{Outcome: complaint.NotFeasible, Reason: "楼板不能开孔"})
	require.Equal(t, complaint.NotFeasible, w.m.Outcome)
	require.EqualValues(t, 1, w.tally["2026-11-16"]["resolution/of"], "never counted as fixed, but counted")
	require.Zero(t, w.tally["2026-11-16"]["resolution/met"])
}

func TestTheOwnerUrgesOnceADay(t *testing.T) {
	w := reach(t, "complaint", complaint.Dispatched)
	w.do("owner1", complaint.UrgeCommand{Note: "快点"}).do("desk1", complaint.UrgeCommand{Note: "来电催"})
	w.refused("owner1", complaint.UrgeCommand{}, fault.Refused, "transition_refused")
	w.now = at("2026-11-17 00:00")
	w.do("owner1", complaint.UrgeCommand{})
	require.Equal(t, 3, w.m.Urges)
}

func TestHeadsOfOtherDepartmentsDoNotPause(t *testing.T) {
	w := reach(t, "complaint", complaint.Registered)
	w.do("desk1", classify())
	ask(w)
	w.refused("head.fin", complaint.PauseCommand{Awaiting: "parts", Reason: "r", Until: w.now.Add(time.Hour)}, fault.Forbidden, "forbidden")
	w.refused("head.fin", complaint.ExtendCommand{Clock: terms.PlanDue, Until: w.now.Add(time.Hour), Reason: "r"}, fault.Forbidden, "forbidden")
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		name   string
		by     string
		change func(*complaint.Form)
		fields []string
	}{
		{"nothing said", "owner1", func(f *complaint.Form) { f.Title, f.Text = " ", "" }, []string{"title", "text"}},
		{"unknown words", "owner1", func(f *complaint.Form) {
			f.Channel, f.Reporter.Kind, f.Subject, f.Demand = "x", "x", &complaint.Subject{Kind: "x"}, &complaint.Demand{Kind: "x", AmountFen: -1}
		}, []string{"channel", "reporter.kind", "subject.kind", "demand.kind", "demand.amountFen"}},
		{"received tomorrow", "desk1", func(f *complaint.Form) { f.ReceivedAt = monday.Add(24 * time.Hour) }, []string{"receivedAt"}},
		{"backdated without reason", "desk1", func(f *complaint.Form) { f.ReceivedAt = monday.Add(-61 * time.Minute) }, []string{"receivedReason"}},
		{"nobody's", "desk1", func(f *complaint.Form) { f.OwnerID, f.Reporter.Name = "", "" }, []string{"reporter.name"}},
		{"transfer by nobody", "desk1", func(f *complaint.Form) { f.Channel = terms.Transfer }, []string{"transfer.sender"}},
		{"promise in the past", "desk1", func(f *complaint.Form) { f.Promise = &complaint.Promise{By: monday} }, []string{"promise.by"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			f := w.form()
			c.change(&f)
			_, err := complaint.Register(f, complaint.Intake{ID: "m", Suggestion: suggestion()}, people[c.by], w.env())
			e, ok := fault.As(err)
			require.True(t, ok)
			var paths []string
			for _, x := range e.Fields {
				paths = append(paths, x.Path)
			}
			require.ElementsMatch(t, c.fields, paths)
		})
	}
	newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.ReceivedAt, f.ReceivedReason = monday.Add(-48*time.Hour), "前天的来信"
	})
	w := newWorld(t).register("desk1", func(f *complaint.Form, _ *complaint.Intake) {
		f.Subject, f.OwnerID, f.Reporter = &complaint.Subject{Kind: "neighbour"}, "", complaint.Reporter{Kind: "anonymous"}
	})
	require.True(t, w.m.Confidential, "neighbour matters are confidential from the start")
}

func TestEarlierMattersAreLinked(t *testing.T) {
	earlier := func(kind string) complaint.Complaint {
		w := reach(t, kind, complaint.Closed)
		w.m.ID, w.m.Number = "m-0", "TS-20261001-0001"
		return w.m
	}
	for _, c := range []struct {
		nature terms.Nature
		days   int
		house  string
		want   string
	}{
		{terms.Complaint, 30, "h-1", "repeat"}, {terms.Complaint, 31, "h-1", ""}, {terms.Complaint, 1, "h-9", ""},
		{terms.Repair, 90, "h-1", "rework"}, {terms.Repair, 91, "h-1", ""},
	} {
		w := newWorld(t)
		old := earlier("repair")
		old.ReceivedAt = w.now.AddDate(0, 0, -c.days)
		w.register("owner1", func(f *complaint.Form, in *complaint.Intake) {
			f.Nature, f.HouseID, in.Recent = c.nature, c.house, []complaint.Complaint{old}
		})
		if c.want == "" {
			require.Empty(t, w.m.Related)
			continue
		}
		require.Equal(t, []complaint.Relation{{Ref: complaint.Ref{ID: "m-0", Number: "TS-20261001-0001"}, Kind: c.want}}, w.m.Related)
	}
}
