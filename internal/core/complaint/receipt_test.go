package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// acknowledged has every payment signed for that waits for it.
func acknowledged(w *world) {
	for _, p := range w.m.Payments {
		if w.m.AwaitsReceipt(p) {
			w.do("handler.fin", complaint.AcknowledgeCommand{PaymentID: p.ID, How: "paper"})
		}
	}
}

func TestTheOwnerAcknowledgesAPayment(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	pay := w.pay(100_000).(complaint.PayCommand)
	pay.Signed = &complaint.Received{How: "paper", On: "2026-13-01"}
	pay.Account = &complaint.Account{Holder: "欧阳宁", LastDigits: "12345"}
	w.refused("handler.fin", pay, fault.Invalid, "invalid_fields", "signed.on", "account.lastDigits")
	w.do("handler.fin", w.pay(100_000))
	said := complaint.AcknowledgeCommand{PaymentID: w.payment()}
	w.pass(time.Hour).refused("desk1", said, fault.Invalid, "invalid_fields", "how")
	w.do("owner1", said)
	require.Equal(t, "online", w.m.Payments[0].Signed.How)
	require.Equal(t, w.calendar.Day(w.now), w.m.Payments[0].Signed.On)
	w.refused("owner1", said, fault.Refused, "transition_refused")
}

// A matter closes without the owner's receipt, which is then waited for: the time
// limit of payment alone runs on, is told to finance, and ends with the owner's press.
func TestAClosedMatterStillWaitsForTheReceipt(t *testing.T) {
	w := reach(t, "complaint", complaint.Closed)
	require.Equal(t, complaint.Running, w.clock(terms.Payment).State(w.now))
	require.Contains(t, w.m.Keys.Marks, complaint.MarkUnsigned)
	require.Contains(t, w.m.Keys.Marks, complaint.MarkReceiptOf("o-1"))
	require.Equal(t, complaint.AskReceipt, w.m.Asks(people["owner1"], w.now))
	require.Equal(t, complaint.Far, w.m.Keys.DueAt, "nothing of a closed matter is overdue")

	for w.m.Keys.WakeAt.Before(complaint.Far) {
		w.now = w.m.Keys.WakeAt
		require.True(t, w.tick())
	}
	require.Equal(t, []string{"reminded", "escalated", "escalated"}, w.kinds()[len(w.events)-3:])
	require.False(t, w.m.Escalated)
	due := w.tally[w.calendar.Day(w.clock(terms.Payment).DueAt)]
	require.EqualValues(t, 1, due["compensationTimely/of"])
	require.Zero(t, due["overdue"])

	w.do("owner1", complaint.AcknowledgeCommand{PaymentID: w.payment()})
	require.NotNil(t, w.clock(terms.Payment).EndedAt)
	require.Empty(t, w.m.Asks(people["owner1"], w.now))
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkUnsigned)
	require.Zero(t, w.tally[w.calendar.Day(w.clock(terms.Payment).DueAt)]["compensationTimely/met"], "received, but late")
}

// The limit of payment is met when all is paid; what the rate counts is the one
// limit from the claim to the receipt.
func TestThePaymentIsMetAndItsReceiptGoesOn(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	due := w.clock(terms.Payment).DueAt
	w.do("handler.fin", w.pay(threeThousandYuan))
	var paid, receipt complaint.Clock
	for _, c := range w.m.Clocks {
		switch {
		case c.AwaitsReceipt():
			receipt = c
		case c.Kind == terms.Payment:
			paid = c
		}
	}
	require.Equal(t, complaint.Met, paid.State(w.now))
	require.Equal(t, complaint.Running, receipt.State(w.now))
	require.Equal(t, due, receipt.DueAt, "the receipt has no time of its own")
	counted := func() (of, met int64) {
		for _, day := range w.tally {
			of, met = of+day["compensationTimely/of"], met+day["compensationTimely/met"]
		}
		return of, met
	}
	w.now = due.Add(time.Hour)
	w.do("owner1", complaint.AcknowledgeCommand{PaymentID: w.payment()})
	of, met := counted()
	require.Equal(t, []int64{1, 0}, []int64{of, met}, "once, and by the receipt, which was late")
}

// What is owed again after a correction has a limit of its own; the receipt of
// what was given is not waited for any longer than until it is there.
func TestAReceiptIsThereThoughMoreIsOwed(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	w.do("handler.fin", w.pay(threeThousandYuan)).do("handler.fin", correct(w, -100))
	w.do("owner1", complaint.AcknowledgeCommand{PaymentID: w.payment()})
	running := 0
	for _, c := range w.m.Clocks {
		if c.Kind != terms.Payment || c.EndedAt != nil {
			continue
		}
		require.False(t, c.AwaitsReceipt())
		running++
	}
	require.Equal(t, 1, running)
}

func TestWhatAClosedMatterNeverGaveIsNotWaitedFor(t *testing.T) {
	w := reach(t, "complaint", complaint.Closed)
	w.do("handler.fin", correct(w, -w.m.Payments[0].AmountFen))
	require.NotContains(t, w.m.Keys.Marks, complaint.MarkUnsigned)
	require.NotNil(t, w.clock(terms.Payment).EndedAt)
}

func TestWhatIsNotAcknowledged(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	reduction := w.pay(100_000).(complaint.PayCommand)
	reduction.Kind, reduction.Basis = "fee_reduction", "waiver"
	w.do("handler.fin", reduction)
	waived := w.payment()
	w.refused("owner1", complaint.AcknowledgeCommand{PaymentID: waived}, fault.Refused, "transition_refused")
	w.do("handler.fin", w.pay(200_000))
	w.refused("owner1", complaint.AcknowledgeCommand{PaymentID: waived}, fault.Refused, "transition_refused")
	cash := w.m.Payments[1]
	yesterday := w.calendar.Day(w.now.Add(-24 * time.Hour))
	w.refused("desk1", complaint.AcknowledgeCommand{PaymentID: cash.ID, How: "paper", On: yesterday}, fault.Invalid, "invalid_fields", "on")
	w.refused("desk1", complaint.AcknowledgeCommand{PaymentID: cash.ID, How: "phone"}, fault.Invalid, "invalid_fields", "onBehalf")
	w.do("desk1", complaint.AcknowledgeCommand{PaymentID: cash.ID, How: "phone", OnBehalf: w.behalf("desk1")})
	require.Equal(t, "欧阳宁", w.m.Payments[1].Signed.OnBehalf.Person)
	require.NotNil(t, w.clock(terms.Payment).EndedAt)

	undone := reach(t, "complaint", complaint.Executing)
	undone.do("handler.fin", undone.pay(1000)).do("handler.fin", correct(undone, -1000))
	undone.refused("owner1", complaint.AcknowledgeCommand{PaymentID: undone.payment()}, fault.Refused, "transition_refused")
}

// Each household of a group matter confirms what it was given itself, and no other's.
func TestAHouseholdAcknowledgesItsOwnPayment(t *testing.T) {
	w := reach(t, "complaint", complaint.Investigating)
	joined(w)
	plan := w.propose(threeThousandYuan)
	plan.PerHouseholdFen = 100_000
	w.do("handler.eng", plan).do("head.eng", complaint.ApproveCommand{}).do("head.fin", complaint.ApproveCommand{}).do("leader1", complaint.ApproveCommand{})
	w.do("owner1", complaint.OfferAcceptCommand{}).do("owner2", complaint.HouseholdConfirmCommand{})
	pay := w.pay(100_000).(complaint.PayCommand)
	pay.HouseID = "h-2"
	w.do("handler.fin", pay)
	require.Equal(t, complaint.AskReceipt, w.m.Asks(people["owner2"], w.now))
	require.Empty(t, w.m.Asks(people["owner1"], w.now))
	w.refused("owner1", complaint.AcknowledgeCommand{PaymentID: w.payment()}, fault.Refused, "transition_refused")
	pay.HouseID = "h-1"
	w.do("handler.fin", pay)
	w.refused("owner1", complaint.AcknowledgeCommand{PaymentID: w.payment()}, fault.Invalid, "invalid_fields", "paymentId")
	w.do("owner2", complaint.AcknowledgeCommand{PaymentID: w.payment()})
	require.False(t, w.events[len(w.events)-1].VisibleToOwner, "what a neighbour was given is theirs")
	require.Nil(t, w.clock(terms.Payment).EndedAt)
	w.do("owner1", complaint.AcknowledgeCommand{PaymentID: w.m.Payments[1].ID})
	require.NotNil(t, w.clock(terms.Payment).EndedAt)
	w.do("handler.fin", complaint.CorrectCommand{PaymentID: w.m.Payments[0].ID, AmountFen: -100, Reason: "凭证金额录错"})
	require.Contains(t, w.kinds()[len(w.events)-2:], "corrected")
	require.False(t, w.events[len(w.events)-2].VisibleToOwner, "nor what is put right of it")
}
