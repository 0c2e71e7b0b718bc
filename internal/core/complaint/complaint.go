package complaint

import (
	"time"

	"anju/internal/core/terms"
	"anju/internal/core/triage"
)

// Complaint is the whole of a matter as it is kept. Its timeline is kept
// beside it, entry by entry. JSON names are those of the HTTP contract.
type Complaint struct {
	ID      string `json:"id"`
	Number  string `json:"number"`
	Version int64  `json:"version"`
	Status  Status `json:"status"`

	Channel      terms.Channel `json:"channel"`
	Nature       terms.Nature  `json:"nature"`
	NatureGiven  bool          `json:"natureGiven,omitempty"` // said by a person, not guessed
	Title        string        `json:"title"`
	Text         string        `json:"text"`
	Demand       *Demand       `json:"demand,omitempty"`
	Subject      *Subject      `json:"subject,omitempty"`
	Place        string        `json:"place,omitempty"`
	Reporter     Reporter      `json:"reporter"`
	Confidential bool          `json:"confidential,omitempty"`
	Letter       *Letter       `json:"letter,omitempty"`
	Transfer     *Transfer     `json:"transfer,omitempty"`
	VisitForm    *VisitForm    `json:"visitForm,omitempty"`
	Attachments  []string      `json:"attachmentIds,omitempty"`

	CommunityID    string     `json:"communityId"`
	CommunityName  string     `json:"communityName,omitempty"`
	HouseID        string     `json:"houseId,omitempty"`
	HouseLabel     string     `json:"houseLabel,omitempty"`
	Building       string     `json:"building,omitempty"`
	OwnerID        string     `json:"ownerId,omitempty"`
	ReceivedAt     time.Time  `json:"receivedAt"`
	ReceivedReason string     `json:"receivedReason,omitempty"`
	CreatedAt      time.Time  `json:"createdAt"`
	UpdatedAt      time.Time  `json:"updatedAt"`
	ClosedAt       *time.Time `json:"closedAt,omitempty"`
	ResolvedAt     *time.Time `json:"resolvedAt,omitempty"`
	RegisteredBy   Person     `json:"registeredBy"`

	Suggestion  triage.Suggestion `json:"suggestion"`
	Classified  bool              `json:"classified,omitempty"` // by a person
	Category    string            `json:"category,omitempty"`
	Tags        []string          `json:"tags,omitempty"`
	Severity    terms.Severity    `json:"severity"`
	LegalThreat bool              `json:"legalThreat,omitempty"`

	Judgement         *Judgement `json:"judgement,omitempty"`
	GroundsSufficient *bool      `json:"groundsSufficient,omitempty"`
	DemandReasonable  *bool      `json:"demandReasonable,omitempty"`
	Finding           Finding    `json:"finding,omitempty"`
	UnfoundedAt       *time.Time `json:"unfoundedAt,omitempty"`
	Appealed          bool       `json:"appealed,omitempty"`

	Department   string        `json:"department,omitempty"` // lead
	Supporting   []string      `json:"supporting,omitempty"`
	External     []External    `json:"external,omitempty"`
	DispatchedAt *time.Time    `json:"dispatchedAt,omitempty"` // nil again after a return
	Accepted     bool          `json:"accepted,omitempty"`
	Assignee     *Person       `json:"assignee,omitempty"`
	InfoRequests []InfoRequest `json:"infoRequests,omitempty"`

	Investigation *Investigation `json:"investigation,omitempty"`
	Plan          *Plan          `json:"plan,omitempty"`
	Rounds        int            `json:"rounds,omitempty"` // plans proposed so far
	Offer         *Offer         `json:"offer,omitempty"`
	Refusals      int            `json:"refusals,omitempty"` // offers refused
	Disputes      []DisputeStep  `json:"disputes,omitempty"`

	Payer     string      `json:"payer,omitempty"`          // of work started without a plan
	PriceFen  int64       `json:"agreedPriceFen,omitempty"` // owner-paid work
	StartedAt *time.Time  `json:"startedAt,omitempty"`
	Visits    []Visit     `json:"visits,omitempty"`
	Payments  []Payment   `json:"payments,omitempty"`
	Result    string      `json:"result,omitempty"`
	Declines  int         `json:"declines,omitempty"`
	Promised  *Promise    `json:"promised,omitempty"`
	Urges     int         `json:"urges,omitempty"`
	UrgedOn   string      `json:"urgedOn,omitempty"` // day of the owner's last urge
	Pause     *PauseState `json:"pause,omitempty"`
	Clocks    []Clock     `json:"clocks,omitempty"`
	Escalated bool        `json:"escalated,omitempty"` // to the leaders, or by an order
	Orders    []OrderNote `json:"orders,omitempty"`

	Confirmation *Confirmation `json:"confirmation,omitempty"`
	Outcome      Outcome       `json:"outcome,omitempty"`
	Evaluation   *Evaluation   `json:"evaluation,omitempty"`
	Reopened     int           `json:"reopened,omitempty"`
	Excluded     *Exclusion    `json:"excluded,omitempty"` // left out of the rates: withdrawn or merged

	Instructions []Instruction  `json:"instructions,omitempty"`
	Consults     []Consultation `json:"consults,omitempty"`

	Grouped     *GroupInfo  `json:"group,omitempty"`
	Households  []Household `json:"households,omitempty"`
	MergedInto  *Ref        `json:"mergedInto,omitempty"`
	MergedFrom  []Ref       `json:"mergedFrom,omitempty"`
	BeforeMerge Status      `json:"beforeMerge,omitempty"`
	Related     []Relation  `json:"related,omitempty"`
	Recused     []string    `json:"recused,omitempty"` // account ids (回避)

	Seq  int64  `json:"seq"`  // of the last event
	Head string `json:"head"` // hash of the last event
	Keys Keys   `json:"keys"`
}

// Keys are derived from the rest at every change; stores index them and no more.
type Keys struct {
	Open     bool      `json:"open"`
	DueAt    time.Time `json:"dueAt"`  // earliest unmet, running clock; Far when none
	WakeAt   time.Time `json:"wakeAt"` // when timed work must look again; Far when never
	Audience []string  `json:"audience"`
	Waiting  string    `json:"waiting,omitempty"` // the approval step that waits, e.g. "dept_head:engineering", "finance", "legal", "leader"
	Spot     string    `json:"spot,omitempty"`    // community/building/class: where like matters gather; "" without a building
	Words    []string  `json:"words"`             // search tokens
}

// Far stands for "never" in an index.
var Far = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Person is somebody of the staff, as they were when they acted.
type Person struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Department string `json:"department,omitempty"`
}

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

// Judgement is the first view (初判).
type Judgement struct {
	By     Person    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// External is a party without login that helps or answers.
type External struct {
	Party   string     `json:"party"` // owners_committee property_company developer contractor other
	Contact string     `json:"contact,omitempty"`
	Reply   string     `json:"reply,omitempty"`
	At      *time.Time `json:"at,omitempty"`
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

// Investigation is the verification and who answers for the cause.
type Investigation struct {
	Cause       string    `json:"cause"`
	EvidenceIDs []string  `json:"evidenceIds,omitempty"`
	Shares      []Share   `json:"shares,omitempty"`
	By          Person    `json:"by"`
	At          time.Time `json:"at"`
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
	Kind string `json:"kind"`
	Note string `json:"note,omitempty"`
}

// Option is one way to put it right.
type Option struct {
	Measures  []Measure `json:"measures"`
	AmountFen int64     `json:"amountFen"`
	DueAt     time.Time `json:"dueAt"`
	Payer     string    `json:"payer,omitempty"`
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
	Approvals   []Approval `json:"approvals"`
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
}

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

// DisputeStep is one dated step of a dispute.
type DisputeStep struct {
	Step     string     `json:"step"`
	Note     string     `json:"note"`
	At       time.Time  `json:"at"`
	ReviewAt *time.Time `json:"reviewAt,omitempty"`
}

// DisputeKinds from the mildest on.
var DisputeKinds = []string{"negotiation", "mediation", "arbitration", "litigation"}

// Visit is an appointment at the house (上门预约).
type Visit struct {
	ID      string     `json:"id"`
	From    time.Time  `json:"from"`
	To      time.Time  `json:"to"`
	Who     string     `json:"who"`
	Entry   string     `json:"entry"`
	Outcome string     `json:"outcome,omitempty"` // done second_visit owner_absent missed
	Note    string     `json:"note,omitempty"`
	At      *time.Time `json:"at,omitempty"`
}

// Ways to enter, and what may come of a visit.
var (
	Entries       = []string{"at_home", "call_first", "key"}
	VisitOutcomes = []string{"done", "second_visit", "owner_absent", "missed"}
)

// Payment is money given to the owner, or a fee not asked for.
type Payment struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	Basis     string    `json:"basis,omitempty"`
	AmountFen int64     `json:"amountFen"`
	PaidAt    time.Time `json:"paidAt"`
	Receipt   string    `json:"receipt"`
	Payee     string    `json:"payee,omitempty"`
	By        Person    `json:"by"`
	Round     int       `json:"round"` // of the plan that it pays
}

// Bases of a payment: 赔偿、补偿/慰问、退费、减免、违约金.
var Bases = []string{"liability", "goodwill", "refund", "waiver", "penalty"}

// Promise is what the owner was promised next, and by when. What is a clock
// kind where the promise follows from a time limit, else a person's own words.
type Promise struct {
	What string    `json:"what"`
	By   time.Time `json:"by"`
	At   time.Time `json:"at"`
}

// PauseState is a running pause.
type PauseState struct {
	Awaiting string    `json:"awaiting"`
	Reason   string    `json:"reason"`
	Since    time.Time `json:"since"`
	Until    time.Time `json:"until"`
}

// OrderNote is a supervision order (督办单) and its answer.
type OrderNote struct {
	ID         string     `json:"id"`
	To         string     `json:"to"` // department
	By         Person     `json:"by"`
	At         time.Time  `json:"at"`
	AnswerBy   time.Time  `json:"answerBy"`
	Note       string     `json:"note"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredBy *Person    `json:"answeredBy,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`
}

func (o OrderNote) open() bool { return o.AnsweredAt == nil }

// Confirmation is what was said of the result.
type Confirmation struct {
	Rating    int       `json:"rating,omitempty"` // 1–5; 0: none given
	Comment   string    `json:"comment,omitempty"`
	By        string    `json:"by"` // owner desk none
	Automatic bool      `json:"automatic"`
	At        time.Time `json:"at"`
	OnBehalf  *OnBehalf `json:"onBehalf,omitempty"`
}

// Evaluation is the closing evaluation (总结评价).
type Evaluation struct {
	Evaluation  string    `json:"evaluation"`
	Improvement string    `json:"improvement,omitempty"`
	CaseStudy   bool      `json:"caseStudy,omitempty"`
	By          Person    `json:"by"`
	At          time.Time `json:"at"`
}

// Exclusion says who took a matter out of the rates, and why.
type Exclusion struct {
	By     Person `json:"by"`
	Reason string `json:"reason"`
}

// Instruction is a leader's 批示.
type Instruction struct {
	ID          string     `json:"id"`
	By          Person     `json:"by"`
	At          time.Time  `json:"at"`
	Instruction string     `json:"instruction"`
	DueAt       *time.Time `json:"dueAt,omitempty"`
}

// Consultation is a 请示: a question to a leader with options and advice.
type Consultation struct {
	ID             string     `json:"id"`
	By             Person     `json:"by"`
	At             time.Time  `json:"at"`
	Question       string     `json:"question"`
	Options        []string   `json:"options"`
	Recommendation string     `json:"recommendation"`
	Answer         string     `json:"answer,omitempty"`
	AnsweredBy     *Person    `json:"answeredBy,omitempty"`
	AnsweredAt     *time.Time `json:"answeredAt,omitempty"`
}

// GroupInfo says whom a group matter (群体事项) concerns.
type GroupInfo struct {
	CommunityID string `json:"communityId"`
	Building    string `json:"building,omitempty"`
}

// Household is one that joined a group matter.
type Household struct {
	HouseID  string    `json:"houseId"`
	OwnerID  string    `json:"ownerId"`
	JoinedAt time.Time `json:"joinedAt"`
}

// Ref points to another matter.
type Ref struct {
	ID     string `json:"id"`
	Number string `json:"number"`
}

// Relation links a matter to an earlier one of the same house and category.
type Relation struct {
	Ref
	Kind string `json:"kind"` // repeat rework
}
