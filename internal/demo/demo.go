// Package demo fills an empty store with an estate to try Anju on: the people
// and houses of a sample, and some 150 matters of the past six months in every
// status. All of it goes through the use cases, each story on a clock of its
// own that runs from its first day up to now; nothing is written past the rules.
package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/outbox"
	"anju/internal/desk/accounts"
	"anju/internal/desk/attachments"
	"anju/internal/desk/duty"
	"anju/internal/desk/keys"
	"anju/internal/desk/learning"
	"anju/internal/desk/letters"
	"anju/internal/desk/owners"
	"anju/internal/desk/service"
	"anju/internal/desk/supervising"
)

// Password of every demo account.
const Password = "anju-demo-2026"

// Account is one of the people to try Anju as.
type Account struct {
	Login string
	Name  string
	Role  access.Role
}

// Accounts lists them in the order in which the sign-in pages offer them.
func Accounts() []Account {
	var out []Account
	for _, p := range people() {
		out = append(out, Account{p.login, p.name, p.role})
	}
	return out
}

// Deps is what the estate is filled through: the dependencies of the running
// services, which the demo makes anew on its own clocks.
type Deps struct {
	Accounts    accounts.Deps
	Owners      owners.Deps
	Attachments attachments.Deps
	Matters     service.Deps // its Attachments are replaced by those above
	Learning    *learning.Service
	Letters     *letters.Service
	Duty        *duty.Service
	Keys        *keys.Service
	Supervising *supervising.Service
	Outbox      outbox.Store // what happened on demo dates is told to nobody …
	Registers   []Register   // … but those that keep registers by it
	Now         func() time.Time
}

// Register keeps a register by the committed events of matters.
type Register interface {
	Hear(ctx context.Context, p outbox.Pending) error
}

// months that the estate has lived.
const months = 6

// together is how many stories are told at once: enough for the store to
// commit them in groups.
const together = 32

// Fill fills an empty store; one that has communities is left as it is.
func Fill(ctx context.Context, d Deps) error {
	known, err := d.Owners.Estate.Communities(ctx, estate.CommunityQuery{Limit: 1})
	if err != nil || len(known) > 0 {
		return err
	}
	now := d.Now().UTC().Truncate(time.Millisecond)
	c, err := settle(ctx, d, now.AddDate(0, -months, -7))
	if err != nil {
		return err
	}
	stories, err := plan(c, d.Matters.Rules().Calendar, now)
	if err != nil {
		return err
	}
	if err := number(ctx, d.Matters, stories); err != nil {
		return fault.Wrap("demo numbers", err)
	}
	told := tell(ctx, d, c, stories, now)
	if err := errors.Join(told, settled(ctx, d)); err != nil {
		return err
	}
	if err := sealed(ctx, d, c); err != nil {
		return err
	}
	return errors.Join(learn(ctx, d, c, now), keepWatch(ctx, d, c, now), supervise(ctx, d, c, now), settled(ctx, d), entrustKeys(ctx, d, c, now), handShiftsOver(ctx, d, c, now))
}

// tell tells all stories: those of one house one after the other, so that a
// later one finds the earlier, everything else at once.
func tell(ctx context.Context, d Deps, c *cast, stories []*story, now time.Time) error {
	strands := map[string][]*story{}
	var order []string
	for _, s := range stories {
		if strands[s.house] == nil {
			order = append(order, s.house)
		}
		strands[s.house] = append(strands[s.house], s)
	}
	// The longest strands first: nobody waits for them at the end.
	slices.SortStableFunc(order, func(a, b string) int { return len(strands[b]) - len(strands[a]) })
	// A story that fails ends its strand, not the estate.
	var g errgroup.Group
	g.SetLimit(together)
	failed := make([]error, len(order))
	for i, house := range order {
		g.Go(func() error {
			for _, s := range strands[house] {
				if err := newStage(ctx, d, c, s, now).play(); err != nil {
					failed[i] = fmt.Errorf("demo story %q: %w", s.title, err)
					return nil
				}
			}
			return nil
		})
	}
	g.Wait() // the goroutines keep their errors themselves
	return errors.Join(failed...)
}

// settled takes the estate's past out of the outbox, once the registers have it.
func settled(ctx context.Context, d Deps) error {
	for {
		pending, err := d.Outbox.Claim(ctx, d.Now().UTC(), time.Minute, 500)
		if err != nil || len(pending) == 0 {
			return err
		}
		ids := make([]string, len(pending))
		for i, p := range pending {
			for _, r := range d.Registers {
				if err := r.Hear(ctx, p); err != nil {
					return err
				}
			}
			ids[i] = p.Event.ID
		}
		if err := d.Outbox.Done(ctx, ids...); err != nil {
			return err
		}
	}
}
