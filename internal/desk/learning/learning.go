// Package learning holds the use cases of what the company learns from its
// matters: follow-up items, corrective actions, case studies and standard
// measures. What is decided is decided in core; here it is gathered and kept.
package learning

import (
	"context"
	"time"

	"github.com/google/uuid"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/casestudy"
	"anju/internal/core/complaint"
	"anju/internal/core/corrective"
	"anju/internal/core/followup"
	"anju/internal/core/measure"
	"anju/internal/core/rules"
	"anju/internal/desk/service"
)

// Registrar takes a matter in.
type Registrar interface {
	Register(ctx context.Context, actor access.Actor, in service.Submission) (service.View, error)
}

// Deps is what the use cases stand on.
type Deps struct {
	FollowUps   followup.Store
	Correctives corrective.Store
	CaseStudies casestudy.Store
	Measures    measure.Store
	Matters     complaint.Store
	Figures     complaint.FigureStore
	Accounts    account.Store
	Registrar   Registrar
	Rules       rules.Source
	Now         func() time.Time
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// now is the moment of a use case: UTC, whole milliseconds, as stores keep it.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// theirs bounds a list to the department of who may see no other.
func theirs(actor access.Actor, asked string) string {
	if actor.Is(access.Handler, access.DeptHead) {
		return actor.Department
	}
	return asked
}
