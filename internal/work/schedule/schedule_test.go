package schedule

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/lease"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

// start is a Monday morning before work.
var start = time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)

func opened(t *testing.T) *set.Set {
	t.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.Background())) })
	return s
}

func runner(s *set.Set, holder string, now func() time.Time) *Runner {
	return &Runner{Leases: s.Leases, Holder: holder, Now: now, Log: slog.New(slog.DiscardHandler)}
}

func run(t *testing.T, span time.Duration, task Task) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), span)
		defer cancel()
		runner(&set.Set{}, "a", time.Now).Run(ctx, task)
	})
}

func TestATaskRunsAtOnceAndThenAtItsPace(t *testing.T) {
	runs := 0
	run(t, 25*time.Second, Task{Name: "look", Every: 10 * time.Second, Run: func(context.Context) (int, error) {
		runs++
		return 0, nil
	}})
	require.Equal(t, 3, runs, "at 0, 10 and 20 s")
}

func TestABacklogDoesNotWait(t *testing.T) {
	left, runs := 5, 0
	run(t, 15*time.Second, Task{Name: "look", Every: 10 * time.Second, Run: func(context.Context) (int, error) {
		runs++
		if left == 0 {
			return 0, nil
		}
		left--
		return 1, nil
	}})
	require.Zero(t, left)
	require.Equal(t, 7, runs, "five with work, one that finds none, one 10 s later")
}

func TestNeitherAnErrorNorAPanicStopsTheRest(t *testing.T) {
	runs := 0
	run(t, 25*time.Second, Task{Name: "look", Every: 10 * time.Second, Run: func(context.Context) (int, error) {
		if runs++; runs == 1 {
			panic("one bad matter")
		}
		return 1, errors.New("store away")
	}})
	require.Equal(t, 3, runs)
}

func TestATaskAloneRunsOnOneInstanceAtATime(t *testing.T) {
	s := opened(t)
	now := func() time.Time { return start }
	a, b := runner(s, "a", now), runner(s, "b", now)
	inside, runs := false, 0
	var task Task
	task = Task{Name: "ladder", Alone: true, Run: func(ctx context.Context) (int, error) {
		runs++
		require.False(t, inside)
		inside = true
		defer func() { inside = false }()
		_, err := b.turn(ctx, task) // another looks meanwhile
		return 3, err
	}}
	done, err := a.turn(t.Context(), task)
	require.NoError(t, err)
	require.Equal(t, 3, done)
	require.Equal(t, 1, runs, "the other found it held")
	_, err = b.turn(t.Context(), Task{Name: "ladder", Alone: true, Run: func(context.Context) (int, error) { runs++; return 0, errors.New("store away") }})
	require.ErrorContains(t, err, "store away")
	_, err = a.turn(t.Context(), Task{Name: "ladder", Alone: true, Run: func(context.Context) (int, error) { runs++; return 0, nil }})
	require.NoError(t, err)
	require.Equal(t, 3, runs, "given back after success and after failure")
}

func TestAnInstanceThatDiesHoldsTheWorkUpForOneTerm(t *testing.T) {
	s := opened(t)
	at := start
	_, ok, err := s.Leases.Take(t.Context(), "ladder", "dead", at)
	require.NoError(t, err)
	require.True(t, ok)
	b := runner(s, "b", func() time.Time { return at })
	runs := 0
	task := Task{Name: "ladder", Alone: true, Run: func(context.Context) (int, error) { runs++; return 0, nil }}
	_, err = b.turn(t.Context(), task)
	require.NoError(t, err)
	require.Zero(t, runs)
	at = at.Add(20 * time.Second)
	_, err = b.turn(t.Context(), task)
	require.NoError(t, err)
	require.Equal(t, 1, runs)
}

func TestADailyTaskIsDoneOnceADayThroughRestartsStandstillsAndClockJumps(t *testing.T) {
	s := opened(t)
	at := start
	now := func() time.Time { return at }
	var sent []string
	left := 0
	task := Task{Name: "digest", Period: Daily("08:20", time.UTC), Run: func(context.Context) (int, error) {
		if left > 0 {
			left--
			return 1, nil
		}
		sent = append(sent, at.Format(time.DateOnly))
		return 0, nil
	}}
	look := func(holder string, moment time.Time) {
		at = moment
		for {
			done, err := runner(s, holder, now).turn(t.Context(), task)
			require.NoError(t, err)
			if done == 0 {
				return
			}
		}
	}
	look("a", start)
	require.Empty(t, sent, "not before its time")
	left = 2
	look("a", start.Add(80*time.Minute))
	look("a", start.Add(90*time.Minute))
	look("b", start.Add(91*time.Minute))
	require.Equal(t, []string{"2026-03-02"}, sent, "once, by whom ever, after its whole backlog")
	look("c", start.AddDate(0, 0, 7).Add(5*time.Hour))
	require.Equal(t, []string{"2026-03-02", "2026-03-09"}, sent, "after a week's standstill one, late on its day")
	look("c", start.AddDate(1, 0, 0).Add(2*time.Hour))
	look("c", start.AddDate(0, 0, 8).Add(2*time.Hour))
	look("c", start.AddDate(0, 0, 8).Add(3*time.Hour))
	require.Equal(t, []string{"2026-03-02", "2026-03-09", "2027-03-02", "2026-03-10"}, sent, "a clock that went a year ahead and came back costs no day")
	look("b", start.AddDate(0, 0, 7).Add(5*time.Hour))
	look("b", start.AddDate(0, 0, 8).Add(4*time.Hour))
	require.Len(t, sent, 4, "one that is put back by a day and comes right again repeats neither day")

	failing := task
	failing.Run = func(context.Context) (int, error) { return 0, errors.New("store away") }
	at = start.AddDate(0, 0, 9).Add(2 * time.Hour)
	_, err := runner(s, "a", now).turn(t.Context(), failing)
	require.Error(t, err)
	look("b", at)
	require.Len(t, sent, 5, "what failed is tried again")
}

func TestLongWorkKeepsItsLeaseAndEndsWithoutIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := &counted{}
		a := runner(&set.Set{Leases: kept}, "a", time.Now)
		task := Task{Name: "retention", Alone: true, Run: func(ctx context.Context) (int, error) {
			select {
			case <-ctx.Done():
				return 0, ctx.Err()
			case <-time.After(58 * time.Second):
				return 1, nil
			}
		}}
		_, err := a.turn(t.Context(), task)
		require.NoError(t, err)
		require.Equal(t, 12, kept.taken, "at its beginning and every 5 s")
		kept.lostFrom = kept.taken + 3
		began := time.Now()
		_, err = a.turn(t.Context(), task)
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, 10*time.Second, time.Since(began))
	})
}

// counted gives leases until a number of takings.
type counted struct{ taken, lostFrom int }

func (c *counted) Take(_ context.Context, name, holder string, _ time.Time) (lease.Lease, bool, error) {
	c.taken++
	return lease.Lease{Name: name, Holder: holder}, c.lostFrom == 0 || c.taken < c.lostFrom, nil
}

func (c *counted) GiveBack(context.Context, string, string, string) error { return nil }
