package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/store/set"
)

func house(in estate.Community, room string) estate.House {
	return estate.NewHouse(id(), in, estate.Place{Building: "12", Unit: "4", Room: room}, at(0))
}

func places(t *testing.T, s *set.Set) {
	camphor := estate.Community{
		ID: "c-1", Version: 1, Key: "香樟苑", Name: "香樟苑", LegalEntity: "甲公司", CreatedAt: at(0), UpdatedAt: at(0),
		Warranty: []estate.Warranty{{Part: "电梯", Until: "2027-01-01"}},
	}
	lake := estate.Community{ID: "c-2", Version: 1, Key: "临湖里", Name: "临湖里", CreatedAt: at(0), UpdatedAt: at(0)}
	for _, c := range []estate.Community{camphor, lake} {
		require.NoError(t, s.Estate.CreateCommunity(ctx(t), c))
		got, err := s.Estate.Community(ctx(t), c.ID)
		require.NoError(t, err)
		require.Equal(t, c, got)
		got, err = s.Estate.CommunityByKey(ctx(t), c.Key)
		require.NoError(t, err)
		require.Equal(t, c, got)
	}
	absent(t, second(s.Estate.Community(ctx(t), "nowhere")))
	absent(t, second(s.Estate.CommunityByKey(ctx(t), "")))
	errs := atOnce(4, func(int) error {
		return s.Estate.CreateCommunity(ctx(t), estate.Community{ID: id(), Version: 1, Key: "新苑", Name: "新苑"})
	})
	require.Equal(t, 1, winners(t, errs, fault.Invalid))
	field(t, "name", errs[firstError(errs)])

	t.Run("communities", func(t *testing.T) {
		for _, c := range []struct {
			q    estate.CommunityQuery
			want []string
		}{
			{estate.CommunityQuery{Limit: 9}, []string{"临湖里", "新苑", "香樟苑"}},
			{estate.CommunityQuery{Limit: 1, After: "临湖里"}, []string{"新苑"}},
			{estate.CommunityQuery{Limit: 9, IDs: []string{"c-1", "c-2", "c-9"}}, []string{"临湖里", "香樟苑"}},
			{estate.CommunityQuery{Limit: 9, IDs: []string{"c-1", "c-2"}, After: "临湖里"}, []string{"香樟苑"}},
		} {
			got, err := s.Estate.Communities(ctx(t), c.q)
			require.NoError(t, err)
			names := []string{}
			for _, g := range got {
				names = append(names, g.Name)
			}
			require.Equal(t, c.want, names)
		}
		n, err := s.Estate.CountCommunities(ctx(t), estate.CommunityQuery{After: "新苑"}, 9)
		require.NoError(t, err)
		require.Equal(t, 3, n)
		n, err = s.Estate.CountCommunities(ctx(t), estate.CommunityQuery{IDs: []string{"c-1"}}, 9)
		require.NoError(t, err)
		require.Equal(t, 1, n)
		n, err = s.Estate.CountCommunities(ctx(t), estate.CommunityQuery{}, 2)
		require.NoError(t, err)
		require.Equal(t, 2, n)
	})
	t.Run("updates follow each other", func(t *testing.T) {
		next := lake
		next.Version, next.LegalEntity = 2, "乙公司"
		next.Warranty = []estate.Warranty{{Part: "elevator", Until: "2027-01-01"}, {Building: "12", Part: "elevator", Until: "2028-01-01"}}
		require.NoError(t, s.Estate.UpdateCommunity(ctx(t), next))
		got, err := s.Estate.Community(ctx(t), lake.ID)
		require.NoError(t, err)
		require.Equal(t, next, got)
		stale(t, 2, s.Estate.UpdateCommunity(ctx(t), next))
		clash := next
		clash.Version, clash.Key = 3, camphor.Key
		field(t, "name", s.Estate.UpdateCommunity(ctx(t), clash))
		absent(t, s.Estate.UpdateCommunity(ctx(t), estate.Community{ID: "nowhere", Version: 2, Key: "无"}))
	})

	build := func(in estate.Community, building, room string) estate.House {
		h := estate.NewHouse(id(), in, estate.Place{Building: building, Unit: "1", Room: room}, at(0))
		require.NoError(t, s.Estate.CreateHouse(ctx(t), h))
		return h
	}
	c12, c2, c2b := build(camphor, "12", "101"), build(camphor, "2", "1001"), build(camphor, "2", "102")
	l2 := build(lake, "2", "102")
	got, err := s.Estate.House(ctx(t), c12.ID)
	require.NoError(t, err)
	require.Equal(t, c12, got)
	absent(t, second(s.Estate.House(ctx(t), "nowhere")))
	errs = atOnce(4, func(int) error {
		return s.Estate.CreateHouse(ctx(t), estate.NewHouse(id(), lake, estate.Place{Building: "2", Unit: "1", Room: "102"}, at(0)))
	})
	require.Zero(t, winners(t, errs, fault.Invalid))
	field(t, "room", errs[0])

	places := func(all []estate.House) []string {
		out := []string{}
		for _, h := range all {
			out = append(out, h.Label)
		}
		return out
	}
	named, err := s.Estate.HousesBySort(ctx(t), []string{c2.Sort, l2.Sort, "nowhere"})
	require.NoError(t, err)
	require.ElementsMatch(t, []string{c2.Label, l2.Label}, places(named))
	named, err = s.Estate.HousesBySort(ctx(t), nil)
	require.NoError(t, err)
	require.Empty(t, named)
	for name, c := range map[string]struct {
		q    estate.HouseQuery
		want []estate.House
	}{
		"all, as people count":      {estate.HouseQuery{}, []estate.House{c2b, c2, c12, l2}},
		"of a community":            {estate.HouseQuery{CommunityIDs: []string{"c-1"}}, []estate.House{c2b, c2, c12}},
		"of several":                {estate.HouseQuery{CommunityIDs: []string{"c-1", "c-2"}}, []estate.House{c2b, c2, c12, l2}},
		"by label":                  {estate.HouseQuery{LabelPrefix: "香樟苑 2-"}, []estate.House{c2b, c2}},
		"by place":                  {estate.HouseQuery{PlacePrefix: "2-1-10"}, []estate.House{c2b, c2, l2}},
		"by place in a community":   {estate.HouseQuery{PlacePrefix: "2-1-102", CommunityIDs: []string{"c-2"}}, []estate.House{l2}},
		"a beginning is no pattern": {estate.HouseQuery{PlacePrefix: "%"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []estate.House
			q := c.q
			q.Limit = 2
			for range 9 {
				page, err := s.Estate.Houses(ctx(t), q)
				require.NoError(t, err)
				if len(page) == 0 {
					break
				}
				got, q.After = append(got, page...), page[len(page)-1].Sort
			}
			require.Equal(t, places(c.want), places(got))
			n, err := s.Estate.CountHouses(ctx(t), q, 3)
			require.NoError(t, err)
			require.Equal(t, min(3, len(c.want)), n)
		})
	}
	for _, c := range []struct {
		of   []string
		want map[string]int64
	}{{nil, map[string]int64{"c-1": 3, "c-2": 1}}, {[]string{"c-2", "c-9"}, map[string]int64{"c-2": 1}}} {
		got, err := s.Estate.Households(ctx(t), c.of)
		require.NoError(t, err)
		require.Equal(t, c.want, got)
	}
}

func firstError(errs []error) int {
	for i, err := range errs {
		if err != nil {
			return i
		}
	}
	return 0
}
