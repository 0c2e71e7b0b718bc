package complaint

import (
	"slices"
	"time"

	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// Marks by which lists find matters; those of questions bear a department.
const (
	MarkSecondReading = "second_reading" // waits for the desk lead
	MarkReturned      = "returned"       // came back and waits to be dispatched anew
	MarkDowngraded    = "downgraded"     // a complaint made less, or less urgent
	MarkFinal         = "final"          // finally answered
	MarkPlans         = "plans"          // has a plan, for leaders to read (阅知)
	MarkMeeting       = "meeting"        // the desk lead has to meet the owner
	MarkAgreement     = "agreement"      // a sum agreed to without the signed agreement asked for
	MarkPayable       = "payable"        // approved, agreed and not paid out yet
	MarkUnsigned      = "unsigned"       // money was paid and nobody has confirmed its receipt
	MarkRecheck       = "recheck"        // somebody still has to look again
	MarkStoodDown     = "stood_down"     // was a major incident
	MarkSoon          = "soon"           // most of a time limit has run: on the handler's own list
	MarkLongLate      = "long_late"      // late by a half and more: in the leaders' digest
	MarkUrged         = "urged"          // somebody asked to hurry
	MarkPaused        = "paused"
	MarkUnassigned    = "unassigned"  // accepted or not, nobody is named to handle it
	MarkOrdered       = "ordered"     // a supervision order waits for its answer
	MarkConsulting    = "consulting"  // a question waits for a leader
	MarkConsulted     = "consulted"   // a leader answered a question
	MarkUrgent        = "urgent"      // open, high or critical
	MarkTransferred   = "transferred" // open, from an authority that waits for an answer
	MarkCallback      = "callback"    // done, and nobody has asked the owner yet
	markVisit         = "visit:"
	markPromise       = "promise:"
	markUnhappy       = "unhappy:"
	markAsked         = "asked:"
	markAsking        = "asking:"
	markReview        = "review:"
	markDecided       = "decided:"
	markPaid          = "paid:"
	markReceiptOf     = "unsigned:"
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

// MarkReceiptOf marks matters on which an owner is asked for a receipt.
func MarkReceiptOf(ownerID string) string { return markReceiptOf + ownerID }

// MarkVisit marks matters with a visit that begins on a day (YYYY-MM-DD) and has no outcome.
func MarkVisit(day string) string { return markVisit + day }

// MarkPromise marks open matters whose owner was promised word by a day.
func MarkPromise(day string) string { return markPromise + day }

// MarkUnhappy marks matters whose owner was called back or asked on a day and was not content.
func MarkUnhappy(day string) string { return markUnhappy + day }

// unhappyUpTo is the best rating that still says: not content.
const unhappyUpTo = 2

// marks lists by what special state the matter is found.
func (m *Complaint) marks(p policy.Policy, day func(time.Time) string) []string {
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
	add(m.MeetingOwed() != nil, MarkMeeting)
	add(m.AgreementDue(p), MarkAgreement)
	add(m.Status.in(paying) && m.payable() > 0, MarkPayable)
	for _, x := range m.Payments {
		if m.AwaitsReceipt(x) {
			add(true, MarkUnsigned)
			add(m.PayeeOf(x) != "", MarkReceiptOf(m.PayeeOf(x)))
		}
	}
	add(m.openRecheck("") != nil, MarkRecheck)
	add(m.Incident != nil && !m.Incident.Open(), MarkStoodDown)
	m.markSupervision(add)
	open := m.Status.Open()
	add(open && m.Severity.Rank() >= terms.High.Rank(), MarkUrgent)
	add(open && m.Transfer != nil && slices.ContainsFunc(m.Clocks, func(c Clock) bool { return c.Kind == terms.TransferReply && c.live() }), MarkTransferred)
	add(m.Status == Resolved && m.Confirmation == nil, MarkCallback)
	for _, v := range m.Visits {
		add(open && v.Outcome == "", MarkVisit(day(v.From)))
	}
	if open && m.Promised != nil {
		add(true, MarkPromise(day(m.Promised.By)))
	}
	if m.DeclinedAt != nil {
		add(true, MarkUnhappy(day(*m.DeclinedAt)))
	}
	if c := m.Confirmation; c != nil && c.Rating > 0 && c.Rating <= unhappyUpTo {
		add(true, MarkUnhappy(day(c.At)))
	}
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
