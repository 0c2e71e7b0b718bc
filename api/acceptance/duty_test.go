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
