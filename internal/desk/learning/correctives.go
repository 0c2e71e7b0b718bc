package learning

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/corrective"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/terms"
	"anju/internal/desk/round"
)

// NewCorrective is what a corrective action begins with; the team by logins or ids.
type NewCorrective struct {
	Title        string
	Form         corrective.Form
	Problem      string
	ComplaintIDs []string
	Team         []string
}

// NewTodo is a thing to do, its owner by login or id.
type NewTodo struct {
	What  string
	Owner string
	DueAt time.Time
}

// Step is one step of the work.
type Step struct {
	Box    string
	Text   string
	Todos  []NewTodo
	TodoID string
	Note   string
}

func stepDone(todoID, note string) Step { return Step{TodoID: todoID, Note: note} }

// CorrectivePage is one page of corrective actions, newest first.
type CorrectivePage struct {
	Items      []corrective.Action
	NextCursor string
}

// CorrectiveQuery selects corrective actions. Empty fields do not select.
type CorrectiveQuery struct {
	Department  string
	ComplaintID string
	State       string // open closed
	Cursor      string
	Limit       int
}

// MakeCorrective begins a corrective action (专项整改) out of matters in sight.
func (s *Service) MakeCorrective(ctx context.Context, actor access.Actor, in NewCorrective) (corrective.Action, error) {
	var w fault.Fields
	n := corrective.New{Title: in.Title, Form: in.Form, Problem: in.Problem}
	for i, ref := range in.ComplaintIDs {
		m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
		if fault.Is(err, fault.NotFound) {
			w.Add(fmt.Sprintf("complaintIds[%d]", i), "unknown", "没有这件事项。", "There is no such matter.")
			continue
		}
		if err != nil {
			return corrective.Action{}, err
		}
		if !slices.ContainsFunc(n.Matters, func(x complaint.Complaint) bool { return x.ID == m.ID }) {
			n.Matters = append(n.Matters, m)
		}
	}
	for i, login := range in.Team {
		p, err := s.member(ctx, login)
		if err != nil {
			return corrective.Action{}, err
		}
		if p == nil {
			w.Add(fmt.Sprintf("team[%d]", i), "unknown", "没有这位员工。", "There is no such colleague.")
			continue
		}
		n.Team = append(n.Team, *p)
	}
	if err := w.Err(); err != nil {
		return corrective.Action{}, err
	}
	if len(n.Matters) > 0 {
		n.Place = placeOf(n.Matters[0])
	}
	a, err := corrective.Make(newID(), n, actor, s.now())
	if err != nil {
		return a, err
	}
	if a.Department == "" {
		a.Department = terms.Service
	}
	return a, s.Correctives.Create(ctx, a)
}

func placeOf(m complaint.Complaint) string {
	switch {
	case m.CommunityName != "" && m.Building != "":
		return m.CommunityName + " " + m.Building
	case m.CommunityName != "":
		return m.CommunityName
	}
	return ""
}

// member is an active colleague by login or id; nil when there is none.
func (s *Service) member(ctx context.Context, ref string) (*complaint.Person, error) {
	a, err := s.Accounts.ByLogin(ctx, ref)
	if fault.Is(err, fault.NotFound) {
		a, err = s.Accounts.Get(ctx, ref)
	}
	if fault.Is(err, fault.NotFound) || (err == nil && (!a.Active || a.Role == access.Owner)) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &complaint.Person{ID: a.ID, Name: a.Name, Department: a.Department}, nil
}

// Corrective reads one corrective action that is in sight.
func (s *Service) Corrective(ctx context.Context, actor access.Actor, id string) (corrective.Action, error) {
	a, err := s.Correctives.Get(ctx, id)
	if err == nil && !a.Seen(access.SightOf(actor)) {
		err = fault.NotThere()
	}
	return a, err
}

// ListCorrectives reads a page, newest first. Departments see their own.
func (s *Service) ListCorrectives(ctx context.Context, actor access.Actor, q CorrectiveQuery) (CorrectivePage, error) {
	scope := access.SightOf(actor)
	complaintID := q.ComplaintID
	if complaintID != "" {
		m, err := s.Matters.Get(ctx, scope, complaintID)
		if err != nil {
			return CorrectivePage{}, err
		}
		complaintID = m.ID
	}
	found, err := s.Correctives.List(ctx, corrective.Query{
		Key: corrective.KeyOf(theirs(actor, q.Department), complaintID, q.State), Communities: scope.Communities(), NotRecused: scope.Person(),
		Before: q.Cursor, Limit: q.Limit + 1,
	})
	page := CorrectivePage{Items: found}
	if len(found) > q.Limit {
		page.Items, page.NextCursor = found[:q.Limit], found[q.Limit-1].ID
	}
	return page, err
}

// AtSpot lists the corrective actions of a place and class, newest first.
func (s *Service) AtSpot(ctx context.Context, actor access.Actor, spot string) ([]corrective.Action, error) {
	scope := access.SightOf(actor)
	found, err := s.Correctives.List(ctx, corrective.Query{Key: corrective.OfSpot(spot), Communities: scope.Communities(), NotRecused: scope.Person(), Limit: 5})
	return slices.DeleteFunc(found, func(a corrective.Action) bool { return !a.Seen(scope) }), err
}

// Effect says what became of such matters.
func (s *Service) Effect(ctx context.Context, a corrective.Action) (corrective.Effect, error) {
	r := s.Rules()
	window := r.Policy.Windows.HotspotDays
	if len(a.Spots) == 0 {
		return a.EffectOf(nil, s.now(), window, r.Calendar.Day), nil
	}
	sums, err := s.Figures.Sum(ctx, nil, r.Calendar.Day(a.Since(window)), r.Calendar.Day(s.now()), a.Measures(), true)
	return a.EffectOf(sums, s.now(), window, r.Calendar.Day), err
}

// TakeStep carries out a step of a corrective action.
func (s *Service) TakeStep(ctx context.Context, actor access.Actor, id string, in Step, expect int64) (corrective.Action, error) {
	step := corrective.Step{Box: in.Box, Text: in.Text, TodoID: in.TodoID, Note: in.Note}
	var w fault.Fields
	for i, t := range in.Todos {
		p, err := s.member(ctx, t.Owner)
		if err != nil {
			return corrective.Action{}, err
		}
		if p == nil {
			w.Add(fmt.Sprintf("todos[%d].owner", i), "unknown", "没有这位员工。", "There is no such colleague.")
			continue
		}
		step.Todos = append(step.Todos, corrective.Todo{What: t.What, Owner: *p, DueAt: t.DueAt})
	}
	if err := w.Err(); err != nil {
		return corrective.Action{}, err
	}
	return s.act(ctx, actor, id, expect, func(a corrective.Action) (corrective.Action, error) {
		return a.Take(step, actor, s.now(), newID)
	})
}

// Verify says whether a thing that was done did what it should.
func (s *Service) Verify(ctx context.Context, actor access.Actor, id, todoID string, passed bool, note string, expect int64) (corrective.Action, error) {
	return s.act(ctx, actor, id, expect, func(a corrective.Action) (corrective.Action, error) {
		return a.Verify(todoID, passed, note, actor, s.now())
	})
}

// CloseCorrective ends a corrective action.
func (s *Service) CloseCorrective(ctx context.Context, actor access.Actor, id, conclusion string, expect int64) (corrective.Action, error) {
	return s.act(ctx, actor, id, expect, func(a corrective.Action) (corrective.Action, error) {
		return a.Close(conclusion, actor, s.now())
	})
}

// Upgrade makes a full 8D of a corrective action.
func (s *Service) Upgrade(ctx context.Context, actor access.Actor, id string, expect int64) (corrective.Action, error) {
	return s.act(ctx, actor, id, expect, func(a corrective.Action) (corrective.Action, error) {
		return a.Upgrade(actor, s.now())
	})
}

// act is the one walk: load → rule → commit → tell the follow-up items.
func (s *Service) act(ctx context.Context, actor access.Actor, id string, expect int64, rule func(corrective.Action) (corrective.Action, error)) (corrective.Action, error) {
	a, err := s.Corrective(ctx, actor, id)
	if err != nil {
		return a, err
	}
	if expect != 0 && expect != a.Version {
		return a, fault.StaleVersion(a.Version)
	}
	next, err := rule(a)
	if err != nil {
		return a, err
	}
	if err := s.Correctives.Update(ctx, next); err != nil {
		return a, err
	}
	return next, s.tell(ctx, next)
}

// tell writes what is to do as follow-up items. Until it is done the action
// stands in the list of those untold, so a crash in between loses nothing.
func (s *Service) tell(ctx context.Context, a corrective.Action) error {
	for _, t := range a.Todos {
		item := followup.Item{
			ID: t.ID, Kind: followup.Step, What: t.What, ActionID: a.ID, Title: a.Title, CommunityID: a.CommunityID, Place: a.Place,
			Department: t.Owner.Department, Owner: &t.Owner, DueAt: t.DueAt, By: a.By, CreatedAt: a.UpdatedAt, Recused: a.Recused,
		}
		if item.Department == "" {
			item.Department = a.Department
		}
		if t.Done != nil {
			item.Answer = &followup.Answer{Text: t.Done.Note, By: t.Done.By, At: t.Done.At}
		}
		if err := s.follow(ctx, followup.Made(item)); err != nil && !fault.Is(err, fault.Stale) {
			return err
		}
	}
	return s.Correctives.Told(ctx, a.ID, a.Version)
}

// TellAll writes the follow-up items of every action that is untold yet.
func (s *Service) TellAll(ctx context.Context) (told int, err error) {
	untold, err := s.Correctives.List(ctx, corrective.Query{Key: corrective.Untold, Limit: 100})
	if err != nil {
		return 0, err
	}
	return round.Each(untold, func(a corrective.Action) (bool, error) {
		err := s.tell(ctx, a)
		return err == nil, err
	})
}
