package rest

import (
	"context"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

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

// UpdateCommunity changes the legal entity and the warranty of the common parts.
func (s *Server) UpdateCommunity(ctx context.Context, r contract.UpdateCommunityRequestObject) (contract.UpdateCommunityResponseObject, error) {
	expect, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	edit := estate.Edit{LegalEntity: r.Body.LegalEntity}
	if r.Body.Warranty != nil {
		all := each(*r.Body.Warranty, func(w contract.CommonWarranty) estate.Warranty {
			return estate.Warranty{Building: value(w.Building), Part: w.Part, Until: w.Until.Format(time.DateOnly)}
		})
		edit.Warranty = &all
	}
	c, err := s.Owners.UpdateCommunity(ctx, actorOf(ctx), r.Id, edit, expect)
	if err != nil {
		return nil, err
	}
	return contract.UpdateCommunity200JSONResponse(presentCommunity(c)), nil
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
	return contract.Community{
		Id: c.ID, Version: c.Version, Name: c.Name, LegalEntity: text(c.LegalEntity),
		Warranty: each(c.Warranty, func(w estate.Warranty) contract.CommonWarranty {
			until, _ := time.Parse(time.DateOnly, w.Until) // checked when it was written
			return contract.CommonWarranty{Building: text(w.Building), Part: w.Part, Until: openapi_types.Date{Time: until}}
		}),
	}
}

func presentHouse(h estate.House) contract.House {
	return contract.House{Id: h.ID, Version: h.Version, CommunityId: h.CommunityID, Building: h.Building, Unit: text(h.Unit), Room: h.Room, Label: h.Label}
}
