// Package rulebook holds the rules in force and lets an administrator put the
// next in their place while Anju runs. What was saved lies as documents over what
// ships; every instance looks every few seconds whether another one saved.
package rulebook

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/rules"
	"anju/internal/core/settings"
)

// Matters counts what the rules are about.
type Matters interface {
	List(ctx context.Context, scope access.Scope, q complaint.Query) (complaint.Page, error)
}

// Staff counts who belongs to a department.
type Staff interface {
	Staff(ctx context.Context, q account.StaffQuery) ([]account.Account, error)
}

// Deps is what the use cases stand on.
type Deps struct {
	Settings settings.Store
	Shipped  *rules.Rules
	Matters  Matters
	Staff    Staff
	Audit    audit.Store
	Log      *slog.Logger
	Clock    func(kind string) fault.Text // the name of a clock
	Now      func() time.Time
	NewID    func() string
}

// Service offers the use cases. Until Refresh has looked into the store, what
// ships is in force.
type Service struct {
	Deps
	changing sync.Mutex // one after the other, so that an older edition never replaces a newer
	current  atomic.Pointer[edition]
}

// edition is what is in force, and of which stored versions it is made.
type edition struct {
	rules    *rules.Rules
	versions map[string]int64
	faults   map[string][]fault.Field // of stored documents that cannot hold
}

// New makes the service.
func New(d Deps) *Service {
	s := &Service{Deps: d}
	s.current.Store(&edition{rules: d.Shipped})
	return s
}

// Rules in force; a rules.Source.
func (s *Service) Rules() *rules.Rules { return s.current.Load().rules }

// Refresh puts in force what any instance saved since.
func (s *Service) Refresh(ctx context.Context) (changed int, err error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	versions, err := s.Settings.Versions(ctx, rules.Documents...)
	if err != nil || maps.Equal(versions, s.current.Load().versions) {
		return 0, err
	}
	next, err := s.read(ctx)
	if err != nil {
		return 0, err
	}
	for name, wrong := range next.faults {
		s.Log.ErrorContext(ctx, "saved settings no longer hold; what ships is in force in their place",
			"settings", name, "version", next.versions[name]+1, "wrong", told(wrong))
	}
	s.current.Store(next)
	return 0, nil
}

// read makes an edition of what is stored. A document that cannot hold is left
// out, and then those that only made sense with it, so that Anju always runs.
func (s *Service) read(ctx context.Context) (*edition, error) {
	e := &edition{versions: map[string]int64{}, faults: map[string][]fault.Field{}}
	stored := map[string]json.RawMessage{}
	for _, name := range rules.Documents {
		x, err := s.Settings.Get(ctx, name)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		e.versions[name], stored[name] = x.Version, x.Doc
	}
	for {
		next, wrong := s.lay(stored)
		if len(wrong) == 0 {
			e.rules = next
			return e, nil
		}
		for name, fields := range wrong {
			e.faults[name] = fields
			delete(stored, name)
		}
	}
}

// lay puts stored documents over what ships, or says what is wrong with which.
// What ships alone is always sound, so blame always falls on a stored document.
func (s *Service) lay(stored map[string]json.RawMessage) (*rules.Rules, map[string][]fault.Field) {
	d, wrong := s.Shipped.Decided(), map[string][]fault.Field{}
	for name, doc := range stored {
		next, err := d.Over(name, doc)
		if err != nil {
			wrong[name] = fieldsOf(err)
			continue
		}
		d = next
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	err := d.Validate("")
	if err == nil {
		var next *rules.Rules
		if next, err = s.Shipped.With(d.Policy, d.Days); err == nil {
			return next, nil
		}
	}
	for _, f := range fieldsOf(err) {
		name, path, _ := strings.Cut(f.Path, ".")
		if _, blamed := stored[name]; blamed {
			f.Path = path
			wrong[name] = append(wrong[name], f)
		}
	}
	if len(wrong) == 0 { // what ships does not bear what is stored beside it
		for name := range stored {
			wrong[name] = fieldsOf(err)
		}
	}
	return nil, wrong
}

func fieldsOf(err error) []fault.Field {
	if f, ok := fault.As(err); ok && len(f.Fields) > 0 {
		return f.Fields
	}
	return []fault.Field{{Path: "document", Rule: "invalid", Message: fault.Text{ZH: err.Error(), EN: err.Error()}}}
}

func told(wrong []fault.Field) string {
	lines := make([]string, len(wrong))
	for i, f := range wrong {
		lines[i] = f.Path + ": " + f.Message.EN
	}
	slices.Sort(lines)
	return strings.Join(lines, " ")
}
