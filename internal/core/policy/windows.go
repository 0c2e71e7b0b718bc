package policy

import (
	"slices"

	"anju/internal/core/fault"
)

// Windows are the counts, days and sums that rules compare with. Days are
// calendar days unless a name says otherwise; money is fen.
type Windows struct {
	AppealDays       int `json:"appealDays" validate:"gte=1,lte=3650"`
	ReopenDays       int `json:"reopenDays" validate:"gte=1,lte=3650"`
	ReopenRepairDays int `json:"reopenRepairDays" validate:"gte=1,lte=3650"`
	RepeatDays       int `json:"repeatDays" validate:"gte=1,lte=3650"`
	RepeatRepairDays int `json:"repeatRepairDays" validate:"gte=1,lte=3650"`
	RecheckDays      int `json:"recheckDays" validate:"gte=1,lte=3650"` // leaks looked at again

	AutoConfirmDays     int     `json:"autoConfirmDays" validate:"gte=1,lte=365"` // silence after the call-back tries
	CallbackTries       int     `json:"callbackTries" validate:"gte=1,lte=20"`
	CallbackDays        int     `json:"callbackDays" validate:"gte=1,lte=20"`   // the tries lie on so many days
	FinalReplyFrom      int     `json:"finalReplyFrom" validate:"gte=2,lte=20"` // refused offers or declined results before a leader may end it
	OwnerAttempts       int     `json:"ownerAttempts" validate:"gte=0,lte=20"`  // calls in vain before the owner is awaited
	HoldSeconds         int     `json:"holdSeconds" validate:"gte=1,lte=300"`
	OwnerUrgesDaily     int     `json:"ownerUrgesDaily" validate:"gte=1,lte=100"`
	BackdateReasonAfter Minutes `json:"backdateReasonAfterMinutes" validate:"gte=0,lte=525600"` // received longer ago: give a reason
	MeetOwnerWithin     Minutes `json:"meetOwnerOfficeMinutes" validate:"gte=1,lte=525600"`     // office time, after a second refusal
	InstructionAnswer   Minutes `json:"instructionOfficeMinutes" validate:"gte=1,lte=525600"`   // a leader's instruction that names no day
	CriticalBriefing    Minutes `json:"criticalBriefingMinutes" validate:"gte=1,lte=525600"`    // 突发事件快报
	OrderAnswer         Minutes `json:"orderAnswerOfficeMinutes" validate:"gte=1,lte=525600"`   // a supervision order that climbed is to be answered by then
	TransferMargin      Minutes `json:"transferMarginOfficeMinutes" validate:"gte=0,lte=525600"`
	ApprovalInAll       Minutes `json:"approvalInAllOfficeMinutes" validate:"gte=1,lte=525600"` // all steps of one round

	OwnerDailySubmissions int `json:"ownerDailySubmissions" validate:"gte=1,lte=1000"`
	OwnerSameTextDaily    int `json:"ownerSameTextDaily" validate:"gte=1,lte=1000"`

	MajorAmountFen       int64 `json:"majorAmountFen" validate:"gte=1"`
	MajorHouseholds      int   `json:"majorHouseholds" validate:"gte=2"`
	PromisedWithinMonths int   `json:"promisedWithinMonths" validate:"gte=0,lte=120"` // promises to one house for one cause add up
	AgreementAboveFen    int64 `json:"agreementAboveFen" validate:"gte=0"`            // above: a signed agreement

	EscalationPercents []int `json:"escalationPercents" validate:"min=1,max=10,unique,dive,gte=1,lte=1000"` // rungs: own list, head, leaders

	HotspotDays     int    `json:"hotspotDays" validate:"gte=1,lte=3650"`
	HotspotCount    int    `json:"hotspotCount" validate:"gte=2"`
	PercentagesFrom int    `json:"percentagesFrom" validate:"gte=1"` // fewer cases: counts, no percentages in sentences
	SatisfiedFrom   int    `json:"satisfiedFrom" validate:"gte=1,lte=5"`
	AbuseDays       int    `json:"abuseDays" validate:"gte=1,lte=3650"`
	RetainYears     int    `json:"retainYears" validate:"gte=1,lte=100"`
	RetainLongYears int    `json:"retainLongYears" validate:"gte=1,lte=100"`     // with money, injury, dispute or structure
	VisitFrom       string `json:"visitFrom" validate:"required,datetime=15:04"` // visits are offered in windows of a day
	VisitTo         string `json:"visitTo" validate:"required,datetime=15:04"`
	VisitHours      int    `json:"visitHours" validate:"gte=1,lte=12"`          // length of a window
	DigestAt        string `json:"digestAt" validate:"required,datetime=15:04"` // leaders' daily digest
	ShiftHours      int    `json:"shiftHours" validate:"gte=1,lte=24"`          // a shift handed over looks so far ahead
	TransferAhead   int    `json:"transferAheadHours" validate:"gte=1,lte=240"`
	QuietFrom       string `json:"quietFrom" validate:"required,datetime=15:04"`
	QuietTo         string `json:"quietTo" validate:"required,datetime=15:04"`

	MailFoldSeconds int `json:"mailFoldSeconds" validate:"gte=0,lte=3600"` // what happens to a matter within it is one e-mail
	MailTryHours    int `json:"mailTryHours" validate:"gte=1,lte=168"`     // later it is no news and is not sent any more
	MailPerMinute   int `json:"mailPerMinute" validate:"gte=6,lte=6000"`   // of one running program: mail servers refuse storms
}

// check tells what the tags cannot: how one number stands to another.
func (w Windows) check(wrong *fault.Fields) {
	if !slices.IsSorted(w.EscalationPercents) {
		wrong.Add("windows.escalationPercents", "rising", "须由小到大排列。", "Must rise from rung to rung.")
	}
	timed := true
	for field, text := range map[string]string{"visitFrom": w.VisitFrom, "visitTo": w.VisitTo, "quietFrom": w.QuietFrom, "quietTo": w.QuietTo, "digestAt": w.DigestAt} {
		if len(text) == len("8:00") { // a time, but times are compared as they are written
			timed = false
			wrong.Add("windows."+field, "datetime", "须写成 08:00 的形式。", "Must be written like 08:00.")
		}
	}
	if timed && w.VisitTo <= w.VisitFrom {
		wrong.Add("windows.visitTo", "after", "须晚于开始时间。", "Must lie after the hour at which visits begin.")
	}
	if w.RetainLongYears < w.RetainYears {
		wrong.Add("windows.retainLongYears", "at_least", "不能短于一般保存期。", "Must not be shorter than the ordinary retention.")
	}
}
