package roster_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"anju/internal/core/fault"
	"anju/internal/core/roster"
)

var shanghai = func() *time.Location {
	l, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return l
}()

func at(local string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", local, shanghai)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func shift(post roster.Post, day int, from, to, name string) roster.Shift {
	return roster.Shift{Post: post, Day: day, From: from, To: to, Name: name, Phone: "1990000" + name}
}

// week is 2026-11-23 to 29: control room day and night, the front desk by day.
func week() roster.Sheet {
	var all []roster.Shift
	for d := 1; d <= 7; d++ {
		all = append(all, shift(roster.FrontDesk, d, "08:00", "20:00", "1001"), shift(roster.ControlRoom, d, "08:00", "20:00", "2001"), shift(roster.ControlRoom, d, "20:00", "08:00", "2002"))
	}
	return roster.Sheet{CommunityID: "c-1", Week: "2026-11-23", Shifts: all}
}

func names(all []roster.Stretch) []string {
	out := []string{}
	for _, x := range all {
		out = append(out, x.Name)
	}
	return out
}

func TestWhoIsOnDutyNowAndNext(t *testing.T) {
	usual := week()
	usual.Week = roster.Usual
	own := week()
	own.Shifts[0].Name = "替班"
	book := roster.Book{CommunityID: "c-1", Usual: usual, Weeks: map[string]roster.Sheet{"2026-11-23": own, "2026-11-16": {Default: true}}, Zone: shanghai}
	for when, want := range map[string]struct{ desk, room, deskNext []string }{
		"2026-11-23 07:59": {[]string{}, []string{"2002"}, []string{"替班"}},       // Sunday's night of a week given back to the usual one
		"2026-11-23 08:00": {[]string{"替班"}, []string{"2001"}, []string{"1001"}}, // the hour itself belongs to who comes
		"2026-11-24 20:00": {[]string{}, []string{"2002"}, []string{"1001"}},
		"2026-11-25 03:00": {[]string{}, []string{"2002"}, []string{"1001"}},
		"2026-11-29 23:00": {[]string{}, []string{"2002"}, []string{"1001"}}, // next is in a week without a sheet
		"2026-11-30 09:00": {[]string{"1001"}, []string{"2001"}, []string{"1001"}},
	} {
		d := book.At(at(when))
		require.Len(t, d, len(roster.Posts))
		require.Equal(t, want.desk, names(d[0].Now), when)
		require.Equal(t, want.deskNext, names(d[0].Next), when)
		require.Equal(t, want.room, names(d[1].Now), when)
		require.Empty(t, d[3].Now, when)
	}
	require.Equal(t, []string{"2002"}, names(book.During(at("2026-11-25 21:00"), at("2026-11-26 07:00"))))
}

func TestWhatIsWrongWithASheetIsToldByField(t *testing.T) {
	_, err := roster.Sheet{Week: "2026-11-23"}.Written([]roster.Shift{
		shift(roster.FrontDesk, 1, "08:00", "20:00", "1001"),
		{Post: "gate", Day: 8, From: "8:00", To: "24:00", Phone: "12"},
	}, true, roster.By{}, at("2026-11-23 08:00"))
	f, ok := fault.As(err)
	require.True(t, ok)
	var paths []string
	for _, x := range f.Fields {
		paths = append(paths, x.Path+":"+x.Rule)
		require.NotEmpty(t, x.Message.ZH)
		require.NotEmpty(t, x.Message.EN)
	}
	require.Equal(t, []string{"shifts[1].post:one_of", "shifts[1].day:range", "shifts[1].from:format", "shifts[1].to:format", "shifts[1].name:length", "shifts[1].phone:format", "default:empty"}, paths)

	_, err = roster.Sheet{Week: "2026-11-23"}.Written(make([]roster.Shift, roster.Most+1), false, roster.By{}, time.Time{})
	require.True(t, fault.Is(err, fault.Invalid))
	_, err = roster.Sheet{Week: roster.Usual}.Written(nil, true, roster.By{}, time.Time{})
	require.True(t, fault.Is(err, fault.Invalid), "the usual week is what others are given back to")

	s, err := roster.Sheet{CommunityID: "c-1", Week: "2026-11-23", Version: 4}.Written([]roster.Shift{
		shift(roster.Manager, 1, "08:00", "08:00", "4001"), shift(roster.FrontDesk, 2, "08:00", "20:00", "1001"), shift(roster.FrontDesk, 1, "12:00", "20:00", "1002"),
		{Post: roster.FrontDesk, Day: 1, From: "08:00", To: "12:00", Name: " 林 ", Phone: "199 0000-0001"},
	}, false, roster.By{ID: "u"}, at("2026-11-23 08:00"))
	require.NoError(t, err)
	require.Equal(t, int64(5), s.Version)
	require.Equal(t, "c-1/2026-11-23", s.ID)
	require.Equal(t, "林", s.Shifts[0].Name)
	require.Equal(t, "19900000001", s.Shifts[0].Phone)
	require.Equal(t, []string{"林", "1002", "1001", "4001"}, []string{s.Shifts[0].Name, s.Shifts[1].Name, s.Shifts[2].Name, s.Shifts[3].Name})
}

func TestGapsAndPeopleInTwoPlacesAreShown(t *testing.T) {
	open := roster.Hours{roster.FrontDesk: {"08:00", "20:00"}}
	s := week()
	for _, p := range []roster.Post{roster.Engineering, roster.Manager} {
		for d := 1; d <= 7; d++ {
			s.Shifts = append(s.Shifts, shift(p, d, "00:00", "00:00", "3"+string(p)))
		}
	}
	require.Empty(t, roster.Warnings(s, s, open), "the Sunday night of the week before reaches into Monday")
	require.Equal(t, []roster.Warning{{Kind: roster.Gap, Post: roster.ControlRoom, Day: 1, From: "00:00", To: "08:00"}}, roster.Warnings(s, roster.Sheet{}, open))

	// Tuesday's night of the control room falls out, and its day man stands at the front desk as well.
	s.Shifts = slices.DeleteFunc(s.Shifts, func(x roster.Shift) bool { return x.Day == 2 && x.From == "20:00" })
	s.Shifts = append(s.Shifts, shift(roster.FrontDesk, 2, "18:00", "22:00", "2001"), roster.Shift{Post: roster.FrontDesk, Day: 3, From: "08:00", To: "20:00", Name: "新来"})
	require.Equal(t, []roster.Warning{
		{Kind: roster.Twice, Post: roster.FrontDesk, Day: 2, From: "18:00", To: "20:00", Name: "2001"},
		{Kind: roster.Gap, Post: roster.ControlRoom, Day: 2, From: "20:00", To: "24:00"},
		{Kind: roster.Unrung, Post: roster.FrontDesk, Day: 3, From: "08:00", To: "20:00", Name: "新来"},
		{Kind: roster.Gap, Post: roster.ControlRoom, Day: 3, From: "00:00", To: "08:00"},
	}, roster.Warnings(s, week(), open))

	require.Equal(t, 4, len(roster.Warnings(roster.Sheet{}, roster.Sheet{}, open)), "an empty week is one gap a post")
}

func TestWhoIsAwayWhenOnDutyIsShown(t *testing.T) {
	s := roster.Sheet{Week: "2026-11-23", Shifts: []roster.Shift{
		{Post: roster.FrontDesk, Day: 1, From: "08:00", To: "20:00", AccountID: "u-lin", Name: "林"},
		{Post: roster.FrontDesk, Day: 2, From: "20:00", To: "08:00", AccountID: "u-lin", Name: "林"},
		{Post: roster.FrontDesk, Day: 4, From: "08:00", To: "20:00", AccountID: "u-lin", Name: "林"},
		{Post: roster.FrontDesk, Day: 3, From: "08:00", To: "20:00", Name: "外聘"},
	}}
	away := map[string]roster.Absence{"u-lin": {From: at("2026-11-25 00:00"), Until: at("2026-11-25 23:59")}}
	require.Equal(t, []roster.Warning{{Kind: roster.Away, Post: roster.FrontDesk, Day: 2, From: "20:00", To: "08:00", Name: "林"}}, roster.AwayWarnings(s, away, shanghai), "the night that reaches into the day off")
	s.Week = roster.Usual
	require.Empty(t, roster.AwayWarnings(s, away, shanghai), "a usual week has no days")
}

// A post that is filled day and night always has somebody, whatever the moment;
// and who comes next begins after it.
func TestAFilledPostIsNeverEmpty(t *testing.T) {
	book := roster.Book{Usual: week(), Weeks: map[string]roster.Sheet{}, Zone: shanghai}
	rapid.Check(t, func(t *rapid.T) {
		when := at("2026-01-01 00:00").Add(time.Duration(rapid.IntRange(0, 2*365*24*60).Draw(t, "minute")) * time.Minute)
		d := book.At(when)[1]
		require.Len(t, d.Now, 1)
		require.Len(t, d.Next, 1)
		require.Equal(t, d.Now[0].End, d.Next[0].Start)
	})
}
