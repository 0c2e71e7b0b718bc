package rulebook

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
	"anju/internal/core/rules"
	"anju/internal/core/settings"
)

// State is a document as it stands. Version 1 is what ships.
type State struct {
	Name    string
	Version int64
	Doc     json.RawMessage
	Faults  []fault.Field // of what was saved and cannot hold: what ships is in force
	At      *time.Time    // when it was last saved; nil: never
	ByName  string
}

// Edit is a document as somebody wants it.
type Edit struct {
	Doc    json.RawMessage // parts left out stay as they are
	Note   string          // why
	Expect int64           // the version that they saw; 0 for any
	DryRun bool            // say what would change, and change nothing
}

// Saved is what an edit came to.
type Saved struct {
	State
	Changes []rules.Change
	Effects []Effect
}

const longestNote = 200

// Get gives a document as it stands.
func (s *Service) Get(by access.Actor, name string) (State, error) {
	if err := mayRead(by); err != nil {
		return State{}, err
	}
	return s.current.Load().state(name)
}

// All are the documents as they stand, with who saved each last.
func (s *Service) All(ctx context.Context, by access.Actor) ([]State, error) {
	if err := mayRead(by); err != nil {
		return nil, err
	}
	var out []State
	for _, name := range rules.Documents {
		state, err := s.current.Load().state(name)
		if err != nil {
			return nil, err
		}
		if state.Version > 1 {
			x, err := s.Settings.Get(ctx, name)
			if err != nil {
				return nil, err
			}
			state.At, state.ByName = &x.UpdatedAt, x.ByName
		}
		out = append(out, state)
	}
	return out, nil
}

func (e *edition) state(name string) (State, error) {
	doc, err := e.rules.Decided().Document(name)
	return State{Name: name, Version: e.versions[name] + 1, Doc: doc, Faults: e.faults[name]}, err
}

// Save puts the next version of a document in force, here at once. One that
// changes nothing is not saved.
func (s *Service) Save(ctx context.Context, by access.Actor, name string, edit Edit) (Saved, error) {
	if !by.Is(access.Admin) {
		return Saved{}, fault.Deny("只有管理员可以修改设置。", "Only an administrator may change settings.")
	}
	if _, err := s.Refresh(ctx); err != nil {
		return Saved{}, err
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	now := s.current.Load()
	stands, err := now.state(name)
	if err != nil {
		return Saved{}, err
	}
	next, err := s.weigh(ctx, now.rules.Decided(), name, edit)
	if err != nil {
		return Saved{}, err
	}
	if edit.Expect != 0 && edit.Expect != stands.Version {
		return Saved{}, fault.StaleVersion(stands.Version)
	}
	out := Saved{State: State{Name: name, Version: stands.Version}}
	if out.Doc, err = next.Decided().Document(name); err != nil {
		return Saved{}, err
	}
	if out.Changes, err = rules.Changes(stands.Doc, out.Doc); err != nil {
		return Saved{}, err
	}
	if out.Effects, err = s.effects(ctx, now.rules, next, name, out.Changes); err != nil {
		return Saved{}, err
	}
	if edit.DryRun || len(out.Changes) == 0 && len(stands.Faults) == 0 {
		return out, nil
	}
	doc, err := next.Decided().Stored(name, s.Shipped.Decided())
	if err != nil {
		return Saved{}, err
	}
	put := settings.Setting{Name: name, Version: stands.Version, Doc: doc, ByID: by.ID, ByName: by.Name, Note: edit.Note, UpdatedAt: s.now()}
	if err := s.Settings.Put(ctx, put); err != nil {
		if f, ok := fault.As(err); ok && f.Kind == fault.Stale {
			return Saved{}, fault.StaleVersion(f.Current + 1)
		}
		return Saved{}, err
	}
	e := &edition{rules: next, versions: maps.Clone(now.versions), faults: maps.Clone(now.faults)}
	if e.versions == nil {
		e.versions, e.faults = map[string]int64{}, map[string][]fault.Field{}
	}
	e.versions[name] = put.Version
	delete(e.faults, name)
	s.current.Store(e)
	out.Version, out.At, out.ByName = put.Version+1, &put.UpdatedAt, by.Name
	return out, s.Audit.Append(ctx, audit.New(ctx, s.NewID(), put.UpdatedAt, by, "settings.changed", "settings:"+name, reason(edit.Note, out.Changes)))
}

// weigh makes the rules that would be in force, or says all that is wrong.
func (s *Service) weigh(ctx context.Context, now rules.Decisions, name string, edit Edit) (*rules.Rules, error) {
	next, err := now.With(name, edit.Doc)
	if err != nil {
		return nil, err
	}
	var wrong fault.Fields
	if err := s.vanished(ctx, now, next, name, &wrong); err != nil {
		return nil, err
	}
	gone := len(wrong) > 0
	wrong.Length("note", edit.Note, 0, longestNote)
	if f, ok := fault.As(next.Validate(name)); ok && !gone { // else the rest misses only what is gone
		wrong = append(wrong, f.Fields...)
	}
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	made, err := s.Shipped.With(next.Policy, next.Days)
	if err != nil {
		wrong.Add("items", "none_known", "至少须保留一个系统自带的类别，分类建议才有依据。", "Keep one of the categories that ship in use, else nothing can be suggested.")
		return nil, wrong.Err()
	}
	return made, nil
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

func mayRead(by access.Actor) error {
	if by.Is(access.Admin) || by.Is(access.Auditor) {
		return nil
	}
	return fault.Deny("只有管理员和审计可以查看设置。", "Only administrators and auditors may read settings.")
}

const longestReason = 2000

// reason is what the audit log keeps of an edit: why, and what was and is.
func reason(note string, changes []rules.Change) string {
	var b strings.Builder
	b.WriteString(note)
	for _, c := range changes {
		line := fmt.Sprintf("%s: %s → %s", c.Field, orNone(c.Was), orNone(c.Is))
		if b.Len() > 0 {
			line = "; " + line
		}
		if b.Len()+len(line) > longestReason {
			fmt.Fprintf(&b, "; … (%d)", len(changes))
			break
		}
		b.WriteString(line)
	}
	return b.String()
}

// orNone shortens a value that is a whole table.
func orNone(v json.RawMessage) string {
	const most = 160
	switch {
	case v == nil:
		return "–"
	case utf8.RuneCount(v) > most:
		return string([]rune(string(v))[:most]) + "…"
	}
	return string(v)
}
