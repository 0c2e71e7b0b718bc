package service

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/desk/round"
)

// tries bounds how often a command is carried out anew when another commit was
// faster and the caller did not say which version they saw.
const tries = 5

// View is a matter as one actor finds it: with what they may do now.
type View struct {
	complaint.Complaint
	Allowed []string
	At      time.Time // when it was read: clocks are read at it
}

// Act carries out a command on a matter. expect is the version that the caller
// saw, 0 for any.
func (s *Service) Act(ctx context.Context, actor access.Actor, ref string, cmd complaint.Command, expect int64) (View, error) {
	return s.actAt(ctx, actor, ref, cmd, expect, s.now())
}

func (s *Service) actAt(ctx context.Context, actor access.Actor, ref string, cmd complaint.Command, expect int64, at time.Time) (View, error) {
	for try := 1; ; try++ {
		m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
		if err != nil {
			return View{}, err
		}
		env := s.env(at)
		env.Expect = expect
		if err := s.gather(ctx, actor, m, cmd, &env); err != nil {
			return View{}, err
		}
		changes, err := complaint.Do(m, cmd, actor, env)
		if err != nil {
			return View{}, err
		}
		brought, err := s.evidence(ctx, actor, m, cmd)
		if err != nil {
			return View{}, err
		}
		err = s.Matters.Commit(ctx, changes...)
		if fault.Is(err, fault.Stale) && expect == 0 && try < tries {
			continue
		}
		if err != nil {
			return View{}, err
		}
		next := changes[0].Next
		if len(brought.IDs) > 0 {
			if err := s.Attachments.Link(ctx, next.ID, brought.IDs, brought.OwnerSees); err != nil {
				return View{}, err
			}
		}
		return s.view(next, actor, at), nil
	}
}

// Look is a matter that a list has read, as one actor finds it.
func (s *Service) Look(m complaint.Complaint, actor access.Actor, at time.Time) View {
	return s.view(m, actor, at)
}

// Restate derives a matter anew that an earlier version kept.
func (s *Service) Restate(ctx context.Context, m complaint.Complaint) (complaint.Complaint, error) {
	c := complaint.Restate(m, s.env(s.now()))
	return c.Next, s.Matters.Commit(ctx, c)
}

func (s *Service) view(m complaint.Complaint, actor access.Actor, at time.Time) View {
	return View{Complaint: m, Allowed: complaint.Allowed(m, actor, s.env(at)), At: at}
}

// evidence checks the attachments that a command brings, and names them.
func (s *Service) evidence(ctx context.Context, actor access.Actor, m complaint.Complaint, cmd complaint.Command) (complaint.Evidence, error) {
	b, ok := cmd.(complaint.Bringer)
	if !ok {
		return complaint.Evidence{}, nil
	}
	e := b.Brings()
	if len(e.IDs) == 0 {
		return e, nil
	}
	already := 0
	for _, id := range m.Attachments {
		if !slices.Contains(e.IDs, id) {
			already++
		}
	}
	return e, s.Attachments.Check(ctx, actor, e.Field, e.IDs, already)
}

// Hold keeps a command that speaks to the owner for the policy's seconds. What
// would be refused now is refused now.
func (s *Service) Hold(ctx context.Context, actor access.Actor, ref string, cmd complaint.Command, expect int64) (complaint.Held, error) {
	at := s.now()
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return complaint.Held{}, err
	}
	env := s.env(at)
	env.Expect = expect
	if err := s.gather(ctx, actor, m, cmd, &env); err != nil {
		return complaint.Held{}, err
	}
	if _, err := complaint.Do(m, cmd, actor, env); err != nil {
		return complaint.Held{}, err
	}
	if _, err := s.evidence(ctx, actor, m, cmd); err != nil {
		return complaint.Held{}, err
	}
	body, err := json.Marshal(cmd)
	if err != nil {
		return complaint.Held{}, fault.Wrap("encode held command", err)
	}
	held := complaint.Held{
		ID: newID(), ComplaintID: m.ID, Word: cmd.Word(), Body: body, Actor: actor, HeldAt: at,
		Expect: expect, Seq: m.Seq, DueAt: at.Add(time.Duration(env.Policy.Windows.HoldSeconds) * time.Second),
	}
	return held, s.Held.Hold(ctx, held)
}

// TakeBack takes back a held command of one's own.
func (s *Service) TakeBack(ctx context.Context, actor access.Actor, ref, heldID string) error {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return err
	}
	return s.Held.TakeBack(ctx, m.ID, heldID, actor.ID)
}

// SendHeld carries out the held commands that are due; what is refused by then
// ends with an entry on the timeline. One that fails waits for its lease to end
// and does not hold up the others.
func (s *Service) SendHeld(ctx context.Context) (sent int, err error) {
	due, err := s.Held.Claim(ctx, s.now(), time.Minute, 50)
	if err != nil {
		return 0, err
	}
	return round.Each(due, func(h complaint.Held) (bool, error) {
		err := s.send(ctx, h)
		return err == nil, err
	})
}

func (s *Service) send(ctx context.Context, h complaint.Held) error {
	cmd, err := complaint.DecodeCommand(h.Word, h.Body)
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		var expect int64
		if expect, err = s.seen(ctx, h); err != nil {
			return err
		}
		_, err = s.Act(ctx, h.Actor, h.ComplaintID, cmd, expect)
		if !fault.Is(err, fault.Stale) || expect == h.Expect || try == tries {
			break
		}
	}
	if f, ok := fault.As(err); err != nil {
		if !ok || slices.Contains(again, f.Kind) {
			return err
		}
		if err := s.notSent(ctx, h, f); err != nil {
			return err
		}
	}
	return s.Held.Release(ctx, h.ID)
}

// again are the failures that say nothing against the command itself.
var again = []fault.Kind{fault.Internal, fault.Unavailable}

// seen is the version that held words hang on: the one that their author saw,
// or the present one where the passing of time alone has changed the matter.
func (s *Service) seen(ctx context.Context, h complaint.Held) (int64, error) {
	if h.Expect == 0 {
		return 0, nil
	}
	m, err := s.Matters.Get(ctx, access.Everything("held words go out"), h.ComplaintID)
	if err != nil {
		return 0, err
	}
	since, err := s.Matters.Timeline(ctx, m.ID, h.Seq, 50)
	if err != nil {
		return 0, err
	}
	byPeople := slices.ContainsFunc(since, func(e complaint.Event) bool { return e.Actor.Role != string(access.System) })
	if byPeople || len(since) == 0 {
		return h.Expect, nil
	}
	return m.Version, nil
}

// notSent tells on the timeline that held words did not go out.
func (s *Service) notSent(ctx context.Context, h complaint.Held, why *fault.Error) error {
	for try := 1; ; try++ {
		m, err := s.Matters.Get(ctx, access.Everything("held words did not go out"), h.ComplaintID)
		if err != nil {
			return err
		}
		change, err := complaint.NotSent(m, h, why, s.env(s.now()))
		if err != nil {
			return err
		}
		if err = s.Matters.Commit(ctx, change); !fault.Is(err, fault.Stale) || try == tries {
			return err
		}
	}
}

// Wake lets the passing of time do its work on the matters that are due for
// it. Every rung is told once, whatever number of instances runs: the commit
// is guarded by the version. One matter that fails does not hold up the others.
func (s *Service) Wake(ctx context.Context) (woken int, err error) {
	at := s.now()
	ids, err := s.Matters.Waking(ctx, at, 100)
	if err != nil {
		return 0, err
	}
	return round.Each(ids, func(id string) (bool, error) { return s.wake(ctx, id, at) })
}

func (s *Service) wake(ctx context.Context, id string, at time.Time) (bool, error) {
	m, err := s.Matters.Get(ctx, access.Everything("timed work"), id)
	if err != nil {
		return false, err
	}
	change, err := complaint.Tick(m, s.env(at))
	if err != nil || change == nil {
		return false, err
	}
	err = s.Matters.Commit(ctx, *change)
	if fault.Is(err, fault.Stale) {
		return false, nil // somebody was faster; the next round looks again
	}
	return err == nil, err
}

// CarryOrder brings a matter up to what the register says of a supervision order.
func (s *Service) CarryOrder(ctx context.Context, id string, to complaint.OrderNote) error {
	for try := 1; ; try++ {
		m, err := s.Matters.Get(ctx, access.Everything("orders are carried to their matters"), id)
		if err != nil {
			return err
		}
		change, err := complaint.CarryOrder(m, to, s.env(s.now()))
		if err != nil || change == nil {
			return err
		}
		if err = s.Matters.Commit(ctx, *change); !fault.Is(err, fault.Stale) || try == tries {
			return err
		}
	}
}
