package rest

import (
	"fmt"
	"strings"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// plan is the plan as it stands, then those that it took the place of.
func (p *bundler) plan(m contract.Matter) []bundleTable {
	if m.Plan == nil {
		return nil
	}
	all := p.planOf(*m.Plan, "")
	for _, r := range m.PastRounds {
		round := fmt.Sprintf(p.say("第 %d 轮", "Round %d"), r.Number)
		if o := r.Offer; o != nil {
			round += " · " + strings.Join(filled(p.name(offerStates, string(o.State)), value(o.Reason), value(o.CounterDemand)), "　")
		}
		all = append(all, p.planOf(r.Plan, round)...)
	}
	return all
}

func (p *bundler) planOf(plan contract.Plan, round string) []bundleTable {
	var options, steps [][]string
	for i, o := range plan.Options {
		measures := filled(value(o.Title))
		for _, x := range o.Measures {
			measures = append(measures, strings.Join(filled(p.name(measureKinds, string(x.Kind)), value(x.Note)), "："))
		}
		for _, c := range o.Calculation {
			measures = append(measures, fmt.Sprintf(p.say("%s %s，使用 %d 年，按 %d %% 计 %s：%s", "%s %s, used %d years, %d %% of it: %s. %s"),
				value(c.Item), terms.Yuan(c.PriceFen), c.Years, c.Percent, terms.Yuan(c.AmountFen), fault.Text{ZH: c.ClauseZh, EN: c.ClauseEn}.In(p.lang)))
		}
		amount := terms.Yuan(o.AmountFen)
		if o.PerHouseholdFen > 0 {
			amount += fmt.Sprintf(p.say("\n每户 %s", "\n%s each household"), terms.Yuan(o.PerHouseholdFen))
		}
		options = append(options, []string{fmt.Sprint(i + 1), strings.Join(measures, "\n"), amount,
			strings.Join(filled(p.name(grounds, value(o.Ground)), p.name(bases, value(o.Basis)), p.name(payers, value(o.Payer))), " · "), p.s.local(o.DueAt)})
	}
	for _, x := range plan.Approvals {
		note := value(x.Note)
		if x.Objection != nil {
			note = strings.Join(filled(note, p.say("异议：", "Objection: ")+*x.Objection), "\n")
		}
		steps = append(steps, []string{p.name(stepNames, x.Step), p.name(approvalStates, string(x.State)), nameIn(x.By), p.at(x.At), note})
	}
	named := func(heading string) string { return strings.Join(filled(round, heading), " · ") }
	return append(
		p.table(named(p.say("方案", "Options")), []string{"#", p.say("措施与计算", "Measures and sums"), p.say("金额", "Amount"), p.say("事由、性质与费用承担", "Ground, basis and payer"), p.say("完成期限", "Due")}, options),
		p.table(named(p.say("审批", "Approval")), []string{p.say("步骤", "Step"), p.say("结论", "Verdict"), p.say("审批人", "By"), p.say("时间", "When"), p.say("意见", "Note")}, steps)...)
}

func (p *bundler) offer(m contract.Matter) []printedRow {
	r := labelled{p: p}
	if plan := m.Plan; plan != nil {
		r.add("提出", "Proposed", strings.Join(filled(nameIn(plan.ProposedBy), p.s.local(plan.ProposedAt)), "　"))
		r.add("执行人", "Carried out by", value(plan.Handler))
		if plan.CapFen != nil {
			r.add("类别上限", "Cap of the category", strings.Join(filled(terms.Yuan(*plan.CapFen), value(plan.OverCapReason)), "　"))
		}
		r.add("对业主的说明", "Explained to the owner", value(plan.Explanation))
		if c := plan.OwnerAgreed; c != nil {
			r.add("业主现场同意", "Agreed on site", strings.Join(filled(c.How, p.s.local(c.At)), "　"))
		}
	}
	if o := m.Offer; o != nil {
		r.add("业主答复", "The owner's answer", strings.Join(filled(p.name(offerStates, string(o.State)), p.s.local(o.At)), "　"))
		r.add("不同意的原因", "Why refused", value(o.Reason))
		r.add("业主另提要求", "Counter-demand", value(o.CounterDemand))
		if b := o.OnBehalf; b != nil {
			r.add("代为记录", "Noted on the owner's word", p.onBehalf(b))
		}
	}
	if a := m.Agreement; a != nil {
		r.add("赔付协议书", "Signed agreement", strings.Join(filled(value(a.Number), p.s.local(a.SignedAt), p.name(agreementWays, string(a.How)), nameIn(a.By)), "　"))
	}
	return r.all
}

// payments are the entries of the ledger on this matter; only what was paid and
// corrected makes up the total, what was waived is told apart.
func (p *bundler) payments(m contract.Matter) []bundleTable {
	var rows, back, people [][]string
	var paid, waived int64
	for _, x := range m.Payments {
		if value(x.Basis) == "waiver" {
			waived += x.AmountFen
		} else {
			paid += x.AmountFen
		}
		rows = append(rows, []string{p.s.local(x.PaidAt), strings.Join(filled(p.name(measureKinds, string(x.Kind)), p.name(bases, value(x.Basis))), " · "), terms.Yuan(x.AmountFen), p.payee(x), x.Receipt, p.paymentNote(m, x)})
	}
	total := func(zh, en string, fen int64) {
		rows = append(rows, []string{p.say(zh, en), "", terms.Yuan(fen), "", "", ""})
	}
	if len(rows) > 1 && paid != 0 {
		total("实付合计", "Paid in all", paid)
	}
	if len(rows) > 1 && waived != 0 {
		total("减免合计", "Waived in all", waived)
	}
	for _, x := range m.Recoveries {
		note := ""
		if x.CorrectionOf != nil {
			note = p.say("更正：", "Correction: ") + value(x.Reason)
		}
		back = append(back, []string{p.s.local(x.ReceivedAt), strings.Join(filled(p.name(recoveryParties, x.From.Party), x.From.Name), " "), terms.Yuan(x.AmountFen), x.Receipt, strings.Join(filled(note, x.By.Name), "　")})
	}
	for _, x := range m.Accountable {
		amount := ""
		if x.AmountFen != nil {
			amount = terms.Yuan(*x.AmountFen)
		}
		people = append(people, []string{p.s.local(x.At), strings.Join(filled(p.department(x.Department), x.Person), " "), strings.Join(filled(p.name(accountabilityKinds, x.Kind), amount), " "), x.Note, x.By.Name})
	}
	when, amount, voucher, note := p.say("日期", "Date"), p.say("金额", "Amount"), p.say("凭证号", "Voucher"), p.say("说明", "Note")
	all := p.table(p.say("支付、减免与更正", "Payments, waivers and corrections"), []string{when, p.say("方式与性质", "Kind and basis"), amount, p.say("收款人", "Payee"), voucher, p.say("签收、账单与更正", "Receipt, bill and correction")}, rows)
	all = append(all, p.table(p.say("追偿", "Recovered"), []string{when, p.say("来自", "From"), amount, voucher, note}, back)...)
	return append(all, p.table(p.say("问责与表扬", "Accountability"), []string{when, p.say("责任人", "Person"), p.say("种类", "Kind"), note, p.say("登记人", "By")}, people)...)
}

// payee is to whom it went, and where to, as far as the contract says it.
func (p *bundler) payee(x contract.Payment) string {
	out := filled(value(x.Payee))
	if a := x.Account; a != nil {
		holder := value(a.Holder)
		if holder == value(x.Payee) {
			holder = ""
		}
		out = append(out, strings.Join(filled(holder, value(a.Bank), value(a.LastDigits)), " "))
	}
	return strings.Join(out, "\n")
}

func (p *bundler) paymentNote(m contract.Matter, x contract.Payment) string {
	var out []string
	if x.CorrectionOf != nil {
		of := ""
		for _, y := range m.Payments {
			if y.Id == *x.CorrectionOf {
				of = y.Receipt
			}
		}
		out = append(out, strings.Join(filled(p.say("更正", "Corrects"), of, value(x.Reason)), " "))
	}
	if w := x.Waiver; w != nil {
		out = append(out, fmt.Sprintf(p.say("%s %s：应收 %s，减后 %s", "%s %s: due %s, left %s"), w.Bill, w.Period, terms.Yuan(w.DueFen), terms.Yuan(w.AfterFen)))
	}
	if g := x.Signed; g != nil {
		out = append(out, strings.Join([]string{p.say("签收", "Received"), g.On.String(), p.name(signedWays, string(g.How))}, " "))
	}
	return strings.Join(out, "\n")
}

func (p *bundler) onBehalf(b *contract.OnBehalf) string {
	if b == nil {
		return ""
	}
	return strings.Join(filled(b.How, b.Person, p.s.local(b.At)), "　")
}

var (
	approvalStates = named("waiting", "待审批", "Waiting", "pending", "未到", "Not yet", "approved", "批准", "Approved", "rejected", "不批准", "Rejected",
		"later", "事后复核", "Reviewed afterwards", "void", "作废", "Void")
	householdStates = named("joined", "已加入", "Joined", "agreed", "同意方案", "Agreed", "refused", "不同意方案", "Refused", "confirmed", "确认已解决", "Confirmed", "declined", "反映未解决", "Not solved")
	finalAfter      = named("refusals", "多次不接受方案", "Offers refused", "declines", "多次不认可结果", "Results declined", "appeal", "申诉后", "After an appeal")
	quoteStates     = named("open", "待答复", "Open", "accepted", "同意", "Accepted", "refused", "不同意", "Refused")
	offerStates     = named("open", "待答复", "Open", "accepted", "同意", "Accepted", "rejected", "不同意", "Refused")
)
