package accounts

import (
	"context"
	"time"

	"anju/internal/auth"
	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// SignedIn is what a person gets who signed in or refreshed.
type SignedIn struct {
	AccessToken string
	ExpiresIn   time.Duration
	Refresh     string        // for the cookie alone
	RefreshLife time.Duration // how long the cookie lives
	Me          Me
}

// Login signs in by login or phone number. A wrong password, an unknown name
// and a deactivated account get the same answer after the same work.
func (s *Service) Login(ctx context.Context, name, password string) (SignedIn, error) {
	var f fault.Fields
	f.Require("login", name)
	f.Require("password", password)
	if err := f.Err(); err != nil {
		return SignedIn{}, err
	}
	a, err := s.named(ctx, name)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.prove(ctx, a, attemptsKey(a, name), password); err != nil {
		return SignedIn{}, err
	}
	return s.open(ctx, a)
}

// named is the account of a sign-in name; nobody is an account without id.
func (s *Service) named(ctx context.Context, name string) (account.Account, error) {
	find, key := s.Accounts.ByLogin, account.NormalLogin(name)
	if phone := account.NormalPhone(name); account.PhoneLike(phone) {
		find, key = s.Accounts.ByPhone, phone
	}
	a, err := find(ctx, key)
	if fault.Is(err, fault.NotFound) {
		return account.Account{}, nil
	}
	return a, err
}

// attemptsKey counts a person's failures together, by whichever name they were
// made, and an unknown name's by itself.
func attemptsKey(a account.Account, name string) string {
	if a.ID != "" {
		return target(a.ID)
	}
	return "name:" + auth.Digest(account.NormalLogin(name)) // people type passwords into the wrong field
}

// prove checks the password under the lock-out.
func (s *Service) prove(ctx context.Context, a account.Account, key, password string) error {
	before, err := s.Accounts.Attempts(ctx, key)
	if err != nil {
		return err
	}
	if err := before.Locked(s.Now()); err != nil {
		return err
	}
	hash := a.PasswordHash
	if !a.Active {
		hash = ""
	}
	fits, err := s.Hasher.Verify(ctx, hash, password)
	if err != nil {
		return err
	}
	if !fits {
		return s.failed(ctx, a, key)
	}
	// Others may have failed for this name while we hashed.
	after, err := s.Accounts.Attempts(ctx, key)
	if err == nil && after.Failed > 0 {
		after, err = s.Accounts.AmendAttempts(ctx, key, func(n account.Attempts) account.Attempts { return n.Succeed(s.Now()) })
	}
	if err != nil {
		return err
	}
	return after.Locked(s.Now())
}

func (s *Service) failed(ctx context.Context, a account.Account, key string) error {
	locked, err := s.strike(ctx, key)
	if err != nil {
		return err
	}
	if locked && a.ID != "" {
		if err := s.note(ctx, a.Actor(nil), "account.locked", target(a.ID), ""); err != nil {
			return err
		}
	}
	return fault.New(fault.Unauthenticated, "wrong_credentials", "登录名或密码不正确。", "The login or the password is wrong.")
}

// strike counts a failure and reports whether it was the one that locks.
func (s *Service) strike(ctx context.Context, key string) (locked bool, err error) {
	now := s.Now()
	_, err = s.Accounts.AmendAttempts(ctx, key, func(n account.Attempts) account.Attempts {
		next := n.Fail(now)
		locked = n.Locked(now) == nil && next.Locked(now) != nil
		return next
	})
	return locked, err
}

// open starts a session and signs its first tokens.
func (s *Service) open(ctx context.Context, a account.Account) (SignedIn, error) {
	now := s.Now()
	session := account.Session{
		ID: s.NewID(), AccountID: a.ID, Face: account.FaceOf(a.Role), RotatedAt: now, CreatedAt: now,
	}
	session.ExpiresAt = now.Add(session.Face.Lifetime())
	refresh := s.Tokens.FirstRefresh(session.ID)
	session.RefreshHash = auth.Digest(refresh)
	in, err := s.speakFor(ctx, a, session, refresh)
	if err != nil {
		return SignedIn{}, err
	}
	return in, s.Accounts.CreateSession(ctx, session)
}

func (s *Service) speakFor(ctx context.Context, a account.Account, session account.Session, refresh string) (SignedIn, error) {
	me, err := s.meOf(ctx, a)
	if err != nil {
		return SignedIn{}, err
	}
	token, life, err := s.Tokens.Issue(me.actor(), session.ID)
	if err != nil {
		return SignedIn{}, err
	}
	return SignedIn{AccessToken: token, ExpiresIn: life, Refresh: refresh, RefreshLife: session.Face.Lifetime(), Me: me}, nil
}

// Refresh gives new tokens for a refresh token. One that was used before, and
// not just now, ends the whole session: either it or its successor was stolen.
func (s *Service) Refresh(ctx context.Context, token string) (SignedIn, error) {
	id := auth.SessionOf(token)
	if id == "" {
		return SignedIn{}, signInAgain()
	}
	for {
		session, err := s.Accounts.Session(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return SignedIn{}, signInAgain()
		} else if err != nil {
			return SignedIn{}, err
		}
		next := s.Tokens.NextRefresh(id, token)
		moved, verdict := session.Present(auth.Digest(token), auth.Digest(next), s.Now())
		switch verdict {
		case account.Rotated:
			err = s.Accounts.RotateSession(ctx, moved, session.RefreshHash)
		case account.Honoured:
		case account.Reused:
			return SignedIn{}, s.reused(ctx, session)
		default:
			return SignedIn{}, signInAgain()
		}
		if fault.Is(err, fault.Stale) && ctx.Err() == nil {
			continue // another tab was faster; look again
		}
		if err != nil {
			return SignedIn{}, err
		}
		a, err := s.Accounts.Get(ctx, session.AccountID)
		if err != nil {
			return SignedIn{}, err
		}
		if !a.Active {
			return SignedIn{}, signInAgain()
		}
		return s.speakFor(ctx, a, moved, next)
	}
}

func (s *Service) reused(ctx context.Context, session account.Session) error {
	if err := s.Accounts.RevokeSession(ctx, session.ID, s.Now()); err != nil {
		return err
	}
	a, err := s.Accounts.Get(ctx, session.AccountID)
	if err != nil {
		return err
	}
	if err := s.note(ctx, a.Actor(nil), "session.reused", target(a.ID), ""); err != nil {
		return err
	}
	return signInAgain()
}

// Logout ends the session that the token belongs to; a token that opens nothing
// is no error.
func (s *Service) Logout(ctx context.Context, token string) error {
	id := auth.SessionOf(token)
	if id == "" {
		return nil
	}
	session, err := s.Accounts.Session(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil
	} else if err != nil {
		return err
	}
	if digest := auth.Digest(token); digest != session.RefreshHash && digest != session.PreviousHash {
		return nil
	}
	return s.Accounts.RevokeSession(ctx, id, s.Now())
}

func signInAgain() error {
	return fault.New(fault.Unauthenticated, "session_ended", "登录已失效，请重新登录。", "The session has ended; sign in again.")
}
