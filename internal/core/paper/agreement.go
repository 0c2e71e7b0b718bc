package paper

import (
	"fmt"
	"slices"
	"strings"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// composeAgreement is the agreement that both sides sign.
func composeAgreement(c *composer) {
	m := c.m
	o := agreed(m)
	amount, due, measures := "　　　　元（大写：　　　　　　　　）", "　　　　年　　月　　日", ""
	if o != nil {
		measures = c.measures(o)
		fen := o.AmountFen
		if o.PerHouseholdFen > 0 {
			fen = o.PerHouseholdFen
		}
		if fen > 0 {
			amount = "人民币 " + strings.TrimPrefix(terms.Yuan(fen), "¥") + " 元（大写：" + Capitals(fen) + "）"
		}
		due = c.day(&o.DueAt)
	}
	person, house := c.name(), c.roomLabel()
	if c.hidden() {
		person, house = "＿＿＿＿＿＿（由乙方当面填写）", "＿＿＿＿＿＿"
	}
	blocks := []Block{
		words(Plain, "甲方："+c.Entity),
		words(Plain, "乙方（业主）："+first(person, "＿＿＿＿＿＿")+"　　房号："+first(house, "＿＿＿＿＿＿")),
		words(Body, fmt.Sprintf("乙方于%s就“%s”提出诉求（受理编号：%s）。经双方协商一致，自愿达成如下协议：", c.day(&m.ReceivedAt), m.Title, m.Number)),
		words(Body, "一、事由与处理方式："+first(measures, "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿")+"。"),
		words(Body, "二、款项性质："+c.basis(o)+"。性质为补偿（慰问）的，系甲方对乙方的关怀，不构成对责任的承认。"),
		words(Body, "三、金额："+amount+"。"),
		words(Body, "四、履行期限：甲方应于"+due+"前履行完毕。付款至乙方本人名下账户："+c.accountLine()+"。"),
		words(Body, "五、一次性了结：甲方按约履行后，双方就上述事由产生的权利义务即告了结，乙方不再就同一事实、同一事由向甲方提出其他主张；维修质量保证责任不受影响。"),
		words(Body, "六、本协议一式两份，甲乙双方各执一份，自双方签章之日起生效。未尽事宜由双方协商；协商不成的，可向甲方所在地人民法院起诉。"),
		signs("甲方（盖章）", "乙方（签字）"),
		signs("经办人", "日期"),
	}
	if a := signed(m); a != nil {
		blocks = append(blocks, words(Small, "系统登记：本协议于"+c.day(&a.SignedAt)+"签署（"+c.Word(AgreementWays, a.How)+"）。"))
	}
	c.letter(c.agreementNumber(), blocks...)
}

// signed is the agreement on the plan as it stands; nil before it was signed.
func signed(m *complaint.Complaint) *complaint.Agreement {
	if m.Agreement == nil || m.Agreement.Round != m.Rounds {
		return nil
	}
	return m.Agreement
}

// agreementNumber is the one it was signed under, else the matter's own.
func (c *composer) agreementNumber() string {
	if a := signed(c.m); a != nil && a.Number != "" {
		return a.Number
	}
	return "XY-" + c.m.Number
}

func (c *composer) agreementSigned() string {
	a := signed(c.m)
	if a == nil {
		return ""
	}
	return joined("　", c.agreementNumber(), c.day(&a.SignedAt), c.Word(AgreementWays, a.How), "登记人 "+a.By.Name)
}

// accountLine is where the money goes, as far as it is known and may be said.
func (c *composer) accountLine() string {
	holder, bank, number := "", "", ""
	if p := paidTo(c.m); p != nil && c.eyes.Inside && !c.hidden() {
		holder, bank = c.person(p.Holder), p.Bank
		if p.LastDigits != "" {
			number = "（尾号 " + p.LastDigits + "）"
		}
	}
	return "户名" + first(holder, blank[:24]) + "　开户行" + first(bank, blank[:30]) + "　账号" + first(number, blank[:42])
}

// paidTo is the account of the last payment that names one; nil when none does.
func paidTo(m *complaint.Complaint) *complaint.Account {
	for _, p := range slices.Backward(m.Payments) {
		if p.Account != nil {
			return p.Account
		}
	}
	return nil
}

// composeWaiver tells finance what is not to be billed.
func composeWaiver(c *composer) {
	m := c.m
	o := chosen(m)
	amount, reason, due := "", "", ""
	if o != nil && noWaiver(c.Record) == "" {
		amount, reason, due = bothWays(o.AmountFen), c.measures(o), c.day(&o.DueAt)
	}
	bill, period, before, after, entered := "", "", "", "", ""
	if p := waiving(m); p != nil {
		amount, entered = bothWays(p.Waiver.ReducedFen), joined("　", p.Receipt, c.day(&p.PaidAt), p.By.Name)
		bill, period, before, after = p.Waiver.Bill, p.Waiver.Period, terms.Yuan(p.Waiver.DueFen), terms.Yuan(p.Waiver.AfterFen)
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
			row(is("收费项目", bill), is("账期", period)),
			row(is("应收金额", before), is("减后金额", after)),
			row(is("减免金额（大小写）", amount)),
			row(is("执行时限", due), is("入账方式", "冲减账单，不以现金支付")),
			row(is("入账凭证/经办", entered)),
		),
		signs("经办人", "部门负责人", "财务签收/日期"),
	)
}

// waiving is the last payment that reduces a bill; nil before.
func waiving(m *complaint.Complaint) *complaint.Payment {
	for i := len(m.Payments) - 1; i >= 0; i-- {
		if m.Payments[i].Waiver != nil {
			return &m.Payments[i]
		}
	}
	return nil
}

func (c *composer) waived() *complaint.Waiver {
	if p := waiving(c.m); p != nil {
		return p.Waiver
	}
	return nil
}
