package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/estate"
	"anju/internal/desk/owners"
)

// ListCommunities is a page of communities.
func (s *Server) ListCommunities(ctx context.Context, r contract.ListCommunitiesRequestObject) (contract.ListCommunitiesResponseObject, error) {
	found, err := s.Owners.Communities(ctx, actorOf(ctx), paging(r.Params.Limit, r.Params.Cursor, r.Params.Count))
	if err != nil {
		return nil, err
	}
	page := contract.ListCommunities200JSONResponse{Items: each(found.Items, presentCommunityView), NextCursor: text(found.NextCursor)}
	page.Total, page.TotalIsMore = totalIn(found)
	return page, nil
}

// CreateCommunity adds a community.
func (s *Server) CreateCommunity(ctx context.Context, r contract.CreateCommunityRequestObject) (contract.CreateCommunityResponseObject, error) {
	c, err := s.Owners.CreateCommunity(ctx, actorOf(ctx), r.Body.Name, value(r.Body.LegalEntity))
	if err != nil {
		return nil, err
	}
	return contract.CreateCommunity201JSONResponse(presentCommunity(c)), nil
}

// ListHouses is a page of houses.
func (s *Server) ListHouses(ctx context.Context, r contract.ListHousesRequestObject) (contract.ListHousesResponseObject, error) {
	p := r.Params
	found, err := s.Owners.Houses(ctx, actorOf(ctx), owners.HouseSearch{
		CommunityID: value(p.CommunityId), Q: value(p.Q), Paging: paging(p.Limit, p.Cursor, p.Count),
	})
	if err != nil {
		return nil, err
	}
	page := contract.ListHouses200JSONResponse{Items: each(found.Items, presentHouse), NextCursor: text(found.NextCursor)}
	page.Total, page.TotalIsMore = totalIn(found)
	return page, nil
}

// CreateHouse adds a house.
func (s *Server) CreateHouse(ctx context.Context, r contract.CreateHouseRequestObject) (contract.CreateHouseResponseObject, error) {
	b := r.Body
	h, err := s.Owners.CreateHouse(ctx, actorOf(ctx), b.CommunityId, b.Building, value(b.Unit), b.Room)
	if err != nil {
		return nil, err
	}
	return contract.CreateHouse201JSONResponse(presentHouse(h)), nil
}

func presentCommunityView(v owners.CommunityView) contract.Community {
	x := presentCommunity(v.Community)
	x.Households = &v.Households
	return x
}

func presentCommunity(c estate.Community) contract.Community {
	return contract.Community{Id: c.ID, Version: c.Version, Name: c.Name, LegalEntity: text(c.LegalEntity)}
}

func presentHouse(h estate.House) contract.House {
	return contract.House{Id: h.ID, Version: h.Version, CommunityId: h.CommunityID, Building: h.Building, Unit: text(h.Unit), Room: h.Room, Label: h.Label}
}
