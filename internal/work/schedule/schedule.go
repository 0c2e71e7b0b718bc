// Package schedule runs the timed work beside requests. Each task is safe with
// any number of instances: what it changes is guarded by versions or leases in
// the store, so that this package needs none of its own.
package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Task is one piece of timed work.
type Task struct {
	Name  string
	Every time.Duration
	// Run does what is due and says how much; while that is more than nothing it
	// runs again at once, so that a backlog does not wait.
	Run func(ctx context.Context) (int, error)
}

// patience bounds one run of a task.
const patience = 2 * time.Minute

// Run carries out the tasks until ctx ends, and returns when all have stopped.
func Run(ctx context.Context, log *slog.Logger, tasks ...Task) {
	var all sync.WaitGroup
	for _, t := range tasks {
		all.Go(func() { repeat(ctx, log, t) })
	}
	all.Wait()
}

func repeat(ctx context.Context, log *slog.Logger, t Task) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		done, err := once(ctx, t)
		if err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "timed work failed", "task", t.Name, "error", err)
		}
		wait := t.Every
		if done > 0 && err == nil {
			wait = 0
		}
		timer.Reset(wait)
	}
}

// once turns a panic into an error, so that one bad matter does not stop the rest.
func once(ctx context.Context, t Task) (done int, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in %s: %v", t.Name, p)
		}
	}()
	return t.Run(ctx)
}
