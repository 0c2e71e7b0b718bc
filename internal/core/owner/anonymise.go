package owner

import "time"

// Anonymous is the person with nothing left that says who they were. Their
// matters were anonymised before, and no house is theirs; the record itself
// stays, since others may have been merged with it.
func (o Owner) Anonymous(now time.Time) Owner {
	at := now.UTC().Truncate(time.Millisecond)
	return Owner{
		ID: o.ID, Version: o.Version, Name: anonymised, MergedInto: o.MergedInto, MergedFrom: o.MergedFrom, CreatedAt: o.CreatedAt, AnonymisedAt: &at,
	}.Next(now)
}

// anonymised stands for the name of an anonymised person.
const anonymised = "（已匿名化）"
