package rest

import (
	"context"
	"time"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/supervision"
	"anju/internal/desk/supervising"
)

// ListOrders shows the register of supervision orders.
func (s *Server) ListOrders(ctx context.Context, r contract.ListOrdersRequestObject) (contract.ListOrdersResponseObject, error) {
	actor, p := actorOf(ctx), r.Params
	page, err := s.Supervising.ListOrders(ctx, actor, supervising.OrderQuery{
		Department: value(p.Department), ComplaintID: value(p.ComplaintId), State: string(value(p.State)), Cursor: value(p.Cursor), Limit: limitOf(p.Limit),
	})
	if err != nil {
		return nil, err
	}
	at := s.Now()
	return contract.ListOrders200JSONResponse{
		Items:      each(page.Items, func(o supervision.Order) contract.SupervisionOrder { return presentOrder(o, actor, at) }),
		NextCursor: text(page.NextCursor),
	}, nil
}

// CreateOrder issues an order over matters.
func (s *Server) CreateOrder(ctx context.Context, r contract.CreateOrderRequestObject) (contract.CreateOrderResponseObject, error) {
	b := r.Body
	actor := actorOf(ctx)
	o, err := s.Supervising.Issue(ctx, actor, supervising.NewOrder{
		Level: string(b.Level), Source: string(b.Source), Note: b.Note, ComplaintIDs: b.ComplaintIds, Departments: value(b.Departments), AnswerBy: b.AnswerBy, DueAt: b.DueAt,
	})
	if err != nil {
		return nil, err
	}
	return contract.CreateOrder201JSONResponse(presentOrder(o, actor, s.Now())), nil
}

// GetOrder shows one order.
func (s *Server) GetOrder(ctx context.Context, r contract.GetOrderRequestObject) (contract.GetOrderResponseObject, error) {
	actor := actorOf(ctx)
	o, err := s.Supervising.Order(ctx, actor, r.Id)
	return contract.GetOrder200JSONResponse(presentOrder(o, actor, s.Now())), err
}

// ReceiveOrder notes that the department has the order.
func (s *Server) ReceiveOrder(ctx context.Context, r contract.ReceiveOrderRequestObject) (contract.ReceiveOrderResponseObject, error) {
	o, err := s.onOrder(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (supervision.Order, error) {
		return s.Supervising.Receive(ctx, actor, r.Id, expect)
	})
	return contract.ReceiveOrder200JSONResponse(o), err
}

// AnswerSupervisionOrder notes what the department answers.
func (s *Server) AnswerSupervisionOrder(ctx context.Context, r contract.AnswerSupervisionOrderRequestObject) (contract.AnswerSupervisionOrderResponseObject, error) {
	b := r.Body
	o, err := s.onOrder(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (supervision.Order, error) {
		return s.Supervising.Answer(ctx, actor, r.Id, complaint.OrderReply{
			Progress: b.Progress, Why: value(b.Why), Measures: value(b.Measures), NewDate: b.NewDate, Responsible: value(b.Responsible),
		}, expect)
	})
	return contract.AnswerSupervisionOrder200JSONResponse(o), err
}

// ExtendOrder asks for more time to answer.
func (s *Server) ExtendOrder(ctx context.Context, r contract.ExtendOrderRequestObject) (contract.ExtendOrderResponseObject, error) {
	o, err := s.onOrder(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (supervision.Order, error) {
		return s.Supervising.MoreTime(ctx, actor, r.Id, r.Body.Until, r.Body.Reason, expect)
	})
	return contract.ExtendOrder200JSONResponse(o), err
}

// DecideOrderExtension grants more time or does not.
func (s *Server) DecideOrderExtension(ctx context.Context, r contract.DecideOrderExtensionRequestObject) (contract.DecideOrderExtensionResponseObject, error) {
	o, err := s.onOrder(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (supervision.Order, error) {
		return s.Supervising.Decide(ctx, actor, r.Id, r.Body.Department, r.Body.Granted, value(r.Body.Note), expect)
	})
	return contract.DecideOrderExtension200JSONResponse(o), err
}

// CheckOrder notes what looking at an answer came to.
func (s *Server) CheckOrder(ctx context.Context, r contract.CheckOrderRequestObject) (contract.CheckOrderResponseObject, error) {
	o, err := s.onOrder(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (supervision.Order, error) {
		return s.Supervising.Check(ctx, actor, r.Id, r.Body.Department, string(r.Body.Result), value(r.Body.Note), r.Body.AnswerBy, expect)
	})
	return contract.CheckOrder200JSONResponse(o), err
}

// CancelOrder takes an order back.
func (s *Server) CancelOrder(ctx context.Context, r contract.CancelOrderRequestObject) (contract.CancelOrderResponseObject, error) {
	o, err := s.onOrder(ctx, r.Params.IfMatch, func(actor access.Actor, expect int64) (supervision.Order, error) {
		return s.Supervising.Cancel(ctx, actor, r.Id, r.Body.Reason, expect)
	})
	return contract.CancelOrder200JSONResponse(o), err
}

// onOrder is the walk of every word on an order.
func (s *Server) onOrder(ctx context.Context, match *contract.IfMatch, do func(actor access.Actor, expect int64) (supervision.Order, error)) (contract.SupervisionOrder, error) {
	expect, err := ifMatch(value(match))
	if err != nil {
		return contract.SupervisionOrder{}, err
	}
	actor := actorOf(ctx)
	o, err := do(actor, expect)
	return presentOrder(o, actor, s.Now()), err
}

func presentOrder(o supervision.Order, actor access.Actor, at time.Time) contract.SupervisionOrder {
	x := contract.SupervisionOrder{
		Id: o.ID, Version: o.Version, Number: o.Number, Level: contract.OrderLevel(o.Level), Source: contract.OrderSource(o.Source), Note: o.Note,
		By: presentPerson(o.By), At: o.At, DueAt: o.DueAt, State: contract.SupervisionOrderState(o.State()), Ended: presentOrderEnd(o.Ended), Allowed: o.Allowed(actor),
	}
	x.Parts = each(o.Parts, func(p supervision.Part) contract.OrderPart {
		part := contract.OrderPart{
			Id: p.ID, Department: p.Department, AnswerBy: p.AnswerBy, State: contract.OrderPartState(p.State()), Late: o.Late(p, at),
			Matters: each(p.Matters, func(m supervision.Matter) contract.OrderMatter {
				return contract.OrderMatter{Id: m.ID, Number: m.Number, Title: text(m.Title)}
			}),
			Answers: each(p.Answers, func(a supervision.Answer) contract.OrderAnswer {
				return contract.OrderAnswer{
					Progress: a.Progress, Why: text(a.Why), Measures: text(a.Measures), NewDate: a.NewDate, Responsible: text(a.Responsible),
					By: presentPerson(a.By), At: a.At, Check: presentOrderCheck(a.Check),
				}
			}),
			Extension: presentOrderExtension(p.Extension),
		}
		if p.Received != nil {
			part.Received = &contract.OrderSign{By: presentPerson(p.Received.By), At: p.Received.At}
		}
		return part
	})
	x.Trail = each(o.Trail, func(t supervision.Step) contract.OrderStep {
		return contract.OrderStep{
			Kind: contract.OrderStepKind(t.Kind), At: t.At, By: presentPersonOf(t.By), Department: text(t.Department), Level: text(t.Level),
			Note: text(t.Note), Result: text(t.Result), Until: t.Until,
		}
	})
	return x
}

func presentOrderCheck(c *complaint.OrderCheck) *contract.OrderCheck {
	if c == nil {
		return nil
	}
	return &contract.OrderCheck{Result: contract.OrderCheckResult(c.Result), Note: text(c.Note), By: presentPerson(c.By), At: c.At}
}

func presentOrderExtension(e *complaint.OrderExtension) *contract.OrderExtension {
	if e == nil {
		return nil
	}
	x := &contract.OrderExtension{Until: e.Until, Reason: e.Reason, By: presentPerson(e.By), At: e.At, Granted: e.Granted, Note: text(e.Note)}
	if d := e.Decided; d != nil {
		x.DecidedBy, x.DecidedAt = presentPersonOf(&d.By), &d.At
	}
	return x
}

func presentOrderEnd(e *complaint.OrderEnd) *contract.OrderEnd {
	if e == nil {
		return nil
	}
	return &contract.OrderEnd{By: presentPerson(e.By), At: e.At, Cancelled: e.Cancelled, Note: text(e.Note)}
}
