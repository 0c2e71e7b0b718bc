package schedule

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func run(t *testing.T, span time.Duration, task Task) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), span)
		defer cancel()
		Run(ctx, slog.New(slog.DiscardHandler), task)
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
