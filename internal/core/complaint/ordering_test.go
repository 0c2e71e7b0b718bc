package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// An order reaches a matter that has ended meanwhile, once, and what becomes of
// it as well.
func TestAnOrderIsCarriedToAMatterThatHasEnded(t *testing.T) {
	w := closedWith(t, nil)
	lead := complaint.Person{ID: "u-lead1", Name: "方主管", Department: terms.Service}
	head := complaint.Person{ID: "u-deng", Name: "周经理", Department: terms.Engineering}
	note := complaint.OrderNote{
		ID: "p-1", OrderID: "o-1", Version: 1, Number: "督〔2026〕1号", Level: complaint.LevelUrging, Source: "overdue", To: terms.Engineering, By: lead, At: w.now,
		AnswerBy: w.now.Add(8 * time.Hour), Note: "说明原因", Others: []complaint.Ref{{ID: "m-2", Number: "TS-2"}},
	}
	carry := func(want ...complaint.Kind) {
		t.Helper()
		c, err := complaint.CarryOrder(w.m, note, w.env())
		require.NoError(t, err)
		if len(want) == 0 {
			require.Nil(t, c)
			return
		}
		var kinds []complaint.Kind
		for _, e := range c.Events {
			kinds = append(kinds, e.Kind)
			require.False(t, e.VisibleToOwner)
			require.Contains(t, string(e.Data), `"carried":true`)
		}
		require.Equal(t, want, kinds)
		w.m = c.Next
		require.Equal(t, complaint.Closed, w.m.Status, "an order moves no status")
		require.Equal(t, []complaint.OrderNote{note}, w.m.Orders)
	}
	carry(complaint.KindOrdered)
	carry() // twice
	asked := note
	require.Contains(t, w.m.Keys.Marks, complaint.MarkOrdered)
	note.Level, note.AnswerBy = complaint.LevelOrder, note.AnswerBy.Add(8*time.Hour)
	carry(complaint.KindOrderClimbed)
	answered := w.now.Add(time.Hour)
	note.Received = &complaint.OrderSign{By: head, At: answered}
	note.Reply = &complaint.OrderReply{Progress: "已办"}
	note.Answer, note.AnsweredBy, note.AnsweredAt = "已办", &head, &answered
	note.Version = 3
	carry(complaint.KindOrderReceived, complaint.KindOrderAnswered)
	late, err := complaint.CarryOrder(w.m, asked, w.env())
	require.NoError(t, err)
	require.Nil(t, late, "what comes out of turn undoes nothing")
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkOrdered)
	note.Check = &complaint.OrderCheck{Result: "done", By: lead, At: answered}
	note.Ended = &complaint.OrderEnd{By: lead, At: answered}
	carry(complaint.KindOrderChecked, complaint.KindOrderEnded)
	carry()

	fresh := closedWith(t, nil) // nothing was carried in between: it catches up in one go
	c, err := complaint.CarryOrder(fresh.m, note, fresh.env())
	require.NoError(t, err)
	require.Len(t, c.Events, 5)
	require.Equal(t, complaint.KindOrdered, c.Events[0].Kind)
	require.Equal(t, complaint.KindOrderEnded, c.Events[4].Kind)
}

func TestAnswersToALeadersQuestion(t *testing.T) {
	w := reach(t, "complaint", complaint.Dispatched)
	ask := complaint.ConsultCommand{Question: "先修还是先定责？", Options: []string{"先修", "先定责"}, Recommendation: "先修"}
	w.do("desk1", ask, ask)
	second := w.m.Consults[1].ID
	require.Contains(t, w.m.Keys.Marks, complaint.MarkConsulting)
	one, nine := 1, 9
	w.refused("leader1", complaint.AdviseCommand{}, fault.Invalid, "invalid_fields", "answer")
	w.refused("leader1", complaint.AdviseCommand{Option: &nine}, fault.Invalid, "invalid_fields", "option")
	w.do("leader1", complaint.AdviseCommand{Option: &one, ConsultID: second})
	require.Nil(t, w.m.Consults[0].AnsweredAt)
	require.Equal(t, "同意「先定责」。", w.m.Consults[1].Answer)
	w.refused("leader1", complaint.AdviseCommand{Answer: "x", ConsultID: second}, fault.Invalid, "invalid_fields", "consultId")
	zero := 0
	w.do("leader1", complaint.AdviseCommand{Option: &zero, Answer: "两天内完成。"})
	require.Equal(t, "同意「先修」。两天内完成。", w.m.Consults[0].Answer)
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkConsulting)
	require.Contains(t, w.m.Keys.Marks, complaint.MarkConsulted)
}
