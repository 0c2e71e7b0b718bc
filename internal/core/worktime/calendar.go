// Package worktime is the arithmetic of working time: when a promise of so many
// office hours falls due, how much open time lies between two moments, and why.
// A Calendar is a value; it knows no clock.
package worktime

import (
	"fmt"
	"time"
)

// Kind names one of the calendars that a clock can run by.
type Kind string

const (
	Office  Kind = "office"  // weekdays without holidays, with make-up days (调休)
	Service Kind = "service" // every day, holidays included
	Wall    Kind = "wall"    // always
)

// Kinds in the order they are offered.
var Kinds = []Kind{Office, Service, Wall}

// Period is open time within one day, local time, "08:30" to "12:00"; "24:00" may end it.
type Period struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Config is what a Calendar is made of. Days are written YYYY-MM-DD.
type Config struct {
	Location   *time.Location
	Weekdays   []time.Weekday // office days; empty: Monday to Friday
	Office     []Period
	Service    []Period
	Holidays   []string // closed for the office, whatever the weekday
	MakeUpDays []string // open for the office, whatever the weekday
}

// Calendar is immutable and safe for concurrent use.
type Calendar struct {
	location *time.Location
	weekdays [7]bool
	office   []period
	service  []period
	holidays map[day]bool
	makeUps  map[day]bool
}

// New checks the configuration; the error names the setting and what would be right.
func New(c Config) (*Calendar, error) {
	if c.Location == nil {
		return nil, fmt.Errorf("location: a time zone is needed")
	}
	office, err := periods("office", c.Office)
	if err != nil {
		return nil, err
	}
	service, err := periods("service", c.Service)
	if err != nil {
		return nil, err
	}
	cal := &Calendar{location: c.Location, office: office, service: service}
	if cal.holidays, err = days("holidays", c.Holidays); err != nil {
		return nil, err
	}
	if cal.makeUps, err = days("makeUpDays", c.MakeUpDays); err != nil {
		return nil, err
	}
	for d := range cal.makeUps {
		if cal.holidays[d] {
			return nil, fmt.Errorf("makeUpDays: %s is a holiday too; a day can be only one of them", d)
		}
	}
	weekdays := c.Weekdays
	if len(weekdays) == 0 {
		weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	}
	for _, w := range weekdays {
		if w < time.Sunday || w > time.Saturday {
			return nil, fmt.Errorf("weekdays: %d is no weekday; 0 (Sunday) to 6 (Saturday) would be right", w)
		}
		cal.weekdays[w] = true
	}
	return cal, nil
}

// Open reports whether the calendar's time runs at the moment; the closing minute is closed.
func (c *Calendar) Open(k Kind, at time.Time) bool {
	if k == Wall {
		return true
	}
	for _, s := range c.spans(k, c.dayOf(at)) {
		if !at.Before(s.from) && at.Before(s.to) {
			return true
		}
	}
	return false
}

// Add is the moment when d of open time has run since from, in UTC and whole
// milliseconds. It never lies before from, nor more than a hundred years after.
func (c *Calendar) Add(k Kind, from time.Time, d time.Duration) time.Time {
	from, d = cut(from), d.Truncate(time.Millisecond)
	if d <= 0 {
		return from
	}
	if k == Wall {
		return from.Add(min(d, horizon))
	}
	end := from
	for s := range c.spansFrom(k, from) {
		open := s.to.Sub(s.from)
		if open >= d {
			return cut(s.from.Add(d))
		}
		d -= open
		end = s.to
	}
	return cut(end)
}

// Between is the open time from one moment to a later one; never negative, and
// counted over a hundred years at most.
func (c *Calendar) Between(k Kind, from, to time.Time) time.Duration {
	from, to = cut(from), cut(to)
	if !from.Before(to) {
		return 0
	}
	if k == Wall {
		return min(to.Sub(from), horizon)
	}
	var sum time.Duration
	for s := range c.spansFrom(k, from) {
		if !s.from.Before(to) {
			break
		}
		if s.to.After(to) {
			return sum + to.Sub(s.from)
		}
		sum += s.to.Sub(s.from)
	}
	return sum
}

// ActBy (最晚联系) is due itself within service hours, else the last service moment before it.
func (c *Calendar) ActBy(due time.Time) time.Time {
	due = cut(due)
	today := c.dayOf(due)
	for d := today; d > today-8; d-- {
		spans := c.spans(Service, d)
		for i := len(spans) - 1; i >= 0; i-- {
			if s := spans[i]; !due.Before(s.from) {
				if due.Before(s.to) {
					return due
				}
				return cut(s.to)
			}
		}
	}
	return due
}

// Day is the local day of a moment, YYYY-MM-DD.
func (c *Calendar) Day(at time.Time) string { return c.dayOf(at).String() }

// DayStart is the first moment of a local day.
func (c *Calendar) DayStart(text string) (time.Time, error) {
	d, err := parseDay(text)
	if err != nil {
		return time.Time{}, err
	}
	return cut(c.moment(d, 0)), nil
}

// Location is the time zone that days and hours are meant in.
func (c *Calendar) Location() *time.Location { return c.location }

// cut brings a moment to the precision that is stored.
func cut(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
