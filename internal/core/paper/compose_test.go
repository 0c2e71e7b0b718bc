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
	yes, option, hurt, later := true, 0, 0, noon.Add(time.Hour)
	word := &complaint.OnBehalf{How: "电话", Person: "欧阳静", At: noon}
	return complaint.Complaint{
		ID: "m-1", Number: "TS-20261116-0001", Status: complaint.Closed, Channel: terms.Transfer, Nature: terms.Complaint, Title: "天花板渗水", Text: "我是欧阳宁，12-4-804 渗水，请回 19900001234。",
		Demand: &complaint.Demand{Kind: "compensation", AmountFen: 300_000, By: &later}, Subject: &complaint.Subject{Kind: "staff", Name: "某某"}, Place: "卧室",
		Reporter: complaint.Reporter{Kind: "owner", Name: "欧阳宁", Phone: "19900001234", Email: "ning@example.com"}, OwnerID: "o-1", HouseID: "h-1", HouseLabel: "香樟苑 12-4-804",
		CommunityID: "c-1", CommunityName: "香樟苑", ReceivedAt: noon, CreatedAt: noon, RegisteredBy: p, Transfer: &complaint.Transfer{Sender: "12345 热线", ExternalNumber: "12345-1", ReplyBy: &later},
		Category: "drainage_leak", Severity: terms.Critical, Judgement: &complaint.Judgement{By: p, At: noon, Reason: "有照片"}, GroundsSufficient: &yes,
		Finding: complaint.Partly, Department: terms.Engineering, Supporting: []string{terms.Finance}, External: []complaint.External{{Party: "contractor", Name: "维保公司", Asked: "请派人", AskedAt: &later, Replies: []complaint.ExternalReplied{{Note: "已派", At: later}}}},
		DispatchedAt: &later, Accepted: true, Assignee: &p, InfoRequests: []complaint.InfoRequest{{ID: "r-1", From: terms.Finance, AskedBy: p, AskedAt: noon, Question: "q"}},
		CauseCode: "ageing", Opinions: []complaint.Opinion{{By: p, At: noon, Note: "同意是防水问题"}},
		Investigation: &complaint.Investigation{Cause: "防水老化", Where: "卧室顶板", When: &noon, Present: "欧阳宁之妻", Tested: "闭水试验 24 小时", Result: "渗漏", EvidenceIDs: []string{"f-1"}, By: p, At: noon, Shares: []complaint.Share{{Party: "department", Department: terms.Engineering, Percent: 100, Person: "王工"}}},
		Plan: &complaint.Plan{Options: []complaint.Option{{Measures: []complaint.Measure{{Kind: "fee_reduction", Note: "物业费"}}, AmountFen: 300_000, DueAt: later, Payer: "company", Basis: "liability", Ground: "quality",
			Calculation: []complaint.Calculation{{Item: "地板", PriceFen: 500_000, BoughtOn: "2021-03-05", Years: 5, Percent: 60, AmountFen: 300_000, ClauseZH: "按使用年限折旧"}}}, {Measures: []complaint.Measure{{Kind: "repair"}}, DueAt: later}},
			ProposedBy: p, ProposedAt: noon, CeilingFen: 300_000, CapFen: 200_000, OverCap: "两个房间", Explanation: "工时不计", Approvals: []complaint.Approval{{Step: "dept_head", State: complaint.Approved, By: &p, At: &later}, {Step: "finance", State: complaint.Rejected, By: &p, At: &later}, {Step: "legal", State: complaint.Later, By: &p, At: &later, Objection: "应附发票"}, {Step: "leader", State: complaint.Void}}},
		Offer: &complaint.Offer{State: "accepted", Option: &option, At: noon, OnBehalf: &complaint.OnBehalf{How: "电话", Person: "欧阳宁", At: noon}}, StartedAt: &later,
		Rounds: 2, PastRounds: []complaint.Round{{Number: 1, Plan: complaint.Plan{Options: []complaint.Option{{AmountFen: 100_000, DueAt: later}}, ProposedAt: noon}, Offer: &complaint.Offer{State: "rejected", Reason: "太少", At: noon, OnBehalf: word}}},
		Agreement: &complaint.Agreement{SignedAt: noon, How: "paper", Number: "协〔2026〕7号", By: p, At: noon, Round: 2},
		Quote:     &complaint.Quote{ID: "q-1", Items: []complaint.QuoteItem{{Name: "角阀", Qty: 2, UnitFen: 4_500}}, TotalFen: 9_000, By: p, At: noon, State: "accepted", AnsweredAt: &later, OnBehalf: word},
		Visits: []complaint.Visit{{ID: "v-1", From: noon, To: later, Who: "王工", Entry: "key", Outcome: "second_visit", Note: "缺件", At: &later, ArrivedAt: &noon, OldPart: "returned", SignatureID: "f-2", Answer: &complaint.VisitAnswer{OK: true, At: noon, OnBehalf: word},
			Parts: []complaint.Part{{Name: "密封圈", Qty: 3, UnitFen: 700, PaidBy: "company"}}}}, Result: "已修好", Remains: "墙面待干透",
		Calls:    []complaint.Call{{ID: "t-1", Purpose: complaint.ForCallback, Note: "忙音", By: p, At: later.Add(time.Hour)}, {ID: "t-2", Purpose: complaint.ForCallback, Reached: true, Person: "欧阳静", Note: "说还可以", By: p, At: later.Add(2 * time.Hour)}},
		Rechecks: []complaint.Recheck{{ID: "k-1", By: later, Because: "rain"}},
		Payments: []complaint.Payment{
			{ID: "p-1", Kind: "cash", Basis: "liability", AmountFen: 300_000, PaidAt: noon, Receipt: "V-1", Payee: "欧阳宁", Account: &complaint.Account{Holder: "欧阳静", Bank: "某某银行", LastDigits: "6688"}, Signed: &complaint.Signed{On: "2026-11-16", How: "paper", By: p}},
			{ID: "p-2", CorrectionOf: "p-1", Kind: "cash", AmountFen: -20_050, PaidAt: noon, Receipt: "V-2", Reason: "多记", By: p},
			{ID: "p-3", Kind: "fee_reduction", Basis: "waiver", AmountFen: 300_000, PaidAt: noon, Receipt: "V-3", By: p, Waiver: &complaint.Waiver{Bill: "物业服务费", Period: "2026 年第四季度", DueFen: 400_000, ReducedFen: 300_000, AfterFen: 100_000}},
		},
		Recoveries: []complaint.Recovery{{ID: "y-1", PaymentID: "p-1", AmountFen: 150_000, Name: "防水分包公司", Receipt: "S-1", ReceivedAt: later, By: p}}, ResolvedAt: &later,
		Incident:  &complaint.Incident{Level: "major", DeclaredBy: p, DeclaredAt: noon, Decisions: []complaint.Decision{{Decision: "封闭通道", By: "总经理", At: noon}}, Conclusion: "险情解除", EndedAt: &later},
		Briefings: []complaint.Briefing{{No: 1, By: p, At: noon, Situation: "首报情况", Measures: "已断水"}, {No: 2, By: p, At: later, Situation: "续报情况", Casualties: &hurt, Measures: "已抢修"}},
		Wording:   &complaint.Wording{Approved: "正在抢修", ApprovedBy: &p, ApprovedAt: &later},
		Promised:  &complaint.Promise{What: "update", By: later}, Urges: 2, Orders: []complaint.OrderNote{{ID: "d-1", To: terms.Engineering, By: p, At: noon, AnswerBy: later, Note: "限期", Answer: "已办", AnsweredBy: &p, AnsweredAt: &later}},
		Confirmation: &complaint.Confirmation{Rating: 4, Comment: "满意", By: "desk", At: later, OnBehalf: &complaint.OnBehalf{How: "电话", Person: "欧阳宁", At: later}, Answers: &complaint.Answers{OnTime: new(bool), Attitude: 5, Quality: 3, Speed: 1}},
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
			for _, hidden := range []string{"欧阳宁", "欧阳静", "19900001234", "12-4-804", "ning@example.com"} {
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
		require.NotContains(t, text, "欧阳静", o.Code)
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
		for _, inside := range []string{"防水老化", "王工）", "先止水", "内部情况", "雨季前检查", "同意是防水问题", "忙音", "闭水试验", "首报情况", "多记", "防水分包公司", "6688"} {
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

// What the work, the calls, the plans and the ledger know stands on the paper
// that asks for it.
func TestPapersSayWhatIsKnown(t *testing.T) {
	f := facts(t, desk)
	f.PromisedFen, f.Similar = 45_000, []paper.Payout{{Number: "TS-20260901-0003", AmountFen: 66_000, PaidAt: noon}}
	for code, known := range map[paper.Code][]string{
		paper.CallBack:     {"共 2 次，未通 1 次", "忙音", "欧阳静", "说还可以", "2026年11月16日", "墙面待干透", "☑\u00a0否", "☑\u00a0很满意", "☑\u00a0一般", "☑\u00a0很不满意"},
		paper.WorkOrder:    {"角阀", "¥90.00", "同意", "密封圈", "¥21.00", "☑\u00a0业主留存", "2026-11-16 12:00", "墙面待干透"},
		paper.Verification: {"卧室顶板", "闭水试验 24 小时", "欧阳宁之妻", "渗漏", "同意是防水问题"},
		paper.CompensationApproval: {"☑\u00a0quality", "☑\u00a0liability", "地板：购价 ¥5,000.00（2021-03-05 购），使用 5 年，按 60% 计 ¥3,000.00；按使用年限折旧", "¥2,000.00，超标", "两个房间", "¥450.00", "¥660.00", "TS-20260901-0003",
			"事后复核，有异议：应附发票", "第 1 轮", "太少", "协〔2026〕7号", "某某银行", "6688", "−¥200.50", "更正 V-1", "多记", "防水分包公司", "已追回 ¥1,500.00", "工时不计", "2026 年第四季度"},
		paper.Agreement:        {"协〔2026〕7号", "某某银行", "2026年11月16日签署"},
		paper.Waiver:           {"物业服务费", "2026 年第四季度", "¥4,000.00", "¥1,000.00", "V-3"},
		paper.Incident:         {"续报情况", "无", "已抢修", "正在抢修", "封闭通道", "险情解除"},
		paper.SupervisionOrder: {"督办", "抓紧", "已办"},
	} {
		d, err := paper.Compose(code, record(whole()), f)
		require.NoError(t, err)
		for _, x := range known {
			require.Contains(t, said(t, d), x, code)
		}
	}
	m := whole()
	m.Letters = nil
	d, err := paper.Compose(paper.TransferReply, record(m), f)
	require.NoError(t, err)
	for _, x := range []string{"电话　欧阳静", "已修好", "满意", "墙面待干透"} {
		require.Contains(t, said(t, d), x)
	}
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
