package rest

import (
	"bytes"
	"context"
	"encoding/json"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/desk/accounts"
)

// countCap bounds counting on request.
const countCap = 10_000

const defaultLimit = 20

func limitOf(asked *int) int {
	if asked == nil {
		return defaultLimit
	}
	return *asked
}

// ListUsers is a page of accounts; its cursor is the last login.
func (s *Server) ListUsers(ctx context.Context, r contract.ListUsersRequestObject) (contract.ListUsersResponseObject, error) {
	p := r.Params
	q := account.Query{
		Role: access.Role(value(p.Role)), Department: value(p.Department), Active: p.Active, After: value(p.Cursor), Limit: limitOf(p.Limit),
	}
	found, err := s.Accounts.ListUsers(ctx, actorOf(ctx), q)
	if err != nil {
		return nil, err
	}
	page := contract.ListUsers200JSONResponse{Items: each(found.Items, presentUser), NextCursor: text(found.Next)}
	if value(p.Count) {
		n, err := s.Accounts.CountUsers(ctx, actorOf(ctx), q, countCap+1)
		if err != nil {
			return nil, err
		}
		page.Total, page.TotalIsMore = totalOf(n)
	}
	return page, nil
}

// totalOf caps a count that went one beyond the cap.
func totalOf(n int) (*int64, *bool) {
	total, more := int64(min(n, countCap)), n > countCap
	return &total, &more
}

// CreateUser makes an account.
func (s *Server) CreateUser(ctx context.Context, r contract.CreateUserRequestObject) (contract.CreateUserResponseObject, error) {
	b := r.Body
	u, made, err := s.Accounts.CreateUser(ctx, actorOf(ctx), accounts.NewUser{
		Login: b.Login, Name: b.Name, Role: access.Role(b.Role), Department: value(b.Department), CommunityIDs: value(b.CommunityIds),
		OwnerID: value(b.OwnerId), Phone: value(b.Phone), Email: value(b.Email), Password: value(b.Password),
	})
	if err != nil {
		return nil, err
	}
	x := presentUser(u)
	return contract.CreateUser201JSONResponse{
		Id: x.Id, Version: x.Version, Login: x.Login, Name: x.Name, Role: x.Role, Department: x.Department, CommunityIds: x.CommunityIds,
		Phone: x.Phone, Email: x.Email, OwnerId: x.OwnerId, Active: x.Active, MustChangePassword: x.MustChangePassword, Deputy: x.Deputy,
		CreatedAt: x.CreatedAt, UpdatedAt: x.UpdatedAt, Password: text(made),
	}, nil
}

// UpdateUser changes an account.
func (s *Server) UpdateUser(ctx context.Context, r contract.UpdateUserRequestObject) (contract.UpdateUserResponseObject, error) {
	seen, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	var readAt *int64
	if seen > 0 {
		readAt = &seen
	}
	b := r.Body
	patch := accounts.UserPatch{
		Name: b.Name, Role: (*access.Role)(b.Role), Department: b.Department, CommunityIDs: b.CommunityIds,
		Phone: b.Phone, Email: b.Email, Password: b.Password, Active: b.Active,
	}
	if patch.Deputy, err = deputyOf(b.Deputy); err != nil {
		return nil, err
	}
	u, err := s.Accounts.UpdateUser(ctx, actorOf(ctx), r.Id, readAt, patch)
	if err != nil {
		return nil, err
	}
	return contract.UpdateUser200JSONResponse(presentUser(u)), nil
}

// deputyOf tells "not said" (nil) from "nobody any more" (null).
func deputyOf(raw json.RawMessage) (**account.Deputy, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var d *account.Deputy
	if !bytes.Equal(raw, []byte("null")) {
		var b contract.Deputy
		if err := json.Unmarshal(raw, &b); err != nil {
			return nil, malformed().Because(err)
		}
		d = deputyIn(b)
	}
	return &d, nil
}

func deputyIn(b contract.Deputy) *account.Deputy {
	return &account.Deputy{AccountID: value(b.AccountId), From: *moment(&b.From), Until: *moment(&b.Until)}
}

// SetDeputy says that a colleague is away, and who stands in.
func (s *Server) SetDeputy(ctx context.Context, r contract.SetDeputyRequestObject) (contract.SetDeputyResponseObject, error) {
	u, err := s.Accounts.SetDeputy(ctx, actorOf(ctx), r.Id, deputyIn(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.SetDeputy200JSONResponse(presentColleague(u)), nil
}

// EndDeputy says that a colleague is back.
func (s *Server) EndDeputy(ctx context.Context, r contract.EndDeputyRequestObject) (contract.EndDeputyResponseObject, error) {
	u, err := s.Accounts.SetDeputy(ctx, actorOf(ctx), r.Id, nil)
	if err != nil {
		return nil, err
	}
	return contract.EndDeputy200JSONResponse(presentColleague(u)), nil
}

// ListStaff is the active employees.
func (s *Server) ListStaff(ctx context.Context, r contract.ListStaffRequestObject) (contract.ListStaffResponseObject, error) {
	found, err := s.Accounts.Staff(ctx, actorOf(ctx), value(r.Params.Department))
	if err != nil {
		return nil, err
	}
	return contract.ListStaff200JSONResponse{Items: each(found, presentColleague)}, nil
}

func presentColleague(u accounts.User) contract.StaffMember {
	x := contract.StaffMember{Id: u.ID, Name: u.Name, Role: contract.Role(u.Role), Department: text(u.Department), MayNameDeputy: u.MayNameDeputy}
	if d := u.Deputy; d != nil {
		x.Away = &contract.Deputy{AccountId: text(d.AccountID), From: d.From, Until: d.Until}
	}
	return x
}

func presentUser(u accounts.User) contract.User {
	x := contract.User{
		Id: u.ID, Version: u.Version, Login: u.Login, Name: u.Name, Role: contract.Role(u.Role), Department: text(u.Department),
		CommunityIds: list(u.CommunityIDs), Phone: text(u.Phone), Email: text(u.Email), OwnerId: text(u.OwnerID), Active: u.Active,
		MustChangePassword: u.MustChange, CreatedAt: u.CreatedAt, UpdatedAt: u.UpdatedAt,
	}
	if d := u.Deputy; d != nil {
		x.Deputy = &contract.Deputy{AccountId: text(d.AccountID), From: d.From, Until: d.Until}
	}
	return x
}
