package acceptance

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func groupsJoin(t *testing.T, c *cast) {
	community := c.community(t)
	owner, neighbour := c.moveIn(t, community, "群一"), c.moveIn(t, community, "群二")
	far := c.moveIn(t, c.community(t), "外区")
	m := c.phoneCall(t, owner, "全小区停水", "整个小区从早上起停水，要求说明。", "complaint")
	id := m.text("id")
	neighbour.get(t, "/complaints/"+id).problem(http.StatusNotFound, "")
	c.desk.command(t, id, "bulletin", obj{"note": "x"}).problem(http.StatusConflict, "transition_refused")
	c.desk.command(t, id, "group", obj{"communityId": community}).follows(m, "registered")
	seen := neighbour.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, []string{"join"}, seen.texts("allowed"))
	require.NotContains(t, string(seen.raw), owner.name)
	require.NotContains(t, string(seen.raw), owner.phone)
	require.NotContains(t, string(neighbour.get(t, "/complaints/"+id+"/timeline").is(http.StatusOK).raw), owner.name)
	require.NotContains(t, neighbour.get(t, "/complaints").each("items", "id"), id)
	far.get(t, "/complaints/"+id).problem(http.StatusNotFound, "")
	neighbour.command(t, id, "join", obj{"houseId": owner.houseID}).problem(http.StatusUnprocessableEntity, "")
	joined := neighbour.command(t, id, "join", obj{"houseId": neighbour.houseID}).is(http.StatusOK)
	require.Contains(t, joined.texts("allowed"), "leave")
	require.Contains(t, neighbour.get(t, "/complaints").each("items", "id"), id)
	c.desk.command(t, id, "bulletin", obj{"note": "水泵抢修，预计 18 点恢复"}).is(http.StatusOK)
	for _, by := range []resident{owner, neighbour} {
		require.Contains(t, string(by.get(t, "/complaints/"+id+"/timeline").is(http.StatusOK).raw), "预计 18 点恢复")
	}
	neighbour.command(t, id, "leave", nil).is(http.StatusOK)
	require.NotContains(t, neighbour.get(t, "/complaints").each("items", "id"), id)
}

func mergesAndBack(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "并一")
	into := c.phoneCall(t, owner, "东门路灯", "东门路灯不亮。", "repair")
	m := c.phoneCall(t, owner, "东门路灯", "东门路灯还是不亮。", "repair")
	require.Equal(t, into.text("number"), m.text("related[0].number"), "same house and category: linked")
	merged := c.desk.command(t, m.text("id"), "merge", obj{"into": into.text("number")}).follows(m, "merged")
	require.Equal(t, "merged", merged.text("outcome"))
	require.Equal(t, into.text("id"), merged.text("mergedInto.id"))
	require.Equal(t, int64(2), c.desk.get(t, "/complaints/"+into.text("id")).number("version"))
	c.desk.command(t, m.text("id"), "comment", obj{"note": "x", "visibleToOwner": false}).is(http.StatusOK)
	back := c.desk.command(t, m.text("id"), "unmerge", obj{"reason": "不是同一盏"}).is(http.StatusOK)
	require.Equal(t, "registered", back.text("status"))
	require.Nil(t, back.at("outcome"))
	gone := owner.command(t, m.text("id"), "withdraw", obj{"reason": "自己好了"}).is(http.StatusOK)
	require.Equal(t, "withdrawn", gone.text("status"))
	require.Equal(t, "withdrawn", gone.text("outcome"))
}

func clocksPauseAndMove(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "停一")
	eng, head := c.handler["engineering"], c.head["engineering"]
	m := c.dispatched(t, owner)
	id := m.text("id")
	started := m.clock("firstResponse")["startedAt"]
	m = c.desk.command(t, id, "classify", obj{"category": "water_supply", "severity": "critical"}).follows(m, "dispatched")
	require.Equal(t, started, m.clock("firstResponse")["startedAt"], "time run is kept")
	require.Equal(t, 5*time.Minute, length(t, m.clock("firstResponse")), "a change of severity moves the due time")
	c.desk.command(t, id, "classify", obj{"category": "water_supply", "severity": "normal", "reason": "误判"}).problem(http.StatusForbidden, "")
	require.Contains(t, c.lead.command(t, id, "classify", obj{"category": "water_supply", "severity": "normal"}).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "reason")
	m = c.lead.command(t, id, "classify", obj{"category": "water_supply", "severity": "normal", "reason": "误判"}).follows(m, "dispatched")
	m = eng.command(t, id, "accept", nil).follows(m, "investigating")
	m = head.command(t, id, "pause", obj{"awaiting": "parts", "reason": "等阀芯到货", "until": in(48 * time.Hour)}).follows(m, "investigating")
	require.Equal(t, "paused", m.clock("plan")["state"])
	require.Equal(t, "running", m.clock("firstResponse")["state"], "first response never pauses")
	require.Equal(t, "parts", m.text("pause.awaiting"))
	head.command(t, id, "pause", obj{"awaiting": "parts", "reason": "x", "until": in(48 * time.Hour)}).problem(http.StatusConflict, "transition_refused")
	m = eng.command(t, id, "resume", nil).follows(m, "investigating")
	require.Equal(t, "running", m.clock("plan")["state"])
	require.Contains(t, m.texts("movableClocks"), "plan")
	require.NotContains(t, m.texts("movableClocks"), "firstResponse")
	until := in(30 * 24 * time.Hour)
	m = head.command(t, id, "extend", obj{"clock": "plan", "until": until, "reason": "厂家发货延期"}).follows(m, "investigating")
	require.Equal(t, parse(t, until), parse(t, m.clock("plan")["dueAt"]))

	urged := owner.command(t, id, "urge", obj{}).is(http.StatusOK)
	require.NotEmpty(t, urged.text("urgedOn"), "so that the page can say when to urge again")
	require.NotContains(t, urged.texts("allowed"), "urge")
	owner.command(t, id, "urge", obj{"note": "再催"}).problem(http.StatusConflict, "transition_refused")
	c.desk.command(t, id, "urge", obj{"note": "业主来电催办"}).is(http.StatusOK)
	require.Equal(t, int64(2), c.desk.get(t, "/complaints/"+id).number("urges"))

	// Leaders and departments speak to each other.
	c.desk.command(t, id, "consult", obj{"question": "是否换新？", "options": []string{"换新", "维修"}, "recommendation": "换新"}).is(http.StatusOK)
	advised := c.leader.command(t, id, "advise", obj{"answer": "换新"}).is(http.StatusOK)
	require.Equal(t, "换新", advised.text("consults[0].answer"))
	c.leader.command(t, id, "instruct", obj{"instruction": "当日办结"}).is(http.StatusOK)
	ordered := c.lead.command(t, id, "order", obj{"to": "engineering", "answerBy": in(time.Hour), "note": "说明延期原因"}).is(http.StatusOK)
	require.Equal(t, "engineering", ordered.text("orders[0].to"))
	head.command(t, id, "answer-order", obj{"note": "明日到货"}).is(http.StatusOK)
	asked := eng.command(t, id, "request-info", obj{"from": "finance", "question": "保修金还有多少？"}).is(http.StatusOK).text("infoRequests[0].id")
	c.handler["finance"].get(t, "/complaints/"+id).is(http.StatusOK)
	photo := eng.upload(t, "/attachments", "x.png", picture(t, 30, 30)).is(http.StatusCreated).text("id")
	eng.command(t, id, "start", nil).is(http.StatusOK)
	c.handler["finance"].command(t, id, "answer-info", obj{"requestId": asked, "answer": "三万元"}).is(http.StatusOK)
	eng.command(t, id, "complete", obj{"result": "已换", "attachmentIds": []string{photo}}).is(http.StatusOK)
	for range 3 {
		c.desk.command(t, id, "comment", obj{"note": "记一笔", "visibleToOwner": false}).is(http.StatusOK)
	}
	line := c.desk.get(t, "/complaints/"+id+"/timeline").is(http.StatusOK)
	require.Len(t, line.list("items"), 20, "20 by default")
	require.NotNil(t, line.at("nextCursor"))
	c.desk.get(t, "/complaints/"+id+"/timeline?limit=201").problem(http.StatusUnprocessableEntity, "")
	code, said := verify(t, c.desk.get(t, "/complaints/"+id+"/archive?format=json").raw)
	require.Equal(t, 0, code, said)
}

func deskSpeaksForOwners(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "代一")
	m := c.phoneCall(t, owner, "楼道没扫", "楼道三天没有打扫。", "repair")
	id := m.text("id")
	svc := c.handler["service"]
	c.desk.command(t, id, "dispatch", obj{"department": "service"}).is(http.StatusOK)
	svc.command(t, id, "accept", nil).is(http.StatusOK)
	svc.command(t, id, "start", nil).is(http.StatusOK)
	photo := svc.upload(t, "/attachments", "x.png", picture(t, 30, 30)).is(http.StatusCreated).text("id")
	svc.command(t, id, "complete", obj{"result": "已打扫", "attachmentIds": []string{photo}}).is(http.StatusOK)
	word := obj{"rating": 5, "onBehalf": obj{"how": "电话回访", "person": "代一", "at": in(-time.Minute)}}
	c.desk.command(t, id, "confirm", word).problem(http.StatusForbidden, "")
	require.Equal(t, "closed", owner.command(t, id, "confirm", obj{"rating": 5}).is(http.StatusOK).text("status"))

	m = c.phoneCall(t, owner, "撤销", "误报的一件小事，想撤销。", "inquiry")
	require.Contains(t, c.desk.command(t, m.text("id"), "withdraw", obj{"reason": "业主来电撤回"}).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "onBehalf")
}

func ownersComeByFile(t *testing.T, c *cast) {
	community := "导入" + digits(nextPhone())
	phone := nextPhone()
	rows := []string{
		"姓名,小区,楼栋,单元,房号,合同编号,签约日期,交付日期,建筑面积,手机号,邮箱,身份证号",
		"钟无艳," + community + ",1,1,101,HT-" + digits(phone) + ",2021年3月5日,20211001,96.5," + phone + ",zhong@example.com,",
		"," + community + ",1,1,102,,,,,,,",
		"日期错," + community + ",1,1,103,,2021-02-30,,,,,",
		"面积错," + community + ",1,1,104,,,,0," + nextPhone() + ",,",
		"=公式," + community + ",1,1,105,,,,80," + nextPhone() + ",,",
	}
	made := c.desk.upload(t, "/owner-imports", "业主.csv", []byte("\ufeff"+strings.Join(rows, "\r\n"))).is(http.StatusCreated)
	require.Equal(t, int64(5), made.number("rows"))
	require.Equal(t, int64(2), made.number("ready"))
	errorsIn := map[string]bool{}
	for i := range made.list("findings") {
		f := "findings[" + itoa(i) + "]."
		for _, field := range []string{"field", "code", "message", "severity"} {
			require.NotEmpty(t, made.text(f+field))
		}
		if made.text(f+"severity") == "error" {
			errorsIn[itoa(int(made.number(f+"row")))] = true
		}
	}
	require.Equal(t, map[string]bool{"3": true, "4": true, "5": true}, errorsIn, "the header is row 1")
	rejected := c.desk.get(t, "/owner-imports/"+made.text("id")+"/rejected.csv").is(http.StatusOK)
	require.Contains(t, string(rejected.raw), "日期错")
	require.NotContains(t, string(rejected.raw), "钟无艳")
	require.Empty(t, c.desk.get(t, "/owners?q="+phone).list("items"), "nothing is stored by a preview")
	c.desk.post(t, "/owner-imports/"+made.text("id")+"/commit", nil).is(http.StatusOK)
	found := c.desk.get(t, "/owners?q="+phone).is(http.StatusOK)
	require.Equal(t, []string{"钟无艳"}, found.each("items", "name"))
	require.Equal(t, "2021-03-05", found.text("items[0].houses[0].signedOn"))
	require.Equal(t, "2021-10-01", found.text("items[0].houses[0].handedOverOn"))
	again := c.desk.post(t, "/owner-imports/"+made.text("id")+"/commit", nil)
	require.Less(t, again.status, 500)
	require.Len(t, c.desk.get(t, "/owners?q="+phone).list("items"), 1)
}

func doorsAreServed(t *testing.T, c *cast) {
	require.Equal(t, http.StatusOK, c.nobody.do(t, http.MethodGet, "/healthz", nil).status)
	for path, kind := range map[string]string{"/": "text/html", "/desk": "text/html", "/desk/queue/deep": "text/html", "/matters/deep": "text/html", "/docs": "text/html", "/metrics": "text/plain"} {
		a, err := send(client, mustRequest(t, c.house.base+path))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, a.status, path)
		require.True(t, strings.HasPrefix(a.header.Get("Content-Type"), kind), "%s is %s", path, a.header.Get("Content-Type"))
		if kind == "text/html" {
			_, scripts, told := strings.Cut(a.header.Get("Content-Security-Policy"), "script-src ")
			require.True(t, told, path)
			scripts, _, _ = strings.Cut(scripts, ";")
			require.NotContains(t, scripts, "unsafe", path)
		}
	}
	require.Equal(t, "3.", c.nobody.get(t, "/openapi.json").is(http.StatusOK).text("openapi")[:2])
	people := c.desk.get(t, "/staff?department=engineering").is(http.StatusOK)
	require.ElementsMatch(t, []string{"经办engineering", "主管engineering"}, people.each("items", "name"))
	me := c.desk.get(t, "/me").is(http.StatusOK)
	for _, field := range []string{"id", "login", "name", "role", "department", "communityIds", "ownerId", "houses"} {
		me.at(field)
	}
}

func mustRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	require.NoError(t, err)
	return r
}

func submissionsAreLimited(t *testing.T, c *cast) {
	h := start(t, c.fresh(t), "ANJU_RATE_LIMIT=on")
	own := &cast{house: h, nobody: caller{house: h}, fresh: c.fresh}
	own.admin = own.signIn(t, "admin", adminPassword)
	own.desk = own.hire(t, "desk1", "周晓梅", "desk", "service")
	owner := own.moveIn(t, own.community(t), "多一")
	send := func(text string) answer {
		return owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "路灯", "text": text, "nature": "repair"})
	}
	send("同样的话").is(http.StatusCreated)
	send("同样的话").is(http.StatusCreated)
	refused := send("同样的话").problem(http.StatusTooManyRequests, "too_many_submissions")
	require.NotEmpty(t, refused.header.Get("Retry-After"))
	for i := range 8 {
		send("第" + itoa(i) + "句话").is(http.StatusCreated)
	}
	send("第十一件").problem(http.StatusTooManyRequests, "too_many_submissions")
	own.phoneCall(t, owner, "电话不限", "电话登记不受此限。", "repair")
}
