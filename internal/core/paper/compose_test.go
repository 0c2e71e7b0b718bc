package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/paper"
	"anju/internal/core/paper/docx"
	"anju/internal/core/terms"
)

var (
	noon  = time.Date(2026, 11, 16, 4, 0, 0, 0, time.UTC)
	desk  = access.Actor{ID: "u-1", Name: "林晓燕", Role: access.Desk}
	owner = access.Actor{ID: "u-2", Name: "欧阳宁", Role: access.Owner, OwnerID: "o-1"}
	head  = access.Actor{ID: "u-3", Name: "副总", Role: access.Leader}
)

// whole is a matter on which everything has happened.
func whole() complaint.Complaint {
	p := complaint.Person{ID: "u-1", Name: "林晓燕", Department: terms.Engineering}
	yes, option, later := true, 0, noon.Add(time.Hour)
	return complaint.Complaint{
		ID: "m-1", Number: "TS-20261116-0001", Status: complaint.Closed, Channel: terms.Transfer, Nature: terms.Complaint, Title: "天花板渗水", Text: "我是欧阳宁，12-4-804 渗水，请回 19900001234。",
		Demand: &complaint.Demand{Kind: "compensation", AmountFen: 300_000, By: &later}, Subject: &complaint.Subject{Kind: "staff", Name: "某某"}, Place: "卧室",
		Reporter: complaint.Reporter{Kind: "owner", Name: "欧阳宁", Phone: "19900001234", Email: "ning@example.com"}, OwnerID: "o-1", HouseID: "h-1", HouseLabel: "香樟苑 12-4-804",
		CommunityID: "c-1", CommunityName: "香樟苑", ReceivedAt: noon, CreatedAt: noon, RegisteredBy: p, Transfer: &complaint.Transfer{Sender: "12345 热线", ExternalNumber: "12345-1", ReplyBy: &later},
		Category: "drainage_leak", Severity: terms.Critical, Judgement: &complaint.Judgement{By: p, At: noon, Reason: "有照片"}, GroundsSufficient: &yes,
		Finding: complaint.Partly, Department: terms.Engineering, Supporting: []string{terms.Finance}, External: []complaint.External{{Party: "contractor", Name: "维保公司", Asked: "请派人", AskedAt: &later, Replies: []complaint.ExternalReplied{{Note: "已派", At: later}}}},
		DispatchedAt: &later, Accepted: true, Assignee: &p, InfoRequests: []complaint.InfoRequest{{ID: "r-1", From: terms.Finance, AskedBy: p, AskedAt: noon, Question: "q"}},
		Investigation: &complaint.Investigation{Cause: "防水老化", By: p, At: noon, Shares: []complaint.Share{{Party: "department", Department: terms.Engineering, Percent: 100, Person: "王工"}}},
		Plan: &complaint.Plan{Options: []complaint.Option{{Measures: []complaint.Measure{{Kind: "fee_reduction", Note: "物业费"}}, AmountFen: 300_000, DueAt: later, Payer: "company"}, {Measures: []complaint.Measure{{Kind: "repair"}}, DueAt: later}},
			ProposedBy: p, ProposedAt: noon, CeilingFen: 300_000, Approvals: []complaint.Approval{{Step: "dept_head", State: complaint.Approved, By: &p, At: &later}, {Step: "finance", State: complaint.Rejected, By: &p, At: &later}, {Step: "legal", State: complaint.Later}, {Step: "leader", State: complaint.Void}}},
		Offer: &complaint.Offer{State: "accepted", Option: &option, At: noon, OnBehalf: &complaint.OnBehalf{How: "电话", Person: "欧阳宁", At: noon}}, StartedAt: &later,
		Visits: []complaint.Visit{{ID: "v-1", From: noon, To: later, Who: "王工", Entry: "key", Outcome: "second_visit", Note: "缺件", At: &later}}, Result: "已修好",
		Payments: []complaint.Payment{{ID: "p-1", Kind: "cash", Basis: "liability", AmountFen: 300_000, PaidAt: noon, Receipt: "V-1", Payee: "欧阳宁"}}, ResolvedAt: &later,
		Promised: &complaint.Promise{What: "update", By: later}, Urges: 2, Orders: []complaint.OrderNote{{ID: "d-1", To: terms.Engineering, By: p, At: noon, AnswerBy: later, Note: "限期", Answer: "已办", AnsweredBy: &p, AnsweredAt: &later}},
		Confirmation: &complaint.Confirmation{Rating: 4, Comment: "满意", By: "desk", At: later, OnBehalf: &complaint.OnBehalf{How: "电话", Person: "欧阳宁", At: later}},
		Evaluation:   &complaint.Evaluation{Evaluation: "雨季前检查", By: p, At: later}, Instructions: []complaint.Instruction{{ID: "i-1", By: p, At: noon, Instruction: "抓紧"}},
		Letters: []complaint.FiledLetter{
			{ID: "l-1", Direction: "out", Number: "安居客函〔2026〕1号", Kind: "reply", Party: "欧阳宁", Owner: true, Subject: "复函", Text: "欧阳宁业主：已修好。", At: noon},
			{ID: "l-2", Direction: "out", Number: "安居客函〔2026〕2号", Kind: "reply", Party: "街道办", Subject: "给街道的复函", Text: "内部情况", At: noon},
			{ID: "l-3", Direction: "out", Number: "安居客函〔2026〕3号", Kind: "transfer", Party: "12345 热线", Subject: "回复", Transfer: &complaint.TransferAnswer{Verified: "属实", Measures: "m", Result: "r"}, At: noon},
		},
		Clocks: []complaint.Clock{{Kind: terms.PlanDue, StartedAt: noon, DueAt: later}, {Kind: terms.Callback, StartedAt: noon, DueAt: later}, {Kind: terms.Payment, StartedAt: noon, DueAt: later}},
	}
}

func record(m complaint.Complaint) paper.Record {
	event := func(seq int64, kind complaint.Kind, note, data string) complaint.Event {
		return complaint.Event{ID: "e", Seq: seq, At: noon, Kind: kind, Note: note, Data: []byte(data), Actor: complaint.EventActor{Name: "周经理", Role: "dept_head"}}
	}
	return paper.Record{Matter: &m, Events: []complaint.Event{
		event(2, "dispatched", "", ""), event(3, complaint.KindNoted, "先止水", ""), event(4, "accepted", "", ""), event(5, "returned", "不属本部门", ""), event(6, "interim_taken", "已关阀", ""),
		event(7, "extended", "等配件", `{"clock":"plan","before":"2026-11-16T04:00:00Z","until":"2026-11-20T04:00:00Z"}`), event(8, complaint.KindEscalated, "", ""), event(9, "confirmed", "", ""),
	}}
}

func facts(t *testing.T, reader access.Actor) paper.Facts {
	p, err := config.Policy()
	require.NoError(t, err)
	return paper.Facts{Reader: reader, At: noon.Add(48 * time.Hour), Location: time.FixedZone("CST", 8*3600), Entity: "安居物业服务有限公司", Policy: p,
		Word: func(_ paper.Set, code string) string { return code }}
}

// said is everything that stands on a document.
func said(t *testing.T, d paper.Document) string {
	file, err := docx.Write(d, nil, nil, noon)
	require.NoError(t, err)
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		dec := xml.NewDecoder(r)
		for {
			token, err := dec.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err, "%s of %s is well formed", f.Name, d.Name)
			if c, ok := token.(xml.CharData); ok {
				all.Write(c)
				all.WriteByte('\n')
			}
		}
	}
	return all.String()
}

// Every form is there for a matter on which all has happened and for one that
// was just registered, for every reader who may print it.
func TestEveryFormComposesInEveryState(t *testing.T) {
	fresh := complaint.Complaint{ID: "m-2", Number: "TS-20261116-0002", Status: complaint.Registered, Channel: terms.Phone, Nature: terms.Repair, Title: "灯不亮", Reporter: complaint.Reporter{Kind: "anonymous"}, ReceivedAt: noon, CreatedAt: noon}
	for name, r := range map[string]paper.Record{"whole": record(whole()), "fresh": {Matter: &fresh}} {
		for _, role := range access.Roles {
			reader := access.Actor{ID: "u-9", Name: "某人", Role: role, Department: terms.Engineering, OwnerID: "o-1"}
			for _, o := range paper.List(r, reader) {
				d, err := paper.Compose(o.Code, r, facts(t, reader))
				require.Equal(t, o.Available, err == nil, "%s %s by %s: %v", name, o.Code, role, err)
				if err != nil {
					require.True(t, fault.Is(err, fault.Forbidden))
					require.NotEmpty(t, o.Because.EN)
					continue
				}
				text := said(t, d)
				for _, must := range []string{"安居物业服务有限公司", d.Name, d.FormNumber, r.Matter.Number, "以系统记录为准", "某人"} {
					require.Contains(t, text, must, "%s %s by %s", name, o.Code, role)
				}
				for _, s := range d.Sheets {
					for _, b := range s.Blocks {
						if b.Grid == nil {
							continue
						}
						for _, row := range b.Grid.Rows {
							sum := 0
							for i := range row {
								label, value := row.Spans(i)
								sum += label + value
							}
							require.Equal(t, paper.Columns, sum, "%s: a row of %d fields fills the sheet", o.Code, len(row))
						}
					}
				}
			}
		}
	}
	_, err := paper.Compose("poem", record(whole()), facts(t, desk))
	require.True(t, fault.Is(err, fault.NotFound))
}

// A sheet goes from hand to hand: of a confidential matter it says nobody's
// name, number or room, whoever prints it and whoever wrote it into a text.
func TestConfidentialMattersPrintNoPerson(t *testing.T) {
	m := whole()
	m.Confidential = true
	for _, reader := range []access.Actor{desk, head, {ID: "u-4", Name: "经办", Role: access.Handler, Department: terms.Engineering}, {ID: "u-5", Name: "业主本人", Role: access.Owner, OwnerID: "o-1"}} {
		for _, o := range paper.List(record(m), reader) {
			if !o.Available {
				continue
			}
			d, err := paper.Compose(o.Code, record(m), facts(t, reader))
			require.NoError(t, err)
			text := said(t, d)
			for _, hidden := range []string{"欧阳宁", "19900001234", "12-4-804", "ning@example.com"} {
				require.NotContains(t, text, hidden, "%s by %s", o.Code, reader.Role)
			}
		}
	}
}

func TestReadersWhoMayNotKnowThePersonReadAMaskedName(t *testing.T) {
	for _, o := range paper.List(record(whole()), head) {
		if !o.Available {
			continue
		}
		d, err := paper.Compose(o.Code, record(whole()), facts(t, head))
		require.NoError(t, err)
		text := said(t, d)
		require.NotContains(t, text, "欧阳宁", o.Code)
		require.NotContains(t, text, "19900001234", o.Code)
	}
}

// An owner prints the owner's papers, and on them nothing of the inside.
func TestOwnersPrintTheirOwnPapers(t *testing.T) {
	var codes []paper.Code
	for _, o := range paper.List(record(whole()), owner) {
		require.True(t, o.Available, o.Code)
		codes = append(codes, o.Code)
		d, err := paper.Compose(o.Code, record(whole()), facts(t, owner))
		require.NoError(t, err)
		for _, inside := range []string{"防水老化", "王工）", "先止水", "内部情况", "雨季前检查"} {
			require.NotContains(t, said(t, d), inside, o.Code)
		}
	}
	require.Equal(t, []paper.Code{paper.Receipt, paper.WorkOrder, paper.Extension, paper.Agreement, paper.Reply}, codes)
	d, err := paper.Compose(paper.WorkOrder, record(whole()), facts(t, owner))
	require.NoError(t, err)
	require.Len(t, d.Sheets, 1, "the owner's copy alone")
	d, err = paper.Compose(paper.WorkOrder, record(whole()), facts(t, desk))
	require.NoError(t, err)
	require.Len(t, d.Sheets, 3)

	stranger := access.Actor{ID: "u-8", Role: access.Owner, OwnerID: "o-8"}
	_, err = paper.Compose(paper.Receipt, record(whole()), facts(t, stranger))
	require.True(t, fault.Is(err, fault.Forbidden))
}

func TestOneOfSeveralIsPrintedByItsID(t *testing.T) {
	f := facts(t, desk)
	for item, number := range map[string]string{"": "安居客函〔2026〕2号", "l-1": "安居客函〔2026〕1号"} {
		f.Item = item
		d, err := paper.Compose(paper.Reply, record(whole()), f)
		require.NoError(t, err)
		require.Equal(t, number, d.Sheets[0].Serial)
	}
	f.Item = "l-9"
	_, err := paper.Compose(paper.Reply, record(whole()), f)
	require.True(t, fault.Is(err, fault.NotFound))
}

func TestAmountsStandInFiguresAndInCapitals(t *testing.T) {
	for _, code := range []paper.Code{paper.CompensationApproval, paper.Agreement, paper.Waiver} {
		d, err := paper.Compose(code, record(whole()), facts(t, desk))
		require.NoError(t, err)
		require.Contains(t, said(t, d), "3,000.00", code)
		require.Contains(t, said(t, d), "叁仟元整", code)
	}
}
