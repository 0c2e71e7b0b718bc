package followup

import (
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
)

// New is what somebody asks of a department by hand.
type New struct {
	What       string
	Department string
	Owner      *complaint.Person // nil: whoever of the department
	OwnerID    string            // as it was given
	DueAt      time.Time
	Place      string
	Matter     *complaint.Complaint // where it comes from, if from one
}

// Ask makes an item of it; what an auditor asks is a finding of the audit.
func Ask(id string, n New, by access.Actor, p policy.Policy, at time.Time) (Item, error) {
	n.What, n.Place = strings.TrimSpace(n.What), strings.TrimSpace(n.Place)
	var w fault.Fields
	w.Length("what", n.What, 1, 1000)
	w.Length("place", n.Place, 0, 120)
	if _, known := p.Department(n.Department); !known {
		w.Add("department", "unknown", "没有这个部门。", "There is no such department.")
	} else if n.OwnerID != "" && (n.Owner == nil || n.Owner.Department != n.Department) {
		w.Add("ownerId", "unknown", "须是该部门在岗的员工。", "It must be somebody of that department.")
	}
	if !n.DueAt.After(at) {
		w.Add("dueAt", "future", "完成时限须在现在之后。", "The due time must lie ahead.")
	}
	if err := w.Err(); err != nil {
		return Item{}, err
	}
	i := Item{
		ID: id, Kind: Assigned, What: n.What, Place: n.Place, Department: n.Department, Owner: n.Owner, DueAt: n.DueAt.UTC().Truncate(time.Millisecond),
		By: complaint.PersonOf(by), CreatedAt: at,
	}
	if by.Is(access.Auditor) {
		i.Kind = Audit
	}
	if m := n.Matter; m != nil {
		i.Matter, i.Title, i.CommunityID, i.Recused = &complaint.Ref{ID: m.ID, Number: m.Number}, m.Title, m.CommunityID, m.Recused
	}
	return Made(i), nil
}
