package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
)

// Ringing a colleague is logged inside; it is no word to the owner and no try to
// reach them.
func TestRingingWhoIsOnDutyIsLoggedInside(t *testing.T) {
	w := reach(t, "critical", complaint.Registered)
	before := *w.clock("firstResponse")
	w.do("desk1", complaint.CallCommand{Purpose: complaint.ForDuty, Reached: true, Person: "高志勇", Note: "中控室已派人到场"})
	last := w.events[len(w.events)-1]
	require.Equal(t, "called", string(last.Kind))
	require.False(t, last.VisibleToOwner)
	require.JSONEq(t, `{"purpose":"duty","reached":true,"rang":"高志勇"}`, string(last.Data))
	require.Empty(t, w.m.Calls)
	require.Equal(t, before, *w.clock("firstResponse"), "the owner still waits for word")
}
