package rest

import (
	"context"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/owner"
	"anju/internal/desk/owners"
)

func paging(limit *int, cursor *string, count *bool) owners.Paging {
	return owners.Paging{Limit: limitOf(limit), Cursor: value(cursor), Count: value(count)}
}

// totalIn is what a page says of its whole; nothing unless it was asked for.
func totalIn[T any](p owners.Page[T]) (*int64, *bool) {
	if p.Total < 0 {
		return nil, nil
	}
	total := int64(p.Total)
	return &total, &p.TotalIsMore
}

// ListOwners is a page of owners.
func (s *Server) ListOwners(ctx context.Context, r contract.ListOwnersRequestObject) (contract.ListOwnersResponseObject, error) {
	p := r.Params
	found, err := s.Owners.SearchOwners(ctx, actorOf(ctx), owners.Search{
		Q: value(p.Q), CommunityID: value(p.CommunityId), HouseID: value(p.HouseId), Paging: paging(p.Limit, p.Cursor, p.Count),
	})
	if err != nil {
		return nil, err
	}
	page := contract.ListOwners200JSONResponse{Items: each(found.Items, presentOwner), NextCursor: text(found.NextCursor)}
	page.Total, page.TotalIsMore = totalIn(found)
	return page, nil
}

// CreateOwner adds a person.
func (s *Server) CreateOwner(ctx context.Context, r contract.CreateOwnerRequestObject) (contract.CreateOwnerResponseObject, error) {
	b := r.Body
	made, err := s.Owners.CreateOwner(ctx, actorOf(ctx), owner.Draft{
		Name: b.Name, Phone: b.Phone, Email: value(b.Email), OtherPhones: value(b.OtherPhones), Houses: each(value(b.Houses), holdingDraft),
		EmergencyContact: emergencyContact(b.EmergencyContact), Preferred: preferred(b.Preferred), NeedsHelp: value(b.NeedsHelp), Notes: value(b.Notes),
	}, value(b.IdNumber))
	if err != nil {
		return nil, err
	}
	return contract.CreateOwner201JSONResponse(presentOwner(made)), nil
}

// GetOwner is one person.
func (s *Server) GetOwner(ctx context.Context, r contract.GetOwnerRequestObject) (contract.GetOwnerResponseObject, error) {
	found, err := s.Owners.GetOwner(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	shown, err := s.ownerWithTrouble(ctx, found)
	if err != nil {
		return nil, err
	}
	return contract.GetOwner200JSONResponse(shown), nil
}

// UpdateOwner changes a person.
func (s *Server) UpdateOwner(ctx context.Context, r contract.UpdateOwnerRequestObject) (contract.UpdateOwnerResponseObject, error) {
	seen, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	b := r.Body
	patch := owners.Patch{
		Name: b.Name, Phone: b.Phone, Email: b.Email, IDNumber: b.IdNumber, NeedsHelp: b.NeedsHelp, Notes: b.Notes, OtherPhones: b.OtherPhones,
		EmergencyContact: emergencyContact(b.EmergencyContact), Preferred: preferred(b.Preferred),
	}
	if b.Houses != nil {
		drafts := each(*b.Houses, holdingDraft)
		patch.Houses = &drafts
	}
	changed, err := s.Owners.UpdateOwner(ctx, actorOf(ctx), r.Id, patch, seen)
	if err != nil {
		return nil, err
	}
	return contract.UpdateOwner200JSONResponse(presentOwner(changed)), nil
}

// GetOwnerOverview is what a clerk wants to see when this person rings.
func (s *Server) GetOwnerOverview(ctx context.Context, r contract.GetOwnerOverviewRequestObject) (contract.GetOwnerOverviewResponseObject, error) {
	actor, at := actorOf(ctx), s.Now().UTC()
	o, err := s.Owners.Overview(ctx, actor, r.Id)
	if err != nil {
		return nil, err
	}
	shown, err := s.ownerWithTrouble(ctx, o.Owner)
	if err != nil {
		return nil, err
	}
	item := func(m complaint.Complaint) contract.MatterItem { return presentItem(&m, actor, at, s.Rules().Calendar) }
	return contract.GetOwnerOverview200JSONResponse{
		Owner: shown, Open: each(o.Open, item), OfHouses: each(o.OfHouses, item),
		LastYear: contract.OwnerYear{Matters: o.LastYear.Matters, Repeat: o.LastYear.Repeat, Rework: o.LastYear.Rework, More: o.LastYear.More},
		Contacts: each(o.Contacts, presentContact), Corrections: each(o.Corrections, presentCorrection),
	}, nil
}

// AddContact writes into the contact log.
func (s *Server) AddContact(ctx context.Context, r contract.AddContactRequestObject) (contract.AddContactResponseObject, error) {
	c, err := s.Owners.AddContact(ctx, actorOf(ctx), r.Id, string(r.Body.Channel), r.Body.Note, moment(r.Body.At))
	if err != nil {
		return nil, err
	}
	return contract.AddContact201JSONResponse(presentContact(c)), nil
}

// UnmaskOwner shows one field in clear; the log was written first.
func (s *Server) UnmaskOwner(ctx context.Context, r contract.UnmaskOwnerRequestObject) (contract.UnmaskOwnerResponseObject, error) {
	plain, err := s.Owners.Unmask(ctx, actorOf(ctx), r.Id, string(r.Body.Field), r.Body.Reason)
	if err != nil {
		return nil, err
	}
	return contract.UnmaskOwner200JSONResponse{Value: plain}, nil
}

// InviteOwner makes an invitation code.
func (s *Server) InviteOwner(ctx context.Context, r contract.InviteOwnerRequestObject) (contract.InviteOwnerResponseObject, error) {
	code, until, err := s.Owners.Invite(ctx, actorOf(ctx), r.Id, value(r.Body.HouseId))
	if err != nil {
		return nil, err
	}
	return contract.InviteOwner201JSONResponse{Code: code, ExpiresAt: until}, nil
}

// AskCorrection notes what an owner wants put right.
func (s *Server) AskCorrection(ctx context.Context, r contract.AskCorrectionRequestObject) (contract.AskCorrectionResponseObject, error) {
	c, err := s.Owners.AskCorrection(ctx, actorOf(ctx), r.Body.Field, r.Body.Text)
	if err != nil {
		return nil, err
	}
	return contract.AskCorrection201JSONResponse(presentCorrection(c)), nil
}

func holdingDraft(b contract.NewHolding) owner.HoldingDraft {
	return owner.HoldingDraft{
		HouseID: b.HouseId, ContractNumber: value(b.ContractNumber), SignedOn: dayOf(b.SignedOn), HandedOverOn: dayOf(b.HandedOverOn), AreaM2: value(b.AreaM2),
		Warranty: each(value(b.Warranty), func(w contract.PartWarranty) owner.PartWarranty {
			return owner.PartWarranty{Part: w.Part, Until: w.Until.Format(time.DateOnly)}
		}),
	}
}

func dayOf(d *openapi_types.Date) string {
	if d == nil {
		return ""
	}
	return d.Format(time.DateOnly)
}

func emergencyContact(b *contract.EmergencyContact) *owner.EmergencyContact {
	if b == nil {
		return nil
	}
	return &owner.EmergencyContact{Name: value(b.Name), Relation: value(b.Relation), Phone: value(b.Phone)}
}

func preferred(b *contract.Preferred) *owner.Preferred {
	if b == nil {
		return nil
	}
	return &owner.Preferred{Channel: value(b.Channel), Hours: value(b.Hours), Language: value(b.Language)}
}
