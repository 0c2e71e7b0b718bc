package estate_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"anju/internal/core/estate"
	"anju/internal/core/fault"
)

func TestHouseNotations(t *testing.T) {
	for text, want := range map[string]string{
		"12-4-804": "12-4-804", "１２－４－８０４": "12-4-804", "12—4—804": "12-4-804", " 12 - 4 - 804 ": "12-4-804", "012-04-0804": "12-4-804", "12/4/804": "12-4-804",
		"3幢2单元1502室": "3-2-1502", "3栋2单元1502": "3-2-1502", "3号楼2单元1502号": "3-2-1502", "3＃2单元1502室": "3-2-1502", "３幢２单元１５０２室": "3-2-1502",
		"3-1502": "3-1502", "3幢1502室": "3-1502", "A座1201": "A-1201", "a-1-1201室": "A-1-1201", "3幢-2单元-1502室": "3-2-1502",
	} {
		at, ok := estate.ParsePlace(text)
		require.True(t, ok, text)
		require.Equal(t, want, at.String(), text)
	}
	for _, text := range []string{"", "804", "--", "1-2-3-4", "彭海梅", "香樟苑", "3幢", "1-2-", "0571-8888-1234-5", "1-2-(3)"} {
		_, ok := estate.ParsePlace(text)
		require.False(t, ok, text)
	}
}

func TestAPlaceReadsBackAsItself(t *testing.T) {
	part := rapid.StringMatching(`[1-9][0-9]{0,3}|[A-Z][0-9]{0,2}`)
	rapid.Check(t, func(t *rapid.T) {
		at, err := estate.NewPlace(part.Draw(t, "building"), part.Draw(t, "unit"), part.Draw(t, "room"))
		require.NoError(t, err)
		again, ok := estate.ParsePlace(at.String())
		require.True(t, ok)
		require.Equal(t, at, again)
	})
}

func FuzzParsePlace(f *testing.F) {
	f.Add("3幢2单元1502室")
	f.Fuzz(func(t *testing.T, text string) {
		if at, ok := estate.ParsePlace(text); ok {
			again, ok := estate.ParsePlace(at.String())
			require.True(t, ok)
			require.Equal(t, at.String(), again.String())
		}
	})
}

func TestHousesSortAsPeopleCount(t *testing.T) {
	var sorts []string
	for _, text := range []string{"1-1-101", "2-1-101", "2-1-1101", "2-10-101", "12-1-101", "A-1-101"} {
		at, _ := estate.ParsePlace(text)
		sorts = append(sorts, estate.HouseSort("c", at))
	}
	require.True(t, slices.IsSorted(sorts), sorts)
}

func TestSpellingsOfACommunity(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 123456789, time.FixedZone("", 8*3600))
	c, err := estate.NewCommunity("id", " 晴川里小区 ", "", now)
	require.NoError(t, err)
	require.Equal(t, "晴川里", c.Name)
	require.Equal(t, estate.CommunityKey("晴　川里"), c.Key)
	require.Equal(t, time.Date(2026, 11, 22, 0, 0, 0, 123000000, time.UTC), c.CreatedAt)
	require.Equal(t, "小区", estate.CommunityName("小区"))

	_, err = estate.NewCommunity("id", "　", "", now)
	require.True(t, fault.Is(err, fault.Invalid))
	_, err = estate.NewPlace("", "", "1(2)")
	e, _ := fault.As(err)
	require.Len(t, e.Fields, 2)
}
