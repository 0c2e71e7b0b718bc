package handover

import (
	"time"

	"anju/internal/core/keyregister"
)

// KeyLine is one entrusted key that is out, as it stood.
type KeyLine struct {
	KeyID        string    `json:"keyId"`
	CommunityID  string    `json:"communityId"`
	Tag          string    `json:"tag"`
	House        string    `json:"house"`
	Holder       string    `json:"holder"`
	Department   string    `json:"department,omitempty"`
	Number       string    `json:"number,omitempty"` // of the matter that it is out for
	Confidential bool      `json:"confidential,omitempty"`
	DueAt        time.Time `json:"dueAt"`
	Overdue      bool      `json:"overdue,omitempty"`
}

// KeyOut is the line of a key that is out.
func KeyOut(k keyregister.Key, at time.Time) KeyLine {
	l := KeyLine{
		KeyID: k.ID, CommunityID: k.CommunityID, Tag: k.Tag, House: k.House, Holder: k.Out.Who(), Department: k.Out.Holder.Department, Confidential: k.Out.Confidential,
		DueAt: k.Out.DueAt, Overdue: k.Overdue(at),
	}
	if k.Out.Matter != nil {
		l.Number = k.Out.Matter.Number
	}
	return l
}
