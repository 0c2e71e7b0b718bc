package owners

import (
	"context"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/owner/importing"
)

// check looks at a sheet twice: first for what it names, then against what is
// stored of that.
func (s *Service) check(ctx context.Context, by access.Actor, i owner.Import, sheet importing.Sheet) (importing.Result, importing.Known, error) {
	first := importing.Check(sheet, i.Mapping, importing.Known{})
	known := importing.Known{
		Communities:  map[string]estate.Community{},
		Houses:       map[string]estate.House{},
		NamesByPhone: map[string][]string{},
		Within:       by.CommunityIDs,
	}
	var sorts []string
	for key, places := range first.Places() {
		in, err := s.Estate.CommunityByKey(ctx, key)
		if fault.Is(err, fault.NotFound) {
			continue
		} else if err != nil {
			return first, known, err
		}
		known.Communities[key] = in
		for _, at := range places {
			sorts = append(sorts, estate.HouseSort(in.ID, at))
		}
	}
	for some := range slices.Chunk(unique(sorts), lookUp) {
		houses, err := s.Estate.HousesBySort(ctx, some)
		if err != nil {
			return first, known, err
		}
		for _, h := range houses {
			known.Houses[h.Sort] = h
		}
	}
	people, err := s.owners(ctx, nil, first.PhoneKeys())
	if err != nil {
		return first, known, err
	}
	for _, o := range people {
		if !inSight(by, o) {
			continue // a finding must not tell of people out of sight
		}
		for _, key := range o.PhoneKeys {
			known.NamesByPhone[key] = append(known.NamesByPhone[key], o.NameKey)
		}
	}
	return importing.Check(sheet, i.Mapping, known), known, nil
}
