package followup

import (
	"encoding/json"
	"time"

	"anju/internal/core/complaint"
)

// FromEvent gives the items that a committed event of a matter brings about.
// Their ids stand in the event, so hearing it twice makes nothing twice.
func FromEvent(e complaint.Event, m complaint.Complaint) []Item {
	var data struct {
		FollowUps []complaint.Errand `json:"followUps"`
	}
	if len(e.Data) == 0 || json.Unmarshal(e.Data, &data) != nil {
		return nil
	}
	var out []Item
	for _, x := range data.FollowUps {
		out = append(out, Made(Item{
			ID: x.ID, Kind: kindOf(e.Kind), What: x.What, Matter: &complaint.Ref{ID: m.ID, Number: m.Number}, Title: m.Title,
			CommunityID: m.CommunityID, Place: x.Place, Department: x.Department, DueAt: x.DueAt.UTC().Truncate(time.Millisecond),
			By:        complaint.Person{ID: e.Actor.ID, Name: e.Actor.Name},
			CreatedAt: e.At, Recused: m.Recused,
		}))
	}
	return out
}

func kindOf(k complaint.Kind) string {
	switch k {
	case complaint.KindSpread:
		return Check
	case complaint.KindInstructed:
		return Instruction
	}
	return Improvement
}
