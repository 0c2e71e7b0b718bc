package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// readingStories show judging twice: second readings, an appeal beside the
// first reading, the leader's final reply, and questions that nobody answered.
func (p *planner) readingStories() {
	p.at(1, 1420, p.house(""), "waits for the desk lead's second reading", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "parking_gate_access", Severity: terms.Normal, DemandKind: "compensation", AmountFen: 460000,
			Title: "道闸杆落下砸车", Text: "出地库时道闸杆突然落下，砸到引擎盖和前挡风玻璃，4S 店报价 4,600 元，要求全额赔偿。"}
		s.received(in)
		s.served(6*time.Minute, 15*time.Minute)
		s.classified(in)
		s.greeted()
		s.pass(8*time.Minute, 16*time.Minute)
		s.act(s.clerk, complaint.SecondReadingCommand{Reason: "监控里车头已过线，但跟车很近。金额大、责任有争议，倾向于理由待核实，请主管定。"})
	})
	p.at(9, 1010, p.house(""), "appealed: to be read by somebody else", func(s *stage) {
		s.unfounded(matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "noise_neighbour", Severity: terms.Normal, Title: "水泵房夜间低频噪声",
			Text: "住在水泵房楼上，半夜嗡嗡响睡不着，你们测了说不超标，我不认可。", visit: &complaint.VisitForm{Present: []string{"业主"}}}, phrase{})
		s.workday(1, 930)
		s.act(s.clerk, complaint.AppealCommand{Reason: "上次是白天测的，夜里两点才响。附手机分贝仪录像三段。", OnBehalf: s.onBehalf()})
	})
	p.at(58, 1030, p.house(""), "finally answered; the same demand comes again", func(s *stage) {
		s.started(matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "fee_dispute", Severity: terms.Normal, DemandKind: "reduction", AmountFen: 380000,
			Title: "车位管理费要求全免", Text: "车位买来两年没停过车，要求免除两年车位管理费 3,800 元并不再收取。", visit: &complaint.VisitForm{Present: []string{"业主"}}})
		s.workday(56, 1000)
		s.found("车位服务协议约定按月计收，空置不免；但上年度地库照明维修期间服务有缺口。")
		s.concluded(complaint.Partly, "协议有据，照明维修的两个月服务不足。")
		for i, offer := range []struct {
			note string
			fen  int64
		}{{"减免照明维修期间两个月管理费", 24000}, {"减免三个月管理费", 36000}, {"减免三个月并赠半年洗车券", 36000}} {
			s.workday(54-6*i, 1000)
			s.proposed("fee_reduction", offer.note, offer.fen, 30)
			s.approvedUpTo("")
			s.workday(50-6*i, 1900)
			s.refused("不接受部分减免，要求全免。", "全免 3,800 元")
		}
		s.workday(34, 1500)
		s.act("leader1", complaint.FinalReplyCommand{Reply: "您好，关于您反映的“车位管理费要求全免”：\n感谢您多次与我们沟通，这段时间给您添了麻烦，我们深感抱歉。\n我们核对了车位服务协议、收费备案和地库照明维修记录。\n公司的最终意见是：按协议计收，照明维修期间两个月予以减免；空置不在减免范围内。\n如您仍不认可，可以向街道人民调解委员会申请调解，或通过仲裁、诉讼解决，我们会如实提供材料。\n物业服务中心"})
		s.workday(1, 1040)
		s.received(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "fee_dispute", Severity: terms.Normal, DemandKind: "reduction", AmountFen: 380000,
			Title: "再次要求免除车位管理费", Text: "还是车位管理费的事，不停车就不该收，要求全免 3,800 元。"})
	})
	p.at(30, 1000, p.house(""), "refused three times: a leader may reply finally", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "drainage_leak", Severity: terms.Normal, DemandKind: "compensation", AmountFen: 900000,
			Title: "楼上渗水泡坏衣柜", Text: "次卧顶渗水，衣柜背板发霉，要求按新买价赔 9,000 元。"})
		s.workday(28, 1000)
		s.found("楼上卫生间防水局部失效，雨后渗漏；衣柜背板受潮约两平方米。")
		s.concluded(complaint.Substantiated, "渗漏属实，衣柜已使用六年。")
		for i, fen := range []int64{180000, 240000, 280000} {
			s.workday(27-6*i, 1000)
			s.proposed("cash", "修复防水，衣柜按折旧补偿", fen, 30)
			s.approvedUpTo("")
			s.workday(23-6*i, 1900)
			s.refused("不接受折旧，要按新价。", "赔偿 9,000 元")
		}
	})
	p.at(6, 1030, p.house(""), "a question that nobody answered, a party outside that did not reply", func(s *stage) {
		s.started(matter{Channel: terms.Letter, Nature: terms.Complaint, Category: "elevator", Severity: terms.Normal, Title: "3 号梯年检报告与维保费用去向",
			Text: "3 号梯一个月停了五次，请公示年检报告、维保合同和去年维保费用明细。", letter: &complaint.Letter{RegisterNumber: "SW-2077", Sender: "业主本人"}})
		s.workday(5, 1000)
		due := s.ahead(2, 1700)
		s.act(s.handler(), complaint.RequestInfoCommand{From: terms.Finance, Question: "请提供 3 号梯去年维保费用明细和付款凭证号。", AnswerBy: &due})
		s.act(s.clerk, complaint.ExternalAskCommand{ExternalParty: complaint.ExternalParty{Party: "contractor", Name: "迅升电梯维保", Contact: "项目经理 罗工 199-0000-6612", Asked: "请提供五次停梯的维修记录和更换配件清单，并说明根本原因。", AnswerBy: &due}})
		s.act(s.clerk, complaint.ExternalAskCommand{ExternalParty: complaint.ExternalParty{Party: "owners_committee", Name: "业主委员会", Contact: "秘书 199-0000-3307", Asked: "请确认公示内容和公示栏位置。"}})
		s.workday(4, 1500)
		if s.told() {
			s.act(s.clerk, complaint.ExternalReplyCommand{ExternalID: s.m.External[1].ID, Note: "同意在南门公告栏公示，公示期不少于七天。", At: s.clock.Add(-10 * time.Minute)})
		}
		s.workday(3, 1000)
		s.found("门机皮带老化、光幕误动作交替出现；维保按月到场但未更换皮带。")
	})
	p.at(7, 940, p.house(""), "lead and supporting departments, each with its view", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "utility_charge", Severity: terms.High, DemandKind: "refund", AmountFen: 86000,
			Title: "公摊电费翻倍", Text: "这两个月公摊电费比去年同期翻了一倍，要求说明并退多收的 860 元。"}
		s.received(in)
		s.served(6*time.Minute, 15*time.Minute)
		s.classified(in)
		s.greeted()
		s.judged()
		s.sent("请核对公摊表计与抄表记录。", terms.Engineering)
		s.worked(30*time.Minute, 80*time.Minute)
		s.taken()
		s.workday(5, 1000)
		s.found("两个月公摊电量含外立面施工临时用电，未单独计量。")
		s.workday(5, 1430)
		s.act("handler.eng", complaint.CommentCommand{Opinion: true, Note: "现场复核：施工配电箱接在公摊回路 P3 上，10 月 8 日起至今未加表。按设备功率估算每月多出约 2,900 度。建议即日加装分表。"})
	})
}
