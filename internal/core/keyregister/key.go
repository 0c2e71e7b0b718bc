// Package keyregister is the register of entrusted keys (钥匙登记): a set of keys
// is taken in from an owner and hangs on a hook of its own, is given out to one
// person at a time until it is back, and is handed back to the owner in the end.
// Every step stays in the key's own history.
package keyregister

import (
	"time"

	"anju/internal/core/complaint"
)

// Key is one set of keys of one house, on one hook.
type Key struct {
	ID          string `json:"id"`
	Version     int64  `json:"version"`
	CommunityID string `json:"communityId"`
	HouseID     string `json:"houseId"`
	House       string `json:"house"` // 香樟苑 12-4-804
	OwnerID     string `json:"ownerId"`
	OwnerName   string `json:"ownerName"`

	What    string `json:"what"` // 入户门, 地下室
	Count   int    `json:"count"`
	Tag     string `json:"tag"`             // of the hook that it hangs on
	Hook    string `json:"hook,omitempty"`  // unique while the office answers for it; "" afterwards
	Consent string `json:"consent"`         // what the owner agreed to, and how
	Until   string `json:"until,omitempty"` // last day of the consent; "": until handed back

	HandedInBy string           `json:"handedInBy"`
	TakenInBy  complaint.Person `json:"takenInBy"`
	TakenInAt  time.Time        `json:"takenInAt"`

	Out   *Lending `json:"out,omitempty"`
	Lost  *Mark    `json:"lost,omitempty"`
	Fault *Mark    `json:"fault,omitempty"` // what is wrong with a key that is there
	Ended *Mark    `json:"ended,omitempty"`

	Trail []Step   `json:"trail"`
	Place int64    `json:"place"`          // in every list: what needs somebody first
	Wake  int64    `json:"wake,omitempty"` // unix milliseconds at which time has something to do; 0: never
	Keys  []string `json:"keys"`           // lists that it stands in
}

// Lending is to whom a key is given, for what and until when.
type Lending struct {
	Holder       complaint.Person `json:"holder"`         // without an id: of the firm
	Firm         string           `json:"firm,omitempty"` // a contractor
	Phone        string           `json:"phone,omitempty"`
	Purpose      string           `json:"purpose"`
	Titled       bool             `json:"titled,omitempty"` // the purpose is the title of the matter
	Matter       *complaint.Ref   `json:"matter,omitempty"`
	VisitID      string           `json:"visitId,omitempty"`
	OwnersOwn    bool             `json:"ownersOwn,omitempty"`    // the matter is of the one whose key it is
	Confidential bool             `json:"confidential,omitempty"` // the matter is
	DueAt        time.Time        `json:"dueAt"`
	By           complaint.Person `json:"by"`
	At           time.Time        `json:"at"`
	SignedAt     *time.Time       `json:"signedAt,omitempty"`
	Reminded     bool             `json:"reminded,omitempty"` // that it is not back
}

// Mark is that something was found, by whom and when.
type Mark struct {
	Kind string           `json:"kind"`
	Note string           `json:"note,omitempty"`
	By   complaint.Person `json:"by"`
	At   time.Time        `json:"at"`
}

// Step is one line of a key's history.
type Step struct {
	Kind    string           `json:"kind"` // a word
	At      time.Time        `json:"at"`
	By      complaint.Person `json:"by"`
	Note    string           `json:"note,omitempty"`
	Result  string           `json:"result,omitempty"` // kind of an exception, how it was handed back
	Until   *time.Time       `json:"until,omitempty"`
	Lending *Lending         `json:"lending,omitempty"` // of a giving out, as it was then
	Changed []Change         `json:"changed,omitempty"`
}

// Change is what an amendment changed.
type Change struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Words of the contract that a key allows. TakeIn begins its history.
const (
	TakeIn   = "take-in"
	GiveOut  = "give-out"
	Sign     = "sign"
	Extend   = "extend"
	Return   = "return"
	HandBack = "hand-back"
	Report   = "exception"
	Found    = "found"
	Settle   = "settle"
	Amend    = "amend"
)

// States of a key.
const (
	Held  = "held"  // on its hook (在库)
	Out   = "out"   // with somebody (借出)
	Lost  = "lost"  // missing (遗失)
	Ended = "ended" // the office answers for it no longer
)

// States in the order of a page.
var States = []string{Out, Lost, Held, Ended}

// Exceptions that are recorded. A lost key is out of the office's hands until it
// is found or settled with the owner; the others are told of one that is there.
var Exceptions = []string{Lost, "damaged", "lock_changed", "count_wrong", "other"}

// HandedBack is how an owner acknowledges having the key again.
var HandedBack = []string{"signature", "word"}

// settled is how a lost key ends: with what was agreed with the owner.
const settled = "settled"

// State is how the key stands.
func (k Key) State() string {
	switch {
	case k.Ended != nil:
		return Ended
	case k.Lost != nil:
		return Lost
	case k.Out != nil:
		return Out
	}
	return Held
}

// Overdue reports whether a key that is out should be back.
func (k Key) Overdue(at time.Time) bool { return k.State() == Out && k.Out.DueAt.Before(at) }

// Expired reports whether the owner's consent has run out; today is a day of the estate.
func (k Key) Expired(today string) bool { return k.Until != "" && k.Until < today }
