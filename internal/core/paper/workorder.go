package paper

import (
	"fmt"
	"slices"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
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
	if v := item(c, m.Visits, func(v complaint.Visit) string { return v.ID }); v != nil {
		worker, entry = first(v.Who, worker), v.Entry
		window = joined("　", c.minute(&v.From)+" 至 "+v.To.In(c.Location).Format("15:04"), c.visitAnswer(v))
		arrived = first(c.minute(v.ArrivedAt), c.minute(v.At))
		if v.Outcome != complaint.Arrived && v.Outcome != "done" {
			outcome = c.Word(VisitOutcomes, v.Outcome)
		}
		if v.Outcome == "second_visit" {
			second = v.Note
		}
	}
	cause := c.cause()
	if owners {
		cause = ""
	}
	blocks := []Block{
		grid("派工",
			row(is("派工时间/人", c.by(c.last("dispatched"))), is("班组", c.department(m.Department)), is("维修人/电话", worker)),
			row(is("紧急程度", c.choice(Severities, string(m.Severity), codes(terms.Severities)...))),
			row(is("房号/位置", joined("　", c.roomLabel(), c.place())), is("联系人/电话", joined("　", c.name(), c.phone()))),
			row(is("预约时段", window), is("入户方式", c.choice(Entries, entry, "at_home", "call_first", "key"))),
		),
		grid("报修",
			row(room("故障描述", joined("\n", m.Title, m.Text), 2)),
			row(is("安全提示", ""), is("保修/有偿", joined("　", c.payer(), some(m.PriceFen)))),
			row(is("报价（项目/单价/数量）", c.quoted()), is("业主事前同意签名", c.consent())),
		),
		grid("施工",
			row(is("接单", c.by(c.last("accepted"))), is("到场", arrived), is("完工", c.minute(m.ResolvedAt))),
			row(room("现场情况/原因", cause, 2)),
			row(room("维修内容", m.Result, 2)),
		),
		{Table: &Table{Title: "材料", Columns: []string{"名称/规格", "数量", "单价", "小计", "费用承担", "领料单号"}, Rows: c.parts()}},
		grid("完工",
			row(is("旧件处理", ticks(oldPartWord[c.oldPart()], "业主留存", "带走处置", "无旧件")), is("人工费/合计/票据号", c.workTotal())),
			row(is("试用结果", ticks("", "正常", "不正常")), is("遗留问题/二次上门", joined("　", outcome, second, m.Remains)), is("现场清洁", ticks("", "已清洁", "未清洁"))),
			row(is("复查", c.rechecks())),
			row(is("业主意见", ticks(ratingWord(m.Confirmation), ratingWords...))),
		),
	}
	if pictures := append(c.pictures(), c.signature()...); len(pictures) > 0 {
		blocks = append(blocks, Block{Pictures: pictures})
	}
	blocks = append(blocks, signs("业主签名/时间", "维修人", "工程主管验收"))
	c.sheet(part, m.Number, blocks...)
}

// visitAnswer is what the owner says to the time of a visit.
func (c *composer) visitAnswer(v *complaint.Visit) string {
	switch a := v.Answer; {
	case a == nil:
		return ""
	case a.OK:
		return "业主已确认"
	default:
		return joined("，", "业主不便", a.Note)
	}
}

// quoted is the quote, line by line with its sum.
func (c *composer) quoted() string {
	q := c.m.Quote
	if q == nil {
		return ""
	}
	var lines []string
	for _, x := range q.Items {
		lines = append(lines, fmt.Sprintf("%s　%s × %d", x.Name, terms.Yuan(x.UnitFen), x.Qty))
	}
	return joined("\n", strings.Join(lines, "\n"), "合计 "+terms.Yuan(q.TotalFen), q.Note)
}

// consent is the owner's word before the work: to the quote, or on site.
func (c *composer) consent() string {
	if q := c.m.Quote; q != nil {
		word := map[string]string{"open": "待业主答复", "accepted": "同意", "refused": "不同意"}[q.State]
		how := c.onBehalf(q.OnBehalf)
		if how == "" && q.AnsweredAt != nil {
			how = "业主在线答复 " + c.minute(q.AnsweredAt)
		}
		return joined("\n", word, how, q.Answer)
	}
	if p := c.m.Plan; p != nil && p.Consent != nil {
		return joined("\n", "同意", joined(" ", p.Consent.How, c.minute(&p.Consent.At)))
	}
	return ""
}

// parts that were put in at all visits, or two lines to fill in.
func (c *composer) parts() [][]string {
	var rows [][]string
	for _, v := range c.m.Visits {
		for _, p := range v.Parts {
			rows = append(rows, []string{p.Name, fmt.Sprint(p.Qty), terms.Yuan(p.UnitFen), terms.Yuan(p.Qty * p.UnitFen), c.Word(Payers, p.PaidBy), ""})
		}
	}
	if rows == nil {
		rows = [][]string{make([]string, 6), make([]string, 6)}
	}
	return rows
}

var oldPartWord = map[string]string{"returned": "业主留存", "disposed": "带走处置", "none": "无旧件"}

// oldPart is what became of it at the last visit that says so.
func (c *composer) oldPart() string {
	for _, v := range slices.Backward(c.m.Visits) {
		if v.OldPart != "" {
			return v.OldPart
		}
	}
	return ""
}

// workTotal is what the owner pays; of other work the price of the parts alone.
func (c *composer) workTotal() string {
	if c.m.PriceFen > 0 {
		return "合计 " + terms.Yuan(c.m.PriceFen)
	}
	sum := int64(0)
	for _, v := range c.m.Visits {
		for _, p := range v.Parts {
			sum += p.Qty * p.UnitFen
		}
	}
	if sum == 0 {
		return ""
	}
	return "材料 " + terms.Yuan(sum)
}

func (c *composer) rechecks() string {
	var lines []string
	for _, r := range c.m.Rechecks {
		line := c.day(&r.By) + "前复查"
		if r.DoneAt != nil {
			line = c.minute(r.DoneAt) + " 已复查"
		}
		lines = append(lines, joined("　", line, first(r.Found, r.Note)))
	}
	return strings.Join(lines, "\n")
}

// mostPictures of each sort stand on a paper.
const mostPictures = 2

// pictures are how it was before and how it is after, as the visits and the
// evidence say; else the first that was brought and the last that came later.
func (c *composer) pictures() []Picture {
	var before, after []string
	for _, v := range c.m.Visits {
		before, after = append(before, v.BeforeIDs...), append(after, v.AfterIDs...)
	}
	if v := c.m.Investigation; v != nil && c.eyes.Inside {
		for _, e := range v.Evidence {
			switch e.When {
			case "before":
				before = append(before, e.ID)
			case "after":
				after = append(after, e.ID)
			}
		}
	}
	signed := c.signatures()
	first, last := "", ""
	for _, f := range c.Files {
		switch {
		case !f.Picture || slices.Contains(signed, f.ID):
		case f.Later:
			last = f.ID
		case first == "":
			first = f.ID
		}
	}
	if len(before) == 0 {
		before = []string{first}
	}
	if len(after) == 0 && !slices.Contains(before, last) {
		after = []string{last}
	}
	return append(c.shown("维修前", before), c.shown("维修后", after)...)
}

// shown are those of the pictures that the reader sees, each once.
func (c *composer) shown(caption string, ids []string) []Picture {
	var out []Picture
	for _, id := range ids {
		seen := slices.ContainsFunc(c.Files, func(f File) bool { return f.ID == id && f.Picture })
		if p := (Picture{AttachmentID: id, Caption: caption}); seen && len(out) < mostPictures && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func (c *composer) signatures() []string {
	var ids []string
	for _, v := range c.m.Visits {
		if v.SignatureID != "" {
			ids = append(ids, v.SignatureID)
		}
	}
	return ids
}

// signature is the owner's, from the last visit that has one. Of a confidential
// matter it is left out: it is the name in handwriting.
func (c *composer) signature() []Picture {
	ids := c.signatures()
	if len(ids) == 0 || c.hidden() || !c.eyes.Personal {
		return nil
	}
	return c.shown("业主签名", ids[len(ids)-1:])
}
