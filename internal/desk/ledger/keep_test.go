package ledger_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	book "anju/internal/core/ledger"
	"anju/internal/core/terms"
	"anju/internal/core/words"
	"anju/internal/desk/ledger"
	"anju/internal/desk/service"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

var now = time.Date(2026, 11, 16, 1, 0, 0, 0, time.UTC)

func open(t *testing.T) (*ledger.Service, *set.Set) {
	store, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	shipped, err := config.Rules(time.UTC)
	require.NoError(t, err)
	matters := service.New(service.Deps{Matters: store.Complaints, Rules: shipped.Fixed(), Now: func() time.Time { return now }})
	return ledger.New(ledger.Deps{Ledger: store.Ledger, Matters: matters, Figures: store.Figures, Settings: store.Settings}), store
}

// earlier keeps a matter as a version did that did not say who bears a payment.
func earlier(t *testing.T, s *set.Set, n, payments int) {
	id := fmt.Sprintf("m-%03d", n)
	m := complaint.Complaint{
		ID: id, Number: fmt.Sprintf("TS-20260301-%04d", n), Version: 1, Status: complaint.Executing, Nature: terms.Complaint, Channel: terms.Phone, Severity: terms.Normal,
		Title: "渗水", Department: terms.Engineering, CommunityID: "c-1", ReceivedAt: now.Add(time.Duration(n) * time.Second), CreatedAt: now, UpdatedAt: now,
	}
	for i := range payments {
		m.Payments = append(m.Payments, complaint.Payment{ID: fmt.Sprintf("%s-%d", id, i), Kind: "cash", AmountFen: 10_000, PaidAt: now, Receipt: "PZ-1"})
	}
	m.Keys = complaint.Keys{Open: true, WakeAt: complaint.Far, DueAt: complaint.Far, Words: words.Tokens(m.Title)}
	require.NoError(t, s.Complaints.Commit(t.Context(), complaint.Change{Next: m}))
}

// What was paid before the ledger existed stands in it after Begin, with who
// bears it; beginning again adds nothing, and no page of matters is left out.
func TestTheLedgerBeginsWithWhatWasPaidBefore(t *testing.T) {
	s, store := open(t)
	for n := range 120 { // more than one page of matters
		earlier(t, store, n, map[bool]int{true: 2}[n%40 == 0])
	}
	begun, err := s.Begin(t.Context())
	require.NoError(t, err)
	require.Equal(t, 6, begun)

	auditor := access.Actor{ID: "u-1", Role: access.Auditor}
	page, err := s.List(t.Context(), auditor, ledger.Asked{Query: book.Query{Limit: 20, Count: true}})
	require.NoError(t, err)
	require.EqualValues(t, 6, page.Total)
	for _, e := range page.Items {
		var borne int64
		for _, b := range e.Borne {
			borne += b.AmountFen
		}
		require.Equal(t, e.AmountFen, borne, "who bears it is said, to the fen")
	}

	earlier(t, store, 200, 1)
	again, err := s.Begin(t.Context())
	require.NoError(t, err)
	require.Zero(t, again, "from then on the ledger follows from events")
}
