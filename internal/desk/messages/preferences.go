package messages

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
	"anju/internal/core/mail"
	"anju/internal/core/message"
)

// Preferences are how a person is told of things, with what the page needs to
// offer the choice.
type Preferences struct {
	account.Preferences
	Version  int64
	Groups   []string      // what can be chosen
	Email    string        // where mail goes; "" when nowhere
	Refused  *mail.Mail    // the last mail came back: the address does not work
	House    account.Quiet // the quiet hours of the policy
	CanSend  bool
	ByPerson bool // the address is the person's own to change
}

// GetPreferences reads one's own.
func (s *Service) GetPreferences(ctx context.Context, by access.Actor) (Preferences, error) {
	a, err := s.Accounts.Get(ctx, by.ID)
	if err != nil {
		return Preferences{}, err
	}
	return s.preferencesOf(ctx, a)
}

func (s *Service) preferencesOf(ctx context.Context, a account.Account) (Preferences, error) {
	w := s.Rules().Policy.Windows
	p := Preferences{
		Preferences: a.Preferences, Version: a.Version, Groups: message.Groups[face(a.Role)], House: account.Quiet{From: w.QuietFrom, To: w.QuietTo},
		ByPerson: a.Role != access.Owner,
	}
	var err error
	if p.Email, err = s.addressOf(ctx, a); err != nil {
		return p, err
	}
	if p.CanSend, err = s.CanSend(ctx); err != nil {
		return p, err
	}
	p.Refused, err = s.Refused(ctx, p.Email)
	return p, err
}

func face(role access.Role) string {
	if role == access.Owner {
		return message.ForOwner
	}
	return message.ForStaff
}

// SetPreferences changes one's own; email is for staff, nil leaves it as it is.
func (s *Service) SetPreferences(ctx context.Context, by access.Actor, p account.Preferences, email *string) (Preferences, error) {
	var wrong fault.Fields
	if e, ok := fault.As(p.Check(message.Groups[face(by.Role)])); ok {
		wrong = e.Fields
	}
	if email != nil {
		if by.Role == access.Owner {
			wrong.Add("email", "not_for_role", "业主的邮箱在业主档案里，请申请更正。", "An owner's e-mail address is in the owner archive; ask for a correction.")
		} else {
			account.CheckEmail(&wrong, "email", *email)
		}
	}
	if err := wrong.Err(); err != nil {
		return Preferences{}, err
	}
	for {
		a, err := s.Accounts.Get(ctx, by.ID)
		if err != nil {
			return Preferences{}, err
		}
		a.Preferences = p
		if email != nil {
			a.Email = *email
		}
		a.Version++
		a.UpdatedAt = s.now()
		if err = s.Accounts.Update(ctx, a); err == nil {
			return s.preferencesOf(ctx, a)
		}
		if !fault.Is(err, fault.Stale) || ctx.Err() != nil {
			return Preferences{}, err
		}
	}
}

// Refused is the last mail to an address, if it came back because the address
// does not work; nil when it did not.
func (s *Service) Refused(ctx context.Context, address string) (*mail.Mail, error) {
	if address == "" {
		return nil, nil
	}
	last, err := s.Mails.LastTo(ctx, address)
	if fault.Is(err, fault.NotFound) || err == nil && last.Failure != mail.BadAddress {
		return nil, nil
	}
	return &last, err
}
