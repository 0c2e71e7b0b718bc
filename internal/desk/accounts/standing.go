package accounts

import (
	"context"
	"sync"
	"time"

	"anju/internal/core/fault"
)

// standingFor is how long a session that was found standing is taken to stand;
// whoever is signed out elsewhere is out everywhere after so long.
const standingFor = 3 * time.Second

// standingMost bounds how many sessions are remembered.
const standingMost = 10_000

// standings remember for a moment which sessions stand, so that requests that
// follow each other ask the store once.
type standings struct {
	mu    sync.Mutex
	until map[string]time.Time
}

func (s *standings) known(id string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return now.Before(s.until[id])
}

func (s *standings) remember(id string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.until) >= standingMost {
		clear(s.until)
	}
	s.until[id] = now.Add(standingFor)
}

// Standing refuses a session that was ended: by signing out, by a new password,
// or because the account was stopped. An access token would outlive it.
func (s *Service) Standing(ctx context.Context, sessionID string) error {
	now := s.Now()
	if s.standing.known(sessionID, now) {
		return nil
	}
	session, err := s.Accounts.Session(ctx, sessionID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if err != nil || !session.RevokedAt.IsZero() {
		return fault.New(fault.Unauthenticated, "session_ended", "登录已失效，请重新登录。", "You were signed out; please sign in again.")
	}
	s.standing.remember(sessionID, now)
	return nil
}
