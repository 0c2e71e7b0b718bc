package rest

import (
	"context"

	"anju/api/contract"
)

// MergeOwner folds a duplicate into another record of the same person.
func (s *Server) MergeOwner(ctx context.Context, r contract.MergeOwnerRequestObject) (contract.MergeOwnerResponseObject, error) {
	seen, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	kept, err := s.Owners.Merge(ctx, actorOf(ctx), r.Id, r.Body.Into, seen)
	if err != nil {
		return nil, err
	}
	return contract.MergeOwner200JSONResponse(presentOwner(kept)), nil
}

// UnmergeOwner takes a duplicate out again.
func (s *Server) UnmergeOwner(ctx context.Context, r contract.UnmergeOwnerRequestObject) (contract.UnmergeOwnerResponseObject, error) {
	kept, err := s.Owners.Unmerge(ctx, actorOf(ctx), r.Id, r.Body.DuplicateId, r.Body.Reason)
	if err != nil {
		return nil, err
	}
	return contract.UnmergeOwner200JSONResponse(presentOwner(kept)), nil
}

// ListMergedOwners shows the records that were merged into one.
func (s *Server) ListMergedOwners(ctx context.Context, r contract.ListMergedOwnersRequestObject) (contract.ListMergedOwnersResponseObject, error) {
	found, err := s.Owners.Merged(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	return contract.ListMergedOwners200JSONResponse{Items: each(found, presentOwner)}, nil
}
