package rest

import (
	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// presentGroup shows whom a group matter concerns and what all were told last.
func presentGroup(m *complaint.Complaint, eyes complaint.Eyes) *contract.Group {
	g := m.Grouped
	if g == nil {
		return nil
	}
	x := &contract.Group{
		CommunityId: g.CommunityID, Building: text(g.Building), Bulletin: text(g.Bulletin), BulletinAt: g.BulletinAt, Count: 1 + len(m.Households),
		PayableHouseIds: []string{},
	}
	if o := m.Offered(); o != nil {
		x.Share = &contract.GroupShare{PerHouseholdFen: o.PerHouseholdFen, DueAt: o.DueAt, Kinds: each(o.Measures, func(s complaint.Measure) contract.MeasureKind {
			return contract.MeasureKind(s.Kind)
		})}
	}
	if eyes.Inside && eyes.Room {
		x.PayableHouseIds = list(m.PayableHouses())
	}
	return x
}

// households shows an owner their own household alone.
func households(m *complaint.Complaint, actor access.Actor, eyes complaint.Eyes) []contract.Household {
	out := []contract.Household{}
	for _, h := range m.Households {
		own := actor.Owns(h.OwnerID)
		if !own && !(eyes.Inside && eyes.Room) {
			continue
		}
		x := contract.Household{
			HouseId: h.HouseID, Label: text(h.Label), OwnerId: text(h.OwnerID), JoinedAt: h.JoinedAt, State: contract.HouseholdState(h.Stands()),
			Comment: text(h.Comment), At: h.At, PaidFen: m.PaidTo(h.HouseID),
		}
		if h.Rating > 0 {
			x.Rating = &h.Rating
		}
		if own {
			x.Name, x.OnBehalf = text(h.Name), presentOnBehalf(h.OnBehalf, complaint.Eyes{Personal: true})
		} else {
			x.Name, x.OnBehalf, x.Attended, x.AttendedBy = text(eyes.OwnerName(h.Name)), presentOnBehalf(h.OnBehalf, eyes), text(h.Attended), presentPersonOf(h.AttendedBy)
		}
		out = append(out, x)
	}
	return out
}
