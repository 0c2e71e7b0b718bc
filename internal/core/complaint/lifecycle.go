package complaint

import (
	"fmt"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// Command is one verb with its body.
type Command interface {
	Word() Word
	// Check says what is wrong with the body by itself, whatever the matter:
	// by the company's policy, the time, and whether its sender is the owner.
	Check(by access.Actor, env Env) fault.Fields
	// run carries it out on the turn's copy, after the table allowed it.
	run(t *turn) error
}

// Bringer is a command that brings pictures or papers with it.
type Bringer interface{ Brings() Evidence }

// Evidence names attachments that a command links to the matter.
type Evidence struct {
	Field     string // of the body, for refusals
	IDs       []string
	OwnerSees bool // the owner sees pictures of the result, not the inside evidence
}

// rule is one row of the lifecycle: who may give the command, whom it is barred
// to for reasons of their own, in which statuses, and what else must hold.
type rule struct {
	who   func(a access.Actor, m *Complaint) bool
	bar   func(m *Complaint, a access.Actor) *fault.Error // nil: nobody
	from  []Status                                        // nil: any
	guard condition                                       // nil: nothing more
}

var (
	beforeResolved    = []Status{Registered, Dispatched, Investigating, Proposed, Offered, Disputed, Executing}
	afterAcceptance   = []Status{Investigating, Proposed, Offered, Disputed, Executing, Resolved}
	underway          = []Status{Dispatched, Investigating, Proposed, Offered, Disputed, Executing}
	asksHouseholds    = []Status{Offered, Executing, Resolved}
	fromInvestigating = []Status{Investigating, Proposed, Offered, Disputed, Executing, Resolved, Closed}
	beforePlan        = []Status{Registered, Dispatched, Investigating}
	atWork            = []Status{Investigating, Executing}
	paying            = []Status{Executing, Resolved}
	afterwards        = []Status{Executing, Resolved, Closed}
	alsoAfterwards    = append(append([]Status{}, underway...), Resolved, Closed)
)

// table is the lifecycle: nothing else changes a status, save the passing of
// time (tick.go).
var table = map[Word]rule{
	Judge:         {who: desk, from: openStatuses, guard: mayJudge},
	Classify:      {who: desk, from: openStatuses},
	Dispatch:      {who: desk, from: []Status{Registered}, guard: mayDispatch},
	Answer:        {who: deskOrLead, from: beforePlan, guard: mayAnswer},
	Refer:         {who: deskOrLead, from: beforePlan},
	Accept:        {who: lead, from: []Status{Dispatched}},
	Return:        {who: lead, from: []Status{Dispatched, Investigating}},
	Assign:        {who: head, from: afterAcceptance, guard: isAccepted},
	Investigate:   {who: lead, from: []Status{Investigating}},
	Conclude:      {who: desk, from: []Status{Investigating}},
	RequestInfo:   {who: onIt, from: openStatuses},
	AnswerInfo:    {who: staff, bar: notAsked, from: openStatuses, guard: hasQuestion},
	CancelInfo:    {who: desk, from: openStatuses, guard: hasQuestion},
	Start:         {who: lead, from: []Status{Investigating}, guard: mayStart},
	Interim:       {who: lead, from: []Status{Dispatched, Investigating, Proposed, Offered}, guard: isCritical},
	Propose:       {who: deskOrLeadDepartment, from: []Status{Investigating, Disputed}, guard: causeKnown},
	Approve:       {who: approver, bar: notHolding, from: []Status{Proposed}, guard: hasStep},
	Reject:        {who: approver, bar: notHolding, from: []Status{Proposed}, guard: hasStep},
	OfferAccept:   {who: ownerOrDesk, from: []Status{Offered}},
	OfferReject:   {who: ownerOrDesk, from: []Status{Offered}},
	Dispute:       {who: deskOrLeader, from: []Status{Offered, Disputed, Unfounded, Investigating}, guard: mayDispute},
	Settle:        {who: deskOrLeader, from: []Status{Disputed}},
	Appoint:       {who: deskOrLeadDepartment, from: underway},
	VisitConfirm:  {who: ownerOrDesk, from: underway, guard: hasAppointment},
	VisitDone:     {who: deskOrLeadDepartment, from: alsoAfterwards, guard: hasVisit},
	RecheckWord:   {who: deskOrLeadDepartment, from: afterwards},
	TaskWord:      {who: deskOrLeadDepartment, from: underway},
	TaskDone:      {who: atTask, from: underway, guard: hasTask},
	CallWord:      {who: caller, from: openStatuses},
	QuoteWord:     {who: lead, from: atWork},
	QuoteAnswer:   {who: ownerOrDesk, from: atWork, guard: hasQuote},
	FundWord:      {who: deskOrLead, from: alsoAfterwards},
	InsuranceWord: {who: deskOrLead, from: alsoAfterwards},
	Progress:      {who: deskOrLeadDepartment, from: underway},
	Pay:           {who: finance, bar: approvedIt, from: paying, guard: mayPay},
	Complete:      {who: lead, from: []Status{Executing}, guard: tasksDone},
	Confirm:       {who: ownerOrDesk, bar: handlesIt, from: []Status{Resolved}, guard: mayConfirm},
	Decline:       {who: ownerOrDesk, bar: handlesIt, from: []Status{Resolved}, guard: mayConfirm},
	Evaluate:      {who: desk, from: []Status{Resolved, Closed}},
	Close:         {who: desk, from: []Status{Unfounded, Resolved}, guard: mayClose},
	Reopen:        {who: ownerOrDesk, from: []Status{Closed}, guard: mayReopen},
	Appeal:        {who: ownerOrDesk, from: []Status{Unfounded}, guard: mayAppeal},
	Withdraw:      {who: ownerOrDesk, bar: handlesIt, from: beforeResolved, guard: noIncident},
	Merge:         {who: desk, from: beforePlan, guard: noIncident},
	Unmerge:       {who: desk, from: []Status{Merged}},
	Comment:       {who: onIt},
	Urge:          {who: ownerDeskOrLeader, from: openStatuses, guard: mayUrge},
	Order:         {who: supervisor, from: openStatuses},
	AnswerOrder:   {who: anyHead, bar: notOrdered, from: openStatuses, guard: hasOrder},
	Pause:         {who: headOrDeskLead, from: openStatuses, guard: notPaused},
	Resume:        {who: resumer, from: openStatuses, guard: isPaused},
	Extend:        {who: head, from: openStatuses, guard: hasClock},
	Instruct:      {who: leader},
	Consult:       {who: deskOrHead, from: openStatuses},
	Advise:        {who: leader, from: openStatuses, guard: isConsulted},
	Group:         {who: desk, from: openStatuses, guard: notGrouped},
	Join:          {who: neighbourOrDesk, from: openStatuses, guard: mayJoin},
	Leave:         {who: joined, from: openStatuses},
	Bulletin:      {who: desk, from: openStatuses, guard: isGrouped},
	ExternalReply: {who: desk, from: openStatuses},

	Declare:         {who: leader, from: openStatuses, guard: noIncident},
	TaskForceSet:    {who: deskOrLeader, guard: isIncident},
	Decide:          {who: deskLeaderOrTaskForce, guard: isIncident},
	Brief:           {who: briefer, from: openStatuses, guard: mayBrief},
	ApproveWording:  {who: leader, from: openStatuses, guard: mayWord},
	StandDown:       {who: leader, guard: isIncident},
	Link:            {who: deskOrLeader},
	Unlink:          {who: deskOrLeader, guard: isLinked},
	HouseholdYes:    {who: joinedOrDesk, bar: handlesIt, from: asksHouseholds, guard: mayAgree},
	HouseholdNo:     {who: joinedOrDesk, bar: handlesIt, from: asksHouseholds, guard: hasHousehold},
	HouseholdAttend: {who: desk, from: openStatuses, guard: hasObjection},
	SpreadOut:       {who: deskOrLeader, from: fromInvestigating},
	Retain:          {who: supervisor, from: []Status{Closed, Withdrawn, Merged}},
	AskExternal:     {who: desk, from: openStatuses},
	AskReading:      {who: desk, from: readable, guard: notAwaited},
	ReplyFinally:    {who: leader, from: []Status{Registered, Investigating, Executing, Unfounded}, guard: mayReplyFinally},
	LetterOut:       {who: desk},
	LetterIn:        {who: desk},
	Review:          {who: approver, bar: notReviewing, guard: hasReview},
	SignAgreement:   {who: ownerOrHandling, from: signable, guard: maySign},
	Acknowledge:     {who: payeeOrPayer, guard: hasUnsigned},
	Correct:         {who: finance, bar: approvedIt, guard: hasPayment},
	Recover:         {who: finance, bar: approvedIt, guard: recoverable},
	AccountFor:      {who: accounts},
}

// denies says whether the command is not this actor's to give on this matter.
func (r rule) denies(m *Complaint, by access.Actor) *fault.Error {
	if !r.who(by, m) || by.ForID != "" && slices.Contains(m.Recused, by.ForID) {
		return denied() // nobody does for another what that one may not do
	}
	if r.bar == nil {
		return nil
	}
	return r.bar(m, by)
}

// capacity is that in which the actor may give the command: their own where it
// is theirs, else in place of somebody away. The refusal is of the actor's own.
func (r rule) capacity(m *Complaint, actor access.Actor, env Env) (access.Actor, *fault.Error) {
	all := actor.Capacities()
	var may []access.Actor
	for _, a := range all {
		if r.denies(m, a) == nil {
			may = append(may, a)
		}
	}
	for _, a := range may {
		if r.permits(m, a, env) == nil {
			return a, nil
		}
	}
	if len(may) > 0 {
		return may[0], nil
	}
	return all[0], r.denies(m, all[0])
}

// permits says whether the matter, as it is, allows the command to the actor.
func (r rule) permits(m *Complaint, by access.Actor, env Env) *fault.Error {
	if m.AnonymisedAt != nil {
		return refused("这一事项保存期满，已匿名化，只供查阅。", "This matter was anonymised at the end of its retention; it can only be read.")
	}
	if r.from != nil && !m.Status.in(r.from) {
		if err := m.finallyAnswered(); err != nil {
			return err
		}
		return refused(
			fmt.Sprintf("事项目前为「%s」，此操作只能在「%s」时进行。", m.Status.ZH(), statusesZH(r.from)),
			fmt.Sprintf("The matter is %s; this can be done only when it is %s.", m.Status, statusesEN(r.from)))
	}
	if r.guard == nil {
		return nil
	}
	return r.guard(m, by, env)
}

// Words lists every command word of the table.
func Words() []Word {
	out := make([]Word, 0, len(table))
	for w := range table {
		out = append(out, w)
	}
	return out
}

var statusZH = map[Status]string{
	Registered: "已登记", Unfounded: "不成立已答复", Dispatched: "已派单", Investigating: "核实中", Proposed: "方案待批",
	Offered: "待业主确认方案", Disputed: "争议处理", Executing: "实施中", Resolved: "待回访确认", Closed: "已结案归档",
	Withdrawn: "已撤回", Merged: "已并案",
}

// ZH is the status in the product's own word.
func (s Status) ZH() string { return statusZH[s] }

func statusesZH(set []Status) string {
	out := ""
	for i, s := range set {
		if i > 0 {
			out += "、"
		}
		out += s.ZH()
	}
	return out
}

func statusesEN(set []Status) string {
	out := ""
	for i, s := range set {
		if i > 0 {
			out += ", "
		}
		out += string(s)
	}
	return out
}
