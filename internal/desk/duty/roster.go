package duty

import (
	"context"
	"slices"
	"strconv"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/roster"
)

// Week is the roster of a community as it holds in one week.
type Week struct {
	roster.Sheet
	Own      bool // written for this week; else it is the usual one
	Warnings []roster.Warning
}

// Roster reads the week that a day lies in; "" is today. usual asks for the
// usual week itself, and no community for the first in sight.
func (s *Service) Roster(ctx context.Context, actor access.Actor, communityID, day string, usual bool) (Week, error) {
	found, err := s.communities(ctx, actor, communityID)
	if err != nil || len(found) == 0 {
		return Week{}, err
	}
	week, err := s.week(day, usual)
	if err != nil {
		return Week{}, err
	}
	return s.read(ctx, found[0].ID, week)
}

// Written is what a desk lead wrote of a week.
type Written struct {
	CommunityID string
	Day         string
	Usual       bool
	Default     bool // gives the week back to the usual one
	Shifts      []roster.Shift
	Expect      int64 // the version that the writer saw; 0: any
}

// Write stores a week. What is odd about it is told in the answer and refuses nothing.
func (s *Service) Write(ctx context.Context, actor access.Actor, w Written) (Week, error) {
	if !actor.Is(access.DeskLead, access.Admin) {
		return Week{}, fault.Deny("值班表由客服主管或管理员编排。", "The roster is written by the desk lead or an admin.")
	}
	if _, err := s.communities(ctx, actor, w.CommunityID); err != nil {
		return Week{}, inBody("communityId", err)
	}
	week, err := s.week(w.Day, w.Usual)
	if err != nil {
		return Week{}, err
	}
	shifts, err := s.named(ctx, w.Shifts)
	if err != nil {
		return Week{}, err
	}
	kept, err := s.Rosters.Sheets(ctx, roster.ID(w.CommunityID, week))
	if err != nil {
		return Week{}, err
	}
	before := roster.Sheet{CommunityID: w.CommunityID, Week: week}
	if len(kept) > 0 {
		before = kept[0]
	}
	next, err := before.Written(shifts, w.Default, roster.By{ID: actor.ID, Name: actor.Name}, s.now())
	if err != nil {
		return Week{}, err
	}
	if w.Expect > 0 && w.Expect != before.Version {
		return Week{}, fault.StaleVersion(before.Version)
	}
	if err := s.Rosters.Put(ctx, next); err != nil {
		return Week{}, err
	}
	return s.read(ctx, w.CommunityID, week)
}

// named fills in the name and the number of people who have an account.
func (s *Service) named(ctx context.Context, shifts []roster.Shift) ([]roster.Shift, error) {
	staff, err := s.Accounts.Staff(ctx, account.StaffQuery{})
	if err != nil {
		return nil, err
	}
	known := map[string]account.Account{}
	for _, a := range staff {
		known[a.ID] = a
	}
	var w fault.Fields
	for i := range shifts {
		x := &shifts[i]
		if x.AccountID == "" {
			continue
		}
		a, ok := known[x.AccountID]
		if !ok {
			if x.Name == "" {
				w.Add("shifts["+strconv.Itoa(i)+"].accountId", "unknown", "没有这位在岗员工。", "There is no such active member of the staff.")
			}
			x.AccountID = "" // has left: the name stays on old sheets
			continue
		}
		x.Name = a.Name
		if x.Phone == "" {
			x.Phone = a.Phone
		}
	}
	return shifts, w.Err()
}

// week is the Monday of a day, or the usual week.
func (s *Service) week(day string, usual bool) (string, error) {
	if usual {
		return roster.Usual, nil
	}
	zone := s.Rules().Calendar.Location()
	if day == "" {
		return roster.Monday(s.now().In(zone)), nil
	}
	at, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		var w fault.Fields
		w.Add("week", "date", "须为日期，如 2026-11-23。", "Must be a date such as 2026-11-23.")
		return "", w.Err()
	}
	return roster.Monday(at), nil
}

func (s *Service) read(ctx context.Context, communityID, week string) (Week, error) {
	before := roster.Usual
	if monday, err := time.Parse(time.DateOnly, week); err == nil {
		before = roster.Monday(monday.AddDate(0, 0, -7))
	}
	books, err := s.books(ctx, []string{communityID}, week, before)
	if err != nil {
		return Week{}, err
	}
	b := books[communityID]
	open := roster.Hours{}
	if hours := s.Rules().Days.Service; len(hours) > 0 {
		open[roster.FrontDesk] = [2]string{hours[0].From, hours[len(hours)-1].To}
	}
	out := Week{Sheet: b.Usual, Own: true}
	last := b.Usual
	if week != roster.Usual {
		out.Sheet, out.Own = b.Of(week)
		if !out.Own { // shown for this week, at the version of this week's own sheet
			out.Week, out.Version = week, b.Weeks[week].Version
		}
		last, _ = b.Of(before)
	}
	out.CommunityID = communityID
	staff, err := s.Accounts.Staff(ctx, account.StaffQuery{})
	if err != nil {
		return Week{}, err
	}
	absences := map[string]roster.Absence{}
	for _, a := range staff {
		if d := a.Deputy; d != nil {
			absences[a.ID] = roster.Absence{From: d.From, Until: d.Until}
		}
	}
	away := roster.AwayWarnings(out.Sheet, absences, s.Rules().Calendar.Location())
	out.Warnings = roster.InOrder(append(roster.Warnings(out.Sheet, last, open), away...))
	return out, nil
}

// books read what is known of communities in the named weeks.
func (s *Service) books(ctx context.Context, communities []string, weeks ...string) (map[string]roster.Book, error) {
	var ids []string
	out := map[string]roster.Book{}
	for _, c := range communities {
		out[c] = roster.Book{CommunityID: c, Usual: roster.Sheet{CommunityID: c, Week: roster.Usual}, Weeks: map[string]roster.Sheet{}, Zone: s.Rules().Calendar.Location()}
		ids = append(ids, roster.ID(c, roster.Usual))
		for _, w := range weeks {
			if w != roster.Usual {
				ids = append(ids, roster.ID(c, w))
			}
		}
	}
	found, err := s.Rosters.Sheets(ctx, ids...)
	for _, x := range found {
		b := out[x.CommunityID]
		if x.Week == roster.Usual {
			b.Usual = x
		} else {
			b.Weeks[x.Week] = x
		}
		out[x.CommunityID] = b
	}
	return out, err
}

// OnDuty is who is to be rung in one community.
type OnDuty struct {
	Community estate.Community
	Posts     []Post
}

// Post is one post; Above are those who answer one level up, named where nobody
// is on duty who could be rung.
type Post struct {
	roster.Duty
	Away  map[string]*account.Account // of those on duty now, by account, who is away: with who stands in, nil for nobody
	Above []account.Account
}

// OnDuty tells who is on duty now, in one community or in all in sight.
func (s *Service) OnDuty(ctx context.Context, actor access.Actor, communityID string) ([]OnDuty, time.Time, error) {
	at := s.now()
	found, err := s.communities(ctx, actor, communityID)
	if err != nil {
		return nil, at, err
	}
	ids := make([]string, len(found))
	for i, c := range found {
		ids[i] = c.ID
	}
	books, err := s.books(ctx, ids, roster.WeeksAround(at, s.Rules().Calendar.Location())...)
	if err != nil {
		return nil, at, err
	}
	staff, err := s.Accounts.Staff(ctx, account.StaffQuery{})
	if err != nil {
		return nil, at, err
	}
	out := make([]OnDuty, len(found))
	for i, c := range found {
		out[i].Community = c
		for _, d := range books[c.ID].At(at) {
			p := Post{Duty: d, Away: awayOf(staff, d.Now, at)}
			if !slices.ContainsFunc(d.Now, func(x roster.Stretch) bool {
				deputy, away := p.Away[x.AccountID]
				return !away || deputy != nil
			}) {
				p.Above = above(staff, d.Post, c.ID, at)
			}
			out[i].Posts = append(out[i].Posts, p)
		}
	}
	return out, at, nil
}

// awayOf finds who of those on duty is away, and who stands in.
func awayOf(staff []account.Account, now []roster.Stretch, at time.Time) map[string]*account.Account {
	out := map[string]*account.Account{}
	for _, x := range now {
		i := slices.IndexFunc(staff, func(a account.Account) bool { return a.ID == x.AccountID })
		if i < 0 || !staff[i].AwayAt(at) {
			continue
		}
		out[x.AccountID] = nil
		if d := slices.IndexFunc(staff, func(a account.Account) bool { return a.ID == staff[i].DeputyAt(at) }); d >= 0 {
			out[x.AccountID] = &staff[d]
		}
	}
	return out
}

// above are the nearest who answer for a post in a community and are not away.
func above(staff []account.Account, post roster.Post, communityID string, at time.Time) []account.Account {
	for _, q := range roster.Above(post) {
		var out []account.Account
		for _, a := range account.Holders(staff, communityID) {
			if a.Role == q.Role && (q.Department == "" || q.Department == a.Department) && !a.AwayAt(at) {
				out = append(out, a)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}
