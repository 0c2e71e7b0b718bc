package reporting

import (
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/report"
)

// soon is how far ahead "due soon" looks.
const soon = 24 * time.Hour

// Stretches of the board: how long overdue, and how long open, in days.
var (
	lateDays = []int{7, 3, 1, 0}
	ageDays  = []int{30, 14, 7, 3}
)

// Board is what is late, what will be, what waits for approval, and how open
// matters are spread over departments, people and time.
type Board struct {
	At                           time.Time
	Overdue, DueSoon, WaitingFor complaint.Page
	report.Board
	ByDepartment []DepartmentLoad
	People       map[string]string // names of assignees
	Late, Age    []Stretch
}

// DepartmentLoad is what a department holds.
type DepartmentLoad struct {
	Department string
	report.Load
}

// Stretch is how many matters lie in a part of time.
type Stretch struct {
	From, Before *time.Time // nil: without end
	N            int64
}

// Within bounds a board to a community and a department; "" does not.
type Within struct{ CommunityID, Department string }

// Supervision reads the board: bounded pages, and figures that one index holds.
func (s *Service) Supervision(ctx context.Context, actor access.Actor, in Within, cursor string, limit int) (Board, error) {
	b := Board{At: s.Now().UTC().Truncate(time.Millisecond)}
	if actor.Is(access.DeptHead) {
		if in.Department != "" && in.Department != actor.Department {
			return b, fault.NotThere()
		}
	}
	later := b.At.Add(soon)
	open := true
	scope := access.SightOf(actor)
	base := complaint.Query{Open: &open, CommunityID: in.CommunityID, Department: in.Department, Sort: complaint.ByDue, Ascending: true, Limit: limit}
	late, next, waiting := base, base, base
	late.DueBefore, late.Cursor = &b.At, cursor
	next.DueFrom, next.DueBefore = &b.At, &later
	// Few wait for a verdict, among all that is open: the oldest first, which an
	// index by status holds in order.
	waiting.Statuses, waiting.Sort = []complaint.Status{complaint.Proposed}, complaint.ByReceived
	reading, ctx := errgroup.WithContext(ctx) // what waits for the store waits together
	for _, list := range []struct {
		q    complaint.Query
		into *complaint.Page
	}{{late, &b.Overdue}, {next, &b.DueSoon}, {waiting, &b.WaitingFor}} {
		reading.Go(func() (err error) {
			*list.into, err = s.Matters.List(ctx, scope, list.q)
			return err
		})
	}
	reading.Go(func() error { return s.load(ctx, actor, in, &b) })
	reading.Go(func() (err error) {
		b.People, err = s.people(ctx)
		return err
	})
	return b, reading.Wait()
}

// load counts by department, person and time. A head sees their own department.
func (s *Service) load(ctx context.Context, actor access.Actor, in Within, b *Board) error {
	communities, err := s.communities(actor, in.CommunityID)
	if err != nil {
		return err
	}
	q := complaint.LoadQuery{Communities: communities, Department: in.Department}
	if actor.Is(access.DeptHead) {
		q.Department = actor.Department
	}
	for _, d := range lateDays {
		q.Due = append(q.Due, b.At.AddDate(0, 0, -d))
	}
	q.Due = append(q.Due, b.At.Add(soon))
	calendar := s.Rules().Calendar
	today, err := calendar.DayStart(calendar.Day(b.At))
	if err != nil {
		return fault.Wrap("today", err)
	}
	for _, d := range ageDays {
		q.Received = append(q.Received, today.AddDate(0, 0, -d).UTC())
	}
	cells, err := s.Figures.Load(ctx, q)
	if err != nil {
		return err
	}
	b.Board = report.BoardOf(cells, len(lateDays), len(lateDays), len(q.Received)+1)
	b.Late = stretches(q.Due[:len(lateDays)], b.Board.Late)
	b.Age = stretches(q.Received, b.Board.Age)
	for _, d := range s.Rules().Policy.Departments {
		if q.Department == "" || q.Department == d.Code {
			b.ByDepartment = append(b.ByDepartment, DepartmentLoad{d.Code, b.Board.ByDepartment[d.Code]})
		}
	}
	if l, any := b.Board.ByDepartment[""]; any && q.Department == "" {
		b.ByDepartment = append(b.ByDepartment, DepartmentLoad{"none", l})
	}
	return nil
}

// stretches puts bounds around counts; beyond the last bound is one more when
// there is a count for it.
func stretches(bounds []time.Time, counts []int64) []Stretch {
	out := make([]Stretch, len(counts))
	for i, n := range counts {
		out[i].N = n
		if i > 0 {
			out[i].From = &bounds[i-1]
		}
		if i < len(bounds) {
			out[i].Before = &bounds[i]
		}
	}
	return out
}

// people are the names of colleagues by account.
func (s *Service) people(ctx context.Context) (map[string]string, error) {
	staff, err := s.Accounts.Staff(ctx, account.StaffQuery{})
	names := map[string]string{}
	for _, a := range staff {
		names[a.ID] = a.Name
	}
	return names, err
}

// longestBoard bounds the people that the board shows.
const longestBoard = 100

// Busiest are the people who hold most of what is late, at most so many.
func (b Board) Busiest() []report.PersonLoad {
	return slices.Clone(b.ByPerson[:min(len(b.ByPerson), longestBoard)])
}
