package worktime_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"anju/internal/core/worktime"
)

func TestAddAndBetweenAgreeEverywhere(t *testing.T) {
	config := chinaConfig(t)
	for _, name := range []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York"} {
		config.Location = zone(t, name)
		c, err := worktime.New(config)
		require.NoError(t, err)
		begin := time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
		end := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
		rapid.Check(t, func(t *rapid.T) {
			k := rapid.SampledFrom(worktime.Kinds).Draw(t, "kind")
			from := time.UnixMilli(rapid.Int64Range(begin, end).Draw(t, "from")).UTC()
			d := time.Duration(rapid.Int64Range(0, 60*24*3600*1000).Draw(t, "ms")) * time.Millisecond
			more := time.Duration(rapid.Int64Range(0, 24*3600*1000).Draw(t, "more")) * time.Millisecond

			due := c.Add(k, from, d)
			require.False(t, due.Before(from), "never backward")
			require.Equal(t, d, c.Between(k, from, due), "Between gives back what Add took")
			require.False(t, c.Add(k, from, d+more).Before(due), "more time is never due earlier")
			require.False(t, c.Add(k, from.Add(more), d).Before(due), "what comes later is never due earlier")
			if more > 0 {
				require.Equal(t, c.Add(k, from, d+more), c.Add(k, due, more), "time can be run in two parts")
			}
			act := c.ActBy(due)
			require.False(t, act.After(due))
			require.Less(t, due.Sub(act), 36*time.Hour)
		})
	}
}
