package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/terms"
)

// Every instruction is followed: without a date by the policy's time, by the
// department that has the matter, else by the desk.
func TestAnInstructionWithoutADateIsFollowed(t *testing.T) {
	w := newWorld(t).register("owner1", nil)
	w.do("leader1", complaint.InstructCommand{Instruction: "查清原因"})
	item := w.followed()
	require.Equal(t, []string{terms.Service, followup.Instruction}, []string{item.Department, item.Kind})
	require.Equal(t, at("2026-11-19 09:00"), item.DueAt, "three working days")
	require.Equal(t, item.DueAt, *w.m.Instructions[0].DueAt)

	w = reach(t, "complaint", complaint.Dispatched)
	due := w.now.Add(time.Hour)
	w.refused("leader1", complaint.InstructCommand{Instruction: "查清原因", DueAt: &w.now}, fault.Invalid, "invalid_fields", "dueAt")
	w.do("leader1", complaint.InstructCommand{Instruction: "查清原因", DueAt: &due})
	require.Equal(t, terms.Engineering, w.followed().Department)
	require.Equal(t, due, w.followed().DueAt)
}

// followed is the item that the last event brings about.
func (w *world) followed() followup.Item {
	items := followup.FromEvent(w.events[len(w.events)-1], w.m)
	require.Len(w.t, items, 1)
	return items[0]
}
