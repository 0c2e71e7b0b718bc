package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// phrase is what the departments write in matters of a category.
type phrase struct {
	Category string `json:"category"`
	Cause    string `json:"cause"`
	Measure  string `json:"measure"`
	Result   string `json:"result"`
}

// tracks are the common ways of a matter, from its receipt to its archive.
func tracks() map[string]func(s *stage, in matter, p phrase) {
	return map[string]func(s *stage, in matter, p phrase){
		"repair": (*stage).repair, "complaint": (*stage).complaint, "claim": (*stage).complaint,
		"answer": (*stage).answer, "refer": (*stage).refer, "unfounded": (*stage).unfounded,
	}
}

// repair: accepted, appointed, mended, shown, called back.
func (s *stage) repair(in matter, p phrase) {
	s.started(in)
	s.pass(2*time.Minute, 6*time.Minute)
	from := s.ahead(1, 900+100*s.rand.IntN(8))
	if s.m.Severity == terms.High {
		from = s.clock.Add(40 * time.Minute)
	}
	s.act(s.handler(), complaint.AppointCommand{From: from, To: from.Add(2 * time.Hour), Who: "维修师傅 小罗", Entry: "call_first"})
	s.to(from.Add(s.between(5*time.Minute, 50*time.Minute)))
	s.act(s.handler(), complaint.VisitCommand{Outcome: "done", Note: "已上门查看。"})
	s.found(p.Cause)
	s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
	s.served(time.Hour, 26*time.Hour)
	s.done(s.say(p.Result, "Repaired and tested; a photo of the result is attached."))
	s.called(in, p)
}

// complaint: judged, verified, found, planned, offered, done.
func (s *stage) complaint(in matter, p phrase) {
	s.started(in)
	s.worked(50*time.Minute, 3*time.Hour)
	s.found(p.Cause)
	s.worked(20*time.Minute, 90*time.Minute)
	finding := complaint.Substantiated
	if s.chance(25) {
		finding = complaint.Partly
	}
	s.concluded(finding, "部门核实说明与现场情况一致。")
	kind, fen := "apology", int64(0)
	if s.m.Department == terms.Engineering {
		kind = "repair"
	}
	if in.AmountFen > 0 {
		kind, fen = "refund", in.AmountFen
		if in.DemandKind == "compensation" && finding == complaint.Partly {
			kind, fen = "cash", in.AmountFen*7/10
		}
	}
	s.worked(time.Hour, 5*time.Hour)
	s.proposed(kind, p.Measure, fen, 8)
	if fen > 0 && s.chance(15) && s.waiting() != "" {
		s.worked(time.Hour, 4*time.Hour)
		s.act(s.approver(s.waiting()), complaint.RejectCommand{Reason: "金额依据不足，请补充明细后再报。"})
		s.worked(time.Hour, 4*time.Hour)
		s.proposed(kind, p.Measure+"（已补充明细）", fen, 8)
	}
	s.approvedUpTo("")
	s.served(time.Hour, 16*time.Hour)
	s.agreed()
	s.worked(4*time.Hour, 12*time.Hour)
	s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: s.say("正在落实："+p.Measure+"。", "Work is under way as agreed.")})
	if s.chance(20) {
		who, _ := s.owner()
		s.act(who, complaint.UrgeCommand{Note: s.say("请问进展如何？", "Any news?")})
	}
	s.worked(4*time.Hour, 16*time.Hour)
	if fen > 0 {
		s.paid(kind, map[string]string{"refund": "refund", "cash": "goodwill"}[kind])
	}
	s.done(s.say(p.Result, "Done as agreed; thank you for your patience."))
	s.called(in, p)
}

// called is how it ends: the owner's own press, a call-back, once more, or silence.
func (s *stage) called(in matter, p phrase) {
	if s.chance(7) {
		return // nobody answers; silence closes it
	}
	s.served(2*time.Hour, 14*time.Hour)
	if s.chance(8) {
		who, word := s.owner()
		s.act(who, complaint.DeclineCommand{Reason: s.say("还有一点没弄好，请再来看一下。", "Almost, but one thing is left."), OnBehalf: word})
		s.served(3*time.Hour, 12*time.Hour)
		s.done(s.say(p.Result+"（已返工复查）", "Finished the remaining part and checked it."))
		s.served(2*time.Hour, 14*time.Hour)
	}
	rating, comment := s.rating()
	s.confirmed(rating, comment)
}

// rating is what owners say: most are content, some were kept waiting.
func (s *stage) rating() (int, string) {
	switch n := s.rand.IntN(100); {
	case n < 44:
		return 5, s.say([]string{"处理很快，师傅很客气。", "非常满意，谢谢！", "每一步都有通知，放心。", ""}[s.rand.IntN(4)], "Excellent, thank you.")
	case n < 76:
		return 4, s.say([]string{"挺好的，希望保持。", "解决了，谢谢。", "整体满意，预约时间可以再准一点。"}[s.rand.IntN(3)], "Good work overall.")
	case n < 88:
		return 3, s.say("结果可以，中间等得久了点。", "Fine in the end, but slow.")
	case n < 96:
		return 2, s.say("问题处理好了，但催了两次才有进展。", "Sorted, but I had to chase it.")
	}
	return 1, s.say("态度一般，拖得太久，这次勉强接受。", "Took far too long.")
}

// answer: an inquiry, a suggestion or praise is answered on the spot.
func (s *stage) answer(in matter, _ phrase) {
	s.received(in)
	s.served(10*time.Minute, 2*time.Hour)
	s.classified(in)
	replies := map[terms.Nature][2]string{
		terms.Inquiry:    {"您好，已为您查询核对，相关说明和办理材料已发给您；如还有疑问请随时来电。", "We have looked this up for you and sent the details; please call us with any further question."},
		terms.Suggestion: {"感谢您的建议，已转给负责部门列入计划，落实情况会在公告栏公布。", "Thank you for the suggestion; it has been put on the plan and progress will be posted on the board."},
		terms.Praise:     {"感谢您的肯定，我们已转告本人并在晨会上表扬，会继续努力。", "Thank you for your kind words; we have passed them on."},
	}
	reply := replies[in.Nature]
	own := s.online(s.house) && s.chance(55)
	s.act(s.clerk, complaint.AnswerCommand{Reply: s.say(reply[0], reply[1]), CloseNow: !own})
	if own {
		s.served(time.Hour, 10*time.Hour)
		rating, comment := s.rating()
		s.confirmed(rating, comment)
	}
}

// refer: not ours, but told who is responsible.
func (s *stage) refer(in matter, _ phrase) {
	s.received(in)
	s.served(15*time.Minute, 2*time.Hour)
	s.classified(in)
	s.act(s.clerk, complaint.ReferCommand{To: in.To, Reply: s.say("您反映的事项由"+in.To+"负责，联系方式已发给您；我们已代为转达情况。", "This lies with "+in.To+"; we have passed on what you told us.")})
}

// unfounded: a courteous reasoned reply.
func (s *stage) unfounded(in matter, _ phrase) {
	s.received(in)
	s.served(10*time.Minute, 40*time.Minute)
	s.classified(in)
	s.worked(20*time.Minute, 3*time.Hour)
	no := false
	s.act("lead1", complaint.JudgeCommand{GroundsSufficient: &no, DemandReasonable: &no, Reason: "诉求超出服务合同约定，经核对台账未发现我方责任。",
		Reply: s.say("您好，我们认真核对了合同和记录，您提出的要求不在约定范围内，无法满足，敬请谅解；如有新的材料，十五日内可以申诉。",
			"We have checked the contract and our records carefully; what you ask is outside what was agreed. You may appeal within fifteen days.")})
}
