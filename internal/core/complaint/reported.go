// What was brought: the parts of a matter that intake fills in.

package complaint

import "time"

// Demand is what the owner wants (要求).
type Demand struct {
	Kind      string     `json:"kind,omitempty"` // repair apology refund compensation reduction explanation other
	AmountFen int64      `json:"amountFen,omitempty"`
	By        *time.Time `json:"by,omitempty"`
	Text      string     `json:"text,omitempty"`
}

// DemandKinds are the kinds of demand: 修复、道歉、退费、赔偿、减免、解释、其他.
var DemandKinds = []string{"repair", "apology", "refund", "compensation", "reduction", "explanation", "other"}

// Subject is whom or what the matter is about (投诉对象).
type Subject struct {
	Kind string `json:"kind"` // department staff contractor neighbour facility authority
	Name string `json:"name,omitempty"`
}

// SubjectKinds are the kinds of subject.
var SubjectKinds = []string{"department", "staff", "contractor", "neighbour", "facility", "authority"}

// Reporter is who brought the matter (诉求人).
type Reporter struct {
	Kind  string `json:"kind"`
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
}

// ReporterKinds are the kinds of reporter.
var ReporterKinds = []string{"owner", "family", "tenant", "proxy", "committee", "joint_letter", "authority", "passer_by", "anonymous"}

// Letter is what an incoming letter carries (来函).
type Letter struct {
	RegisterNumber string     `json:"registerNumber,omitempty"`
	DocumentNumber string     `json:"documentNumber,omitempty"`
	Sender         string     `json:"sender,omitempty"`
	ReceivedOn     string     `json:"receivedOn,omitempty"`
	ReplyBy        *time.Time `json:"replyBy,omitempty"`
}

// Transfer is what a matter sent on by an authority carries (转办).
type Transfer struct {
	Sender         string     `json:"sender"`
	ExternalNumber string     `json:"externalNumber,omitempty"`
	ReplyBy        *time.Time `json:"replyBy,omitempty"`
	ReplyFormat    string     `json:"replyFormat,omitempty"`
}

// VisitForm is what the front desk notes of a caller in person (来访).
type VisitForm struct {
	Present []string `json:"present,omitempty"`
	Desk    string   `json:"desk,omitempty"`
}
