package rest

import (
	"context"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"anju/api/contract"
	"anju/internal/core/report"
	"anju/internal/desk/reporting"
)

// GetSupervision shows what is late, what will be, and what waits.
func (s *Server) GetSupervision(ctx context.Context, r contract.GetSupervisionRequestObject) (contract.GetSupervisionResponseObject, error) {
	limit := 20
	if r.Params.Limit != nil {
		limit = *r.Params.Limit
	}
	within := reporting.Within{CommunityID: value(r.Params.CommunityId), Department: value(r.Params.Department)}
	b, err := s.Reports.Supervision(ctx, actorOf(ctx), within, value(r.Params.Cursor), limit)
	if err != nil {
		return nil, err
	}
	out := contract.GetSupervision200JSONResponse{
		Overdue: s.matterPage(ctx, b.Overdue, b.At, false), DueSoon: s.matterPage(ctx, b.DueSoon, b.At, false),
		WaitingApproval: s.matterPage(ctx, b.WaitingFor, b.At, false),
		At:              b.At, Totals: presentLoad(b.Load), Late: each(b.Late, presentLoadStretch), Age: each(b.Age, presentLoadStretch),
	}
	out.ByDepartment = each(b.ByDepartment, func(d reporting.DepartmentLoad) contract.DepartmentLoad {
		l := presentLoad(d.Load)
		return contract.DepartmentLoad{
			Department: d.Department, Open: l.Open, Overdue: l.Overdue, DueSoon: l.DueSoon, LongLate: l.LongLate, Waiting: l.Waiting, Urged: l.Urged,
			Paused: l.Paused, Ordered: l.Ordered, Consulting: l.Consulting, Unassigned: l.Unassigned,
		}
	})
	out.ByPerson = each(b.Busiest(), func(p report.PersonLoad) contract.PersonLoad {
		l := presentLoad(p.Load)
		return contract.PersonLoad{
			Department: p.Department, AccountId: text(p.AssigneeID), Name: text(b.People[p.AssigneeID]), Open: l.Open, Overdue: l.Overdue, DueSoon: l.DueSoon, LongLate: l.LongLate,
			Waiting: l.Waiting, Urged: l.Urged, Paused: l.Paused, Ordered: l.Ordered, Consulting: l.Consulting, Unassigned: l.Unassigned,
		}
	})
	return out, nil
}

func presentLoad(l report.Load) contract.SupervisionLoad {
	return contract.SupervisionLoad{
		Open: l.Open, Overdue: l.Overdue, DueSoon: l.DueSoon, LongLate: l.LongLate, Waiting: l.Waiting, Urged: l.Urged, Paused: l.Paused, Ordered: l.Ordered,
		Consulting: l.Consulting, Unassigned: l.Unassigned,
	}
}

func presentLoadStretch(x reporting.Stretch) contract.SupervisionStretch {
	return contract.SupervisionStretch{From: x.From, Before: x.Before, Count: x.N}
}

// GetDashboard shows the figures of a period.
func (s *Server) GetDashboard(ctx context.Context, r contract.GetDashboardRequestObject) (contract.GetDashboardResponseObject, error) {
	b, err := s.Reports.Dashboard(ctx, actorOf(ctx), value(r.Params.CommunityId), day(r.Params.From), day(r.Params.To))
	if err != nil {
		return nil, err
	}
	return contract.GetDashboard200JSONResponse{
		From: *date(b.From), To: *date(b.To), CommunityId: r.Params.CommunityId, Figures: presentFigures(b.Figures),
	}, nil
}

// none is an empty list of a type that the contract leaves unnamed; never null.
func none[T any]([]T) []T { return []T{} }

func presentRate(r report.Rate) contract.Rate {
	return contract.Rate{Numerator: r.Numerator, Denominator: r.Denominator, Rate: r.Rate}
}

func presentFigures(f report.Figures) contract.Figures {
	x := contract.Figures{
		Received: f.Received, Closed: f.Closed, Open: f.Open, Overdue: f.Overdue,
		ByChannel: f.ByChannel, ByNature: f.ByNature, ByCategory: f.ByCategory, ByDepartment: f.ByDepartment,
		BySeverity: f.BySeverity, ByCommunity: f.ByCommunity, ByOutcome: f.ByOutcome,
		Founded: presentRate(f.Founded), Repeat: presentRate(f.Repeat), PerThousandHouseholds: f.PerThousandHouseholds,
		HoursToFirstResponse: contract.Spread(f.HoursToFirstResponse), HoursToClose: contract.Spread(f.HoursToClose),
	}
	x.ByDay, x.Departments, x.Hotspots, x.Excluded = none(x.ByDay), none(x.Departments), none(x.Hotspots), none(x.Excluded)
	for _, d := range f.ByDay {
		x.ByDay = append(x.ByDay, struct {
			Closed   int64              `json:"closed"`
			Date     openapi_types.Date `json:"date"`
			Received int64              `json:"received"`
		}{Date: *date(d.Date), Received: d.Received, Closed: d.Closed})
	}
	x.Rates.Response, x.Rates.Resolution = presentRate(f.Rates["response"]), presentRate(f.Rates["resolution"])
	x.Rates.Reached, x.Rates.Satisfaction = presentRate(f.Rates["reached"]), presentRate(f.Rates["satisfaction"])
	x.Rates.CallbackSatisfaction, x.Rates.PromiseKept = presentRate(f.Rates["callbackSatisfaction"]), presentRate(f.Rates["promiseKept"])
	x.Rates.CompensationTimely, x.Rates.CompensationAccurate = presentRate(f.Rates["compensationTimely"]), presentRate(f.Rates["compensationAccurate"])
	x.Compensation.Count, x.Compensation.AmountFen, x.Compensation.ByDepartmentFen = f.CompensationCount, f.CompensationFen, f.CompensationByDepartmentFen
	for _, d := range f.Departments {
		x.Departments = append(x.Departments, struct {
			Closed             int64    `json:"closed"`
			Department         string   `json:"department"`
			MedianHoursToClose *float64 `json:"medianHoursToClose"`
			Overdue            int64    `json:"overdue"`
			Received           int64    `json:"received"`
			ResponseRate       *float64 `json:"responseRate"`
		}{Department: d.Department, Received: d.Received, Closed: d.Closed, Overdue: d.Overdue, ResponseRate: d.Response.Rate, MedianHoursToClose: d.MedianHoursToClose})
	}
	for _, h := range f.Hotspots {
		x.Hotspots = append(x.Hotspots, struct {
			Because      []string `json:"because"`
			Category     string   `json:"category"`
			ComplaintIds []string `json:"complaintIds"`
			Count        int      `json:"count"`
			Place        string   `json:"place"`
			Usual        float64  `json:"usual"`
		}{Place: h.Place, Category: h.Category, Count: int(h.Count), Usual: h.Usual, ComplaintIds: list(h.ComplaintIDs), Because: []string{h.Place, h.Category}})
	}
	for _, e := range f.Excluded {
		x.Excluded = append(x.Excluded, struct {
			By     string `json:"by"`
			Number string `json:"number"`
			Reason string `json:"reason"`
		}{Number: e.Number, By: e.By, Reason: e.Reason})
	}
	return x
}
