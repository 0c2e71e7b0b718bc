package accounts

import (
	"context"
	"sync"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// SetDeputy says that somebody is away for a time and who stands in, if anybody;
// nil says that they are back.
func (s *Service) SetDeputy(ctx context.Context, by access.Actor, id string, d *account.Deputy) (User, error) {
	for {
		before, err := s.Accounts.Get(ctx, id)
		if err == nil && before.Role == access.Owner {
			err = fault.NotThere()
		}
		if err != nil {
			return User{}, err
		}
		if !account.MayNameDeputy(by, before) {
			return User{}, fault.Deny("代理人由本人、其部门主管、客服主管、领导或管理员指定。", "A deputy is named by the person, the head of their department, the desk lead, a leader or an admin.")
		}
		a := before
		a.Deputy = d
		if err := s.checkDeputy(ctx, a); err != nil {
			return User{}, err
		}
		a.Version++
		a.UpdatedAt = s.Now()
		if err := s.Accounts.Update(ctx, a); fault.Is(err, fault.Stale) && ctx.Err() == nil {
			continue
		} else if err != nil {
			return User{}, err
		}
		s.absent.forget()
		user := userOf(a)
		user.MayNameDeputy = true
		return user, s.note(ctx, by, "account.updated", target(a.ID), "deputy")
	}
}

// checkDeputy tells what is wrong with an absence and with who was named for it.
func (s *Service) checkDeputy(ctx context.Context, a account.Account) error {
	if a.Deputy == nil {
		return nil
	}
	var f fault.Fields
	if e, ok := fault.As(a.Check(s.Departments())); ok {
		f = e.Fields
	}
	var deputy account.Account
	if a.Deputy.AccountID != "" {
		var err error
		deputy, err = s.Accounts.Get(ctx, a.Deputy.AccountID)
		if fault.Is(err, fault.NotFound) {
			f.Add("deputy.accountId", "unknown", "不存在。", "There is no such one.")
			return f.Err()
		} else if err != nil {
			return err
		}
	}
	a.CheckDeputy(&f, deputy)
	return f.Err()
}

// Absence is somebody away whose deputy a person is.
type Absence struct {
	access.Actor
	Until time.Time
}

// StandsInFor are the people away now whose deputy the account is. A deputy's
// deputy stands in for nobody but them: what nobody can do goes up instead.
func (s *Service) StandsInFor(ctx context.Context, accountID string) ([]Absence, error) {
	now := s.Now()
	named, known := s.absent.named(accountID, now)
	if !known {
		var err error
		if named, err = s.Accounts.NamedDeputy(ctx, accountID); err != nil {
			return nil, err
		}
		s.absent.remember(accountID, named, now)
	}
	var out []Absence
	for _, a := range named {
		if a.DeputyAt(now) == accountID && a.Deputised() {
			out = append(out, Absence{a.Actor(nil), a.Deputy.Until})
		}
	}
	return out, nil
}

// Acting is the actor with those they stand in for now.
func (s *Service) Acting(ctx context.Context, a access.Actor) (access.Actor, error) {
	if !a.Staff() {
		return a, nil
	}
	away, err := s.StandsInFor(ctx, a.ID)
	a.StandsInFor = nil
	for _, x := range away {
		a.StandsInFor = append(a.StandsInFor, x.Actor)
	}
	return a, err
}

// absences remember for a moment who named whom, so that requests that follow
// each other ask the store once; a change made here is known at once.
type absences struct {
	mu   sync.Mutex
	held map[string]heldAbsence
}

type heldAbsence struct {
	named []account.Account
	until time.Time
}

func (x *absences) named(id string, now time.Time) ([]account.Account, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	h, ok := x.held[id]
	return h.named, ok && now.Before(h.until)
}

func (x *absences) remember(id string, named []account.Account, now time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.held == nil || len(x.held) >= standingMost {
		x.held = map[string]heldAbsence{}
	}
	x.held[id] = heldAbsence{named, now.Add(standingFor)}
}

func (x *absences) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	clear(x.held)
}
