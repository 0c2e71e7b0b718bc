package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/fault"
	"anju/internal/core/roster"
	"anju/internal/store/set"
)

func rosters(t *testing.T, s *set.Set) {
	by := roster.By{ID: "u-1", Name: "方主管"}
	write := func(community, week string, shifts ...roster.Shift) roster.Sheet {
		v, err := roster.Sheet{CommunityID: community, Week: week}.Written(shifts, false, by, at(1))
		require.NoError(t, err)
		return v
	}
	night := roster.Shift{Post: roster.ControlRoom, Day: 7, From: "20:00", To: "08:00", AccountID: "u-2", Name: "赵", Phone: "19900000001"}
	usual, week, other := write("c-1", roster.Usual, night), write("c-1", "2026-11-23"), write("c-2", "2026-11-23", night)
	for _, v := range []roster.Sheet{usual, week, other} {
		require.NoError(t, s.Rosters.Put(ctx(t), v))
	}
	got, err := s.Rosters.Sheets(ctx(t), usual.ID, roster.ID("c-9", roster.Usual), other.ID, week.ID)
	require.NoError(t, err)
	require.Len(t, got, 3)
	require.Equal(t, week.ID, got[0].ID, "in the order of their ids")
	require.Equal(t, []roster.Sheet{usual, other}, got[1:])
	require.Empty(t, got[0].Shifts)
	none, err := s.Rosters.Sheets(ctx(t))
	require.NoError(t, err)
	require.Empty(t, none)

	stale(t, 1, s.Rosters.Put(ctx(t), usual))
	unknown := write("c-9", roster.Usual)
	unknown.Version = 2
	stale(t, 0, s.Rosters.Put(ctx(t), unknown))
	errs := atOnce(6, func(i int) error {
		next, err := usual.Written([]roster.Shift{{Post: roster.FrontDesk, Day: 1, From: "08:00", To: "20:00", Name: fmt.Sprint("前台", i)}}, false, by, at(2))
		if err != nil {
			return err
		}
		return s.Rosters.Put(ctx(t), next)
	})
	require.Equal(t, 1, winners(t, errs, fault.Stale), "two at one sheet: one is told")
}
