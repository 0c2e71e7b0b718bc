package reporting

import (
	"context"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// soon is how far ahead "due soon" looks.
const soon = 24 * time.Hour

// Board is what is late, what will be, and what waits for approval.
type Board struct {
	At                           time.Time
	Overdue, DueSoon, WaitingFor complaint.Page
	ByDepartment                 []DepartmentLoad
}

// DepartmentLoad is what a department holds.
type DepartmentLoad struct {
	Department             string
	Open, Overdue, DueSoon int64
}

// Supervision reads the board. The lists are bounded pages; open counts come
// from the kept sums, late and soon-late ones from an index, up to its cap.
func (s *Service) Supervision(ctx context.Context, actor access.Actor, in Within, cursor string, limit int) (Board, error) {
	at := s.Now().UTC()
	later := at.Add(soon)
	open := true
	b := Board{At: at}
	scope := access.SightOf(actor)
	base := complaint.Query{Open: &open, CommunityID: in.CommunityID, Department: in.Department, Sort: complaint.ByDue, Ascending: true, Limit: limit}
	late, next, waiting := base, base, base
	late.DueBefore, late.Cursor = &at, cursor
	next.DueFrom, next.DueBefore = &at, &later
	waiting.Statuses = []complaint.Status{complaint.Proposed}
	var err error
	for _, list := range []struct {
		q    complaint.Query
		into *complaint.Page
	}{{late, &b.Overdue}, {next, &b.DueSoon}, {waiting, &b.WaitingFor}} {
		if *list.into, err = s.Matters.List(ctx, scope, list.q); err != nil {
			return b, err
		}
	}
	return b, s.load(ctx, actor, in, &b, late, next)
}

// Within bounds a board to a community and a department; "" does not.
type Within struct{ CommunityID, Department string }

func (s *Service) load(ctx context.Context, actor access.Actor, in Within, b *Board, late, next complaint.Query) error {
	communities, err := s.communities(actor, in.CommunityID)
	if err != nil {
		return err
	}
	departments := s.Rules().Policy.Departments
	var measures []string
	for _, d := range departments {
		measures = append(measures, "in/"+d.Code+"/received", "in/"+d.Code+"/ended")
	}
	sums, err := s.Figures.Sum(ctx, communities, "", complaint.Far.Format(time.DateOnly), measures, false)
	if err != nil {
		return err
	}
	open := map[string]int64{}
	for _, x := range sums {
		parts := strings.Split(x.Measure, "/")
		if len(parts) != 3 {
			continue
		}
		switch parts[2] {
		case "received":
			open[parts[1]] += x.N
		case "ended":
			open[parts[1]] -= x.N
		}
	}
	for _, d := range departments {
		if (in.Department != "" && in.Department != d.Code) || (actor.Is(access.DeptHead) && actor.Department != d.Code) {
			continue
		}
		line := DepartmentLoad{Department: d.Code, Open: open[d.Code]}
		for _, c := range []struct {
			q    complaint.Query
			into *int64
		}{{late, &line.Overdue}, {next, &line.DueSoon}} {
			c.q.Department, c.q.Cursor, c.q.Limit, c.q.Count = d.Code, "", 1, true
			page, err := s.Matters.List(ctx, access.SightOf(actor), c.q)
			if err != nil {
				return err
			}
			*c.into = page.Total
		}
		b.ByDepartment = append(b.ByDepartment, line)
	}
	return nil
}
