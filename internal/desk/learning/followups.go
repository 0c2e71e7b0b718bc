package learning

import (
	"context"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/outbox"
	"anju/internal/core/terms"
	"anju/internal/desk/service"
)

// Hear follows what a committed event of a matter orders, and drafts the case
// study that an evaluation asks for. Hearing it twice makes nothing twice.
func (s *Service) Hear(ctx context.Context, p outbox.Pending) error {
	for _, item := range followup.FromEvent(p.Event, p.Matter) {
		if err := s.follow(ctx, item); err != nil {
			return err
		}
	}
	if p.Event.Kind == complaint.KindEvaluated && p.Matter.Evaluation != nil && p.Matter.Evaluation.CaseStudy {
		return s.draft(ctx, p.Matter)
	}
	return nil
}

// follow keeps an item, or what its source says anew of it.
func (s *Service) follow(ctx context.Context, item followup.Item) error {
	known, err := s.FollowUps.Get(ctx, item.ID)
	if fault.Is(err, fault.NotFound) {
		return s.FollowUps.Add(ctx, item)
	}
	if err != nil {
		return err
	}
	if next, changed := known.Changed(item); changed {
		return s.FollowUps.Update(ctx, next)
	}
	return nil
}

// FollowUpQuery selects items. Empty fields do not select.
type FollowUpQuery struct {
	Department  string
	ComplaintID string
	State       string // open answered done
	Given       bool   // only what the actor gave
	Cursor      string
	Limit       int
}

// FollowUpPage is one page of items.
type FollowUpPage struct {
	Items      []followup.Item
	NextCursor string
	At         time.Time // when it was read: what is late is late at it
}

// ListFollowUps reads a page: what is open by due date, what is done newest
// first. Departments see what was given to them.
func (s *Service) ListFollowUps(ctx context.Context, actor access.Actor, q FollowUpQuery) (FollowUpPage, error) {
	page := FollowUpPage{Items: []followup.Item{}, At: s.now()}
	after, err := markOf(q.Cursor)
	if err != nil {
		return page, err
	}
	scope := access.SightOf(actor)
	complaintID := q.ComplaintID
	if complaintID != "" { // by number too, and only what is in sight
		m, err := s.Matters.Get(ctx, scope, complaintID)
		if err != nil {
			return page, err
		}
		complaintID = m.ID
	}
	key := followup.KeyOf(theirs(actor, q.Department), complaintID, q.State)
	if q.Given && complaintID == "" {
		key = followup.GivenBy(actor.ID, q.State)
	}
	found, err := s.FollowUps.List(ctx, followup.Query{
		Key: key, Communities: followup.CommunitiesOf(scope), NotRecused: scope.Person(),
		Descending: q.State == "done", After: after, Limit: q.Limit + 1,
	})
	if err != nil {
		return page, err
	}
	if len(found) > q.Limit {
		found = found[:q.Limit]
		last := found[q.Limit-1]
		page.NextCursor = base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(last.DueAt.UnixMilli(), 10) + " " + last.ID))
	}
	page.Items = found
	return page, nil
}

func markOf(cursor string) (*followup.Mark, error) {
	if cursor == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	due, id, ok := strings.Cut(string(raw), " ")
	ms, errDue := strconv.ParseInt(due, 10, 64)
	if err != nil || errDue != nil || !ok {
		return nil, fault.BadCursor()
	}
	return &followup.Mark{DueAt: time.UnixMilli(ms).UTC(), ID: id}, nil
}

// FollowUp reads one item that is in sight.
func (s *Service) FollowUp(ctx context.Context, actor access.Actor, id string) (followup.Item, error) {
	item, err := s.FollowUps.Get(ctx, id)
	if err == nil && !item.Seen(access.SightOf(actor)) {
		err = fault.NotThere()
	}
	return item, err
}

// NewFollowUp is what somebody asks of a department by hand.
type NewFollowUp struct {
	What, Department, Place string
	OwnerID                 string // or login
	ComplaintID             string // or number
	DueAt                   time.Time
}

// AskFollowUp keeps an item that somebody asks for.
func (s *Service) AskFollowUp(ctx context.Context, actor access.Actor, in NewFollowUp) (followup.Item, error) {
	n := followup.New{What: in.What, Department: in.Department, OwnerID: in.OwnerID, DueAt: in.DueAt, Place: in.Place}
	if in.ComplaintID != "" {
		m, err := s.Matters.Get(ctx, access.SightOf(actor), in.ComplaintID)
		if fault.Is(err, fault.NotFound) {
			var w fault.Fields
			w.Add("complaintId", "unknown", "没有这件事项。", "There is no such matter.")
			err = w.Err()
		}
		if err != nil {
			return followup.Item{}, err
		}
		n.Matter = &m
	}
	if in.OwnerID != "" {
		var err error
		if n.Owner, err = s.member(ctx, in.OwnerID); err != nil {
			return followup.Item{}, err
		}
	}
	item, err := followup.Ask(newID(), n, actor, s.Rules().Policy, s.now())
	if err != nil {
		return item, err
	}
	return item, s.FollowUps.Add(ctx, item)
}

// AnswerFollowUp answers an item. One of a corrective action is a thing to do
// there, and so reported done there.
func (s *Service) AnswerFollowUp(ctx context.Context, actor access.Actor, id, text string, found *bool, expect int64) (followup.Item, error) {
	item, err := s.FollowUp(ctx, actor, id)
	if err != nil {
		return item, err
	}
	if expect != 0 && expect != item.Version {
		return item, fault.StaleVersion(item.Version)
	}
	if item.Kind == followup.Step {
		if _, err := item.Answered(actor, text, found, s.now()); err != nil {
			return item, err
		}
		if _, err := s.TakeStep(ctx, actor, item.ActionID, stepDone(id, text), 0); err != nil {
			return item, err
		}
		return s.FollowUps.Get(ctx, id)
	}
	next, err := item.Answered(actor, text, found, s.now())
	if err != nil {
		return item, err
	}
	return next, s.FollowUps.Update(ctx, next)
}

// RegisterFollowUp makes a patrol matter of what a check found.
func (s *Service) RegisterFollowUp(ctx context.Context, actor access.Actor, id string, expect int64) (followup.Item, error) {
	item, err := s.FollowUp(ctx, actor, id)
	if err != nil {
		return item, err
	}
	if expect != 0 && expect != item.Version {
		return item, fault.StaleVersion(item.Version)
	}
	if err := item.MayRegister(actor); err != nil {
		return item, err
	}
	title := item.Place + "：" + item.What
	if r := []rune(title); len(r) > 120 {
		title = string(r[:119]) + "…"
	}
	v, err := s.Registrar.Register(ctx, actor, service.Submission{Form: complaint.Form{
		Channel: terms.Patrol, Nature: terms.Repair, Title: title, Text: item.Answer.Text + "\n（举一反三，源自 " + item.Matter.Number + "）",
		CommunityID: item.CommunityID, Place: item.Place, Reporter: complaint.Reporter{Kind: "anonymous"},
	}})
	if err != nil {
		return item, err
	}
	next := item.RegisteredAs(complaint.Ref{ID: v.ID, Number: v.Number})
	return next, s.FollowUps.Update(ctx, next)
}

// JudgeFollowUp accepts the answer of an item, or asks to answer anew by a time.
func (s *Service) JudgeFollowUp(ctx context.Context, actor access.Actor, id string, accept bool, note string, dueAt *time.Time, expect int64) (followup.Item, error) {
	item, err := s.FollowUp(ctx, actor, id)
	if err != nil {
		return item, err
	}
	if expect != 0 && expect != item.Version {
		return item, fault.StaleVersion(item.Version)
	}
	next, err := item.Judged(actor, accept, note, dueAt, s.now())
	if err != nil {
		return item, err
	}
	return next, s.FollowUps.Update(ctx, next)
}
