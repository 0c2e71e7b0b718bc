package complaint

import (
	"bytes"
	"encoding/json"
	"time"

	"anju/internal/core/access"
)

// OrderNote is a supervision order (督办单) as one matter and one department know
// it. Orders over several matters are kept in the register of orders, which
// carries to each matter what became of them.
type OrderNote struct {
	ID         string     `json:"id"`
	OrderID    string     `json:"orderId,omitempty"` // in the register; "": the ID itself
	Version    int64      `json:"version,omitempty"` // of the order that this says; 0: given here
	Number     string     `json:"number,omitempty"`  // 督〔2026〕12号
	Level      string     `json:"level,omitempty"`
	Source     string     `json:"source,omitempty"`
	To         string     `json:"to"` // department
	By         Person     `json:"by"`
	At         time.Time  `json:"at"`
	AnswerBy   time.Time  `json:"answerBy"`
	DueAt      *time.Time `json:"dueAt,omitempty"` // when the matter itself is to be done (办结时限)
	Note       string     `json:"note"`            // what is demanded
	Others     []Ref      `json:"others,omitempty"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredBy *Person    `json:"answeredBy,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`

	Received  *OrderSign      `json:"received,omitempty"`
	Reply     *OrderReply     `json:"reply,omitempty"` // the parts of the answer
	Check     *OrderCheck     `json:"check,omitempty"` // of the last answer
	Extension *OrderExtension `json:"extension,omitempty"`
	Ended     *OrderEnd       `json:"ended,omitempty"`
}

// OrderSign is who did something on an order, and when.
type OrderSign struct {
	By Person    `json:"by"`
	At time.Time `json:"at"`
}

// OrderReply are the parts of an answer to an order.
type OrderReply struct {
	Progress    string     `json:"progress"`
	Why         string     `json:"why,omitempty"` // 未按期原因
	Measures    string     `json:"measures,omitempty"`
	NewDate     *time.Time `json:"newDate,omitempty"`
	Responsible string     `json:"responsible,omitempty"`
}

// OrderCheck is what looking at an answer came to (核验).
type OrderCheck struct {
	Result string    `json:"result"` // done partly not
	Note   string    `json:"note,omitempty"`
	By     Person    `json:"by"`
	At     time.Time `json:"at"`
}

// OrderExtension is more time to answer, asked for and granted or not.
type OrderExtension struct {
	Until   time.Time  `json:"until"`
	Reason  string     `json:"reason"`
	By      Person     `json:"by"`
	At      time.Time  `json:"at"`
	Granted *bool      `json:"granted,omitempty"` // nil: not decided
	Note    string     `json:"note,omitempty"`
	Decided *OrderSign `json:"decided,omitempty"`
}

// OrderEnd is how an order ended: struck off (销号), or cancelled with a reason.
type OrderEnd struct {
	By        Person    `json:"by"`
	At        time.Time `json:"at"`
	Cancelled bool      `json:"cancelled,omitempty"`
	Note      string    `json:"note,omitempty"`
}

func (o OrderNote) open() bool { return o.AnsweredAt == nil && o.Ended == nil }

// Of is the order's id in the register.
func (o OrderNote) Of() string {
	if o.OrderID != "" {
		return o.OrderID
	}
	return o.ID
}

// What becomes of an order after it was given stands on the timeline as well.
const (
	KindOrdered        Kind = "ordered"
	KindOrderAnswered  Kind = "order_answered"
	KindOrderReceived  Kind = "order_received"
	KindOrderChecked   Kind = "order_checked"
	KindOrderExtension Kind = "order_extension"
	KindOrderClimbed   Kind = "order_climbed"
	KindOrderEnded     Kind = "order_ended"
)

// CarryOrder brings a matter up to what the register of orders says, whatever
// the matter's status: an order is not lost because a matter ends meanwhile. It
// leaves an entry for each thing that is new and gives nil when nothing is, so
// that carrying twice changes nothing. What two instances carry at once may come
// out of turn: an earlier version does not undo a later one.
func CarryOrder(m Complaint, to OrderNote, env Env) (*Change, error) {
	if m.AnonymisedAt != nil {
		return nil, nil
	}
	next := m.clone()
	t := &turn{Env: env, m: &next}
	known := next.order(to.ID)
	if known != nil && to.Version < known.Version {
		return nil, nil
	}
	if known == nil {
		given := to
		given.Answer, given.AnsweredBy, given.AnsweredAt, given.Reply = "", nil, nil, nil
		given.Received, given.Check, given.Extension, given.Ended = nil, nil, nil, nil
		next.Orders = append(next.Orders, given)
		next.Escalated = true
		known = &next.Orders[len(next.Orders)-1]
		if err := t.carried(KindOrdered, supervising(to.By), to.Note, to, map[string]any{"answerBy": to.AnswerBy, "level": to.Level}); err != nil {
			return nil, err
		}
	}
	same := *known
	same.Version = to.Version
	if alike(same, to) {
		if len(t.events) == 0 {
			return nil, nil
		}
	} else {
		before := *known
		*known = to
		if err := t.carryNews(before, to); err != nil {
			return nil, err
		}
	}
	c := t.finish(m.Version)
	return &c, nil
}

func (m *Complaint) order(id string) *OrderNote {
	for i := range m.Orders {
		if m.Orders[i].ID == id {
			return &m.Orders[i]
		}
	}
	return nil
}

// carryNews leaves an entry for each thing in which the order differs.
func (t *turn) carryNews(before, to OrderNote) error {
	if r := to.Received; r != nil && before.Received == nil {
		if err := t.carried(KindOrderReceived, answering(r.By), "", to, nil); err != nil {
			return err
		}
	}
	if x := to.Extension; x != nil && !alike(before.Extension, x) {
		by, note := answering(x.By), x.Reason
		if x.Decided != nil {
			by, note = supervising(x.Decided.By), x.Note
		}
		if err := t.carried(KindOrderExtension, by, note, to, map[string]any{"until": x.Until, "granted": x.Granted}); err != nil {
			return err
		}
	}
	if to.AnsweredAt != nil && (before.AnsweredAt == nil || !before.AnsweredAt.Equal(*to.AnsweredAt)) {
		if err := t.carried(KindOrderAnswered, answering(*to.AnsweredBy), to.Answer, to, nil); err != nil {
			return err
		}
	}
	if x := to.Check; x != nil && !alike(before.Check, x) {
		if err := t.carried(KindOrderChecked, supervising(x.By), x.Note, to, map[string]any{"result": x.Result}); err != nil {
			return err
		}
	}
	if before.Level != "" && before.Level != to.Level {
		if err := t.carried(KindOrderClimbed, access.Anju(), "", to, map[string]any{"level": to.Level, "answerBy": to.AnswerBy}); err != nil {
			return err
		}
	}
	if x := to.Ended; x != nil && before.Ended == nil {
		return t.carried(KindOrderEnded, supervising(x.By), x.Note, to, map[string]any{"cancelled": x.Cancelled})
	}
	return nil
}

// carried leaves an inside entry in the name of whoever did it on the order.
// Whoever is to be told of an order over many matters is told by the register,
// once, and not for each of them.
func (t *turn) carried(kind Kind, by access.Actor, note string, o OrderNote, data map[string]any) error {
	said := map[string]any{"orderId": o.ID, "order": o.Number, "to": o.To, "carried": true}
	for k, v := range data {
		said[k] = v
	}
	t.by = by
	return t.note(kind, note, said)
}

// supervising is a desk lead or leader who acted on an order: leaders are of no
// department.
func supervising(p Person) access.Actor {
	a := access.Actor{ID: p.ID, Name: p.Name, Role: access.DeskLead, Department: p.Department}
	if p.Department == "" {
		a.Role = access.Leader
	}
	return a
}

// answering is the head who acted for the department.
func answering(p Person) access.Actor {
	return access.Actor{ID: p.ID, Name: p.Name, Role: access.DeptHead, Department: p.Department}
}

// alike compares as stores keep it.
func alike(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// Moment is a time as stores keep it: UTC, whole milliseconds.
func Moment(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC().Truncate(time.Millisecond)
	return &at
}
