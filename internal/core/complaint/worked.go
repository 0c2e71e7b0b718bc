// What made it safe, who does what, who was rung, who comes to the house, and who pays for it.

package complaint

import "time"

// InterimMeasure is what was done to make it safe (先期处置), ahead of any verdict or plan.
type InterimMeasure struct {
	Measure string    `json:"measure"`
	By      Person    `json:"by"`
	At      time.Time `json:"at"`
}

// Task is one piece of the work, with whoever does it and by when.
type Task struct {
	ID            string     `json:"id"`
	What          string     `json:"what"`
	Who           string     `json:"who"`
	Department    string     `json:"department"`
	By            time.Time  `json:"by"`
	SetBy         Person     `json:"setBy"`
	SetAt         time.Time  `json:"setAt"`
	DoneBy        *Person    `json:"doneBy,omitempty"`
	DoneAt        *time.Time `json:"doneAt,omitempty"`
	Dropped       bool       `json:"dropped,omitempty"` // not needed any more
	Note          string     `json:"note,omitempty"`
	AttachmentIDs []string   `json:"attachmentIds,omitempty"`
}

// Open reports whether the task still waits.
func (t Task) Open() bool { return t.DoneAt == nil }

// Call is one logged try to reach the owner.
type Call struct {
	ID      string    `json:"id"`
	Purpose string    `json:"purpose"`
	Reached bool      `json:"reached"`
	Person  string    `json:"person,omitempty"` // spoken with
	Note    string    `json:"note"`
	By      Person    `json:"by"`
	At      time.Time `json:"at"`
}

// Purposes of a call: the call-back (回访) after the work, any other contact with
// the owner, the desk lead's meeting with them (面谈), or ringing a colleague on
// duty, which only the timeline tells.
const (
	ForCallback = "callback"
	ForContact  = "contact"
	ForMeeting  = "meeting"
	ForDuty     = "duty"
)

// Visit is an appointment at the house (上门预约).
type Visit struct {
	ID     string       `json:"id"`
	From   time.Time    `json:"from"`
	To     time.Time    `json:"to"`
	Who    string       `json:"who"`
	Entry  string       `json:"entry"`
	Answer *VisitAnswer `json:"answer,omitempty"`

	ArrivedAt   *time.Time `json:"arrivedAt,omitempty"`
	Outcome     string     `json:"outcome,omitempty"`
	Note        string     `json:"note,omitempty"`
	At          *time.Time `json:"at,omitempty"`
	BeforeIDs   []string   `json:"beforeIds,omitempty"` // pictures
	AfterIDs    []string   `json:"afterIds,omitempty"`
	Parts       []Part     `json:"parts,omitempty"`
	OldPart     string     `json:"oldPart,omitempty"`
	SignatureID string     `json:"signatureId,omitempty"` // a picture of the owner's signature
}

// VisitAnswer is what the owner says of the time that was offered.
type VisitAnswer struct {
	OK       bool       `json:"ok"`
	Note     string     `json:"note,omitempty"`
	WishFrom *time.Time `json:"wishFrom,omitempty"` // the window the owner would rather have
	WishTo   *time.Time `json:"wishTo,omitempty"`
	At       time.Time  `json:"at"`
	OnBehalf *OnBehalf  `json:"onBehalf,omitempty"`
}

// Part is a spare part that was put in.
type Part struct {
	Name    string `json:"name"`
	Qty     int64  `json:"qty"`
	UnitFen int64  `json:"unitFen"`
	PaidBy  string `json:"paidBy,omitempty"`
}

// Visits end as one of VisitOutcomes; Arrived stops the clock and leaves the
// visit open, Moved follows when another time is fixed.
const (
	Arrived = "arrived"
	Moved   = "moved"
)

// Ways to enter, what may be recorded of a visit, what became of the old part.
var (
	Entries       = []string{"at_home", "call_first", "key"}
	VisitOutcomes = []string{Arrived, "done", "second_visit", "owner_absent", "missed"}
	OldParts      = []string{"returned", "disposed", "none"}
)

// Recheck is a later look (复查) at work that was done: a leak after the next
// rain, or what was left open.
type Recheck struct {
	ID       string     `json:"id"`
	By       time.Time  `json:"by"`
	Because  string     `json:"because"`
	Note     string     `json:"note,omitempty"`
	SetBy    Person     `json:"setBy"`
	SetAt    time.Time  `json:"setAt"`
	Told     bool       `json:"told,omitempty"` // that it is due
	Outcome  string     `json:"outcome,omitempty"`
	Found    string     `json:"found,omitempty"`
	DoneAt   *time.Time `json:"doneAt,omitempty"`
	PhotoIDs []string   `json:"photoIds,omitempty"`
}

// Remains is the reason of a re-check that a partial fix leaves.
const Remains = "remains"

// RecheckReasons are why somebody looks again.
var RecheckReasons = []string{"rain", "days", "asked", Remains}

// Quote is the price of owner-paid work (有偿服务), item by item.
type Quote struct {
	ID         string      `json:"id"`
	Items      []QuoteItem `json:"items"`
	TotalFen   int64       `json:"totalFen"`
	Note       string      `json:"note,omitempty"`
	By         Person      `json:"by"`
	At         time.Time   `json:"at"`
	State      string      `json:"state"` // open accepted refused
	Answer     string      `json:"answer,omitempty"`
	AnsweredAt *time.Time  `json:"answeredAt,omitempty"`
	OnBehalf   *OnBehalf   `json:"onBehalf,omitempty"`
}

// QuoteItem is one line of a quote.
type QuoteItem struct {
	Name    string `json:"name"`
	Qty     int64  `json:"qty"`
	UnitFen int64  `json:"unitFen"`
}

// FundStep is one dated step of drawing on the maintenance fund (专项维修资金).
type FundStep struct {
	Step          string    `json:"step"`
	Note          string    `json:"note"`
	At            time.Time `json:"at"`
	By            Person    `json:"by"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
}

// FundSteps in their order: 提议、公告、表决、申请、批准、拨付.
var FundSteps = []string{"proposed", "announced", "voted", "applied", "approved", "disbursed"}

// Insurance is how far the claim on an insurer is (保险理赔).
type Insurance struct {
	Insurer     string    `json:"insurer"`
	ClaimNumber string    `json:"claimNumber,omitempty"`
	State       string    `json:"state"`
	AmountFen   int64     `json:"amountFen,omitempty"`
	Note        string    `json:"note,omitempty"`
	By          Person    `json:"by"`
	At          time.Time `json:"at"`
}

// InsuranceStates: 已报案、已查勘、已核赔、拒赔、已赔付.
var InsuranceStates = []string{"reported", "surveyed", "accepted", "refused", "paid"}
