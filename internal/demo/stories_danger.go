package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// dangerStories are critical: acted on first, judged afterwards.
func (p *planner) dangerStories() {
	p.at(52, 1812, p.house("翡翠里"), "lift entrapment, closed", func(s *stage) {
		s.alarm(matter{Channel: terms.Phone, Category: "elevator", Title: "老人被困电梯里", Text: "快来人！3 单元右边电梯停在 9 楼和 10 楼之间，我妈一个人困在里面，按了警铃没人应，她有高血压！",
			reporter: complaint.Reporter{Kind: "family", Name: "业主女儿"}})
		s.rescued("维保人员与值班经理到场，先通话安抚，平层后开门救出。", "18:31 老人已平安出梯，120 检查血压正常，电梯停用挂牌。")
		s.act("leader1", complaint.InstructCommand{Instruction: "查清警铃无人应答的原因，三日内书面报告；全部电梯对讲逐台试验。"})
		s.worked(time.Hour, 2*time.Hour)
		s.judged()
		s.found("门锁触点接触不良触发保护停梯；轿厢对讲线路被装修单位误断。")
		s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
		s.worked(10*time.Hour, 14*time.Hour)
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "门锁触点已更换，对讲线路已恢复，全区 42 台电梯对讲逐台试验合格。"})
		s.served(2*time.Hour, 4*time.Hour)
		s.done("故障部件已更换，检验合格恢复运行；值班对讲改为双路报警，电话慰问老人。")
		s.served(3*time.Hour, 8*time.Hour)
		s.confirmed(4, "救援很及时，警铃没人应这件事一定要改好。")
	})
	p.at(96, 2107, p.house("东篱家园"), "smoke in a meter room, closed", func(s *stage) {
		s.alarm(matter{Channel: terms.Phone, Category: "electrical", Title: "电表箱冒火花", Text: "3 单元一楼电表箱正在噼里啪啦冒火星，有烟，我不敢靠近，楼道里全是焦味！"})
		s.rescued("值班电工断开总开关，用干粉灭火器处置，疏散一至三层住户。", "21:25 火花已消除，无人受伤，已通知供电所。")
		s.worked(time.Hour, 3*time.Hour)
		s.judged()
		s.found("进线端子氧化过热，私拉电动车充电线加重负荷。")
		s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
		s.act("leader1", complaint.InstructCommand{Instruction: "全区电表箱红外测温一遍，私拉线路当天清理。"})
		s.worked(8*time.Hour, 12*time.Hour)
		s.done("表箱整体更换，供电所验收送电；同型号表箱红外测温完毕。")
		s.served(5*time.Hour, 9*time.Hour)
		s.confirmed(5, "来得快，处置专业。")
	})
	p.at(33, 730, p.house("香樟苑"), "pipe burst, 突发事件, closed", func(s *stage) {
		s.alarm(matter{Channel: terms.Phone, Category: "water_supply", Title: "泵房主管爆裂水漫车库", Text: "负一楼水泵房旁边那根大管子爆了，水喷得老高，已经流到车位，配电间门口都快进水了！"})
		s.rescued("关闭泵房总阀，沙袋封堵配电间，移车七辆。", "07:58 水已止住，配电间未进水，启用备用管线供水。")
		s.worked(30*time.Minute, time.Hour)
		s.judged()
		s.found("沟槽管件锈蚀破裂，压力波动时爆开。")
		s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
		s.worked(6*time.Hour, 9*time.Hour)
		s.done("主管已更换并打压合格，车库清洗消毒完毕。")
		s.served(3*time.Hour, 6*time.Hour)
		s.confirmed(3, "抢修快，但是停水通知发得太晚。")
	})
}

// alarm takes a call of danger and sends people at once.
func (s *stage) alarm(in matter) {
	in.Nature, in.Severity = terms.Complaint, terms.Critical
	s.received(in)
	s.classified(in)
	s.act(s.clerk, complaint.DispatchCommand{Department: s.m.Department, Instruction: "人员安全第一，值班经理立即到场。"})
	s.act(s.clerk, complaint.CommentCommand{VisibleToOwner: true, Note: "请保持冷静、远离危险位置，值班人员已出发，五分钟内到场，我们不挂电话。"})
	s.taken()
	s.act(s.handler(), complaint.AppointCommand{From: s.clock, To: s.clock.Add(14 * time.Minute), Who: "值班经理、维保急修", Entry: "at_home"})
}

// rescued is the arrival, and what was done to make it safe.
func (s *stage) rescued(measure, told string) {
	s.pass(6*time.Minute, 10*time.Minute)
	s.act(s.handler(), complaint.VisitCommand{Outcome: "done", Note: "已到场。"})
	s.act(s.handler(), complaint.InterimCommand{Measure: measure})
	s.pass(4*time.Minute, 8*time.Minute)
	s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: told})
	s.act("lead1", complaint.BriefCommand{Situation: s.m.Title + "：" + told, Measures: measure})
}
