package acceptance

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func in(d time.Duration) string { return time.Now().Add(d).UTC().Format(time.RFC3339) }

// walkTheWholeWay is the journey of a claim over HTTP, step by step.
func walkTheWholeWay(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "欧阳云")
	eng, engHead := c.handler["engineering"], c.head["engineering"]

	// The owner submits.
	m := owner.post(t, "/complaints", obj{
		"houseId": owner.houseID, "title": "楼上卫生间渗水，客厅吊顶发霉",
		"text":   "楼上卫生间防水没有做好，渗水到我家客厅，吊顶发霉变形，已经反映过两次没有结果，要求修复并赔偿装修损失。",
		"nature": "complaint", "demand": obj{"kind": "compensation", "amountFen": 500000, "by": "2027-12-31", "text": "修复并赔偿"},
		"subject": obj{"kind": "facility", "name": "卫生间防水"},
	}).is(http.StatusCreated)
	id, number := m.text("id"), m.text("number")
	require.Regexp(t, `^TS-\d{8}-\d{4,}$`, number)
	require.Equal(t, int64(1), m.number("version"))
	for field, want := range map[string]string{
		"status": "registered", "channel": "online", "nature": "complaint", "houseId": owner.houseID, "communityId": owner.communityID,
		"ownerId": owner.ownerID, "reporter.name": owner.name, "reporter.phone": owner.phone, "demand.kind": "compensation",
	} {
		require.Equal(t, want, m.text(field), field)
	}
	require.Equal(t, int64(500000), m.number("demand.amountFen"))
	for _, field := range []string{"category", "department", "nature", "severity"} {
		require.NotEmpty(t, m.text("suggestion."+field), "always a best guess: %s", field)
	}
	require.Equal(t, m.text("suggestion.severity"), m.text("severity"), "until classified, the suggestion's")
	require.NotEmpty(t, m.list("suggestion.candidates"))
	m.texts("suggestion.because")
	require.IsType(t, true, m.at("suggestion.sure"))
	require.IsType(t, json.Number(""), m.at("suggestion.confidence"))
	require.Equal(t, "drainage_leak", m.text("suggestion.category"))
	require.Equal(t, "engineering", m.text("suggestion.department"))
	require.Equal(t, []string{"urge", "withdraw"}, m.texts("allowed"))
	for _, empty := range []string{"category", "department", "groundsSufficient", "demandReasonable", "finding", "founded", "closedAt", "assignee", "outcome", "evaluation", "investigation"} {
		require.Nil(t, m.at(empty), empty)
	}

	// The desk finds it by number, with its clocks.
	m = c.desk.get(t, "/complaints/"+number).is(http.StatusOK)
	require.Equal(t, id, m.text("id"))
	first := m.clock("firstResponse")
	require.Equal(t, "running", first["state"])
	require.Nil(t, first["metAt"])
	require.Equal(t, m.moment("receivedAt").Add(12*time.Hour), parse(t, first["dueAt"]), "12 h by the wall clock")
	require.Equal(t, "running", m.clock("judgement")["state"])
	require.Contains(t, m.texts("allowed"), "judge")
	require.Contains(t, m.texts("allowed"), "classify")
	require.NotContains(t, m.texts("allowed"), "dispatch", "a complaint is judged before it is dispatched")
	require.True(t, slices.IsSorted(m.texts("allowed")))

	// The same body is not sent twice.
	etag := m.header.Get("ETag")
	require.NotEmpty(t, etag)
	same := c.desk.get(t, "/complaints/"+id, header{"If-None-Match", etag}).is(http.StatusNotModified)
	require.Empty(t, same.raw)

	// Out of sight for departments until it is dispatched to them.
	engHead.get(t, "/complaints/"+id).problem(http.StatusNotFound, "")
	c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).problem(http.StatusConflict, "transition_refused")

	// The clerk judges, classifies, dispatches.
	next := c.desk.command(t, id, "judge", obj{"groundsSufficient": true, "demandReasonable": nil, "reason": "有照片和此前两次报修记录"}).follows(m, "registered")
	require.Equal(t, true, next.at("groundsSufficient"))
	require.Nil(t, next.at("demandReasonable"), "to be verified")
	require.Equal(t, "met", next.clock("judgement")["state"])
	require.NotNil(t, next.clock("judgement")["metAt"])
	m = next
	m = c.desk.command(t, id, "classify", obj{"category": "drainage_leak", "nature": "complaint", "severity": "normal", "department": "engineering", "reason": "渗漏"}).follows(m, "registered")
	require.Equal(t, "drainage_leak", m.text("category"))
	require.Equal(t, "normal", m.text("severity"))
	require.Contains(t, m.texts("allowed"), "dispatch")
	m = c.desk.command(t, id, "dispatch", obj{
		"department": "engineering", "supporting": []string{"service"}, "external": []obj{{"party": "contractor", "contact": "防水单位 李工"}}, "instruction": "先约业主上门查看",
	}).follows(m, "dispatched")
	require.Equal(t, "engineering", m.text("department"))
	require.Equal(t, []string{"service"}, m.texts("supporting"))
	require.Equal(t, "running", m.clock("acceptance")["state"])
	require.Equal(t, "running", m.clock("finding")["state"])

	// Lead and supporting department see it now, others do not.
	require.Contains(t, engHead.get(t, "/complaints/"+id).is(http.StatusOK).texts("allowed"), "accept")
	require.NotContains(t, c.handler["service"].get(t, "/complaints/"+id).is(http.StatusOK).texts("allowed"), "accept")
	c.handler["contracts"].get(t, "/complaints/"+id).problem(http.StatusNotFound, "")

	// The department accepts, tells the owner, investigates.
	m = engHead.command(t, id, "accept", obj{"handlerId": eng.me.text("user.id")}).follows(m, "investigating")
	require.Equal(t, eng.me.text("user.id"), m.text("assignee.id"))
	require.Equal(t, "met", m.clock("acceptance")["state"])
	require.Equal(t, "running", m.clock("plan")["state"])
	promised := in(24 * time.Hour)
	m = eng.command(t, id, "progress", obj{"note": "我是工程部张工，明天上午上门查看", "visibleToOwner": true, "nextUpdateBy": promised}).follows(m, "investigating")
	require.Equal(t, "met", m.clock("firstResponse")["state"], "a person told who handles it and by when")
	require.Equal(t, "running", m.clock("update")["state"])
	m = c.desk.command(t, id, "comment", obj{"note": "业主情绪激动，注意措辞", "visibleToOwner": false}).follows(m, "investigating")
	eng.command(t, id, "propose", proposal(300000)).problem(http.StatusConflict, "transition_refused")
	eng.command(t, id, "investigate", obj{"cause": "楼上卫生间防水层破损", "shares": []obj{{"department": "engineering", "percent": 70}, {"party": "third", "percent": 20}}}).
		problem(http.StatusUnprocessableEntity, "")
	m = eng.command(t, id, "investigate", obj{
		"cause": "楼上卫生间防水层破损", "shares": []obj{{"department": "engineering", "person": "张工", "percent": 70}, {"party": "third", "name": "楼上装修单位", "percent": 30}},
	}).follows(m, "investigating")
	require.Equal(t, "楼上卫生间防水层破损", m.text("investigation.cause"))
	require.Equal(t, "department", m.text("investigation.shares[0].party"))
	require.Equal(t, "engineering", m.text("investigation.shares[0].department"))
	require.Equal(t, int64(70), m.number("investigation.shares[0].percent"))
	require.Equal(t, "third", m.text("investigation.shares[1].party"))
	require.Empty(t, m.list("investigation.evidenceIds"))
	m = c.desk.command(t, id, "conclude", obj{"finding": "substantiated", "reason": "现场核实"}).follows(m, "investigating")
	require.Equal(t, "substantiated", m.text("finding"))

	// A plan of 3,000 yuan goes up three steps.
	m = eng.command(t, id, "propose", proposal(300000)).follows(m, "proposed")
	require.Equal(t, int64(300000), m.number("plan.options[0].amountFen"))
	require.Equal(t, "repair", m.text("plan.options[0].measures[0].kind"))
	require.Equal(t, "company", m.text("plan.options[0].payer"))
	require.NotEmpty(t, m.text("plan.options[0].dueAt"))
	require.Equal(t, "张师傅", m.text("plan.handler"))
	m.number("plan.recommended")
	require.Equal(t, []string{"dept_head", "finance", "leader"}, m.each("plan.approvals", "step"))
	require.Equal(t, []string{"waiting", "pending", "pending"}, m.each("plan.approvals", "state"))
	require.Equal(t, "running", m.clock("approval")["state"])
	require.Equal(t, "dept_head", m.clock("approval")["step"])
	require.Equal(t, "met", m.clock("plan")["state"])
	eng.command(t, id, "approve", obj{}).problem(http.StatusForbidden, "")
	c.leader.command(t, id, "approve", obj{}).problem(http.StatusForbidden, "")
	owner.get(t, "/complaints/"+id).is(http.StatusOK)
	m = engHead.command(t, id, "approve", obj{"note": "同意"}).follows(m, "proposed")
	require.Equal(t, []string{"approved", "waiting", "pending"}, m.each("plan.approvals", "state"))
	require.Equal(t, engHead.me.text("user.id"), m.text("plan.approvals[0].by.id"))
	require.NotNil(t, m.at("plan.approvals[0].at"))
	require.Equal(t, "同意", m.text("plan.approvals[0].note"))
	require.Contains(t, c.head["finance"].get(t, "/approvals?mine=true&limit=100").is(http.StatusOK).each("items", "complaintId"), id)
	require.NotContains(t, c.leader.get(t, "/approvals?mine=true&limit=100").is(http.StatusOK).each("items", "complaintId"), id)
	m = c.head["finance"].command(t, id, "approve", nil).follows(m, "proposed")
	m = c.leader.command(t, id, "approve", obj{}).follows(m, "offered")
	require.Equal(t, []string{"approved", "approved", "approved"}, m.each("plan.approvals", "state"))

	// The owner agrees.
	seen := owner.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "open", seen.text("offer.state"))
	require.Equal(t, int64(300000), seen.number("plan.options[0].amountFen"))
	require.Subset(t, seen.texts("allowed"), []string{"offer-accept", "offer-reject", "withdraw"})
	require.Nil(t, seen.at("investigation"), "inside")
	require.NotContains(t, string(seen.raw), "情绪激动")
	require.NotContains(t, string(seen.raw), "张工\"")
	m = owner.command(t, id, "offer-accept", nil).follows(seen, "executing")
	require.Equal(t, "accepted", m.text("offer.state"))
	m = eng.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "running", m.clock("execution")["state"])
	require.Equal(t, "running", m.clock("payment")["state"])

	// Finance pays, but not who approved, and no more than was approved.
	pay := obj{"amountFen": 300001, "kind": "cash", "paidAt": in(-time.Minute), "receipt": "PZ-2026-001", "payee": "欧阳云", "basis": "liability"}
	c.head["finance"].command(t, id, "pay", pay).problem(http.StatusForbidden, "")
	require.Contains(t, c.handler["finance"].command(t, id, "pay", pay).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "amountFen")
	pay["amountFen"] = 300000
	m = c.handler["finance"].command(t, id, "pay", pay).follows(m, "executing")
	require.Equal(t, int64(300000), m.number("payments[0].amountFen"))
	require.Equal(t, "met", m.clock("payment")["state"])

	// Done, confirmed, evaluated, closed.
	m = eng.command(t, id, "complete", obj{"result": "防水已重做，闭水试验合格，吊顶已恢复"}).follows(m, "resolved")
	require.Equal(t, "met", m.clock("execution")["state"])
	require.Equal(t, "running", m.clock("callback")["state"])
	c.desk.command(t, id, "close", obj{"outcome": "fixed"}).problem(http.StatusConflict, "transition_refused")
	contradicted := owner.command(t, id, "confirm", obj{"rating": 5, "comment": "还是漏水"}).problem(http.StatusUnprocessableEntity, "confirm_contradicts")
	require.Contains(t, contradicted.each("errors", "field"), "comment")
	m = owner.command(t, id, "confirm", obj{"rating": 5, "comment": "处理得很认真，谢谢"}).is(http.StatusOK)
	require.Equal(t, int64(5), m.number("confirmation.rating"))
	require.Equal(t, "owner", m.text("confirmation.by"))
	require.Equal(t, false, m.at("confirmation.automatic"))
	require.Equal(t, "resolved", m.text("status"), "money was paid: an evaluation is due")
	m = c.desk.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "met", m.clock("callback")["state"])
	require.NotContains(t, m.texts("allowed"), "close")
	m = c.desk.command(t, id, "evaluate", obj{"evaluation": "闭水试验应在交付前完成", "improvement": "新交付楼栋抽检", "caseStudy": true}).follows(m, "resolved")
	m = c.desk.command(t, id, "close", nil).follows(m, "closed")
	require.Equal(t, "fixed", m.text("outcome"))
	require.NotNil(t, m.at("closedAt"))
	require.Equal(t, true, m.at("founded"))
	require.Equal(t, "闭水试验应在交付前完成", m.text("evaluation.evaluation"))
	require.Subset(t, owner.get(t, "/complaints/"+id).is(http.StatusOK).texts("allowed"), []string{"reopen"})

	timelineTells(t, c, owner, id)
	archiveVerifies(t, c, owner, id)
}

func proposal(amountFen int64) obj {
	return obj{
		"measures":  []obj{{"kind": "repair", "note": "重做防水"}, {"kind": "cash", "note": "补偿吊顶"}},
		"amountFen": amountFen, "dueAt": in(10 * 24 * time.Hour), "handler": "张师傅", "payer": "company",
	}
}

func parse(t *testing.T, v any) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, v.(string))
	require.NoError(t, err)
	return m
}

// timelineTells holds the timeline of the whole way to its kinds, chain and sight.
func timelineTells(t *testing.T, c *cast, owner resident, id string) {
	t.Helper()
	line := c.desk.get(t, "/complaints/"+id+"/timeline?limit=200").is(http.StatusOK)
	require.Nil(t, line.at("nextCursor"))
	kinds := line.each("items", "kind")
	rest := kinds
	for _, want := range []string{
		"registered", "judged", "classified", "dispatched", "accepted", "progressed", "commented", "investigated", "concluded", "proposed",
		"approved", "approved", "approved", "offered", "offer_accepted", "paid", "completed", "confirmed", "evaluated", "closed",
	} {
		i := slices.Index(rest, want)
		require.GreaterOrEqual(t, i, 0, "%s is missing or out of order in %v", want, kinds)
		rest = rest[i+1:]
	}
	prev := ""
	for i, v := range line.list("items") {
		e := v.(map[string]any)
		for _, field := range []string{"seq", "at", "kind", "actor", "note", "visibleToOwner", "data", "prevHash", "hash"} {
			require.Contains(t, e, field)
		}
		require.Equal(t, json.Number(itoa(i+1)), e["seq"], "oldest first, without gaps")
		require.Equal(t, prev, e["prevHash"], "each entry holds the hash of the one before")
		require.Regexp(t, `^[0-9a-f]{64}$`, e["hash"])
		prev = e["hash"].(string)
		actor := e["actor"].(map[string]any)
		require.NotEmpty(t, actor["name"])
		require.NotEmpty(t, actor["role"])
	}
	form := line.at("items[0].data.form").(map[string]any)
	require.Equal(t, "楼上卫生间渗水，客厅吊顶发霉", form["title"], "registered carries the whole form")

	theirs := owner.get(t, "/complaints/"+id+"/timeline?limit=200").is(http.StatusOK)
	for _, v := range theirs.list("items") {
		require.Equal(t, true, v.(map[string]any)["visibleToOwner"], v)
	}
	require.Subset(t, theirs.each("items", "kind"), []string{"registered", "dispatched", "accepted", "offered", "completed", "closed"})
	for _, inside := range []string{"commented", "judged", "investigated", "proposed", "approved", "evaluated"} {
		require.NotContains(t, theirs.each("items", "kind"), inside)
	}

	// In pages of three the same.
	paged, cursor := []string{}, ""
	for {
		page := c.desk.get(t, "/complaints/"+id+"/timeline?limit=3&cursor="+cursor).is(http.StatusOK)
		paged = append(paged, page.each("items", "kind")...)
		if page.at("nextCursor") == nil {
			break
		}
		cursor = page.text("nextCursor")
	}
	require.Equal(t, kinds, paged)
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// repacked is a zip anew, its files changed; one that becomes nil is left out.
func repacked(t *testing.T, z *zip.Reader, change func(i int, raw []byte) []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	into := zip.NewWriter(&out)
	for i, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		raw, err := io.ReadAll(r)
		require.NoError(t, err)
		if raw = change(i, raw); raw == nil {
			continue
		}
		w, err := into.Create(f.Name)
		require.NoError(t, err)
		_, err = w.Write(raw)
		require.NoError(t, err)
	}
	require.NoError(t, into.Close())
	return out.Bytes()
}

// archiveVerifies holds the archive to the program's own offline check.
func archiveVerifies(t *testing.T, c *cast, owner resident, id string) {
	t.Helper()
	for name, by := range map[string]caller{"desk": c.desk, "owner": owner.caller, "handler": c.handler["engineering"], "auditor": c.auditor} {
		archive := by.get(t, "/complaints/"+id+"/archive?format=json").is(http.StatusOK)
		code, said := verify(t, archive.raw)
		require.Equal(t, 0, code, "%s: %s", name, said)
	}
	raw := c.desk.get(t, "/complaints/"+id+"/archive?format=json").is(http.StatusOK).raw
	for what, tampered := range map[string][]byte{
		"a word of the form":  bytes.Replace(raw, []byte("客厅吊顶发霉"), []byte("客厅吊顶完好"), 1),
		"a word of the chain": bytes.Replace(raw, []byte("防水已重做"), []byte("防水未重做"), 1),
		"an amount":           bytes.Replace(raw, []byte("300000"), []byte("30000"), 1),
		"a kind":              bytes.Replace(raw, []byte(`"kind": "confirmed"`), []byte(`"kind": "declined"`), 1),
		"cut off":             raw[:len(raw)/2],
	} {
		require.NotEqual(t, raw, tampered, what)
		code, said := verify(t, tampered)
		require.Equal(t, 1, code, "%s: %s", what, said)
	}

	page := c.desk.get(t, "/complaints/"+id+"/archive").is(http.StatusOK)
	require.True(t, strings.HasPrefix(page.header.Get("Content-Type"), "text/html"))
	require.Contains(t, string(page.raw), "档案校验")
	bundle := c.desk.get(t, "/complaints/"+id+"/archive?format=zip").is(http.StatusOK)
	require.Equal(t, "application/zip", bundle.header.Get("Content-Type"))
	z, err := zip.NewReader(bytes.NewReader(bundle.raw), int64(len(bundle.raw)))
	require.NoError(t, err)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".json") {
			r, err := f.Open()
			require.NoError(t, err)
			inside, err := io.ReadAll(r)
			require.NoError(t, err)
			code, said := verify(t, inside)
			require.Equal(t, 0, code, said)
		}
	}
	code, said := verify(t, bundle.raw)
	require.Equal(t, 0, code, said)
	names := []string{}
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	require.Contains(t, names, "archive.html")
	for i, what := range names {
		code, said := verify(t, repacked(t, z, func(j int, raw []byte) []byte {
			if j == i && what != "archive.json" {
				return append(raw, ' ')
			}
			return raw
		}))
		require.Equal(t, map[bool]int{true: 0, false: 1}[what == "archive.json"], code, "%s: %s", what, said)
		code, said = verify(t, repacked(t, z, func(j int, raw []byte) []byte {
			if j == i {
				return nil
			}
			return raw
		}))
		require.Equal(t, 1, code, "without %s: %s", what, said)
	}
	check := c.desk.get(t, "/complaints/"+id+"/archive/check").is(http.StatusOK)
	require.Equal(t, true, check.at("complete"))
	require.Empty(t, check.list("altered"))
	c.desk.get(t, "/complaints/"+id+"/archive?format=docx").problem(http.StatusUnprocessableEntity, "")
}
