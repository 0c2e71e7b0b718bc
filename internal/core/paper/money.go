package paper

import (
	"fmt"
	"slices"
	"strings"

	"anju/internal/core/complaint"
	"anju/internal/core/policy"
)

// composeApproval is the sheet on which a compensation is decided.
func composeApproval(c *composer) {
	m := c.m
	o := chosen(m)
	proposer, on, amount, measures, due, basis := "", "", "", "", "", ""
	if m.Plan != nil {
		proposer, on = m.Plan.ProposedBy.Name, c.day(&m.Plan.ProposedAt)
	}
	if o != nil {
		amount, measures, due = bothWays(o.AmountFen), c.measures(o), c.day(&o.DueAt)
		if o.AmountFen == 0 {
			amount = "无金额"
		}
	}
	if n := len(m.Payments); n > 0 {
		basis = m.Payments[n-1].Basis
	}
	demanded := ""
	if m.Demand != nil {
		demanded = joined("　", bothWays(m.Demand.AmountFen), m.Demand.Text)
	}
	kinds := []string{"liability", "goodwill", "refund", "waiver", "penalty"}
	blocks := []Block{
		grid("申请",
			row(is("申请部门", c.department(m.Department)), is("申请人", proposer), is("日期", on)),
			row(is("业主", c.name()), is("房号", c.roomLabel()), is("投诉时间", c.minute(&m.ReceivedAt))),
			row(is("事项摘要", m.Title)),
			row(is("赔付事由", ticks("", "产品质量", "服务瑕疵", "合同履行", "关怀")), is("性质", c.choice(Bases, basis, kinds...))),
		),
		grid("核实",
			row(room("核实结论及证据", joined("\n", c.Word(Findings, string(m.Finding)), c.cause(), c.fileList()), 2)),
			row(is("费用承担/保修状态", c.payer()), is("责任划分", c.shares())),
			row(is("业主要求", demanded)),
		),
		grid("方案", append(c.optionRows(measures, amount, due),
			row(is("计算依据（标准/折旧/票据）", ""), is("上限及是否超标", c.ceiling())),
			row(is("同户十二个月累计", ""), is("近期同类赔付", "")),
			row(is("付款时间节点", c.paymentDue()), is("费用承担/预算科目", c.payer())),
			row(is("追偿对象/依据/金额", ""), is("法律风险意见", c.verdict(policy.StepLegal))),
		)...),
	}
	if noWaiver(c.Record) == "" {
		blocks = append(blocks, grid("减免", row(is("收费项目", ""), is("账期", ""), is("应收", "")), row(is("减免", amount), is("减后", ""))))
	}
	blocks = append(blocks, grid("审批",
		row(room("部门负责人", c.verdict(policy.StepDeptHead), 1)),
		row(room("财务（金额复核）", c.verdict(policy.StepFinance), 1)),
		row(room("法务", c.verdict(policy.StepLegal), 1)),
		row(room("分管领导", c.verdict(policy.StepLeader), 1)),
		row(room("总经理", "", 1)),
	), c.executed())
	c.sheet("", "PF-"+m.Number, blocks...)
}

// optionRows are one plan, or two side by side under each other.
func (c *composer) optionRows(measures, amount, due string) []Row {
	if c.m.Plan == nil || len(c.m.Plan.Options) < 2 {
		return []Row{row(room("方式", measures, 2)), row(is("金额（大小写）", amount)), row(is("完成时限", due))}
	}
	var rows []Row
	for i := range c.m.Plan.Options {
		o := &c.m.Plan.Options[i]
		name := "方案" + []string{"一", "二", "三"}[min(i, 2)]
		if i == c.m.Plan.Recommended {
			name += "（推荐）"
		}
		rows = append(rows, row(is(name, joined("\n", c.measures(o), first(bothWays(o.AmountFen), "无金额"), "限 "+c.day(&o.DueAt)+"前"))))
	}
	return rows
}

// ceiling tells the category's cap, and whether the plan lies beyond it.
func (c *composer) ceiling() string {
	class, ok := c.Policy.Category(c.m.Category)
	o := chosen(c.m)
	if !ok || class.CapFen == 0 || o == nil {
		return ""
	}
	if o.AmountFen > class.CapFen {
		return yuan(class.CapFen) + "，超标，上提一级审批"
	}
	return yuan(class.CapFen) + "，未超标"
}

func (c *composer) paymentDue() string {
	for _, k := range c.m.Clocks {
		if k.Kind == "payment" {
			return c.minute(&k.DueAt) + "前"
		}
	}
	return ""
}

// verdict of an approval step: opinion, name, time.
func (c *composer) verdict(step string) string {
	if c.m.Plan == nil {
		return ""
	}
	i := slices.IndexFunc(c.m.Plan.Approvals, func(a complaint.Approval) bool { return a.Step == step })
	if i < 0 {
		return "本级不需审批"
	}
	a := c.m.Plan.Approvals[i]
	switch a.State {
	case complaint.Approved:
		return joined("　", first(a.Note, "同意"), "核准上限 "+yuan(c.m.Plan.CeilingFen), name(a.By), c.minute(a.At))
	case complaint.Rejected:
		return joined("　", "不同意："+a.Note, name(a.By), c.minute(a.At))
	case complaint.Later:
		return "事后复核（小额当场）"
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

// executed is what was paid.
func (c *composer) executed() Block {
	var rows [][]string
	for _, p := range c.m.Payments {
		rows = append(rows, []string{c.payee(p.Payee), c.day(&p.PaidAt), yuan(p.AmountFen), p.Receipt, ""})
	}
	if rows == nil {
		rows = [][]string{make([]string, 5)}
	}
	return Block{Table: &Table{Title: "执行", Columns: []string{"收款人/户名/开户行/尾号", "付款日期", "金额", "凭证号", "业主签收/更正记录"}, Rows: rows}}
}

func (c *composer) payee(name string) string {
	if c.hidden() && name != "" {
		return kept
	}
	return name
}

// composeAgreement is the agreement that both sides sign.
func composeAgreement(c *composer) {
	m := c.m
	o := agreed(m)
	amount, due, measures, basis := "　　　　元（大写：　　　　　　　　）", "　　　　年　　月　　日", "", "☐ 赔偿　☐ 补偿　☐ 退费　☐ 减免　☐ 违约金"
	if o != nil {
		measures = c.measures(o)
		if o.AmountFen > 0 {
			amount = yuan(o.AmountFen) + " 元（大写：" + Capitals(o.AmountFen) + "）"
			amount = strings.Replace(amount, "¥", "人民币 ", 1)
		}
		due = c.day(&o.DueAt)
	}
	if n := len(m.Payments); n > 0 && m.Payments[n-1].Basis != "" {
		basis = c.choice(Bases, m.Payments[n-1].Basis, "liability", "goodwill", "refund", "waiver", "penalty")
	}
	person, house := c.name(), c.roomLabel()
	if c.hidden() {
		person, house = "＿＿＿＿＿＿（由乙方当面填写）", "＿＿＿＿＿＿"
	}
	c.letter("XY-"+m.Number,
		words(Plain, "甲方："+c.Entity),
		words(Plain, "乙方（业主）："+first(person, "＿＿＿＿＿＿")+"　　房号："+first(house, "＿＿＿＿＿＿")),
		words(Body, fmt.Sprintf("乙方于%s就“%s”提出诉求（受理编号：%s）。经双方协商一致，自愿达成如下协议：", c.day(&m.ReceivedAt), m.Title, m.Number)),
		words(Body, "一、事由与处理方式："+first(measures, "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿")+"。"),
		words(Body, "二、款项性质："+basis+"。性质为补偿（慰问）的，系甲方对乙方的关怀，不构成对责任的承认。"),
		words(Body, "三、金额："+amount+"。"),
		words(Body, "四、履行期限：甲方应于"+due+"前履行完毕。付款至乙方本人名下账户：户名＿＿＿＿＿＿＿＿　开户行＿＿＿＿＿＿＿＿＿＿　账号＿＿＿＿＿＿＿＿＿＿＿＿＿＿。"),
		words(Body, "五、一次性了结：甲方按约履行后，双方就上述事由产生的权利义务即告了结，乙方不再就同一事实、同一事由向甲方提出其他主张；维修质量保证责任不受影响。"),
		words(Body, "六、本协议一式两份，甲乙双方各执一份，自双方签章之日起生效。未尽事宜由双方协商；协商不成的，可向甲方所在地人民法院起诉。"),
		signs("甲方（盖章）", "乙方（签字）"),
		signs("经办人", "日期"),
	)
}

// composeWaiver tells finance what is not to be billed.
func composeWaiver(c *composer) {
	m := c.m
	o := chosen(m)
	amount, reason, due := "", "", ""
	if o != nil {
		amount, reason, due = bothWays(o.AmountFen), c.measures(o), c.day(&o.DueAt)
	}
	approved := ""
	if m.Plan != nil && m.Plan.CeilingFen > 0 && m.Offer != nil {
		approved = "PF-" + m.Number
	}
	c.sheet("", "JM-"+m.Number,
		grid("",
			row(is("致", c.department("finance")), is("发出部门", first(c.department(m.Department), "客户服务部"))),
			row(is("业主", c.name()), is("房号", c.roomLabel()), is("赔付审批编号", approved)),
			row(room("减免事由", joined("\n", m.Title, reason), 3)),
			row(is("收费项目", ""), is("账期", "")),
			row(is("应收金额", ""), is("减后金额", "")),
			row(is("减免金额（大小写）", amount)),
			row(is("执行时限", due), is("入账方式", "冲减下期账单，不以现金支付")),
		),
		signs("经办人", "部门负责人", "财务签收/日期"),
	)
}
