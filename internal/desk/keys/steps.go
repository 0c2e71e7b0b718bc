package keys

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
)

// TakeIn takes a set of keys in from an owner of the house.
func (s *Service) TakeIn(ctx context.Context, actor access.Actor, houseID, ownerID string, f keyregister.Form) (keyregister.Key, error) {
	at := s.now()
	var w fault.Fields
	h, err := s.Houses.House(ctx, houseID)
	if err == nil && len(actor.CommunityIDs) > 0 && !slices.Contains(actor.CommunityIDs, h.CommunityID) {
		err = fault.NotThere()
	}
	if err = w.Unknown("houseId", err); err != nil {
		return keyregister.Key{}, err
	}
	o, err := s.Owners.Owner(ctx, ownerID)
	if err == nil && o.MergedInto != "" {
		err = fault.NotThere()
	}
	if err = w.Unknown("ownerId", err); err != nil {
		return keyregister.Key{}, err
	}
	if err := w.Err(); err != nil {
		return keyregister.Key{}, err
	}
	k, err := keyregister.Take(s.NewID(), f, h, o, actor, at, s.today(at))
	if err != nil {
		return k, err
	}
	if err := s.note(ctx, actor, keyregister.TakeIn, k.ID, ""); err != nil {
		return k, err
	}
	return k.For(actor), s.Keys.Add(ctx, k)
}

// Loan is to whom a key is given, for what and until when.
type Loan struct {
	AccountID    string // a colleague; else a person of a firm
	Person, Firm string
	Phone        string
	Purpose      string // "" with a matter: the matter's title
	ComplaintID  string // id or number
	VisitID      string
	DueAt        *time.Time // nil: the end of the service day, of the visit or of now
	Note         string
}

// GiveOut gives a key to one person.
func (s *Service) GiveOut(ctx context.Context, actor access.Actor, id string, in Loan, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.GiveOut, id, in.Note, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		l, err := s.lending(ctx, actor, k, in, at)
		if err != nil {
			return k, err
		}
		return k.Lend(l, in.Note, actor, at, s.today(at))
	})
}

// lending finds the people and the matter that a loan names.
func (s *Service) lending(ctx context.Context, actor access.Actor, k keyregister.Key, in Loan, at time.Time) (keyregister.Lending, error) {
	l := keyregister.Lending{Holder: complaint.Person{Name: in.Person}, Firm: in.Firm, Phone: in.Phone, Purpose: in.Purpose}
	if !actor.OnDesk() {
		return l, nil // refused by the rule
	}
	var w fault.Fields
	if in.AccountID != "" {
		a, err := s.Accounts.Get(ctx, in.AccountID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return l, err
		}
		if err != nil || !a.Active || !a.Serves(k.CommunityID) || !slices.Contains(keyregister.Borrowers, a.Role) {
			w.Add("accountId", "unknown", "须是在岗的客服或部门人员。", "Must be active staff of the desk or of a department.")
		}
		l.Holder, l.Firm = complaint.Person{ID: a.ID, Name: a.Name, Department: a.Department}, ""
	}
	after := at
	if in.ComplaintID != "" {
		m, err := s.Matters.Get(ctx, access.SightOf(actor), in.ComplaintID)
		if err = w.Unknown("complaintId", err); err != nil {
			return l, err
		}
		if m.ID != "" {
			l.Matter, l.Confidential = &complaint.Ref{ID: m.ID, Number: m.Number}, m.Confidential
			l.OwnersOwn = m.OwnerID != "" && m.OwnerID == k.OwnerID
			if l.Purpose == "" {
				l.Purpose, l.Titled = m.Title, true
			}
			visit := slices.IndexFunc(m.Visits, func(v complaint.Visit) bool { return v.ID == in.VisitID && v.Outcome == "" })
			switch {
			case in.VisitID == "":
			case visit < 0:
				w.Add("visitId", "unknown", "没有这次待完成的上门。", "There is no such open visit.")
			default:
				l.VisitID = in.VisitID
				if to := m.Visits[visit].To; to.After(after) {
					after = to
				}
			}
		}
	}
	if in.DueAt != nil {
		l.DueAt = *in.DueAt
	} else {
		l.DueAt = s.endOfDay(after)
	}
	return l, w.Err()
}

// endOfDay is the end of the service day that a moment lies in, or of the next.
func (s *Service) endOfDay(at time.Time) time.Time {
	calendar := s.Rules().Calendar
	for next := at.Add(24 * time.Hour); ; next = next.Add(24 * time.Hour) {
		start, err := calendar.DayStart(calendar.Day(next))
		if err != nil {
			return next
		}
		if end := calendar.ActBy(start); end.After(at) {
			return end
		}
	}
}

// Sign, Extend, Return, HandBack, Except, Found, Settle and Amend are what else
// people do with a key.

func (s *Service) Sign(ctx context.Context, actor access.Actor, id string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.Sign, id, "", expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) { return k.Signed(actor, at) })
}

func (s *Service) Extend(ctx context.Context, actor access.Actor, id string, due time.Time, note string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.Extend, id, note, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		return k.Extended(due, note, actor, at)
	})
}

func (s *Service) Return(ctx context.Context, actor access.Actor, id, note string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.Return, id, note, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		return k.Returned(note, actor, at)
	})
}

func (s *Service) HandBack(ctx context.Context, actor access.Actor, id, how, note string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.HandBack, id, note, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		return k.GivenBack(how, note, actor, at)
	})
}

func (s *Service) Except(ctx context.Context, actor access.Actor, id, kind, note string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.Report, id, note, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		return k.Excepted(kind, note, actor, at)
	})
}

func (s *Service) Found(ctx context.Context, actor access.Actor, id, note string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.Found, id, note, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		return k.FoundAgain(note, actor, at)
	})
}

func (s *Service) Settle(ctx context.Context, actor access.Actor, id, note string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.Settle, id, note, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		return k.SettledWithOwner(note, actor, at)
	})
}

func (s *Service) Amend(ctx context.Context, actor access.Actor, id string, m keyregister.Amendment, reason string, expect int64) (keyregister.Key, error) {
	return s.act(ctx, actor, keyregister.Amend, id, reason, expect, func(k keyregister.Key, at time.Time) (keyregister.Key, error) {
		return k.Amended(m, reason, actor, at, s.today(at))
	})
}

// act is the one walk: load → rule → audit → commit.
func (s *Service) act(ctx context.Context, actor access.Actor, word, id, note string, expect int64, rule func(keyregister.Key, time.Time) (keyregister.Key, error)) (keyregister.Key, error) {
	k, err := s.get(ctx, actor, id)
	if err != nil {
		return k, err
	}
	next, err := rule(k, s.now())
	if expect != 0 && expect != k.Version && (err == nil || fault.Is(err, fault.Refused)) {
		err = fault.StaleVersion(k.Version)
	}
	if err == nil {
		err = s.note(ctx, actor, word, k.ID, note)
	}
	if err == nil {
		err = s.Keys.Update(ctx, next)
	}
	if err != nil {
		return k, err
	}
	return next.For(actor), nil
}
