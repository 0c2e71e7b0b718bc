package paper

import (
	"fmt"
	"slices"
	"strings"

	"anju/internal/core/complaint"
)

// composeOrders is a supervision order with its answer.
func composeOrders(c *composer) {
	m := c.m
	o := item(c, m.Orders, func(o complaint.OrderNote) string { return o.ID })
	serial, level, issued, to, person, note, answerBy := "", "", "", "", "", "", ""
	answer, answered := "", ""
	if o != nil {
		i := slices.IndexFunc(m.Orders, func(x complaint.OrderNote) bool { return x.ID == o.ID })
		serial = fmt.Sprintf("督〔%d〕%s-%d号", o.At.In(c.Location).Year(), m.Number, i+1)
		level, issued, to, note, answerBy = "督办", joined("　", o.By.Name, c.minute(&o.At)), c.department(o.To), o.Note, c.minute(&o.AnswerBy)
		if m.Assignee != nil && m.Department == o.To {
			person = m.Assignee.Name
		}
		if answer = o.Answer; o.AnsweredBy != nil {
			answered = joined("　", o.AnsweredBy.Name, c.minute(o.AnsweredAt))
		}
	}
	c.sheet("", serial,
		grid("督办",
			row(is("级别", ticks(level, "催办", "督办", "通报")), is("签发人/时间", issued)),
			row(is("被督办部门", to), is("责任人", person)),
			row(is("关联事项", m.Number+"　"+m.Title)),
			row(is("来源", ticks(c.orderSource(), "超时", "批示", "转办", "业主催单", "审计"))),
			row(room("事由及已超时间", joined("\n", c.overdue(), c.urged()), 2)),
			row(is("原时限及历次催办", c.earlierReminders())),
			row(room("督办要求", note, 3)),
			row(is("办结时限", c.due()), is("答复时限", answerBy)),
			row(is("逾期后果", "逾期未答复的，上报分管领导并予通报，列入部门考核。")),
		),
		grid("答复",
			row(is("签收人/时间", ""), is("答复人/时间", answered)),
			row(room("进展/未按期原因/措施", answer, 4)),
			row(is("新完成日期", ""), is("责任人", ""), is("附件", "")),
			row(is("部门负责人签字", "")),
		),
		grid("核验",
			row(is("核验", ticks("", "完成", "部分完成", "未完成")), is("延期审批", "")),
			row(is("销号人/时间", ""), is("抄报", "")),
		),
	)
}

// orderSource is where the order comes from, as far as the matter tells.
func (c *composer) orderSource() string {
	switch m := c.m; {
	case m.Transfer != nil:
		return "转办"
	case len(m.Instructions) > 0:
		return "批示"
	case m.Overdue(c.At):
		return "超时"
	case m.Urges > 0:
		return "业主催单"
	}
	return ""
}

func (c *composer) overdue() string {
	var late []string
	for _, k := range c.m.Clocks {
		if k.State(c.At) == complaint.Missed && k.EndedAt == nil {
			end := c.At
			if k.VoidAt != nil {
				end = *k.VoidAt
			}
			late = append(late, fmt.Sprintf("%s应于 %s 前完成，已超 %.0f 小时", c.Word(Clocks, string(k.Kind)), c.minute(&k.DueAt), end.Sub(k.DueAt).Hours()))
		}
	}
	return strings.Join(late, "；")
}

func (c *composer) urged() string {
	if c.m.Urges == 0 {
		return ""
	}
	return fmt.Sprintf("业主催单 %d 次", c.m.Urges)
}

// earlierReminders are the rungs that were told before.
func (c *composer) earlierReminders() string {
	var told []string
	for _, e := range c.Events {
		switch e.Kind {
		case complaint.KindReminded:
			told = append(told, c.minute(&e.At)+" 提醒")
		case complaint.KindEscalated:
			told = append(told, c.minute(&e.At)+" 超时升级")
		case "ordered":
			told = append(told, c.minute(&e.At)+" 督办")
		}
	}
	if len(told) > 5 {
		told = told[len(told)-5:]
	}
	return strings.Join(told, "；")
}

var ratingWords = []string{"很满意", "满意", "一般", "不满意", "很不满意"}

func ratingWord(f *complaint.Confirmation) string {
	if f == nil || f.Rating < 1 || f.Rating > 5 {
		return ""
	}
	return ratingWords[5-f.Rating]
}

// composeCallBack is the call after the work, with what is read to the owner.
func composeCallBack(c *composer) {
	m := c.m
	f := m.Confirmation
	how, by, person, solved, comment, result, on, handled := "", "", "", "", "", c.m.Result, "", ""
	if f != nil && !f.Automatic {
		on, comment = c.minute(&f.At), f.Comment
		if f.OnBehalf != nil {
			how, person = f.OnBehalf.How, f.OnBehalf.Person
		} else if f.By == "owner" {
			how, person = "业主在线自行确认", c.name()
		}
		if e := first2(c.last("confirmed"), c.last("declined")); e != nil && e.Actor.Role != "owner" {
			by = e.Actor.Name
		}
		solved, handled = "是", "结案"
		if m.Outcome == complaint.FixedPartly {
			solved = "部分"
		}
	} else if e := c.last("declined"); e != nil && m.Declines > 0 {
		solved, comment, handled, on = "否", e.Note, "退回", c.minute(&e.At)
	}
	if c.hidden() && person != "" {
		person = kept
	}
	c.sheet("", "HF-"+m.Number,
		grid("回访",
			row(is("方式", first(how, ticks("", "电话", "上门", "在线"))), is("回访人（与承办部门无关）", by)),
			row(is("计划时间", c.callBackDue()), is("实际时间", on), is("录音号", "")),
			row(is("受访人/关系", joined("　", person, c.Word(ReporterKinds, m.Reporter.Kind))), is("电话", c.phone())),
			row(room("次数及未通记录", "", 2)),
		),
		grid("读给业主",
			row(is("事项", m.Title)),
			row(room("处理结果", result, 3)),
		),
		grid("业主意见",
			row(is("是否已解决", ticks(solved, "是", "部分", "否")), is("是否按承诺时间", ticks("", "是", "否"))),
			row(is("态度", ticks("", ratingWords...))),
			row(is("质量", ticks("", ratingWords...))),
			row(is("时效", ticks("", ratingWords...))),
			row(is("总体满意", ticks(ratingWord(f), ratingWords...))),
			row(room("不满意原因（选项+原话）", comment, 2)),
			row(room("新诉求", "", 1)),
		),
		grid("处置",
			row(is("处置", ticks(handled, "结案", "退回", "升级", "新登记")), is("新登记编号", "")),
			row(is("复查日期", ""), is("业主签名（上门）", "")),
		),
		signs("回访人", "主管复核", "日期"),
	)
}

func (c *composer) callBackDue() string {
	for _, k := range c.m.Clocks {
		if k.Kind == "callback" {
			return c.minute(&k.DueAt)
		}
	}
	return ""
}

func first2[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}
