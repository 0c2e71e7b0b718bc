package acceptance

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// roundTheClock are shifts of one person at a post, day and night, all week.
func roundTheClock(post, name, phone string) []obj {
	out := make([]obj, 7)
	for d := range out {
		out[d] = obj{"post": post, "day": d + 1, "from": "00:00", "to": "00:00", "name": name, "phone": phone}
	}
	return out
}

func whoIsOnDuty(t *testing.T, c *cast) {
	community := c.community(t)
	at := "/roster?communityId=" + community
	empty := c.handler["engineering"].get(t, at).is(http.StatusOK)
	require.Zero(t, empty.number("version"))
	require.Len(t, empty.list("warnings"), 4, "every post is empty")

	// Nobody is on duty: who answers one level up is named.
	duty := c.desk.get(t, "/roster/now?communityId="+community).is(http.StatusOK)
	require.Equal(t, []string{"front_desk", "control_room", "engineering", "manager"}, duty.each("items[0].posts", "post"))
	require.Empty(t, duty.list("items[0].posts[2].now"))
	require.Contains(t, duty.each("items[0].posts[2].above", "name"), "主管engineering")
	require.Equal(t, "leader", duty.text("items[0].posts[3].above[0].role"))

	// The usual week holds in every week; the name comes from the account.
	usual := append(roundTheClock("control_room", "中控 赵师傅", "199-7000-0001"), obj{"post": "engineering", "day": 1, "from": "20:00", "to": "08:00", "accountId": c.handler["engineering"].me.text("user.id")})
	body := obj{"communityId": community, "usual": true, "shifts": usual}
	c.desk.do(t, http.MethodPut, "/roster", body).problem(http.StatusForbidden, "")
	c.lead.do(t, http.MethodPut, "/roster", obj{"communityId": community, "usual": true, "shifts": []obj{{"post": "gate", "day": 9, "from": "25:00", "to": "08:00"}}}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	written := c.lead.do(t, http.MethodPut, "/roster", body).is(http.StatusOK)
	require.Equal(t, int64(1), written.number("version"))
	duty = c.auditor.get(t, "/roster/now?communityId="+community).is(http.StatusOK)
	require.Equal(t, "中控 赵师傅", duty.text("items[0].posts[1].now[0].name"))
	require.Equal(t, "19970000001", duty.text("items[0].posts[1].now[0].phone"))
	require.True(t, duty.moment("items[0].posts[1].now[0].until").After(time.Now()))

	week := c.desk.get(t, at).is(http.StatusOK)
	require.Equal(t, false, week.at("own"))
	require.Contains(t, week.each("shifts", "name"), "经办engineering")

	// This week is written apart: two people swapped, one of them without a number; then given back.
	own := roundTheClock("control_room", "替班 钱师傅", "")
	mine := c.admin.do(t, http.MethodPut, "/roster", obj{"communityId": community, "shifts": own}).is(http.StatusOK)
	require.Equal(t, true, mine.at("own"))
	require.Contains(t, mine.each("warnings", "kind"), "unrung")
	require.Equal(t, "替班 钱师傅", c.leader.get(t, "/roster/now?communityId="+community).is(http.StatusOK).text("items[0].posts[1].now[0].name"))
	stale := c.lead.do(t, http.MethodPut, "/roster", obj{"communityId": community, "shifts": own}, header{"If-Match", `"7"`}).problem(http.StatusPreconditionFailed, "")
	require.NotEmpty(t, stale)
	back := c.lead.do(t, http.MethodPut, "/roster", obj{"communityId": community, "default": true, "shifts": []obj{}}, header{"If-Match", `"1"`}).is(http.StatusOK)
	require.Equal(t, false, back.at("own"))
	require.Equal(t, "中控 赵师傅", c.desk.get(t, "/roster/now?communityId="+community).is(http.StatusOK).text("items[0].posts[1].now[0].name"))

	book, err := excelize.OpenReader(bytes.NewReader(c.desk.get(t, "/roster/export.xlsx?communityId="+community).is(http.StatusOK).raw))
	require.NoError(t, err)
	rows, err := book.GetRows("值班表")
	require.NoError(t, err)
	require.Len(t, rows, 3+1+1+8, "what it is, a line between, the titles and eight shifts")
	require.Equal(t, []string{"中控室", "00:00", "次日 00:00", "中控 赵师傅", "19970000001"}, rows[5][2:])

	// On the sheet, but away: who stands in is to be rung, else one level up.
	night, substitute := c.hire(t, "night1", "夜班孙工", "handler", "engineering"), c.hire(t, "night2", "替夜李工", "handler", "engineering")
	shifts := roundTheClock("engineering", "", "")
	for _, x := range shifts {
		x["accountId"] = night.me.text("user.id")
	}
	c.lead.do(t, http.MethodPut, "/roster", obj{"communityId": community, "shifts": shifts}).is(http.StatusOK)
	engineer := func() answer { return c.desk.get(t, "/roster/now?communityId="+community).is(http.StatusOK) }
	require.NotContains(t, string(engineer().raw), `"away"`)
	c.away(t, night, night.me.text("user.id"), substitute.me.text("user.id")).is(http.StatusOK)
	require.Equal(t, true, engineer().at("items[0].posts[2].now[0].away"))
	require.Equal(t, "替夜李工", engineer().text("items[0].posts[2].now[0].deputy.name"))
	require.Empty(t, engineer().list("items[0].posts[2].above"))
	require.Contains(t, c.desk.get(t, at).is(http.StatusOK).each("warnings", "kind"), "away")
	c.away(t, night, night.me.text("user.id"), "").is(http.StatusOK)
	require.NotContains(t, string(engineer().raw), "替夜李工")
	require.Contains(t, engineer().each("items[0].posts[2].above", "name"), "主管engineering")

	c.desk.get(t, "/roster?communityId=nowhere").problem(http.StatusNotFound, "")
	c.moveIn(t, community, "值班业主").get(t, at).problem(http.StatusForbidden, "")
}

// away says that somebody is away from now on, and who stands in.
func (c *cast) away(t *testing.T, by caller, who, deputy string) answer {
	t.Helper()
	body := obj{"from": in(-time.Minute), "until": in(24 * time.Hour)}
	if deputy != "" {
		body["accountId"] = deputy
	}
	return by.do(t, http.MethodPut, "/staff/"+who+"/deputy", body)
}

// planned is a matter of contracts whose plan waits for its head.
func (c *cast) planned(t *testing.T, owner resident) string {
	t.Helper()
	id, handler := c.phoneCall(t, owner, "交房延期", "合同约定的交房时间已过，要求说明。", "complaint").text("id"), c.handler["contracts"]
	c.desk.command(t, id, "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "合同可查"}).is(http.StatusOK)
	c.desk.command(t, id, "classify", obj{"category": "delivery_delay", "severity": "normal"}).is(http.StatusOK)
	c.desk.command(t, id, "dispatch", obj{"department": "contracts"}).is(http.StatusOK)
	handler.command(t, id, "accept", nil).is(http.StatusOK)
	handler.command(t, id, "investigate", obj{"cause": "总包延误", "shares": []obj{{"department": "contracts", "percent": 100}}}).is(http.StatusOK)
	handler.command(t, id, "propose", proposal(0)).is(http.StatusOK)
	return id
}

// deputiesStandIn: the head of contracts is away, a handler of another department
// stands in, comes to the end of it, and nobody stands in.
func deputiesStandIn(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "代理甲")
	head, deputy := c.head["contracts"], c.hire(t, "deputy1", "代理乙", "handler", "engineering")
	first := c.planned(t, owner)
	mine := func() []string {
		return deputy.get(t, "/approvals?mine=true&limit=100").is(http.StatusOK).each("items", "complaintId")
	}
	deputy.get(t, "/complaints/"+first).problem(http.StatusNotFound, "")

	// Who may say so, and who can stand in.
	headID, deputyID := head.me.text("user.id"), deputy.me.text("user.id")
	c.away(t, deputy, headID, deputyID).problem(http.StatusForbidden, "")
	c.away(t, head, headID, headID).problem(http.StatusUnprocessableEntity, "invalid_fields")
	c.away(t, head, headID, c.auditor.me.text("user.id")).problem(http.StatusUnprocessableEntity, "invalid_fields")
	c.away(t, head, headID, "nobody").problem(http.StatusUnprocessableEntity, "invalid_fields")
	away := c.away(t, head, headID, deputyID).is(http.StatusOK)
	require.Equal(t, deputyID, away.text("away.accountId"))

	// Who is limited to other communities reads who is away and who stands in, and says it of nobody there.
	var elsewhere, head1 obj
	there := c.hireFor(t, "lead.there", "代理丙", "leader", "", owner.communityID)
	here := c.hireFor(t, "clerk.here", "代理丁", "desk", "", c.community(t))
	for _, x := range there.get(t, "/staff").is(http.StatusOK).list("items") {
		switch x := obj(x.(map[string]any)); x["id"] {
		case headID:
			head1 = x
		case here.me.text("user.id"):
			elsewhere = x
		}
	}
	require.Equal(t, deputyID, head1["away"].(map[string]any)["accountId"])
	require.Equal(t, []any{true, false}, []any{head1["mayNameDeputy"], elsewhere["mayNameDeputy"]})
	c.away(t, there, here.me.text("user.id"), "").problem(http.StatusForbidden, "")

	me := deputy.get(t, "/me").is(http.StatusOK)
	require.Equal(t, []string{headID}, me.each("standsInFor", "id"))
	require.Equal(t, "contracts", me.text("standsInFor[0].department"))

	// In place of the head: the inbox, the matter, the step; both names on the record.
	require.Contains(t, mine(), first)
	m := deputy.get(t, "/complaints/"+first).is(http.StatusOK)
	require.Contains(t, m.texts("allowed"), "approve")
	approved := deputy.command(t, first, "approve", obj{"note": "同意"}).is(http.StatusOK)
	require.Equal(t, "代理乙（代 主管contracts）", approved.text("plan.approvals[0].by.name"))
	entries := c.auditor.get(t, "/complaints/"+first+"/timeline?limit=200").is(http.StatusOK)
	require.Contains(t, string(entries.raw), `"forId":"`+headID+`"`)
	for _, paper := range []string{"/archive?format=html", "/archive?format=json"} {
		require.Contains(t, string(c.auditor.get(t, "/complaints/"+first+paper).is(http.StatusOK).raw), "代理乙（代 主管contracts）")
	}
	require.Equal(t, true, c.auditor.get(t, "/complaints/"+first+"/archive/check").is(http.StatusOK).at("complete"))
	deputy.post(t, "/complaints", obj{"channel": "phone", "title": "x", "text": "x"}).problem(http.StatusForbidden, "")

	// What the head is told reaches the deputy too.
	second := c.planned(t, owner)
	eventually(t, "the deputy hears of the plan", func() bool {
		for _, item := range deputy.get(t, "/notifications?limit=100").is(http.StatusOK).list("items") {
			if item.(map[string]any)["complaintId"] == second {
				return true
			}
		}
		return false
	})

	// Back: the right is gone at once.
	head.do(t, http.MethodDelete, "/staff/"+headID+"/deputy", nil).is(http.StatusOK)
	deputy.command(t, second, "approve", nil).problem(http.StatusNotFound, "")
	require.NotContains(t, mine(), second)
	require.False(t, deputy.get(t, "/me").is(http.StatusOK).has("standsInFor"))

	// Away without a deputy: what waits goes up to a leader, and so does what comes.
	c.away(t, c.leader, headID, "").is(http.StatusOK)
	eventually(t, "the waiting step goes up", func() bool {
		return c.leader.get(t, "/complaints/"+second).is(http.StatusOK).text("plan.approvals[0].role") == "leader"
	})
	third := c.planned(t, owner)
	waiting := c.leader.get(t, "/complaints/"+third).is(http.StatusOK)
	require.Equal(t, "leader", waiting.text("plan.approvals[0].role"))
	require.Equal(t, "away", waiting.text("plan.approvals[0].upBecause"))
	c.leader.command(t, third, "approve", nil).is(http.StatusOK)
	c.admin.do(t, http.MethodDelete, "/staff/"+headID+"/deputy", nil).is(http.StatusOK)
}

// shiftAndMorning: a day with danger, a visit, a promise, a transfer, an order, an
// unhappy owner and a confidential matter is handed over and read out next morning.
func shiftAndMorning(t *testing.T, c *cast) {
	community := c.community(t)
	owner := c.moveIn(t, community, "欧阳晨会")
	register := func(extra obj) answer {
		body := obj{"channel": "phone", "ownerId": owner.ownerID, "houseId": owner.houseID, "title": "欧阳晨会家的事", "text": "请尽快处理。", "nature": "repair"}
		for k, v := range extra {
			body[k] = v
		}
		return c.desk.post(t, "/complaints", body).is(http.StatusCreated)
	}
	eng := c.handler["engineering"]
	danger := register(obj{"title": "欧阳晨会被困电梯"})
	c.desk.command(t, danger.text("id"), "classify", obj{"category": "elevator", "severity": "critical"}).is(http.StatusOK)
	visit := register(obj{"title": "欧阳晨会家水管漏水"})
	c.desk.command(t, visit.text("id"), "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	eng.command(t, visit.text("id"), "accept", nil).is(http.StatusOK)
	eng.command(t, visit.text("id"), "appoint", obj{"from": in(time.Minute), "to": in(2 * time.Hour), "who": "张师傅", "entry": "key"}).is(http.StatusOK)
	eng.command(t, visit.text("id"), "progress", obj{"note": "备件已到", "visibleToOwner": true, "nextUpdateBy": in(3 * time.Hour)}).is(http.StatusOK)
	c.lead.command(t, visit.text("id"), "order", obj{"to": "engineering", "answerBy": in(5 * time.Hour), "note": "欧阳晨会已来电三次"}).is(http.StatusOK)
	secret := register(obj{"title": "欧阳晨会投诉员工", "nature": "complaint", "confidential": true})
	c.desk.command(t, secret.text("id"), "classify", obj{"category": "staff_attitude", "severity": "high"}).is(http.StatusOK)
	transfer := c.desk.post(t, "/complaints", obj{
		"channel": "transfer", "ownerId": owner.ownerID, "houseId": owner.houseID, "communityId": community, "title": "欧阳晨会反映噪声", "text": "街道转来。", "nature": "complaint",
		"transfer": obj{"sender": "12345", "externalNumber": "X-1", "replyBy": in(10 * time.Hour)},
	}).is(http.StatusCreated)

	at := "?communityId=" + community
	draft := c.desk.get(t, "/shift"+at).is(http.StatusOK)
	require.Equal(t, []string{danger.text("number"), secret.text("number")}, draft.each("urgent", "number"), "critical first, then high")
	require.Equal(t, []string{visit.text("number")}, draft.each("visits", "number"))
	require.Equal(t, true, draft.at("visits[0].keys"), "entered with an entrusted key")
	require.Contains(t, draft.each("promises", "number"), visit.text("number"))
	require.Equal(t, []string{transfer.text("number")}, draft.each("transfers", "number"))
	c.leader.get(t, "/shift"+at).problem(http.StatusForbidden, "")

	// Who goes signs; what follows does not change the page; who comes signs.
	c.desk.post(t, "/handovers", obj{"communityId": community, "toId": c.leader.me.text("user.id")}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	gone := c.desk.post(t, "/handovers", obj{"communityId": community, "notes": "夜里再看一次电梯", "keyNotes": "3-2 钥匙在张师傅处", "toId": c.lead.me.text("user.id")}).is(http.StatusCreated)
	id := gone.text("id")
	require.Equal(t, false, gone.at("mayTake"))
	c.desk.post(t, "/handovers/"+id+"/take", obj{}).problem(http.StatusConflict, "")
	eng.command(t, visit.text("id"), "visit", obj{"outcome": "done"}).is(http.StatusOK)
	taken := c.lead.post(t, "/handovers/"+id+"/take", obj{"note": "钥匙已核对"}).is(http.StatusOK)
	require.Equal(t, "陈主管", taken.text("come.name"))
	require.Equal(t, "周晓梅", taken.text("gone.name"))
	require.Equal(t, []string{visit.text("number")}, taken.each("page.visits", "number"), "frozen")
	c.lead.post(t, "/handovers/"+id+"/take", obj{}).problem(http.StatusConflict, "taken_over")
	read := c.auditor.get(t, "/handovers/"+id).is(http.StatusOK)
	require.False(t, read.has("page.urgent[1].title"), "beside the desk, of what is confidential the number alone")
	c.head["engineering"].get(t, "/handovers/"+id).problem(http.StatusForbidden, "")
	second := c.lead.post(t, "/handovers", obj{"communityId": community}).is(http.StatusCreated).text("id")
	page := c.desk.get(t, "/handovers"+at+"&limit=1").is(http.StatusOK)
	require.Equal(t, []string{second}, page.each("items", "id"), "the last first")
	require.Equal(t, []string{id}, c.desk.get(t, "/handovers"+at+"&limit=1&cursor="+page.text("nextCursor")).is(http.StatusOK).each("items", "id"))

	// Who serves some communities alone hands over one of them.
	limited := func(login string, in ...string) caller {
		c.admin.post(t, "/users", obj{"login": login, "name": "林小区", "role": "desk", "department": "service", "password": staffPassword, "communityIds": in}).is(http.StatusCreated)
		return c.signIn(t, login, staffPassword)
	}
	ofOne, ofTwo := limited("desk.one", community), limited("desk.two", community, c.community(t))
	third := ofOne.post(t, "/handovers", obj{}).is(http.StatusCreated)
	require.Equal(t, community, third.text("communityId"))
	ofTwo.post(t, "/handovers", obj{}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	ofTwo.post(t, "/handovers/"+third.text("id")+"/take", obj{}).is(http.StatusOK)

	// The morning: its text holds nothing of the owner.
	eventually(t, "the sums of the day", func() bool { return c.lead.get(t, "/morning"+at).is(http.StatusOK).number("open") == 4 })
	list := c.leader.get(t, "/morning"+at).is(http.StatusOK)
	require.Equal(t, []string{visit.text("number")}, list.each("orders", "number"))
	require.Equal(t, []string{transfer.text("number")}, list.each("transfers", "number"))
	text := list.text("text")
	require.Contains(t, text, visit.text("number"))
	require.Contains(t, text, "工程技术部：")
	for _, personal := range []string{"欧阳晨会", owner.phone, digits(owner.phone), "3-2-", "被困", "来电三次", "staff_attitude"} {
		require.NotContains(t, text, personal)
	}
	require.Contains(t, c.leader.get(t, "/morning"+at, header{"Accept-Language", "en"}).is(http.StatusOK).text("text"), "Supervision orders (1)")
}
