// Package schedule runs the timed work beside requests, safe with any number of
// instances. What is guarded by versions or claims in the store runs on each of
// them; what must be done once runs under a lease, and what is done once a day
// or a week is noted there, so that nobody does it again after a restart.
package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"anju/internal/core/lease"
)

// Task is one piece of timed work.
type Task struct {
	Name  string
	Every time.Duration
	// Run does what is due and says how much; while that is more than nothing it
	// runs again at once, so that a backlog does not wait.
	Run func(ctx context.Context) (int, error)
	// Alone tasks run on one instance at a time, the one that has the lease of
	// their name.
	Alone bool
	// Period names the stretch of time that a moment belongs to, such as its day;
	// the task, alone then, runs until it has nothing to do and rests for the
	// remainder of the stretch. "" is a moment at which it rests. After a standstill
	// only the present stretch is worked off.
	Period func(at time.Time) string
}

func (t Task) alone() bool { return t.Alone || t.Period != nil }

// Runner carries tasks out.
type Runner struct {
	Leases lease.Store
	Holder string // this instance
	Now    func() time.Time
	Log    *slog.Logger
}

// patience bounds one run of a task; a lease is prolonged while it lasts.
const (
	patience = 2 * time.Minute
	prolong  = lease.Term / 4
)

// Run carries out the tasks until ctx ends, and returns when all have stopped.
func (r *Runner) Run(ctx context.Context, tasks ...Task) {
	var all sync.WaitGroup
	for _, t := range tasks {
		all.Go(func() { r.repeat(ctx, t) })
	}
	all.Wait()
}

func (r *Runner) repeat(ctx context.Context, t Task) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		done, err := r.turn(ctx, t)
		if err != nil && ctx.Err() == nil {
			r.Log.ErrorContext(ctx, "timed work failed", "task", t.Name, "error", err)
		}
		wait := t.Every
		if done > 0 && err == nil {
			wait = 0
		}
		timer.Reset(wait)
	}
}

// turn is one run of a task, under its lease where it must run alone.
func (r *Runner) turn(ctx context.Context, t Task) (done int, err error) {
	if !t.alone() {
		return once(ctx, t)
	}
	period := ""
	if t.Period != nil {
		if period = t.Period(r.Now()); period == "" {
			return 0, nil
		}
	}
	held, ok, err := r.Leases.Take(ctx, t.Name, r.Holder, r.now())
	if err != nil || !ok {
		return 0, err
	}
	// What was done is noted even while the program stops.
	defer func() { err = r.giveBack(context.WithoutCancel(ctx), t.Name, period, err) }()
	if t.Period != nil && held.Done(period) {
		period = ""
		return 0, nil
	}
	done, err = r.held(ctx, t)
	if done > 0 || err != nil {
		period = "" // there may be more of it
	}
	return done, err
}

// giving bounds how long giving a lease back may take.
const giving = 5 * time.Second

func (r *Runner) giveBack(ctx context.Context, name, period string, err error) error {
	ctx, cancel := context.WithTimeout(ctx, giving)
	defer cancel()
	if failed := r.Leases.GiveBack(ctx, name, r.Holder, period); err == nil {
		return failed
	}
	return err
}

// held runs a task and prolongs its lease meanwhile; without the lease, which
// another may have by then, it ends.
func (r *Runner) held(ctx context.Context, t Task) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	var keeping sync.WaitGroup
	defer keeping.Wait()
	defer cancel()
	keeping.Go(func() {
		defer cancel()
		pulse := time.NewTicker(prolong)
		defer pulse.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-pulse.C:
				if _, ok, err := r.Leases.Take(ctx, t.Name, r.Holder, r.now()); err != nil || !ok {
					return
				}
			}
		}
	})
	return once(ctx, t)
}

func (r *Runner) now() time.Time { return r.Now().UTC().Truncate(time.Millisecond) }

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

// Daily is the day a moment belongs to in a place, from a time of day ("08:20")
// on; before it the task rests.
func Daily(from string, place *time.Location) func(time.Time) string {
	return func(at time.Time) string {
		local := at.In(place)
		if local.Format("15:04") < from {
			return ""
		}
		return local.Format(time.DateOnly)
	}
}
