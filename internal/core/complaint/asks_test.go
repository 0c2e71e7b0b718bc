package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// TestWhatWaitsForTheOwner: a price, a time and a result wait for a word until
// it is given; a time that has gone by waits for nobody.
func TestWhatWaitsForTheOwner(t *testing.T) {
	w := repairAt(t, nil)
	asks := func(want complaint.Ask, after string) {
		require.Equal(t, want, w.m.Asks(people["owner1"], w.now), after)
		require.Empty(t, w.m.Asks(people["owner2"], w.now), "nobody else is asked")
	}
	asks("", "accepted")
	w.do("handler.eng", quote())
	asks(complaint.AskQuote, "quoted")
	w.do("owner1", complaint.QuoteAnswerCommand{OK: true})
	asks("", "answered")
	w.do("handler.eng", complaint.AppointCommand{From: w.now.Add(day), To: w.now.Add(day + time.Hour), Who: "徐师傅", Entry: "call_first"})
	asks(complaint.AskVisit, "appointed")
	w.now = w.now.Add(2 * day)
	asks("", "the time has gone by")
	w.do("handler.eng", complaint.VisitCommand{Outcome: "owner_absent"})
	w.do("handler.eng", complaint.StartCommand{Payer: "owner", AgreedPriceFen: w.m.Quote.TotalFen}, complete())
	asks(complaint.AskResult, "done")
	w.do("owner1", complaint.ConfirmCommand{Rating: 5})
	asks("", "confirmed")

	w = newWorld(t).register("owner1", func(f *complaint.Form, _ *complaint.Intake) { f.Nature = terms.Inquiry })
	w.do("desk1", complaint.AnswerCommand{Reply: "中午不得施工。"})
	asks(complaint.AskResult, "answered, with an outcome that the owner has not spoken about")
	w.do("owner1", complaint.ConfirmCommand{})
	asks("", "confirmed")
}

// TestAHouseholdIsAskedForItself: what a neighbour is asked hangs on what they said themselves.
func TestAHouseholdIsAskedForItself(t *testing.T) {
	w := reach(t, "complaint", complaint.Resolved)
	require.Empty(t, w.m.Asks(people["owner2"], w.now), "not in it yet")
	joined(w)
	require.Equal(t, complaint.AskResult, w.m.Asks(people["owner2"], w.now))
	w.do("owner2", complaint.HouseholdConfirmCommand{Rating: 5})
	require.Empty(t, w.m.Asks(people["owner2"], w.now))
	require.Equal(t, complaint.AskResult, w.m.Asks(people["owner1"], w.now), "the reporter still is")
}
