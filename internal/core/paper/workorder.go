package paper

import (
	"anju/internal/core/access"
	"anju/internal/core/terms"
)

// composeWorkOrder makes the three copies of a work order. The owner's copy
// says nothing of what passes between colleagues, and an owner prints no other.
func composeWorkOrder(c *composer) {
	if !c.Reader.Is(access.Owner) {
		c.workOrder("第一联　存根", false)
		c.workOrder("第二联　财务", false)
	}
	c.workOrder("第三联　业主", true)
}

func (c *composer) workOrder(part string, owners bool) {
	m := c.m
	worker, window, entry := "", "", ""
	if m.Assignee != nil {
		worker = m.Assignee.Name
	}
	arrived, outcome, second := "", "", ""
	if n := len(m.Visits); n > 0 {
		v := m.Visits[n-1]
		worker = first(v.Who, worker)
		window = c.minute(&v.From) + " 至 " + v.To.In(c.Location).Format("15:04")
		entry = v.Entry
		arrived, outcome = c.minute(v.At), c.Word(VisitOutcomes, v.Outcome)
		if v.Outcome == "second_visit" {
			second = v.Note
		}
	}
	cause := c.cause()
	if owners {
		cause = ""
	}
	price := ""
	if m.PriceFen > 0 {
		price = yuan(m.PriceFen)
	}
	before, after := c.pictures()
	blocks := []Block{
		grid("派工",
			row(is("派工时间/人", c.by(c.last("dispatched"))), is("班组", c.department(m.Department)), is("维修人/电话", worker)),
			row(is("紧急程度", c.choice(Severities, string(m.Severity), codes(terms.Severities)...))),
			row(is("房号/位置", joined("　", c.roomLabel(), c.place())), is("联系人/电话", joined("　", c.name(), c.phone()))),
			row(is("预约时段", window), is("入户方式", c.choice(Entries, entry, "at_home", "call_first", "key"))),
		),
		grid("报修",
			row(room("故障描述", joined("\n", m.Title, m.Text), 2)),
			row(is("安全提示", ""), is("保修/有偿", joined("　", c.payer(), price))),
			row(is("报价（项目/单价/数量）", ""), is("业主事前同意签名", "")),
		),
		grid("施工",
			row(is("接单", c.by(c.last("accepted"))), is("到场", arrived), is("完工", c.minute(m.ResolvedAt))),
			row(room("现场情况/原因", cause, 2)),
			row(room("维修内容", m.Result, 2)),
		),
		{Table: &Table{Title: "材料", Columns: []string{"名称", "规格", "数量", "单价", "领料单号"}, Rows: [][]string{make([]string, 5), make([]string, 5)}}},
		grid("完工",
			row(is("旧件处理", ticks("", "业主留存", "带走处置", "无旧件")), is("人工费/合计/票据号", "")),
			row(is("试用结果", ticks("", "正常", "不正常")), is("遗留问题/二次上门", joined("　", outcome, second)), is("现场清洁", ticks("", "已清洁", "未清洁"))),
			row(is("业主意见", ticks(ratingWord(m.Confirmation), ratingWords...))),
		),
	}
	if before != nil || after != nil {
		blocks = append(blocks, Block{Pictures: append(before, after...)})
	}
	blocks = append(blocks, signs("业主签名/时间", "维修人", "工程主管验收"))
	c.sheet(part, m.Number, blocks...)
}

// pictures shows the first of what was brought and the last of what it looks like now.
func (c *composer) pictures() (before, after []Picture) {
	for _, f := range c.Files {
		switch {
		case !f.Picture:
		case f.Later:
			after = []Picture{{AttachmentID: f.ID, Caption: "维修后"}}
		case before == nil:
			before = []Picture{{AttachmentID: f.ID, Caption: "维修前"}}
		}
	}
	return before, after
}
