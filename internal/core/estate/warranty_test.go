package estate_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/estate"
	"anju/internal/core/fault"
)

func TestWarrantyOfCommonParts(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	c, err := estate.NewCommunity("id", "晴川里", "", now)
	require.NoError(t, err)
	entity := " 晴川置业有限公司 "
	lines := []estate.Warranty{{"12栋", "waterproofing", "2026-06-30"}, {"", "waterproofing", "2025-06-30"}, {"2", "elevator", "2027-01-01"}, {"", "structure", "2070-01-01"}}
	c, err = c.With(estate.Edit{LegalEntity: &entity, Warranty: &lines}, now)
	require.NoError(t, err)
	require.EqualValues(t, 2, c.Version)
	require.Equal(t, "晴川置业有限公司", c.LegalEntity)
	require.Equal(t, []estate.Warranty{{"", "structure", "2070-01-01"}, {"", "waterproofing", "2025-06-30"}, {"2", "elevator", "2027-01-01"}, {"12", "waterproofing", "2026-06-30"}}, c.Warranty, "the whole community first, building 2 before 12")

	require.Equal(t, []estate.Warranty{{"", "structure", "2070-01-01"}, {"12", "waterproofing", "2026-06-30"}}, c.WarrantyOf("12"), "its own goes before the community's")
	require.Equal(t, []estate.Warranty{{"", "structure", "2070-01-01"}, {"", "waterproofing", "2025-06-30"}}, c.WarrantyOf("7"))

	same, err := c.With(estate.Edit{}, now)
	require.NoError(t, err)
	require.Equal(t, c.Warranty, same.Warranty, "what is not named stays")

	wrong := []estate.Warranty{{"1", "roof", "2026-02-30"}, {"1", "facade", "2026-01-01"}, {"1栋", "facade", "2027-01-01"}, {"一二三四五六七八九十一二三", "facade", "2026-01-01"}}
	_, err = c.With(estate.Edit{Warranty: &wrong}, now)
	e, ok := fault.As(err)
	require.True(t, ok)
	var paths []string
	for _, f := range e.Fields {
		paths = append(paths, f.Path)
	}
	require.Equal(t, []string{"warranty[0].part", "warranty[0].until", "warranty[2].part", "warranty[3].building"}, paths)
	many := make([]estate.Warranty, estate.MaxWarranties+1)
	_, err = c.With(estate.Edit{Warranty: &many}, now)
	require.True(t, fault.Is(err, fault.Invalid))
}
