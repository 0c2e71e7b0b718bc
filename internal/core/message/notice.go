package message

import (
	"time"

	"anju/internal/core/complaint"
)

// What people are told beside the events of matters.
const (
	Digest      = "digest"        // leaders, once a day: what is late by half and more
	FollowUpDue = "follow_up_due" // a department: its item is due
	FollowUpOut = "follow_up_out" // who gave an item: it was not answered
	KeyLate     = "key_late"      // who holds an entrusted key, and who gave it out: it is not back
)

// Apart are the templates that are for no event of a matter.
var Apart = []string{approvalWaiting, Followed, Digest, FollowUpDue, FollowUpOut, KeyLate}

// Notice is something to tell people that is no event of one matter, such as a
// day's digest. Its key is told once to each.
type Notice struct {
	Key         string
	Kind        string // names the template
	To          To
	Number      string
	Title       string
	Note        string
	CommunityID string // of whom posts are filled
	Recused     []string
	By          string // account of who did it: not told
	ComplaintID string
}

// Event is the notice as templates read it.
func (n Notice) Event(at time.Time) complaint.Event {
	return complaint.Event{ID: n.Key, At: at, Kind: complaint.Kind(n.Kind), Note: n.Note, Actor: complaint.EventActor{ID: n.By}}
}

// Matter is what the notice is about, as templates read it.
func (n Notice) Matter() complaint.Complaint {
	return complaint.Complaint{ID: n.ComplaintID, Number: n.Number, Title: n.Title, CommunityID: n.CommunityID, Recused: n.Recused}
}
