package messages

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
)

// tellFollowers tells whoever brought a matter that was merged into this one how
// it goes on, each once and under the number of their own.
func (s *Service) tellFollowers(ctx context.Context, p outbox.Pending, heard message.To, at time.Time) error {
	e, detail, ok := message.Follow(p.Event)
	if !ok {
		return nil
	}
	heard.OwnerIDs = slices.Clone(heard.OwnerIDs)
	seen := map[string]bool{p.Matter.ID: true}
	for left := slices.Clone(p.Matter.MergedFrom); len(left) > 0; left = left[1:] {
		if seen[left[0].ID] {
			continue
		}
		seen[left[0].ID] = true
		merged, err := s.Matters.Get(ctx, access.Everything("who brought a merged matter hears of the other one"), left[0].ID)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		left = append(left, merged.MergedFrom...)
		if merged.Status != complaint.Merged { // taken out again meanwhile
			continue
		}
		to := message.Follows(merged, heard)
		to.Detail = detail
		if err := s.tell(ctx, outbox.Pending{Event: e, Matter: merged}, to, at); err != nil {
			return err
		}
		heard.OwnerIDs = append(heard.OwnerIDs, to.OwnerIDs...)
	}
	return nil
}
