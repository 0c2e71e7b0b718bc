package rest

import (
	"fmt"
	"strings"

	"anju/api/contract"
	"anju/internal/core/complaint"
)

// table is one with its columns, or none where there are no rows.
func (p *bundler) table(heading string, columns []string, rows [][]string) []bundleTable {
	if len(rows) == 0 {
		return nil
	}
	return []bundleTable{{Heading: heading, Columns: columns, Rows: rows}}
}

func (p *bundler) shared(m contract.Matter) []bundleTable {
	if m.Investigation == nil {
		return nil
	}
	var rows [][]string
	for _, x := range m.Investigation.Shares {
		party := p.name(shareParties, string(x.Party))
		if x.Department != nil && *x.Department != "" {
			party = p.department(*x.Department)
		}
		rows = append(rows, []string{strings.Join(filled(party, value(x.Name)), " "), value(x.Person), fmt.Sprintf("%d %%", x.Percent)})
	}
	return p.table(p.say("责任划分", "Shares"), []string{p.say("责任方", "Party"), p.say("责任人", "Person"), p.say("比例", "Share")}, rows)
}

func (p *bundler) plan(m contract.Matter) []bundleTable {
	if m.Plan == nil {
		return nil
	}
	var options, steps [][]string
	for i, o := range m.Plan.Options {
		var measures []string
		for _, x := range o.Measures {
			measures = append(measures, strings.Join(filled(p.name(measureKinds, string(x.Kind)), value(x.Note)), "："))
		}
		options = append(options, []string{fmt.Sprint(i + 1), strings.Join(measures, "\n"), yuan(o.AmountFen), p.name(payers, value(o.Payer)), p.s.local(o.DueAt)})
	}
	for _, x := range m.Plan.Approvals {
		steps = append(steps, []string{p.name(stepNames, x.Step), p.name(approvalStates, string(x.State)), nameIn(x.By), p.at(x.At), value(x.Note)})
	}
	return append(
		p.table(p.say("方案", "Options"), []string{"#", p.say("措施", "Measures"), p.say("金额", "Amount"), p.say("费用承担", "Payer"), p.say("完成期限", "Due")}, options),
		p.table(p.say("审批", "Approval"), []string{p.say("步骤", "Step"), p.say("结论", "Verdict"), p.say("审批人", "By"), p.say("时间", "When"), p.say("意见", "Note")}, steps)...)
}

func (p *bundler) offer(m contract.Matter) []printedRow {
	r := labelled{p: p}
	if plan := m.Plan; plan != nil {
		r.add("提出", "Proposed", strings.Join(filled(nameIn(plan.ProposedBy), p.s.local(plan.ProposedAt)), "　"))
		r.add("执行人", "Carried out by", value(plan.Handler))
	}
	if o := m.Offer; o != nil {
		r.add("业主答复", "The owner's answer", strings.Join(filled(p.name(offerStates, string(o.State)), p.s.local(o.At)), "　"))
		r.add("不同意的原因", "Why refused", value(o.Reason))
		r.add("业主另提要求", "Counter-demand", value(o.CounterDemand))
		if b := o.OnBehalf; b != nil {
			r.add("代为记录", "Noted on the owner's word", strings.Join(filled(b.How, b.Person, p.s.local(b.At)), "　"))
		}
	}
	return r.all
}

func (p *bundler) payments(m contract.Matter) []bundleTable {
	var rows [][]string
	var sum int64
	for _, x := range m.Payments {
		sum += x.AmountFen
		rows = append(rows, []string{p.s.local(x.PaidAt), p.name(measureKinds, string(x.Kind)), p.name(bases, value(x.Basis)), yuan(x.AmountFen), value(x.Payee), x.Receipt})
	}
	if len(rows) > 1 {
		rows = append(rows, []string{p.say("合计", "Total"), "", "", yuan(sum), "", ""})
	}
	return p.table("", []string{p.say("日期", "Paid on"), p.say("方式", "Kind"), p.say("性质", "Basis"), p.say("金额", "Amount"), p.say("收款人", "Payee"), p.say("凭证号", "Voucher")}, rows)
}

func (p *bundler) visits(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Visits {
		rows = append(rows, []string{p.s.local(x.From) + " – " + x.To.In(p.s.Location).Format("15:04"), x.Who, p.name(visitEntries, x.Entry), p.name(visitOutcomes, value(x.Outcome)), value(x.Note)})
	}
	return p.table(p.say("上门", "Visits"), []string{p.say("时间", "When"), p.say("上门人", "Who"), p.say("入户", "Entry"), p.say("结果", "Outcome"), p.say("说明", "Note")}, rows)
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

func (p *bundler) calls(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Calls {
		reached := p.say("未接通", "Not reached")
		if x.Reached {
			reached = p.say("接通", "Reached")
		}
		rows = append(rows, []string{p.s.local(x.At), p.name(callPurposes, string(x.Purpose)), reached, x.Note, x.By.Name})
	}
	return p.table(p.say("电话记录", "Calls"), []string{p.say("时间", "When"), p.say("目的", "Purpose"), p.say("接通", "Reached"), p.say("内容", "Words"), p.say("人员", "By")}, rows)
}

func (p *bundler) letters(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Letters {
		kind := p.say("来文", "Received")
		if string(x.Direction) == complaint.LetterSent {
			kind = p.say("发文", "Sent")
		}
		if x.Kind != nil {
			kind = strings.Join(filled(kind, p.name(letterKinds, string(*x.Kind))), " · ")
		}
		rows = append(rows, []string{p.s.local(x.At), kind, x.Number, value(x.Party), strings.Join(filled(x.Subject, value(x.Text)), "\n")})
	}
	return p.table("", []string{p.say("日期", "Date"), p.say("种类", "Kind"), p.say("编号", "Number"), p.say("对方", "Party"), p.say("内容", "Words")}, rows)
}

func (p *bundler) households(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Households {
		paid, rating := "", ""
		if x.PaidFen > 0 {
			paid = yuan(x.PaidFen)
		}
		if x.Rating != nil && *x.Rating > 0 {
			rating = fmt.Sprintf("%d / 5", *x.Rating)
		}
		rows = append(rows, []string{strings.Join(filled(value(x.Label), value(x.Name)), " "), p.s.local(x.JoinedAt), p.name(householdStates, string(x.State)), rating, paid, value(x.Comment)})
	}
	return p.table("", []string{p.say("住户", "Household"), p.say("加入", "Joined"), p.say("状态", "State"), p.say("评分", "Rating"), p.say("已付", "Paid"), p.say("意见", "Words")}, rows)
}

func (p *bundler) disputes(m contract.Matter) []bundleTable {
	var rows [][]string
	for _, x := range m.Disputes {
		rows = append(rows, []string{p.s.local(x.At), p.name(disputeSteps, string(x.Step)), x.Note, p.at(x.ReviewAt)})
	}
	return p.table("", []string{p.say("时间", "When"), p.say("步骤", "Step"), p.say("说明", "Note"), p.say("复议", "Review")}, rows)
}

func (p *bundler) supervision(m contract.Matter) []bundleTable {
	var questions, orders, words [][]string
	for _, x := range m.InfoRequests {
		questions = append(questions, []string{p.s.local(x.AskedAt), x.AskedBy.Name + " → " + p.department(x.From), x.Question, strings.Join(filled(value(x.Answer), value(x.Cancelled)), "\n")})
	}
	for _, x := range m.Orders {
		orders = append(orders, []string{p.s.local(x.At), x.By.Name + " → " + p.department(x.To), x.Note, value(x.Answer)})
	}
	for _, x := range m.Instructions {
		words = append(words, []string{p.s.local(x.At), x.By.Name, x.Instruction, ""})
	}
	for _, x := range m.Consults {
		words = append(words, []string{p.s.local(x.At), x.By.Name, x.Question + "\n" + x.Recommendation, value(x.Answer)})
	}
	columns := []string{p.say("时间", "When"), p.say("人员", "Who"), p.say("内容", "Words"), p.say("答复", "Answer")}
	all := p.table(p.say("部门间询问", "Questions between departments"), columns, questions)
	all = append(all, p.table(p.say("督办", "Supervision orders"), columns, orders)...)
	return append(all, p.table(p.say("请示与批示", "Consultations and instructions"), columns, words)...)
}

func (p *bundler) course(entries []printedEntry) bundleTable {
	t := bundleTable{Columns: []string{p.say("时间", "Time"), p.say("事项", "Event"), p.say("内容", "Content"), p.say("人员", "Person")}}
	for _, e := range entries {
		t.Rows = append(t.Rows, []string{e.At, e.What, strings.Join(filled(e.Detail, e.Note), "\n"), e.Who})
		t.Inside = append(t.Inside, e.Inside)
	}
	return t
}

var (
	approvalStates = named("waiting", "待审批", "Waiting", "pending", "未到", "Not yet", "approved", "批准", "Approved", "rejected", "不批准", "Rejected",
		"later", "事后复核", "Reviewed afterwards", "void", "作废", "Void")
	householdStates = named("joined", "已加入", "Joined", "agreed", "同意方案", "Agreed", "refused", "不同意方案", "Refused", "confirmed", "确认已解决", "Confirmed", "declined", "反映未解决", "Not solved")
	offerStates     = named("open", "待答复", "Open", "accepted", "同意", "Accepted", "rejected", "不同意", "Refused")
)
