package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// moneyStories hold a plan of each tier: some wait for a step now, some were paid.
func (p *planner) moneyStories() {
	for i, w := range []struct {
		title, text, category, community string
		fen                              int64
		until                            string // the step that waits now
		clock                            int
	}{
		{"单元门口路灯不亮影响出行", "单元门口两盏路灯坏了一周多，晚上老人出门看不清台阶，请修复并说明以后怎么巡查。", "electrical", "东篱家园", 0, policy.StepDeptHead, 1010},
		{"物业费账单未按新标准调整", "公示新标准从七月起执行，我家八月账单还是旧价，多收 286 元，请退。", "billing_error", "翡翠里", 28600, policy.StepFinance, 1440},
		{"外墙渗水泡坏书房墙面和书柜", "东山墙渗水，书房墙面霉变，定制书柜背板全坏了，要求维修并赔偿 3,200 元。", "structure_quality", "香樟苑", 320000, policy.StepLeader, 930},
		{"地下室反水淹坏储藏物品", "暴雨时地下储藏间反水，两台旧电器和一批书泡坏，清单附后，要求赔偿 12,800 元。", "drainage_leak", "东篱家园", 1280000, policy.StepLegal, 1100},
		{"逾期交房违约金核算", "合同约定四月底交付，实际六月中才通知收房，请按合同支付违约金 26,000 元。", "delivery_delay", "江湾一号", 2600000, policy.StepLeader, 1530},
		{"装修许可延期被拒并扣押金", "许可证延期申请没有书面答复，押金却被扣了 600 元，要求说明并退还。", "decoration_agreement", "云澜府", 60000, policy.StepDeptHead, 1610},
	} {
		p.at(5, w.clock, p.house(w.community), "waits for "+w.until, func(s *stage) {
			in := matter{Channel: terms.Phone, Nature: terms.Complaint, Category: w.category, Severity: terms.Normal, Title: w.title, Text: w.text, AmountFen: w.fen}
			if w.fen > 0 {
				in.DemandKind = "compensation"
			}
			s.started(in)
			s.workday(3, 1000+i)
			s.found(p.phrases[w.category].Cause)
			s.concluded(complaint.Substantiated, "现场核实与凭证一致。")
			ago := 2
			if w.until == policy.StepDeptHead {
				ago = 1
			}
			s.workday(ago, 930+i)
			kind := "cash"
			if w.fen == 0 {
				kind = "repair"
			}
			s.proposed(kind, p.phrases[w.category].Measure, w.fen, 21)
			for step := 0; s.told() && s.waiting() != w.until && step < 3; step++ {
				s.workday(ago, 1400+20*step)
				s.approved()
				ago = 1
			}
			s.workday(1, 1510+i)
			s.act(s.clerk, complaint.CommentCommand{VisibleToOwner: true, Note: "处理方案已提交，正在审批，通过后第一时间告诉您。"})
			if w.fen > 500000 && w.until == policy.StepLeader {
				s.act(s.clerk, complaint.ConsultCommand{Question: "违约金口径涉及同批次三户，是否统一按合同条款执行？", Options: []string{"统一按合同执行", "逐户协商"}, Recommendation: "统一按合同执行，避免口径不一。"})
			}
		})
	}

	p.at(9, 1120, p.house("翡翠里"), "on the spot: 80 yuan", func(s *stage) {
		s.started(matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "cleaning", Severity: terms.Normal, DemandKind: "compensation", AmountFen: 8000,
			Title: "保洁冲水溅湿门口快递", Text: "保洁冲洗楼道时把门口的快递全溅湿了，里面的茶叶不能要了，八十块钱，希望赔一下。", visit: &complaint.VisitForm{Present: []string{"业主本人"}, Desk: "前台 1 号位"}})
		s.workday(8, 1000)
		s.found("冲洗前未查看门口物品，属作业疏忽。")
		s.concluded(complaint.Substantiated, "监控可见冲洗过程。")
		s.proposed("cash", "当场赔付八十元并致歉", 8000, 20)
		s.workday(7, 1000)
		s.agreed()
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "已为您登记付款，财务本周内转账。"})
	})

	p.at(88, 940, p.house("东篱家园"), "8,600 yuan with legal, paid", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "hvac_heating", Severity: terms.High, DemandKind: "compensation", AmountFen: 950000,
			Title: "地暖试压接头崩开泡坏实木地板", Text: "昨天地暖试水压，卧室分水器接头崩了，黑水喷了一墙，关阀门等了一个钟头，实木地板整间翘了，要求赔偿。", Demand: "赔偿地板并更换接头"})
		s.workday(87, 1000)
		s.found("试压前未逐户通知留人，分水器接头为施工保修部件，老化崩开。")
		s.concluded(complaint.Partly, "损失属实，金额按折旧核减。")
		s.workday(85, 1100)
		s.proposed("cash", "按折旧赔付地板 8,600 元，同时更换接头", 860000, 20)
		s.approvedUpTo("")
		s.served(3*time.Hour, 8*time.Hour)
		s.agreed()
		s.worked(8*time.Hour, 12*time.Hour)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "接头已更换，赔付协议书已准备好，请带身份证到客服中心签署。"})
		s.worked(8*time.Hour, 16*time.Hour)
		s.paid("cash", "liability")
		s.done("接头已更换，赔付 8,600 元已到账，协议书双方各执一份。")
		s.served(4*time.Hour, 9*time.Hour)
		s.confirmed(4, "赔付按约定到账，试压前通知这点一定要改。")
		paid := s.m.Payments[0]
		s.workday(60, 1000)
		s.act("leader1", complaint.AccountabilityCommand{Person: "孙工", Department: terms.Engineering, Kind: "deduction", AmountFen: 50000, Note: "试压前未逐户通知留人，扣减当月绩效。"})
		s.workday(45, 1100)
		s.act("handler.fin", complaint.RecoverCommand{PaymentID: paid.ID, AmountFen: 600000, From: complaint.RecoveredFrom{Party: "contractor", Name: "恒安暖通安装公司"}, Receipt: "SK-2608-017", ReceivedAt: s.clock})
		s.workday(44, 1000)
		s.act("handler.fin", complaint.CorrectCommand{PaymentID: s.m.Recoveries[0].ID, AmountFen: -20000, Reason: "银行手续费误计入，实际到账 5,800 元", Receipt: "SK-2608-017-1"})
	})
	p.at(20, 1500, p.house("江湾一号"), "penalty agreed, not yet paid", func(s *stage) {
		s.started(matter{Channel: terms.Letter, Nature: terms.Complaint, Category: "delivery_delay", Severity: terms.Normal, DemandKind: "compensation", AmountFen: 1560000,
			Title: "关于支付逾期交房违约金的函", Text: "合同管理部：本人房屋逾期 52 日交付，依合同第九条应支付违约金 15,600 元，请于三十日内支付。",
			letter: &complaint.Letter{RegisterNumber: "SW-2031", Sender: "业主本人", DocumentNumber: "挂号信 XA5521"}})
		s.workday(18, 1000)
		s.found("逾期 52 日属实，无可顺延事由。")
		s.concluded(complaint.Substantiated, "交付通知与合同条款一致。")
		s.workday(16, 1400)
		s.proposed("cash", "按合同支付违约金 15,600 元", 1560000, 30)
		s.approvedUpTo("")
		s.served(2*time.Hour, 6*time.Hour)
		s.agreed()
		s.workday(5, 1100)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "付款已列入本周计划，到账后请在回执上签字。"})
		s.workday(3, 1100)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "财务正在复核收款账户，预计三个工作日内到账。"})
	})
}
