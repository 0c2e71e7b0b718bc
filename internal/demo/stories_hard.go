package demo

import (
	"fmt"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// hardStories went wrong on the way: returned, refused, disputed, unfounded,
// withdrawn, merged, reopened, late.
func (p *planner) hardStories() {
	p.at(4, 1010, p.house("东篱家园"), "returned and dispatched again", func(s *stage) {
		in := matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "deposit_refund", Severity: terms.Normal, DemandKind: "refund", AmountFen: 600000, Title: "租赁保证金逾期未退",
			Text: "广告位租约二月到期并验收完毕，六千元保证金到现在没退，前台让找财务，财务说合同没移交。", visit: &complaint.VisitForm{Present: []string{"业主", "业主之子"}, Desk: "前台 2 号位"}}
		s.received(in)
		s.served(6*time.Minute, 15*time.Minute)
		s.classified(in)
		s.greeted()
		s.judged()
		s.sent("请核对保证金台账。")
		s.workday(4, 1530)
		s.act("head.fin", complaint.ReturnCommand{Reason: "台账无此笔，租赁合同由招标合同部保管，应由其先确认合同终止。"})
		s.workday(3, 900)
		s.act("lead1", complaint.DispatchCommand{Department: terms.Contracts, Supporting: []string{terms.Finance}, Instruction: "请确认合同终止与保证金条款，财务协办。"})
		s.workday(3, 1010)
		s.taken()
		s.act("handler.con", complaint.RequestInfoCommand{From: terms.Finance, Question: "该保证金是否在其他科目入账？请提供凭证号。"})
		s.workday(2, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "合同终止手续已查到，正与财务核对入账凭证，后天前答复。"})
	})
	p.at(1, 1510, p.house("云澜府"), "returned, to be dispatched", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Inquiry, Category: "title_certificate", Severity: terms.Normal, Title: "车位产权证什么时候能办",
			Text: "买的是产权车位，合同写 360 天内办证，已经两年多了，想知道卡在哪一步。"}
		s.received(in)
		s.served(5*time.Minute, 10*time.Minute)
		s.classified(in)
		s.greeted()
		s.sent("请答复办证进度。")
		s.pass(20*time.Minute, 40*time.Minute)
		s.act("head.con", complaint.ReturnCommand{Reason: "该批车位初始登记由开发公司办理，请转外部单位并由客服跟进。"})
	})
	p.at(26, 1030, p.house("翡翠里"), "refused twice, in mediation", func(s *stage) {
		s.started(matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "structure_quality", Severity: terms.Normal, DemandKind: "compensation", AmountFen: 1800000,
			Title: "客厅地砖大面积空鼓起拱", Text: "客厅地砖半夜起拱十几块，验房单上就写过空鼓，要求全屋重铺并赔偿搬家和误工损失 18,000 元。", visit: &complaint.VisitForm{Present: []string{"业主夫妻"}}})
		s.workday(24, 1000)
		s.found("铺贴砂浆配比不当，空鼓率 32%，属保修范围。")
		s.concluded(complaint.Partly, "空鼓属实，误工损失无凭证。")
		s.workday(23, 1000)
		s.proposed("repair", "客厅重铺，补贴清洁费 300 元", 30000, 30)
		s.approvedUpTo("")
		s.workday(20, 1900)
		s.refused("只铺客厅不行，其他房间也空鼓。", "全屋重铺，赔偿 18,000 元")
		s.workday(18, 1000)
		s.proposed("cash", "客厅与走道重铺，搬家补贴 3,000 元", 300000, 30)
		s.approvedUpTo("")
		s.workday(13, 1900)
		s.refused("补贴太低，不接受。", "赔偿不少于 15,000 元")
		s.workday(11, 1000)
		s.act("lead1", complaint.DisputeCommand{Step: "negotiation", Note: "客服主管约见业主，双方就重铺范围达成一致，金额差距 12,000 元。"})
		s.workday(6, 1430)
		review, meeting := s.ahead(14, 1000), s.ahead(9, 1430)
		s.act("lead1", complaint.DisputeCommand{Step: "mediation", Note: "申请街道人民调解委员会调解，已受理。", Body: "翡翠里街道人民调解委员会", CaseNumber: "（2026）翠调字第 31 号", HeardAt: &meeting, ReviewAt: &review})
		s.workday(3, 1000)
		s.act(s.clerk, complaint.CommentCommand{VisibleToOwner: true, Note: "调解会定于下周，街道会电话通知双方；在此之前客厅先做临时防护。"})
	})
	p.at(70, 1400, p.house("锦宸公馆"), "dispute settled", func(s *stage) {
		s.started(matter{Channel: terms.Letter, Nature: terms.Complaint, Category: "contract_terms", Severity: terms.Normal, DemandKind: "refund", AmountFen: 240000,
			Title: "关于补充协议收费条款的异议函", Text: "补充协议要求收房当日预缴一年能源服务费 2,400 元，不签不给钥匙，请撤销该条款并退款。", letter: &complaint.Letter{RegisterNumber: "SW-1874", Sender: "业主本人"}})
		s.workday(68, 1000)
		s.found("能源服务费未单独说明，签署时未留选择余地。")
		s.concluded(complaint.Partly, "收费约定存在，但告知不足。")
		s.workday(66, 1000)
		s.proposed("refund", "退还未发生月份费用 1,200 元", 120000, 20)
		s.approvedUpTo("")
		s.workday(63, 1000)
		s.refused("条款应整体撤销。", "退还 2,400 元")
		s.workday(62, 1000)
		s.act("leader1", complaint.DisputeCommand{Step: "mediation", Note: "由社区调解室主持调解。"})
		s.workday(55, 1500)
		s.act("lead1", complaint.SettleCommand{Terms: "双方签署调解书：条款不再执行，后续能源费按月据实收取，业主不再主张其他费用。", Close: true})
	})
	p.at(2, 1000, p.house("香樟苑"), "unfounded, may be appealed", func(s *stage) {
		s.unfounded(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "fee_dispute", Severity: terms.Normal, Title: "没装修没入住不应交物业费",
			Text: "钥匙三月份就签字领了，但还没装修没住，住进去再交不行吗？别人都说没住不用交。"}, phrase{})
	})
	p.at(6, 1440, p.house("河畔新城"), "verified and found unfounded", func(s *stage) {
		s.started(matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "drainage_leak", Severity: terms.Normal, Title: "要求出具楼上渗漏证明",
			Text: "次卧墙面返潮，认定是楼上漏水，要求物业出具书面渗漏证明向楼上索赔。", visit: &complaint.VisitForm{Present: []string{"业主"}}})
		s.workday(4, 1000)
		s.found("闭水试验 48 小时无渗漏，墙面返潮来自室内加湿器长期对墙喷雾。")
		s.act("lead1", complaint.ConcludeCommand{Finding: complaint.Unsubstantiated, Reason: "闭水试验合格，室内湿度记录与返潮位置吻合。",
			Reply: "您好，我们做了 48 小时闭水试验，楼上没有渗漏；返潮位置正对加湿器出雾口。建议调整位置并开窗通风，墙面干燥后我们可以协助联系修补。"})
	})
	p.at(40, 1100, p.house("银桂坊"), "unfounded, appealed, partly right", func(s *stage) {
		s.unfounded(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "utility_charge", Severity: terms.Normal, Title: "水费连续三个月偏高",
			Text: "一个人住，连续三个月水费都是三百多，总阀关了表还在走，你们说是我家用水多，我不认可。"}, phrase{})
		s.served(26*time.Hour, 40*time.Hour)
		s.act(s.clerk, complaint.AppealCommand{Reason: "提供总阀关闭时水表仍走字的视频。", OnBehalf: s.onBehalf()})
		s.judged()
		s.sent("请带便携流量计复测。")
		s.worked(time.Hour, 2*time.Hour)
		s.taken()
		s.worked(4*time.Hour, 7*time.Hour)
		s.found("水表止回阀失灵，空走约占读数两成。")
		s.concluded(complaint.Partly, "视频与复测一致，部分读数偏高。")
		s.worked(time.Hour, 3*time.Hour)
		s.proposed("refund", "更换水表并退还差额 96.40 元", 9640, 12)
		s.served(2*time.Hour, 6*time.Hour)
		s.agreed()
		s.worked(8*time.Hour, 14*time.Hour)
		s.paid("refund", "refund")
		s.done("水表已更换，差额已退。")
		s.served(4*time.Hour, 8*time.Hour)
		s.confirmed(3, "开始没人信，申诉之后处理得还可以。")
	})
	p.at(15, 1000, p.house("晴川里"), "withdrawn: solved among neighbours", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "noise_neighbour", Severity: terms.Normal, Title: "隔壁装修占用走道堆料", Text: "隔壁装修把水泥沙子堆在走道上，进出都不方便，请协调。"})
		s.workday(14, 1100)
		s.act(s.clerk, complaint.WithdrawCommand{Reason: "邻居已清走并道歉，不用再处理了。", OnBehalf: s.onBehalf()})
	})
	p.at(60, 1320, "橡树湾 9-1-2702", "withdrawn by the owner", func(s *stage) {
		s.received(matter{Channel: terms.Online, Nature: terms.Repair, Category: "public_facility", Severity: terms.Low, Title: "快递柜屏幕不亮", Text: "西门快递柜左边那组屏幕不亮，取不出件。"})
		s.served(20*time.Minute, 50*time.Minute)
		s.act(s.house, complaint.WithdrawCommand{Reason: "刚才已经恢复了，谢谢。"})
	})
	p.at(5, 1900, "东篱家园 14-3-402", "merged into the neighbour's", func(s *stage) {
		first := matter{Channel: terms.Online, Nature: terms.Complaint, Category: "cleaning", Severity: terms.Normal, Title: "14 幢垃圾桶点位异味严重", Text: "14 幢北侧垃圾桶点位周末不清运，异味很大，苍蝇飞进楼道，请增加清运。"}
		s.started(first)
		kept := s.m
		s.workday(4, 1430)
		s.received(matter{Channel: terms.GroupChat, Nature: terms.Complaint, Category: "cleaning", Severity: terms.Normal, Title: "楼下垃圾桶又满了", Text: "群里反映：14 幢北侧垃圾桶周末没人收，今天又溢出来了。",
			place: "东篱家园 14 幢北侧", reporter: complaint.Reporter{Kind: "passer_by", Name: "业主群 3 群"}})
		if s.told() {
			s.act(s.clerk, complaint.MergeCommand{Into: kept.ID})
		}
		s.about(kept)
		s.workday(3, 1010)
		s.found("周末清运外包减员，点位容量不足。")
		s.concluded(complaint.Substantiated, "现场照片与清运记录一致。")
		s.proposed("repair", "周末加派一班清运，更换两只加盖垃圾桶", 0, 10)
		s.workday(2, 1000)
		s.approved()
		s.workday(2, 1830)
		s.agreed()
		s.workday(1, 1500)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "加盖垃圾桶已到位，本周末起增加一班清运。"})
	})
	p.at(24, 900, p.house("香樟苑"), "merged calls about one outage", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "electrical", Severity: terms.High, Title: "半栋楼停电", Text: "早上八点半起半栋楼没电，电梯也停了，家里有老人，什么时候能来电？"})
		kept := s.m
		for i, house := range []string{"香樟苑 4-2-1104", "香樟苑 7-4-503"} {
			s.pass(6*time.Minute, 15*time.Minute)
			h := s.homes[house]
			s.received(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "electrical", Severity: terms.High, Title: "家里没电了", Text: fmt.Sprintf("来电询问停电何时恢复（第 %d 通）。", i+2),
				place: h.Label + " 一带", reporter: complaint.Reporter{Kind: "owner", Name: h.owner.Name, Phone: h.owner.Phone}})
			s.act(s.clerk, complaint.MergeCommand{Into: kept.ID})
		}
		s.about(kept)
		s.pass(10*time.Minute, 20*time.Minute)
		s.found("配电柜出线断路器烧损。")
		s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
		s.pass(90*time.Minute, 120*time.Minute)
		s.done("断路器已更换，11:40 恢复供电，电梯已试运行。")
		s.served(3*time.Hour, 5*time.Hour)
		s.confirmed(4, "恢复得还算快。")
	})
	p.at(75, 930, p.house("海棠里"), "reopened and closed again", func(s *stage) {
		s.repair(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "drainage_leak", Severity: terms.Normal, Title: "厨房下水反味", Text: "厨房地漏反味，尤其早上，怀疑存水弯干了或者接口不严。"}, p.phrases["drainage_leak"])
		s.workday(60, 1000)
		if s.told() && s.m.Status == complaint.Closed {
			s.act(s.clerk, complaint.ReopenCommand{Reason: "两周后又有异味。", OnBehalf: s.onBehalf()})
			s.worked(3*time.Hour, 6*time.Hour)
			s.found("排水横管坡度不足积水，存水弯需更换为深水封。")
			s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
			s.worked(6*time.Hour, 10*time.Hour)
			s.done("更换深水封存水弯并调整坡度。")
			s.served(24*time.Hour, 30*time.Hour)
			s.confirmed(4, "这次没有味道了。")
		}
	})
	p.at(5, 1005, p.house("金桂湾"), "nobody accepted: 督办单", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "security", Severity: terms.Normal, Title: "夜里没人巡逻", Text: "巡更点就在我窗户底下，以前一晚上听到三回，现在一回都没有，最近楼里丢了两辆电动车。"}
		s.received(in)
		s.served(6*time.Minute, 20*time.Minute)
		s.classified(in)
		s.greeted()
		s.judged()
		s.sent("请核对巡更记录。")
		s.workday(2, 900)
		s.act("lead1", complaint.OrderCommand{To: terms.Service, AnswerBy: s.ahead(3, 1200), Note: "派单两日未接，请说明原因并立即安排，明天中午前书面答复。"})
		s.act(s.clerk, complaint.UrgeCommand{Note: "业主第二次来电询问。"})
	})
	p.at(16, 1110, p.house("翠屏雅苑"), "overdue: the plan's date has passed", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "public_facility", Severity: terms.Normal, Title: "儿童区地垫破损多处", Text: "儿童活动区地垫破了好几块，孩子跑起来容易绊倒，反映过两次了。"})
		s.workday(14, 1000)
		s.found("地垫超过使用年限，局部老化开裂。")
		s.concluded(complaint.Substantiated, "现场照片属实。")
		s.workday(13, 1000)
		s.proposed("replacement", "整体更换地垫 60 平方米", 0, 12)
		s.workday(12, 1000)
		s.approved()
		s.workday(12, 1830)
		s.agreed()
		s.workday(9, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "地垫已下单，到货后两天内铺装。"})
		s.workday(2, 1630)
		s.act("leader1", complaint.UrgeCommand{Note: "已超计划日期，请尽快。"})
		due := s.ahead(1, 1730)
		s.act("leader1", complaint.InstructCommand{Instruction: "查清地垫迟迟未铺的原因，书面答复业主并报我。", DueAt: &due})
	})
	p.at(7, 1500, p.house("星河左岸"), "paused: parts are awaited", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "hvac_heating", Severity: terms.Normal, Title: "新风主机停机", Text: "客厅新风主机上周起不转了，面板报 E3，希望尽快修。"})
		s.workday(6, 1000)
		s.found("主板损坏，原厂停产，替代件需从外地调货。")
		s.act(s.handler(), complaint.StartCommand{Payer: "warranty"})
		s.workday(4, 1000)
		s.act("head.eng", complaint.PauseCommand{Awaiting: "parts", Reason: "替代主板在途，物流预计五天。", Until: daysFrom(s.office, s.end, 4, 1200)})
		s.workday(1, 1500)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "替代主板已发出，到货后第二天上门安装。"})
	})
}
