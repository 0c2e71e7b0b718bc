package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// Levels of a supervision order, in the order of the ladder.
const (
	LevelUrging   = "urging"   // 催办
	LevelOrder    = "order"    // 督办
	LevelCircular = "circular" // 通报
)

// OrderLevels from the lowest.
var OrderLevels = []string{LevelUrging, LevelOrder, LevelCircular}

// OrderSources are what orders come from: 超时、批示、转办、业主催单、审计.
var OrderSources = []string{"overdue", "instruction", "transfer", "urged", "audit"}

// OrderCommand is a supervision order (督办单) on one matter to one department.
type OrderCommand struct {
	To       string     `json:"to"`
	AnswerBy time.Time  `json:"answerBy"`
	Note     string     `json:"note"`
	Level    string     `json:"level,omitempty"`  // else an order
	Source   string     `json:"source,omitempty"` // else as the matter tells
	DueAt    *time.Time `json:"dueAt,omitempty"`
}

func (OrderCommand) Word() Word { return Order }

func (c OrderCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	knownDepartment(&w, "to", c.To, env)
	w.Require("note", c.Note)
	ahead(&w, "answerBy", c.AnswerBy, env)
	if c.Level != "" {
		w.OneOf("level", c.Level, OrderLevels...)
	}
	if c.Source != "" {
		w.OneOf("source", c.Source, OrderSources...)
	}
	if c.DueAt != nil {
		ahead(&w, "dueAt", *c.DueAt, env)
	}
	return w
}

func (c OrderCommand) run(t *turn) error {
	o := OrderNote{
		ID: t.NewID(), Number: t.Facts.OrderNumber, Level: c.Level, Source: c.Source, To: c.To, By: t.person(), At: t.At,
		AnswerBy: c.AnswerBy.UTC().Truncate(time.Millisecond), DueAt: Moment(c.DueAt), Note: c.Note,
	}
	if o.Level == "" {
		o.Level = LevelOrder
	}
	if o.Source == "" {
		o.Source = t.m.orderSource(t.At)
	}
	t.m.Orders = append(t.m.Orders, o)
	t.m.Escalated = true
	return t.note(KindOrdered, c.Note, map[string]any{"orderId": o.ID, "order": o.Number, "to": c.To, "answerBy": o.AnswerBy, "level": o.Level})
}

// orderSource is where an order comes from, as far as the matter tells.
func (m *Complaint) orderSource(at time.Time) string {
	switch {
	case m.Overdue(at):
		return "overdue"
	case m.Transfer != nil:
		return "transfer"
	case len(m.Instructions) > 0:
		return "instruction"
	case m.Urges > 0:
		return "urged"
	}
	return "overdue"
}

// AnswerOrderCommand answers the oldest open order to the department.
type AnswerOrderCommand struct {
	Note        string     `json:"note"` // 进展
	Why         string     `json:"why,omitempty"`
	Measures    string     `json:"measures,omitempty"`
	NewDate     *time.Time `json:"newDate,omitempty"`
	Responsible string     `json:"responsible,omitempty"`
}

func (AnswerOrderCommand) Word() Word { return AnswerOrder }

func (c AnswerOrderCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("note", c.Note)
	return w
}

func (c AnswerOrderCommand) run(t *turn) error {
	i := slices.IndexFunc(t.m.Orders, func(o OrderNote) bool { return o.open() && o.To == t.by.Department })
	p, at := t.person(), t.At
	o := &t.m.Orders[i]
	o.Reply = &OrderReply{Progress: c.Note, Why: c.Why, Measures: c.Measures, NewDate: Moment(c.NewDate), Responsible: c.Responsible}
	o.Answer, o.AnsweredBy, o.AnsweredAt = c.Note, &p, &at
	if o.Received == nil {
		o.Received = &OrderSign{By: p, At: at}
	}
	return t.note(KindOrderAnswered, c.Note, map[string]any{"orderId": o.ID, "order": o.Number})
}
