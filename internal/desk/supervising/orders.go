package supervising

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/supervision"
)

// NewOrder is what somebody orders.
type NewOrder struct {
	Level, Source, Note string
	ComplaintIDs        []string
	Departments         []string
	AnswerBy            time.Time
	DueAt               *time.Time
}

// Issue gives an order over matters in sight (签发). They may end meanwhile: what
// is overdue is answered for all the same.
func (s *Service) Issue(ctx context.Context, actor access.Actor, in NewOrder) (supervision.Order, error) {
	at, r := s.now(), s.Rules()
	n := supervision.New{Level: in.Level, Source: in.Source, Note: in.Note, Departments: in.Departments, AnswerBy: in.AnswerBy, DueAt: in.DueAt}
	var unknown fault.Fields
	for i, ref := range in.ComplaintIDs {
		m, err := s.Matters.Get(ctx, access.SightOf(actor), ref)
		if fault.Is(err, fault.NotFound) || err == nil && m.AnonymisedAt != nil {
			unknown.Add(fmt.Sprintf("complaintIds[%d]", i), "unknown", "没有这件事项。", "There is no such matter.")
			continue
		}
		if err != nil {
			return supervision.Order{}, err
		}
		if !slices.ContainsFunc(n.Matters, func(x complaint.Complaint) bool { return x.ID == m.ID }) {
			n.Matters = append(n.Matters, m)
		}
	}
	var known []string
	for _, d := range r.Policy.Departments {
		known = append(known, d.Code)
	}
	if w := append(unknown, n.Check(known, at)...); len(w) > 0 {
		return supervision.Order{}, w.Err()
	}
	year := r.Calendar.Day(at)[:4]
	number, err := s.Matters.NextNumber(ctx, supervision.Series(year))
	if err != nil {
		return supervision.Order{}, err
	}
	o := supervision.Issue(n, supervision.Number(year, number), actor, at, newID)
	if err := s.Orders.Add(ctx, o); err != nil {
		return o, err
	}
	return o, s.carry(ctx, o)
}

// OrderQuery selects orders. Empty fields do not select.
type OrderQuery struct {
	Department, ComplaintID, State, Cursor string
	Limit                                  int
}

// OrderPage is one page of the register.
type OrderPage struct {
	Items      []supervision.Order
	NextCursor string
}

// ListOrders reads a page of the register, newest first. Departments see theirs.
func (s *Service) ListOrders(ctx context.Context, actor access.Actor, q OrderQuery) (OrderPage, error) {
	scope := access.SightOf(actor)
	if q.ComplaintID != "" { // by number too, and only what is in sight
		m, err := s.Matters.Get(ctx, scope, q.ComplaintID)
		if err != nil {
			return OrderPage{}, err
		}
		q.ComplaintID = m.ID
	}
	if actor.Is(access.Handler, access.DeptHead) {
		q.Department = actor.Department
	}
	found, err := s.Orders.List(ctx, supervision.Query{
		Key: supervision.KeyOf(q.Department, q.ComplaintID, q.State), Communities: scope.Communities(), NotRecused: scope.Person(), Before: q.Cursor, Limit: q.Limit + 1,
	})
	page := OrderPage{Items: found}
	if len(found) > q.Limit {
		page.Items, page.NextCursor = found[:q.Limit], found[q.Limit-1].ID
	}
	for i := range page.Items {
		page.Items[i] = within(page.Items[i], scope)
	}
	return page, err
}

// within leaves out the matters of communities that are not in sight, and the
// titles of those that another department answers for.
func within(o supervision.Order, scope access.Scope) supervision.Order {
	seen := scope.Communities()
	o.Parts = slices.Clone(o.Parts)
	for i, p := range o.Parts {
		o.Parts[i].Matters = slices.DeleteFunc(slices.Clone(p.Matters), func(m supervision.Matter) bool { return len(seen) > 0 && !slices.Contains(seen, m.CommunityID) })
		for j, m := range o.Parts[i].Matters {
			if !scope.Sees([]string{access.DepartmentAudience(p.Department)}, m.CommunityID, nil) {
				o.Parts[i].Matters[j].Title = ""
			}
		}
	}
	return o
}

// Order reads one order that is in sight.
func (s *Service) Order(ctx context.Context, actor access.Actor, id string) (supervision.Order, error) {
	o, err := s.Orders.Get(ctx, id)
	scope := access.SightOf(actor)
	if err == nil && !o.Seen(scope) {
		err = fault.NotThere()
	}
	return within(o, scope), err
}

// Receive, Answer, MoreTime, Decide, Check and Cancel are what people do on an order.

func (s *Service) Receive(ctx context.Context, actor access.Actor, id string, expect int64) (supervision.Order, error) {
	return s.act(ctx, actor, id, expect, func(o supervision.Order) (supervision.Order, error) { return o.Receipt(actor, s.now()) })
}

func (s *Service) Answer(ctx context.Context, actor access.Actor, id string, r complaint.OrderReply, expect int64) (supervision.Order, error) {
	return s.act(ctx, actor, id, expect, func(o supervision.Order) (supervision.Order, error) { return o.Answer(r, actor, s.now()) })
}

func (s *Service) MoreTime(ctx context.Context, actor access.Actor, id string, until time.Time, reason string, expect int64) (supervision.Order, error) {
	return s.act(ctx, actor, id, expect, func(o supervision.Order) (supervision.Order, error) {
		return o.MoreTime(until, reason, actor, s.now())
	})
}

func (s *Service) Decide(ctx context.Context, actor access.Actor, id, department string, granted bool, note string, expect int64) (supervision.Order, error) {
	return s.act(ctx, actor, id, expect, func(o supervision.Order) (supervision.Order, error) {
		return o.Decided(department, granted, note, actor, s.now())
	})
}

func (s *Service) Check(ctx context.Context, actor access.Actor, id, department, result, note string, answerBy *time.Time, expect int64) (supervision.Order, error) {
	return s.act(ctx, actor, id, expect, func(o supervision.Order) (supervision.Order, error) {
		return o.Checked(department, result, note, answerBy, actor, s.now())
	})
}

func (s *Service) Cancel(ctx context.Context, actor access.Actor, id, reason string, expect int64) (supervision.Order, error) {
	return s.act(ctx, actor, id, expect, func(o supervision.Order) (supervision.Order, error) { return o.Cancelled(reason, actor, s.now()) })
}

// act is the one walk: load → rule → commit → carry to the matters.
func (s *Service) act(ctx context.Context, actor access.Actor, id string, expect int64, rule func(supervision.Order) (supervision.Order, error)) (supervision.Order, error) {
	o, err := s.Orders.Get(ctx, id)
	scope := access.SightOf(actor)
	if err == nil && !o.Seen(scope) {
		err = fault.NotThere()
	}
	if err != nil {
		return o, err
	}
	next, err := rule(o)
	if expect != 0 && expect != o.Version && (err == nil || fault.Is(err, fault.Refused)) {
		err = fault.StaleVersion(o.Version)
	}
	if err == nil {
		err = s.Orders.Update(ctx, next)
	}
	if err != nil {
		return o, err
	}
	return within(next, scope), s.carry(ctx, next)
}
