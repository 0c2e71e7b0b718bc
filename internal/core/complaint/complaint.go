package complaint

import (
	"time"

	"anju/internal/core/access"
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
	Concluded         *Judgement `json:"concluded,omitempty"` // who gave the finding, and why
	UnfoundedReply    string     `json:"unfoundedReply,omitempty"`
	Downgraded        bool       `json:"downgraded,omitempty"` // once made less than a complaint, or less urgent

	SecondReading *SecondReading `json:"secondReading,omitempty"`
	FirstReading  *FirstReading  `json:"firstReading,omitempty"` // before the appeal
	FinalReply    *FinalReply    `json:"finalReply,omitempty"`

	Department   string        `json:"department,omitempty"` // lead
	Supporting   []string      `json:"supporting,omitempty"`
	External     []External    `json:"external,omitempty"`
	DispatchedAt *time.Time    `json:"dispatchedAt,omitempty"` // nil again after a return
	Accepted     bool          `json:"accepted,omitempty"`
	Assignee     *Person       `json:"assignee,omitempty"`
	InfoRequests []InfoRequest `json:"infoRequests,omitempty"`
	Opinions     []Opinion     `json:"opinions,omitempty"`
	Returns      []SentBack    `json:"returns,omitempty"`
	Misrouted    bool          `json:"misrouted,omitempty"` // came back and was not dispatched since

	Investigation *Investigation `json:"investigation,omitempty"`
	CauseCode     string         `json:"causeCode,omitempty"` // the cause in one word
	Plan          *Plan          `json:"plan,omitempty"`
	Rounds        int            `json:"rounds,omitempty"` // plans proposed so far
	PastRounds    []Round        `json:"pastRounds,omitempty"`
	Agreement     *Agreement     `json:"agreement,omitempty"`
	Offer         *Offer         `json:"offer,omitempty"`
	Refusals      int            `json:"refusals,omitempty"` // offers refused
	Disputes      []DisputeStep  `json:"disputes,omitempty"`
	Meeting       *Meeting       `json:"meeting,omitempty"` // with the desk lead

	Payer       string           `json:"payer,omitempty"`          // of work started without a plan
	PriceFen    int64            `json:"agreedPriceFen,omitempty"` // owner-paid work
	StartedAt   *time.Time       `json:"startedAt,omitempty"`
	Quote       *Quote           `json:"quote,omitempty"` // the latest
	Fund        []FundStep       `json:"fund,omitempty"`
	Insurance   *Insurance       `json:"insurance,omitempty"`
	Interims    []InterimMeasure `json:"interims,omitempty"`
	Tasks       []Task           `json:"tasks,omitempty"`
	Calls       []Call           `json:"calls,omitempty"`
	Visits      []Visit          `json:"visits,omitempty"`
	Rechecks    []Recheck        `json:"rechecks,omitempty"`
	Payments    []Payment        `json:"payments,omitempty"`
	Recoveries  []Recovery       `json:"recoveries,omitempty"`
	Accountable []Accountable    `json:"accountable,omitempty"`
	Result      string           `json:"result,omitempty"`
	Remains     string           `json:"remains,omitempty"` // what a partial fix left open
	Declines    int              `json:"declines,omitempty"`
	DeclinedAt  *time.Time       `json:"declinedAt,omitempty"` // the last time
	Promised    *Promise         `json:"promised,omitempty"`
	Urges       int              `json:"urges,omitempty"`
	UrgedOn     string           `json:"urgedOn,omitempty"` // day of the owner's last urge
	Pause       *PauseState      `json:"pause,omitempty"`
	Clocks      []Clock          `json:"clocks,omitempty"`
	Escalated   bool             `json:"escalated,omitempty"` // to the leaders, or by an order
	Orders      []OrderNote      `json:"orders,omitempty"`

	Confirmation *Confirmation `json:"confirmation,omitempty"`
	Outcome      Outcome       `json:"outcome,omitempty"`
	Evaluation   *Evaluation   `json:"evaluation,omitempty"`
	Spreads      []Spread      `json:"spreads,omitempty"`
	Reopened     int           `json:"reopened,omitempty"`
	Excluded     *Exclusion    `json:"excluded,omitempty"` // left out of the rates: withdrawn or merged

	Instructions []Instruction  `json:"instructions,omitempty"`
	Consults     []Consultation `json:"consults,omitempty"`

	Letters []FiledLetter `json:"letters,omitempty"`

	Grouped     *GroupInfo  `json:"group,omitempty"`
	Households  []Household `json:"households,omitempty"`
	Incident    *Incident   `json:"incident,omitempty"`
	Briefings   []Briefing  `json:"briefings,omitempty"`
	Wording     *Wording    `json:"wording,omitempty"`
	Links       []LinkNote  `json:"links,omitempty"`
	MergedInto  *Ref        `json:"mergedInto,omitempty"`
	MergedFrom  []Ref       `json:"mergedFrom,omitempty"`
	BeforeMerge Status      `json:"beforeMerge,omitempty"`
	Related     []Relation  `json:"related,omitempty"`
	Recused     []string    `json:"recused,omitempty"` // account ids (回避)

	ArchiveNumber string         `json:"archiveNumber,omitempty"` // 归档号, given when the matter first ends
	Retained      *RetentionNote `json:"retained,omitempty"`      // kept longer than the policy says
	AnonymisedAt  *time.Time     `json:"anonymisedAt,omitempty"`

	Seq  int64  `json:"seq"`  // of the last event
	Head string `json:"head"` // hash of the last event
	Keys Keys   `json:"keys"`
}

// Keys are derived from the rest at every change; stores index them and no more.
type Keys struct {
	Open     bool      `json:"open"`
	DueAt    time.Time `json:"dueAt"`    // earliest unmet, running clock; Far when none
	WakeAt   time.Time `json:"wakeAt"`   // when timed work must look again; Far when never
	RetainTo time.Time `json:"retainTo"` // when its retention ends; Far while it is open and once it is anonymised
	Audience []string  `json:"audience"`
	Waiting  string    `json:"waiting,omitempty"` // the approval step that waits, e.g. "dept_head:engineering", "finance", "legal", "leader"
	Spot     string    `json:"spot,omitempty"`    // community/building/class: where like matters gather; "" without a building
	Marks    []string  `json:"marks,omitempty"`   // special states by which lists find it
	Watch    string    `json:"watch,omitempty"`   // the same as letters, for the supervision board: one value, so that an index holds it
	Words    []string  `json:"words"`             // search tokens
}

// Far stands for "never" in an index.
var Far = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Person is somebody of the staff, as they were when they acted.
type Person struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Department string `json:"department,omitempty"`
	Owner      bool   `json:"owner,omitempty"` // no colleague: the name is personal data
	ForID      string `json:"forId,omitempty"` // the account in whose place they acted; the name says so: 赵建国（代 王德胜）
}

// PersonOf is a colleague in what they do beside matters.
func PersonOf(a access.Actor) Person {
	return Person{ID: a.ID, Name: a.Name, Department: a.Department}
}

// answeredBy reports whether what the person did is the actor's own: done by
// them, for them, or by whom they stand in for now.
func (p Person) answeredBy(a access.Actor) bool { return a.Answers(p.ID) || a.Answers(p.ForID) }
