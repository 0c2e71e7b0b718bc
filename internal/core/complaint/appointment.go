package complaint

// Appointment is a visit as a calendar keeps it: one entry, however often its
// time was moved.
type Appointment struct {
	ID        string // stays through all its times
	Visit     Visit  // the time that holds
	Version   int64  // rises with every change
	Cancelled bool   // nobody comes, and no other time was fixed
}

// Appointment finds what a visit belongs to, whichever of its times is named.
func (m *Complaint) Appointment(visitID string) (Appointment, bool) {
	first, found := 0, false
	for i, v := range m.Visits {
		found = found || v.ID == visitID
		if v.Outcome == Moved && i < len(m.Visits)-1 {
			continue
		}
		if found {
			return Appointment{
				ID: m.Visits[first].ID, Visit: v, Version: m.Version,
				Cancelled: v.Outcome == Moved || v.Outcome == "" && !m.Status.in(underway),
			}, true
		}
		first = i + 1
	}
	return Appointment{}, false
}
