package roster

import (
	"slices"
	"time"
)

// Book is what is known of one community around a moment: its usual week and
// the weeks that have a sheet of their own, by their Monday.
type Book struct {
	CommunityID string
	Usual       Sheet
	Weeks       map[string]Sheet
	Zone        *time.Location
}

// WeeksAround are the weeks whose sheets say who is on duty at a moment and
// next: a Sunday's night belongs to the week before.
func WeeksAround(at time.Time, zone *time.Location) []string {
	day := at.In(zone)
	return []string{Monday(day.AddDate(0, 0, -7)), Monday(day), Monday(day.AddDate(0, 0, 7))}
}

// Of is the sheet that holds in a week, and whether it is the week's own.
func (b Book) Of(week string) (Sheet, bool) {
	if s, ok := b.Weeks[week]; ok && !s.Default {
		return s, true
	}
	return b.Usual, false
}

// Stretch is a shift on the days of a calendar.
type Stretch struct {
	Shift
	Start, End time.Time
}

// stretches of a sheet in a week, by their beginning.
func stretches(s Sheet, week string, zone *time.Location) []Stretch {
	monday, err := time.ParseInLocation(time.DateOnly, week, zone)
	if err != nil {
		return nil
	}
	out := make([]Stretch, len(s.Shifts))
	for i, x := range s.Shifts {
		from, to := minutes(x.From), minutes(x.To)
		if to <= from {
			to += 24 * 60
		}
		wall := func(minute int) time.Time {
			return time.Date(monday.Year(), monday.Month(), monday.Day()+x.Day-1, 0, minute, 0, 0, zone).UTC()
		}
		out[i] = Stretch{Shift: x, Start: wall(from), End: wall(to)}
	}
	slices.SortStableFunc(out, func(a, b Stretch) int { return a.Start.Compare(b.Start) })
	return out
}

// minutes after midnight of a checked hour.
func minutes(hour string) int {
	t, err := time.Parse("15:04", hour)
	if err != nil {
		return 0
	}
	return t.Hour()*60 + t.Minute()
}

// Duty is who is at a post at a moment, and who comes there next.
type Duty struct {
	Post Post
	Now  []Stretch
	Next []Stretch // the nearest to begin, all of them that begin together
}

// At tells of every post who is on duty at the moment.
func (b Book) At(at time.Time) []Duty {
	out := make([]Duty, len(Posts))
	for i, p := range Posts {
		out[i].Post = p
	}
	for _, week := range WeeksAround(at, b.Zone) {
		sheet, _ := b.Of(week)
		for _, x := range stretches(sheet, week, b.Zone) {
			i := slices.Index(Posts, x.Post)
			if i < 0 {
				continue
			}
			d := &out[i]
			switch {
			case !x.Start.After(at) && x.End.After(at):
				d.Now = append(d.Now, x)
			case x.Start.After(at) && (len(d.Next) == 0 || x.Start.Equal(d.Next[0].Start)):
				d.Next = append(d.Next, x)
			}
		}
	}
	return out
}

// During are the stretches of any post that touch [from, to), by their beginning.
func (b Book) During(from, to time.Time) []Stretch {
	var out []Stretch
	for _, week := range WeeksAround(from, b.Zone) {
		sheet, _ := b.Of(week)
		for _, x := range stretches(sheet, week, b.Zone) {
			if x.Start.Before(to) && x.End.After(from) {
				out = append(out, x)
			}
		}
	}
	return out
}
