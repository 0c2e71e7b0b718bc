package mail

import "time"

// Quiet are the hours of a day in which nothing is sent that can wait. Equal
// ends are no quiet at all; a later start than end spans midnight.
type Quiet struct{ From, To string } // 15:04

// After is the first moment from at on that lies outside the quiet, by the
// clocks of the zone.
func (q Quiet) After(at time.Time, zone *time.Location) time.Time {
	from, errFrom := time.Parse("15:04", q.From)
	to, errTo := time.Parse("15:04", q.To)
	if errFrom != nil || errTo != nil || from.Equal(to) {
		return at
	}
	here := at.In(zone)
	now := here.Hour()*60 + here.Minute()
	start, end := from.Hour()*60+from.Minute(), to.Hour()*60+to.Minute()
	day := here.Day()
	switch {
	case start < end && now >= start && now < end, start > end && now < end:
	case start > end && now >= start:
		day++
	default:
		return at
	}
	return time.Date(here.Year(), here.Month(), day, to.Hour(), to.Minute(), 0, 0, zone).UTC()
}
