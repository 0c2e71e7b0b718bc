package paper

import (
	"slices"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// executed is what was paid and what was corrected of it, entry by entry.
func (c *composer) executed() Block {
	var rows [][]string
	for _, p := range c.m.Payments {
		rows = append(rows, []string{c.payee(p), c.day(&p.PaidAt), terms.Yuan(p.AmountFen), p.Receipt, c.received(p)})
	}
	if rows == nil {
		rows = [][]string{make([]string, 5)}
	}
	return Block{Table: &Table{Title: "执行", Columns: []string{"收款人/户名/开户行/尾号", "付款日期", "金额", "凭证号", "业主签收/更正记录"}, Weights: []int{24, 15, 14, 17, 30}, Rows: rows}}
}

// payee is to whom it went: in a group matter, to which household.
func (c *composer) payee(p complaint.Payment) string {
	household, account := "", ""
	i := slices.IndexFunc(c.m.Households, func(h complaint.Household) bool { return h.HouseID == p.HouseID })
	if i >= 0 && c.eyes.Room && !c.hidden() {
		household = c.m.Households[i].Label
	}
	if a := p.Account; a != nil {
		holder := c.person(a.Holder)
		if a.Holder == p.Payee {
			holder = ""
		}
		account = joined("　", holder, a.Bank, a.LastDigits)
	}
	return joined("\n", joined("　", c.person(p.Payee), household), account)
}

// received is the owner's receipt, or why an earlier entry was corrected.
func (c *composer) received(p complaint.Payment) string {
	if p.CorrectionOf != "" {
		of := ""
		for _, x := range c.m.Payments {
			if x.ID == p.CorrectionOf {
				of = x.Receipt
			}
		}
		return joined("　", "更正 "+of, p.Reason, p.By.Name)
	}
	if p.Signed == nil {
		return ""
	}
	return joined("　", p.Signed.On, c.Word(SignedWays, p.Signed.How), "登记人 "+p.Signed.By.Name)
}

// recovered is what was got back from those who answer for it.
func (c *composer) recovered() Block {
	var rows [][]string
	for _, r := range c.m.Recoveries {
		note := ""
		if r.CorrectionOf != "" {
			note = joined("　", "更正", r.Reason)
		}
		rows = append(rows, []string{r.Name, c.day(&r.ReceivedAt), terms.Yuan(r.AmountFen), r.Receipt, joined("　", note, r.By.Name)})
	}
	return Block{Table: &Table{Title: "追偿", Columns: []string{"追偿对象", "到账日期", "金额", "凭证号", "经办/更正"}, Rows: rows}}
}
