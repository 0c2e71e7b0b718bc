package complaint

import (
	"bytes"
	"encoding/json"

	"anju/internal/core/fault"
)

// decoders make a command of each word out of its JSON body.
var decoders = map[Word]func([]byte) (Command, error){
	Judge: decode[JudgeCommand], Classify: decode[ClassifyCommand], Dispatch: decode[DispatchCommand], Answer: decode[AnswerCommand],
	Refer: decode[ReferCommand], Accept: decode[AcceptCommand], Return: decode[ReturnCommand], Assign: decode[AssignCommand],
	Investigate: decode[InvestigateCommand], Conclude: decode[ConcludeCommand], RequestInfo: decode[RequestInfoCommand],
	AnswerInfo: decode[AnswerInfoCommand], CancelInfo: decode[CancelInfoCommand], Start: decode[StartCommand], Interim: decode[InterimCommand],
	Propose: decode[ProposeCommand], Approve: decode[ApproveCommand], Reject: decode[RejectCommand], OfferAccept: decode[OfferAcceptCommand],
	OfferReject: decode[OfferRejectCommand], Dispute: decode[DisputeCommand], Settle: decode[SettleCommand], Appoint: decode[AppointCommand],
	VisitDone: decode[VisitCommand], Progress: decode[ProgressCommand], Pay: decode[PayCommand], Complete: decode[CompleteCommand],
	SpreadOut: decode[SpreadCommand], Confirm: decode[ConfirmCommand], Decline: decode[DeclineCommand], Evaluate: decode[EvaluateCommand], Close: decode[CloseCommand],
	Reopen: decode[ReopenCommand], Appeal: decode[AppealCommand], Withdraw: decode[WithdrawCommand], Merge: decode[MergeCommand],
	Unmerge: decode[UnmergeCommand], Comment: decode[CommentCommand], Urge: decode[UrgeCommand], Order: decode[OrderCommand],
	AnswerOrder: decode[AnswerOrderCommand], Pause: decode[PauseCommand], Resume: decode[ResumeCommand], Extend: decode[ExtendCommand],
	Instruct: decode[InstructCommand], Consult: decode[ConsultCommand], Advise: decode[AdviseCommand], Group: decode[GroupCommand],
	Join: decode[JoinCommand], Leave: decode[LeaveCommand], Bulletin: decode[BulletinCommand], ExternalReply: decode[ExternalReplyCommand],
	Declare: decode[DeclareCommand], TaskForceSet: decode[TaskForceCommand], Decide: decode[DecideCommand], Brief: decode[BriefCommand],
	ApproveWording: decode[ApproveWordingCommand], StandDown: decode[StandDownCommand], Link: decode[LinkCommand], Unlink: decode[UnlinkCommand],
	HouseholdYes: decode[HouseholdConfirmCommand], HouseholdNo: decode[HouseholdDeclineCommand], HouseholdAttend: decode[HouseholdAttendCommand],
	Retain:      decode[RetainCommand],
	AskExternal: decode[ExternalAskCommand], AskReading: decode[SecondReadingCommand], ReplyFinally: decode[FinalReplyCommand],
	TaskWord: decode[TaskCommand], TaskDone: decode[TaskDoneCommand], CallWord: decode[CallCommand], VisitConfirm: decode[VisitConfirmCommand],
	RecheckWord: decode[RecheckCommand], QuoteWord: decode[QuoteCommand], QuoteAnswer: decode[QuoteAnswerCommand], FundWord: decode[FundCommand],
	InsuranceWord: decode[InsuranceCommand],
	LetterOut:     decode[LetterOutCommand], LetterIn: decode[LetterInCommand],
	Review: decode[ReviewCommand], SignAgreement: decode[SignAgreementCommand],
	Acknowledge: decode[AcknowledgeCommand], Correct: decode[CorrectCommand], Recover: decode[RecoverCommand], AccountFor: decode[AccountabilityCommand],
}

// DecodeCommand reads the body of a word. Its shape was checked at the edge;
// fields that the command does not know, such as hold, are passed over.
func DecodeCommand(word Word, body []byte) (Command, error) {
	d, ok := decoders[word]
	if !ok {
		return nil, fault.NotThere()
	}
	if len(bytes.TrimSpace(body)) == 0 {
		body = []byte("{}")
	}
	return d(body)
}

func decode[C Command](body []byte) (Command, error) {
	var c C
	if err := json.Unmarshal(body, &c); err != nil {
		return nil, fault.New(fault.Malformed, "malformed", "请求内容无法读取。", "The body cannot be read.").Because(err)
	}
	return c, nil
}
