package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// Received is what is noted of the owner's receipt.
type Received struct {
	On            string    `json:"on,omitempty"` // day; today when left out
	How           string    `json:"how"`
	OnBehalf      *OnBehalf `json:"onBehalf,omitempty"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
}

func (r Received) check(w *fault.Fields, at string, env Env) {
	w.OneOf(at+"how", r.How, SignedWays...)
	if o := r.OnBehalf; o != nil {
		w.Require(at+"onBehalf.how", o.How)
		w.Require(at+"onBehalf.person", o.Person)
		behind(w, at+"onBehalf.at", o.At, env)
	}
	if r.On == "" {
		return
	}
	if _, err := env.Calendar.DayStart(r.On); err != nil || r.On > env.Calendar.Day(env.At) {
		w.Add(at+"on", "date", "须为今天或以前的日期，如 2026-11-01。", "Must be a day up to today such as 2026-11-01.")
	}
}

func (t *turn) received(r *Received) *Signed {
	if r == nil {
		return nil
	}
	on := r.On
	if on == "" {
		on = t.Calendar.Day(t.At)
	}
	t.m.attach(r.AttachmentIDs)
	return &Signed{On: on, How: r.How, OnBehalf: r.OnBehalf, AttachmentIDs: r.AttachmentIDs, By: t.person(), At: t.At}
}

// after: nobody receives what was not paid yet.
func (s *Signed) after(p Payment, cal *worktime.Calendar, field string) error {
	if s == nil || s.On >= cal.Day(p.PaidAt) {
		return nil
	}
	var w fault.Fields
	w.Add(field, "after", "签收日期不能早于付款日期。", "It cannot be received before it was paid.")
	return w.Err()
}

// AwaitsReceipt reports money given that nobody has confirmed yet (待签收). A
// waiver lies in a bill, and what was corrected to nothing was never given.
func (m *Complaint) AwaitsReceipt(p Payment) bool {
	return p.CorrectionOf == "" && p.Signed == nil && !p.Waives() && m.AnonymisedAt == nil && m.NetFen(p.ID) > 0
}

func (m *Complaint) awaitsAnyReceipt() bool { return slices.ContainsFunc(m.Payments, m.AwaitsReceipt) }

// Unsigned reports that all is paid and only a receipt is waited for.
func (m *Complaint) Unsigned() bool { return m.payable() == 0 && m.awaitsAnyReceipt() }

// PayeeOf is the owner to whom a payment went: of a household of a group
// matter, else whose matter it is.
func (m *Complaint) PayeeOf(p Payment) string {
	for _, h := range m.Households {
		if p.HouseID != "" && h.HouseID == p.HouseID {
			return h.OwnerID
		}
	}
	return m.OwnerID
}

// GivenTo reports whether a payment went to the actor.
func (m *Complaint) GivenTo(a access.Actor, p Payment) bool { return a.Owns(m.PayeeOf(p)) }

// asksReceipt reports whether the owner is asked for a receipt; read by a
// colleague, whether any owner is.
func (m *Complaint) asksReceipt(a access.Actor) bool {
	return slices.ContainsFunc(m.Payments, func(p Payment) bool {
		return m.AwaitsReceipt(p) && (!a.Is(access.Owner) || m.GivenTo(a, p))
	})
}

// receiptStep is the part of the time limit of payment that waits for the owner's
// receipt once all is paid: the same limit, due at the same time.
const receiptStep = "receipt"

// AwaitsReceipt reports the part of the limit of payment that waits for the receipt.
func (c Clock) AwaitsReceipt() bool { return c.Kind == terms.Payment && c.Step == receiptStep }

// paidOut ends the time limit of payment once all is paid, and goes on with the
// receipt until it is confirmed. It holds nothing else up: a matter may close
// before, and then the receipt alone is waited for.
func (t *turn) paidOut() {
	awaited, owed := t.m.awaitsAnyReceipt(), t.m.payable() > 0 && t.m.Status.Open()
	if !awaited {
		t.endPayment(receiptStep)
	}
	if owed {
		return
	}
	if c := t.endPayment(""); c != nil && awaited {
		t.begin(Clock{Kind: terms.Payment, Step: receiptStep, Calendar: c.Calendar, StartedAt: c.StartedAt, DueAt: c.DueAt, Told: c.Told, Fixed: c.Fixed})
	}
}

// endPayment ends one part of the time limit of payment; nil where it does not run.
func (t *turn) endPayment(step string) *Clock {
	c := t.m.clock(terms.Payment, step)
	if c != nil {
		t.unpause(c)
		at := t.At
		c.EndedAt = &at
	}
	return c
}

// received reports that a payment's clock is told by that of its receipt, which
// was met or missed: the two are one time limit, from the claim to the receipt.
func (m *Complaint) received(c Clock, at time.Time) bool {
	return c.Kind == terms.Payment && c.Step == "" && slices.ContainsFunc(m.Clocks, func(r Clock) bool {
		state := r.State(at)
		return r.AwaitsReceipt() && r.StartedAt.Equal(c.StartedAt) && (state == Met || state == Missed)
	})
}

// AcknowledgeCommand confirms later that the owner received a payment (签收):
// the owner's own press, or what finance or the desk holds in hand or was told.
type AcknowledgeCommand struct {
	PaymentID     string    `json:"paymentId"`
	On            string    `json:"on,omitempty"`
	How           string    `json:"how,omitempty"` // the owner's own press is online
	OnBehalf      *OnBehalf `json:"onBehalf,omitempty"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
}

func (AcknowledgeCommand) Word() Word { return Acknowledge }

// Brings implements Bringer: the signed receipt.
func (c AcknowledgeCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs, OwnerSees: true}
}

func (c AcknowledgeCommand) received(by access.Actor) *Received {
	r := &Received{On: c.On, How: c.How, OnBehalf: c.OnBehalf, AttachmentIDs: c.AttachmentIDs}
	if by.Is(access.Owner) {
		r.How, r.OnBehalf = "online", nil
	}
	return r
}

func (c AcknowledgeCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("paymentId", c.PaymentID)
	r := c.received(by)
	r.check(&w, "", env)
	if r.How == "phone" && r.OnBehalf == nil {
		w.Add("onBehalf", "required", "业主电话确认收款的，请写明号码、通话人和时间。", "A receipt told by phone takes the number, the person and the time.")
	}
	return w
}

func (c AcknowledgeCommand) run(t *turn) error {
	p := t.m.payment(c.PaymentID)
	switch {
	case p == nil, t.by.Is(access.Owner) && !t.m.GivenTo(t.by, *p):
		return noPayment("paymentId")
	case p.Signed != nil:
		return refused("这笔款已经签收过。", "This payment was acknowledged already.")
	case !t.m.AwaitsReceipt(*p):
		return refused("减免已抵减账单，或这笔款已更正为零，无须签收。", "A waiver lies in the bill, and what was corrected to nothing was not given: neither is acknowledged.")
	}
	signed := t.received(c.received(t.by))
	if err := signed.after(*p, t.Calendar, "on"); err != nil {
		return err
	}
	p.Signed = signed
	t.paidOut()
	return t.leave(pastTense[Acknowledge], "", map[string]any{"paymentId": p.ID, "on": signed.On, "how": signed.How, "onBehalf": signed.OnBehalf}, t.m.PayeeOf(*p) == t.m.OwnerID)
}

func hasUnsigned(m *Complaint, a access.Actor, _ Env) *fault.Error {
	if m.asksReceipt(a) {
		return nil
	}
	return refused("没有待签收的付款。", "No payment waits to be acknowledged.")
}
