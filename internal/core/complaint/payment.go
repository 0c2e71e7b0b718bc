// What was paid, corrected and got back: entries are added, never edited.

package complaint

import (
	"slices"
	"time"
)

// Payment is money given to the owner, a fee not asked for, or the correction
// of one: what was paid in truth is the sum of a payment and its corrections.
type Payment struct {
	ID           string    `json:"id"`
	Kind         string    `json:"kind"`
	Basis        string    `json:"basis,omitempty"`
	Ground       string    `json:"ground,omitempty"`
	AmountFen    int64     `json:"amountFen"` // of a correction the difference: less than zero when too much was noted
	PaidAt       time.Time `json:"paidAt"`
	Receipt      string    `json:"receipt"` // voucher (凭证号)
	Payee        string    `json:"payee,omitempty"`
	Account      *Account  `json:"account,omitempty"`
	Waiver       *Waiver   `json:"waiver,omitempty"`
	Signed       *Signed   `json:"signed,omitempty"` // the owner's receipt (签收)
	By           Person    `json:"by"`
	Round        int       `json:"round"`             // of the plan that it pays
	HouseID      string    `json:"houseId,omitempty"` // the household of a group matter that it went to
	CorrectionOf string    `json:"correctionOf,omitempty"`
	Reason       string    `json:"reason,omitempty"` // of a correction

	// As they were when it was paid: later plans and findings do not rewrite the ledger.
	CeilingFen int64     `json:"ceilingFen,omitempty"`
	Approvals  []Verdict `json:"approvals,omitempty"`
	Borne      []Bearing `json:"borne,omitempty"` // sums to AmountFen
}

// Account is where the money went; of its number no more than the last digits are kept.
type Account struct {
	Holder     string `json:"holder,omitempty"`
	Bank       string `json:"bank,omitempty"`
	LastDigits string `json:"lastDigits,omitempty"`
}

// Waiver is a reduction applied to a bill (减免); nothing is paid out.
type Waiver struct {
	Bill       string `json:"bill"`   // e.g. 物业服务费
	Period     string `json:"period"` // e.g. 2026 年第四季度
	DueFen     int64  `json:"dueFen"`
	ReducedFen int64  `json:"reducedFen"`
	AfterFen   int64  `json:"afterFen"`
}

// Signed is the owner's word that they received it.
type Signed struct {
	On            string    `json:"on"` // day
	How           string    `json:"how"`
	OnBehalf      *OnBehalf `json:"onBehalf,omitempty"` // whom a colleague spoke with
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
	By            Person    `json:"by"` // who noted it
	At            time.Time `json:"at"`
}

// Verdict is who approved what was paid.
type Verdict struct {
	Step string    `json:"step"`
	By   Person    `json:"by"`
	At   time.Time `json:"at"`
}

// Bearing is one party's part of an amount.
type Bearing struct {
	Party      string `json:"party"`
	Department string `json:"department,omitempty"`
	Name       string `json:"name,omitempty"`
	AmountFen  int64  `json:"amountFen"`
}

// Recovery is money got back from whoever answers for the cause (追偿).
type Recovery struct {
	ID           string    `json:"id"`
	PaymentID    string    `json:"paymentId"`
	AmountFen    int64     `json:"amountFen"` // of a correction the difference
	Party        string    `json:"party"`
	Name         string    `json:"name"`
	Receipt      string    `json:"receipt"`
	ReceivedAt   time.Time `json:"receivedAt"`
	By           Person    `json:"by"`
	CorrectionOf string    `json:"correctionOf,omitempty"`
	Reason       string    `json:"reason,omitempty"`
}

var (
	// Bases of a payment: 赔偿、补偿/慰问、退费、减免、违约金.
	Bases = []string{"liability", "goodwill", "refund", "waiver", "penalty"}
	// Grounds of a payment: 产品质量、服务瑕疵、合同履行、关怀.
	Grounds = []string{"quality", "service", "contract", "care"}
	// SignedWays are how an owner says that they received it.
	SignedWays = []string{"online", "paper", "bank", "phone"}
	// RecoveryParties are whom money is got back from.
	RecoveryParties = []string{"contractor", "developer", "property_company", "insurer", "third", "staff", "other"}
)

const waiver = "waiver"

// Waives reports a fee that is not asked for: it is counted apart from what is paid.
func (p Payment) Waives() bool { return p.Basis == waiver }

// anonymous is the payment as the books need it, without anybody in it.
func (p Payment) anonymous() Payment {
	x := Payment{
		ID: p.ID, Kind: p.Kind, Basis: p.Basis, Ground: p.Ground, AmountFen: p.AmountFen, PaidAt: p.PaidAt, Receipt: p.Receipt, Round: p.Round,
		CorrectionOf: p.CorrectionOf, CeilingFen: p.CeilingFen,
	}
	for _, b := range p.Borne {
		x.Borne = append(x.Borne, Bearing{Party: b.Party, Department: b.Department, AmountFen: b.AmountFen})
	}
	for _, v := range p.Approvals {
		x.Approvals = append(x.Approvals, Verdict{Step: v.Step, At: v.At})
	}
	if p.Signed != nil {
		x.Signed = &Signed{On: p.Signed.On, How: p.Signed.How, At: p.Signed.At}
	}
	return x
}

// payment finds a payment that is no correction; nil when there is none.
func (m *Complaint) payment(id string) *Payment {
	for i := range m.Payments {
		if p := &m.Payments[i]; p.ID == id && p.CorrectionOf == "" {
			return p
		}
	}
	return nil
}

// recovery finds a recovery that is no correction; nil when there is none.
func (m *Complaint) recovery(id string) *Recovery {
	for i := range m.Recoveries {
		if r := &m.Recoveries[i]; r.ID == id && r.CorrectionOf == "" {
			return r
		}
	}
	return nil
}

// NetFen is what was given in truth: a payment and its corrections.
func (m *Complaint) NetFen(paymentID string) (fen int64) {
	for _, p := range m.Payments {
		if p.ID == paymentID || p.CorrectionOf == paymentID {
			fen += p.AmountFen
		}
	}
	return fen
}

// RecoveredFen is what of a payment came back.
func (m *Complaint) RecoveredFen(paymentID string) (fen int64) {
	for _, r := range m.Recoveries {
		if r.PaymentID == paymentID {
			fen += r.AmountFen
		}
	}
	return fen
}

// Payable is what we owe of the agreed option and have not paid in this round, in fen.
func (m *Complaint) Payable() int64 { return m.payable() }

// split parts an amount by the shares as they are now; what rounding leaves,
// or all where no shares were set, falls to the department that leads.
func (m *Complaint) split(fen int64, lead string) []Bearing {
	var out []Bearing
	left := fen
	for _, s := range m.shares() {
		part := fen * int64(s.Percent) / 100
		left -= part
		out = append(out, Bearing{Party: s.Party, Department: s.Department, Name: s.Name, AmountFen: part})
	}
	return rest(out, left, lead)
}

// portion parts the difference that a correction makes as the payment was parted.
func portion(fen int64, p Payment, lead string) []Bearing {
	out := slices.Clone(p.Borne)
	left := fen
	for i, b := range out {
		out[i].AmountFen = fen * b.AmountFen / p.AmountFen
		left -= out[i].AmountFen
	}
	return rest(out, left, lead)
}

func rest(parts []Bearing, left int64, lead string) []Bearing {
	if left == 0 {
		return parts
	}
	i := slices.IndexFunc(parts, func(b Bearing) bool { return b.Party == "department" && b.Department == lead })
	if i < 0 {
		return append(parts, Bearing{Party: "department", Department: lead, AmountFen: left})
	}
	parts[i].AmountFen += left
	return parts
}

// bear notes on payments of before the ledger who bears them.
func (m *Complaint) bear(env Env) {
	for i := range m.Payments {
		if p := &m.Payments[i]; len(p.Borne) == 0 {
			p.Borne = m.split(p.AmountFen, m.leadOrClass(env))
		}
	}
}

// Restate is a change that says nothing new and derives everything anew, for
// matters kept by an earlier version.
func Restate(m Complaint, env Env) Change {
	next := m.clone()
	t := &turn{Env: env, m: &next}
	return t.finish(m.Version)
}
