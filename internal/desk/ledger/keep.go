package ledger

import (
	"context"
	"encoding/json"

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
// that an earlier version kept are restated, so that they say who bears what
// and are found by the receipt that they wait for.
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
			if len(m.Payments) == 0 {
				continue
			}
			if m, err = s.restated(ctx, m); err != nil {
				return entries, err
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

// restated is the matter with who bears each payment and what waits for a
// receipt; unchanged when it says so already.
func (s *Service) restated(ctx context.Context, m complaint.Complaint) (complaint.Complaint, error) {
	for _, p := range m.Payments {
		if len(p.Borne) > 0 && !m.AwaitsReceipt(p) {
			continue
		}
		next, err := s.Matters.Restate(ctx, m)
		if fault.Is(err, fault.Stale) { // its own commit said so
			return s.Matters.Matters.Get(ctx, access.Everything("the ledger begins"), m.ID)
		}
		return next, err
	}
	return m, nil
}
