package rest

import (
	"bytes"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	core "anju/internal/core/ledger"
	"anju/internal/core/terms"
	"anju/internal/desk/ledger"
	"anju/internal/desk/sheet"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// exportCompensations gives the ledger as a workbook, by the filters of the list.
func (s *Server) exportCompensations(c *fiber.Ctx) error {
	v := visitIn(c)
	x := ledgerSheet{actor: v.actor, zh: v.lang != "en", names: s.departmentNames(v.lang != "en")}
	asked := ledger.Asked{FromDay: c.Query("from"), ToDay: c.Query("to"), Search: c.Query("q"), Query: core.Query{
		Department: c.Query("department"), Category: c.Query("category"), Kind: c.Query("kind"), Basis: c.Query("basis"), Type: c.Query("type"),
		CommunityID: c.Query("communityId"), OwnerID: c.Query("ownerId"), HouseID: c.Query("houseId"), ComplaintID: c.Query("complaintId"),
	}}
	w, err := sheet.New(x.table(s.Entity, asked, s.Now(), s.Location))
	if err != nil {
		return err
	}
	if err := s.Ledger.Each(c.UserContext(), v.actor, asked, func(e core.Entry) error { return w.Row(x.row(e)...) }); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := w.Finish(&out); err != nil {
		return err
	}
	c.Attachment("compensations-" + s.Now().In(s.Location).Format(time.DateOnly) + ".xlsx")
	c.Set(fiber.HeaderContentType, xlsxType)
	return c.Send(out.Bytes())
}

func (s *Server) departmentNames(zh bool) map[string]string {
	names := map[string]string{}
	for _, d := range s.Rules().Policy.Departments {
		names[d.Code] = d.NameEN
		if zh {
			names[d.Code] = d.NameZH
		}
	}
	return names
}

// ledgerSheet writes entries in the words of one language.
type ledgerSheet struct {
	actor access.Actor
	zh    bool
	names map[string]string // of departments
}

func (x ledgerSheet) say(zh, en string) string {
	if x.zh {
		return zh
	}
	return en
}

func (x ledgerSheet) term(terms []contract.Term, code string) string {
	for _, t := range terms {
		if t.Code == code {
			return x.say(t.NameZh, t.NameEn)
		}
	}
	return code
}

func (x ledgerSheet) table(entity string, asked ledger.Asked, at time.Time, zone *time.Location) sheet.Table {
	period := strings.Trim(asked.FromDay+" – "+asked.ToDay, " –")
	switch {
	case period == "":
		period = x.say("全部", "All")
	case asked.FromDay != "" && asked.ToDay != "":
	case asked.FromDay != "":
		period = x.say(period+" 起", "from "+period)
	default:
		period = x.say(period+" 止", "until "+period)
	}
	var filters []string
	for _, f := range [][3]string{
		{"部门", "Department", x.department(asked.Department)}, {"类别", "Category", asked.Category}, {"方式", "Kind", x.term(measureKinds, asked.Kind)},
		{"性质", "Basis", x.term(bases, asked.Basis)}, {"分录", "Entry", x.typeName(asked.Type)}, {"小区", "Community", asked.CommunityID},
		{"业主", "Owner", asked.OwnerID}, {"房屋", "House", asked.HouseID}, {"事项", "Matter", asked.ComplaintID}, {"关键词", "Words", asked.Search},
	} {
		if f[2] != "" {
			filters = append(filters, x.say(f[0]+"："+f[2], f[1]+": "+f[2]))
		}
	}
	if len(filters) == 0 {
		filters = []string{x.say("无", "None")}
	}
	column := func(zh, en string, width float64, format sheet.Format) sheet.Column {
		return sheet.Column{Title: x.say(zh, en), Width: width, Format: format, Total: format == sheet.Yuan}
	}
	return sheet.Table{
		Name: x.say("赔付台账", "Compensation ledger"), Total: x.say("合计", "Total"), Zone: zone,
		Head: [][2]string{
			{x.say("单位", "Company"), entity}, {x.say("期间", "Period"), period}, {x.say("筛选", "Filters"), strings.Join(filters, x.say("；", "; "))},
			{x.say("制表", "Made"), at.In(zone).Format("2006-01-02 15:04") + "  " + x.actor.Name},
		},
		Columns: []sheet.Column{
			column("日期", "Date", 12, sheet.Day), column("受理编号", "Number", 20, sheet.Text), column("事项", "Matter", 28, sheet.Text), column("分录", "Entry", 8, sheet.Text),
			column("小区", "Community", 14, sheet.Text), column("房屋", "House", 20, sheet.Text), column("业主", "Owner", 10, sheet.Text),
			column("方式", "Kind", 10, sheet.Text), column("性质", "Basis", 10, sheet.Text),
			column("赔付（元）", "Paid (yuan)", 14, sheet.Yuan), column("减免（元）", "Waived (yuan)", 14, sheet.Yuan), column("追偿（元）", "Recovered (yuan)", 14, sheet.Yuan),
			column("责任归口", "Borne by", 28, sheet.Text), column("凭证号", "Voucher", 18, sheet.Text), column("收款人", "Payee", 12, sheet.Text), column("签收", "Received on", 14, sheet.Text),
			column("审批", "Approved by", 26, sheet.Text), column("追偿对象 / 更正原因", "Recovered from / reason", 26, sheet.Text), column("经办", "Noted by", 10, sheet.Text),
		},
	}
}

func (x ledgerSheet) row(e core.Entry) []any {
	var paid, waived, recovered any
	switch {
	case e.Type == core.Recovery:
		recovered = e.AmountFen
	case e.Waives():
		waived = e.AmountFen
	default:
		paid = e.AmountFen
	}
	signed := ""
	if e.Signed != nil {
		signed = e.Signed.On + " " + x.term(signedWays, e.Signed.How)
	}
	return []any{
		e.PaidAt, e.Number, e.Title, x.typeName(e.Type), e.CommunityName, e.HouseLabel, e.OwnerName, x.term(measureKinds, e.Kind), x.term(bases, e.Basis),
		paid, waived, recovered, x.borne(e.Borne), e.Receipt, e.Payee, signed, x.approvals(e.Approvals), strings.TrimSpace(e.FromName + " " + e.Reason), e.By.Name,
	}
}

func (x ledgerSheet) typeName(code string) string {
	switch code {
	case core.Payment:
		return x.say("付款", "Payment")
	case core.Correction:
		return x.say("更正", "Correction")
	case core.Recovery:
		return x.say("追偿", "Recovery")
	}
	return code
}

func (x ledgerSheet) department(code string) string {
	if name, ok := x.names[code]; ok {
		return name
	}
	return code
}

func (x ledgerSheet) borne(parts []complaint.Bearing) string {
	var out []string
	for _, b := range parts {
		if b.AmountFen == 0 {
			continue
		}
		who := x.department(b.Department)
		if who == "" {
			who = strings.TrimSpace(x.term(shareParties, b.Party) + " " + b.Name)
		}
		out = append(out, who+" "+terms.Yuan(b.AmountFen))
	}
	return strings.Join(out, x.say("、", ", "))
}

func (x ledgerSheet) approvals(all []complaint.Verdict) string {
	var out []string
	for _, v := range all {
		out = append(out, v.By.Name)
	}
	return strings.Join(out, x.say("、", ", "))
}
