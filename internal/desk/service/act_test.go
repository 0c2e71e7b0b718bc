package service_test

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// propose takes a complaint of owner1 up to a plan that waits for its approval.
func (h *house) propose(fen int64) string {
	v := h.register("owner1", leak())
	h.act("desk1", v.ID, complaint.JudgeCommand{GroundsSufficient: yes(), DemandReasonable: yes(), Reason: "r"},
		complaint.ClassifyCommand{Category: "drainage_leak", Severity: terms.Normal}, complaint.DispatchCommand{Department: terms.Engineering})
	h.act("handler.eng", v.ID, complaint.AcceptCommand{},
		complaint.InvestigateCommand{Cause: "防水老化", Shares: []complaint.Share{{Department: terms.Engineering, Percent: 100}}},
		complaint.ProposeCommand{Measures: []complaint.Measure{{Kind: "cash"}}, AmountFen: fen, DueAt: h.clock().Add(240 * time.Hour), Handler: "王工"})
	return v.ID
}

func TestAComplaintFromThePhoneToItsArchive(t *testing.T) {
	h := open(t)
	id := h.propose(300_000)
	for _, by := range []string{"head.eng", "head.fin", "leader1"} {
		waiting, err := h.Approvals(h.ctx, h.people[by], "", true, "", 20)
		require.NoError(t, err)
		require.Len(t, waiting.Items, 1, by)
		h.act(by, id, complaint.ApproveCommand{})
		waiting, err = h.Approvals(h.ctx, h.people[by], "", true, "", 20)
		require.NoError(t, err)
		require.Empty(t, waiting.Items, by)
	}
	h.act("owner1", id, complaint.OfferAcceptCommand{})
	h.act("handler.fin", id, complaint.PayCommand{AmountFen: 300_000, Kind: "cash", PaidAt: h.clock(), Receipt: "V-1"})
	photo := h.upload("handler.eng")
	h.act("handler.eng", id, complaint.CompleteCommand{Result: "已修好", AttachmentIDs: []string{photo}})
	require.NoError(t, h.Attachments.Check(h.ctx, h.people["owner1"], "f", []string{photo}, 0), "the owner sees the picture of the result")
	h.act("owner1", id, complaint.ConfirmCommand{Rating: 5})
	v := h.act("desk1", id, complaint.EvaluateCommand{Evaluation: "e"}, complaint.CloseCommand{})
	require.Equal(t, complaint.Closed, v.Status)

	for who, whole := range map[string]bool{"desk1": true, "auditor1": false, "owner1": false} {
		_, a, err := h.Archive(h.ctx, h.people[who], v.Number, "安居物业")
		require.NoError(t, err)
		raw, err := json.Marshal(a)
		require.NoError(t, err)
		back, wrong := complaint.VerifyArchive(raw)
		require.Empty(t, wrong, who)
		hidden := 0
		for _, e := range back.Events {
			if e.Hidden {
				hidden++
			}
		}
		require.Equal(t, whole, hidden == 0, who)
		require.EqualValues(t, v.Seq, len(back.Events))
	}
	events, _, more, err := h.Timeline(h.ctx, h.people["owner1"], v.ID, 0, 100)
	require.NoError(t, err)
	require.False(t, more)
	for _, e := range events {
		require.True(t, e.VisibleToOwner)
	}
	first, _, more, err := h.Timeline(h.ctx, h.people["desk1"], v.ID, 0, 3)
	require.NoError(t, err)
	require.True(t, more)
	require.Len(t, first, 3)
	rest, _, _, err := h.Timeline(h.ctx, h.people["desk1"], v.ID, first[2].Seq, 200)
	require.NoError(t, err)
	require.EqualValues(t, v.Seq-3, len(rest))
	wrong, err := h.store.Figures.Recount(h.ctx)
	require.NoError(t, err)
	require.Zero(t, wrong, "the sums are those of the matters")
}

// Of two clerks who saw the same version one is told that it is stale; where
// nobody said what they saw, both words stand.
func TestTwoClerksAtOnce(t *testing.T) {
	h := open(t)
	v := h.register("owner1", leak())
	at := func(expect int64) (won, stale int) {
		var wg sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			wg.Go(func() {
				by := h.people[[]string{"desk1", "desk2", "lead1", "leader1"}[i]]
				_, errs[i] = h.Act(h.ctx, by, v.ID, complaint.CommentCommand{Note: "n"}, expect)
			})
		}
		wg.Wait()
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case fault.Is(err, fault.Stale):
				stale++
			default:
				require.NoError(t, err)
			}
		}
		return won, stale
	}
	won, stale := at(v.Version)
	require.Equal(t, []int{1, 3}, []int{won, stale})
	won, stale = at(0)
	require.Equal(t, []int{4, 0}, []int{won, stale})
	now, err := h.Get(h.ctx, h.people["desk1"], v.ID)
	require.NoError(t, err)
	require.EqualValues(t, 6, now.Version)
	_, err = h.Act(h.ctx, h.people["desk1"], v.ID, complaint.CommentCommand{Note: "n"}, 2)
	f, _ := fault.As(err)
	require.Equal(t, fault.Stale, f.Kind)
	require.EqualValues(t, 6, f.Current)
}

func TestWordsToTheOwnerWaitAndCanBeTakenBack(t *testing.T) {
	h := open(t)
	v := h.register("owner1", leak())
	words := complaint.CommentCommand{Note: "王工明早十点来", VisibleToOwner: true}
	count := func() int {
		events, _, _, err := h.Timeline(h.ctx, h.people["owner1"], v.ID, 0, 100)
		require.NoError(t, err)
		return len(events)
	}
	taken, err := h.Hold(h.ctx, h.people["desk1"], v.ID, words, 0)
	require.NoError(t, err)
	require.Equal(t, h.clock().Add(15*time.Second), taken.DueAt)
	kept, err := h.Hold(h.ctx, h.people["desk1"], v.ID, words, v.Version)
	require.NoError(t, err)
	h.pass(14 * time.Second)
	sent, err := h.SendHeld(h.ctx)
	require.NoError(t, err)
	require.Zero(t, sent)
	require.NoError(t, h.TakeBack(h.ctx, h.people["desk1"], v.ID, taken.ID))
	require.True(t, fault.Is(h.TakeBack(h.ctx, h.people["desk1"], v.ID, taken.ID), fault.NotFound))
	h.pass(time.Second)
	sent, err = h.SendHeld(h.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, sent)
	require.Equal(t, 2, count(), "one went out")
	require.True(t, fault.Is(h.TakeBack(h.ctx, h.people["desk1"], v.ID, kept.ID), fault.NotFound), "what went out stays")
	sent, err = h.SendHeld(h.ctx)
	require.NoError(t, err)
	require.Zero(t, sent)

	_, err = h.Hold(h.ctx, h.people["desk1"], v.ID, complaint.ConcludeCommand{Finding: complaint.Partly, Reason: "r"}, 0)
	require.True(t, fault.Is(err, fault.Refused), "what would be refused is refused now")
	_, err = h.Hold(h.ctx, h.people["desk1"], v.ID, words, v.Version)
	require.True(t, fault.Is(err, fault.Stale))
}

// Held words hang on the version that their author saw: what people did since
// keeps them back, told on the timeline; the passing of time alone does not.
func TestHeldWordsHangOnWhatTheirAuthorSaw(t *testing.T) {
	h := open(t)
	v := h.register("owner1", leak())
	words := complaint.CommentCommand{Note: "王工明早十点来", VisibleToOwner: true}
	kinds := func() (out []complaint.Kind) {
		events, _, _, err := h.Timeline(h.ctx, h.people["desk1"], v.ID, 0, 100)
		require.NoError(t, err)
		for _, e := range events {
			out = append(out, e.Kind)
		}
		return out
	}
	send := func(version int64, between func()) {
		_, err := h.Hold(h.ctx, h.people["desk1"], v.ID, words, version)
		require.NoError(t, err)
		between()
		h.pass(15 * time.Second)
		_, err = h.SendHeld(h.ctx)
		require.NoError(t, err)
	}
	send(v.Version, func() { h.act("desk2", v.ID, complaint.CommentCommand{Note: "业主又来电"}) })
	require.Equal(t, []complaint.Kind{complaint.KindRegistered, "commented", complaint.KindNotSent}, kinds())

	now, err := h.Get(h.ctx, h.people["desk1"], v.ID)
	require.NoError(t, err)
	send(now.Version, func() {
		h.pass(4 * time.Hour)
		woken, err := h.Wake(h.ctx)
		require.NoError(t, err)
		require.Equal(t, 1, woken)
	})
	require.Equal(t, []complaint.Kind{complaint.KindReminded, "commented"}, kinds()[3:])
}

// What is refused when it goes out ends, and does not hold up the rest.
func TestAHeldCommandThatCameTooLateEnds(t *testing.T) {
	h := open(t)
	v, w := h.register("owner1", leak()), h.register("owner2", func() complaint.Form { f := leak(); f.HouseID = "c-a-805"; return f }())
	judge := complaint.JudgeCommand{GroundsSufficient: yes(), Reason: "r", Reply: "已受理"}
	for _, id := range []string{v.ID, w.ID} {
		_, err := h.Hold(h.ctx, h.people["desk1"], id, judge, 0)
		require.NoError(t, err)
	}
	h.act("owner1", v.ID, complaint.WithdrawCommand{Reason: "不用了"})
	h.pass(15 * time.Second)
	_, err := h.SendHeld(h.ctx)
	require.NoError(t, err)
	now, err := h.Get(h.ctx, h.people["desk1"], w.ID)
	require.NoError(t, err)
	require.NotNil(t, now.Judgement)
	again, err := h.SendHeld(h.ctx)
	require.NoError(t, err)
	require.Zero(t, again)
}

// However many instances run, a rung is told once.
func TestTimeTellsEachRungOnce(t *testing.T) {
	h := open(t)
	v := h.register("owner1", leak())
	reminders := func() (n int) {
		events, _, _, err := h.Timeline(h.ctx, h.people["desk1"], v.ID, 0, 200)
		require.NoError(t, err)
		for _, e := range events {
			if e.Kind == complaint.KindReminded || e.Kind == complaint.KindEscalated {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		later time.Duration
		told  int
	}{
		{2 * time.Hour, 0},
		{time.Hour, 1},                      // first view: 75 %
		{2*time.Hour + time.Millisecond, 2}, // past 100 %
		{2 * time.Hour, 3},                  // 150 %
		{2 * time.Hour, 4},                  // first response: 75 %
		{9 * time.Hour, 5},                  // of 100 and 150 % only the higher
		{99 * time.Hour, 5},
	} {
		h.pass(step.later)
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				_, err := h.Wake(h.ctx)
				require.NoError(t, err)
			})
		}
		wg.Wait()
		require.Equal(t, step.told, reminders(), "after %s", step.later)
	}
	woken, err := h.Wake(h.ctx)
	require.NoError(t, err)
	require.Zero(t, woken)
	overdue, err := h.List(h.ctx, h.people["desk1"], complaint.Query{}, "", true)
	require.NoError(t, err)
	require.Len(t, overdue.Items, 1)
}

func TestApprovalGoesUpWhereNobodyElseHoldsTheStep(t *testing.T) {
	h := open(t)
	v := h.register("owner1", leak())
	h.act("desk1", v.ID, complaint.JudgeCommand{Reason: "待核实"}, complaint.DispatchCommand{Department: terms.Contracts})
	contracts := access.Actor{ID: "u-con", Name: "合同", Role: access.Handler, Department: terms.Contracts}
	h.people["handler.con"] = contracts
	h.act("handler.con", v.ID, complaint.AcceptCommand{},
		complaint.InvestigateCommand{Cause: "c", Shares: []complaint.Share{{Party: "none", Percent: 100}}},
		complaint.ProposeCommand{Measures: []complaint.Measure{{Kind: "apology"}}, DueAt: h.clock().Add(time.Hour), Handler: "x"})
	now, err := h.Get(h.ctx, h.people["leader1"], v.ID)
	require.NoError(t, err)
	require.Equal(t, "leader", now.Plan.Approvals[0].Role, "contracts has no head")
	require.Contains(t, now.Allowed, "approve")
}

func TestMoneyPromisedBeforeCounts(t *testing.T) {
	h := open(t)
	h.propose(45_000)
	m, err := h.Get(h.ctx, h.people["desk1"], h.propose(10_000))
	require.NoError(t, err)
	require.Equal(t, complaint.Proposed, m.Status, "100 yuan alone would be granted on the spot")
	require.Len(t, m.Plan.Approvals, 3)
}

func TestMergingChangesBothOrNone(t *testing.T) {
	h := open(t)
	one, two := h.register("owner1", leak()), h.register("owner1", leak())
	h.act("desk1", two.ID, complaint.MergeCommand{Into: one.Number})
	into, err := h.Get(h.ctx, h.people["desk1"], one.ID)
	require.NoError(t, err)
	require.Equal(t, two.ID, into.MergedFrom[0].ID)
	require.EqualValues(t, 2, into.Version)
	h.act("desk1", two.ID, complaint.UnmergeCommand{Reason: "r"})
	into, err = h.Get(h.ctx, h.people["desk1"], one.ID)
	require.NoError(t, err)
	require.Empty(t, into.MergedFrom)
	_, err = h.Act(h.ctx, h.people["desk1"], two.ID, complaint.MergeCommand{Into: two.ID}, 0)
	h.invalid(err, "into")
}

func TestEvidenceIsSeenByWhoMaySeeIt(t *testing.T) {
	h := open(t)
	v := h.register("owner1", leak())
	h.act("desk1", v.ID, complaint.JudgeCommand{Reason: "r"}, complaint.DispatchCommand{Department: terms.Engineering})
	h.act("handler.eng", v.ID, complaint.AcceptCommand{})
	cmd := complaint.InvestigateCommand{Cause: "c", Shares: []complaint.Share{{Party: "none", Percent: 100}}}
	cmd.EvidenceIDs = []string{h.upload("desk1")}
	_, err := h.Act(h.ctx, h.people["handler.eng"], v.ID, cmd, 0)
	h.invalid(err, "evidenceIds[0]")
	for range 10 {
		cmd.EvidenceIDs = append(cmd.EvidenceIDs, h.upload("handler.eng"))
	}
	_, err = h.Act(h.ctx, h.people["handler.eng"], v.ID, cmd, 0)
	require.True(t, fault.Is(err, fault.Invalid), "ten on a matter")
	cmd.EvidenceIDs = cmd.EvidenceIDs[1:]
	h.act("handler.eng", v.ID, cmd)
	h.act("handler.eng", v.ID, cmd) // the same again adds none
	cmd.EvidenceIDs = []string{h.upload("handler.eng")}
	_, err = h.Act(h.ctx, h.people["handler.eng"], v.ID, cmd, 0)
	require.True(t, fault.Is(err, fault.Invalid), "the eleventh")
}
