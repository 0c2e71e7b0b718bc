package complaint_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// retire lets the end of the retention do its work, as a store keeps it.
func (w *world) retire() {
	c, err := complaint.Retire(w.m, w.env())
	require.NoError(w.t, err)
	if c.Erase {
		for i := range w.events {
			w.events[i] = w.events[i].Erased()
		}
	}
	w.keep(c)
}

func closedWith(t *testing.T, change func(*complaint.Form, *complaint.Intake)) *world {
	w := newWorld(t).register("desk1", change)
	return w.do("desk1", w.judge(), complaint.ReferCommand{To: "自来水公司", Reply: "由自来水公司负责"})
}

func TestRetentionIsFiveYearsOrTenWithAReason(t *testing.T) {
	dispute := reach(t, "complaint", complaint.Disputed)
	dispute.do("lead1", complaint.SettleCommand{Terms: "双方和解", Close: true})
	for name, c := range map[string]struct {
		w       *world
		years   int
		because []string
	}{
		"ordinary":          {closedWith(t, nil), 5, nil},
		"money asked":       {closedWith(t, func(f *complaint.Form, _ *complaint.Intake) { f.Demand = &complaint.Demand{AmountFen: 1} }), 10, []string{"money"}},
		"money paid":        {reach(t, "complaint", complaint.Closed), 10, []string{"money"}},
		"somebody was hurt": {closedWith(t, func(f *complaint.Form, _ *complaint.Intake) { f.Text = "老人在楼道滑倒，骨折住院" }), 10, []string{"injury"}},
		"structure":         {closedWith(t, func(_ *complaint.Form, in *complaint.Intake) { in.Suggestion.Category = "structure_quality" }), 10, []string{"structure"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := c.w.m.Retention(c.w.policy)
			require.Equal(t, c.because, r.Because)
			require.Equal(t, c.years, r.Years)
			require.Equal(t, c.w.m.ClosedAt.AddDate(c.years, 0, 0), r.Until)
			require.Equal(t, r.Until, c.w.m.Keys.RetainTo)
		})
	}
	require.Contains(t, dispute.m.Retention(dispute.policy).Because, "dispute")
	require.Equal(t, complaint.Far, reach(t, "complaint", complaint.Executing).m.Keys.RetainTo, "an open matter is kept")
}

func TestAMatterIsKeptLongerWhenSomebodySaysWhy(t *testing.T) {
	w := closedWith(t, nil)
	until := w.now.AddDate(8, 0, 0)
	w.do("lead1", complaint.RetainCommand{Until: until, Reason: "诉讼可能重启"})
	require.Equal(t, until, w.m.Keys.RetainTo)
	require.Equal(t, []string{"held"}, w.m.Retention(w.policy).Because)
	w.pass(5 * 366 * 24 * time.Hour)
	w.retire()
	require.Nil(t, w.m.AnonymisedAt)
	w.do("lead1", complaint.RetainCommand{Until: w.now.Add(time.Hour), Reason: "不再需要"})
	w.pass(2 * time.Hour)
	w.retire()
	require.NotNil(t, w.m.AnonymisedAt)
}

// Whatever the matter was: nothing says any more who or where, the figures
// stay, every view verifies as before, and nobody can act on it.
func TestAnonymising(t *testing.T) {
	for _, kind := range []string{"complaint", "repair", "critical"} {
		for _, status := range []complaint.Status{complaint.Closed, complaint.Withdrawn, complaint.Merged} {
			t.Run(kind+"/"+string(status), func(t *testing.T) {
				w := reach(t, kind, status)
				if status == complaint.Closed {
					acknowledged(w)
				}
				w.do("leader1", complaint.InstructCommand{Instruction: "欧阳宁家要复查"})
				verifies(t, w)
				before, tally := w.m, w.tally
				w.facts.MergedInto = nil
				w.pass(11 * 366 * 24 * time.Hour)
				w.retire()
				verifies(t, w)
				require.NotNil(t, w.m.AnonymisedAt)
				require.Equal(t, tally, w.tally, "the figures stay")
				require.Equal(t, complaint.Kind("anonymised"), w.events[len(w.events)-1].Kind)
				require.Equal(t, before.ArchiveNumber, w.m.ArchiveNumber)
				require.False(t, w.m.Keys.RetainTo.After(w.now), "until what belongs to it elsewhere is gone")

				w.keep(complaint.Forget(w.m, w.env()))
				verifies(t, w)
				require.Equal(t, complaint.Far, w.m.Keys.RetainTo)
				require.Equal(t, tally, w.tally)
				kept, err := json.Marshal(struct {
					M complaint.Complaint
					E []complaint.Event
				}{w.m, w.events})
				require.NoError(t, err)
				for _, said := range []string{"欧阳", "19900001234", "12-4-804", "o-1", "h-1", "渗水", "墙面", "王工", "小陈", "方主管"} {
					require.NotContains(t, string(kept), said)
				}
				for _, by := range names {
					require.Empty(t, complaint.Allowed(w.m, people[by], w.env()))
				}
				err = w.try("desk1", complaint.CommentCommand{Note: "n"})
				require.True(t, fault.Is(err, fault.Refused), "%v", err)
			})
		}
	}
}

func TestAMergedMatterIsKeptAsLongAsTheOneItWasFoldedInto(t *testing.T) {
	w := reach(t, "repair", complaint.Merged)
	into := reach(t, "complaint", complaint.Executing).m
	w.facts.MergedInto = &into
	w.pass(11 * 366 * 24 * time.Hour)
	w.retire()
	require.Nil(t, w.m.AnonymisedAt, "the other is open")
	require.True(t, w.m.Keys.RetainTo.After(w.now), "looked at again later")

	closed := reach(t, "complaint", complaint.Closed).m
	w.facts.MergedInto = &closed
	w.pass(40 * 24 * time.Hour)
	w.retire()
	require.NotNil(t, w.m.AnonymisedAt)
}

func TestAnArchiveNumberIsGivenOnce(t *testing.T) {
	w := reach(t, "repair", complaint.Closed)
	require.Equal(t, "DA-2026-20261116-0001", w.m.ArchiveNumber)
	require.Contains(t, string(w.events[len(w.events)-1].Data), w.m.ArchiveNumber)
	w.do("owner1", complaint.ReopenCommand{Reason: "又坏了"})
	require.Equal(t, "DA-2026-20261116-0001", w.m.ArchiveNumber, "a file that is opened again keeps its number")
}
