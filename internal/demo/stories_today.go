package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// todaysStories begin today, at whatever hour the estate is looked at.
func (p *planner) todaysStories() {
	midnight := daysFrom(p.cal, p.now, 0, 0)
	// today is a share of the day so far, the later ones of the service hours.
	today := func(percent int) time.Time {
		opened := daysFrom(p.cal, p.now, 0, 800)
		if p.now.Sub(opened) < time.Hour {
			opened = midnight
		}
		return opened.Add(p.now.Sub(opened) * time.Duration(percent) / 100)
	}
	p.from(today(70), p.house("东篱家园"), "critical, under way", func(s *stage) {
		s.alarm(matter{Channel: terms.Phone, Category: "elevator", Title: "孩子和保姆困在电梯里", Text: "5 幢 1 单元左梯卡在 12 楼，我家两岁孩子和阿姨在里面，灯一闪一闪的，已经按铃，请马上来人救援！",
			reporter: complaint.Reporter{Kind: "family", Name: "孩子母亲"}})
		s.rescued("维保与值班经理到场，安抚被困人员，手动盘车平层救出。", "孩子和阿姨已平安出梯，电梯停用待检。")
	})
	p.from(today(90), p.house("香樟苑"), "today: dispatched", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Repair, Category: "water_supply", Severity: terms.Normal, Title: "管井水表接头渗水", Text: "管井里我家水表接头在滴水，地上已经湿了一片，麻烦派人看看。"}
		s.received(in)
		s.pass(2*time.Minute, 4*time.Minute)
		s.classified(in)
		s.greeted()
		s.sent("请尽快上门。")
	})
	p.from(today(8), p.house("翡翠里"), "today: answered", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Inquiry, Category: "invoice_receipt", Severity: terms.Low, Title: "咨询电子发票抬头怎么改", Text: "物业费电子发票抬头想改成公司名称，需要提供什么材料？"}
		s.received(in)
		s.pass(time.Minute, 3*time.Minute)
		s.classified(in)
		s.act(s.clerk, complaint.AnswerCommand{Reply: "您好，提供公司名称和税号即可，在小程序“发票管理”里更换抬头，当月发票可以重开。", CloseNow: true})
	})
	p.from(today(45), "云澜府 12-3-2801", "today: online, not looked at yet", func(s *stage) {
		s.received(matter{Channel: terms.Online, Nature: terms.Complaint, Category: "parking_gate_access", Severity: terms.Normal, Title: "月卡车被识别成临时车", Text: "月卡交到年底，道闸今天又识别成临时车，每次都要按呼叫等保安，后面一排车按喇叭。", photos: 1})
	})
	p.from(today(85), house2, "today: owner2 asks", func(s *stage) {
		s.received(matter{Channel: terms.Online, Nature: terms.Inquiry, Category: "utility_charge", Severity: terms.Low, Title: "公摊电费怎么算", Text: "这个季度公摊电费比上季度多了不少，想了解分摊办法和明细。"})
	})
	p.from(today(60), p.house("河畔新城"), "today: by letter", func(s *stage) {
		in := matter{Channel: terms.Letter, Nature: terms.Complaint, Category: "greening", Severity: terms.Normal, Title: "来函：香樟遮挡二楼采光", Text: "二楼窗外香樟三年未修剪，白天开灯，蚊虫成堆，请安排修剪并书面回复。", letter: &complaint.Letter{RegisterNumber: "SW-2090", Sender: "业主本人"}}
		s.received(in)
		s.pass(3*time.Minute, 8*time.Minute)
		s.classified(in)
		s.judged()
	})
	p.from(today(30), p.house("晴川里"), "today: urgent repair", func(s *stage) {
		in := matter{Channel: terms.Phone, Nature: terms.Repair, Category: "drainage_leak", Severity: terms.High, Title: "楼上漏水从吊灯孔往下滴", Text: "客厅吊灯孔一直往下滴水，地板开始起泡，楼上敲门没人，电话打不通，灯都不敢开。"}
		s.received(in)
		s.pass(time.Minute, 3*time.Minute)
		s.classified(in)
		s.greeted()
		s.sent("联系楼上业主，先关户外阀门。")
		s.pass(3*time.Minute, 8*time.Minute)
		s.taken()
		s.act(s.handler(), complaint.AppointCommand{From: s.clock, To: s.clock.Add(30 * time.Minute), Who: "急修班 马师傅", Entry: "at_home"})
		s.pass(10*time.Minute, 20*time.Minute)
		s.act(s.handler(), complaint.VisitCommand{Outcome: "done", Note: "已关闭楼上户外阀门，滴水停止。"})
	})
}
