package complaint

import (
	"slices"

	"anju/internal/core/policy"
)

// Marks by which lists find matters; those of questions bear a department.
const (
	MarkSecondReading = "second_reading" // waits for the desk lead
	MarkReturned      = "returned"       // came back and waits to be dispatched anew
	MarkDowngraded    = "downgraded"     // a complaint made less, or less urgent
	MarkFinal         = "final"          // finally answered
	MarkPlans         = "plans"          // has a plan, for leaders to read (阅知)
	MarkAgreement     = "agreement"      // a sum agreed to without the signed agreement asked for
	MarkRecheck       = "recheck"        // somebody still has to look again
	MarkStoodDown     = "stood_down"     // was a major incident
	MarkSoon          = "soon"           // most of a time limit has run: on the handler's own list
	MarkLongLate      = "long_late"      // late by a half and more: in the leaders' digest
	MarkUrged         = "urged"          // somebody asked to hurry
	MarkPaused        = "paused"
	MarkUnassigned    = "unassigned" // accepted or not, nobody is named to handle it
	MarkOrdered       = "ordered"    // a supervision order waits for its answer
	MarkConsulting    = "consulting" // a question waits for a leader
	MarkConsulted     = "consulted"  // a leader answered a question
	markAsked         = "asked:"
	markAsking        = "asking:"
	markReview        = "review:"
	markDecided       = "decided:"
	markPaid          = "paid:"
)

// MarkAsked marks matters with a question that a department has not answered.
func MarkAsked(department string) string { return markAsked + department }

// MarkAsking marks matters with a question of a department that waits for its answer.
func MarkAsking(department string) string { return markAsking + department }

// MarkReview marks what the holders of a step review afterwards.
func MarkReview(role string) string { return markReview + role }

// MarkDecided marks what a person approved, rejected or reviewed.
func MarkDecided(accountID string) string { return markDecided + accountID }

// MarkPaid marks matters of a category on which money was paid.
func MarkPaid(category string) string { return markPaid + category }

// marks lists by what special state the matter is found.
func (m *Complaint) marks(p policy.Policy) []string {
	var out []string
	add := func(holds bool, mark string) {
		if holds && !slices.Contains(out, mark) {
			out = append(out, mark)
		}
	}
	add(m.AwaitsReading(), MarkSecondReading)
	add(m.ReturnedNow() != nil, MarkReturned)
	add(m.Downgraded, MarkDowngraded)
	add(m.FinalReply != nil, MarkFinal)
	for _, r := range m.InfoRequests {
		open := r.Open() && m.Status.Open()
		add(open, MarkAsked(r.From))
		add(open && r.AskedBy.Department != "", MarkAsking(r.AskedBy.Department))
	}
	add(m.Plan != nil, MarkPlans)
	for _, plan := range m.plans() {
		for _, a := range plan.Approvals {
			if a.By != nil {
				add(true, MarkDecided(a.By.ID))
			}
		}
	}
	if _, a := m.reviewing(); a != nil {
		add(true, MarkReview(a.Role))
	}
	add(len(m.Payments) > 0 && m.category() != "", MarkPaid(m.category()))
	add(m.AgreementDue(p), MarkAgreement)
	add(m.openRecheck("") != nil, MarkRecheck)
	add(m.Incident != nil && !m.Incident.Open(), MarkStoodDown)
	m.markSupervision(add)
	return out
}

// markSupervision lists by what the matter needs to be watched.
func (m *Complaint) markSupervision(add func(holds bool, mark string)) {
	open := m.Status.Open()
	for _, c := range m.Clocks {
		if open && c.live() && c.PausedAt == nil {
			add(c.Told > 0 && c.Told < 100, MarkSoon)
			add(c.Told > 100, MarkLongLate)
		}
	}
	add(open && m.Urges > 0, MarkUrged)
	add(open && m.DispatchedAt != nil && m.Assignee == nil, MarkUnassigned)
	add(open && m.Pause != nil, MarkPaused)
	add(slices.ContainsFunc(m.Orders, OrderNote.open), MarkOrdered)
	add(open && slices.ContainsFunc(m.Consults, Consultation.open), MarkConsulting)
	add(slices.ContainsFunc(m.Consults, func(q Consultation) bool { return !q.open() }), MarkConsulted)
}
