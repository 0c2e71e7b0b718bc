package paper

import (
	"slices"
	"strings"

	"anju/internal/core/complaint"
)

// composeReceipt is what a caller takes home.
func composeReceipt(c *composer) {
	m := c.m
	handler := ""
	if m.Assignee != nil {
		handler = m.Assignee.Name
	} else if !m.RegisteredBy.Owner {
		handler = m.RegisteredBy.Name
	}
	next := ""
	if m.Promised != nil {
		next = c.minute(&m.Promised.By)
	}
	c.sheet("", m.Number,
		words(Body, "您反映的事项我们已经收到并登记。凭下列编号，或扫描右上角二维码，可以随时查询办理进度。"),
		grid("",
			row(is("受理编号", m.Number), is("收到时间", c.minute(&m.ReceivedAt))),
			row(is("诉求人", c.name()), is("房号/地点", first(c.roomLabel(), c.place()))),
			row(room("事项", m.Title, 2)),
			row(is("经办人", handler), is("承办部门", first(c.department(m.Department), "客户服务部"))),
			row(is("下一步", c.nextStep()), is("下次告知时间", next)),
			row(is("服务电话", c.ServicePhone), is("已收材料", c.fileList())),
		),
		words(Small, "请妥善保存本回执。对办理有疑问，可拨打服务电话或在业主端催办。"),
		signs("受理人签字", "诉求人签收", "日期"),
	)
}

// composeHandling passes a matter on to its department.
func composeHandling(c *composer) {
	m := c.m
	returned := ""
	if e := c.last("returned"); e != nil {
		returned = joined("　", c.minute(&e.At), e.Note)
	}
	instruction := ""
	if d := c.last("dispatched"); d != nil {
		for _, e := range c.all(complaint.KindNoted) {
			if e.Seq == d.Seq+1 {
				instruction = e.Note
			}
		}
	}
	c.sheet("", m.Number,
		grid("事项",
			row(is("诉求人", c.name()), is("电话", c.phone()), is("房号", c.roomLabel())),
			row(is("收到时间", c.minute(&m.ReceivedAt)), is("来源", joined("　", c.Word(Channels, string(m.Channel)), c.sender()))),
			row(room("事项", joined("\n", m.Title, m.Text), 4)),
			row(is("诉求人要求", c.demand())),
		),
		grid("初判",
			row(is("理由是否充分", yesNoOpen(m.Judgement != nil, m.GroundsSufficient, "充分", "不充分")), is("要求是否合理", yesNoOpen(m.Judgement != nil, m.DemandReasonable, "合理", "不合理"))),
			row(is("依据", c.judgedBecause()), is("人/时间", c.judgedBy())),
		),
		grid("派办",
			row(is("类别/细项", c.category()), is("紧急程度", c.Word(Severities, string(m.Severity)))),
			row(is("主办", c.department(m.Department)), is("协办/外部", joined("、", c.departments(m.Supporting), c.externals()))),
			row(room("办理要求", instruction, 3)),
			row(is("办理时限", c.due()), is("派单人", c.by(c.last("dispatched")))),
		),
		grid("签收",
			row(is("签收人/时间", c.by(c.last("accepted"))), is("经办人", name(m.Assignee))),
			row(room("退回理由", returned, 2)),
		),
		signs("派单人", "签收人", "日期"),
	)
}

// composeVerification is the department's statement of what it found, with what
// the departments that support it say to it.
func composeVerification(c *composer) {
	m := c.m
	v := m.Investigation
	on, where, who := "", "", ""
	if v == nil || !c.eyes.Inside {
		v = &complaint.Investigation{}
	} else {
		on, who = c.minute(&v.At), joined("　", c.department(v.By.Department), v.By.Name)
		where = v.Where
		if v.When != nil {
			on = c.minute(v.When)
		}
	}
	blocks := []Block{
		grid("",
			row(is("核实时间", on), is("核实地点", first(where, c.roomLabel(), c.place()))),
			row(is("核实人员", who), is("在场人员", v.Present)),
			row(room("业主反映", joined("\n", m.Title, m.Text), 3)),
			row(room("核实经过", joined("\n", v.Tested, c.visitLines()), 3)),
			row(room("检测结果", v.Result, 2)),
			row(room("结论（原因）", joined("\n", c.causeWord(), c.cause()), 3)),
			row(is("定性建议", c.choice(Findings, string(m.Finding), "substantiated", "partly", "unsubstantiated"))),
			row(room("责任建议", c.shares(), 2)),
			row(room("协办部门意见", c.opinions(), 2)),
			row(is("证据清单", c.evidence(v))),
		),
	}
	if pictures := c.pictures(); len(pictures) > 0 {
		blocks = append(blocks, Block{Pictures: pictures})
	}
	c.sheet("", m.Number, append(blocks, signs("核实人", "部门负责人", "日期"))...)
}

// opinions are what supporting departments say to what was found.
func (c *composer) opinions() string {
	if !c.eyes.Inside {
		return ""
	}
	var lines []string
	for _, o := range c.m.Opinions {
		lines = append(lines, joined("　", c.department(o.By.Department), o.Note, "（"+joined(" ", o.By.Name, c.minute(&o.At))+"）"))
	}
	return strings.Join(lines, "\n")
}

// evidence lists what the statement rests on, with what each piece shows.
func (c *composer) evidence(v *complaint.Investigation) string {
	var parts []string
	for _, f := range c.Files {
		i := slices.IndexFunc(v.Evidence, func(e complaint.EvidenceMark) bool { return e.ID == f.ID })
		switch {
		case i >= 0:
			e := v.Evidence[i]
			when := map[string]string{"before": "处理前", "after": "处理后", "document": "书证"}[e.When]
			parts = append(parts, f.Name+"（"+joined("，", when, e.Note)+"）")
		case slices.Contains(v.EvidenceIDs, f.ID):
			parts = append(parts, f.Name)
		}
	}
	return strings.Join(parts, "、")
}

func (c *composer) visitLines() string {
	var lines []string
	for _, v := range c.m.Visits {
		if v.Outcome != "" {
			lines = append(lines, joined("　", c.minute(v.At), v.Who, c.Word(VisitOutcomes, v.Outcome), v.Note))
		}
	}
	return strings.Join(lines, "\n")
}

// composeContact asks another department or party.
func composeContact(c *composer) {
	m := c.m
	to, subject, request, by, answer, from, on, answeredBy := "", m.Title, "", "", "", "客户服务部", "", ""
	serial := ""
	if l := item(c, sent(m, complaint.LetterContact), letterID); l != nil {
		to, subject, request, by, serial, on = l.Party, l.Subject, l.Text, c.minute(l.ReplyBy), l.Number, c.day(&l.At)
		for _, in := range m.Letters {
			if in.Answers == l.ID {
				answer = joined("　", in.DocumentNumber, in.Subject, in.Text)
			}
		}
	} else if n := len(m.InfoRequests); n > 0 && !c.unknown {
		r := m.InfoRequests[n-1]
		to, request, by, answer, from, on = c.department(r.From), r.Question, c.minute(r.AnswerBy), r.Answer, first(c.department(r.AskedBy.Department), from), c.day(&r.AskedAt)
		answeredBy = joined("　", name(r.AnsweredBy), c.minute(r.AnsweredAt))
	} else if n := len(m.External); n > 0 && !c.unknown {
		e := m.External[n-1]
		to, request, by, on = joined("　", first(e.Name, c.Word(Parties, e.Party)), e.Contact), e.Asked, c.minute(e.AnswerBy), c.day(e.AskedAt)
		for _, r := range e.Replies {
			answer = joined("\n", answer, joined("　", c.minute(&r.At), r.Note))
		}
	}
	c.sheet("", serial,
		grid("发出",
			row(is("发文单位", joined("　", c.Entity, from)), is("日期", on)),
			row(is("收文单位", to)),
			row(is("事由", subject)),
			row(is("相关地点", first(c.roomLabel(), c.place())), is("受理编号", m.Number)),
			row(room("请求", request, 6)),
			row(is("答复时限", by), is("联系人/电话", joined("　", c.Reader.Name, c.ServicePhone))),
		),
		grid("答复", row(room("答复", answer, 6)), row(is("答复人/时间", answeredBy), is("签章", ""))),
		signs("经办人", "负责人", "签收人/时间"),
	)
}
