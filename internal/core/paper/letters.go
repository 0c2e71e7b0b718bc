package paper

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

func letterID(l complaint.FiledLetter) string { return l.ID }

// sent are the letters of a kind that went out.
func sent(m *complaint.Complaint, kind string) []complaint.FiledLetter {
	return slices.DeleteFunc(slices.Clone(m.Letters), func(l complaint.FiledLetter) bool {
		return l.Direction != complaint.LetterSent || l.Kind != kind
	})
}

// replies are the letters of reply; ownersOnly: those to the reporter.
func replies(m *complaint.Complaint, ownersOnly bool) []complaint.FiledLetter {
	return slices.DeleteFunc(sent(m, complaint.LetterReply), func(l complaint.FiledLetter) bool { return ownersOnly && !l.Owner })
}

// composeReply is a letter of reply as it was registered; before that, a draft
// out of what the matter says.
func composeReply(c *composer) {
	l := item(c, replies(c.m, c.Reader.Is(access.Owner)), letterID)
	if l == nil {
		c.draftReply()
		return
	}
	blocks := []Block{words(Center, l.Subject), words(Plain, c.addressee(*l)), words(Body, l.Text)}
	if n := len(l.AttachmentIDs); n > 0 {
		blocks = append(blocks, words(Body, "附件："+c.names(l.AttachmentIDs)))
	}
	c.letter(l.Number, append(blocks, c.closing(&l.At)...)...)
}

func (c *composer) addressee(l complaint.FiledLetter) string {
	if l.Owner {
		return c.salutation()
	}
	return l.Party + "："
}

func (c *composer) closing(at *time.Time) []Block {
	return []Block{
		words(Body, "特此函复。"),
		words(Right, c.Entity),
		words(Right, first(c.day(at), "　　　　年　　月　　日")),
		words(Small, "联系人："+first(c.signer(), "＿＿＿＿＿＿")+"　　联系电话："+first(c.ServicePhone, "＿＿＿＿＿＿＿＿")),
	}
}

// signer is whom to ask for.
func (c *composer) signer() string {
	if c.Reader.Is(access.Owner) {
		return ""
	}
	return c.Reader.Name
}

// draftReply puts what is known into the form of a letter.
func (c *composer) draftReply() {
	m := c.m
	to := c.salutation()
	if s := c.sender(); s != "" {
		to = s + "："
	}
	c.letter("",
		words(Center, "关于“"+m.Title+"”的复函"),
		words(Plain, to),
		words(Body, joined("", "您（贵单位）于"+c.day(&m.ReceivedAt)+"反映的“"+m.Title+"”事项（受理编号："+m.Number, referenced(c.senderNumber()), "）收悉，现将办理情况函复如下：")),
		words(Body, "一、核实情况："+first(c.cause(), blank)),
		words(Body, "二、处理措施："+first(c.chosenMeasures(), blank)),
		words(Body, "三、办理结果："+first(c.outcome(), blank)),
		c.closing(nil)[0], c.closing(nil)[1], c.closing(nil)[2], c.closing(nil)[3],
	)
}

const blank = "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"

func referenced(number string) string {
	if number == "" {
		return ""
	}
	return "，来文号：" + number
}

func (c *composer) chosenMeasures() string {
	if o := chosen(c.m); o != nil {
		return c.measures(o)
	}
	return ""
}

// names of attachments, as far as the reader sees them.
func (c *composer) names(ids []string) string {
	var out []string
	for _, f := range c.Files {
		if slices.Contains(ids, f.ID) {
			out = append(out, f.Name)
		}
	}
	return joined("、", out...)
}

// composeTransferReply answers the authority that passed the matter on.
func composeTransferReply(c *composer) {
	m := c.m
	l := item(c, sent(m, complaint.LetterTransfer), letterID)
	a := c.transferDraft()
	serial, on, files := "", "", ""
	if l != nil {
		serial, on, files = l.Number, c.day(&l.At), c.names(l.AttachmentIDs)
		if l.Transfer != nil {
			a = *l.Transfer
		}
	} else if l := c.answeredSender(); l != nil && !c.unknown {
		serial, on, files = l.Number, c.day(&l.At), c.names(l.AttachmentIDs)
	}
	c.sheet("", serial,
		grid("来件",
			row(is("转办单位", c.sender()), is("工单编号", c.senderNumber())),
			row(is("诉求人", c.name()), is("联系电话", c.phone()), is("地点", first(c.roomLabel(), c.place()))),
			row(room("诉求内容", joined("\n", m.Title, m.Text), 3)),
			row(is("收到时间", c.minute(&m.ReceivedAt)), is("要求回复时限", c.replyBy())),
		),
		grid("办理情况",
			row(is("联系时间", c.minute(a.ContactedAt)), is("联系方式", a.ContactHow)),
			row(room("核实情况", a.Verified, 4)),
			row(room("处理措施", a.Measures, 3)),
			row(room("处理结果", a.Result, 3)),
			row(room("诉求人意见", a.Opinion, 2)),
			row(room("未解决原因及下一步计划", a.Unresolved, 2)),
			row(is("附件", files), is("回复日期", on)),
		),
		signs("经办人", "审核人", "单位（盖章）"),
	)
}

// answeredSender is the last ordinary letter of reply to whoever passed the
// matter on; nil when there is none.
func (c *composer) answeredSender() *complaint.FiledLetter {
	for _, l := range slices.Backward(replies(c.m, false)) {
		if c.m.Transfer != nil && l.Party == c.m.Transfer.Sender {
			return &l
		}
	}
	return nil
}

// transferDraft is what the matter itself says, until a reply was registered.
func (c *composer) transferDraft() complaint.TransferAnswer {
	m := c.m
	a := complaint.TransferAnswer{Verified: c.cause(), Measures: c.chosenMeasures(), Result: c.outcome(), Unresolved: m.Remains}
	if x := reached(m.Calls); x != nil {
		a.ContactedAt, a.ContactHow = &x.At, joined("　", "电话", c.person(x.Person))
	} else if n := len(m.Calls); n > 0 {
		a.ContactedAt, a.ContactHow = &m.Calls[n-1].At, fmt.Sprintf("电话 %d 次，均未接通", n)
	} else if e := c.last("replied"); e != nil {
		a.ContactedAt = &e.At
	}
	if f := m.Confirmation; f != nil && !f.Automatic {
		a.Opinion = joined("　", ratingWord(f), f.Comment)
	} else if e := c.last("declined"); e != nil && m.Declines > 0 {
		a.Opinion = joined("　", "不认可", e.Note)
	}
	return a
}

// outcome is the result, or the last word where there is none.
func (c *composer) outcome() string {
	last := ""
	if c.m.FinalReply != nil {
		last = c.m.FinalReply.Reply
	}
	return first(c.m.Result, last, c.m.UnfoundedReply)
}

func (c *composer) replyBy() string {
	if c.m.Transfer == nil {
		return ""
	}
	return c.minute(c.m.Transfer.ReplyBy)
}

// composeExtension tells the owner of a new date, and why.
func composeExtension(c *composer) {
	m := c.m
	e := item(c, c.all("extended"), func(e complaint.Event) string { return e.ID })
	clock, before, until, reason := "", blank[:30], blank[:30], ""
	var on *time.Time
	if e != nil {
		var d struct {
			Clock         string
			Before, Until time.Time
		}
		if json.Unmarshal(e.Data, &d) == nil {
			clock, before, until = c.Word(Clocks, d.Clock), c.minute(&d.Before), c.minute(&d.Until)
		}
		reason, on = e.Note, &e.At
	}
	approver := ""
	if e != nil {
		approver = e.Actor.Name
	}
	c.letter("YQ-"+m.Number,
		words(Center, "关于办理时限延期的告知"),
		words(Plain, c.salutation()),
		words(Body, "您反映的“"+m.Title+"”（受理编号："+m.Number+"）正在办理。"+"因下述原因，办理时限需要延长，特此告知，并向您致歉。"),
		grid("",
			row(is("延期事项", clock), is("原时限", before)),
			row(is("新时限", until), is("批准人", approver)),
			row(room("延期原因", reason, 3)),
			row(room("期间安排", c.nextStep(), 3)),
		),
		words(Body, "期间如有进展，我们将及时告知；您也可以随时联系我们。"),
		words(Right, c.Entity),
		words(Right, first(c.day(on), "　　　　年　　月　　日")),
		words(Small, "服务电话："+first(c.ServicePhone, "＿＿＿＿＿＿＿＿")),
	)
}

// composeSealUse asks for the company's seal on a letter or an agreement.
func composeSealUse(c *composer) {
	m := c.m
	document, number := "", ""
	if l := item(c, replies(m, false), letterID); l != nil {
		document, number = l.Subject, l.Number
	} else if agreed(m) != nil && !c.unknown {
		document, number = "赔付协议书", c.agreementNumber()
	}
	c.sheet("", "",
		grid("",
			row(is("文件名称", document), is("文号", number)),
			row(is("受理编号", m.Number), is("份数", "")),
			row(is("印章", ticks("", "公章", "合同专用章", "业务专用章", "其他"))),
			row(room("用途", m.Title, 2)),
			row(is("申请部门", c.department(c.Reader.Department)), is("申请人", c.Reader.Name)),
			row(is("批准人", ""), is("批准日期", "")),
			row(is("用印经办人", ""), is("用印日期", "")),
		),
		signs("申请人", "批准人", "印章管理员"),
	)
}
