package rest

import (
	"fmt"
	"strings"

	"anju/api/contract"
	"anju/internal/core/terms"
)

func (p *bundler) interims(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Interims {
		rows = append(rows, []string{p.s.local(x.At), x.Measure, x.By.Name})
	}
	return p.table(p.say("先期处置", "Interim measures"), []string{p.say("时间", "When"), p.say("措施", "Measure"), p.say("人员", "By")}, rows)
}

func (p *bundler) tasks(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Tasks {
		done := p.at(x.DoneAt)
		if x.Dropped {
			done = p.say("不再需要", "Not needed any more")
		}
		rows = append(rows, []string{x.What, strings.Join(filled(p.department(x.Department), x.Who), " "), p.s.local(x.By), done, value(x.Note)})
	}
	return p.table(p.say("任务", "Tasks"), []string{p.say("任务", "Task"), p.say("谁", "Who"), p.say("期限", "By"), p.say("完成", "Done"), p.say("说明", "Note")}, rows)
}

// visits with what was put in, how it was when they came, and what the owner said.
func (p *bundler) visits(m contract.Matter) []bundleTable {
	var rows, parts [][]string
	for _, x := range m.Visits {
		answer := ""
		if a := x.Answer; a != nil {
			answer = p.say("业主已确认时间", "The owner agreed to the time")
			if !a.Ok {
				answer = strings.Join(filled(p.say("业主不便", "It did not suit the owner"), value(a.Note)), "　")
			}
		}
		arrived := ""
		if x.ArrivedAt != nil {
			arrived = p.say("到场 ", "Arrived ") + p.s.local(*x.ArrivedAt)
		}
		signed := ""
		if x.SignatureId != nil {
			signed = p.say("业主已签名", "Signed by the owner")
		}
		rows = append(rows, []string{p.s.local(x.From) + " – " + x.To.In(p.s.Location).Format("15:04"), x.Who, p.name(visitEntries, x.Entry),
			strings.Join(filled(p.name(visitOutcomes, value(x.Outcome)), arrived, p.name(oldParts, value(x.OldPart)), signed), "\n"), strings.Join(filled(answer, value(x.Note)), "\n")})
		for _, y := range x.Parts {
			parts = append(parts, []string{y.Name, fmt.Sprint(y.Qty), terms.Yuan(y.UnitFen), terms.Yuan(y.Qty * y.UnitFen), p.name(payers, value(y.PaidBy))})
		}
	}
	return append(
		p.table(p.say("上门", "Visits"), []string{p.say("时间", "When"), p.say("上门人", "Who"), p.say("入户", "Entry"), p.say("结果", "Outcome"), p.say("说明", "Note")}, rows),
		p.table(p.say("更换的配件", "Parts put in"), []string{p.say("名称", "Part"), p.say("数量", "Quantity"), p.say("单价", "Each"), p.say("小计", "Sum"), p.say("费用承担", "Paid by")}, parts)...)
}

// paidFor is what the owner was quoted, and what a fund or an insurer pays.
func (p *bundler) paidFor(m contract.Matter) []bundleTable {
	var items, steps [][]string
	heading := ""
	if q := m.Quote; q != nil {
		heading = strings.Join(filled(p.say("有偿服务报价", "Quote"), p.name(quoteStates, string(q.State)), p.at(q.AnsweredAt), p.onBehalf(q.OnBehalf), value(q.Answer)), " · ")
		for _, x := range q.Items {
			items = append(items, []string{x.Name, fmt.Sprint(x.Qty), terms.Yuan(x.UnitFen), terms.Yuan(x.Qty * x.UnitFen)})
		}
		items = append(items, []string{p.say("合计", "Total"), "", "", terms.Yuan(q.TotalFen)})
	}
	for _, x := range m.Fund {
		steps = append(steps, []string{p.s.local(x.At), p.name(fundSteps, string(x.Step)), x.Note})
	}
	return append(
		p.table(heading, []string{p.say("项目", "Item"), p.say("数量", "Quantity"), p.say("单价", "Each"), p.say("小计", "Sum")}, items),
		p.table(p.say("专项维修资金", "Maintenance fund"), []string{p.say("日期", "Date"), p.say("步骤", "Step"), p.say("说明", "Note")}, steps)...)
}

func (p *bundler) rechecks(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Rechecks {
		rows = append(rows, []string{p.s.local(x.By), strings.Join(filled(p.name(recheckReasons, string(x.Because)), value(x.Note)), "　"), p.at(x.DoneAt), strings.Join(filled(p.name(visitOutcomes, value(x.Outcome)), value(x.Found)), "　")})
	}
	return p.table(p.say("复查", "Re-checks"), []string{p.say("期限", "By"), p.say("原因", "Why"), p.say("完成", "Done"), p.say("结果", "Found")}, rows)
}

func (p *bundler) calls(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Calls {
		reached := p.say("未接通", "Not reached")
		if x.Reached {
			reached = p.say("接通", "Reached")
		}
		rows = append(rows, []string{p.s.local(x.At), p.name(callPurposes, string(x.Purpose)), strings.Join(filled(reached, value(x.Person)), " "), x.Note, x.By.Name})
	}
	return p.table(p.say("电话记录", "Calls"), []string{p.say("时间", "When"), p.say("目的", "Purpose"), p.say("接通", "Reached"), p.say("内容", "Words"), p.say("人员", "By")}, rows)
}

func (p *bundler) disputes(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Disputes {
		rows = append(rows, []string{p.s.local(x.At), p.name(disputeSteps, string(x.Step)), strings.Join(filled(value(x.Body), value(x.CaseNumber), p.at(x.HeardAt)), "\n"), x.Note, p.at(x.ReviewAt)})
	}
	return p.table("", []string{p.say("时间", "When"), p.say("步骤", "Step"), p.say("机构、案号与开庭", "Body, case and hearing"), p.say("说明", "Note"), p.say("复议", "Review")}, rows)
}

// incident is what a major incident was, who led it and what everybody says of it.
func (p *bundler) incident(m contract.Matter) []printedRow {
	r := labelled{p: p}
	if i := m.Incident; i != nil {
		r.add("级别", "Level", p.name(incidentLevels, string(i.Level)))
		r.add("认定", "Declared", strings.Join(filled(i.Reason, i.DeclaredBy.Name, p.s.local(i.DeclaredAt)), "　"))
		if f := i.TaskForce; f != nil {
			people := []string{f.Lead.Name + p.say("（组长）", " (lead)")}
			for _, x := range f.Members {
				people = append(people, strings.Join(filled(x.Name, value(x.Role)), " "))
			}
			r.add("专项处理小组", "Task force", strings.Join(people, p.say("、", ", ")))
		}
		if i.EndedAt != nil {
			r.add("解除", "Stood down", strings.Join(filled(p.at(i.EndedAt), nameIn(i.EndedBy), value(i.Conclusion)), "　"))
		}
	}
	if w := m.Wording; w != nil && w.Approved != nil {
		r.add("统一口径", "Approved wording", strings.Join(filled(*w.Approved, nameIn(w.ApprovedBy), p.at(w.ApprovedAt)), "　"))
	}
	return r.all
}

func (p *bundler) briefings(m contract.Matter) []bundleTable {
	var rows, decisions [][]string
	for _, x := range m.Briefings {
		figures := ""
		if x.Casualties != nil {
			figures = fmt.Sprintf(p.say("伤亡 %d 人", "%d hurt"), *x.Casualties)
		}
		if x.Households != nil {
			figures = strings.Join(filled(figures, fmt.Sprintf(p.say("影响 %d 户", "%d households"), *x.Households)), "\n")
		}
		rows = append(rows, []string{fmt.Sprint(x.No), strings.Join(filled(p.s.local(x.At), x.By.Name), "\n"), x.Situation, figures, x.Measures})
	}
	if m.Incident != nil {
		for _, x := range m.Incident.Decisions {
			decisions = append(decisions, []string{p.s.local(x.At), x.By, x.Decision, x.RecordedBy.Name})
		}
	}
	return append(
		p.table(p.say("快报与续报", "Briefings"), []string{"#", p.say("时间", "When"), p.say("情况", "Situation"), p.say("伤亡与户数", "Hurt, households"), p.say("处置", "Measures")}, rows),
		p.table(p.say("决定", "Decisions"), []string{p.say("时间", "When"), p.say("决定人", "Decided by"), p.say("决定", "Decision"), p.say("记录人", "Noted by")}, decisions)...)
}

// papers lists what of the matter can be printed with something on it.
func (p *bundler) papers(names []string) []bundleTable {
	var rows [][]string
	for _, n := range names {
		rows = append(rows, []string{n})
	}
	return p.table("", []string{p.say("单据", "Paper (in Chinese)")}, rows)
}
