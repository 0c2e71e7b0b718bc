package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
)

// Ask is what a matter waits to hear from an owner.
type Ask string

const (
	AskOffer  Ask = "offer"  // yes or no to the plan
	AskResult Ask = "result" // solved or not
	AskQuote  Ask = "quote"  // yes or no to the price
	AskVisit  Ask = "visit"  // whether the time suits

	AskReceipt Ask = "receipt" // that the money arrived
)

// Asks says what the matter waits to hear from the actor: of a neighbour, the
// word of their own household; of anybody else, what its owner is asked. "": nothing.
func (m *Complaint) Asks(a access.Actor, at time.Time) Ask {
	if a.Is(access.Owner) && !isOwner(a, m) {
		return m.asksHousehold(a)
	}
	switch {
	case m.Status == Offered:
		return AskOffer
	case m.Status == Resolved && m.Confirmation == nil:
		return AskResult
	case m.Quote != nil && m.Quote.State == "open" && m.Status.in(atWork):
		return AskQuote
	case m.asksVisit(at):
		return AskVisit
	case m.asksReceipt(a):
		return AskReceipt
	}
	return ""
}

func (m *Complaint) asksHousehold(a access.Actor) Ask {
	waits := func(said ...HouseholdState) bool {
		return slices.ContainsFunc(m.Households, func(h Household) bool { return a.Owns(h.OwnerID) && !slices.Contains(said, h.Stands()) })
	}
	switch {
	case m.Status == Resolved && m.Confirmation == nil && waits(HouseholdConfirmed, HouseholdDeclined):
		return AskResult
	case m.Status.in([]Status{Offered, Executing}) && m.Offered() != nil && waits(HouseholdAgreed, HouseholdRefused):
		return AskOffer
	case m.asksReceipt(a):
		return AskReceipt
	}
	return ""
}

// asksVisit: a time that has gone by is asked about no more.
func (m *Complaint) asksVisit(at time.Time) bool {
	v := m.openVisit("")
	return v != nil && v.Answer == nil && v.ArrivedAt == nil && at.Before(v.To)
}
