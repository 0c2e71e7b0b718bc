package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// ownersStories are those of the two owners whom visitors sign in as: something
// to accept, to confirm, to expect tomorrow, to join.
func (p *planner) ownersStories() {
	p.at(98, 910, house1, "owner1: tap mended", func(s *stage) {
		s.repair(matter{Channel: terms.Online, Nature: terms.Repair, Category: "water_supply", Severity: terms.Normal, photos: 1,
			Title: "厨房水龙头下面的角阀滴水", Text: "厨房洗菜盆下面的角阀一直滴水，拧紧也没用，麻烦安排师傅上门看看，工作日下班后在家。"}, p.phrases["water_supply"])
	})
	p.at(64, 1430, house1, "owner1: paid twice", func(s *stage) {
		s.complaint(matter{Channel: terms.Online, Nature: terms.Complaint, Category: "billing_error", Severity: terms.Normal, DemandKind: "refund", AmountFen: 32640,
			Title: "一季度停车费重复扣款", Text: "一季度停车费 326.40 元，小程序扣了一次，柜台又刷了一次，银行短信都在，请退回一笔。", Demand: "退回多扣的一笔"}, p.phrases["billing_error"])
	})
	p.at(30, 1015, house1, "owner1: asked about renovation hours", func(s *stage) {
		s.answer(matter{Channel: terms.Online, Nature: terms.Inquiry, Category: "decoration_agreement", Severity: terms.Low,
			Title: "装修施工时间怎么规定", Text: "下个月想给次卧做柜子，请问噪声施工允许在哪些时段？周末可以吗？"}, phrase{})
	})
	p.at(7, 920, house1, "owner1: an offer is open", func(s *stage) {
		s.started(matter{Channel: terms.Online, Nature: terms.Complaint, Category: "drainage_leak", Severity: terms.Normal, DemandKind: "compensation", AmountFen: 150000, photos: 2,
			Title: "楼上管道渗水泡坏卧室木地板", Text: "主卧靠卫生间的墙脚一直返潮，地板有三块已经鼓起来了。师傅看过说是公共立管接口渗水，请修好并赔偿地板。", Demand: "修好立管并赔偿地板"})
		s.worked(2*time.Hour, 3*time.Hour)
		s.found("公共立管三通接口老化渗水，责任在公共部位；受损木地板约 4 平方米。")
		s.workday(5, 1020)
		s.concluded(complaint.Substantiated, "立管属公共部位，闭水试验确认渗漏点。")
		s.workday(5, 1510)
		due := s.ahead(16, 1800)
		s.act(s.handler(), complaint.ProposeCommand{
			Measures:  []complaint.Measure{{Kind: "repair", Note: "更换立管接口，雨后复查"}, {Kind: "cash", Note: "按四平方米旧地板折价补偿，由业主自行更换"}},
			AmountFen: 120000, DueAt: due, Handler: "赵建国", Payer: "company",
			Options: []complaint.Option{{Measures: []complaint.Measure{{Kind: "repair", Note: "更换立管接口，雨后复查"}, {Kind: "replacement", Note: "由我方更换同款地板四平方米"}}, AmountFen: 160000, DueAt: due.AddDate(0, 0, 7), Payer: "company"}},
		})
		s.workday(4, 930)
		s.approved()
		s.workday(4, 1500)
		s.approved()
		s.workday(3, 1040)
		s.approved()
		s.workday(1, 1030)
		s.act(s.clerk, complaint.CommentCommand{VisibleToOwner: true, Note: "两个方案都可以选，您确认后三天内开工；有疑问随时联系我。"})
	})
	p.at(5, 1640, house1, "owner1: mended, to be confirmed", func(s *stage) {
		s.started(matter{Channel: terms.Online, Nature: terms.Repair, Category: "parking_gate_access", Severity: terms.Normal,
			Title: "可视对讲没有声音", Text: "客厅的可视对讲只有画面没有声音，外卖和快递每次都要打电话，已经一周了。"})
		s.workday(3, 940)
		s.found("室内分机喇叭受潮损坏。")
		s.act(s.handler(), complaint.StartCommand{Payer: "warranty"})
		s.day(1, 1510)
		s.done("已更换室内分机，现场与门口机、岗亭通话测试正常。")
	})
	p.at(4, 1120, house1, "owner1: somebody comes tomorrow", func(s *stage) {
		s.started(matter{Channel: terms.Online, Nature: terms.Repair, Category: "electrical", Severity: terms.Normal, photos: 1,
			Title: "卫生间浴霸一开就跳闸", Text: "主卫浴霸开到第二档，户内总开关就跳，其他电器正常。白天家里没人，钥匙交给前台了，可以直接进门修。"})
		s.workday(3, 1030)
		s.found("浴霸回路接线端子松动，需更换空开并重新压线。")
		s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
		s.day(1, 1130)
		from := daysFrom(s.office, s.end, 1, 1400)
		s.act(s.handler(), complaint.AppointCommand{From: from, To: from.Add(2 * time.Hour), Who: "电工 徐师傅", Entry: complaint.EntryKey})
		s.act(s.clerk, complaint.ProgressCommand{VisibleToOwner: true, Note: "已与您约好明天 14:00–16:00 上门，徐师傅凭您委托的钥匙进门，走时锁好。"})
	})

	p.at(80, 1710, house2, "owner2: praise", func(s *stage) {
		s.answer(matter{Channel: terms.Online, Nature: terms.Praise, Category: "advice_praise", Severity: terms.Low,
			Title: "感谢夜班的周师傅", Text: "昨晚十点多我父亲在大堂不舒服，夜班周师傅一直陪着等到救护车来，还帮忙联系我。非常感谢。"}, phrase{})
	})
	p.at(46, 1030, house2, "owner2: reopened", func(s *stage) {
		s.started(matter{Channel: terms.Online, Nature: terms.Repair, Category: "structure_quality", Severity: terms.Normal, photos: 1,
			Title: "南卧飘窗下雨渗水", Text: "刮风下雨时南卧飘窗右下角渗水，窗台板已经发黑，自己打过胶没有效果。"})
		s.workday(44, 1000)
		s.found("外窗右下角密封胶开裂，雨水沿窗框内渗。")
		s.act(s.handler(), complaint.StartCommand{Payer: "warranty"})
		s.workday(40, 1500)
		s.done("外侧重新打胶，淋水试验一小时无渗水。")
		s.served(12*time.Hour, 16*time.Hour)
		s.confirmed(4, "打胶很仔细，等下次大雨再看。")
		s.workday(3, 820)
		s.act(house2, complaint.ReopenCommand{Reason: "前天大雨，同一个位置又有水印，请再来查一次外墙。"})
		s.act("lead1", complaint.CommentCommand{Note: "抱歉让您再次受扰，我们请施工单位搭吊篮检查外墙，明天给您具体日期。", VisibleToOwner: true})
		s.workday(3, 1600)
		s.act("head.eng", complaint.ExtendCommand{Clock: terms.PlanDue, Until: daysFrom(s.office, s.end, 3, 1700), Reason: "需搭吊篮检查外墙，施工单位三天内进场。"})
		s.workday(1, 1110)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "施工单位已报吊篮进场计划，天气允许后天作业。"})
	})
	p.at(6, 2010, house2, "owner2: noise above", func(s *stage) {
		s.started(matter{Channel: terms.Online, Nature: terms.Complaint, Category: "noise_neighbour", Severity: terms.Normal,
			Title: "楼上半夜拖动家具", Text: "楼上最近半个月经常凌晨一点左右拖桌椅，孩子睡不好。不想直接起冲突，请物业出面沟通，并请不要透露是我反映的。",
			subject: &complaint.Subject{Kind: "neighbour"}})
		s.workday(4, 1540)
		s.found("楼上住户夜班作息，家具脚垫脱落；愿意配合。")
		s.act(s.clerk, complaint.CommentCommand{Note: "与楼上沟通时不提及反映人，统一说“有住户反映”。"})
		s.workday(1, 1430)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "楼上已更换桌椅脚垫，并同意晚上十点后不挪动家具，我们继续观察三天。"})
	})

	p.at(12, 900, "香樟苑 11-1-204", "group: water pressure, two households", func(s *stage) {
		s.started(matter{Channel: terms.Online, Nature: terms.Complaint, Category: "water_supply", Severity: terms.Normal,
			Title: "晚高峰整栋楼水压偏低", Text: "近两周晚上七点到九点，整栋楼水压都很小，热水器打不着火，群里好多家都在说，请统一查一下水泵。"})
		s.worked(time.Hour, 2*time.Hour)
		s.act(s.clerk, complaint.GroupCommand{CommunityID: s.m.CommunityID})
		s.workday(10, 1030)
		s.joined(house1)
		s.found("二次供水泵房一台变频器故障，晚高峰只有一台泵运行。")
		s.concluded(complaint.Substantiated, "泵房运行记录与业主反映时段一致。")
		s.act(s.clerk, complaint.BulletinCommand{Note: "各位业主：香樟苑晚高峰水压偏低的原因已查明，是泵房变频器故障。备件已订购，到货前加开临时泵，预计十日内恢复，进展在此统一通报。"})
		s.workday(9, 1500)
		s.proposed("repair", "更换变频器，备件到货前加开临时泵", 0, 30)
		s.workday(8, 1000)
		s.approved()
		s.workday(8, 1900)
		s.agreed()
		s.workday(5, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "变频器已发货，临时泵运行正常，昨晚高峰入户压力 0.18 MPa。"})
		s.workday(2, 1610)
		s.act(s.clerk, complaint.BulletinCommand{Note: "变频器已到货，本周内夜间停水一小时安装，具体时间提前一天通知。"})
	})
	for i, at := range []struct {
		house, title, text string
	}{
		{"香樟苑 11-4-2804", "11 幢 4 单元电梯运行有异响", "4 单元左梯到 20 层以上有咔咔声，停层时抖一下，老人不敢坐。"},
		{"香樟苑 11-4-2604", "电梯又停了", "11 幢 4 单元电梯这周停了两次，最长一次四十分钟，家里推婴儿车根本下不来。"},
		{"香樟苑 11-1-204", "11 幢电梯门反复开合", "1 单元电梯关门时反复打开，有时要等一两分钟才走，已经三天了。"},
	} {
		p.at(13-4*i, 1000+30*i, at.house, "hot spot: the lift again", func(s *stage) {
			in := matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "elevator", Severity: terms.Normal, Title: at.title, Text: at.text}
			s.complaint(in, p.phrases["elevator"])
		})
	}
}
