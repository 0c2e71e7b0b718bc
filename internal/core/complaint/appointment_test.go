package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
)

func TestAnAppointmentIsOneThroughAllItsTimes(t *testing.T) {
	m := complaint.Complaint{Status: complaint.Executing, Version: 9, Visits: []complaint.Visit{
		{ID: "a", Outcome: complaint.Moved}, {ID: "b", Outcome: complaint.Moved}, {ID: "c", Outcome: "second_visit"}, {ID: "d", Outcome: complaint.Moved}, {ID: "e"},
	}}
	look := func(visit, id, holds string, cancelled bool) {
		t.Helper()
		a, found := m.Appointment(visit)
		require.True(t, found)
		require.Equal(t, []any{id, holds, int64(9), cancelled}, []any{a.ID, a.Visit.ID, a.Version, a.Cancelled})
	}
	for _, visit := range []string{"a", "b", "c"} {
		look(visit, "a", "c", false)
	}
	for _, visit := range []string{"d", "e"} {
		look(visit, "d", "e", false)
	}
	_, found := m.Appointment("f")
	require.False(t, found)

	m.Status = complaint.Withdrawn
	look("b", "a", "c", false) // it took place
	look("d", "d", "e", true)  // nobody comes any more
	m.Status, m.Visits = complaint.Executing, m.Visits[:4]
	look("d", "d", "d", true) // moved, and no other time was fixed
}
