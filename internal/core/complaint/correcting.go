package complaint

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// CorrectCommand puts a payment or a recovery right by an entry of its own.
// AmountFen is the difference: what is right less what was noted; 0 where the
// voucher alone was wrong.
type CorrectCommand struct {
	PaymentID string `json:"paymentId"` // of a payment or a recovery
	AmountFen int64  `json:"amountFen"`
	Reason    string `json:"reason"`
	Receipt   string `json:"receipt,omitempty"`
}

func (CorrectCommand) Word() Word { return Correct }

func (c CorrectCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("paymentId", c.PaymentID)
	w.Require("reason", c.Reason)
	if c.AmountFen == 0 && c.Receipt == "" {
		w.Add("amountFen", "difference", "填更正差额（少付为正、多记为负）；只更正凭证号时填 0 和新的凭证号。", "The difference, below zero when too much was noted; 0 with a new voucher when that alone was wrong.")
	}
	return w
}

func (c CorrectCommand) run(t *turn) error {
	t.m.bear(t.Env)
	if r := t.m.recovery(c.PaymentID); r != nil {
		return c.recovery(t, *r)
	}
	p := t.m.payment(c.PaymentID)
	if p == nil {
		return noPayment("paymentId")
	}
	return c.payment(t, *p)
}

func (c CorrectCommand) payment(t *turn, p Payment) error {
	m := t.m
	var w fault.Fields
	net := m.NetFen(p.ID)
	if net+c.AmountFen < m.RecoveredFen(p.ID) {
		w.Add("amountFen", "minimum", "更正后不能少于零，也不能少于已追偿的金额。", "What is left cannot be below zero, nor below what was recovered.")
	}
	headroom := p.AmountFen - net
	if p.Round == m.Rounds {
		headroom = m.payable()
		if o := m.agreed(); o != nil && o.PerHouseholdFen > 0 {
			headroom = min(headroom, o.PerHouseholdFen-m.PaidTo(p.HouseID))
		}
	}
	if c.AmountFen > max(headroom, 0) {
		w.Add("amountFen", "maximum", "超过已批准且业主已同意的金额；金额变更须重新走方案审批。", "More than what was approved and agreed; a changed amount needs a new round.")
	}
	if err := w.Err(); err != nil {
		return err
	}
	x := Payment{
		ID: t.NewID(), Kind: p.Kind, Basis: p.Basis, Ground: p.Ground, AmountFen: c.AmountFen, PaidAt: t.At, Receipt: c.receipt(p.Receipt), Payee: p.Payee,
		By: t.person(), Round: p.Round, HouseID: p.HouseID, CorrectionOf: p.ID, Reason: c.Reason, CeilingFen: p.CeilingFen, Approvals: p.Approvals,
		Borne: portion(c.AmountFen, p, m.leadOrClass(t.Env)),
	}
	m.Payments = append(m.Payments, x)
	if m.Status.in(paying) && m.payable() > 0 && !x.Waives() {
		t.start(terms.Payment, t.At)
	}
	t.paidOut()
	data := map[string]any{"paymentId": x.ID, "correctionOf": p.ID, "amountFen": c.AmountFen, "receipt": x.Receipt}
	if err := t.leave(pastTense[Correct], "", data, m.PayeeOf(p) == m.OwnerID); err != nil { // as with what was paid
		return err
	}
	return t.note(KindNoted, c.Reason, map[string]any{"paymentId": x.ID})
}

func (c CorrectCommand) recovery(t *turn, r Recovery) error {
	m := t.m
	back := int64(0)
	for _, x := range m.Recoveries {
		if x.ID == r.ID || x.CorrectionOf == r.ID {
			back += x.AmountFen
		}
	}
	var w fault.Fields
	if back+c.AmountFen < 0 {
		w.Add("amountFen", "minimum", "更正后不能少于零。", "What is left cannot be below zero.")
	}
	if m.RecoveredFen(r.PaymentID)+c.AmountFen > m.NetFen(r.PaymentID) {
		w.Add("amountFen", "maximum", tooMuchBackZH, tooMuchBackEN)
	}
	if err := w.Err(); err != nil {
		return err
	}
	x := Recovery{
		ID: t.NewID(), PaymentID: r.PaymentID, AmountFen: c.AmountFen, Party: r.Party, Name: r.Name, Receipt: c.receipt(r.Receipt),
		ReceivedAt: t.At, By: t.person(), CorrectionOf: r.ID, Reason: c.Reason,
	}
	m.Recoveries = append(m.Recoveries, x)
	return t.note(pastTense[Correct], c.Reason, map[string]any{"recoveryId": x.ID, "correctionOf": r.ID, "amountFen": c.AmountFen, "receipt": x.Receipt})
}

// receipt is the voucher of the correction; without one of its own it stands on the first.
func (c CorrectCommand) receipt(of string) string {
	if c.Receipt != "" {
		return c.Receipt
	}
	return of
}

const (
	tooMuchBackZH = "追偿不能超过实际赔付的金额。"
	tooMuchBackEN = "No more can be recovered than was paid."
)

// RecoverCommand records money got back for a payment (追偿).
type RecoverCommand struct {
	PaymentID  string        `json:"paymentId"`
	AmountFen  int64         `json:"amountFen"`
	From       RecoveredFrom `json:"from"`
	Receipt    string        `json:"receipt"`
	ReceivedAt time.Time     `json:"receivedAt"`
}

// RecoveredFrom is who paid it back.
type RecoveredFrom struct {
	Party string `json:"party"`
	Name  string `json:"name"`
}

func (RecoverCommand) Word() Word { return Recover }

func (c RecoverCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("paymentId", c.PaymentID)
	if c.AmountFen <= 0 {
		w.Add("amountFen", "minimum", "金额须大于零。", "The amount must be more than zero.")
	}
	w.OneOf("from.party", c.From.Party, RecoveryParties...)
	w.Require("from.name", c.From.Name)
	w.Require("receipt", c.Receipt)
	behind(&w, "receivedAt", c.ReceivedAt, env)
	return w
}

func (c RecoverCommand) run(t *turn) error {
	m := t.m
	p := m.payment(c.PaymentID)
	if p == nil {
		return noPayment("paymentId")
	}
	if m.RecoveredFen(p.ID)+c.AmountFen > m.NetFen(p.ID) {
		var w fault.Fields
		w.Add("amountFen", "maximum", tooMuchBackZH, tooMuchBackEN)
		return w.Err()
	}
	r := Recovery{
		ID: t.NewID(), PaymentID: p.ID, AmountFen: c.AmountFen, Party: c.From.Party, Name: c.From.Name,
		Receipt: c.Receipt, ReceivedAt: c.ReceivedAt, By: t.person(),
	}
	m.Recoveries = append(m.Recoveries, r)
	return t.note(pastTense[Recover], "", r)
}

var hasPayment = holds(func(m *Complaint) bool { return len(m.Payments) > 0 },
	"本事项没有付款记录。", "The matter has no payment.")

// recoverable holds while less came back than was paid.
func recoverable(m *Complaint, _ access.Actor, _ Env) *fault.Error {
	for _, p := range m.Payments {
		if p.CorrectionOf == "" && m.NetFen(p.ID) > m.RecoveredFen(p.ID) {
			return nil
		}
	}
	return refused("没有可追偿的付款。", "No payment is left to recover.")
}
