package worktime_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"anju/internal/core/worktime"
)

// china is mainland China around the Spring Festival and the National Day of 2026.
func china(t testing.TB) *worktime.Calendar {
	c, err := worktime.New(chinaConfig(t))
	require.NoError(t, err)
	return c
}

func chinaConfig(t testing.TB) worktime.Config {
	return worktime.Config{
		Location: zone(t, "Asia/Shanghai"),
		Office:   []worktime.Period{{From: "08:30", To: "12:00"}, {From: "13:00", To: "17:30"}},
		Service:  []worktime.Period{{From: "08:00", To: "20:00"}},
		Holidays: []string{
			"2026-02-15", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-21", "2026-02-22", "2026-02-23",
			"2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07",
		},
		MakeUpDays: []string{"2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"},
	}
}

func zone(t testing.TB, name string) *time.Location {
	l, err := time.LoadLocation(name)
	require.NoError(t, err)
	return l
}

func at(t testing.TB, text string) time.Time {
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, zone(t, "Asia/Shanghai"))
	require.NoError(t, err)
	return moment.UTC()
}

func TestAddFallsDueWhenTheOpenTimeHasRun(t *testing.T) {
	c := china(t)
	for _, row := range []struct {
		why, from string
		kind      worktime.Kind
		d         time.Duration
		due       string
	}{
		{"within the morning", "2026-11-23 09:00", worktime.Office, 2 * time.Hour, "2026-11-23 11:00"},
		{"over lunch", "2026-11-23 11:00", worktime.Office, 4 * time.Hour, "2026-11-23 16:00"},
		{"ends with the morning, not after lunch", "2026-11-23 08:30", worktime.Office, 210 * time.Minute, "2026-11-23 12:00"},
		{"received at lunch", "2026-11-23 12:30", worktime.Office, time.Hour, "2026-11-23 14:00"},
		{"received at night", "2026-11-22 23:10", worktime.Office, time.Hour, "2026-11-23 09:30"},
		{"over the night", "2026-11-23 16:30", worktime.Office, 4 * time.Hour, "2026-11-24 11:30"},
		{"over the weekend", "2026-11-20 17:00", worktime.Office, time.Hour, "2026-11-23 09:00"},
		{"one working day", "2026-11-23 10:00", worktime.Office, 8 * time.Hour, "2026-11-24 10:00"},
		{"three working days over a weekend", "2026-11-19 10:00", worktime.Office, 24 * time.Hour, "2026-11-24 10:00"},
		{"the Saturday before Spring Festival is worked", "2026-02-13 17:00", worktime.Office, time.Hour, "2026-02-14 09:00"},
		{"nine days of Spring Festival pass", "2026-02-14 17:00", worktime.Office, time.Hour, "2026-02-24 09:00"},
		{"the make-up Saturday after it", "2026-02-27 17:00", worktime.Office, time.Hour, "2026-02-28 09:00"},
		{"and the Sunday after that is free", "2026-02-28 17:00", worktime.Office, time.Hour, "2026-03-02 09:00"},
		{"a make-up Sunday", "2026-09-18 17:00", worktime.Office, time.Hour, "2026-09-20 09:00"},
		{"National Day", "2026-09-30 17:00", worktime.Office, 9 * time.Hour, "2026-10-09 09:00"},
		{"service hours on a holiday", "2026-10-01 09:00", worktime.Service, 30 * time.Minute, "2026-10-01 09:30"},
		{"service hours over the night", "2026-10-01 19:45", worktime.Service, 30 * time.Minute, "2026-10-02 08:15"},
		{"service hours at night", "2026-10-01 02:00", worktime.Service, 30 * time.Minute, "2026-10-01 08:30"},
		{"the wall clock never stops", "2026-02-15 22:00", worktime.Wall, 12 * time.Hour, "2026-02-16 10:00"},
		{"nothing to add", "2026-02-15 22:00", worktime.Office, 0, "2026-02-15 22:00"},
		{"never backward", "2026-11-23 09:00", worktime.Office, -time.Hour, "2026-11-23 09:00"},
	} {
		t.Run(row.why, func(t *testing.T) {
			due := c.Add(row.kind, at(t, row.from), row.d)
			require.Equal(t, at(t, row.due), due)
			if row.d > 0 {
				require.Equal(t, row.d, c.Between(row.kind, at(t, row.from), due))
			}
		})
	}
}

func TestBetweenCountsOpenTimeOnly(t *testing.T) {
	c := china(t)
	require.Equal(t, 8*time.Hour, c.Between(worktime.Office, at(t, "2026-11-23 00:00"), at(t, "2026-11-24 00:00")))
	require.Equal(t, 40*time.Hour, c.Between(worktime.Office, at(t, "2026-11-23 00:00"), at(t, "2026-11-30 00:00")))
	require.Zero(t, c.Between(worktime.Office, at(t, "2026-02-15 00:00"), at(t, "2026-02-24 00:00")))
	require.Equal(t, 24*time.Hour, c.Between(worktime.Service, at(t, "2026-02-15 00:00"), at(t, "2026-02-17 00:00")))
	require.Zero(t, c.Between(worktime.Wall, at(t, "2026-02-16 00:00"), at(t, "2026-02-15 00:00")))
}

func TestOpen(t *testing.T) {
	c := china(t)
	for text, open := range map[string]bool{
		"2026-11-23 08:29": false, "2026-11-23 08:30": true, "2026-11-23 12:00": false, "2026-11-23 13:00": true, "2026-11-23 17:30": false,
		"2026-11-22 10:00": false, "2026-02-14 10:00": true, "2026-02-16 10:00": false,
	} {
		require.Equal(t, open, c.Open(worktime.Office, at(t, text)), text)
	}
	require.True(t, c.Open(worktime.Service, at(t, "2026-02-16 10:00")))
	require.False(t, c.Open(worktime.Service, at(t, "2026-02-16 20:00")))
	require.True(t, c.Open(worktime.Wall, at(t, "2026-02-16 03:00")))
}

func TestActByIsTheLastServiceMoment(t *testing.T) {
	c := china(t)
	for due, act := range map[string]string{
		"2026-11-23 10:00": "2026-11-23 10:00",
		"2026-11-23 20:00": "2026-11-23 20:00",
		"2026-11-23 22:15": "2026-11-23 20:00",
		"2026-11-23 03:00": "2026-11-22 20:00",
		"2026-02-17 08:00": "2026-02-17 08:00",
	} {
		require.Equal(t, at(t, act), c.ActBy(at(t, due)), due)
	}
}

func TestDaysAreLocalDays(t *testing.T) {
	c := china(t)
	require.Equal(t, "2026-11-24", c.Day(time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC)))
	start, err := c.DayStart("2026-11-24")
	require.NoError(t, err)
	require.Equal(t, time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC), start)
	_, err = c.DayStart("2026-02-30")
	require.ErrorContains(t, err, "2026-02-30")
}

func TestBecauseTellsWhatWasCountedAndPassedOver(t *testing.T) {
	c := china(t)
	steps := c.Because(worktime.Office, at(t, "2026-02-13 17:00"), 10*time.Hour)
	var told []string
	minutes := int64(0)
	for _, s := range steps {
		told = append(told, s.Day+" "+string(s.Why))
		minutes += s.Minutes
	}
	require.Equal(t, []string{
		"2026-02-13 open", "2026-02-14 makeUp", "2026-02-14 makeUp",
		"2026-02-15 holiday", "2026-02-16 holiday", "2026-02-17 holiday", "2026-02-18 holiday", "2026-02-19 holiday",
		"2026-02-20 holiday", "2026-02-21 holiday", "2026-02-22 holiday", "2026-02-23 holiday", "2026-02-24 open",
	}, told)
	require.Equal(t, int64(600), minutes)
	require.Equal(t, c.Add(worktime.Office, at(t, "2026-02-13 17:00"), 10*time.Hour), *steps[len(steps)-1].To)
	require.Len(t, c.Because(worktime.Wall, at(t, "2026-02-13 17:00"), time.Hour), 1)
	require.Empty(t, c.Because(worktime.Office, at(t, "2026-02-13 17:00"), 0))
}

func TestSummerTimeNeitherLosesNorInventsTime(t *testing.T) {
	config := chinaConfig(t)
	config.Location = zone(t, "Europe/Berlin")
	config.Service = []worktime.Period{{From: "00:00", To: "24:00"}}
	c, err := worktime.New(config)
	require.NoError(t, err)
	from, err := c.DayStart("2026-03-28")
	require.NoError(t, err)
	to, err := c.DayStart("2026-03-30")
	require.NoError(t, err)
	require.Equal(t, 47*time.Hour, c.Between(worktime.Service, from, to))
	require.Equal(t, to, c.Add(worktime.Service, from, 47*time.Hour))
}

func TestNewNamesWhatIsWrong(t *testing.T) {
	for names, spoil := range map[string]func(*worktime.Config){
		"location":   func(c *worktime.Config) { c.Location = nil },
		"office":     func(c *worktime.Config) { c.Office = nil },
		"service":    func(c *worktime.Config) { c.Service = []worktime.Period{{From: "20:00", To: "08:00"}} },
		"office[1]":  func(c *worktime.Config) { c.Office[1].From = "11:00" },
		"office[0]":  func(c *worktime.Config) { c.Office[0].To = "noon" },
		"holidays":   func(c *worktime.Config) { c.Holidays[0] = "2026-02-30" },
		"makeUpDays": func(c *worktime.Config) { c.MakeUpDays[0] = "2026-10-01" },
		"weekdays":   func(c *worktime.Config) { c.Weekdays = []time.Weekday{7} },
	} {
		config := chinaConfig(t)
		spoil(&config)
		_, err := worktime.New(config)
		require.ErrorContains(t, err, names)
	}
}

func TestAYearWithoutOpenTimeEndsAllTheSame(t *testing.T) {
	config := chinaConfig(t)
	for d := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2027; d = d.AddDate(0, 0, 1) {
		config.Holidays = append(config.Holidays, d.Format("2006-01-02"))
	}
	c, err := worktime.New(config)
	require.NoError(t, err)
	require.Equal(t, at(t, "2028-01-03 09:30"), c.Add(worktime.Office, at(t, "2027-01-01 10:00"), time.Hour))
	require.Equal(t, 400, len(c.Because(worktime.Office, at(t, "2027-01-01 10:00"), 500*time.Hour)))
	const longest = time.Duration(1<<63 - 1)
	for _, k := range worktime.Kinds {
		require.Less(t, c.Add(k, at(t, "2027-01-01 10:00"), longest).Year(), 2130)
		require.Positive(t, c.Between(k, time.Time{}, at(t, "2027-01-01 10:00")))
	}
}

func BenchmarkAddThreeWorkingDays(b *testing.B) {
	c, from := china(b), at(b, "2026-11-19 10:00")
	for b.Loop() {
		c.Add(worktime.Office, from, 24*time.Hour)
	}
}
