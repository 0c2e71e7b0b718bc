package demo

import (
	"strings"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// majorStories are of many households: a major incident with its task force and
// briefings, and a group matter in which each household stands elsewhere.
func (p *planner) majorStories() {
	p.from(p.now.Add(-5*time.Hour), "云澜府 12-3-2801", "major incident: the main has burst", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Repair, Category: "water_supply", Severity: terms.Critical, Title: "地下车库主供水管爆裂，多栋停水",
			Text: "地下车库主管爆了，水已经漫到电梯厅，好几栋楼没水，有位保洁阿姨滑倒受伤送医了，业主群里有人说叫了记者。"}
		s.received(in)
		s.pass(time.Minute, 2*time.Minute)
		s.classified(in)
		s.greeted()
		s.sent("立即关阀，先保配电房和电梯。")
		s.taken()
		s.pass(10*time.Minute, 15*time.Minute)
		s.act(s.handler(), complaint.InterimCommand{Measure: "主阀已关闭，沙袋封堵电梯厅，两部电梯停用。"})
		hurt, homes := 1, 128
		next := s.clock.Add(2 * time.Hour)
		s.act("lead1", complaint.BriefCommand{Situation: "地下车库 DN150 主供水管爆裂，4、6、8 栋停水，积水约 5 厘米；一名保洁员滑倒，已送医检查。",
			Casualties: &hurt, Households: &homes, Measures: "主阀已关，抽排水泵三台到位，联系水务公司和两台送水车。",
			Statement: "地下车库主供水管破裂，4、6、8 栋暂时停水。抢修正在进行，送水车在东门和 6 栋前，预计今晚恢复，进展随时告知。", NextBy: &next})
		s.act("leader1", complaint.DeclareCommand{Reason: "停水超过 100 户，有人受伤，已有媒体关注。", Level: "major"})
		member := func(login, role string) complaint.TaskMember {
			return complaint.TaskMember{AccountID: s.by(login).ID, Role: role}
		}
		s.act("leader1", complaint.TaskForceCommand{Lead: member("head.eng", ""), Members: []complaint.TaskMember{
			member("lead1", "对外沟通与安抚"), member("legal1", "伤者与媒体"), member("head.fin", "应急费用"), {Name: "水务公司 陈工", Role: "主管抢修"},
		}})
		s.pass(5*time.Minute, 8*time.Minute)
		s.act("leader1", complaint.ApproveWordingCommand{Text: "地下车库主供水管破裂，4、6、8 栋暂时停水。抢修正在进行，送水车在东门和 6 栋前，预计今晚恢复，进展随时告知。"})
		kept := s.m
		s.received(matter{Channel: terms.Phone, Nature: terms.Inquiry, Category: "water_supply", Severity: terms.Normal, Title: "6 栋停水什么时候来", Text: "6 栋停水，家里有婴儿，什么时候能来水？",
			place: "云澜府 6 栋", reporter: complaint.Reporter{Kind: "family", Name: "六栋住户"}})
		s.act(s.clerk, complaint.LinkCommand{ComplaintID: kept.ID, Why: "同一停水"})
		s.about(kept)
		s.pass(10*time.Minute, 20*time.Minute)
		s.act("head.eng", complaint.DecideCommand{Decision: "更换整段 6 米管道，不做临时抱箍。"})
		s.act("leader1", complaint.DecideCommand{Decision: "停水期间每户两桶饮用水，费用由应急经费列支。"})
		s.pass(50*time.Minute, 70*time.Minute)
		hurt, homes = 1, 96
		next = s.ahead(1, 1000)
		s.act("head.eng", complaint.BriefCommand{Situation: "破损段已切除，新管就位，8 栋已由旁通恢复供水；保洁员诊断为软组织挫伤，已回家休息。", Casualties: &hurt, Households: &homes,
			Measures: "今晚完成焊接和试压，明早冲洗水箱并检测水质后恢复 4、6 栋。", NextBy: &next})
	})
	p.at(23, 930, "翡翠里 17-3-1802", "group: the lift stood still, each household on its own", func(s *stage) {
		in := matter{Channel: terms.Letter, Nature: terms.Complaint, Category: "elevator", Severity: terms.Normal, Title: "关于电梯停运两周的联名函",
			Text: "客梯停运两周，老人和孩子每天爬楼，要求尽快恢复、说明原因，并减免停运期间的电梯费。", letter: &complaint.Letter{RegisterNumber: "SW-1932", Sender: "翡翠里六户联名"},
			reporter: complaint.Reporter{Kind: "joint_letter", Name: "翡翠里六户业主"}}
		s.started(in)
		var others []string
		for _, label := range s.labels {
			if strings.HasPrefix(label, "翡翠里 ") && s.homes[label].HouseID != s.m.HouseID && len(others) < 6 {
				others = append(others, label)
			}
		}
		for _, label := range others {
			s.pass(20*time.Minute, 2*time.Hour)
			h := s.homes[label]
			s.act(s.clerk, complaint.JoinCommand{HouseID: h.HouseID, OwnerID: h.owner.ID, OnBehalf: s.wordOf(label)})
		}
		s.workday(21, 1000)
		s.found("曳引机轴承损坏，维保单位备件延误九天。")
		s.concluded(complaint.Substantiated, "停运记录与来函一致。")
		s.act(s.clerk, complaint.BulletinCommand{Note: "各位业主：客梯停运的原因是曳引机轴承损坏，备件已到，本周五恢复。停运期间的电梯费减免方案会逐户征求意见。"})
		s.act("leader1", complaint.ApproveWordingCommand{Text: "客梯本周五恢复；停运期间的电梯费按户减免，我们会逐户联系。"})
		s.workday(20, 1000)
		each := int64(8_000)
		s.act(s.handler(), complaint.ProposeCommand{
			Measures: []complaint.Measure{{Kind: "repair", Note: "更换曳引机轴承"}, {Kind: "refund", Note: "退还停运期间电梯费"}}, AmountFen: each * int64(len(others)+1), PerHouseholdFen: each,
			DueAt: s.ahead(40, 1800), Handler: s.by(s.handler()).Name, Payer: "company",
		})
		s.approvedUpTo("")
		s.workday(16, 1000)
		s.agreed()
		said := func(i int, state bool, words string) {
			if i >= len(others) {
				return
			}
			h, word := s.homes[others[i]], s.wordOf(others[i])
			if state {
				s.act(s.clerk, complaint.HouseholdConfirmCommand{HouseID: h.HouseID, Comment: words, OnBehalf: word})
			} else {
				s.act(s.clerk, complaint.HouseholdDeclineCommand{HouseID: h.HouseID, Reason: words, OnBehalf: word})
			}
		}
		s.workday(14, 1000)
		said(0, true, "同意。")
		said(1, true, "")
		said(2, false, "我家有病人，两周没法下楼，80 元太少。")
		said(3, true, "")
		s.workday(12, 1030)
		for i := range min(2, len(others)) {
			s.act("handler.fin", complaint.PayCommand{AmountFen: each, Kind: "refund", Basis: "refund", PaidAt: s.clock, Receipt: "TF-0" + string(rune('1'+i)), Payee: s.homes[others[i]].owner.Name, HouseID: s.homes[others[i]].HouseID})
		}
		s.workday(9, 1500)
		if len(others) > 2 {
			s.act("lead1", complaint.HouseholdAttendCommand{HouseID: s.homes[others[2]].HouseID, Note: "上门说明减免标准，并联系社区提供代购；业主保留意见。"})
		}
		s.workday(3, 1000)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "电梯运行两周正常，仍有两户未答复减免方案，继续联系。"})
	})
}

// wordOf is what a household said on the telephone.
func (s *stage) wordOf(label string) *complaint.OnBehalf {
	o := s.homes[label].owner
	return &complaint.OnBehalf{How: "电话 " + o.Phone, Person: o.Name, At: s.clock}
}
