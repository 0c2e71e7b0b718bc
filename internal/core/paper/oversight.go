package paper

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"anju/internal/core/complaint"
)

// composeOrders is a supervision order with its answer, of the department that
// the matter's note of it went to.
func composeOrders(c *composer) {
	m := c.m
	o := item(c, m.Orders, func(o complaint.OrderNote) string { return o.ID })
	if o == nil {
		o = &complaint.OrderNote{Source: c.orderSource()}
	}
	serial, issued, answerBy, due := o.Number, "", "", c.due()
	person := ""
	if o.ID != "" {
		issued, answerBy = joined("　", o.By.Name, c.minute(&o.At)), c.minute(&o.AnswerBy)
		if m.Assignee != nil && m.Department == o.To {
			person = m.Assignee.Name
		}
		if o.DueAt != nil {
			due = c.minute(o.DueAt)
		}
	}
	c.sheet("", serial,
		grid("督办",
			row(is("级别", ticks(levels[o.Level], "催办", "督办", "通报")), is("签发人/时间", issued)),
			row(is("被督办部门", c.department(o.To)), is("责任人", person)),
			row(is("关联事项", c.covered(o))),
			row(is("来源", ticks(sources[o.Source], "超时", "批示", "转办", "业主催单", "审计"))),
			row(room("事由及已超时间", joined("\n", c.overdue(), c.urged(), c.instructions()), 2)),
			row(is("原时限及历次催办", c.earlierReminders())),
			row(room("督办要求", o.Note, 3)),
			row(is("办结时限", due), is("答复时限", answerBy)),
			row(is("逾期后果", "逾期未答复的，逐级升级督办直至通报，上报分管领导，列入部门考核。")),
		),
		c.orderAnswer(o),
		c.orderCheck(o),
	)
}

var (
	levels  = map[string]string{complaint.LevelUrging: "催办", complaint.LevelOrder: "督办", complaint.LevelCircular: "通报"}
	sources = map[string]string{"overdue": "超时", "instruction": "批示", "transfer": "转办", "urged": "业主催单", "audit": "审计"}
	results = map[string]string{"done": "完成", "partly": "部分完成", "not": "未完成"}
)

// covered names every matter that the order is about, this one with its title.
func (c *composer) covered(o *complaint.OrderNote) string {
	out := c.m.Number + "　" + c.m.Title
	for _, x := range o.Others {
		out += "\n" + x.Number
	}
	return out
}

func (c *composer) orderAnswer(o *complaint.OrderNote) Block {
	r := complaint.OrderReply{Progress: o.Answer}
	if o.Reply != nil {
		r = *o.Reply
	}
	received, answered, signed := "", "", ""
	if o.Received != nil {
		received = joined("　", o.Received.By.Name, c.minute(&o.Received.At))
	}
	if o.AnsweredBy != nil {
		answered, signed = joined("　", o.AnsweredBy.Name, c.minute(o.AnsweredAt)), o.AnsweredBy.Name
	}
	until := c.extendedSince(o)
	if r.NewDate != nil {
		until = c.minute(r.NewDate)
	}
	return grid("答复",
		row(is("签收人/时间", received), is("答复人/时间", answered)),
		row(room("进展", r.Progress, 2)),
		row(room("未按期原因", r.Why, 2)),
		row(room("措施", r.Measures, 2)),
		row(is("新完成日期", until), is("责任人", r.Responsible)),
		row(is("部门负责人签字", signed)),
	)
}

func (c *composer) orderCheck(o *complaint.OrderNote) Block {
	result, note, extension, ended := "", "", "", ""
	if o.Check != nil {
		result, note = results[o.Check.Result], joined("　", o.Check.Note, o.Check.By.Name, c.minute(&o.Check.At))
	}
	if x := o.Extension; x != nil {
		verdict := "待批"
		if x.Granted != nil && *x.Granted {
			verdict = "同意"
		} else if x.Granted != nil {
			verdict = "不同意"
		}
		extension = joined("　", "至 "+c.minute(&x.Until), verdict)
		if x.Decided != nil {
			extension = joined("　", extension, x.Decided.By.Name)
		}
	}
	if x := o.Ended; x != nil {
		ended = joined("　", x.By.Name, c.minute(&x.At))
		if x.Cancelled {
			ended = joined("　", ended, "撤销", x.Note)
		}
	}
	return grid("核验",
		row(is("核验", ticks(result, "完成", "部分完成", "未完成")), is("延期审批", extension)),
		row(is("核验意见", note)),
		row(is("销号人/时间", ended), is("抄报", "")),
	)
}

// orderSource is where the order comes from, as far as the matter tells.
func (c *composer) orderSource() string {
	switch m := c.m; {
	case m.Transfer != nil:
		return "transfer"
	case len(m.Instructions) > 0:
		return "instruction"
	case m.Overdue(c.At):
		return "overdue"
	case m.Urges > 0:
		return "urged"
	}
	return ""
}

// extendedSince is the date that was set anew after the order.
func (c *composer) extendedSince(o *complaint.OrderNote) string {
	e := c.last("extended")
	if e == nil || o.ID == "" || e.At.Before(o.At) {
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
		case complaint.KindOrderClimbed:
			told = append(told, c.minute(&e.At)+" 逾期升级")
		}
	}
	if len(told) > 5 {
		told = told[len(told)-5:]
	}
	return strings.Join(told, "；")
}
