package account_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/account"
	"anju/internal/core/fault"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func failures(a account.Attempts, n int, now time.Time) account.Attempts {
	for range n {
		a = a.Fail(now)
	}
	return a
}

func TestLockOut(t *testing.T) {
	fresh := account.Attempts{Key: "k"}
	for name, c := range map[string]struct {
		a      account.Attempts
		at     time.Time
		locked bool
	}{
		"never failed":                   {fresh, noon, false},
		"nine failures":                  {failures(fresh, 9, noon), noon, false},
		"ten failures":                   {failures(fresh, 10, noon), noon, true},
		"until the last moment":          {failures(fresh, 10, noon), noon.Add(15*time.Minute - time.Millisecond), true},
		"fifteen minutes on":             {failures(fresh, 10, noon), noon.Add(15 * time.Minute), false},
		"guesses do not prolong":         {failures(failures(fresh, 10, noon), 5, noon.Add(10*time.Minute)), noon.Add(15 * time.Minute), false},
		"a success forgets":              {failures(failures(fresh, 9, noon).Succeed(noon), 9, noon), noon, false},
		"a success opens no lock":        {failures(fresh, 10, noon).Succeed(noon), noon, true},
		"a quiet quarter forgets":        {failures(failures(fresh, 9, noon), 9, noon.Add(15*time.Minute)), noon.Add(15 * time.Minute), false},
		"less quiet does not":            {failures(failures(fresh, 9, noon), 1, noon.Add(14*time.Minute)), noon.Add(14 * time.Minute), true},
		"after a lock ten again":         {failures(failures(fresh, 10, noon), 9, noon.Add(15*time.Minute)), noon.Add(15 * time.Minute), false},
		"after a lock ten again, locked": {failures(failures(fresh, 10, noon), 10, noon.Add(15*time.Minute)), noon.Add(15 * time.Minute), true},
	} {
		err := c.a.Locked(c.at)
		require.Equal(t, c.locked, err != nil, name)
		if c.locked {
			e, _ := fault.As(err)
			require.Equal(t, fault.TooMany, e.Kind, name)
			require.Positive(t, e.RetryAfter, name)
			require.LessOrEqual(t, e.RetryAfter, 15*time.Minute, name)
		}
	}
}

func TestRefreshTokensRotate(t *testing.T) {
	start := account.Session{ID: "s", Face: account.DeskFace, RefreshHash: "A", RotatedAt: noon, ExpiresAt: noon.Add(12 * time.Hour)}
	once, verdict := start.Present("A", "B", noon.Add(time.Minute))
	require.Equal(t, account.Rotated, verdict)
	require.Equal(t, "B", once.RefreshHash)
	require.Equal(t, noon.Add(12*time.Hour+time.Minute), once.ExpiresAt, "use prolongs")
	revoked := once
	revoked.RevokedAt = noon

	for name, c := range map[string]struct {
		s         account.Session
		presented string
		after     time.Duration // since the last rotation
		want      account.Verdict
	}{
		"the current one":          {once, "B", time.Hour, account.Rotated},
		"the previous at once":     {once, "A", 0, account.Honoured},
		"the previous at 10 s":     {once, "A", 10 * time.Second, account.Honoured},
		"the previous later":       {once, "A", 10*time.Second + time.Millisecond, account.Reused},
		"a foreign one":            {once, "X", 0, account.Reused},
		"an empty one":             {start, "", 0, account.Reused},
		"expired":                  {once, "B", 12 * time.Hour, account.Ended},
		"revoked":                  {revoked, "B", 0, account.Ended},
		"revoked, the previous":    {revoked, "A", 0, account.Ended},
		"expired, an old one":      {once, "A", 13 * time.Hour, account.Ended},
		"the last moment of a day": {once, "B", 12*time.Hour - time.Millisecond, account.Rotated},
	} {
		next, verdict := c.s.Present(c.presented, "N", c.s.RotatedAt.Add(c.after))
		require.Equal(t, c.want, verdict, name)
		switch verdict {
		case account.Reused:
			require.False(t, next.Live(c.s.RotatedAt.Add(c.after)), name)
		case account.Honoured, account.Ended:
			require.Equal(t, c.s, next, name)
		case account.Rotated:
			require.Equal(t, "N", next.RefreshHash, name)
			require.Equal(t, c.presented, next.PreviousHash, name)
		}
	}
}

func TestCodesWorkOnceAndInTime(t *testing.T) {
	c := account.Code{Purpose: account.Reset, CreatedAt: noon, ExpiresAt: noon.Add(account.Reset.Lifetime())}
	require.True(t, c.Usable(account.Reset, noon))
	require.False(t, c.Usable(account.Activation, noon))
	require.False(t, c.Usable(account.Reset, noon.Add(15*time.Minute)))
	c.UsedAt = noon
	require.False(t, c.Usable(account.Reset, noon))
}
