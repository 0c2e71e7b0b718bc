package roster

import "time"

// Away is somebody on duty at hours at which they are away.
const Away = "away"

// Absence is when somebody is away.
type Absence struct{ From, Until time.Time }

// AwayWarnings tells of whom on the sheet of a week is away then, by account;
// a usual week has no days and so nobody away.
func AwayWarnings(s Sheet, absences map[string]Absence, zone *time.Location) []Warning {
	var out []Warning
	for _, x := range stretches(s, s.Week, zone) {
		a, known := absences[x.AccountID]
		if known && a.From.Before(x.End) && !a.Until.Before(x.Start) {
			out = append(out, Warning{Kind: Away, Post: x.Post, Day: x.Day, From: x.From, To: x.To, Name: x.Name})
		}
	}
	return out
}
