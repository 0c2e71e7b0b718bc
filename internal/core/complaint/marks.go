package complaint

import "slices"

// Marks by which lists find matters; those of questions bear a department.
const (
	MarkSecondReading = "second_reading" // waits for the desk lead
	MarkReturned      = "returned"       // came back and waits to be dispatched anew
	MarkDowngraded    = "downgraded"     // a complaint made less, or less urgent
	MarkFinal         = "final"          // finally answered
	markAsked         = "asked:"
	markAsking        = "asking:"
)

// MarkAsked marks matters with a question that a department has not answered.
func MarkAsked(department string) string { return markAsked + department }

// MarkAsking marks matters with a question of a department that waits for its answer.
func MarkAsking(department string) string { return markAsking + department }

// marks lists by what special state the matter is found.
func (m *Complaint) marks() []string {
	var out []string
	add := func(holds bool, mark string) {
		if holds && !slices.Contains(out, mark) {
			out = append(out, mark)
		}
	}
	add(m.AwaitsReading(), MarkSecondReading)
	add(m.ReturnedNow() != nil, MarkReturned)
	add(m.Downgraded, MarkDowngraded)
	add(m.FinalReply != nil, MarkFinal)
	for _, r := range m.InfoRequests {
		open := r.Open() && m.Status.Open()
		add(open, MarkAsked(r.From))
		add(open && r.AskedBy.Department != "", MarkAsking(r.AskedBy.Department))
	}
	return out
}
