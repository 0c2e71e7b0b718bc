package rest

import (
	"fmt"
	"strings"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/terms"
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
			paid = terms.Yuan(x.PaidFen)
		}
		if x.Rating != nil && *x.Rating > 0 {
			rating = fmt.Sprintf("%d / 5", *x.Rating)
		}
		rows = append(rows, []string{strings.Join(filled(value(x.Label), value(x.Name)), " "), p.s.local(x.JoinedAt), p.name(householdStates, string(x.State)), rating, paid, value(x.Comment)})
	}
	return p.table("", []string{p.say("住户", "Household"), p.say("加入", "Joined"), p.say("状态", "State"), p.say("评分", "Rating"), p.say("已付", "Paid"), p.say("意见", "Words")}, rows)
}

func (p *bundler) supervision(m contract.Matter) []bundleTable {
	var questions, orders, words, returns, opinions [][]string
	for _, x := range m.Returns {
		returns = append(returns, []string{p.s.local(x.At), x.By.Name + " ← " + p.department(x.Department), x.Reason})
	}
	for _, x := range m.Opinions {
		opinions = append(opinions, []string{p.s.local(x.At), strings.Join(filled(p.department(value(x.By.Department)), x.By.Name), " "), x.Note})
	}
	for _, x := range m.External {
		var replies []string
		for _, r := range x.Replies {
			replies = append(replies, p.s.local(r.At)+"　"+r.Note)
		}
		questions = append(questions, []string{p.at(x.AskedAt), nameIn(x.AskedBy) + " → " + strings.Join(filled(p.name(externalParties, x.Party), value(x.Name), value(x.Contact)), " "), value(x.Asked), strings.Join(replies, "\n")})
	}
	for _, x := range m.InfoRequests {
		questions = append(questions, []string{p.s.local(x.AskedAt), x.AskedBy.Name + " → " + p.department(x.From), x.Question, strings.Join(filled(value(x.Answer), value(x.Cancelled)), "\n")})
	}
	for _, x := range m.Orders {
		orders = append(orders, []string{p.s.local(x.At), x.By.Name + " → " + p.department(x.To), x.Note, strings.Join(filled(value(x.Answer), nameIn(x.AnsweredBy), p.at(x.AnsweredAt)), "　")})
	}
	for _, x := range m.Instructions {
		words = append(words, []string{p.s.local(x.At), x.By.Name, x.Instruction, ""})
	}
	for _, x := range m.Consults {
		words = append(words, []string{p.s.local(x.At), x.By.Name, x.Question + "\n" + x.Recommendation, value(x.Answer)})
	}
	columns := []string{p.say("时间", "When"), p.say("人员", "Who"), p.say("内容", "Words"), p.say("答复", "Answer")}
	all := p.table(p.say("询问部门与外单位", "Questions to departments and others"), columns, questions)
	all = append(all, p.table(p.say("督办", "Supervision orders"), columns, orders)...)
	all = append(all, p.table(p.say("请示与批示", "Consultations and instructions"), columns, words)...)
	all = append(all, p.table(p.say("核实意见", "Opinions on what was found"), columns[:3], opinions)...)
	return append(all, p.table(p.say("退回改派", "Sent back"), columns[:3], returns)...)
}

func (p *bundler) course(entries []printedEntry) bundleTable {
	t := bundleTable{Columns: []string{p.say("时间", "Time"), p.say("事项", "Event"), p.say("内容", "Content"), p.say("人员", "Person")}}
	for _, e := range entries {
		t.Rows = append(t.Rows, []string{e.At, e.What, strings.Join(filled(e.Detail, e.Note), "\n"), e.Who})
		t.Inside = append(t.Inside, e.Inside)
	}
	return t
}
