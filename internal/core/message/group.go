package message

// Groups of what people are told; each person chooses by group what comes by e-mail too.
const (
	GroupDecision = "decision" // an owner is asked for a word
	GroupProgress = "progress"
	GroupResult   = "result"
	GroupWork     = "work"     // what is handed to a colleague
	GroupApproval = "approval" // plans, instructions and questions to leaders
	GroupLimit    = "limit"    // time limits, urging, orders
	GroupVoice    = "voice"    // what owners say to what was done
)

// Groups that there are for owners and for staff, in the order of a page.
var Groups = map[string][]string{
	ForOwner: {GroupDecision, GroupProgress, GroupResult},
	ForStaff: {GroupWork, GroupApproval, GroupLimit, GroupVoice},
}

var groups = map[string]map[string]string{
	ForOwner: {
		"offered": GroupDecision, "quoted": GroupDecision, "completed": GroupDecision, "appointed": GroupDecision, "visited": GroupDecision,
		"answered": GroupResult, "referred": GroupResult, "closed": GroupResult, "auto_closed": GroupResult, "finally_replied": GroupResult, "paid": GroupResult, "replied": GroupResult,
	},
	ForStaff: {
		approvalWaiting: GroupApproval, "approved": GroupApproval, "rejected": GroupApproval, "instructed": GroupApproval, "consulted": GroupApproval, "advised": GroupApproval,
		"urged": GroupLimit, "ordered": GroupLimit, "order_answered": GroupLimit, "order_checked": GroupLimit, "order_extension": GroupLimit, "order_climbed": GroupLimit, "order_ended": GroupLimit,
		FollowUpDue: GroupLimit, FollowUpOut: GroupLimit, KeyLate: GroupLimit, Digest: GroupLimit, "escalated": GroupLimit, "reminded": GroupLimit,
		"offer_accepted": GroupVoice, "offer_rejected": GroupVoice, "declined": GroupVoice, "confirmed": GroupVoice, "appealed": GroupVoice, "reopened": GroupVoice,
	},
}

// GroupOf is the group that an event belongs to for such readers.
func GroupOf(reader, event string) string {
	if g, ok := groups[reader][event]; ok {
		return g
	}
	if reader == ForOwner {
		return GroupProgress
	}
	return GroupWork
}
