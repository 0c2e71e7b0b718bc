package messages

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// withDeputies are the colleagues and, for those who are away, who stands in:
// what reaches one reaches the other, but for whom it may not reach at all.
func (s *Service) withDeputies(ctx context.Context, staff []account.Account, recused []string, at time.Time) ([]account.Account, error) {
	out := slices.Clone(staff)
	for _, away := range staff {
		id := away.DeputyAt(at)
		known := slices.ContainsFunc(out, func(a account.Account) bool { return a.ID == id })
		if id == "" || known || !away.Deputised() || slices.Contains(recused, away.ID) {
			continue
		}
		deputy, err := s.Accounts.Get(ctx, id)
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return nil, err
		case deputy.Deputised():
			out = append(out, deputy)
		}
	}
	return out, nil
}
