package complaint_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// Whatever is done by whomever and whenever, a matter never leaves the table.
func TestRandomWalks(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r)
		if rapid.Bool().Draw(r, "under way") {
			w = reach(r, rapid.SampledFrom([]string{"complaint", "repair", "critical"}).Draw(r, "kind"), rapid.SampledFrom(complaint.Statuses).Draw(r, "from"))
		} else {
			w.begin(r)
		}
		w.facts.Into = other(r)
		w.facts.MergedInto, w.facts.Linked = w.facts.Into, w.facts.Into
		words := complaint.Words()
		slices.Sort(words)
		for range rapid.IntRange(10, 60).Draw(r, "steps") {
			w.step(r, words)
		}
		verifies(r, w)
	})
}

// endings lead nowhere, so a walk takes them more seldom.
var endings = []string{"withdraw", "merge", "refer", "answer", "judge", "conclude", "dispute", "final-reply"}

func (w *world) begin(r *rapid.T) {
	w.register(rapid.SampledFrom([]string{"owner1", "desk1"}).Draw(r, "registered by"), func(f *complaint.Form, in *complaint.Intake) {
		f.Nature = rapid.SampledFrom(append([]terms.Nature{""}, terms.Natures...)).Draw(r, "nature")
		in.Suggestion.Severity = rapid.SampledFrom(terms.Severities).Draw(r, "severity")
		if rapid.Bool().Draw(r, "claim") {
			f.Demand = &complaint.Demand{AmountFen: 100}
		}
	})
}

func (w *world) step(r *rapid.T, words []complaint.Word) {
	before, events := w.m, len(w.events)
	w.pass(rapid.SampledFrom([]time.Duration{0, time.Minute, time.Hour, 5 * time.Hour, 30 * time.Hour, 9 * 24 * time.Hour}).Draw(r, "later"))
	if rapid.Bool().Draw(r, "tick") {
		for range 20 {
			if w.m.Keys.WakeAt.After(w.now) {
				break
			}
			require.True(w.t, w.tick(), "who wakes has something to do")
		}
		require.True(w.t, w.m.Keys.WakeAt.After(w.now), "and then sleeps")
		require.False(w.t, w.tick())
		w.sound(before, events)
		before, events = w.m, len(w.events)
	}
	by := rapid.SampledFrom(names).Draw(r, "by")
	allowed := complaint.Allowed(w.m, people[by], w.env())
	onward := slices.DeleteFunc(slices.Clone(allowed), func(a string) bool { return slices.Contains(endings, a) })
	if len(onward) == 0 || rapid.IntRange(0, 9).Draw(r, "ending") == 0 {
		onward = allowed
	}
	var word complaint.Word
	if len(onward) > 0 && rapid.IntRange(0, 9).Draw(r, "sensible") > 0 {
		word = complaint.Word(rapid.SampledFrom(onward).Draw(r, "allowed word"))
	} else {
		word = rapid.SampledFrom(words).Draw(r, "any word")
	}
	err := w.try(by, w.randomBody(r, word, by))
	if err == nil {
		require.Equal(w.t, before.Version+1, w.m.Version)
		require.Contains(w.t, allowed, string(word))
	} else {
		f, ok := fault.As(err)
		require.True(w.t, ok)
		require.NotEqual(w.t, fault.Internal, f.Kind, err)
		if f.Kind == fault.Refused && slices.Contains(allowed, string(word)) {
			require.NotContains(w.t, f.Message.EN, "this can be done only when", "allowed words are not refused by status")
		}
	}
	w.sound(before, events)
	if err == nil && (word == complaint.Pause || word == complaint.Resume) {
		for i, c := range before.Clocks {
			require.False(w.t, w.m.Clocks[i].DueAt.Before(c.DueAt), "a pause never brings a limit forward")
		}
	}
}

// sound asserts what holds of every matter after every change.
func (w *world) sound(before complaint.Complaint, events int) {
	m, t := w.m, w.t
	require.Contains(t, complaint.Statuses, m.Status)
	require.GreaterOrEqual(t, m.Version, before.Version)
	require.GreaterOrEqual(t, len(w.events), events, "entries are only added")
	require.EqualValues(t, len(w.events), m.Seq)
	last := w.events[len(w.events)-1]
	require.Equal(t, last.Hash, m.Head)
	if events > 0 && len(w.events) > events {
		require.Equal(t, w.events[events-1].Hash, w.events[events].PrevHash)
	}
	require.Equal(t, m.Status.Open(), m.Keys.Open)
	if m.Status == complaint.Closed {
		require.NotNil(t, m.ClosedAt)
		require.NotEmpty(t, m.Outcome)
		require.Nil(t, m.Pause)
		require.NotContains(t, complaint.Allowed(m, people["handler.fin"], w.env()), "pay", "closed with a payment open")
		for _, q := range m.InfoRequests {
			require.False(t, q.Open(), "closed over a question")
		}
		require.NotContains(t, complaint.Allowed(m, people["leader1"], w.env()), "stand-down", "closed while a major incident lasts")
		for _, h := range m.Households {
			require.False(t, (h.State == complaint.HouseholdDeclined || h.State == complaint.HouseholdRefused) && h.Attended == "", "closed over a household's objection")
		}
		if m.Plan != nil {
			for _, a := range m.Plan.Approvals {
				require.NotContains(t, []string{complaint.Waiting, complaint.Pending}, a.State, "closed over an approval")
			}
		}
	}
	if !m.Status.Open() {
		for _, c := range m.Clocks {
			receipt := c.Kind == terms.Payment && slices.ContainsFunc(m.Payments, m.AwaitsReceipt)
			require.True(t, c.EndedAt != nil || c.VoidAt != nil || m.Status == complaint.Unfounded || receipt, "an ended matter's %s still runs", c.Kind)
		}
	}
	if m.Status == complaint.Proposed {
		require.NotEmpty(t, m.Keys.Waiting)
	}
	if m.Investigation != nil && len(m.Investigation.Shares) > 0 {
		sum := 0
		for _, s := range m.Investigation.Shares {
			sum += s.Percent
		}
		require.Equal(t, 100, sum)
	}
	soundMoney(t, m)
	late := int64(0)
	for day, measures := range w.tally {
		late += measures["overdue"]
		for measure, n := range measures {
			if n < 0 {
				require.Regexp(t, "overdue|compensation", measure, day)
			}
		}
	}
	require.True(t, late == 0 || late == 1, "late once or not at all")
	if !m.Status.Open() {
		require.Zero(t, late, "what has ended is not late any more")
	}
}

// soundMoney: never more came back than was given, nor less than nothing was
// given, and who bears a payment bears all of it.
func soundMoney(t require.TestingT, m complaint.Complaint) {
	for _, p := range m.Payments {
		borne := int64(0)
		for _, b := range p.Borne {
			borne += b.AmountFen
		}
		require.Equal(t, p.AmountFen, borne)
		if p.CorrectionOf == "" {
			require.GreaterOrEqual(t, m.RecoveredFen(p.ID), int64(0))
			require.GreaterOrEqual(t, m.NetFen(p.ID), m.RecoveredFen(p.ID))
			require.LessOrEqual(t, m.NetFen(p.ID), p.CeilingFen)
		}
	}
}

// randomBody is mostly sound and sometimes not.
func (w *world) randomBody(r *rapid.T, word complaint.Word, by string) complaint.Command {
	flip := func(label string) bool { return rapid.Bool().Draw(r, label) }
	pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(r, label) }
	switch word {
	case complaint.Judge:
		return complaint.JudgeCommand{GroundsSufficient: rapid.SampledFrom([]*bool{yes(), no(), nil}).Draw(r, "grounds"), Reason: "r", Reply: "s"}
	case complaint.Classify:
		return complaint.ClassifyCommand{
			Category: pick("category", "drainage_leak", "fee_dispute", "staff_attitude", "x"), Reason: "r",
			Nature:   rapid.SampledFrom(append([]terms.Nature{""}, terms.Natures...)).Draw(r, "nature"),
			Severity: rapid.SampledFrom(append([]terms.Severity{""}, terms.Severities...)).Draw(r, "severity"),
		}
	case complaint.Dispatch:
		return complaint.DispatchCommand{Department: pick("department", terms.Engineering, terms.Engineering, terms.Finance, terms.Service)}
	case complaint.Answer:
		return complaint.AnswerCommand{Reply: "r", MeasureID: "s-1", CloseNow: flip("close now")}
	case complaint.Refer:
		return complaint.ReferCommand{To: "x", Reply: "r", Assist: flip("assist")}
	case complaint.Conclude:
		return complaint.ConcludeCommand{Finding: complaint.Finding(pick("finding", "substantiated", "partly", "unsubstantiated")), Reason: "r", Reply: "s"}
	case complaint.Propose:
		p := w.propose(rapid.SampledFrom([]int64{0, 5_000, 30_000, 300_000, 900_000}).Draw(r, "fen"))
		p.Payer = pick("payer", "company", "owner", "")
		if flip("consent") {
			p.OwnerAgreed = &complaint.Consent{How: "h", At: w.now}
		}
		if w.m.Grouped != nil && flip("by household") {
			p.PerHouseholdFen = p.AmountFen / int64(1+len(w.m.Households))
		}
		if flip("option") {
			p.Options = []complaint.Option{{Measures: p.Measures, AmountFen: 10_000, DueAt: p.DueAt}}
		}
		return p
	case complaint.Review:
		return complaint.ReviewCommand{Objection: pick("objection", "", "o")}
	case complaint.Settle:
		p := w.propose(20_000)
		if flip("plan") {
			return complaint.SettleCommand{Terms: "t", Plan: &p}
		}
	case complaint.Start:
		return complaint.StartCommand{Payer: pick("payer", "", "owner", "warranty"), AgreedPriceFen: 100}
	case complaint.Brief:
		b := complaint.BriefCommand{Situation: "s", Measures: "m"}
		if flip("next") {
			next := w.now.Add(2 * time.Hour)
			b.NextBy = &next
		}
		return b
	case complaint.Dispute:
		d := complaint.DisputeCommand{Step: pick("step", complaint.DisputeKinds...), Note: "n", Body: "b", CaseNumber: "1"}
		if flip("review") {
			review := w.now.Add(72 * time.Hour)
			d.ReviewAt = &review
		}
		return d
	case complaint.Pay:
		return w.pay(rapid.SampledFrom([]int64{1, 5_000, 20_000, 300_000}).Draw(r, "fen"))
	case complaint.Correct:
		return complaint.CorrectCommand{PaymentID: w.payment(), AmountFen: rapid.SampledFrom([]int64{-1, -3_000, 1, 3_000, 0}).Draw(r, "difference"), Reason: "r", Receipt: "V-2"}
	case complaint.Recover:
		return w.recover(rapid.SampledFrom([]int64{1, 4_000, 300_000}).Draw(r, "fen"))
	case complaint.Progress:
		until := w.now.Add(20 * time.Hour)
		return complaint.ProgressCommand{Note: "n", VisibleToOwner: flip("visible"), NextUpdateBy: rapid.SampledFrom([]*time.Time{nil, &until}).Draw(r, "next")}
	case complaint.VisitConfirm:
		return complaint.VisitConfirmCommand{VisitID: w.openVisit(), OK: flip("time suits"), OnBehalf: w.behalf(by)}
	case complaint.TaskDone:
		return complaint.TaskDoneCommand{TaskID: w.openTask(), Dropped: flip("dropped"), Note: "n"}
	case complaint.CallWord:
		return complaint.CallCommand{Purpose: pick("purpose", "callback", "contact"), Reached: flip("reached"), Person: pick("person", "", "p"), Note: "n"}
	case complaint.QuoteAnswer:
		return complaint.QuoteAnswerCommand{OK: flip("price suits"), OnBehalf: w.behalf(by)}
	case complaint.FundWord:
		return complaint.FundCommand{Step: pick("step", complaint.FundSteps...), Note: "n", At: w.now}
	case complaint.RecheckWord:
		return complaint.RecheckCommand{By: w.now.Add(time.Duration(rapid.IntRange(1, 2000).Draw(r, "hours")) * time.Hour), Because: "rain"}
	case complaint.Complete:
		by := w.now.Add(72 * time.Hour)
		if flip("partly") {
			return complaint.CompleteCommand{Result: "r", AttachmentIDs: []string{"a-1"}, Outcome: complaint.FixedPartly, Remains: "外墙", FollowUpBy: &by}
		}
		return complaint.CompleteCommand{Result: "r", SignatureID: "a-2", Recheck: &complaint.RecheckCommand{By: by, Because: "rain"}}
	case complaint.VisitDone:
		return complaint.VisitCommand{Outcome: pick("outcome", complaint.VisitOutcomes...)}
	case complaint.Comment:
		return complaint.CommentCommand{Note: "n", VisibleToOwner: flip("visible"), Opinion: flip("opinion")}
	case complaint.Acknowledge:
		if n := len(w.m.Payments); n > 0 {
			return complaint.AcknowledgeCommand{PaymentID: w.m.Payments[rapid.IntRange(0, n-1).Draw(r, "payment")].ID, How: "paper"}
		}
	case complaint.Confirm:
		return complaint.ConfirmCommand{Rating: rapid.IntRange(0, 6).Draw(r, "rating"), OnBehalf: w.behalf(by)}
	case complaint.Pause:
		return complaint.PauseCommand{Awaiting: "parts", Reason: "r", Until: w.now.Add(time.Duration(rapid.IntRange(1, 200).Draw(r, "hours")) * time.Hour)}
	}
	return w.body(word, by)
}

// However a plan comes about, its steps stand in the contract's order, and one
// at most waits.
func TestStepsStandInOrder(t *testing.T) {
	order := []string{policy.StepDeptHead, policy.StepFinance, policy.StepLegal, policy.StepLeader}
	base := reach(t, "complaint", complaint.Investigating)
	rapid.Check(t, func(r *rapid.T) {
		w := *base
		w.t = r
		w.m.LegalThreat = rapid.Bool().Draw(r, "legal")
		w.do("handler.eng", w.propose(rapid.Int64Range(0, 2_000_000).Draw(r, "fen")))
		waiting, at := 0, -1
		for _, a := range w.m.Plan.Approvals {
			i := slices.Index(order, a.Step)
			require.Greater(r, i, at)
			at = i
			if a.State == complaint.Waiting {
				waiting++
			}
		}
		require.LessOrEqual(r, waiting, 1)
	})
}
