package complaint

import (
	"cmp"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// PayCommand records a payment, up to what was approved and agreed.
type PayCommand struct {
	AmountFen  int64     `json:"amountFen"`
	Kind       string    `json:"kind"`
	PaidAt     time.Time `json:"paidAt"`
	Receipt    string    `json:"receipt"`
	Payee      string    `json:"payee,omitempty"`
	Basis      string    `json:"basis,omitempty"`
	HouseID    string    `json:"houseId,omitempty"` // of a group matter that pays each household
	Ground     string    `json:"ground,omitempty"`
	Department string    `json:"department,omitempty"` // bears all of it; else the shares do
	Account    *Account  `json:"account,omitempty"`
	Waiver     *Waiver   `json:"waiver,omitempty"`
	Signed     *Received `json:"signed,omitempty"`
}

func (PayCommand) Word() Word { return Pay }

// Brings implements Bringer: the signed receipt.
func (c PayCommand) Brings() Evidence {
	e := Evidence{Field: "signed.attachmentIds", OwnerSees: true}
	if c.Signed != nil {
		e.IDs = c.Signed.AttachmentIDs
	}
	return e
}

func (c PayCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	if c.AmountFen <= 0 {
		w.Add("amountFen", "minimum", "金额须大于零。", "The amount must be more than zero.")
	}
	w.OneOf("kind", c.Kind, MeasureKinds...)
	w.Require("receipt", c.Receipt)
	if c.Basis != "" {
		w.OneOf("basis", c.Basis, Bases...)
	}
	if c.Ground != "" {
		w.OneOf("ground", c.Ground, Grounds...)
	}
	behind(&w, "paidAt", c.PaidAt, env)
	if c.Department != "" {
		knownDepartment(&w, "department", c.Department, env)
	}
	if c.Signed != nil {
		c.Signed.check(&w, "signed.", env)
	}
	if a := c.Account; a != nil && strings.Trim(a.LastDigits, "0123456789") != "" || a != nil && len(a.LastDigits) > 4 {
		w.Add("account.lastDigits", "format", "只记账号末四位数字。", "The last four digits alone.")
	}
	c.checkWaiver(&w)
	return w
}

func (c PayCommand) checkWaiver(w *fault.Fields) {
	x := c.Waiver
	if x == nil {
		return
	}
	if c.Basis != "" && c.Basis != waiver {
		w.Add("basis", "waiver", "减免只能用「减免」性质。", "What is applied to a bill is a waiver.")
	}
	w.Require("waiver.bill", x.Bill)
	w.Require("waiver.period", x.Period)
	if x.ReducedFen != c.AmountFen {
		w.Add("waiver.reducedFen", "equal", "减免额须与金额一致。", "Must equal the amount.")
	}
	if x.DueFen < x.ReducedFen || x.AfterFen != x.DueFen-x.ReducedFen {
		w.Add("waiver.afterFen", "sum", "须等于应收减去减免，且不为负。", "Must be what is due less the reduction, and not below zero.")
	}
}

func (c PayCommand) run(t *turn) error {
	m := t.m
	if o := m.agreed(); o.PerHouseholdFen > 0 {
		if err := m.payableTo(c.HouseID, c.AmountFen); err != nil {
			return err
		}
	}
	if c.AmountFen > m.payable() {
		var w fault.Fields
		w.Add("amountFen", "maximum", "超过已批准且业主已同意的余额。", "More than what was approved and agreed.")
		return w.Err()
	}
	p := Payment{
		ID: t.NewID(), Kind: c.Kind, Basis: c.Basis, Ground: c.Ground, AmountFen: c.AmountFen, PaidAt: c.PaidAt,
		Receipt: c.Receipt, Payee: c.Payee, Account: c.Account, Waiver: c.Waiver, Signed: t.received(c.Signed),
		By: t.person(), Round: m.Rounds, HouseID: c.HouseID, CeilingFen: m.Plan.CeilingFen, Approvals: m.verdicts(),
		Borne: m.split(c.AmountFen, m.leadOrClass(t.Env)),
	}
	if o := m.agreed(); o != nil { // what the plan said holds where the voucher says nothing else
		p.Basis, p.Ground = cmp.Or(p.Basis, o.Basis), cmp.Or(p.Ground, o.Ground)
	}
	if p.Basis == "" && (c.Kind == "fee_reduction" || c.Waiver != nil) {
		p.Basis = waiver
	}
	if c.Department != "" {
		p.Borne = []Bearing{{Party: "department", Department: c.Department, AmountFen: c.AmountFen}}
	}
	if err := p.Signed.after(p, t.Calendar, "signed.on"); err != nil {
		return err
	}
	m.Payments = append(m.Payments, p)
	t.paidOut()
	return t.leave(pastTense[Pay], "", map[string]any{
		"paymentId": p.ID, "amountFen": c.AmountFen, "kind": c.Kind, "basis": p.Basis, "paidAt": c.PaidAt, "receipt": c.Receipt, "waiver": c.Waiver,
	}, m.PayeeOf(p) == m.OwnerID) // what a neighbour was given is theirs
}

// verdicts are those who approved the plan as it is.
func (m *Complaint) verdicts() []Verdict {
	var out []Verdict
	for _, a := range m.Plan.Approvals {
		if a.State == Approved && a.By != nil && a.At != nil {
			out = append(out, Verdict{Step: a.Step, By: *a.By, At: *a.At})
		}
	}
	return out
}

func noPayment(field string) error {
	var w fault.Fields
	w.Add(field, "unknown", "本事项没有这笔付款或追偿。", "The matter has no such payment or recovery.")
	return w.Err()
}
