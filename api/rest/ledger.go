package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/complaint"
	core "anju/internal/core/ledger"
	"anju/internal/desk/ledger"
)

// ListCompensations is a page of the ledger.
func (s *Server) ListCompensations(ctx context.Context, r contract.ListCompensationsRequestObject) (contract.ListCompensationsResponseObject, error) {
	p := r.Params
	after, err := core.ReadPosition(value(p.Cursor))
	if err != nil {
		return nil, err
	}
	asked := ledger.Asked{FromDay: day(p.From), ToDay: day(p.To), Search: value(p.Q), Query: core.Query{
		Department: value(p.Department), Category: value(p.Category), Kind: value(p.Kind), Basis: value(p.Basis), Type: string(value(p.Type)),
		CommunityID: value(p.CommunityId), OwnerID: value(p.OwnerId), HouseID: value(p.HouseId), ComplaintID: value(p.ComplaintId), Unsigned: value(p.Unsigned),
		After: after, Limit: limitOf(p.Limit), Count: value(p.Count),
	}}
	page, err := s.Ledger.List(ctx, actorOf(ctx), asked)
	if err != nil {
		return nil, err
	}
	out := contract.ListCompensations200JSONResponse{Items: each(page.Items, presentLine), NextCursor: text(page.Next.Text())}
	if asked.Count {
		total := int(page.Total)
		out.Total, out.TotalIsMore = &total, &page.TotalIsMore
	}
	return out, nil
}

// GetCompensationTotals sums up a period.
func (s *Server) GetCompensationTotals(ctx context.Context, r contract.GetCompensationTotalsRequestObject) (contract.GetCompensationTotalsResponseObject, error) {
	t, err := s.Ledger.Totals(ctx, actorOf(ctx), value(r.Params.CommunityId), day(r.Params.From), day(r.Params.To))
	if err != nil {
		return nil, err
	}
	return contract.GetCompensationTotals200JSONResponse{
		From: date(t.From), To: date(t.To), Count: t.Count, PaidFen: t.PaidFen, CorrectedFen: t.CorrectedFen, Corrected: t.Corrected,
		WaivedFen: t.WaivedFen, RecoveredFen: t.RecoveredFen, ByDepartment: t.ByDepartment, ByKind: t.ByKind, ByBasis: t.ByBasis,
		Months: each(t.Months, func(m ledger.Month) contract.CompensationMonth {
			return contract.CompensationMonth{Month: m.Month, PaidFen: m.PaidFen, WaivedFen: m.WaivedFen, RecoveredFen: m.RecoveredFen, ByDepartment: m.ByDepartment}
		}),
	}, nil
}

// CorrectCompensation puts an entry right.
func (s *Server) CorrectCompensation(ctx context.Context, r contract.CorrectCompensationRequestObject) (contract.CorrectCompensationResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	e, err := s.Ledger.Correct(ctx, actorOf(ctx), r.Id, ledger.Correction{AmountFen: r.Body.AmountFen, Reason: r.Body.Reason, Receipt: value(r.Body.Receipt)}, expect)
	if err != nil {
		return nil, err
	}
	return contract.CorrectCompensation201JSONResponse(presentLine(e)), nil
}

// RecoverCompensation records what came back.
func (s *Server) RecoverCompensation(ctx context.Context, r contract.RecoverCompensationRequestObject) (contract.RecoverCompensationResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	e, err := s.Ledger.Recover(ctx, actorOf(ctx), r.Id, complaint.RecoverCommand{
		AmountFen: r.Body.AmountFen, From: complaint.RecoveredFrom{Party: r.Body.From.Party, Name: r.Body.From.Name}, Receipt: r.Body.Receipt, ReceivedAt: *moment(&r.Body.ReceivedAt),
	}, expect)
	if err != nil {
		return nil, err
	}
	return contract.RecoverCompensation201JSONResponse(presentLine(e)), nil
}
