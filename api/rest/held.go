package rest

import (
	"context"

	"anju/api/contract"
)

// TakeBackHeld takes back words that have not gone out yet.
func (s *Server) TakeBackHeld(ctx context.Context, r contract.TakeBackHeldRequestObject) (contract.TakeBackHeldResponseObject, error) {
	return contract.TakeBackHeld204Response{}, s.Matters.TakeBack(ctx, actorOf(ctx), r.Id, r.HeldId)
}
