package demo

import (
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// workStories are about the work itself: a price to agree to, tasks of two
// departments, the maintenance fund, a signature at the door, a leak that is
// looked at again, an owner who does not answer.
func (p *planner) workStories() {
	p.at(3, 1010, house1, "owner1: a price is quoted", func(s *stage) {
		s.started(matter{Channel: terms.Online, Nature: terms.Repair, Category: "water_supply", Severity: terms.Normal, photos: 1,
			Title: "厨房龙头和角阀想换新的", Text: "厨房龙头出水越来越小，角阀也锈了，过保好几年了，想请师傅上门换一套，费用请先报一下。"})
		s.workday(1, 1420)
		s.found("龙头阀芯磨损、两只角阀锈蚀，已过保修期，属业主自用部分。")
		s.act(s.handler(), complaint.QuoteCommand{Note: "含拆旧和安装，旧件可带走或交还；材料保一年。", Items: []complaint.QuoteItem{
			{Name: "厨房冷热水龙头", Qty: 1, UnitFen: 26800}, {Name: "三角阀", Qty: 2, UnitFen: 4500}, {Name: "上门安装", Qty: 1, UnitFen: 8000},
		}})
	})
	p.at(9, 930, p.house("香樟苑"), "tasks, fund and insurer: the outer wall", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "structure_quality", Severity: terms.High,
			Title: "山墙外墙皮大面积空鼓渗水", Text: "东山墙外墙皮鼓起来一大片，下雨时三家的卧室墙都渗水，担心掉下来砸到人，请尽快处理。"})
		s.workday(7, 1030)
		s.found("东山墙 18 至 22 层外保温空鼓约 40 平方米，饰面开裂进水，超过保修期。")
		s.concluded(complaint.Substantiated, "蜘蛛人敲击检测记录与现场照片一致。")
		s.proposed("repair", "铲除空鼓部位，重做保温和饰面；先拉警戒线、挂安全网", 0, 40)
		s.workday(6, 1030)
		s.approved()
		s.workday(6, 1530)
		s.agreed()
		s.act("head.eng", complaint.TaskCommand{What: "山墙下拉警戒线、挂安全网", Who: "秩序班 祁师傅", By: s.ahead(1, 1200)})
		s.act("head.eng", complaint.TaskCommand{What: "测算维修资金余额和分摊户数", Who: "会计 何芳", Department: terms.Finance, By: s.ahead(4, 1700)})
		s.act("head.eng", complaint.TaskCommand{What: "吊篮施工单位进场、办理高空作业手续", Who: s.by(s.handler()).Name, By: s.ahead(10, 1700)})
		first := ""
		if len(s.m.Tasks) > 0 {
			first = s.m.Tasks[0].ID
		}
		s.act(s.handler(), complaint.TaskDoneCommand{TaskID: first, Note: "警戒线与安全网已布置，每天巡查两次。"})
		s.act(s.clerk, complaint.FundCommand{Step: "proposed", Note: "业委会提议动用东单元维修资金，预算 9.6 万元。", At: s.clock})
		s.workday(4, 1000)
		s.act(s.clerk, complaint.FundCommand{Step: "announced", Note: "预算和分摊表在单元大堂公示七天。", At: s.clock})
		s.act(s.handler(), complaint.InsuranceCommand{Insurer: "安和财产保险", ClaimNumber: "AH2026-118832", State: "reported", Note: "公众责任险报案，等查勘员约时间。"})
		s.workday(2, 1500)
		s.act(s.handler(), complaint.InsuranceCommand{Insurer: "安和财产保险", ClaimNumber: "AH2026-118832", State: "surveyed", AmountFen: 320000, Note: "查勘员认定室内受损三户。"})
		until := s.ahead(3, 1700)
		s.act(s.clerk, complaint.ProgressCommand{VisibleToOwner: true, Note: "公示期内没有异议，周末组织表决；安全网已挂好，请暂勿在山墙下停留。", NextUpdateBy: &until})
	})
	p.from(daysFrom(p.cal, p.now, -38, 900), p.house("东篱家园"), "a leak, to be looked at again", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "drainage_leak", Severity: terms.Normal,
			Title: "阳台雨水管接口漏水", Text: "一下雨阳台雨水管接口就往外喷水，楼下也投诉了，请来修。"})
		s.served(time.Hour, 2*time.Hour)
		from := s.ahead(1, 1000)
		s.act(s.handler(), complaint.AppointCommand{From: from, To: from.Add(2 * time.Hour), Who: "管道 马师傅", Entry: "at_home"})
		s.act(s.clerk, complaint.VisitConfirmCommand{VisitID: s.lastVisit(), OK: true, OnBehalf: s.onBehalf()})
		s.act(s.handler(), complaint.StartCommand{Payer: "warranty"})
		s.to(from.Add(15 * time.Minute))
		s.act(s.handler(), complaint.VisitCommand{Outcome: complaint.Arrived})
		s.pass(40*time.Minute, 60*time.Minute)
		done := complaint.VisitCommand{Outcome: "done", Note: "更换雨水管三通，打压试水正常。", OldPart: "disposed",
			Parts:     []complaint.Part{{Name: "UPVC 三通 110", Qty: 1, UnitFen: 3800, PaidBy: "warranty"}, {Name: "防水胶", Qty: 1, UnitFen: 2500, PaidBy: "warranty"}},
			BeforeIDs: s.photo(s.handler(), before), AfterIDs: s.photo(s.handler(), after)}
		s.act(s.handler(), done)
		s.act(s.handler(), complaint.CompleteCommand{Result: "雨水管三通已更换，试水不漏。", Recheck: &complaint.RecheckCommand{By: s.ahead(35, 1700), Because: "rain", Note: "下次大雨后看接口和楼下天花。"}})
		s.served(8*time.Hour, 12*time.Hour)
		s.confirmed(5, "师傅很准时。")
	})
	p.at(4, 1000, p.house("云澜府"), "nobody answers the call-back", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Repair, Category: "electrical", Severity: terms.Normal,
			Title: "客厅半边插座没电", Text: "客厅靠窗一排插座突然没电，空开没跳，请来查一下。"})
		s.worked(time.Hour, 2*time.Hour)
		s.found("接线盒内零线松脱。")
		s.act(s.handler(), complaint.StartCommand{Payer: "management_fee"})
		s.workday(2, 1520)
		s.done("零线重新压接，全部插座通电正常。")
		s.workday(1, 1030)
		s.act(s.clerk, complaint.CallCommand{Purpose: complaint.ForCallback, Note: "响铃无人接听。"})
		s.workday(1, 1710)
		s.act(s.clerk, complaint.CallCommand{Purpose: complaint.ForCallback, Note: "关机，已发短信请业主有空回电。"})
	})
}

// lastVisit is the one that was appointed last.
func (s *stage) lastVisit() string {
	if n := len(s.m.Visits); n > 0 {
		return s.m.Visits[n-1].ID
	}
	return ""
}
