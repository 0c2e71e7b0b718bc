package paper

import (
	"fmt"
	"strings"

	"anju/internal/core/complaint"
)

var ratingWords = []string{"很满意", "满意", "一般", "不满意", "很不满意"}

func ratingWord(f *complaint.Confirmation) string {
	if f == nil {
		return ""
	}
	return scaleWord(f.Rating)
}

func scaleWord(n int) string {
	if n < 1 || n > 5 {
		return ""
	}
	return ratingWords[5-n]
}

// calledBack is what came of calling the owner after the work.
type calledBack struct {
	how, by, person, relation, on string
	solved, handled, comment      string
}

// composeCallBack is the call after the work, with what is read to the owner.
func composeCallBack(c *composer) {
	m := c.m
	b := c.calledBack()
	result := m.Result
	if m.Remains != "" {
		result = joined("\n", result, "遗留："+m.Remains)
	}
	said, onTime := complaint.Answers{}, ""
	if f := m.Confirmation; f != nil && f.Answers != nil {
		said = *f.Answers
	}
	if said.OnTime != nil {
		onTime = map[bool]string{true: "是", false: "否"}[*said.OnTime]
	}
	opinion := []Row{
		row(is("是否已解决", ticks(b.solved, "是", "部分", "否")), is("是否按承诺时间", ticks(onTime, "是", "否"))),
		row(is("态度", ticks(scaleWord(said.Attitude), ratingWords...))),
		row(is("质量", ticks(scaleWord(said.Quality), ratingWords...))),
		row(is("时效", ticks(scaleWord(said.Speed), ratingWords...))),
		row(is("总体满意", ticks(ratingWord(m.Confirmation), ratingWords...))),
		row(room("业主原话（不满意的写原因）", b.comment, 2)),
	}
	if told := c.households(); told != "" {
		opinion = append(opinion, row(is("群体事项各户", told)))
	}
	c.sheet("", "HF-"+m.Number,
		grid("回访",
			row(is("方式", first(b.how, ticks("", "电话", "上门", "在线"))), is("回访人（与承办部门无关）", b.by)),
			row(is("计划时间", c.callBackDue()), is("实际时间", b.on), is("录音号", "")),
			row(is("受访人/关系", joined("　", b.person, b.relation)), is("电话", c.phone())),
			row(room("次数及未通记录", c.tries(c.callbacks()), 2)),
		),
		grid("读给业主",
			row(is("事项", m.Title)),
			row(room("处理结果", result, 3)),
		),
		grid("业主意见", append(opinion, row(room("新诉求", "", 1)))...),
		grid("处置",
			row(is("处置", ticks(b.handled, "结案", "退回", "升级", "新登记")), is("新登记编号", "")),
			row(is("复查日期", c.recheckDue()), is("业主签名（上门）", "")),
		),
		signs("回访人", "主管复核", "日期"),
	)
}

// calledBack is what the calls brought, then what was noted of the result.
func (c *composer) calledBack() (b calledBack) {
	m := c.m
	if reached := reached(c.callbacks()); reached != nil {
		b.how, b.by, b.person, b.on, b.comment = "电话", reached.By.Name, reached.Person, c.minute(&reached.At), reached.Note
	}
	if f := m.Confirmation; f != nil && !f.Automatic {
		b.on, b.comment = c.minute(&f.At), first(f.Comment, b.comment)
		if f.OnBehalf != nil {
			b.how, b.person = f.OnBehalf.How, f.OnBehalf.Person
		} else if f.By == "owner" {
			b.how, b.person = "业主在线自行确认", m.Reporter.Name
		}
		if e := first2(c.last("confirmed"), c.last("declined")); e != nil && e.Actor.Role != "owner" {
			b.by = e.Actor.Name
		}
		b.solved, b.handled = "是", "结案"
		if m.Outcome == complaint.FixedPartly {
			b.solved = "部分"
		}
	} else if e := c.last("declined"); e != nil && m.Declines > 0 {
		b.solved, b.comment, b.handled, b.on = "否", e.Note, "退回", c.minute(&e.At)
	}
	if b.person == "" || b.person == m.Reporter.Name {
		b.relation = c.Word(ReporterKinds, m.Reporter.Kind)
	}
	b.person = c.person(b.person)
	return b
}

// callbacks are the call-backs since the work was done.
func (c *composer) callbacks() []complaint.Call {
	var out []complaint.Call
	for _, x := range c.m.Calls {
		if x.Purpose == complaint.ForCallback && c.m.ResolvedAt != nil && !x.At.Before(*c.m.ResolvedAt) {
			out = append(out, x)
		}
	}
	return out
}

// reached is the last call that reached somebody; nil when none did.
func reached(calls []complaint.Call) *complaint.Call {
	for i := len(calls) - 1; i >= 0; i-- {
		if calls[i].Reached {
			return &calls[i]
		}
	}
	return nil
}

// tries counts the calls and says of each what came of it.
func (c *composer) tries(calls []complaint.Call) string {
	if len(calls) == 0 {
		return ""
	}
	vain := 0
	var lines []string
	for _, x := range calls {
		outcome := "接通"
		if !x.Reached {
			outcome = "未通"
			vain++
		}
		lines = append(lines, joined("　", c.minute(&x.At), outcome, c.person(x.Person), x.Note, "（"+x.By.Name+"）"))
	}
	return fmt.Sprintf("共 %d 次，未通 %d 次\n", len(calls), vain) + strings.Join(lines, "\n")
}

// households counts where those who joined stand.
func (c *composer) households() string {
	counts := map[complaint.HouseholdState]int{}
	for _, h := range c.m.Households {
		counts[h.Stands()]++
	}
	if len(c.m.Households) == 0 {
		return ""
	}
	return fmt.Sprintf("共 %d 户加入：确认已解决 %d 户，反映未解决 %d 户", len(c.m.Households), counts[complaint.HouseholdConfirmed], counts[complaint.HouseholdDeclined])
}

// recheckDue is the next look at the work that is still to come.
func (c *composer) recheckDue() string {
	for _, r := range c.m.Rechecks {
		if r.DoneAt == nil {
			return c.day(&r.By)
		}
	}
	return ""
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
