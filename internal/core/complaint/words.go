package complaint

// Status is where a matter stands (状态).
type Status string

const (
	Registered    Status = "registered"    // 已登记
	Unfounded     Status = "unfounded"     // 不成立已答复
	Dispatched    Status = "dispatched"    // 已派单
	Investigating Status = "investigating" // 核实中
	Proposed      Status = "proposed"      // 方案待批
	Offered       Status = "offered"       // 待业主确认方案
	Disputed      Status = "disputed"      // 争议处理
	Executing     Status = "executing"     // 实施中
	Resolved      Status = "resolved"      // 待回访确认
	Closed        Status = "closed"        // 已结案归档
	Withdrawn     Status = "withdrawn"     // 已撤回
	Merged        Status = "merged"        // 已并案
)

// Statuses in the order of the lifecycle.
var Statuses = []Status{Registered, Unfounded, Dispatched, Investigating, Proposed, Offered, Disputed, Executing, Resolved, Closed, Withdrawn, Merged}

// openStatuses are those in which somebody still owes the owner something.
var openStatuses = []Status{Registered, Dispatched, Investigating, Proposed, Offered, Disputed, Executing, Resolved}

// Open reports whether somebody still owes the owner something.
func (s Status) Open() bool { return s.in(openStatuses) }

func (s Status) in(set []Status) bool {
	for _, x := range set {
		if x == s {
			return true
		}
	}
	return false
}

// Word is a command word, as in the path of the HTTP contract.
type Word string

const (
	Judge         Word = "judge"
	Classify      Word = "classify"
	Dispatch      Word = "dispatch"
	Answer        Word = "answer"
	Refer         Word = "refer"
	Accept        Word = "accept"
	Return        Word = "return"
	Assign        Word = "assign"
	Investigate   Word = "investigate"
	Conclude      Word = "conclude"
	RequestInfo   Word = "request-info"
	AnswerInfo    Word = "answer-info"
	CancelInfo    Word = "cancel-info"
	Start         Word = "start"
	Interim       Word = "interim"
	Propose       Word = "propose"
	Approve       Word = "approve"
	Reject        Word = "reject"
	OfferAccept   Word = "offer-accept"
	OfferReject   Word = "offer-reject"
	Dispute       Word = "dispute"
	Settle        Word = "settle"
	Appoint       Word = "appoint"
	VisitDone     Word = "visit"
	Progress      Word = "progress"
	Pay           Word = "pay"
	Complete      Word = "complete"
	Confirm       Word = "confirm"
	Decline       Word = "decline"
	Evaluate      Word = "evaluate"
	SpreadOut     Word = "spread"
	Close         Word = "close"
	Reopen        Word = "reopen"
	Appeal        Word = "appeal"
	Withdraw      Word = "withdraw"
	Merge         Word = "merge"
	Unmerge       Word = "unmerge"
	Comment       Word = "comment"
	Urge          Word = "urge"
	Order         Word = "order"
	AnswerOrder   Word = "answer-order"
	Pause         Word = "pause"
	Resume        Word = "resume"
	Extend        Word = "extend"
	Instruct      Word = "instruct"
	Consult       Word = "consult"
	Advise        Word = "advise"
	Group         Word = "group"
	Join          Word = "join"
	Leave         Word = "leave"
	Bulletin      Word = "bulletin"
	ExternalReply Word = "external-reply"

	Declare         Word = "declare"
	TaskForceSet    Word = "task-force"
	Decide          Word = "decide"
	Brief           Word = "brief"
	ApproveWording  Word = "approve-wording"
	StandDown       Word = "stand-down"
	Link            Word = "link"
	Unlink          Word = "unlink"
	HouseholdYes    Word = "household-confirm"
	HouseholdNo     Word = "household-decline"
	HouseholdAttend Word = "household-attend"
	Retain          Word = "retain"
	AskExternal     Word = "external-ask"
	AskReading      Word = "second-reading"
	ReplyFinally    Word = "final-reply"
	TaskWord        Word = "task"
	TaskDone        Word = "task-done"
	CallWord        Word = "call"
	VisitConfirm    Word = "visit-confirm"
	RecheckWord     Word = "recheck"
	QuoteWord       Word = "quote"
	QuoteAnswer     Word = "quote-answer"
	FundWord        Word = "fund"
	InsuranceWord   Word = "insurance"
	LetterOut       Word = "letter-out"
	LetterIn        Word = "letter-in"
	Review          Word = "review"
	SignAgreement   Word = "sign-agreement"
	Acknowledge     Word = "acknowledge"
	Correct         Word = "correct"
	Recover         Word = "recover"
	AccountFor      Word = "accountability"
)

// Kind names an event of the timeline: a command in the past tense, or one of
// those that come about by themselves.
type Kind string

const (
	KindRegistered Kind = "registered"
	KindReplied    Kind = "replied"     // words to the owner that came with another command
	KindNoted      Kind = "noted"       // inside words that came with another command
	KindOffered    Kind = "offered"     // the approved plan was told to the owner
	KindReminded   Kind = "reminded"    // 75 % of a time limit
	KindEscalated  Kind = "escalated"   // 100 % and beyond
	KindAutoClosed Kind = "auto_closed" // silence
	KindAbsorbed   Kind = "absorbed"    // another matter was merged into this one
	KindReleased   Kind = "released"    // a merged matter was taken out again
	KindNotSent    Kind = "not_sent"    // held words that the lifecycle refused when they were due
	KindMail       Kind = "mail_received"
	KindAnonymised Kind = "anonymised"  // the retention ended
	KindRecheckDue Kind = "recheck_due" // the day has come to look again

	// Of commands, for those who follow what was ordered.
	KindSpread     Kind = "spread_ordered"
	KindInstructed Kind = "instructed"
	KindEvaluated  Kind = "evaluated"
)

// pastTense gives the event kind that each command leaves.
var pastTense = map[Word]Kind{
	Judge: "judged", Classify: "classified", Dispatch: "dispatched", Answer: "answered", Refer: "referred",
	Accept: "accepted", Return: "returned", Assign: "assigned", Investigate: "investigated", Conclude: "concluded",
	RequestInfo: "info_requested", AnswerInfo: "info_answered", CancelInfo: "info_cancelled", Start: "started",
	Interim: "interim_taken", Propose: "proposed", Approve: "approved", Reject: "rejected",
	OfferAccept: "offer_accepted", OfferReject: "offer_rejected", Dispute: "disputed", Settle: "settled",
	Declare: "declared", TaskForceSet: "task_force_set", Decide: "decided", Brief: "briefed", ApproveWording: "wording_approved",
	StandDown: "stood_down", Link: "linked", Unlink: "unlinked",
	HouseholdYes: "household_confirmed", HouseholdNo: "household_declined", HouseholdAttend: "household_attended",
	Appoint: "appointed", VisitDone: "visited", Progress: "progressed", Pay: "paid", Complete: "completed",
	Confirm: "confirmed", Decline: "declined", Evaluate: KindEvaluated, SpreadOut: KindSpread, Close: "closed", Reopen: "reopened",
	Appeal: "appealed", Withdraw: "withdrawn", Merge: "merged", Unmerge: "unmerged", Comment: "commented",
	Urge: "urged", Order: KindOrdered, AnswerOrder: KindOrderAnswered, Pause: "paused", Resume: "resumed",
	Extend: "extended", Instruct: KindInstructed, Consult: "consulted", Advise: "advised", Group: "grouped",
	Join: "joined", Leave: "left", Bulletin: "bulletin_issued", ExternalReply: "external_replied", Retain: "retained",
	AskExternal: "external_asked", AskReading: "second_reading_asked", ReplyFinally: "finally_replied",
	TaskWord: "task_set", TaskDone: "task_done", CallWord: "called", VisitConfirm: "visit_answered", RecheckWord: "recheck_set",
	QuoteWord: "quoted", QuoteAnswer: "quote_answered", FundWord: "fund_stepped", InsuranceWord: "insurance_noted",
	LetterOut: "letter_sent", LetterIn: "letter_received",
	Review: "reviewed", SignAgreement: "agreement_signed",
	Acknowledge: "acknowledged", Correct: "corrected", Recover: "recovered", AccountFor: "accountability_noted",
}

// Finding is what the verification came to (定性).
type Finding string

const (
	Substantiated   Finding = "substantiated"   // 属实
	Partly          Finding = "partly"          // 部分属实
	Unsubstantiated Finding = "unsubstantiated" // 不属实
)

// Outcome is how a matter ended, apart from its status.
type Outcome string

const (
	Fixed            Outcome = "fixed"
	FixedPartly      Outcome = "partly"
	NotFeasible      Outcome = "not_feasible"
	Answered         Outcome = "answered"
	Referred         Outcome = "referred"
	Settled          Outcome = "settled"
	OutcomeUnfounded Outcome = "unfounded"
	OutcomeWithdrawn Outcome = "withdrawn"
	Unreachable      Outcome = "unreachable"
	OutcomeMerged    Outcome = "merged"
)

// Outcomes that ship.
var Outcomes = []Outcome{Fixed, FixedPartly, NotFeasible, Answered, Referred, Settled, OutcomeUnfounded, OutcomeWithdrawn, Unreachable, OutcomeMerged}

// Kinds of measures and of payments.
var MeasureKinds = []string{"repair", "replacement", "refund", "fee_reduction", "cash", "apology"}

// Payers of a plan (费用承担).
var Payers = []string{"warranty", "management_fee", "maintenance_fund", "owner", "third_party", "insurer", "company"}

// Awaited is with whom or what a pause waits.
var Awaited = []string{"owner", "appointment", "parts", "contractor", "authority", "inspection", "fund_vote", "weather", "court"}
