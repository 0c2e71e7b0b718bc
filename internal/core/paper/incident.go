package paper

import (
	"fmt"
	"strconv"
	"strings"

	"anju/internal/core/complaint"
)

// composeIncident is what leaders read within two hours of danger: a briefing
// as it was given, the first or a later one; before that, what the matter says.
func composeIncident(c *composer) {
	m := c.m
	var measures []string
	for _, e := range c.all("interim_taken") {
		measures = append(measures, joined("　", c.minute(&e.At), e.Note))
	}
	serial, reporter, situation, taken := "KB-"+m.Number, "", m.Text, strings.Join(measures, "\n")
	hurt, households, next := "", "", ""
	if m.Promised != nil {
		next = c.minute(&m.Promised.By)
	}
	if len(m.Households) > 0 {
		households = fmt.Sprintf("%d 户", m.Affected())
	}
	if b := item(c, m.Briefings, func(b complaint.Briefing) string { return strconv.Itoa(b.No) }); b != nil {
		serial += fmt.Sprintf("-%d（%s）", b.No, briefingName(b.No))
		reporter, situation, taken, next = joined("　", b.By.Name, c.minute(&b.At)), b.Situation, b.Measures, c.minute(b.NextBy)
		if b.Casualties != nil {
			hurt = fmt.Sprintf("%d 人", *b.Casualties)
			if *b.Casualties == 0 {
				hurt = "无"
			}
		}
		if b.Households != nil {
			households = fmt.Sprintf("%d 户", *b.Households)
		}
	}
	incident := m.Incident
	if incident == nil {
		incident = &complaint.Incident{}
	}
	lead := name(m.Assignee)
	if incident.TaskForce != nil {
		lead = joined("　", incident.TaskForce.Lead.Name, "（专项处理小组组长）")
	}
	c.sheet("", serial,
		grid("",
			row(is("事件", m.Title), is("类别/级别", joined("　", c.category(), c.Word(Levels, incident.Level)))),
			row(is("接报时间", c.minute(&m.ReceivedAt)), is("报告人/时间", reporter)),
			row(is("地点", first(c.place(), c.roomLabel())), is("影响户数", households)),
			row(is("人员伤亡", hurt), is("财产损失", "")),
			row(room("情况", situation, 4)),
			row(room("处置措施", taken, 4)),
			row(is("现场负责人", lead), is("承办部门", joined("、", c.department(m.Department), c.departments(m.Supporting)))),
			row(room("对外口径", c.wording(), 3)),
			row(room("领导决定/需决定事项", decisions(c, incident), 2)),
			row(is("续报时间", next), is("报送", "")),
			row(is("解除", joined("　", c.minute(incident.EndedAt), name(incident.EndedBy), incident.Conclusion))),
		),
		signs("报告人", "值班经理", "报送时间"),
	)
}

func briefingName(no int) string {
	if no == 1 {
		return "快报"
	}
	return fmt.Sprintf("续报 %d", no-1)
}

// wording is the sentence that everybody says; one that waits is marked as such.
func (c *composer) wording() string {
	switch w := c.m.Wording; {
	case w == nil:
		return ""
	case w.Approved != "":
		return joined("　", w.Approved, "（"+joined(" ", name(w.ApprovedBy), c.minute(w.ApprovedAt))+"核准）")
	default:
		return "【待核准，不得对外】" + w.Proposed
	}
}

func decisions(c *composer, i *complaint.Incident) string {
	var lines []string
	for _, d := range i.Decisions {
		lines = append(lines, joined("　", c.minute(&d.At), d.By+"："+d.Decision))
	}
	return strings.Join(lines, "\n")
}
