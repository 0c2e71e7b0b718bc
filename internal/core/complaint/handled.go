// What was found and done: the parts that judging, departments and plans fill in.

package complaint

import "time"

// Judgement is the first view (初判).
type Judgement struct {
	By     Person    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// External is a party without login that helps or answers.
type External struct {
	ID       string            `json:"id"`
	Party    string            `json:"party"` // owners_committee property_company developer contractor other
	Name     string            `json:"name,omitempty"`
	Contact  string            `json:"contact,omitempty"`
	Asked    string            `json:"asked,omitempty"` // what it was asked to do or say
	AskedBy  *Person           `json:"askedBy,omitempty"`
	AskedAt  *time.Time        `json:"askedAt,omitempty"`
	AnswerBy *time.Time        `json:"answerBy,omitempty"`
	Replies  []ExternalReplied `json:"replies,omitempty"`
}

// Late reports a party that has not answered by when it was asked to.
func (e External) Late(at time.Time) bool {
	return len(e.Replies) == 0 && e.AnswerBy != nil && at.After(*e.AnswerBy)
}

// ExternalReplied is one answer of an external party, as the desk took it down.
type ExternalReplied struct {
	Note          string    `json:"note"`
	At            time.Time `json:"at"` // when they answered
	By            Person    `json:"by"` // who took it down
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
}

// Opinion is a department's own view on what was found (核实意见), beside the
// lead department's statement.
type Opinion struct {
	By            Person    `json:"by"`
	At            time.Time `json:"at"`
	Note          string    `json:"note"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
}

// ExternalParties are the kinds of external party.
var ExternalParties = []string{"owners_committee", "property_company", "developer", "contractor", "other"}

// InfoRequest is a question between departments.
type InfoRequest struct {
	ID            string     `json:"id"`
	From          string     `json:"from"` // the department asked
	AskedBy       Person     `json:"askedBy"`
	AskedAt       time.Time  `json:"askedAt"`
	Question      string     `json:"question"`
	AnswerBy      *time.Time `json:"answerBy,omitempty"`
	Answer        string     `json:"answer,omitempty"`
	AnsweredBy    *Person    `json:"answeredBy,omitempty"`
	AnsweredAt    *time.Time `json:"answeredAt,omitempty"`
	AttachmentIDs []string   `json:"attachmentIds,omitempty"`
	Cancelled     string     `json:"cancelled,omitempty"` // reason
}

// Open reports whether the question still waits for an answer.
func (r InfoRequest) Open() bool { return r.AnsweredAt == nil && r.Cancelled == "" }

// Late reports an open question whose due time has passed.
func (r InfoRequest) Late(at time.Time) bool {
	return r.Open() && r.AnswerBy != nil && at.After(*r.AnswerBy)
}

// SentBack is a dispatch that came back to the desk (退回改派).
type SentBack struct {
	Department string    `json:"department"`
	By         Person    `json:"by"`
	At         time.Time `json:"at"`
	Reason     string    `json:"reason"`
}

// ReturnedNow is the last return while nothing was done about it.
func (m *Complaint) ReturnedNow() *SentBack {
	if !m.Misrouted || m.Status != Registered || len(m.Returns) == 0 {
		return nil
	}
	return &m.Returns[len(m.Returns)-1]
}

// Investigation is the verification and who answers for the cause. Where, when,
// who was present, how it was tested and with what result make up the
// department's verification statement (核实情况说明); repairs give the cause alone.
type Investigation struct {
	Cause       string         `json:"cause"`
	Where       string         `json:"where,omitempty"`
	When        *time.Time     `json:"when,omitempty"`
	Present     string         `json:"present,omitempty"`
	Tested      string         `json:"tested,omitempty"`
	Result      string         `json:"result,omitempty"`
	EvidenceIDs []string       `json:"evidenceIds,omitempty"`
	Evidence    []EvidenceMark `json:"evidence,omitempty"`
	Goodwill    bool           `json:"goodwill,omitempty"` // helped out of care, whoever is at fault: no shares asked
	Shares      []Share        `json:"shares,omitempty"`
	By          Person         `json:"by"`
	At          time.Time      `json:"at"`
}

// Share is one party's part of the responsibility; all sum to 100.
type Share struct {
	Party      string `json:"party"`
	Department string `json:"department,omitempty"`
	Name       string `json:"name,omitempty"`
	Person     string `json:"person,omitempty"` // seen only by those who may
	Percent    int    `json:"percent"`
}

// ShareParties are who may bear a share.
var ShareParties = []string{"department", "external", "owner", "third", "none"}

// Measure is one thing that a plan does.
type Measure struct {
	Kind      string `json:"kind"`
	Note      string `json:"note,omitempty"`
	MeasureID string `json:"measureId,omitempty"` // the standard measure (既定措施) that it follows
}

// Option is one way to put it right.
type Option struct {
	Title       string        `json:"title,omitempty"`
	Measures    []Measure     `json:"measures"`
	AmountFen   int64         `json:"amountFen"`
	DueAt       time.Time     `json:"dueAt"`
	Payer       string        `json:"payer,omitempty"`
	Basis       string        `json:"basis,omitempty"`
	Ground      string        `json:"ground,omitempty"`
	Calculation []Calculation `json:"calculation,omitempty"`

	PerHouseholdFen int64 `json:"perHouseholdFen,omitempty"` // of a group matter: what each household that agrees is given; amountFen is the most in all
}

// Plan is what was proposed, and its approval.
type Plan struct {
	Options     []Option   `json:"options"`
	Recommended int        `json:"recommended"`
	Handler     string     `json:"handler"`
	ProposedBy  Person     `json:"proposedBy"`
	ProposedAt  time.Time  `json:"proposedAt"`
	CeilingFen  int64      `json:"ceilingFen"` // what approval allows to be spent
	Consent     *Consent   `json:"ownerAgreed,omitempty"`
	Explanation string     `json:"explanation,omitempty"`   // to the owner: what differs from their demand, and why
	CapFen      int64      `json:"capFen,omitempty"`        // of the category when it was proposed; 0: none
	OverCap     string     `json:"overCapReason,omitempty"` // why it goes beyond the cap
	Approvals   []Approval `json:"approvals"`
}

// Round is a plan that a later one took the place of, and what became of it.
type Round struct {
	Number int    `json:"number"`
	Plan   Plan   `json:"plan"`
	Offer  *Offer `json:"offer,omitempty"`
}

// Consent is the owner's agreement given on site.
type Consent struct {
	How string    `json:"how"`
	At  time.Time `json:"at"`
}

// Approval is one step of a plan's approval. Its steps stand in order; one
// waits, those after it are pending.
type Approval struct {
	Step     string     `json:"step"`  // dept_head finance legal leader
	Role     string     `json:"role"`  // who holds it; leader where nobody else does
	State    string     `json:"state"` // waiting pending approved rejected later void
	By       *Person    `json:"by,omitempty"`
	At       *time.Time `json:"at,omitempty"`
	Note     string     `json:"note,omitempty"`
	OpenedAt *time.Time `json:"openedAt,omitempty"`

	UpBecause string `json:"upBecause,omitempty"` // why a leader holds it instead: UpNobody, UpAway, UpProposer

	Objection string `json:"objection,omitempty"` // of an afterwards review: what should have been otherwise
}

// toReview reports a step that is still to be reviewed afterwards.
func (a Approval) toReview() bool { return a.State == Later && a.By == nil }

// States of an approval step.
const (
	Waiting  = "waiting"
	Pending  = "pending"
	Approved = "approved"
	Rejected = "rejected"
	Later    = "later" // listed, reviewed afterwards, holds nothing up
	Void     = "void"
)

// Offer is what was told to the owner and what the owner said.
type Offer struct {
	State         string    `json:"state"` // open accepted rejected
	Option        *int      `json:"option,omitempty"`
	CounterDemand string    `json:"counterDemand,omitempty"`
	Reason        string    `json:"reason,omitempty"`
	At            time.Time `json:"at"`
	OnBehalf      *OnBehalf `json:"onBehalf,omitempty"`
}

// OnBehalf is the owner's word as the desk took it down.
type OnBehalf struct {
	How    string    `json:"how"`
	Person string    `json:"person"`
	At     time.Time `json:"at"`
}
