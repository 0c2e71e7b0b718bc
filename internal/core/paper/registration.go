package paper

import (
	"fmt"
	"strings"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// composeRegistration is the whole life of a matter on one page.
func composeRegistration(c *composer) {
	m := c.m
	c.sheet("", m.Number,
		grid("来源",
			row(is("渠道", c.Word(Channels, string(m.Channel))), is("转办单位", c.sender()), is("外部工单号/来文号", c.senderNumber())),
			row(is("收到时间", c.minute(&m.ReceivedAt)), is("登记时间", c.minute(&m.CreatedAt)), is("受理人", c.registrar())),
		),
		grid("诉求人",
			row(is("姓名", c.name()), is("身份", c.Word(ReporterKinds, m.Reporter.Kind)), is("电话", c.phone())),
			row(is("房号", c.roomLabel()), is("保密", yesNo(m.Confidential)), is("委托书", ticks("", "有", "无"))),
			row(is("方便时段/方式/语言", "")),
		),
		grid("诉求",
			row(is("性质", c.choice(Natures, string(m.Nature), codes(terms.Natures)...))),
			row(is("发生时间", ""), is("地点/部位", c.place())),
			row(is("投诉对象", c.subject()), is("首次/重复", c.repeat())),
			row(room("事实经过（原话）", joined("\n", m.Title, m.Text), 3)),
			row(is("要求", c.demand()), is("涉及安全", yesNo(m.Severity == terms.Critical))),
			row(is("附件清单", c.fileList())),
		),
		grid("当场",
			row(is("先期处置", noteOf(c.last("interim_taken"))), is("已答复", noteOf(c.last("answered")))),
			row(is("已告知（经办人/下一步/下次告知时间）", c.promised())),
			row(is("诉求人签名", ""), is("日期", "")),
		),
		grid("初判",
			row(is("理由是否充分", yesNoOpen(m.Judgement != nil, m.GroundsSufficient, "充分", "不充分")), is("要求是否合理", yesNoOpen(m.Judgement != nil, m.DemandReasonable, "合理", "不合理"))),
			row(is("依据", c.judgedBecause()), is("人/时间", c.judgedBy())),
		),
		grid("分派",
			row(is("类别/细项", c.category()), is("紧急程度", c.choice(Severities, string(m.Severity), codes(terms.Severities)...))),
			row(is("主办", c.department(m.Department)), is("协办/外部", joined("、", c.departments(m.Supporting), c.externals()))),
			row(is("保修状态/费用承担", c.payer()), is("时限", c.due()), is("派单人", c.by(c.last("dispatched")))),
		),
		grid("结果",
			row(is("定性", c.choice(Findings, string(m.Finding), "substantiated", "partly", "unsubstantiated"))),
			row(is("原因/责任", joined("\n", c.causeWord(), c.cause(), c.shares()))),
			row(is("方案及批示", joined("\n", c.planLine(), c.instructions()))),
			row(is("完成时间", c.minute(m.ResolvedAt)), is("回访", c.callBackLine()), is("归档号", m.ArchiveNumber)),
			row(is("总结评价", c.evaluation())),
		),
		signs("经办人签字", "主管签字", "日期"),
	)
}

func (c *composer) sender() string {
	switch {
	case c.m.Transfer != nil:
		return c.m.Transfer.Sender
	case c.m.Letter != nil:
		return c.m.Letter.Sender
	}
	return ""
}

func (c *composer) senderNumber() string {
	switch {
	case c.m.Transfer != nil:
		return c.m.Transfer.ExternalNumber
	case c.m.Letter != nil:
		return joined(" / ", c.m.Letter.DocumentNumber, c.m.Letter.RegisterNumber)
	}
	return ""
}

// registrar is who took it in: an owner's own report has no clerk.
func (c *composer) registrar() string {
	if c.m.RegisteredBy.Owner {
		return "业主网上自助提交"
	}
	return c.m.RegisteredBy.Name
}

func (c *composer) subject() string {
	if c.m.Subject == nil {
		return ""
	}
	return joined("：", c.Word(SubjectKinds, c.m.Subject.Kind), c.m.Subject.Name)
}

func (c *composer) repeat() string {
	var numbers []string
	for _, r := range c.m.Related {
		if !r.Confidential && !c.hidden() {
			numbers = append(numbers, r.Number)
		}
	}
	if len(numbers) == 0 {
		return ticks("首次", "首次", "重复")
	}
	return ticks("重复", "首次", "重复") + "　" + strings.Join(numbers, "、")
}

func (c *composer) demand() string {
	d := c.m.Demand
	if d == nil {
		return ""
	}
	by := ""
	if d.By != nil {
		by = c.day(d.By) + "前"
	}
	return joined("　", c.Word(DemandKinds, d.Kind), some(d.AmountFen), by, d.Text)
}

func (c *composer) fileList() string {
	names := make([]string, len(c.Files))
	for i, f := range c.Files {
		names[i] = f.Name
	}
	if len(names) == 0 {
		return "无"
	}
	return fmt.Sprintf("共 %d 份：%s", len(names), strings.Join(names, "、"))
}

// promised is what the owner was told comes next.
func (c *composer) promised() string {
	p := c.m.Promised
	if p == nil {
		return ""
	}
	handler := ""
	if c.m.Assignee != nil {
		handler = c.m.Assignee.Name
	}
	return joined(" / ", handler, c.nextStep(), c.minute(&p.By))
}

// nextStep is a promise in words: one that follows from a time limit is named by it.
func (c *composer) nextStep() string {
	if c.m.Promised == nil {
		return ""
	}
	return c.Word(Clocks, c.m.Promised.What)
}

func (c *composer) judgedBecause() string {
	if c.m.Judgement == nil {
		return ""
	}
	return c.m.Judgement.Reason
}

func (c *composer) judgedBy() string {
	if c.m.Judgement == nil {
		return ""
	}
	return joined("　", c.m.Judgement.By.Name, c.minute(&c.m.Judgement.At))
}

func (c *composer) externals() string {
	var names []string
	for _, e := range c.m.External {
		names = append(names, joined(" ", first(e.Name, c.Word(Parties, e.Party)), e.Contact))
	}
	return strings.Join(names, "、")
}

func (c *composer) payer() string {
	payer := c.m.Payer
	if o := chosen(c.m); payer == "" && o != nil {
		payer = o.Payer
	}
	return c.Word(Payers, payer)
}

// due is the time limit that the department works to.
func (c *composer) due() string {
	for _, kind := range []terms.ClockKind{terms.Execution, terms.PlanDue, terms.Acceptance} {
		for i := len(c.m.Clocks) - 1; i >= 0; i-- {
			if k := c.m.Clocks[i]; k.Kind == kind {
				return c.Word(Clocks, string(kind)) + " " + c.minute(&k.DueAt)
			}
		}
	}
	return ""
}

func (c *composer) cause() string {
	if c.m.Investigation == nil || !c.eyes.Inside {
		return ""
	}
	return c.m.Investigation.Cause
}

// shares of the responsibility; persons by name only where the reader may know them.
func (c *composer) shares() string {
	if c.m.Investigation == nil || !c.eyes.Inside {
		return ""
	}
	var parts []string
	for _, s := range c.m.Investigation.Shares {
		who := first(s.Name, c.department(s.Department), c.Word(ShareParties, s.Party))
		if c.eyes.Persons && s.Person != "" {
			who += "（" + s.Person + "）"
		}
		parts = append(parts, fmt.Sprintf("%s %d%%", who, s.Percent))
	}
	return strings.Join(parts, "，")
}

func (c *composer) planLine() string {
	if o := chosen(c.m); o != nil && c.eyes.Inside {
		return joined("；", c.measures(o), some(o.AmountFen), "限 "+c.day(&o.DueAt)+"前")
	}
	return c.m.Result
}

func (c *composer) measures(o *complaint.Option) string {
	var parts []string
	for _, x := range o.Measures {
		parts = append(parts, joined("：", c.Word(MeasureKinds, x.Kind), x.Note))
	}
	return strings.Join(parts, "；")
}

func (c *composer) instructions() string {
	if !c.eyes.Inside {
		return ""
	}
	var parts []string
	for _, in := range c.m.Instructions {
		parts = append(parts, fmt.Sprintf("批示（%s %s）：%s", in.By.Name, c.minute(&in.At), in.Instruction))
	}
	return strings.Join(parts, "\n")
}

func (c *composer) callBackLine() string {
	f := c.m.Confirmation
	if f == nil {
		return ""
	}
	if f.Automatic {
		return joined("　", "到期自动确认（未取得业主答复）", c.tried())
	}
	rating := ""
	if f.Rating > 0 {
		rating = fmt.Sprintf("%d/5", f.Rating)
	}
	return joined("　", c.minute(&f.At), rating, f.Comment)
}

// tried counts the call-backs.
func (c *composer) tried() string {
	if n := len(c.callbacks()); n > 0 {
		return fmt.Sprintf("回访 %d 次", n)
	}
	return ""
}

func (c *composer) evaluation() string {
	if c.m.Evaluation == nil || !c.eyes.Inside {
		return ""
	}
	return joined("；", c.m.Evaluation.Evaluation, c.m.Evaluation.Improvement)
}

func noteOf(e *complaint.Event) string {
	if e == nil {
		return ""
	}
	return e.Note
}

func yesNo(on bool) string {
	if on {
		return ticks("是", "是", "否")
	}
	return ticks("否", "是", "否")
}

func codes[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = string(x)
	}
	return out
}
