package complaint_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// Whoever misses the closing among the commands reads why, until nothing stands in its way.
func TestWhatStandsInTheWayOfClosing(t *testing.T) {
	w := reach(t, "complaint", complaint.Resolved)
	ask(w)
	may := func() bool { return slices.Contains(complaint.Allowed(w.m, people["desk1"], w.env()), "close") }
	require.Equal(t, []complaint.Hold{complaint.HoldEvaluation, complaint.HoldQuestion, complaint.HoldPayment}, w.m.Holds(w.policy))
	require.False(t, may())
	w.do("handler.fin", complaint.AnswerInfoCommand{RequestID: w.m.InfoRequests[0].ID, Answer: "未收费"}, w.pay(threeThousandYuan))
	require.Equal(t, []complaint.Hold{complaint.HoldEvaluation}, w.m.Holds(w.policy))
	require.False(t, may())
	w.do("desk1", complaint.EvaluateCommand{Evaluation: "雨季前检查"})
	require.Empty(t, w.m.Holds(w.policy))
	require.True(t, may())

	inquiry := newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Inquiry })
	require.Empty(t, inquiry.m.Holds(inquiry.policy))
	ask(inquiry)
	require.Equal(t, []complaint.Hold{complaint.HoldQuestion}, inquiry.m.Holds(inquiry.policy))
	require.Empty(t, reach(t, "complaint", complaint.Proposed).m.Holds(w.policy), "it would not end from here")
}
