// Package reporting holds the use cases of leaders and heads: the page of
// figures, and what is late or waits.
package reporting

import (
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/report"
	"anju/internal/core/rules"
)

// Deps is what the use cases stand on.
type Deps struct {
	Matters  complaint.Store
	Figures  complaint.FigureStore
	Estate   estate.Store
	Accounts account.Store
	Rules    rules.Source
	Now      func() time.Time
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// longestPeriod bounds what one page sums, in days.
const longestPeriod = 3 * 366

// Page is the figures of the days [From, To].
type Page struct {
	From, To string // YYYY-MM-DD
	Figures  report.Figures
}

// Dashboard composes the figures of the days [from, to]; "" means this month
// so far. A head sees their own department.
func (s *Service) Dashboard(ctx context.Context, actor access.Actor, communityID, from, to string) (Page, error) {
	from, to, err := s.period(from, to)
	if err != nil {
		return Page{}, err
	}
	f, err := s.figures(ctx, actor, communityID, from, to)
	return Page{From: from, To: to, Figures: f}, err
}

func (s *Service) figures(ctx context.Context, actor access.Actor, communityID, from, to string) (report.Figures, error) {
	communities, err := s.communities(actor, communityID)
	if err != nil {
		return report.Figures{}, err
	}
	within := ""
	if actor.Is(access.DeptHead) {
		within = "in/" + actor.Department + "/"
	}
	overPeriod, standing, daily := report.Measures(within, s.departments(actor))
	var period, upTo, byDay []complaint.Sum
	var households int64
	var spots []report.Hotspot
	var excluded []report.Excluded
	parts, ctx := errgroup.WithContext(ctx) // what waits for the store waits together
	parts.Go(func() (err error) {
		period, err = s.Figures.Sum(ctx, communities, from, to, overPeriod, false)
		return err
	})
	parts.Go(func() (err error) {
		upTo, err = s.Figures.Sum(ctx, communities, "", to, standing, false)
		return err
	})
	parts.Go(func() (err error) {
		byDay, err = s.Figures.Sum(ctx, communities, from, to, daily, true)
		return err
	})
	parts.Go(func() (err error) {
		households, err = s.households(ctx, communities)
		return err
	})
	parts.Go(func() (err error) {
		spots, err = s.hotspots(ctx, s.Rules(), actor, within, communities, to, mostSpots)
		return err
	})
	parts.Go(func() (err error) {
		excluded, err = s.excluded(ctx, actor, communityID, from, to)
		return err
	})
	if err := parts.Wait(); err != nil {
		return report.Figures{}, err
	}
	f := report.Compose(period, upTo, byDay, within)
	f.Departments, f.Hotspots, f.Excluded = report.ByDepartment(period, upTo), spots, excluded
	if households > 0 {
		v := 1000 * float64(f.ByNature["complaint"]) / float64(households)
		f.PerThousandHouseholds = &v
	}
	f.ByDay, err = s.everyDay(f.ByDay, from, to)
	return f, err
}

// everyDay puts days without matters in between, so that a drawing has no gaps.
func (s *Service) everyDay(days []report.Day, from, to string) ([]report.Day, error) {
	calendar := s.Rules().Calendar
	start, err := calendar.DayStart(from)
	if err != nil {
		return nil, fault.Wrap("period", err)
	}
	kept := map[string]report.Day{}
	for _, d := range days {
		kept[d.Date] = d
	}
	var out []report.Day
	for n := 0; n <= longestPeriod; n++ {
		date := calendar.Day(start.AddDate(0, 0, n))
		if date > to {
			break
		}
		d := kept[date]
		d.Date = date
		out = append(out, d)
	}
	return out, nil
}

// period checks the days; "" is the first of this month, or today.
func (s *Service) period(from, to string) (string, string, error) {
	calendar := s.Rules().Calendar
	today := calendar.Day(s.Now())
	var w fault.Fields
	day := func(field, text string) time.Time {
		at, err := calendar.DayStart(text)
		if err != nil {
			w.Add(field, "date", "须为日期，如 2026-11-01。", "Must be a date such as 2026-11-01.")
		}
		return at
	}
	if from != "" {
		day("from", from)
	}
	if to != "" {
		day("to", to)
	}
	if err := w.Err(); err != nil {
		return "", "", err
	}
	if to == "" {
		to = max(today, from)
	}
	if from == "" {
		from = min(today, to)[:len("2026-11-")] + "01"
	}
	start, end := day("from", from), day("to", to)
	if len(w) == 0 && end.Before(start) {
		w.Add("to", "after", "结束日期不能早于开始日期。", "It cannot lie before the first day.")
	}
	if len(w) == 0 && end.Sub(start) > longestPeriod*24*time.Hour {
		w.Add("to", "too_long", "期间最长三年。", "A period is three years at most.")
	}
	return from, to, w.Err()
}

// communities bounds the figures to what the actor may see.
func (s *Service) communities(actor access.Actor, asked string) ([]string, error) {
	if asked == "" {
		return actor.CommunityIDs, nil
	}
	if len(actor.CommunityIDs) > 0 && !slices.Contains(actor.CommunityIDs, asked) {
		return nil, fault.NotThere()
	}
	return []string{asked}, nil
}

// departments are the lines of the table: a head sees their own, others every
// one that has a name, and the matters that have none.
func (s *Service) departments(actor access.Actor) []string {
	if actor.Is(access.DeptHead) {
		return []string{actor.Department}
	}
	out := []string{"none"}
	for _, d := range s.Rules().Policy.Departments {
		out = append(out, d.Code)
	}
	return out
}

func (s *Service) households(ctx context.Context, communities []string) (total int64, err error) {
	houses, err := s.Estate.Households(ctx, communities)
	for _, n := range houses {
		total += n
	}
	return total, err
}

const mostExcluded = 100 // of each kind

// excluded lists the newest matters left out of the rates.
func (s *Service) excluded(ctx context.Context, actor access.Actor, communityID, from, to string) (out []report.Excluded, err error) {
	calendar := s.Rules().Calendar
	start, err := calendar.DayStart(from)
	if err != nil {
		return nil, fault.Wrap("period", err)
	}
	end, err := calendar.DayStart(to)
	if err != nil {
		return nil, fault.Wrap("period", err)
	}
	end = end.AddDate(0, 0, 1)
	for _, status := range []complaint.Status{complaint.Withdrawn, complaint.Merged} {
		page, err := s.Matters.List(ctx, access.SightOf(actor), complaint.Query{
			Statuses: []complaint.Status{status}, CommunityID: communityID, From: &start, To: &end, Limit: mostExcluded,
		})
		if err != nil {
			return nil, err
		}
		for _, m := range page.Items {
			if m.Excluded != nil {
				by := m.Excluded.By.Name
				if m.Excluded.By.Owner {
					by = m.EyesOf(actor).OwnerName(by)
				}
				out = append(out, report.Excluded{Number: m.Number, By: by, Reason: m.Excluded.Reason})
			}
		}
	}
	return out, nil
}
