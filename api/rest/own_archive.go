package rest

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/desk/owners"
)

//go:embed print/own.html print/archive.css
var ownFiles embed.FS

var ownPage = template.Must(template.ParseFS(ownFiles, "print/own.html"))

// ownMatters bounds the matters in an owner's own export.
const ownMatters = 1000

// ownArchive is everything that is kept of an owner, as the owner takes it along.
type ownArchive struct {
	ExportedAt  time.Time             `json:"exportedAt"`
	Owner       contract.Owner        `json:"owner"`
	Matters     []contract.MatterItem `json:"matters"`
	Contacts    []contract.Contact    `json:"contacts"`
	Corrections []contract.Correction `json:"corrections"`
	Keys        []contract.OwnKey     `json:"keys"`
}

// getMyArchive is the caller's own data, to read, to save or for another program.
func (s *Server) getMyArchive(c *fiber.Ctx) error {
	a, err := s.ownArchive(c.UserContext())
	if err != nil {
		return err
	}
	switch c.Query("format", "html") {
	case "json":
		return c.JSON(a)
	case "zip":
		return s.sendOwnZip(c, a)
	}
	page, err := s.ownHTML(a, visitIn(c).lang)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, printPolicy)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(page)
}

func (s *Server) ownArchive(ctx context.Context) (ownArchive, error) {
	actor := actorOf(ctx)
	found, err := s.Owners.MyArchive(ctx, actor)
	if err != nil {
		return ownArchive{}, err
	}
	entrusted, err := s.Keys.Mine(ctx, actor)
	if err != nil {
		return ownArchive{}, err
	}
	a := ownArchive{
		ExportedAt: s.Now().UTC().Truncate(time.Millisecond), Owner: presentOwner(owners.View{Owner: found.Owner}),
		Contacts: each(found.Contacts, presentContact), Corrections: each(found.Corrections, presentCorrection), Matters: []contract.MatterItem{}, Keys: each(entrusted, presentOwnKey),
	}
	for q := (complaint.Query{Limit: 100}); len(a.Matters) < ownMatters; {
		page, err := s.Matters.List(ctx, actor, q, "", false)
		if err != nil {
			return ownArchive{}, err
		}
		a.Matters = append(a.Matters, s.matterPage(ctx, page.Page, page.At, false).Items...)
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			break
		}
	}
	return a, nil
}

func (s *Server) sendOwnZip(c *fiber.Ctx, a ownArchive) error {
	page, err := s.ownHTML(a, visitIn(c).lang)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return fault.Wrap("encode own archive", err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, raw := range map[string][]byte{"archive.html": page, complaint.ArchiveEntry: data} {
		if err := packed(z, name, a.ExportedAt, bytes.NewReader(raw)); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fault.Wrap("zip archive", err)
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="anju-archive.zip"`)
	return c.Send(out.Bytes())
}

// line is one labelled text of the page; table one of its lists.
type line struct{ Label, Text string }

type table struct {
	Heading string
	Columns []string
	Rows    [][]string
}

func (s *Server) ownHTML(a ownArchive, lang string) ([]byte, error) {
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(lang) }
	at := func(t time.Time) string { return t.In(s.Location).Format("2006-01-02 15:04") }
	o := a.Owner
	form := []line{
		{say("姓名", "Name"), o.Name}, {say("电话", "Phone"), value(o.Phone)}, {say("其他电话", "Other phones"), strings.Join(o.OtherPhones, " ")},
		{say("邮箱", "E-mail"), value(o.Email)}, {say("证件号码", "Identity number"), value(o.IdNumberMasked)},
		{say("所需帮助", "Needs help"), value(o.NeedsHelp)}, {say("备注", "Notes"), value(o.Notes)},
	}
	if e := o.EmergencyContact; e != nil {
		form = append(form, line{say("紧急联系人", "Emergency contact"), strings.Join([]string{value(e.Name), value(e.Relation), value(e.Phone)}, " ")})
	}
	houses := table{say("房屋", "Houses"), []string{say("房屋", "House"), say("合同编号", "Contract"), say("签约", "Signed"), say("交付", "Handed over")}, nil}
	for _, h := range o.Houses {
		houses.Rows = append(houses.Rows, []string{h.Label, value(h.ContractNumber), dayOf(h.SignedOn), dayOf(h.HandedOverOn)})
	}
	matters := table{say("报事记录", "Matters"), []string{say("编号", "Number"), say("标题", "Title"), say("状态", "Status"), say("收到", "Received")}, nil}
	for _, m := range a.Matters {
		matters.Rows = append(matters.Rows, []string{m.Number, m.Title, nameOf(statusNames, string(m.Status), lang), at(m.ReceivedAt)})
	}
	contacts := table{say("联系记录", "Contacts"), []string{say("时间", "Time"), say("方式", "Channel"), say("内容", "Note")}, nil}
	for _, x := range a.Contacts {
		contacts.Rows = append(contacts.Rows, []string{at(x.At), nameOf(channels, x.Channel, lang), x.Note})
	}
	corrections := table{say("更正申请", "Corrections asked for"), []string{say("时间", "Time"), say("项目", "Field"), say("内容", "Text")}, nil}
	for _, x := range a.Corrections {
		corrections.Rows = append(corrections.Rows, []string{at(x.At), x.Field, x.Text})
	}
	keys := table{say("委托钥匙", "Entrusted keys"), []string{say("房屋", "House"), say("钥匙", "Keys"), say("交来", "Entrusted"), say("退还", "Handed back"), say("使用记录", "Used")}, nil}
	for _, k := range a.Keys {
		keys.Rows = append(keys.Rows, []string{k.House, fmt.Sprintf("%s × %d", k.What, k.Count), at(k.TakenInAt), momentOr(k.Ended, at), usesOf(k.Uses, at, say)})
	}
	style, err := ownFiles.ReadFile("print/archive.css")
	if err != nil {
		return nil, fault.Wrap("read style", err)
	}
	var page bytes.Buffer
	err = ownPage.Execute(&page, map[string]any{
		"Lang": lang, "Style": template.CSS(style), "Entity": s.Entity, "Heading": say("业主信息档案", "Owner archive"), "Print": say("打印 / 存为 PDF", "Print / save as PDF"), "Script": template.JS(bundleScript), "Owner": o, "Form": form,
		"Lists": []table{houses, keys, matters, contacts, corrections}, "Printed": say("导出时间 ", "Exported ") + at(a.ExportedAt),
	})
	if err != nil {
		return nil, fault.Wrap("print own archive", err)
	}
	return page.Bytes(), nil
}

// usesOf writes when a key was used, by whom and for what, line by line.
func usesOf(uses []contract.KeyUse, at func(time.Time) string, say func(zh, en string) string) string {
	lines := make([]string, len(uses))
	for i, u := range uses {
		end := say("未归还", "not back")
		if u.ReturnedAt != nil {
			end = at(*u.ReturnedAt)
		}
		lines[i] = strings.Join([]string{at(u.At) + " – " + end, u.Who, cmp.Or(u.Purpose, say("其他物业工作", "Other work of the office")), value(u.MatterNumber)}, "  ")
	}
	return strings.Join(lines, "\n")
}

// momentOr is a moment as the page writes it; "" where there is none.
func momentOr(t *time.Time, at func(time.Time) string) string {
	if t == nil {
		return ""
	}
	return at(*t)
}
