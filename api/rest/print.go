package rest

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/skip2/go-qrcode"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

//go:embed print/archive.html
var archivePage string

//go:embed print/archive.css
var archiveStyle string

var archiveTemplate = template.Must(template.New("archive").Parse(archivePage))

// printPolicy lets a print page have its one style sheet and its QR code, and nothing else.
var printPolicy = func() string {
	sum := sha256.Sum256([]byte(archiveStyle))
	return "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; frame-ancestors 'self'"
}()

// printedEntry is one line of the printed timeline.
type printedEntry struct {
	At, What, Detail, Note, Who string
	Inside                      bool
}

type printedRow struct{ Label, Text string }

// printed lays the archive out on paper, in the reader's language and as far
// as the archive shows.
func (s *Server) printed(v *visit, m complaint.Complaint, a complaint.Archive) ([]byte, error) {
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(v.lang) }
	code, err := qrcode.Encode(s.linkTo(m.Number), qrcode.Medium, 192)
	if err != nil {
		return nil, fault.Wrap("draw QR code", err)
	}
	page := map[string]any{
		"Lang": v.lang, "Title": m.Title, "Number": m.Number, "Entity": a.Entity, "Community": m.CommunityName,
		"Style": template.CSS(archiveStyle), "QR": template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(code)),
		"Heading": say("客户服务档案", "Service archive"), "NumberLabel": say("受理编号", "Case number"),
		"FormHeading": say("登记与办理", "Registration and handling"), "TimelineHeading": say("办理经过", "Timeline"),
		"Columns": []string{say("时间", "Time"), say("事项", "Event"), say("内容", "Content"), say("人员", "Person")},
		"Form":    s.printedForm(v, m, say), "Entries": s.printedEntries(v, a, say),
		"Seal":    sealLine(a, say),
		"Signs":   []string{say("经办人签字", "Handled by"), say("主管签字", "Head"), say("业主签字", "Owner")},
		"Printed": fmt.Sprintf(say("打印：%s　%s", "Printed by %s, %s"), v.actor.Name, s.local(a.ExportedAt)),
		"Record":  say("以系统记录为准", "The record in the system prevails"),
	}
	var out bytes.Buffer
	if err := archiveTemplate.Execute(&out, page); err != nil {
		return nil, fault.Wrap("print archive", err)
	}
	return out.Bytes(), nil
}

// linkTo is what the QR code opens.
func (s *Server) linkTo(number string) string {
	if s.PublicURL == "" {
		return number
	}
	return s.PublicURL + "/matters/" + number
}

func (s *Server) local(at time.Time) string { return at.In(s.Location).Format("2006-01-02 15:04") }

func sealLine(a complaint.Archive, say func(zh, en string) string) string {
	if len(a.Verify()) > 0 {
		return say("档案校验：不完整", "Archive check: altered")
	}
	return fmt.Sprintf(say("档案校验：完整（%d 条记录，校验值 %s）", "Archive check: complete (%d entries, head %s)"), len(a.Events), a.Head)
}

func (s *Server) printedForm(v *visit, m complaint.Complaint, say func(zh, en string) string) []printedRow {
	eyes := m.EyesOf(v.actor)
	reporter := presentReporter(m.Reporter, eyes)
	var rows []printedRow
	row := func(zh, en, content string) {
		if strings.TrimSpace(content) != "" {
			rows = append(rows, printedRow{say(zh, en), content})
		}
	}
	row("状态", "Status", nameOf(statusNames, string(m.Status), v.lang))
	row("性质 / 渠道", "Nature / channel", nameOf(natures, string(m.Nature), v.lang)+" / "+nameOf(channels, string(m.Channel), v.lang))
	row("紧急程度", "Severity", nameOf(severities, string(m.Severity), v.lang))
	row("收到时间", "Received", s.local(m.ReceivedAt))
	row("诉求人", "Reporter", strings.Join(present(reporter.Name, reporter.Phone), "　"))
	if eyes.Room {
		row("房号", "House", m.HouseLabel)
	}
	row("地点", "Place", m.Place)
	row("标题", "Title", m.Title)
	if !eyes.Apart {
		row("事实经过", "What happened", m.Text)
		row("要求", "Demand", demandLine(m.Demand, v.lang))
	}
	if c, ok := s.Policy.Category(m.Category); ok {
		row("类别", "Category", fault.Text{ZH: c.NameZH, EN: c.NameEN}.In(v.lang))
	}
	if d, ok := s.Policy.Department(m.Department); ok {
		row("主办部门", "Lead department", fault.Text{ZH: d.NameZH, EN: d.NameEN}.In(v.lang))
	}
	if m.Investigation != nil && eyes.Inside {
		row("原因", "Cause", m.Investigation.Cause)
	}
	row("处理结果", "Result", m.Result)
	if m.Outcome != "" {
		row("办理结果", "Outcome", nameOf(outcomes, string(m.Outcome), v.lang))
	}
	if c := m.Confirmation; c != nil && c.Rating > 0 && !eyes.Apart {
		row("评分", "Rating", fmt.Sprintf("%d / 5　%s", c.Rating, c.Comment))
	}
	if m.Evaluation != nil && eyes.Inside {
		row("总结评价", "Evaluation", m.Evaluation.Evaluation)
	}
	return rows
}

func present(parts ...*string) []string {
	var out []string
	for _, p := range parts {
		if p != nil {
			out = append(out, *p)
		}
	}
	return out
}

func demandLine(d *complaint.Demand, lang string) string {
	if d == nil {
		return ""
	}
	var parts []string
	if d.Kind != "" {
		parts = append(parts, nameOf(demandKinds, d.Kind, lang))
	}
	if d.AmountFen > 0 {
		parts = append(parts, yuan(d.AmountFen))
	}
	return strings.Join(append(parts, d.Text), "　")
}

func (s *Server) printedEntries(v *visit, a complaint.Archive, say func(zh, en string) string) []printedEntry {
	out := make([]printedEntry, len(a.Events))
	for i, e := range a.Events {
		out[i] = printedEntry{At: s.local(e.At), What: kindName(e.Kind, v.lang), Note: e.Note, Inside: !e.VisibleToOwner}
		if e.Hidden {
			out[i].Note = say("（内部记录，仅存校验值）", "(inside entry, kept as its hash)")
			continue
		}
		out[i].Who, out[i].Detail = e.Actor.Name, s.detail(e.Data, v.lang)
	}
	return out
}

// detail puts what an entry settled into a few words.
func (s *Server) detail(raw json.RawMessage, lang string) string {
	var d struct {
		Department, Handler, Finding, Outcome, Step, Category string
		AmountFen                                             int64
		Rating, Percent                                       int
		Until, NextUpdateBy                                   *time.Time
	}
	if len(raw) == 0 || json.Unmarshal(raw, &d) != nil {
		return ""
	}
	var parts []string
	if x, ok := s.Policy.Department(d.Department); ok {
		parts = append(parts, fault.Text{ZH: x.NameZH, EN: x.NameEN}.In(lang))
	}
	if x, ok := s.Policy.Category(d.Category); ok {
		parts = append(parts, fault.Text{ZH: x.NameZH, EN: x.NameEN}.In(lang))
	}
	if d.AmountFen > 0 {
		parts = append(parts, yuan(d.AmountFen))
	}
	if d.Rating > 0 {
		parts = append(parts, fmt.Sprintf("%d / 5", d.Rating))
	}
	if d.Percent > 0 {
		parts = append(parts, fmt.Sprintf("%d %%", d.Percent))
	}
	for _, at := range []*time.Time{d.Until, d.NextUpdateBy} {
		if at != nil {
			parts = append(parts, s.local(*at))
		}
	}
	parts = append(parts, d.Handler, nameOf(findings, d.Finding, lang), nameOf(outcomes, d.Outcome, lang), nameOf(stepNames, d.Step, lang))
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// stepNames name the steps of an approval and of a dispute.
var stepNames = append(named("dept_head", "部门主管", "Head of department", "finance", "财务", "Finance", "legal", "法务", "Legal", "leader", "分管领导", "Leader"), disputeSteps...)

func yuan(fen int64) string { return fmt.Sprintf("¥%d.%02d", fen/100, fen%100) }

// ownKinds name the entries that no command leaves.
var ownKinds = named("registered", "登记", "Registered", "replied", "答复业主", "Reply to the owner", "noted", "内部说明", "Inside note",
	"offered", "告知方案", "Plan offered", "reminded", "时限提醒", "Reminder", "escalated", "超时升级", "Escalated",
	"auto_closed", "自动结案", "Closed automatically", "absorbed", "并入事项", "Took in a matter", "released", "移出事项", "Let a matter go", "mail_received", "收到来信", "Mail received", "anonymised", "保存期满，匿名化", "Anonymised")

func kindName(kind complaint.Kind, lang string) string {
	if word := complaint.WordOf(kind); word != "" {
		return nameOf(commandNames, string(word), lang)
	}
	return nameOf(ownKinds, string(kind), lang)
}

func nameOf(terms []contract.Term, code, lang string) string {
	for _, t := range terms {
		if t.Code == code {
			return fault.Text{ZH: t.NameZh, EN: t.NameEn}.In(lang)
		}
	}
	return code
}
