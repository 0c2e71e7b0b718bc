package supervising

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
	"anju/internal/core/supervision"
	"anju/internal/core/worktime"
	"anju/internal/desk/round"
)

// carry brings the matters of an order up to date and tells people. Until it is
// done the order stands in the list of those uncarried, so that a crash in
// between, or a matter that cannot be written now, loses nothing.
func (s *Service) carry(ctx context.Context, o supervision.Order) error {
	for _, p := range o.Parts {
		for _, m := range p.Matters {
			err := s.Carrier.CarryOrder(ctx, m.ID, o.NoteOf(p, m.ID))
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
	}
	if err := s.tell(ctx, o); err != nil {
		return err
	}
	return s.Orders.Carried(ctx, o.ID, o.Version)
}

// CarryAll carries every order that is not carried yet.
func (s *Service) CarryAll(ctx context.Context) (carried int, err error) {
	left, err := s.Orders.List(ctx, supervision.Query{Key: supervision.Uncarried, Limit: batch})
	if err != nil {
		return 0, err
	}
	return round.Each(left, func(o supervision.Order) (bool, error) {
		err := s.carry(ctx, o)
		return err == nil, err
	})
}

// Hear keeps in the register what was ordered, or answered, on a matter's own
// page. Hearing it twice changes nothing.
func (s *Service) Hear(ctx context.Context, p outbox.Pending) error {
	if p.Event.Kind != complaint.KindOrdered && p.Event.Kind != complaint.KindOrderAnswered {
		return nil
	}
	for _, n := range p.Matter.Orders {
		if err := s.keep(ctx, n, p.Matter); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) keep(ctx context.Context, n complaint.OrderNote, m complaint.Complaint) error {
	o, err := s.Orders.Get(ctx, n.Of())
	if fault.Is(err, fault.NotFound) {
		o = supervision.FromMatter(n, m)
		err = s.Orders.Add(ctx, o)
	}
	if err != nil {
		return err
	}
	next, news := o.Heard(n)
	if !news {
		return nil
	}
	if err := s.Orders.Update(ctx, next); err != nil && !fault.Is(err, fault.Stale) {
		return err
	}
	return nil
}

// Climb lets orders that were not answered in time go up the ladder, each by one
// step. It is run by one instance at a time.
func (s *Service) Climb(ctx context.Context) (climbed int, err error) {
	at, r := s.now(), s.Rules()
	due, err := s.Orders.Waking(ctx, at, batch)
	if err != nil {
		return 0, err
	}
	answerBy := r.Calendar.Add(worktime.Office, at, r.Policy.Windows.OrderAnswer.Duration())
	return round.Each(due, func(o supervision.Order) (bool, error) {
		next, up := o.Climb(at, answerBy)
		if !up {
			return false, nil
		}
		err := s.Orders.Update(ctx, next)
		if fault.Is(err, fault.Stale) {
			return false, nil // answered at the last moment; the next look sees
		}
		if err == nil {
			err = s.carry(ctx, next)
		}
		return err == nil, err
	})
}

// news is how old a step of an order may be and still be told.
const news = 24 * time.Hour

// tell makes known what happened on an order, each step once to each: an order
// over many matters is one message.
func (s *Service) tell(ctx context.Context, o supervision.Order) error {
	for i, step := range o.Trail {
		if s.now().Sub(step.At) > news {
			continue
		}
		for _, n := range o.Notices(i) {
			if err := s.Teller.Notify(ctx, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// leadersOf are the accounts of leaders, for a digest to each.
func leadersOf(ctx context.Context, s *Service) ([]access.Actor, error) {
	found, err := s.Accounts.Staff(ctx, leadership)
	if err != nil {
		return nil, err
	}
	var out []access.Actor
	for _, a := range found {
		if a.Active && !slices.ContainsFunc(out, func(x access.Actor) bool { return x.ID == a.ID }) {
			out = append(out, a.Actor(nil))
		}
	}
	return out, nil
}

func toAccount(id string) message.To { return message.To{AccountIDs: []string{id}} }
