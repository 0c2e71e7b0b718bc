package demo

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"anju/internal/desk/service"
)

// number gives out the numbers of the stories' first matters before the stories
// are told at once, so that on each day they follow the hours.
func number(ctx context.Context, d service.Deps, stories []*story) error {
	slices.SortStableFunc(stories, func(a, b *story) int { return a.begins.Compare(b.begins) })
	days := map[string][]*story{}
	for _, s := range stories {
		day := d.Rules().Calendar.Day(s.begins)
		days[day] = append(days[day], s)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(together)
	for day, of := range days {
		g.Go(func() error {
			for _, s := range of {
				n, err := d.Matters.NextNumber(ctx, day)
				if err != nil {
					return err
				}
				s.number = n
			}
			return nil
		})
	}
	return g.Wait()
}
