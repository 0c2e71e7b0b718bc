package accounts

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// ChangePassword replaces one's own password; the session it is done in stays,
// the others end.
func (s *Service) ChangePassword(ctx context.Context, by access.Actor, sessionID, current, next string) error {
	a, err := s.Accounts.Get(ctx, by.ID)
	if err != nil {
		return err
	}
	var f fault.Fields
	f.Require("current", current)
	account.CheckPassword(&f, "new", next, a.Login, a.Phone)
	if next != "" && next == current {
		f.Add("new", "unchanged", "新密码须与当前密码不同。", "The new password must differ from the current one.")
	}
	if err := f.Err(); err != nil {
		return err
	}
	if err := s.prove(ctx, a, target(a.ID), current); fault.Is(err, fault.Unauthenticated) {
		f.Add("current", "wrong", "当前密码不正确。", "The current password is wrong.")
		return f.Err()
	} else if err != nil {
		return err
	}
	hash, err := s.Hasher.Hash(ctx, next)
	if err != nil {
		return err
	}
	if _, err := s.replacePassword(ctx, a.ID, sessionID, func(a *account.Account) { a.PasswordHash = hash }); err != nil {
		return err
	}
	return s.note(ctx, by, "account.password_changed", target(a.ID), "")
}

// replacePassword stores a password that its holder chose and ends every
// session but the kept one.
func (s *Service) replacePassword(ctx context.Context, id, keepSession string, change func(*account.Account)) (account.Account, error) {
	a, err := s.amend(ctx, id, func(a *account.Account) {
		change(a)
		a.MustChange = false
	})
	if err != nil {
		return account.Account{}, err
	}
	return a, s.Accounts.RevokeSessionsOf(ctx, id, keepSession, s.Now())
}
