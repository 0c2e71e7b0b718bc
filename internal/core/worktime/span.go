package worktime

import (
	"fmt"
	"iter"
	"time"
)

// horizon bounds every walk through the calendar, whatever it is asked.
const (
	horizonDays = 36525
	horizon     = horizonDays * 24 * time.Hour
)

// day counts days since 1970-01-01, so that walking the calendar is integer arithmetic.
type day int

// period is open time in minutes of the local day.
type period struct{ from, to int }

type span struct{ from, to time.Time }

const dayLayout = "2006-01-02"

func parseDay(text string) (day, error) {
	t, err := time.Parse(dayLayout, text)
	if err != nil {
		return 0, fmt.Errorf("%q is no day; a real date written like 2026-10-01 would be right", text)
	}
	return dayFrom(t.Date()), nil
}

func dayFrom(y int, m time.Month, d int) day {
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (d day) String() string { return time.Unix(int64(d)*86400, 0).UTC().Format(dayLayout) }

// 1970-01-01 was a Thursday.
func (d day) weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

func days(setting string, texts []string) (map[day]bool, error) {
	set := make(map[day]bool, len(texts))
	for i, text := range texts {
		d, err := parseDay(text)
		if err != nil {
			return nil, fmt.Errorf("%s[%d]: %w", setting, i, err)
		}
		set[d] = true
	}
	return set, nil
}

func periods(setting string, texts []Period) ([]period, error) {
	if len(texts) == 0 {
		return nil, fmt.Errorf("%s: at least one period is needed, such as 08:30 to 12:00", setting)
	}
	list := make([]period, 0, len(texts))
	end := 0
	for i, text := range texts {
		from, okFrom := minutes(text.From)
		to, okTo := minutes(text.To)
		if !okFrom || !okTo {
			return nil, fmt.Errorf("%s[%d]: %q to %q are no times; 08:30 and 12:00 would be right", setting, i, text.From, text.To)
		}
		if from >= to {
			return nil, fmt.Errorf("%s[%d]: %s must lie before %s", setting, i, text.From, text.To)
		}
		if from < end {
			return nil, fmt.Errorf("%s[%d]: %s to %s must follow the period before it", setting, i, text.From, text.To)
		}
		list, end = append(list, period{from, to}), to
	}
	return list, nil
}

func minutes(text string) (int, bool) {
	if text == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", text)
	return t.Hour()*60 + t.Minute(), err == nil
}

func (c *Calendar) dayOf(at time.Time) day { return dayFrom(at.In(c.location).Date()) }

func (c *Calendar) moment(d day, minute int) time.Time {
	return time.Date(1970, time.January, 1+int(d), 0, minute, 0, 0, c.location)
}

// closed says why a day has no open time; empty when it has.
func (c *Calendar) closed(k Kind, d day) Why {
	switch {
	case k != Office || c.makeUps[d]:
		return ""
	case c.holidays[d]:
		return Holiday
	case !c.weekdays[d.weekday()]:
		return Weekend
	}
	return ""
}

// spans are the open times of a day. A span that a change to summer time
// swallows is left out.
func (c *Calendar) spans(k Kind, d day) []span {
	if c.closed(k, d) != "" {
		return nil
	}
	open := c.service
	if k == Office {
		open = c.office
	}
	list := make([]span, 0, len(open))
	for _, p := range open {
		if s := (span{c.moment(d, p.from), c.moment(d, p.to)}); s.from.Before(s.to) {
			list = append(list, s)
		}
	}
	return list
}

// spansFrom are the open times from a moment on, the first one cut to it, up to the horizon.
func (c *Calendar) spansFrom(k Kind, from time.Time) iter.Seq[span] {
	return func(yield func(span) bool) {
		first := c.dayOf(from)
		for d := first; d < first+horizonDays; d++ {
			for _, s := range c.spans(k, d) {
				if s.from.Before(from) {
					s.from = from
				}
				if s.from.Before(s.to) && !yield(s) {
					return
				}
			}
		}
	}
}
