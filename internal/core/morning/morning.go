// Package morning is the list of the morning meeting (晨会清单): yesterday in and
// out, the night, what is late and what is due today. It is read out and sent
// around, so its text holds no personal data: numbers, classes and departments,
// never a title, a name of an owner, a telephone number or a room.
package morning

import (
	"fmt"
	"strings"
	"time"

	"anju/internal/core/handover"
)

// List is the page.
type List struct {
	Day, Yesterday   string // YYYY-MM-DD
	Received, Closed int64
	Open             int64
	NightFrom        time.Time
	NightTo          time.Time
	NightDuty        []Watch
	NightReceived    int64
	Night            []handover.Line // urgent ones among what came in at night
	Load             []Load
	Visits           []handover.Line
	Transfers        []handover.Line
	Orders           []handover.Line
	Unhappy          []handover.Line
	Keys             []handover.KeyLine // entrusted keys that are not back in time
	More             []string           // sections of which there was more than fits
}

// Watch is who kept watch at a post in a community; colleagues, by name alone.
type Watch struct {
	Community string
	Post      string
	Names     []string
}

// Load is what a department has before it.
type Load struct {
	Department              string
	Open, Overdue, DueToday int64
}

// Words are the words of one language.
type Words struct {
	Title, Numbers, Night, NobodyOnDuty, NightReceived, Load, LoadLine, Visits, Transfers, Orders, Unhappy, Keys, KeyLine, OtherFirm, None, Confidential, And string

	Category, Department, Severity, Post func(code string) string
	Clock                                func(at time.Time) string
}

// Text is the list as plain text, without personal data.
func (l List) Text(w Words) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s %s", w.Title, l.Day)
	line(w.Numbers, l.Received, l.Closed, l.Open)
	line("%s", w.Night)
	for _, d := range l.NightDuty {
		names := strings.Join(d.Names, w.And)
		if names == "" {
			names = w.NobodyOnDuty
		}
		line("  %s", strings.Join(some(d.Community, w.Post(d.Post), names), " "))
	}
	line("  "+w.NightReceived, l.NightReceived)
	l.section(line, "", l.Night, w)
	line("%s", w.Load)
	for _, d := range l.Load {
		line("  "+w.LoadLine, w.Department(d.Department), d.Overdue, d.DueToday, d.Open)
	}
	l.section(line, w.Visits, l.Visits, w)
	l.section(line, w.Transfers, l.Transfers, w)
	l.section(line, w.Orders, l.Orders, w)
	l.section(line, w.Unhappy, l.Unhappy, w)
	if len(l.Keys) > 0 {
		line("%s (%d)", w.Keys, len(l.Keys))
	}
	for _, k := range l.Keys {
		with := w.OtherFirm
		if k.Department != "" {
			with = w.Department(k.Department)
		}
		line("  "+w.KeyLine, k.Tag, with, w.Clock(k.DueAt))
	}
	return b.String()
}

func (l List) section(line func(string, ...any), title string, all []handover.Line, w Words) {
	if title != "" {
		line("%s (%d)", title, len(all))
		if len(all) == 0 {
			line("  %s", w.None)
		}
	}
	for _, x := range all {
		if x.Confidential {
			line("  %s %s", x.Number, w.Confidential)
			continue
		}
		at := ""
		if x.At != nil {
			at = w.Clock(*x.At)
		}
		line("  %s", strings.Join(some(x.Number, w.Severity(x.Severity), w.Category(x.Category), w.Department(x.Department), at), " "))
	}
}

func some(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}
