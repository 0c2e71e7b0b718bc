package importing_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/estate"
	"anju/internal/core/owner"
	"anju/internal/core/owner/importing"
	"anju/internal/core/words"
)

func sample(t testing.TB) importing.Sheet {
	data, err := os.ReadFile("../../../demo/estate/owners.sample.csv")
	require.NoError(t, err)
	sheet, err := importing.Read(data)
	require.NoError(t, err)
	return sheet
}

// rowsWith are the rows with a finding of the code.
func rowsWith(r importing.Result, code string) []int {
	var out []int
	for _, f := range r.Findings {
		if f.Code == code {
			out = append(out, f.Row)
		}
	}
	return out
}

func ids() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("id-%05d", n) }
}

func seal(rows []importing.Row) map[string]importing.Sealed {
	out := map[string]importing.Sealed{}
	for _, row := range rows {
		if row.IDNumber != "" {
			out[row.IDNumber] = importing.Sealed{Bytes: []byte("sealed"), Hash: "hash of " + row.IDNumber}
		}
	}
	return out
}

var noon = time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)

func TestTheSamplesIrregularRecords(t *testing.T) {
	sheet := sample(t)
	r := importing.Check(sheet, nil, importing.Known{})
	require.Equal(t, 300, r.Records)
	require.Len(t, r.Rows, 299)

	for code, rows := range map[string][]int{
		"impossible_date":         {185},
		"handover_before_signing": {26, 216},
		"two_phones":              {159},
		"phone_too_short":         {146},
		"two_names":               {106},
		"phone_two_names":         {14, 135, 190, 253},
		"leading_sign":            nil,
		"no_phone":                nil,
		"email_unreadable":        nil,
		"phone_unreadable":        nil,
		"id_unreadable":           nil,
		"id_two_names":            nil,
		"house_unreadable":        nil,
		"area_unreadable":         nil,
	} {
		require.Equal(t, rows, rowsWith(r, code), code)
	}
	require.Len(t, r.Rejected, 1)
	require.Equal(t, 185, r.Rejected[0].Row)

	at := map[int]importing.Row{}
	for _, row := range r.Rows {
		at[row.Row] = row
	}
	for _, row := range []int{231, 292, 145, 31, 104, 293, 151, 102, 207, 41, 295, 161, 184, 88, 77, 281, 170, 233, 223, 247, 70, 154, 110, 32, 76, 134} {
		require.Regexp(t, `^199-0000-\d{4}$`, at[row].Phones[0], "row %d", row)
	}
	for row, m2 := range map[int]float64{193: 97.99, 35: 58.81, 214: 118.19, 8: 210.04, 221: 0, 189: 0} {
		require.InDelta(t, m2, at[row].Holding.AreaM2, 1e-9, "row %d", row)
	}
	for row, place := range map[int]string{287: "1-4-2204", 81: "14-4-401", 20: "8-1-2101", 21: "1-2-102", 66: at[66].Place.String(), 201: "14-1-3103"} {
		require.Equal(t, place, at[row].Place.String(), "row %d", row)
	}
	for row, name := range map[int]string{4: "昌丽涛", 36: "葛霞", 213: "王磊", 106: "柏舟、岑安"} {
		require.Equal(t, name, at[row].Name, "row %d", row)
	}
	require.Equal(t, "晴川里", at[201].Community)
	require.Equal(t, "owner9708@example.com", at[85].Email)
	require.Equal(t, "999720195010017080", at[45].IDNumber)
	require.Empty(t, at[244].IDNumber)
	require.Empty(t, at[183].Holding.HandedOverOn)
	require.Equal(t, "2019-01-05", at[4].Holding.SignedOn)
	require.Equal(t, []string{"199-0000-1234", "199-0000-5678"}, at[159].Phones)
	require.Equal(t, "说话喜欢加\"麻烦了\"", at[228].Notes)
	require.Contains(t, at[137].Notes, "\n")
}

func TestTheSampleAsAnEstate(t *testing.T) {
	r := importing.Check(sample(t), nil, importing.Known{})
	before := importing.Before{Sealed: seal(r.Rows), Keep: true, NewID: ids(), Now: noon}
	c, err := importing.Plan(r.Rows, before)
	require.NoError(t, err)
	require.Empty(t, c.Updated)
	require.Len(t, c.Created, 297, "299 rows, one person with three houses")

	byName := map[string][]owner.Owner{}
	for _, o := range c.Created {
		byName[o.Name] = append(byName[o.Name], o)
	}
	require.Len(t, byName["尤若水"], 1)
	require.Len(t, byName["尤若水"][0].Houses, 3)
	require.Len(t, byName["尤若水"][0].CommunityIDs, 2)
	require.Equal(t, byName["贺兰心"][0].HouseIDs, byName["齐远山"][0].HouseIDs, "one house, two owners")
	require.NotEqual(t, byName["潘琪"][0].ID, byName["史彬"][0].ID, "one phone, two persons")
	require.EqualValues(t, 1, byName["史彬"][0].Version)

	known := importing.Known{Communities: map[string]estate.Community{}, Houses: map[string]estate.House{}}
	for _, in := range c.Communities {
		known.Communities[in.Key] = in
	}
	for _, h := range c.Houses {
		known.Houses[h.Sort] = h
	}
	again, err := importing.Plan(r.Rows, importing.Before{Known: known, Owners: c.Created, Sealed: before.Sealed, Keep: true, NewID: ids(), Now: noon})
	require.NoError(t, err)
	require.Equal(t, owner.Commit{}, again, "the same sheet again changes nothing")
	require.Empty(t, rowsWith(importing.Check(sample(t), nil, known), "unknown_house"))
}

func TestOwnersAreFoundByWhatPeopleType(t *testing.T) {
	r := importing.Check(sample(t), nil, importing.Known{})
	c, err := importing.Plan(r.Rows, importing.Before{Sealed: seal(r.Rows), Keep: true, NewID: ids(), Now: noon})
	require.NoError(t, err)
	find := func(q string) []string {
		var out []string
		for _, o := range c.Created {
			if matches(o, q) {
				out = append(out, o.Name)
			}
		}
		return out
	}
	for q, name := range map[string]string{
		"彭海梅": "彭海梅", "海梅": "彭海梅", "香樟苑 12-4-804": "彭海梅", "12幢4单元804室 香樟苑": "彭海梅",
		"１９９-0000-9335": "彭海梅", "19900009335": "彭海梅", "9335": "彭海梅", "00009335": "彭海梅", "+86 199 0000 9335": "彭海梅",
		"XZY-2017-9328": "彭海梅", "xzy20179328": "彭海梅", "王磊": "王磊",
	} {
		require.Contains(t, find(q), name, q)
		require.Less(t, len(find(q)), 10, q)
	}
	require.Empty(t, find("没有这个人"))
}

func matches(o owner.Owner, q string) bool {
	for _, term := range owner.Search(q) {
		if !slices.ContainsFunc(o.Words, func(w string) bool {
			w = strings.TrimPrefix(w, words.Aside("")) // as the desk searches
			return w == term.Token || term.Prefix && len(w) > len(term.Token) && w[:len(term.Token)] == term.Token
		}) {
			return false
		}
	}
	return true
}
