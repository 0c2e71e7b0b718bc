package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// hotline is a transfer of the city's hotline.
func hotline(number string, replyBy *time.Time) *complaint.Transfer {
	return &complaint.Transfer{Sender: "12345 政务服务便民热线", ExternalNumber: number, ReplyBy: replyBy, ReplyFormat: "平台回复，附现场照片"}
}

// deskStories show the desk's other channels and tools: transfers, letters of
// many hands, recusal, legal threats, questions to leaders and departments.
func (p *planner) deskStories() {
	p.at(28, 1000, p.house("香樟苑"), "12345, closed", func(s *stage) {
		by := s.ahead(7, 1700)
		s.started(matter{Channel: terms.Transfer, Nature: terms.Complaint, Category: "fire_safety", Severity: terms.Normal, Title: "热线转办：楼道堆物与飞线充电",
			Text: "市民反映楼道停放电动车并从窗户飞线充电，存在火灾隐患，请核实处理并按期回复。", transfer: hotline("12345-20268817", &by)})
		s.worked(2*time.Hour, 4*time.Hour)
		s.found("2 单元门厅停放电动车 6 辆，飞线 2 处，属实。")
		s.concluded(complaint.Substantiated, "现场检查属实。")
		s.worked(time.Hour, 3*time.Hour)
		s.proposed("repair", "当日清理飞线，门厅加装禁停标识与摄像头，增设 12 个充电位", 0, 6)
		s.approvedUpTo("")
		s.served(2*time.Hour, 5*time.Hour)
		s.agreed()
		s.worked(6*time.Hour, 10*time.Hour)
		s.done("飞线已清除，充电位已启用，回复已提交热线平台。")
		s.replied(complaint.TransferAnswer{
			ContactHow: "电话", Verified: "2 单元门厅停放电动车 6 辆，飞线 2 处，情况属实。", Measures: "当日清理飞线并劝离车辆；门厅加装禁停标识与摄像头；北侧增设 12 个充电位。",
			Result: "飞线已全部清除，充电位已启用，每日巡查两次。", Opinion: "表示满意。",
		})
		s.served(3*time.Hour, 6*time.Hour)
		s.confirmed(5, "热线回访满意。")
	})
	p.at(3, 930, p.house("翡翠里"), "12345, due soon", func(s *stage) {
		by := daysFrom(s.office, s.end, 3, 1700)
		s.started(matter{Channel: terms.Transfer, Nature: terms.Complaint, Category: "parking_gate_access", Severity: terms.Normal, Title: "热线转办：占用消防通道停车",
			Text: "市民反映西门内消防登高面被划为收费车位，请核实并限期回复。", transfer: hotline("12345-20271156", &by)})
		s.workday(2, 1000)
		s.found("西门内 9 个临时车位部分压占登高面标线。")
	})
	p.at(18, 1430, p.house("锦宸公馆"), "housing bureau", func(s *stage) {
		by := s.ahead(15, 1700)
		s.started(matter{Channel: terms.Transfer, Nature: terms.Complaint, Category: "maintenance_fund", Severity: terms.Normal, Title: "房管局转办：维修资金使用公示不全",
			Text:     "来信反映屋面防水项目使用维修资金未公示审价结果，请书面说明并整改。",
			transfer: &complaint.Transfer{Sender: "区住房保障和房产管理局", ExternalNumber: "信访转〔2026〕118号", ReplyBy: &by, ReplyFormat: "书面回复，加盖公章"}})
		s.workday(16, 1000)
		s.found("审价报告已完成，因公告栏改造未及时张贴。")
		s.concluded(complaint.Substantiated, "公示确有缺漏。")
		s.workday(15, 1000)
		s.proposed("apology", "补充公示审价报告与凭证目录，向来信人书面说明", 0, 10)
		s.approvedUpTo("")
		s.served(2*time.Hour, 5*time.Hour)
		s.agreed()
		s.workday(12, 1500)
		s.done("审价报告及凭证目录已公示，书面回复已报送。")
		s.act(s.clerk, complaint.LetterOutCommand{Kind: complaint.LetterReply, Party: "区住房保障和房产管理局", Subject: "关于维修资金使用公示情况的复函",
			Text: "贵局信访转〔2026〕118号来件收悉，现将有关情况函复如下：\n一、屋面防水项目审价报告已完成，因公告栏改造未及时张贴，公示确有缺漏。\n二、审价报告及凭证目录已于公告栏和业主端公示，公示期七日，并已向来信人书面说明。\n三、今后维修资金项目的审价结果一律在完成后三个工作日内公示。"})
		s.served(6*time.Hour, 12*time.Hour)
		s.confirmed(4, "公示内容清楚。")
	})
	p.at(6, 1100, p.house("东篱家园"), "about one of our own: 回避", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "staff_attitude", Severity: terms.Normal, Title: "上门人员态度生硬", Demand: "道歉", DemandKind: "apology",
			Text: "客服部李春梅上门核实时一直看手机，问两句就说“你自己看着办”，希望换人处理。", subject: &complaint.Subject{Kind: "staff", Name: "李春梅"}})
		s.workday(4, 1000)
		s.found("上门核实时未佩戴工牌，沟通用语不当，本人承认。")
		s.workday(3, 1100)
		s.act(s.head(), complaint.ExtendCommand{Clock: terms.PlanDue, Until: daysFrom(s.office, s.end, 2, 1700), Reason: "当面致歉的时间与业主约在后天。"})
		s.workday(1, 1600)
		s.act(s.clerk, complaint.CommentCommand{VisibleToOwner: true, Note: "已换由部门主管亲自跟进，后天上门当面致歉。"})
	})
	p.at(10, 1530, p.house("云澜府"), "a suit is threatened", func(s *stage) {
		in := matter{Channel: terms.Email, Nature: terms.Complaint, Category: "purchase_contract", Severity: terms.High, Lang: "en", Title: "Handover standard differs from the contract annex", DemandKind: "compensation", AmountFen: 4200000,
			Text: "The annex promises underfloor heating and solid-core doors. Neither was delivered. My solicitor has advised me to file unless I receive a written proposal within three weeks."}
		s.started(in)
		yes := true
		s.act("lead1", complaint.ClassifyCommand{Category: in.Category, LegalThreat: &yes})
		s.workday(8, 1000)
		s.found("合同附件所列地暖与木门标准未在交付清单中落实。")
		s.workday(7, 1000)
		s.act(s.clerk, complaint.ConsultCommand{Question: "同批次 14 户可能提出相同主张，是否统一协商方案？", Options: []string{"统一补装", "统一折价", "逐户协商"}, Recommendation: "统一折价，委托第三方评估。"})
		s.workday(6, 1500)
		s.act("leader1", complaint.AdviseCommand{Answer: "原则同意统一折价，先委托评估，法务全程参与。"})
		s.act("head.con", complaint.ExtendCommand{Clock: terms.PlanDue, Until: daysFrom(s.office, s.end, 8, 1700), Reason: "The independent valuation takes until then."})
		s.workday(2, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "An independent valuation has been commissioned; you will have our written proposal within ten days."})
	})
	p.at(8, 1000, p.house("香樟苑"), "a question between departments", func(s *stage) {
		s.started(matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "fee_dispute", Severity: terms.Normal, Title: "车位管理费标准异议", Text: "产权车位每月管理费 120 元，要求出示收费依据和上年收支。", visit: &complaint.VisitForm{Present: []string{"业主", "业委会委员"}}})
		s.workday(6, 1000)
		s.act("handler.fin", complaint.RequestInfoCommand{From: terms.Contracts, Question: "请提供车位服务协议备案版本与定价附件。"})
		s.workday(3, 1000)
		if s.told() {
			s.act("head.con", complaint.AnswerInfoCommand{RequestID: s.m.InfoRequests[0].ID, Answer: "备案协议第六条及附件二已扫描归档，单价为 100–130 元区间。"})
		}
		s.workday(2, 1100)
		s.found("收费在备案区间内，但上年收支未公示。")
		s.concluded(complaint.Partly, "标准有依据，公示缺失。")
	})
	p.at(22, 1000, p.house("河畔新城"), "joint letter of the committee", func(s *stage) {
		s.started(matter{Channel: terms.Letter, Nature: terms.Complaint, Category: "greening", Severity: terms.Normal, Title: "业委会来函：北区绿地恢复", Text: "北区十一株桂花被移除硬化为车位，未经表决，请恢复绿地并公示今后处置程序。（附 47 户签名）",
			letter: &complaint.Letter{RegisterNumber: "SW-2002", DocumentNumber: "业委会函〔2026〕9号", Sender: "河畔新城业主委员会"}, reporter: complaint.Reporter{Kind: "committee", Name: "业主委员会 乔主任"}})
		s.workday(20, 1000)
		s.found("移栽由原项目经理口头批准，未履行表决程序。")
		s.concluded(complaint.Substantiated, "无表决记录。")
		s.workday(18, 1000)
		s.proposed("repair", "恢复绿地并补植桂花十一株，程序公示", 0, 40)
		s.approvedUpTo("")
		s.served(3*time.Hour, 6*time.Hour)
		s.agreed()
		s.workday(12, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "硬化层已拆除，种植土本周进场。"})
		s.workday(9, 1000)
		s.act("head.svc", complaint.ExtendCommand{Clock: terms.Execution, Until: s.ahead(45, 1800), Reason: "持续高温不宜移栽，调整到气温回落后补植。"})
		s.act(s.clerk, complaint.LetterOutCommand{Kind: complaint.LetterExtension, ToOwner: true, Subject: "关于北区绿地补植延期的告知函",
			Text: "北区绿地补植原定本月完成。因持续高温不宜移栽，补植时间调整到气温回落后。期间我们完成土方回填与选苗，进度每周在公告栏公布。"})
		s.workday(8, 1500)
		s.wrote("河畔新城业主委员会", "业委会函〔2026〕11号", "关于补植树种与规格的补充意见", "同意延期，补植桂花胸径不小于八厘米，栽植前通知业委会到场验苗。")
		s.workday(6, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "桂花苗木已选定，照片在公告栏公示。"})
		s.workday(3, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "已栽种六株，其余五株下周完成。"})
	})
	p.at(4, 840, p.house("橡树湾"), "anonymous, of a public place", func(s *stage) {
		s.started(matter{Channel: terms.GroupChat, Nature: terms.Repair, Category: "public_facility", Severity: terms.Normal, Title: "中心花园窨井盖松动", Text: "中心花园步道上有块井盖一踩就响，边上翘起来，晚上容易绊倒。",
			place: "橡树湾 中心花园步道", reporter: complaint.Reporter{Kind: "anonymous"}})
		s.served(time.Hour, 3*time.Hour)
		s.found("井圈水泥松动。")
		s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
		s.worked(3*time.Hour, 6*time.Hour)
		s.done("井圈已重新浇筑，围挡保养两天后开放。")
	})
}
