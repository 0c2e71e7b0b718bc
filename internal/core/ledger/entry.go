// Package ledger is the compensation ledger (赔付台账): one entry for each
// payment, correction and recovery, as matters hold them. The matter is the
// truth; entries follow from its committed events and are found here by what a
// bookkeeper asks for.
package ledger

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Types of entries.
const (
	Payment    = "payment"
	Correction = "correction"
	Recovery   = "recovery"
)

// Entry is one line of the ledger. Its id is that of the payment or recovery in
// the matter; Version is the matter's when the line was last derived.
type Entry struct {
	ID           string    `json:"id"`
	Version      int64     `json:"version"`
	Type         string    `json:"type"`
	ComplaintID  string    `json:"complaintId"`
	Number       string    `json:"number"`
	Title        string    `json:"title"`
	Kind         string    `json:"kind"`
	Basis        string    `json:"basis,omitempty"`
	Ground       string    `json:"ground,omitempty"`
	AmountFen    int64     `json:"amountFen"` // of a correction the difference; of a recovery what came back
	PaidAt       time.Time `json:"paidAt"`    // or received, or corrected
	Receipt      string    `json:"receipt"`
	CorrectionOf string    `json:"correctionOf,omitempty"`
	RecoveryOf   string    `json:"recoveryOf,omitempty"`
	Reason       string    `json:"reason,omitempty"`
	FromParty    string    `json:"fromParty,omitempty"` // who paid it back
	FromName     string    `json:"fromName,omitempty"`

	Payee     string              `json:"payee,omitempty"`
	Account   *complaint.Account  `json:"account,omitempty"`
	Waiver    *complaint.Waiver   `json:"waiver,omitempty"`
	Signed    *complaint.Signed   `json:"signed,omitempty"`
	Unsigned  bool                `json:"unsigned,omitempty"` // its receipt is still waited for
	Borne     []complaint.Bearing `json:"borne,omitempty"`
	Approvals []complaint.Verdict `json:"approvals,omitempty"`
	Ceiling   int64               `json:"ceilingFen,omitempty"`
	Round     int                 `json:"round,omitempty"`
	By        complaint.Person    `json:"by"`

	CommunityID   string   `json:"communityId"`
	CommunityName string   `json:"communityName,omitempty"`
	Category      string   `json:"category,omitempty"`
	HouseID       string   `json:"houseId,omitempty"`
	HouseLabel    string   `json:"houseLabel,omitempty"`
	OwnerID       string   `json:"ownerId,omitempty"`
	OwnerName     string   `json:"ownerName,omitempty"`
	Confidential  bool     `json:"confidential,omitempty"`
	Recused       []string `json:"recused,omitempty"`
	Keys          []string `json:"keys"` // under which it is found
}

// Of gives the lines that a matter adds to the ledger.
func Of(m complaint.Complaint) []Entry {
	var out []Entry
	paid := map[string]complaint.Payment{}
	for _, p := range m.Payments {
		paid[p.ID] = p
		e := about(m)
		e.household(m, p.HouseID)
		e.ID, e.Type, e.Kind, e.Basis, e.Ground = p.ID, Payment, p.Kind, p.Basis, p.Ground
		e.AmountFen, e.PaidAt, e.Receipt, e.Reason = p.AmountFen, p.PaidAt, p.Receipt, p.Reason
		e.Payee, e.Account, e.Waiver, e.Signed, e.By = p.Payee, p.Account, p.Waiver, p.Signed, p.By
		e.Borne, e.Approvals, e.Ceiling, e.Round = p.Borne, p.Approvals, p.CeilingFen, p.Round
		e.Unsigned = m.AwaitsReceipt(p)
		if e.CorrectionOf = p.CorrectionOf; e.CorrectionOf != "" {
			e.Type = Correction
		}
		e.Keys = e.keys()
		out = append(out, e)
	}
	for _, r := range m.Recoveries {
		p := paid[r.PaymentID]
		e := about(m)
		e.household(m, p.HouseID)
		e.ID, e.Type, e.Kind, e.Basis, e.Ground, e.RecoveryOf = r.ID, Recovery, p.Kind, p.Basis, p.Ground, r.PaymentID
		e.AmountFen, e.PaidAt, e.Receipt, e.Reason, e.By = r.AmountFen, r.ReceivedAt, r.Receipt, r.Reason, r.By
		e.FromParty, e.FromName, e.CorrectionOf, e.Round = r.Party, r.Name, r.CorrectionOf, p.Round
		e.Keys = e.keys()
		out = append(out, e)
	}
	return out
}

// household turns a line of a group matter to the household that it concerns.
func (e *Entry) household(m complaint.Complaint, houseID string) {
	for _, h := range m.Households {
		if h.HouseID == houseID && m.AnonymisedAt == nil {
			e.HouseID, e.HouseLabel, e.OwnerID, e.OwnerName = h.HouseID, h.Label, h.OwnerID, h.Name
		}
	}
}

// Waives reports a fee that is not asked for.
func (e Entry) Waives() bool { return complaint.Payment{Basis: e.Basis}.Waives() }

// Blur is the entry as far as the reader may know whose it is: the desk in
// clear, others by the surname, and of a confidential matter not at all.
func (e Entry) Blur(a access.Actor) Entry {
	if access.SeesPersonal(a, false, false) {
		return e
	}
	e.Payee, e.OwnerName = access.MaskName(e.Payee), access.MaskName(e.OwnerName)
	if e.Account != nil {
		account := *e.Account
		account.Holder = access.MaskName(account.Holder)
		e.Account = &account
	}
	if e.Confidential {
		e.OwnerID, e.OwnerName, e.HouseID, e.HouseLabel, e.Payee, e.Account = "", "", "", "", "", nil
	}
	return e
}

func about(m complaint.Complaint) Entry {
	e := Entry{
		Version: m.Version, ComplaintID: m.ID, Number: m.Number, Title: m.Title, CommunityID: m.CommunityID, CommunityName: m.CommunityName,
		Category: m.Category, HouseID: m.HouseID, HouseLabel: m.HouseLabel, OwnerID: m.OwnerID, OwnerName: m.Reporter.Name,
		Confidential: m.Confidential, Recused: m.Recused,
	}
	if m.AnonymisedAt != nil { // the matter itself keeps it until its files are gone
		e.OwnerID = ""
	}
	return e
}
