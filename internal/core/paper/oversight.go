package paper

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/internal/core/complaint"
)

// composeOrders is a supervision order with its answer.
func composeOrders(c *composer) {
	m := c.m
	o := item(c, m.Orders, func(o complaint.OrderNote) string { return o.ID })
	serial, level, issued, to, person, note, answerBy := "", "", "", "", "", "", ""
	answer, answered, until, answers := "", "", "", ""
	if o != nil {
		i := slices.IndexFunc(m.Orders, func(x complaint.OrderNote) bool { return x.ID == o.ID })
		serial = fmt.Sprintf("督〔%d〕%s-%d号", o.At.In(c.Location).Year(), m.Number, i+1)
		level, issued, to, note, answerBy = "督办", joined("　", o.By.Name, c.minute(&o.At)), c.department(o.To), o.Note, c.minute(&o.AnswerBy)
		if m.Assignee != nil && m.Department == o.To {
			person = m.Assignee.Name
		}
		if answer = o.Answer; o.AnsweredBy != nil {
			answered = joined("　", o.AnsweredBy.Name, c.minute(o.AnsweredAt))
			until, answers = c.extendedSince(o), name(m.Assignee)
		}
	}
	c.sheet("", serial,
		grid("督办",
			row(is("级别", ticks(level, "催办", "督办", "通报")), is("签发人/时间", issued)),
			row(is("被督办部门", to), is("责任人", person)),
			row(is("关联事项", m.Number+"　"+m.Title)),
			row(is("来源", ticks(c.orderSource(), "超时", "批示", "转办", "业主催单", "审计"))),
			row(room("事由及已超时间", joined("\n", c.overdue(), c.urged(), c.instructions()), 2)),
			row(is("原时限及历次催办", c.earlierReminders())),
			row(room("督办要求", note, 3)),
			row(is("办结时限", c.due()), is("答复时限", answerBy)),
			row(is("逾期后果", "逾期未答复的，上报分管领导并予通报，列入部门考核。")),
		),
		grid("答复",
			row(is("签收人/时间", ""), is("答复人/时间", answered)),
			row(room("进展/未按期原因/措施", answer, 4)),
			row(is("新完成日期", until), is("责任人", answers), is("附件", "")),
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

// extendedSince is the date that was set anew after the order.
func (c *composer) extendedSince(o *complaint.OrderNote) string {
	e := c.last("extended")
	if e == nil || e.At.Before(o.At) {
		return ""
	}
	var d struct{ Until time.Time }
	if json.Unmarshal(e.Data, &d) != nil {
		return ""
	}
	return c.minute(&d.Until)
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
