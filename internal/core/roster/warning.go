package roster

import (
	"fmt"
	"slices"
	"time"
)

// Kinds of what is odd about a week. It is shown and refuses nothing.
const (
	Gap    = "gap"    // nobody is at the post
	Twice  = "twice"  // the same person at two posts, or twice at one, at once
	Unrung = "unrung" // somebody on duty without a telephone number
)

// Warning is one thing that is odd about a week.
type Warning struct {
	Kind string
	Post Post
	Day  int    // of the week, on which it begins
	From string // hours of the wall
	To   string
	Name string
}

// Hours in which a post should have somebody; the same hour twice means day
// and night.
type Hours map[Post][2]string

// round is every hour of the day.
var round = [2]string{"00:00", "00:00"}

// Warnings tells what is odd about the sheet of a week (or the usual one):
// gaps of the posts that the sheet fills at all, and people in two places.
// before is the sheet of the week before, whose Sunday night reaches into this.
func Warnings(s, before Sheet, open Hours) []Warning {
	const week = 7 * 24 * 60
	all := spansOf(s, 0)
	for _, x := range spansOf(before, -week) {
		if x.to > 0 {
			all = append(all, x)
		}
	}
	out := gaps(all, open)
	for i, a := range all {
		if a.from >= 0 && a.Phone == "" {
			out = append(out, a.warning(Unrung, a.from, a.to))
		}
		for _, b := range all[:i] {
			from, to := max(a.from, b.from), min(a.to, b.to)
			if from < to && a.person() == b.person() {
				out = append(out, a.warning(Twice, max(from, 0), to))
			}
		}
	}
	return InOrder(out)
}

// InOrder puts warnings in the order of days and posts.
func InOrder(all []Warning) []Warning {
	slices.SortStableFunc(all, func(a, b Warning) int {
		if a.Day != b.Day {
			return a.Day - b.Day
		}
		return slices.Index(Posts, a.Post) - slices.Index(Posts, b.Post)
	})
	return all
}

// span is a shift in minutes after the week's beginning.
type span struct {
	Shift
	from, to int
}

func (x span) warning(kind string, from, to int) Warning {
	return Warning{Kind: kind, Post: x.Post, Day: from/(24*60) + 1, From: clock(from), To: clock(to), Name: x.Name}
}

func clock(minute int) string {
	t := time.Date(2000, 1, 1, 0, minute, 0, 0, time.UTC)
	return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute())
}

func spansOf(s Sheet, shift int) []span {
	out := make([]span, len(s.Shifts))
	for i, x := range s.Shifts {
		from, to := minutes(x.From), minutes(x.To)
		if to <= from {
			to += 24 * 60
		}
		day := shift + (x.Day-1)*24*60
		out[i] = span{x, day + from, day + to}
	}
	return out
}

// gaps are the open hours of a post in which nobody is there; a post that the
// week does not fill at all is one gap, told once.
func gaps(all []span, open Hours) []Warning {
	var out []Warning
	for _, post := range Posts {
		var here []span
		for _, x := range all {
			if x.Post == post {
				here = append(here, x)
			}
		}
		if len(here) == 0 {
			out = append(out, Warning{Kind: Gap, Post: post, Day: 0})
			continue
		}
		slices.SortFunc(here, func(a, b span) int { return a.from - b.from })
		hours, ok := open[post]
		if !ok {
			hours = round
		}
		for _, o := range opened(hours) {
			at := o[0]
			for _, x := range here {
				if x.to <= at || x.from >= o[1] {
					continue
				}
				if x.from > at {
					out = append(out, x.gaps(at, x.from)...)
				}
				at = max(at, x.to)
			}
			if at < o[1] {
				out = append(out, here[0].gaps(at, o[1])...)
			}
		}
	}
	return out
}

// gaps are told day by day.
func (x span) gaps(from, to int) []Warning {
	var out []Warning
	for from < to {
		midnight := (from/(24*60) + 1) * 24 * 60
		w := x.warning(Gap, from, min(to, midnight))
		w.Name = ""
		if to >= midnight {
			w.To = "24:00"
		}
		out = append(out, w)
		from = midnight
	}
	return out
}

// opened are the spans of a week in which a post is open: one for the whole
// week where it is open day and night, else one for each day.
func opened(hours [2]string) [][2]int {
	from, to := minutes(hours[0]), minutes(hours[1])
	if from == to {
		return [][2]int{{0, 7 * 24 * 60}}
	}
	if to < from {
		to += 24 * 60
	}
	out := make([][2]int, 7)
	for d := range out {
		out[d] = [2]int{d*24*60 + from, d*24*60 + to}
	}
	return out
}
