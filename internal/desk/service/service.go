// Package service holds the use cases of matters: register one, act on one,
// read them. Each is the same walk: load → may? → rule → commit. What is
// decided is decided in core/complaint; here the facts for it are gathered.
package service

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/google/uuid"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/measure"
	"anju/internal/core/owner"
	"anju/internal/core/rules"
)

// Attachments checks and links what a form or a command brings.
type Attachments interface {
	Check(ctx context.Context, actor access.Actor, field string, ids []string, already int) error
	Link(ctx context.Context, complaintID string, ids []string, visibleToOwner bool) error
}

// Deps is what the use cases stand on.
type Deps struct {
	Matters      complaint.Store
	Held         complaint.HeldStore
	Accounts     account.Store
	Owners       owner.Store
	Estate       estate.Store
	Attachments  Attachments
	Measures     measure.Store
	Rules        rules.Source
	Now          func() time.Time
	NumberPrefix string
	LettersOut   string              // what the numbers of letters begin with: 安居客函
	LettersIn    string              // 安居客收
	CountLimits  bool                // owners' daily limits by count hold
	Sign         func([]byte) []byte // signs the head of an archive
	PublicKey    []byte
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// now is the moment of a use case: UTC, whole milliseconds, as stores keep it.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// env is what the rule of one command judges by; it reads the rules once.
func (s *Service) env(at time.Time) complaint.Env {
	r := s.Rules()
	return complaint.Env{At: at, Calendar: r.Calendar, Policy: r.Policy, Salt: Salt, NewID: newID}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// Salt is what keeps the digest of an entry from being guessed.
func Salt() (out [16]byte) {
	rand.Read(out[:]) // never fails: crypto/rand ends the program instead
	return out
}
