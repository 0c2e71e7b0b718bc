package complaint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// expected is the table of commands of the HTTP contract for the matter that
// reach builds (engineering leads; the plan asks head, finance and leader; the
// head of finance approved it and so does not pay). Rows of a word add up.
// Kinds narrow a row to some kinds of matter.
var expected = []struct {
	word   complaint.Word
	in     string
	who    string
	kinds  string
	before func(w *world) // what must have happened first
}{
	{word: "judge", in: "registered investigating", who: "desk1 lead1"},
	{word: "judge", in: open, who: "desk1 lead1", kinds: "critical"},
	{word: "classify", in: open, who: "desk1 lead1"},
	{word: "dispatch", in: "registered", who: "desk1 lead1"},
	{word: "answer", in: "registered dispatched investigating", who: "desk1 lead1"},
	{word: "answer", in: "dispatched investigating", who: engineers},
	{word: "refer", in: "registered dispatched investigating", who: "desk1 lead1"},
	{word: "refer", in: "dispatched investigating", who: engineers},
	{word: "accept", in: "dispatched", who: engineers},
	{word: "return", in: "dispatched investigating", who: engineers},
	{word: "assign", in: "investigating proposed offered disputed executing resolved", who: "head.eng"},
	{word: "investigate", in: "investigating", who: engineers},
	{word: "conclude", in: "investigating", who: "desk1 lead1"},
	{word: "request-info", in: open, who: "desk1 lead1 leader1"},
	{word: "request-info", in: underway + " resolved", who: engineers},
	{word: "request-info", in: "proposed offered disputed executing resolved", who: "handler.fin head.fin"},
	{word: "answer-info", in: open, who: "handler.fin head.fin", before: ask},
	{word: "cancel-info", in: open, who: "desk1 lead1", before: ask},
	{word: "start", in: "investigating", who: engineers, kinds: "repair critical"},
	{word: "interim", in: "dispatched investigating proposed offered", who: engineers, kinds: "critical"},
	{word: "propose", in: "investigating disputed", who: engineers + " desk1 lead1"},
	{word: "approve", in: "proposed", who: "head.eng"},
	{word: "reject", in: "proposed", who: "head.eng"},
	{word: "offer-accept", in: "offered", who: "owner1 desk1 lead1"},
	{word: "offer-reject", in: "offered", who: "owner1 desk1 lead1"},
	{word: "dispute", in: "offered disputed unfounded", who: "desk1 lead1 leader1"},
	{word: "settle", in: "disputed", who: "desk1 lead1 leader1"},
	{word: "appoint", in: underway, who: engineers + " desk1 lead1"},
	{word: "visit-confirm", in: underway, who: "owner1 desk1 lead1", before: appoint},
	{word: "visit", in: underway + " resolved", who: engineers + " desk1 lead1", before: visitDue},
	{word: "recheck", in: "executing resolved closed", who: engineers + " desk1 lead1"},
	{word: "task", in: underway, who: engineers + " desk1 lead1"},
	{word: "task-done", in: underway, who: engineers + " desk1 lead1", before: task},
	{word: "call", in: open, who: "desk1 lead1 leader1"},
	{word: "call", in: underway + " resolved", who: engineers},
	{word: "quote", in: "investigating executing", who: engineers},
	{word: "quote-answer", in: "investigating executing", who: "owner1 desk1 lead1", before: quoted},
	{word: "fund", in: underway + " resolved closed", who: engineers + " desk1 lead1"},
	{word: "insurance", in: underway + " resolved closed", who: engineers + " desk1 lead1"},
	{word: "progress", in: underway, who: engineers + " desk1 lead1"},
	{word: "pay", in: "executing resolved", who: "handler.fin"},
	{word: "complete", in: "executing", who: engineers},
	{word: "confirm", in: "resolved", who: "owner1 desk1 lead1"},
	{word: "decline", in: "resolved", who: "owner1 desk1 lead1"},
	{word: "evaluate", in: "resolved closed", who: "desk1 lead1"},
	{word: "spread", in: "investigating proposed offered disputed executing resolved closed", who: "desk1 lead1 leader1"},
	{word: "close", in: "unfounded resolved", who: "desk1 lead1", before: evaluated},
	{word: "reopen", in: "closed", who: "owner1 desk1 lead1"},
	{word: "appeal", in: "unfounded", who: "owner1 desk1 lead1"},
	{word: "withdraw", in: "registered " + underway, who: "owner1 desk1 lead1"},
	{word: "merge", in: "registered dispatched investigating", who: "desk1 lead1"},
	{word: "unmerge", in: "merged", who: "desk1 lead1"},
	{word: "comment", in: all, who: "desk1 lead1 leader1"},
	{word: "comment", in: underway + " resolved closed", who: engineers},
	{word: "comment", in: "proposed offered disputed executing resolved closed", who: "handler.fin head.fin"},
	{word: "urge", in: open, who: "owner1 desk1 lead1 leader1"},
	{word: "order", in: open, who: "lead1 leader1"},
	{word: "answer-order", in: open, who: "head.eng", before: order},
	{word: "pause", in: open, who: "lead1 head.eng"},
	{word: "resume", in: open, who: "lead1 " + engineers, before: pause},
	{word: "extend", in: "dispatched investigating proposed executing resolved", who: "head.eng"},
	{word: "extend", in: "offered", who: "head.eng", kinds: "critical"}, // nobody arrived yet
	{word: "instruct", in: all, who: "leader1"},
	{word: "consult", in: open, who: "desk1 lead1 head.eng head.fin"},
	{word: "advise", in: open, who: "leader1", before: consult},
	{word: "group", in: open, who: "desk1 lead1"},
	{word: "join", in: open, who: "owner2 desk1 lead1", before: group},
	{word: "leave", in: open, who: "owner2", before: joined},
	{word: "bulletin", in: open, who: "desk1 lead1", before: group},
	{word: "external-reply", in: open, who: "desk1 lead1"},
	{word: "declare", in: open, who: "leader1"},
	{word: "task-force", in: open, who: "desk1 lead1 leader1", before: declare},
	{word: "decide", in: open, who: "desk1 lead1 leader1 legal1", before: taskForce},
	{word: "brief", in: open, who: "desk1 lead1 leader1 legal1 " + engineers, before: taskForce},
	{word: "approve-wording", in: open, who: "leader1", before: declare},
	{word: "stand-down", in: open, who: "leader1", before: declare},
	{word: "link", in: all, who: "desk1 lead1 leader1"},
	{word: "unlink", in: open, who: "desk1 lead1 leader1", before: linked},
	{word: "household-confirm", in: "offered executing resolved", who: "owner2 desk1 lead1", before: joined},
	{word: "household-decline", in: "offered executing resolved", who: "owner2 desk1 lead1", before: joined},
	{word: "household-attend", in: "offered executing resolved", who: "desk1 lead1", before: objected},
	{word: "retain", in: "closed withdrawn merged", who: "lead1 leader1"},
	{word: "external-ask", in: open, who: "desk1 lead1"},
	{word: "second-reading", in: "registered investigating", who: "desk1 lead1"},
	{word: "final-reply", in: "registered investigating executing unfounded", who: "leader1", before: exhausted},
	{word: "letter-out", in: all, who: "desk1 lead1"},
	{word: "letter-in", in: all, who: "desk1 lead1"},
	{word: "review", in: open, who: "head.fin", before: onTheSpot},
	{word: "sign-agreement", in: "executing resolved closed", who: "owner1 desk1 lead1 " + engineers},
	{word: "acknowledge", in: "executing resolved closed", who: "owner1 desk1 lead1 handler.fin head.fin", before: paid},
	{word: "correct", in: "executing resolved closed", who: "handler.fin", before: paid},
	{word: "recover", in: "executing resolved closed", who: "handler.fin", before: paid},
	{word: "accountability", in: all, who: "lead1 leader1"},
	{word: "accountability", in: underway + " resolved closed", who: "head.eng"},
}

// sometimes are those whose role the contract names for a word, though on this
// matter it is somebody else's: another step, another department, or their own approval.
var sometimes = map[complaint.Word]string{
	"approve": "head.fin legal1 leader1", "reject": "head.fin legal1 leader1", "pay": "head.fin", "correct": "head.fin", "recover": "head.fin",
	"answer-info": "desk1 lead1 legal1 leader1 " + engineers, "answer-order": "head.fin",
	"review": "head.eng legal1 leader1",
}

const (
	engineers = "handler.eng head.eng"
	underway  = "dispatched investigating proposed offered disputed executing"
	open      = "registered " + underway + " resolved"
	all       = open + " unfounded closed withdrawn merged"
)

func ask(w *world) {
	w.do("desk1", complaint.RequestInfoCommand{From: terms.Finance, Question: "是否已收费？"})
}
func appoint(w *world) {
	if w.m.Status != complaint.Registered && w.m.Status != complaint.Resolved {
		w.do("desk1", w.appointment())
	}
}
func visitDue(w *world) {
	appoint(w)
	if w.m.Status == complaint.Resolved {
		w.do("desk1", w.recheck())
	}
}
func task(w *world) {
	if w.m.Status != complaint.Registered && w.m.Status != complaint.Resolved {
		w.do("desk1", w.task())
	}
}
func quoted(w *world) {
	if w.m.Status == complaint.Investigating || w.m.Status == complaint.Executing {
		w.do("handler.eng", quote())
	}
}
func evaluated(w *world) {
	if w.m.Status == complaint.Resolved {
		w.do("handler.fin", w.pay(threeThousandYuan)).do("desk1", complaint.EvaluateCommand{Evaluation: "e"})
	}
}

// exhausted is a matter on which everything was said; what was agreed is paid.
func exhausted(w *world) {
	w.m.Refusals, w.m.Appealed = w.policy.Windows.FinalReplyFrom, true
	if w.m.Status == complaint.Executing {
		w.do("handler.fin", w.pay(threeThousandYuan))
	}
}
func paid(w *world) {
	if w.m.Status == complaint.Executing || w.m.Status == complaint.Resolved {
		w.do("handler.fin", w.pay(100_000))
	}
}
func order(w *world) {
	w.do("lead1", complaint.OrderCommand{To: terms.Engineering, AnswerBy: w.now.Add(time.Hour), Note: "n"})
}
func pause(w *world) {
	w.do("lead1", complaint.PauseCommand{Awaiting: "parts", Reason: "r", Until: w.now.Add(48 * time.Hour)})
}
func consult(w *world) {
	w.do("desk1", complaint.ConsultCommand{Question: "q", Options: []string{"a", "b"}, Recommendation: "a"})
}
func group(w *world)  { w.do("desk1", complaint.GroupCommand{CommunityID: "c-1"}) }
func joined(w *world) { group(w); w.do("owner2", complaint.JoinCommand{HouseID: "h-2"}) }

func declare(w *world) { w.do("leader1", complaint.DeclareCommand{Reason: "多户停水"}) }
func taskForce(w *world) {
	declare(w)
	w.do("leader1", complaint.TaskForceCommand{Lead: complaint.TaskMember{Name: "方主管"}, Members: []complaint.TaskMember{{AccountID: "u-legal", Role: "法律"}}})
}
func linked(w *world) {
	w.do("desk1", complaint.LinkCommand{ComplaintID: "m-2"})
}
func objected(w *world) {
	joined(w)
	if w.m.Status == complaint.Offered || w.m.Status == complaint.Executing || w.m.Status == complaint.Resolved {
		w.do("owner2", complaint.HouseholdDeclineCommand{Reason: "还在漏"})
	}
}

// onTheSpot puts a step that finance reviews afterwards on the matter's plan.
func onTheSpot(w *world) {
	plan := complaint.Plan{}
	if w.m.Plan != nil {
		plan = *w.m.Plan
	}
	plan.Approvals = append(slices.Clone(plan.Approvals), complaint.Approval{Step: "finance", Role: "finance", State: complaint.Later})
	w.m.Plan = &plan
}

func (w *world) appointment() complaint.Command {
	return complaint.AppointCommand{From: w.now.Add(24 * time.Hour), To: w.now.Add(26 * time.Hour), Who: "王工", Entry: "at_home"}
}

// body is a sound body of the word for the matter as it is.
func (w *world) body(word complaint.Word, by string) complaint.Command {
	word, o := complaint.Word(word), w.behalf(by)
	question := "none"
	for _, r := range w.m.InfoRequests {
		question = r.ID
	}
	switch word {
	case "judge":
		return w.judge()
	case "classify":
		return complaint.ClassifyCommand{Category: "drainage_leak"}
	case "dispatch":
		return dispatch()
	case "answer":
		return complaint.AnswerCommand{Reply: "答复", MeasureID: "s-1"}
	case "refer":
		return complaint.ReferCommand{To: "自来水公司", Reply: "由自来水公司负责"}
	case "accept":
		return complaint.AcceptCommand{}
	case "return":
		return complaint.ReturnCommand{Reason: "r"}
	case "assign":
		return complaint.AssignCommand{HandlerID: "u-heng2"}
	case "investigate":
		return investigate()
	case "conclude":
		return complaint.ConcludeCommand{Finding: complaint.Partly, Reason: "r"}
	case "request-info":
		return complaint.RequestInfoCommand{From: terms.Finance, Question: "q"}
	case "answer-info":
		return complaint.AnswerInfoCommand{RequestID: question, Answer: "a"}
	case "cancel-info":
		return complaint.CancelInfoCommand{RequestID: question, Reason: "r"}
	case "start":
		return complaint.StartCommand{}
	case "interim":
		return complaint.InterimCommand{Measure: "已关阀"}
	case "propose":
		return w.propose(threeThousandYuan)
	case "approve":
		return complaint.ApproveCommand{}
	case "reject":
		return complaint.RejectCommand{Reason: "r"}
	case "offer-accept":
		return complaint.OfferAcceptCommand{OnBehalf: o}
	case "offer-reject":
		return complaint.OfferRejectCommand{Reason: "r", OnBehalf: o}
	case "dispute":
		return complaint.DisputeCommand{Step: "negotiation", Note: "n"}
	case "settle":
		return complaint.SettleCommand{Terms: "t", Close: true}
	case "appoint":
		return w.appointment()
	case "visit":
		return complaint.VisitCommand{Outcome: "done"}
	case "visit-confirm":
		return complaint.VisitConfirmCommand{VisitID: w.openVisit(), OK: true, OnBehalf: o}
	case "recheck":
		return w.recheck()
	case "task":
		return w.task()
	case "task-done":
		return complaint.TaskDoneCommand{TaskID: w.openTask()}
	case "call":
		return complaint.CallCommand{Purpose: "contact", Note: "无人接听"}
	case "quote":
		return quote()
	case "quote-answer":
		return complaint.QuoteAnswerCommand{OK: true, OnBehalf: o}
	case "fund":
		return complaint.FundCommand{Step: "proposed", Note: "n", At: w.now}
	case "insurance":
		return complaint.InsuranceCommand{Insurer: "平安财险", State: "reported"}
	case "progress":
		return complaint.ProgressCommand{Note: "n", VisibleToOwner: true}
	case "pay":
		return w.pay(threeThousandYuan)
	case "complete":
		return complete()
	case "confirm":
		return complaint.ConfirmCommand{Rating: 4, OnBehalf: o}
	case "decline":
		return complaint.DeclineCommand{Reason: "r", OnBehalf: o}
	case "evaluate":
		return complaint.EvaluateCommand{Evaluation: "e"}
	case "spread":
		return complaint.SpreadCommand{What: "排查同类外墙", Places: []string{"13栋", "14栋"}, Department: terms.Engineering, DueAt: w.now.Add(72 * time.Hour)}
	case "close":
		return complaint.CloseCommand{Outcome: complaint.Unreachable, Reason: "三次未接"}
	case "reopen":
		return complaint.ReopenCommand{Reason: "r", OnBehalf: o}
	case "appeal":
		return complaint.AppealCommand{Reason: "r", OnBehalf: o}
	case "withdraw":
		return complaint.WithdrawCommand{Reason: "r", OnBehalf: o}
	case "merge":
		return complaint.MergeCommand{Into: "m-2"}
	case "unmerge":
		return complaint.UnmergeCommand{Reason: "r"}
	case "comment":
		return complaint.CommentCommand{Note: "n"}
	case "urge":
		return complaint.UrgeCommand{Note: "n"}
	case "order":
		return complaint.OrderCommand{To: terms.Engineering, AnswerBy: w.now.Add(time.Hour), Note: "n"}
	case "answer-order":
		return complaint.AnswerOrderCommand{Note: "n"}
	case "pause":
		return complaint.PauseCommand{Awaiting: "parts", Reason: "r", Until: w.now.Add(time.Hour)}
	case "resume":
		return complaint.ResumeCommand{}
	case "extend":
		return complaint.ExtendCommand{Clock: w.extendable(), Until: w.now.Add(90 * 24 * time.Hour), Reason: "r"}
	case "instruct":
		return complaint.InstructCommand{Instruction: "i"}
	case "consult":
		return complaint.ConsultCommand{Question: "q", Options: []string{"a"}, Recommendation: "a"}
	case "advise":
		return complaint.AdviseCommand{Answer: "a"}
	case "group":
		return complaint.GroupCommand{CommunityID: "c-1"}
	case "join":
		return complaint.JoinCommand{HouseID: "h-2", OnBehalf: w.behalf(by)}
	case "declare":
		return complaint.DeclareCommand{Reason: "多户停水"}
	case "task-force":
		return complaint.TaskForceCommand{Lead: complaint.TaskMember{AccountID: "u-legal"}, Statement: "正在抢修"}
	case "decide":
		return complaint.DecideCommand{Decision: "调水车"}
	case "brief":
		next := w.now.Add(time.Hour)
		return complaint.BriefCommand{Situation: "s", Measures: "m", Statement: "正在抢修", NextBy: &next}
	case "approve-wording":
		return complaint.ApproveWordingCommand{Text: "正在抢修，今晚恢复"}
	case "stand-down":
		return complaint.StandDownCommand{Conclusion: "已恢复"}
	case "link":
		return complaint.LinkCommand{ComplaintID: "m-2"}
	case "unlink":
		return complaint.UnlinkCommand{ComplaintID: "m-2"}
	case "household-confirm":
		return complaint.HouseholdConfirmCommand{HouseID: "h-2", OnBehalf: o}
	case "household-decline":
		return complaint.HouseholdDeclineCommand{HouseID: "h-2", Reason: "r", OnBehalf: o}
	case "household-attend":
		return complaint.HouseholdAttendCommand{HouseID: "h-2", Note: "已上门说明"}
	case "leave":
		return complaint.LeaveCommand{}
	case "bulletin":
		return complaint.BulletinCommand{Note: "n"}
	case "external-ask":
		return complaint.ExternalAskCommand{ExternalParty: complaint.ExternalParty{Party: "developer", Asked: "请提供竣工图"}}
	case "second-reading":
		return complaint.SecondReadingCommand{Reason: "涉及赔偿"}
	case "final-reply":
		return complaint.FinalReplyCommand{Reply: "公司的最终意见"}
	case "review":
		return complaint.ReviewCommand{Note: "n"}
	case "sign-agreement":
		return complaint.SignAgreementCommand{SignedAt: w.now, How: "paper", Number: "XY-1"}
	case "acknowledge":
		return complaint.AcknowledgeCommand{PaymentID: w.payment(), How: "paper"}
	case "correct":
		return complaint.CorrectCommand{PaymentID: w.payment(), AmountFen: -1, Reason: "r"}
	case "recover":
		return w.recover(1)
	case "accountability":
		return complaint.AccountabilityCommand{Person: "王工", Department: terms.Engineering, Kind: "warning", Note: "n"}
	case "external-reply":
		return complaint.ExternalReplyCommand{Party: "contractor", Note: "n", At: w.now}
	case "retain":
		return complaint.RetainCommand{Until: w.now.AddDate(20, 0, 0), Reason: "r"}
	case "letter-out":
		return complaint.LetterOutCommand{ToOwner: true, Kind: "reply", Subject: "关于渗水的复函", Text: "已查明，本周修复。"}
	case "letter-in":
		return complaint.LetterInCommand{Party: "业主委员会", Subject: "来函", ReceivedOn: w.calendar.Day(w.now)}
	}
	panic("no body for " + word)
}

func (w *world) recheck() complaint.Command {
	return complaint.RecheckCommand{By: w.now.Add(30 * 24 * time.Hour), Because: "days"}
}

func (w *world) task() complaint.Command {
	return complaint.TaskCommand{What: "搭脚手架", Who: "王工", By: w.now.Add(24 * time.Hour)}
}

func quote() complaint.Command {
	return complaint.QuoteCommand{Items: []complaint.QuoteItem{{Name: "更换龙头", Qty: 2, UnitFen: 8_000}}}
}

func (w *world) openVisit() string {
	for _, v := range w.m.Visits {
		if v.Outcome == "" {
			return v.ID
		}
	}
	return "none"
}

func (w *world) openTask() string {
	for _, x := range w.m.Tasks {
		if x.Open() {
			return x.ID
		}
	}
	return "none"
}

func (w *world) extendable() terms.ClockKind {
	for _, c := range w.m.Clocks {
		if c.EndedAt == nil && c.VoidAt == nil && w.policy.MayPause(c.Kind) {
			return c.Kind
		}
	}
	return terms.PlanDue
}

// Every command in every status by everyone is allowed or refused exactly as
// the contract's table says, and `allowed` says the same beforehand.
func TestTable(t *testing.T) {
	for _, kind := range []string{"complaint", "repair", "critical"} {
		for _, status := range complaint.Statuses {
			t.Run(kind+"/"+string(status), func(t *testing.T) {
				base := reach(t, kind, status)
				for _, word := range complaint.Words() {
					everyone(t, kind, base, word)
				}
			})
		}
	}
}

func everyone(t *testing.T, kind string, base *world, word complaint.Word) {
	w := *base
	w.t, w.facts.Into, w.facts.Linked = t, other(t), other(t)
	may, ever := map[string]bool{}, map[string]bool{}
	for _, row := range expected {
		if row.word != word {
			continue
		}
		if row.before != nil && len(may) == 0 && (w.m.Status.Open() || word == "final-reply") || word == "close" && w.m.Status == complaint.Resolved {
			row.before(&w)
		}
		holds := (row.kinds == "" || has(row.kinds, kind)) && has(row.in, string(w.m.Status))
		for _, name := range strings.Fields(row.who) {
			may[name] = may[name] || holds
			ever[name] = true
		}
	}
	for _, name := range strings.Fields(sometimes[word]) {
		ever[name] = true
	}
	require.NotEmpty(t, ever, "%s has no row", word)
	for _, name := range names {
		one := w
		listed := slices.Contains(complaint.Allowed(one.m, people[name], one.env()), string(word))
		err := one.try(name, one.body(word, name))
		f, _ := fault.As(err)
		at := string(word) + " by " + name
		require.Equal(t, may[name], listed, "%s: allowed lists it", at)
		switch {
		case may[name]:
			require.NoError(t, err, at)
			require.Equal(t, w.m.Version+1, one.m.Version)
		case !ever[name]:
			require.True(t, fault.Is(err, fault.Forbidden), "%s: %v", at, err)
		default:
			require.True(t, fault.Is(err, fault.Forbidden) || fault.Is(err, fault.Refused), "%s: %v", at, err)
			if f.Kind == fault.Refused {
				require.Equal(t, "transition_refused", f.Code)
				require.Equal(t, complaint.Allowed(w.m, people[name], w.env()), f.Allowed)
			}
		}
	}
}

func has(list, word string) bool { return slices.Contains(strings.Fields(list), word) }

// The rows and the table of the code name the same commands.
func TestTableIsWhole(t *testing.T) {
	var rows []complaint.Word
	for _, r := range expected {
		if !slices.Contains(rows, r.word) {
			rows = append(rows, r.word)
		}
	}
	require.ElementsMatch(t, rows, complaint.Words())
	for _, word := range complaint.Words() {
		cmd, err := complaint.DecodeCommand(word, nil)
		require.NoError(t, err)
		require.Equal(t, word, cmd.Word())
	}
	_, err := complaint.DecodeCommand("no-such-word", nil)
	require.True(t, fault.Is(err, fault.NotFound))
	_, err = complaint.DecodeCommand("judge", []byte(`{"reason": 3}`))
	require.True(t, fault.Is(err, fault.Malformed))
}
