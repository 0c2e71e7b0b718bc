package rest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// bundler writes a matter's parts in one language.
type bundler struct {
	s      *Server
	policy policy.Policy
	lang   string
	say    func(zh, en string) string
}

// labelled gathers labelled texts; empty ones are left out.
type labelled struct {
	p   *bundler
	all []printedRow
}

func (r *labelled) add(zh, en, content string) {
	if strings.TrimSpace(content) != "" {
		r.all = append(r.all, printedRow{r.p.say(zh, en), content})
	}
}

func (p *bundler) name(terms []contract.Term, code string) string { return nameOf(terms, code, p.lang) }

func (p *bundler) at(t *time.Time) string {
	if t == nil {
		return ""
	}
	return p.s.local(*t)
}

func (p *bundler) department(code string) string {
	d, ok := p.policy.Department(code)
	if !ok {
		return code
	}
	return fault.Text{ZH: d.NameZH, EN: d.NameEN}.In(p.lang)
}

func (p *bundler) category(code string) string {
	c, ok := p.policy.Category(code)
	if !ok {
		return code
	}
	return fault.Text{ZH: c.NameZH, EN: c.NameEN}.In(p.lang)
}

func (p *bundler) yesNo(v *bool) string {
	switch {
	case v == nil:
		return p.say("待核实", "To be verified")
	case *v:
		return p.say("是", "Yes")
	}
	return p.say("否", "No")
}

func nameIn(by *contract.Person) string {
	if by == nil {
		return ""
	}
	return by.Name
}

// cover is what stands on the outside of the file.
func (p *bundler) cover(m contract.Matter) []printedRow {
	r := labelled{p: p}
	r.add("题名", "Title", m.Title)
	r.add("归档号", "Archive number", value(m.ArchiveNumber))
	r.add("小区 / 房号", "Community / house", strings.Join(filled(value(m.CommunityName), value(m.HouseLabel)), " / "))
	r.add("诉求人", "Reporter", value(m.Reporter.Name))
	r.add("性质 / 类别", "Nature / category", strings.Join(filled(p.name(natures, string(m.Nature)), p.category(value(m.Category))), " / "))
	r.add("主办部门", "Lead department", p.department(value(m.Department)))
	r.add("收到 — 结案", "Received — ended", strings.Join(filled(p.s.local(m.ReceivedAt), p.at(m.ClosedAt)), " — "))
	r.add("状态", "Status", p.name(statusNames, string(m.Status)))
	if m.Outcome != nil {
		r.add("办理结果", "Outcome", p.name(outcomes, string(*m.Outcome)))
	}
	if m.RetainedTo != nil {
		r.add("保存至", "Kept until", m.RetainedTo.In(p.s.Location).Format(time.DateOnly))
	}
	if m.AnonymisedAt != nil {
		r.add("匿名化", "Anonymised", p.at(m.AnonymisedAt))
	}
	return r.all
}

func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			out = append(out, t)
		}
	}
	return out
}

// sections are the parts of the file in the order of the handling; what holds
// nothing, or nothing for this reader, is left out.
func (p *bundler) sections(m contract.Matter, pictures []bundlePicture, entries []printedEntry, papers []string, a complaint.Archive) []bundleSection {
	all := []bundleSection{
		{Heading: p.say("登记表", "Form as registered"), Rows: p.form(m)},
		{Heading: p.say("判断与定性", "Judgement and finding"), Rows: p.judged(m)},
		{Heading: p.say("原因与责任", "Cause and responsibility"), Rows: p.cause(m), Tables: p.shared(m)},
		{Heading: p.say("证据照片与附件", "Evidence and attachments"), Pictures: pictures},
		{Heading: p.say("方案与审批", "Plan and approval"), Rows: p.offer(m), Tables: p.plan(m)},
		{Heading: p.say("实施与上门", "Execution and visits"), Rows: p.executed(m), Tables: slices.Concat(p.interims(m), p.tasks(m), p.visits(m), p.paidFor(m), p.rechecks(m))},
		{Heading: p.say("赔付台账", "Ledger"), Tables: p.payments(m)},
		{Heading: p.say("重大事件", "Major incident"), Rows: p.incident(m), Tables: p.briefings(m)},
		{Heading: p.say("争议处理", "Dispute"), Tables: p.disputes(m)},
		{Heading: p.say("来文与复函", "Letters"), Tables: p.letters(m)},
		{Heading: p.say("群体事项各户", "Households"), Tables: p.households(m)},
		{Heading: p.say("内部询问、督办与批示", "Questions, orders and instructions"), Tables: p.supervision(m)},
		{Heading: p.say("回访、评分与总结评价", "Call-back, rating and evaluation"), Rows: p.closing(m), Tables: p.calls(m)},
		{Heading: p.say("单据目录", "Papers"), Tables: p.papers(papers)},
		{Heading: p.say("办理经过", "Timeline"), Tables: []bundleTable{p.course(entries)}, Timeline: true},
		{Heading: p.say("校验", "Verification"), Rows: p.verification(a)},
	}
	var out []bundleSection
	for _, x := range all {
		if len(x.Rows) > 0 || len(x.Tables) > 0 || len(x.Pictures) > 0 {
			out = append(out, x)
		}
	}
	return out
}

func (p *bundler) form(m contract.Matter) []printedRow {
	r := labelled{p: p}
	r.add("收到时间", "Received", p.s.local(m.ReceivedAt))
	r.add("渠道", "Channel", p.name(channels, string(m.Channel)))
	r.add("紧急程度", "Severity", p.name(severities, string(m.Severity)))
	r.add("诉求人", "Reporter", strings.Join(present(m.Reporter.Name, m.Reporter.Phone, m.Reporter.Email), "　"))
	r.add("房号", "House", value(m.HouseLabel))
	r.add("地点", "Place", value(m.Place))
	r.add("标题", "Title", m.Title)
	r.add("事实经过", "What happened", m.Text)
	if d := m.Demand; d != nil {
		kind := ""
		if d.Kind != nil {
			kind = p.name(demandKinds, string(*d.Kind))
		}
		money := ""
		if value(d.AmountFen) > 0 {
			money = terms.Yuan(*d.AmountFen)
		}
		r.add("要求", "Demand", strings.Join(filled(kind, money, value(d.Text)), "　"))
	}
	if l := m.Letter; l != nil {
		r.add("来函", "Letter", strings.Join(filled(value(l.RegisterNumber), value(l.DocumentNumber), value(l.Sender)), "　"))
	}
	if t := m.Transfer; t != nil {
		r.add("转办", "Transfer", strings.Join(filled(t.Sender, value(t.ExternalNumber)), "　"))
	}
	r.add("登记人", "Registered by", nameIn(m.RegisteredBy))
	return r.all
}

func (p *bundler) judged(m contract.Matter) []printedRow {
	r := labelled{p: p}
	if j := m.Judgement; j != nil {
		r.add("理由是否充分", "Grounds sufficient", p.yesNo(m.GroundsSufficient))
		r.add("要求是否合理", "Demand reasonable", p.yesNo(m.DemandReasonable))
		r.add("初判", "First view", strings.Join(filled(j.Reason, j.By.Name, p.s.local(j.At)), "　"))
	}
	if m.Finding != nil {
		r.add("定性", "Finding", p.name(findings, string(*m.Finding)))
	}
	if j := m.Concluded; j != nil {
		r.add("定性依据", "Why so found", strings.Join(filled(j.Reason, j.By.Name, p.s.local(j.At)), "　"))
	}
	if x := m.SecondReading; x != nil {
		r.add("复核", "Second reading", strings.Join(filled(x.Reason, x.By.Name, p.s.local(x.At), nameIn(x.DoneBy), p.at(x.DoneAt)), "　"))
	}
	if x := m.FirstReading; x != nil {
		r.add("业主申诉", "Appeal", strings.Join(filled(x.Appeal, p.s.local(x.AppealedAt)), "　"))
		finding := ""
		if x.Finding != nil {
			finding = p.name(findings, string(*x.Finding))
		}
		r.add("申诉前的结论", "Before the appeal", strings.Join(filled(finding, value(x.Reply)), "　"))
	}
	if x := m.FinalReply; x != nil {
		r.add("终结答复", "Final reply", strings.Join(filled(x.Reply, p.name(finalAfter, string(x.After)), nameIn(x.By), p.s.local(x.At)), "　"))
	}
	return r.all
}

func (p *bundler) cause(m contract.Matter) []printedRow {
	r := labelled{p: p}
	if v := m.Investigation; v != nil {
		r.add("原因类别", "Cause in one word", p.causeWord(value(m.CauseCode)))
		r.add("原因", "Cause", v.Cause)
		r.add("核实地点与时间", "Where and when", strings.Join(filled(value(v.Where), p.at(v.When)), "　"))
		r.add("在场人员", "Present", value(v.Present))
		r.add("检测", "Tested", value(v.Tested))
		r.add("检测结果", "With the result", value(v.Result))
		if v.Goodwill {
			r.add("责任", "Responsibility", p.say("关怀性质，不划分责任", "Out of care; no shares are set"))
		}
		r.add("查明", "Found", strings.Join(filled(nameIn(v.By), p.s.local(v.At)), "　"))
	}
	return r.all
}

func (p *bundler) causeWord(code string) string {
	for _, c := range p.policy.Causes {
		if c.Code == code {
			return fault.Text{ZH: c.NameZH, EN: c.NameEN}.In(p.lang)
		}
	}
	return code
}

func (p *bundler) executed(m contract.Matter) []printedRow {
	r := labelled{p: p}
	r.add("费用承担", "Payer", p.name(payers, value(m.Payer)))
	if m.AgreedPriceFen != nil {
		r.add("约定价格", "Agreed price", terms.Yuan(*m.AgreedPriceFen))
	}
	r.add("开始", "Started", p.at(m.StartedAt))
	r.add("处理结果", "Result", value(m.Result))
	r.add("遗留", "Left open", value(m.Remains))
	if i := m.Insurance; i != nil {
		amount := ""
		if i.AmountFen != nil {
			amount = terms.Yuan(*i.AmountFen)
		}
		r.add("保险理赔", "Insurance", strings.Join(filled(i.Insurer, value(i.ClaimNumber), p.name(insuranceStates, string(i.State)), amount, value(i.Note)), "　"))
	}
	r.add("完成", "Completed", p.at(m.ResolvedAt))
	return r.all
}

func (p *bundler) closing(m contract.Matter) []printedRow {
	r := labelled{p: p}
	if c := m.Confirmation; c != nil {
		by := p.say("业主本人", "The owner")
		switch {
		case c.Automatic:
			by = p.say("到期自动", "Automatic, after silence")
		case c.By == "desk":
			by = p.say("客服回访", "Call-back by the desk")
		}
		r.add("确认", "Confirmed", strings.Join(filled(by, p.s.local(c.At)), "　"))
		if c.Rating != nil && *c.Rating > 0 {
			r.add("评分", "Rating", fmt.Sprintf("%s　%d / 5", strings.Repeat("★", *c.Rating)+strings.Repeat("☆", 5-*c.Rating), *c.Rating))
		}
		r.add("业主的话", "In their words", value(c.Comment))
		r.add("代为记录", "Noted on the owner's word", p.onBehalf(c.OnBehalf))
	}
	if e := m.Evaluation; e != nil {
		r.add("总结评价", "Evaluation", e.Evaluation)
		r.add("改进事项", "To improve", value(e.Improvement))
		r.add("评价人", "Evaluated by", strings.Join(filled(e.By.Name, p.s.local(e.At)), "　"))
	}
	return r.all
}

func (p *bundler) verification(a complaint.Archive) []printedRow {
	r := labelled{p: p}
	r.add("档案校验", "Archive check", sealLine(a, p.say))
	r.add("末条校验值", "Hash of the last entry", a.Head)
	r.add("签名公钥", "Public key", a.PublicKey)
	r.add("如何核对", "How to check", p.say("导出档案包（zip 或 json），运行 verify-archive 文件名；不需要数据库。", "Export the file (zip or json) and run verify-archive FILE; it needs no database."))
	return r.all
}
