package owners

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
)

// bounds are the communities that the caller's lists hold; nobody: none at all.
func (s *Service) bounds(ctx context.Context, by access.Actor) (ids []string, nobody bool, err error) {
	if by.Role != access.Owner {
		return by.CommunityIDs, false, nil
	}
	o, err := s.self(ctx, by)
	return o.CommunityIDs, len(o.CommunityIDs) == 0, err
}

// CommunityView is a community with the number of its houses.
type CommunityView struct {
	estate.Community
	Households int64
}

// Communities lists the communities in sight by name.
func (s *Service) Communities(ctx context.Context, by access.Actor, ask Paging) (Page[CommunityView], error) {
	limit, after, err := ask.read()
	if err != nil {
		return Page[CommunityView]{}, err
	}
	ids, nobody, err := s.bounds(ctx, by)
	if err != nil || nobody {
		return Page[CommunityView]{Total: -1}, err
	}
	q := estate.CommunityQuery{IDs: ids, After: after, Limit: limit + 1}
	found, err := s.Estate.Communities(ctx, q)
	if err != nil {
		return Page[CommunityView]{}, err
	}
	p, err := page(found, limit, func(c estate.Community) string { return c.Key }, ask, func(atMost int) (int, error) {
		return s.Estate.CountCommunities(ctx, q, atMost)
	})
	if err != nil || len(p.Items) == 0 {
		return Page[CommunityView]{Total: p.Total}, err
	}
	ids = nil
	for _, c := range p.Items {
		ids = append(ids, c.ID)
	}
	households, err := s.Estate.Households(ctx, ids)
	if err != nil {
		return Page[CommunityView]{}, err
	}
	return turn(p, func(c estate.Community) (CommunityView, error) { return CommunityView{c, households[c.ID]}, nil })
}

// CreateCommunity adds a community.
func (s *Service) CreateCommunity(ctx context.Context, by access.Actor, name, legalEntity string) (estate.Community, error) {
	if err := onlyAdmin(by); err != nil {
		return estate.Community{}, err
	}
	c, err := estate.NewCommunity(s.NewID(), name, legalEntity, s.Now())
	if err != nil {
		return estate.Community{}, err
	}
	return c, s.Estate.CreateCommunity(ctx, c)
}

// UpdateCommunity changes whose community it is and what its common parts are
// warranted. ifMatch is the version that the caller read, 0: whichever.
func (s *Service) UpdateCommunity(ctx context.Context, by access.Actor, id string, e estate.Edit, ifMatch int64) (estate.Community, error) {
	if err := onlyAdmin(by); err != nil {
		return estate.Community{}, err
	}
	c, err := s.Estate.Community(ctx, id)
	if err != nil {
		return estate.Community{}, err
	}
	next, err := c.With(e, s.Now())
	if err != nil {
		return estate.Community{}, err
	}
	if e.Warranty != nil {
		if err := s.buildingsThere(ctx, c.ID, *e.Warranty); err != nil {
			return estate.Community{}, err
		}
	}
	if ifMatch != 0 && ifMatch != c.Version {
		return estate.Community{}, fault.StaleVersion(c.Version)
	}
	if err := s.Estate.UpdateCommunity(ctx, next); err != nil {
		return estate.Community{}, err
	}
	return next, s.note(ctx, by, "community.updated", "community:"+c.ID, "")
}

// buildingsThere refuses a building that has no house: a slip of the pen would
// warrant nothing, and nobody would notice.
func (s *Service) buildingsThere(ctx context.Context, communityID string, all []estate.Warranty) error {
	var wrong fault.Fields
	there := map[string]bool{"": true}
	for i, w := range all {
		building := estate.BuildingName(w.Building)
		found, asked := there[building]
		if !asked {
			houses, err := s.Estate.Houses(ctx, estate.HouseQuery{CommunityIDs: []string{communityID}, PlacePrefix: building + "-", Limit: 1})
			if err != nil {
				return err
			}
			found = len(houses) > 0
			there[building] = found
		}
		if !found {
			wrong.Add(fmt.Sprintf("warranty[%d].building", i), "unknown", "这个小区没有 "+building+" 栋的房屋。", "The community has no house in building "+building+".")
		}
	}
	return wrong.Err()
}

// HouseSearch says which houses a list holds.
type HouseSearch struct {
	CommunityID string
	Q           string // the beginning of a place (12-4) or of a label (香樟苑 12-)
	Paging
}

// Houses lists houses in sight in the order people count; an owner sees the own.
func (s *Service) Houses(ctx context.Context, by access.Actor, ask HouseSearch) (Page[estate.House], error) {
	limit, after, err := ask.read()
	if err != nil {
		return Page[estate.House]{}, err
	}
	var wrong fault.Fields
	wrong.Length("q", ask.Q, 0, 100)
	if err := wrong.Err(); err != nil {
		return Page[estate.House]{}, err
	}
	if by.Role == access.Owner {
		return s.ownHouses(ctx, by)
	}
	q := estate.HouseQuery{CommunityIDs: by.CommunityIDs, After: after, Limit: limit + 1}
	if ask.CommunityID != "" {
		if !serves(by, ask.CommunityID) {
			return Page[estate.House]{Total: -1}, nil
		}
		q.CommunityIDs = []string{ask.CommunityID}
	}
	q.PlacePrefix, q.LabelPrefix = housePrefix(ask.Q)
	found, err := s.Estate.Houses(ctx, q)
	if err != nil {
		return Page[estate.House]{}, err
	}
	return page(found, limit, func(h estate.House) string { return h.Sort }, ask.Paging, func(atMost int) (int, error) {
		return s.Estate.CountHouses(ctx, q, atMost)
	})
}

// ownHouses are an owner's houses on one page; people hold few.
func (s *Service) ownHouses(ctx context.Context, by access.Actor) (Page[estate.House], error) {
	o, err := s.self(ctx, by)
	if err != nil {
		return Page[estate.House]{}, err
	}
	p := Page[estate.House]{Total: -1}
	for _, id := range o.HouseIDs[:min(len(o.HouseIDs), maxLimit)] {
		h, err := s.Estate.House(ctx, id)
		if err != nil {
			return Page[estate.House]{}, err
		}
		p.Items = append(p.Items, h)
	}
	return p, nil
}

// namedPlace is a community's name before a house, as labels write it and as people type it: 香樟苑 3-4, 香樟苑3-4-102.
var namedPlace = regexp.MustCompile(`^(?:(\p{Han}{2,}) |(\p{Han}{3,}))(\d.*)$`)

// housePrefix tells the beginning of a place from the beginning of a label.
func housePrefix(q string) (place, label string) {
	q = strings.Join(strings.Fields(q), " ")
	name, rest, found := strings.Cut(q, " ")
	if m := namedPlace.FindStringSubmatch(q); m != nil {
		name, rest, found = m[1]+m[2], m[3], true
	} else if at, ok := estate.ParsePlace(q); ok {
		return at.String(), ""
	} else if strings.IndexFunc(q, unicode.IsDigit) == 0 {
		return q, ""
	}
	if at, ok := estate.ParsePlace(rest); found && ok {
		rest = at.String()
	}
	return "", strings.TrimSpace(estate.CommunityName(name) + " " + rest)
}

// CreateHouse adds a house to a community.
func (s *Service) CreateHouse(ctx context.Context, by access.Actor, communityID, building, unit, room string) (estate.House, error) {
	if err := onlyAdmin(by); err != nil {
		return estate.House{}, err
	}
	var wrong fault.Fields
	in, err := s.Estate.Community(ctx, communityID)
	if fault.Is(err, fault.NotFound) {
		wrong.Add("communityId", "unknown", "没有这个小区。", "There is no such community.")
	} else if err != nil {
		return estate.House{}, err
	}
	at, err := estate.NewPlace(building, unit, room)
	if e, ok := fault.As(err); ok {
		wrong = append(wrong, e.Fields...)
	}
	if err := wrong.Err(); err != nil {
		return estate.House{}, err
	}
	h := estate.NewHouse(s.NewID(), in, at, s.Now())
	return h, s.Estate.CreateHouse(ctx, h)
}
