package rest

import (
	"context"
	"time"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/desk/retention"
)

// ListRetention shows what will be anonymised, without what is in it.
func (s *Server) ListRetention(ctx context.Context, r contract.ListRetentionRequestObject) (contract.ListRetentionResponseObject, error) {
	p := r.Params
	var until *time.Time
	if p.Before != nil {
		end := s.dayStart(p.Before.Time.AddDate(0, 0, 1)).Add(-time.Millisecond)
		until = &end
	}
	page, err := s.Retention.Ending(ctx, actorOf(ctx), until, value(p.Cursor), limitOf(p.Limit))
	if err != nil {
		return nil, err
	}
	return contract.ListRetention200JSONResponse{
		Items: each(page.Items, presentEnding), NextCursor: text(page.NextCursor), Before: page.Before,
	}, nil
}

func presentEnding(x retention.Item) contract.RetentionItem {
	return contract.RetentionItem{
		Id: x.ID, Number: x.Number, ArchiveNumber: x.ArchiveNumber, Status: contract.Status(x.Status), Category: text(x.Category),
		CommunityId: x.CommunityID, CommunityName: text(x.CommunityName), ClosedAt: x.ClosedAt, RetainedTo: x.Until, Years: x.Years,
		Because: each(x.Because, func(reason string) contract.RetentionItemBecause { return contract.RetentionItemBecause(reason) }),
	}
}

// CheckComplaintArchive says whether the whole record verifies, also the part
// that the caller does not read.
func (s *Server) CheckComplaintArchive(ctx context.Context, r contract.CheckComplaintArchiveRequestObject) (contract.CheckComplaintArchiveResponseObject, error) {
	check, err := s.Matters.CheckArchive(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	return contract.CheckComplaintArchive200JSONResponse{
		Complete: len(check.Flaws) == 0, Entries: check.Entries, Erased: check.Erased, Head: check.Head, Altered: check.Altered(),
		Findings: each(check.Flaws, func(f complaint.Flaw) string { return f.What }),
	}, nil
}
