package duty

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/handover"
	"anju/internal/core/morning"
	"anju/internal/core/roster"
)

// Morning gathers the morning's list of a community, or of all in sight. Sums
// come from the kept figures, lists and counts each from an index.
func (s *Service) Morning(ctx context.Context, actor access.Actor, communityID string) (morning.List, error) {
	communities, err := s.communities(ctx, actor, communityID)
	if err != nil {
		return morning.List{}, err
	}
	r := s.Rules()
	g := s.gathering(ctx, actor, communityID)
	today := r.Calendar.Day(g.at)
	start, err := r.Calendar.DayStart(today)
	if err != nil {
		return morning.List{}, err
	}
	tomorrow := start.AddDate(0, 0, 1)
	l := morning.List{Day: today, Yesterday: r.Calendar.Day(start.Add(-time.Hour))}
	l.NightFrom, l.NightTo = s.night(start)

	if err := s.sums(ctx, actor, communityID, &l); err != nil {
		return l, err
	}
	ids := make([]string, len(communities))
	for i, c := range communities {
		ids[i] = c.ID
	}
	books, err := s.books(ctx, ids, roster.WeeksAround(l.NightFrom, r.Calendar.Location())...)
	if err != nil {
		return l, err
	}
	for _, c := range communities {
		l.NightDuty = append(l.NightDuty, watches(books[c.ID].During(l.NightFrom, l.NightTo), c.Name, len(communities) == 1)...)
	}
	if l.Load, err = g.load(tomorrow); err != nil {
		return l, err
	}
	if l.NightReceived, l.Night, err = g.night(l.NightFrom, l.NightTo); err != nil {
		return l, err
	}
	l.Keys = g.keysOut(true)
	g.at = start // what lies behind today's start counts for today
	l.Visits = g.visits(tomorrow.Add(-time.Minute))
	l.Transfers = g.transfers(tomorrow.AddDate(0, 0, 1))
	l.Orders = g.marked("orders", complaint.MarkOrdered, func(m complaint.Complaint) (lines []handover.Line) {
		for _, o := range m.Orders {
			if o.AnsweredAt == nil {
				x := handover.Of(m).Due(o.Note, o.AnswerBy)
				x.Department = o.To
				lines = append(lines, x)
			}
		}
		return lines
	})
	for _, day := range []string{today, l.Yesterday} {
		l.Unhappy = append(l.Unhappy, g.marked("unhappy", complaint.MarkUnhappy(day), func(m complaint.Complaint) []handover.Line { return one(handover.Of(m)) })...)
	}
	l.Unhappy = onceEach(l.Unhappy)
	l.More = g.more
	for _, section := range []*[]handover.Line{&l.Night, &l.Visits, &l.Transfers, &l.Orders, &l.Unhappy} {
		*section = handover.Content{Urgent: *section}.For(actor).Urgent
	}
	l.Keys = handover.Content{KeysOut: l.Keys}.For(actor).KeysOut
	return l, g.err
}

// night is the time in which the desk was closed before a day.
func (s *Service) night(start time.Time) (from, to time.Time) {
	from, to = start.Add(-4*time.Hour), start.Add(8*time.Hour)
	if hours := s.Rules().Days.Service; len(hours) > 0 {
		at := func(day time.Time, hour string) time.Time {
			t, err := time.Parse("15:04", hour)
			if err != nil {
				return day
			}
			local := day.In(s.Rules().Calendar.Location())
			return time.Date(local.Year(), local.Month(), local.Day(), t.Hour(), t.Minute(), 0, 0, local.Location()).UTC()
		}
		from, to = at(start.Add(-12*time.Hour), hours[len(hours)-1].To), at(start.Add(12*time.Hour), hours[0].From)
	}
	return from, to
}

// sums are what came in and was closed yesterday, and what is open.
func (s *Service) sums(ctx context.Context, actor access.Actor, communityID string, l *morning.List) error {
	communities := actor.CommunityIDs
	if communityID != "" {
		communities = []string{communityID}
	}
	within := ""
	if actor.Is(access.DeptHead) {
		within = "in/" + actor.Department + "/"
	}
	of := func(from, to string, measures ...string) (map[string]int64, error) {
		for i := range measures {
			measures[i] = within + measures[i]
		}
		sums, err := s.Figures.Sum(ctx, communities, from, to, measures, false)
		out := map[string]int64{}
		for _, x := range sums {
			out[strings.TrimPrefix(x.Measure, within)] += x.N
		}
		return out, err
	}
	day, err := of(l.Yesterday, l.Yesterday, "received", "closed")
	if err != nil {
		return err
	}
	standing, err := of("", l.Day, "received", "ended")
	l.Received, l.Closed, l.Open = day["received"], day["closed"], standing["received"]-standing["ended"]
	return err
}

// watches of a night: every post of one community, of many the manager alone.
func watches(all []roster.Stretch, community string, alone bool) []morning.Watch {
	var out []morning.Watch
	for _, post := range roster.Posts {
		if !alone && post != roster.Manager || alone && post == roster.FrontDesk {
			continue
		}
		w := morning.Watch{Community: community, Post: string(post)}
		if alone {
			w.Community = ""
		}
		for _, x := range all {
			if x.Post == post && !slices.Contains(w.Names, x.Name) {
				w.Names = append(w.Names, x.Name)
			}
		}
		out = append(out, w)
	}
	return out
}

// load is what every department has before it: late now, due before tomorrow.
func (g *gathering) load(tomorrow time.Time) ([]morning.Load, error) {
	var out []morning.Load
	open := true
	for _, d := range g.Rules().Policy.Departments {
		if g.actor.Is(access.DeptHead) && g.actor.Department != d.Code {
			continue
		}
		x := morning.Load{Department: d.Code}
		base := complaint.Query{Open: &open, Department: d.Code, CommunityID: g.communityID, Sort: complaint.ByDue, Ascending: true, Limit: 1, Count: true}
		late, today := base, base
		late.DueBefore, today.DueFrom, today.DueBefore = &g.at, &g.at, &tomorrow
		for _, c := range []struct {
			q    complaint.Query
			into *int64
		}{{base, &x.Open}, {late, &x.Overdue}, {today, &x.DueToday}} {
			page, err := g.Matters.List(g.ctx, g.scope, c.q)
			if err != nil {
				return nil, err
			}
			*c.into = page.Total
		}
		out = append(out, x)
	}
	return out, nil
}

// night is how many matters came in at night, and which of them are urgent.
func (g *gathering) night(from, to time.Time) (int64, []handover.Line, error) {
	page, err := g.Matters.List(g.ctx, g.scope, complaint.Query{From: &from, To: &to, CommunityID: g.communityID, Limit: 100, Count: true})
	out := []handover.Line{}
	for _, m := range page.Items {
		if rank(handover.Of(m)) >= urgentFrom {
			out = append(out, handover.Of(m).Due("", m.ReceivedAt))
		}
	}
	return page.Total, g.cut("night", out), err
}

func onceEach(all []handover.Line) []handover.Line {
	out := []handover.Line{}
	for _, l := range all {
		if !slices.ContainsFunc(out, func(x handover.Line) bool { return x.ComplaintID == l.ComplaintID }) {
			out = append(out, l)
		}
	}
	return out
}
