package service

import (
	"context"
	"encoding/json"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
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
		if err := s.gather(ctx, actor, m, cmd, &env.Facts); err != nil {
			return View{}, err
		}
		changes, err := complaint.Do(m, cmd, actor, env)
		if err != nil {
			return View{}, err
		}
		field, ids := evidence(cmd)
		if len(ids) > 0 {
			if err := s.Attachments.Check(ctx, actor, field, ids, 0); err != nil {
				return View{}, err
			}
		}
		err = s.Matters.Commit(ctx, changes...)
		if fault.Is(err, fault.Stale) && expect == 0 && try < tries {
			continue
		}
		if err != nil {
			return View{}, err
		}
		next := changes[0].Next
		if len(ids) > 0 {
			if err := s.Attachments.Link(ctx, next.ID, ids, ownerSees(cmd)); err != nil {
				return View{}, err
			}
		}
		return s.view(next, actor, at), nil
	}
}

func (s *Service) view(m complaint.Complaint, actor access.Actor, at time.Time) View {
	return View{Complaint: m, Allowed: complaint.Allowed(m, actor, s.env(at)), At: at}
}

// evidence names the attachments that a command brings, and their field.
func evidence(cmd complaint.Command) (field string, ids []string) {
	switch c := cmd.(type) {
	case complaint.InvestigateCommand:
		return "evidenceIds", c.EvidenceIDs
	case complaint.CompleteCommand:
		return "attachmentIds", c.AttachmentIDs
	case complaint.AnswerInfoCommand:
		return "attachmentIds", c.AttachmentIDs
	}
	return "", nil
}

// ownerSees: the owner sees the pictures of the result, not the inside evidence.
func ownerSees(cmd complaint.Command) bool { return cmd.Word() == complaint.Complete }

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
	if err := s.gather(ctx, actor, m, cmd, &env.Facts); err != nil {
		return complaint.Held{}, err
	}
	if _, err := complaint.Do(m, cmd, actor, env); err != nil {
		return complaint.Held{}, err
	}
	body, err := json.Marshal(cmd)
	if err != nil {
		return complaint.Held{}, fault.Wrap("encode held command", err)
	}
	held := complaint.Held{
		ID: newID(), ComplaintID: m.ID, Word: cmd.Word(), Body: body, Actor: actor, HeldAt: at,
		DueAt: at.Add(time.Duration(s.Policy.Windows.HoldSeconds) * time.Second),
	}
	return held, s.Held.Hold(ctx, held)
}

// TakeBack takes back a held command of one's own.
func (s *Service) TakeBack(ctx context.Context, actor access.Actor, ref, heldID string) error {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
	if err != nil {
		return err
	}
	return s.Held.TakeBack(ctx, m.ID, heldID)
}

// SendHeld carries out the held commands that are due; a refusal in the
// meantime ends it, since the screen of its author shows the matter anew.
func (s *Service) SendHeld(ctx context.Context) (sent int, err error) {
	due, err := s.Held.Claim(ctx, s.now(), time.Minute, 50)
	if err != nil {
		return 0, err
	}
	for _, h := range due {
		cmd, err := complaint.DecodeCommand(h.Word, h.Body)
		if err != nil {
			return sent, err
		}
		_, err = s.Act(ctx, h.Actor, h.ComplaintID, cmd, h.Expect)
		if f, ok := fault.As(err); err != nil && (!ok || f.Kind == fault.Internal || f.Kind == fault.Unavailable) {
			return sent, err
		}
		if err := s.Held.Release(ctx, h.ID); err != nil {
			return sent, err
		}
		sent++
	}
	return sent, nil
}

// Wake lets the passing of time do its work on the matters that are due for
// it. Every rung is told once, whatever number of instances runs: the commit
// is guarded by the version.
func (s *Service) Wake(ctx context.Context) (woken int, err error) {
	at := s.now()
	ids, err := s.Matters.Waking(ctx, at, 100)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		m, err := s.Matters.Get(ctx, access.Everything("timed work"), id)
		if err != nil {
			return woken, err
		}
		change, err := complaint.Tick(m, s.env(at))
		if err != nil {
			return woken, err
		}
		if change == nil {
			continue
		}
		err = s.Matters.Commit(ctx, *change)
		if fault.Is(err, fault.Stale) {
			continue
		}
		if err != nil {
			return woken, err
		}
		woken++
	}
	return woken, nil
}
