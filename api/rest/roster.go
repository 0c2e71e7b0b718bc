package rest

import (
	"context"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"anju/api/contract"
	"anju/internal/core/account"
	"anju/internal/core/fault"
	"anju/internal/core/roster"
	"anju/internal/desk/duty"
)

// GetRoster is a week of the duty roster.
func (s *Server) GetRoster(ctx context.Context, r contract.GetRosterRequestObject) (contract.GetRosterResponseObject, error) {
	w, err := s.Duty.Roster(ctx, actorOf(ctx), value(r.Params.CommunityId), day(r.Params.Week), value(r.Params.Usual))
	if err != nil {
		return nil, err
	}
	return contract.GetRoster200JSONResponse(presentWeek(w)), nil
}

// PutRoster writes a week of the duty roster.
func (s *Server) PutRoster(ctx context.Context, r contract.PutRosterRequestObject) (contract.PutRosterResponseObject, error) {
	seen, err := ifMatch(value(r.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	b := r.Body
	w, err := s.Duty.Write(ctx, actorOf(ctx), duty.Written{
		CommunityID: b.CommunityId, Day: day(b.Week), Usual: value(b.Usual), Default: value(b.Default), Expect: seen,
		Shifts: each(b.Shifts, func(x contract.RosterShift) roster.Shift {
			return roster.Shift{Post: roster.Post(x.Post), Day: x.Day, From: x.From, To: x.To, AccountID: value(x.AccountId), Name: value(x.Name), Phone: value(x.Phone)}
		}),
	})
	if err != nil {
		return nil, err
	}
	return contract.PutRoster200JSONResponse(presentWeek(w)), nil
}

// GetDuty tells whom to ring now.
func (s *Server) GetDuty(ctx context.Context, r contract.GetDutyRequestObject) (contract.GetDutyResponseObject, error) {
	found, at, err := s.Duty.OnDuty(ctx, actorOf(ctx), value(r.Params.CommunityId))
	if err != nil {
		return nil, err
	}
	return contract.GetDuty200JSONResponse{At: at, Items: each(found, func(d duty.OnDuty) contract.CommunityDuty {
		return contract.CommunityDuty{CommunityId: d.Community.ID, CommunityName: d.Community.Name, Posts: each(d.Posts, presentPost)}
	})}, nil
}

func presentPost(p duty.Post) contract.DutyAtPost {
	return contract.DutyAtPost{
		Post: contract.DutyPost(p.Post), Next: each(p.Next, presentStretch), Above: each(p.Above, presentOnCall),
		Now: each(p.Now, func(x roster.Stretch) contract.OnDutyPerson {
			who := presentStretch(x)
			if deputy, away := p.Away[x.AccountID]; away {
				who.Away = &away
				if deputy != nil {
					stands := presentOnCall(*deputy)
					who.Deputy = &stands
				}
			}
			return who
		}),
	}
}

func presentOnCall(a account.Account) contract.OnDutyPerson {
	role := contract.Role(a.Role)
	return contract.OnDutyPerson{AccountId: &a.ID, Name: a.Name, Phone: text(a.Phone), Role: &role}
}

func presentStretch(x roster.Stretch) contract.OnDutyPerson {
	return contract.OnDutyPerson{AccountId: text(x.AccountID), Name: x.Name, Phone: text(x.Phone), From: &x.Start, Until: &x.End}
}

func presentWeek(w duty.Week) contract.RosterWeek {
	out := contract.RosterWeek{
		CommunityId: text(w.CommunityID), Week: date(w.Week), Usual: w.Week == roster.Usual, Own: w.Own, Version: w.Version, UpdatedBy: text(w.UpdatedBy.Name),
		Shifts: each(w.Shifts, func(x roster.Shift) contract.RosterShift {
			return contract.RosterShift{Post: contract.DutyPost(x.Post), Day: x.Day, From: x.From, To: x.To, AccountId: text(x.AccountID), Name: text(x.Name), Phone: text(x.Phone)}
		}),
		Warnings: each(w.Warnings, func(x roster.Warning) contract.RosterWarning {
			y := contract.RosterWarning{Kind: contract.RosterWarningKind(x.Kind), Post: contract.DutyPost(x.Post), From: text(x.From), To: text(x.To), Name: text(x.Name)}
			if x.Day > 0 {
				y.Day = &x.Day
			}
			return y
		}),
	}
	if !w.UpdatedAt.IsZero() {
		out.UpdatedAt = &w.UpdatedAt
	}
	return out
}

// postNames are the posts in both languages.
var postNames = map[roster.Post]fault.Text{
	roster.FrontDesk: {ZH: "前台", EN: "Front desk"}, roster.ControlRoom: {ZH: "中控室", EN: "Control room"},
	roster.Engineering: {ZH: "工程", EN: "Engineering"}, roster.Manager: {ZH: "值班经理", EN: "Duty manager"},
}

// rosterRows are the shifts of a week, day by day, one line each.
func rosterRows(w inWords, week contract.RosterWeek) [][]any {
	var rows [][]any
	for d := 1; d <= 7; d++ {
		for _, x := range week.Shifts {
			if x.Day != d {
				continue
			}
			var day any
			if week.Week != nil {
				day = openapi_types.Date{Time: week.Week.AddDate(0, 0, d-1)}
			}
			to := x.To
			if x.To <= x.From {
				to = w.say("次日 ", "next day ") + x.To
			}
			rows = append(rows, []any{w.in(weekdays[d-1]), day, w.in(postNames[roster.Post(x.Post)]), x.From, to, x.Name, x.Phone})
		}
	}
	return rows
}

var weekdays = []fault.Text{
	{ZH: "周一", EN: "Monday"}, {ZH: "周二", EN: "Tuesday"}, {ZH: "周三", EN: "Wednesday"}, {ZH: "周四", EN: "Thursday"},
	{ZH: "周五", EN: "Friday"}, {ZH: "周六", EN: "Saturday"}, {ZH: "周日", EN: "Sunday"},
}
