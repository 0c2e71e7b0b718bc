package service

import (
	"context"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
)

// Payers says what is known of the warranties that a matter hangs on, and who
// would pay by them. Of a confidential matter only those who see the room learn
// what its contract says.
func (s *Service) Payers(ctx context.Context, actor access.Actor, ref string) (known []complaint.Warranted, likely, today string, err error) {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return nil, "", "", err
	}
	r := s.Rules()
	today = r.Calendar.Day(s.now())
	class := m.Category
	if class == "" {
		class = m.Suggestion.Category
	}
	category, _ := r.Policy.Category(class)
	var contract, common []complaint.Warranted
	handedOver := ""
	if m.OwnerID != "" && m.HouseID != "" && m.EyesOf(actor).Room {
		o, err := s.Owners.Owner(ctx, m.OwnerID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, "", "", err
		}
		if i := slices.IndexFunc(o.Houses, func(h owner.Holding) bool { return h.HouseID == m.HouseID }); i >= 0 {
			handedOver = o.Houses[i].HandedOverOn
			for _, w := range o.Houses[i].Warranty {
				contract = append(contract, complaint.Warranted{Part: w.Part, Until: w.Until, Source: "contract"})
			}
		}
	}
	in, err := s.Estate.Community(ctx, m.CommunityID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, "", "", err
	}
	for _, w := range in.WarrantyOf(m.Building) {
		common = append(common, complaint.Warranted{Part: w.Part, Common: true, Until: w.Until, Source: "building"})
	}
	known = complaint.Warranties(category, contract, common, handedOver, r.Policy.Warranty)
	return known, complaint.LikelyPayer(known, today), today, nil
}
