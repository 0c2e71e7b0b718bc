package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// After what a meeting is owed.
const (
	AfterRefusals = "refusals"
	AfterDeclines = "declines"
)

// Meeting is what an owner is owed who did not accept twice: the desk lead sits
// down with them (面谈).
type Meeting struct {
	By     time.Time  `json:"by"`
	After  string     `json:"after"` // refusals declines
	HeldAt *time.Time `json:"heldAt,omitempty"`
}

// MeetingOwed is the meeting that has still to be held; nil where there is none,
// or where the owner has come round without it.
func (m *Complaint) MeetingOwed() *Meeting {
	x := m.Meeting
	switch {
	case x == nil || x.HeldAt != nil:
		return nil
	case x.After == AfterRefusals && !m.Status.in([]Status{Investigating, Proposed, Offered, Disputed}):
		return nil
	case x.After == AfterDeclines && m.Status != Executing && m.Status != Disputed:
		return nil
	}
	return x
}

// MayMeet reports whether the actor, or whom they stand in for, is one who holds
// the meeting that is owed.
func (m *Complaint) MayMeet(a access.Actor) bool {
	return m.MeetingOwed() != nil && slices.ContainsFunc(a.Capacities(), func(x access.Actor) bool { return x.Is(meeters...) })
}

var meeters = []access.Role{access.DeskLead, access.Leader}

// meet has the desk lead sit down with the owner within the policy's time after
// a second refusal, and says by when; nil after any other.
func (t *turn) meet(times int, after string) *time.Time {
	if times != 2 {
		return nil
	}
	due := t.Calendar.Add(worktime.Office, t.At, t.Policy.Windows.MeetOwnerWithin.Duration())
	t.drop(terms.Update)
	t.startUntil(terms.Update, worktime.Office, t.At, due)
	t.m.Meeting = &Meeting{By: due, After: after}
	t.m.Escalated = true
	return &due
}

// met takes down that the meeting was held, or that the owner could not be met.
func (t *turn) met(reached bool) error {
	owed := t.m.MeetingOwed()
	if owed == nil {
		return refused("这件事项没有待进行的面谈；其他联系请选「联系业主」。", "No meeting is owed on this matter; log any other contact as such.")
	}
	if !t.by.Is(meeters...) {
		return fault.Deny("与业主面谈由客服主管或领导进行。", "The desk lead or a leader meets the owner.")
	}
	if reached {
		at := t.At
		owed.HeldAt = &at
	}
	return nil
}
