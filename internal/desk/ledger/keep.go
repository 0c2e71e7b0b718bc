package ledger

import (
	"context"
	"encoding/json"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/ledger"
	"anju/internal/core/outbox"
	"anju/internal/core/settings"
)

// Hear keeps the ledger in step with a committed event. Entries bear the
// matter's version, so that an event heard twice or late changes nothing.
func (s *Service) Hear(ctx context.Context, p outbox.Pending) error {
	return s.Ledger.Put(ctx, ledger.Of(p.Matter)...)
}

// begun is the setting that says that the ledger holds what was paid before it
// existed; named anew since it also finds payments by their missing receipt.
const begun = "ledger with receipts"

// Begin fills the ledger with what was paid before it existed, once. Matters
// that an earlier version kept are restated.
func (s *Service) Begin(ctx context.Context) (entries int, err error) {
	if _, err := s.Settings.Get(ctx, begun); !fault.Is(err, fault.NotFound) {
		return 0, err
	}
	q := complaint.Query{Ascending: true, Limit: 100}
	for {
		page, err := s.Matters.Matters.List(ctx, access.Everything("the ledger begins"), q)
		if err != nil {
			return entries, err
		}
		for _, m := range page.Items {
			if behind(m) {
				if m, err = s.restated(ctx, m); err != nil {
					return entries, err
				}
			}
			lines := ledger.Of(m)
			if err := s.Ledger.Put(ctx, lines...); err != nil {
				return entries, err
			}
			entries += len(lines)
		}
		if page.NextCursor == "" {
			break
		}
		q.Cursor = page.NextCursor
	}
	err = s.Settings.Put(ctx, settings.Setting{Name: begun, Version: 1, Doc: json.RawMessage(`{}`), UpdatedAt: s.Matters.Now().UTC()})
	if fault.Is(err, fault.Stale) { // another instance was as fast
		err = nil
	}
	return entries, err
}

// behind reports a matter that an earlier version kept: it does not say who
// bears a payment, or is not found by the money or the receipt that it waits for.
func behind(m complaint.Complaint) bool {
	return m.Payable() > 0 || slices.ContainsFunc(m.Payments, func(p complaint.Payment) bool { return len(p.Borne) == 0 || m.AwaitsReceipt(p) })
}

// restated is the matter as it is kept now.
func (s *Service) restated(ctx context.Context, m complaint.Complaint) (complaint.Complaint, error) {
	next, err := s.Matters.Restate(ctx, m)
	if fault.Is(err, fault.Stale) { // its own commit did it
		return s.Matters.Matters.Get(ctx, access.Everything("the ledger begins"), m.ID)
	}
	return next, err
}
