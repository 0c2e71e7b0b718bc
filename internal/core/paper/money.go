package paper

import (
	"fmt"
	"strings"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// composeApproval is the sheet on which a compensation is decided.
func composeApproval(c *composer) {
	m := c.m
	o := chosen(m)
	proposer, on, explained := "", "", ""
	if m.Plan != nil {
		proposer, on, explained = m.Plan.ProposedBy.Name, c.day(&m.Plan.ProposedAt), m.Plan.Explanation
	}
	demanded := ""
	if m.Demand != nil {
		demanded = joined("　", bothWays(m.Demand.AmountFen), m.Demand.Text)
	}
	blocks := []Block{
		grid("申请",
			row(is("申请部门", c.department(m.Department)), is("申请人", proposer), is("日期", on)),
			row(is("业主", c.name()), is("房号", c.roomLabel()), is("投诉时间", c.minute(&m.ReceivedAt))),
			row(is("事项摘要", m.Title)),
			row(is("赔付事由", c.ground(o)), is("性质", c.basis(o))),
		),
		grid("核实",
			row(room("核实结论及证据", joined("\n", c.Word(Findings, string(m.Finding)), c.cause(), "附件："+c.fileList()), 2)),
			row(is("保修/费用承担", c.payer()), is("原因类别", c.causeWord())),
			row(is("责任划分", c.shares())),
			row(is("业主要求", demanded)),
		),
		grid("方案", append(c.optionRows(o),
			row(is("计算依据（标准/折旧/票据）", c.calculated(o))),
			row(is("上限及是否超标", c.ceiling(o)), is("付款时间节点", c.paymentDue())),
			row(is("同户十二个月累计", c.promisedBefore()), is("追偿对象/金额", c.recoverable())),
			row(is("近期同类赔付", c.similar())),
			row(is("费用承担/科目", c.payer()), is("协议签署", c.agreementSigned())),
			row(is("对业主的说明", explained), is("业主答复", c.answered())),
		)...),
	}
	if len(m.PastRounds) > 0 {
		blocks = append(blocks, c.rounds())
	}
	if w := c.waived(); w != nil {
		blocks = append(blocks, grid("减免", row(is("收费项目", w.Bill), is("账期", w.Period), is("应收", terms.Yuan(w.DueFen))), row(is("减免", terms.Yuan(w.ReducedFen)), is("减后", terms.Yuan(w.AfterFen)))))
	} else if noWaiver(c.Record) == "" {
		blocks = append(blocks, grid("减免", row(is("收费项目", ""), is("账期", ""), is("应收", "")), row(is("减免", some(amountOf(o))), is("减后", ""))))
	}
	blocks = append(blocks, grid("审批",
		row(room("部门负责人", c.verdicts(policy.StepDeptHead), 1)),
		row(room("财务（金额复核）", c.verdicts(policy.StepFinance), 1)),
		row(room("法务（风险意见）", c.verdicts(policy.StepLegal), 1)),
		row(room("分管领导", c.verdicts(policy.StepLeader), 1)),
		row(room("总经理", "", 1)),
	), c.executed())
	if len(m.Recoveries) > 0 {
		blocks = append(blocks, c.recovered())
	}
	c.sheet("", "PF-"+m.Number, blocks...)
}

func amountOf(o *complaint.Option) int64 {
	if o == nil {
		return 0
	}
	return o.AmountFen
}

// ground is for which reason it is given.
func (c *composer) ground(o *complaint.Option) string {
	ground := ""
	if o != nil {
		ground = o.Ground
	}
	for _, p := range c.m.Payments {
		ground = first(ground, p.Ground)
	}
	return c.choice(Grounds, ground, complaint.Grounds...)
}

// basis is as what it is given: as planned, else as it was paid.
func (c *composer) basis(o *complaint.Option) string {
	basis := ""
	if o != nil {
		basis = o.Basis
	}
	for _, p := range c.m.Payments {
		basis = first(basis, p.Basis)
	}
	return c.choice(Bases, basis, complaint.Bases...)
}

// causeWord is the cause in one word; of help out of care that it asks no shares.
func (c *composer) causeWord() string {
	word := ""
	for _, x := range c.Policy.Causes {
		if x.Code == c.m.CauseCode && c.eyes.Inside {
			word = x.NameZH
		}
	}
	if v := c.m.Investigation; v != nil && v.Goodwill {
		return joined("　", word, "关怀性质，不划分责任")
	}
	return word
}

// optionRows are one plan, or two under each other.
func (c *composer) optionRows(o *complaint.Option) []Row {
	if c.m.Plan == nil || len(c.m.Plan.Options) < 2 {
		if o == nil {
			return []Row{row(room("方式", "", 2)), row(is("金额（大小写）", "")), row(is("完成时限", ""))}
		}
		return []Row{row(is("方式", c.measures(o))), row(is("金额（大小写）", c.amount(o))), row(is("完成时限", c.day(&o.DueAt)))}
	}
	var rows []Row
	for i := range c.m.Plan.Options {
		x := &c.m.Plan.Options[i]
		name := "方案" + []string{"一", "二", "三"}[min(i, 2)]
		if i == c.m.Plan.Recommended {
			name += "（推荐）"
		}
		if x == o && agreed(c.m) != nil {
			name += "（业主选定）"
		}
		rows = append(rows, row(is(name, joined("\n", c.measures(x), c.amount(x), "限 "+c.day(&x.DueAt)+"前"))))
	}
	return rows
}

func (c *composer) amount(o *complaint.Option) string {
	each := ""
	if o.PerHouseholdFen > 0 {
		each = "每户 " + terms.Yuan(o.PerHouseholdFen)
	}
	return joined("　", first(bothWays(o.AmountFen), "无金额"), each)
}

// calculated is how the sum came about, clause by clause.
func (c *composer) calculated(o *complaint.Option) string {
	if o == nil {
		return ""
	}
	var lines []string
	for _, x := range o.Calculation {
		item := x.Item
		if s, ok := c.Policy.Standard(x.Standard); ok && item == "" {
			item = s.NameZH
		}
		lines = append(lines, fmt.Sprintf("%s：购价 %s（%s 购），使用 %d 年，按 %d%% 计 %s；%s", item, terms.Yuan(x.PriceFen), x.BoughtOn, x.Years, x.Percent, terms.Yuan(x.AmountFen), x.ClauseZH))
	}
	return strings.Join(lines, "\n")
}

// ceiling tells the category's cap as it was when proposed, and whether the
// plan lies beyond it, and why.
func (c *composer) ceiling(o *complaint.Option) string {
	if o == nil || c.m.Plan.CapFen == 0 {
		return ""
	}
	if o.AmountFen > c.m.Plan.CapFen {
		return joined("\n", terms.Yuan(c.m.Plan.CapFen)+"，超标，上提一级审批", c.m.Plan.OverCap)
	}
	return terms.Yuan(c.m.Plan.CapFen) + "，未超标"
}

// promisedBefore is what the house was promised; "" where no house is known.
func (c *composer) promisedBefore() string {
	switch {
	case c.m.HouseID == "":
		return ""
	case c.PromisedFen == 0:
		return "无"
	}
	return terms.Yuan(c.PromisedFen) + "（同类事由，不含本件）"
}

func (c *composer) similar() string {
	if len(c.Similar) == 0 {
		return ""
	}
	var lines []string
	for _, x := range c.Similar {
		lines = append(lines, joined(" ", x.PaidAt.In(c.Location).Format(time.DateOnly), terms.Yuan(x.AmountFen), x.Number))
	}
	return strings.Join(lines, "；")
}

// recoverable is what was got back, else from whom it could be.
func (c *composer) recoverable() string {
	sum := int64(0)
	for _, r := range c.m.Recoveries {
		sum += r.AmountFen
	}
	if len(c.m.Recoveries) > 0 {
		return "已追回 " + terms.Yuan(sum) + "，见下表"
	}
	if c.m.Investigation == nil || !c.eyes.Inside {
		return ""
	}
	var from []string
	for _, s := range c.m.Investigation.Shares {
		if s.Party == "external" || s.Party == "third" {
			from = append(from, fmt.Sprintf("%s（责任 %d%%）%s", first(s.Name, c.Word(ShareParties, s.Party)), s.Percent, terms.Yuan(amountOf(chosen(c.m))*int64(s.Percent)/100)))
		}
	}
	return strings.Join(from, "\n")
}

// answered is what the owner said to the offer.
func (c *composer) answered() string {
	f := c.m.Offer
	if f == nil {
		return ""
	}
	return c.answer(f)
}

func (c *composer) answer(f *complaint.Offer) string {
	word := map[string]string{"open": "已告知，待答复", "accepted": "同意", "rejected": "不同意"}[f.State]
	return joined("　", word, c.minute(&f.At), f.Reason, f.CounterDemand, c.onBehalf(f.OnBehalf))
}

// rounds are the plans that later ones took the place of.
func (c *composer) rounds() Block {
	var rows [][]string
	for _, r := range c.m.PastRounds {
		o := &complaint.Option{}
		if i := r.Plan.Recommended; i >= 0 && i < len(r.Plan.Options) {
			o = &r.Plan.Options[i]
		}
		said := ""
		for _, a := range r.Plan.Approvals {
			if a.State == complaint.Rejected {
				said = joined("　", "审批不同意："+a.Note, name(a.By))
			}
		}
		if r.Offer != nil {
			said = joined("\n", said, "业主："+c.answer(r.Offer))
		}
		rows = append(rows, []string{fmt.Sprintf("第 %d 轮", r.Number), c.day(&r.Plan.ProposedAt), c.measures(o), c.amount(o), said})
	}
	return Block{Table: &Table{Title: fmt.Sprintf("此前各轮方案（本次为第 %d 轮）", c.m.Rounds), Columns: []string{"轮次", "提出", "方式", "金额", "结果"}, Rows: rows}}
}

func (c *composer) paymentDue() string {
	for _, k := range c.m.Clocks {
		if k.Kind == "payment" {
			return c.minute(&k.DueAt) + "前"
		}
	}
	return ""
}

// verdicts of an approval step: opinion, name, time.
func (c *composer) verdicts(step string) string {
	if c.m.Plan == nil {
		return ""
	}
	asked := false
	var lines []string
	for _, a := range c.m.Plan.Approvals {
		if a.Step == step {
			asked = true
			lines = append(lines, c.verdict(a))
		}
	}
	if !asked {
		return "本级不需审批"
	}
	return joined("\n", lines...)
}

func (c *composer) verdict(a complaint.Approval) string {
	switch a.State {
	case complaint.Approved:
		return joined("　", first(a.Note, "同意"), "核准上限 "+terms.Yuan(c.m.Plan.CeilingFen), name(a.By), c.minute(a.At))
	case complaint.Rejected:
		return joined("　", "不同意："+a.Note, name(a.By), c.minute(a.At))
	case complaint.Later:
		switch {
		case a.By == nil:
			return "事后复核（小额当场），待复核"
		case a.Objection != "":
			return joined("　", "事后复核，有异议："+a.Objection, a.Note, name(a.By), c.minute(a.At))
		}
		return joined("　", "事后复核，无异议", a.Note, name(a.By), c.minute(a.At))
	case complaint.Void:
		return "作废"
	}
	return ""
}

func name(p *complaint.Person) string {
	if p == nil {
		return ""
	}
	return p.Name
}
