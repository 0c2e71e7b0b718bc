package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/complaint"
)

// GetPayers says who would pay by the warranties that are known.
func (s *Server) GetPayers(ctx context.Context, r contract.GetPayersRequestObject) (contract.GetPayersResponseObject, error) {
	known, likely, today, err := s.Matters.Payers(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	return contract.GetPayers200JSONResponse{Likely: text(likely), Parts: each(known, func(w complaint.Warranted) contract.WarrantedPart {
		x := contract.WarrantedPart{Part: w.Part, Common: w.Common, Source: contract.WarrantedPartSource(w.Source), Runs: w.Runs(today)}
		if until := date(w.Until); until != nil {
			x.Until = *until
		}
		return x
	})}, nil
}
