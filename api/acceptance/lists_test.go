package acceptance

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func pagesWalkAll(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "韩六")
	want := map[string]bool{}
	for i := range 60 {
		want[c.phoneCall(t, owner, fmt.Sprintf("第 %d 件", i), "路灯不亮。", "repair").text("id")] = true
	}
	base := "/complaints?communityId=" + owner.communityID
	counted := c.desk.get(t, base+"&count=true&limit=1").is(http.StatusOK)
	require.Equal(t, int64(60), counted.number("total"))
	require.Len(t, counted.list("items"), 1)
	require.False(t, c.desk.get(t, base).has("total"))
	require.Len(t, c.desk.get(t, base).is(http.StatusOK).list("items"), 20, "20 by default")
	require.Len(t, c.desk.get(t, base+"&limit=100").is(http.StatusOK).list("items"), 60)
	for _, limit := range []string{"0", "-1", "101", "many"} {
		c.desk.get(t, base+"&limit="+limit).problem(http.StatusUnprocessableEntity, "")
	}
	require.Contains(t, []int{http.StatusBadRequest, http.StatusUnprocessableEntity}, c.desk.get(t, base+"&cursor=made-up").status)

	for _, by := range []string{"", "&sort=received&order=asc", "&sort=updated&order=desc", "&sort=due&order=asc"} {
		seen, cursor, last := map[string]int{}, "", ""
		for page := 0; ; page++ {
			p := c.desk.get(t, base+"&limit=7&cursor="+url.QueryEscape(cursor)+by).is(http.StatusOK)
			for _, id := range p.each("items", "id") {
				seen[id]++
			}
			for _, at := range p.each("items", "receivedAt") {
				if by == "" && last != "" {
					require.False(t, parse(t, at).After(parse(t, last)), "received desc")
				}
				last = at
			}
			if p.at("nextCursor") == nil {
				break
			}
			cursor = p.text("nextCursor")
			if page < 3 { // while new ones arrive
				c.phoneCall(t, owner, "新来的", "新来的一件。", "repair")
			}
		}
		for id := range want {
			require.Equal(t, 1, seen[id], "sort %q: each matter once", by)
		}
		for id, n := range seen {
			require.Equal(t, 1, n, "sort %q: %s", by, id)
		}
	}
}

func searchFinds(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "慕容雪")
	m := c.phoneCall(t, owner, "孔雀蓝瓷砖空鼓", "儿童房飘窗下孔雀蓝瓷砖空鼓，敲击有声音。", "repair")
	c.phoneCall(t, owner, "门禁卡失灵", "北门刷卡没有反应。", "repair")
	find := func(q string) []string {
		return c.desk.get(t, "/complaints?communityId="+owner.communityID+"&q="+url.QueryEscape(q)).is(http.StatusOK).each("items", "id")
	}
	for _, q := range []string{"孔雀", "瓷砖", "砖", "飘窗", "孔雀蓝瓷砖", "飘窗 瓷砖", "瓷磚", m.text("number")} {
		require.Equal(t, []string{m.text("id")}, find(q), q)
	}
	require.Len(t, find(owner.phone), 2, "by phone")
	require.Len(t, find(digits(owner.phone)), 2, "by its digits")
	require.Len(t, find(owner.name), 2, "by owner")
	require.Empty(t, find("量子纠缠"))
	for _, phone := range []string{owner.phone, digits(owner.phone)} {
		require.Equal(t, []string{owner.ownerID}, c.desk.get(t, "/owners?q="+phone).is(http.StatusOK).each("items", "id"), phone)
	}
	require.Equal(t, []string{owner.ownerID}, c.desk.get(t, "/owners?q=HT-"+owner.phone).is(http.StatusOK).each("items", "id"), "by contract")
	require.Contains(t, c.desk.get(t, "/owners?limit=100&q="+url.QueryEscape("慕容雪")).is(http.StatusOK).each("items", "id"), owner.ownerID)
	overview := c.desk.get(t, "/owners/"+owner.ownerID+"/overview").is(http.StatusOK)
	require.Equal(t, owner.ownerID, overview.text("owner.id"))
}

func listsShow(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "司马懿之")
	base := "/complaints?communityId=" + owner.communityID
	ids := func(query string) []string { return c.desk.get(t, base+query).is(http.StatusOK).each("items", "id") }

	repair := c.dispatched(t, owner)
	require.Equal(t, []string{repair.text("id")}, ids(""), "one's own write is seen at once")
	ask := c.phoneCall(t, owner, "问路", "请问地库入口在哪里？", "inquiry")
	late := c.desk.post(t, "/complaints", obj{
		"channel": "letter", "ownerId": owner.ownerID, "title": "来信", "text": "来信反映绿化带被占用。", "nature": "complaint",
		"receivedAt": in(-20 * time.Hour), "receivedReason": "周末来函", "letter": obj{"documentNumber": "函〔2026〕3 号", "receivedOn": "2026-01-05"},
	}).is(http.StatusCreated)
	for query, want := range map[string][]string{
		"&status=dispatched":           {repair.text("id")},
		"&status=registered&order=asc": {late.text("id"), ask.text("id")},
		"&department=engineering":      {repair.text("id")},
		"&nature=inquiry":              {ask.text("id")},
		"&channel=letter":              {late.text("id")},
		"&overdue=true":                {late.text("id")},
		"&houseId=" + owner.houseID + "&channel=phone&order=asc": {repair.text("id"), ask.text("id")},
		"&ownerId=" + owner.ownerID + "&nature=repair":           {repair.text("id")},
		"&category=" + repair.text("category"):                   {repair.text("id")},
		"&from=2020-01-01&to=2020-01-31":                         {},
		"&sort=due&order=asc&limit=1":                            {late.text("id")},
	} {
		require.Equal(t, want, ids(query), query)
	}
	overdue := c.desk.get(t, base+"&overdue=true").is(http.StatusOK)
	require.Equal(t, "missed", clockOf(t, overdue, 0, "firstResponse")["state"])
	require.Nil(t, clockOf(t, overdue, 0, "firstResponse")["metAt"])
	c.desk.get(t, base+"&status=sleeping").problem(http.StatusUnprocessableEntity, "")
	c.desk.get(t, base+"&from=2026-02-30").problem(http.StatusUnprocessableEntity, "")

	eventually(t, "the worker tells that the first response is missed", func() bool {
		for _, k := range c.desk.get(t, "/complaints/"+late.text("id")+"/timeline").each("items", "kind") {
			if k == "escalated" {
				return true
			}
		}
		return false
	})
	line := c.desk.get(t, "/complaints/"+late.text("id")+"/timeline")
	for i, k := range line.each("items", "kind") {
		if k == "escalated" {
			e := line.list("items")[i].(map[string]any)["data"].(map[string]any)
			require.Contains(t, e, "clock")
			require.Contains(t, e, "percent")
		}
	}
	board := c.desk.get(t, "/supervision?communityId="+owner.communityID).is(http.StatusOK)
	require.Contains(t, board.each("overdue.items", "id"), late.text("id"))
	board.at("overdue.nextCursor")
	board.list("byDepartment")
	for _, part := range []string{"dueSoon", "waitingApproval"} {
		board.at(part)
	}
	eventually(t, "figures follow", func() bool {
		d := c.leader.get(t, "/reports/dashboard?communityId="+owner.communityID)
		return d.status == http.StatusOK && d.has("figures") && d.number("figures.open") == 3
	})
	suggestion := c.desk.post(t, "/classifications", obj{"title": "电梯停运", "text": "1 号楼电梯停运两天了"}).is(http.StatusOK)
	require.Equal(t, "elevator", suggestion.text("category"))
}

func clockOf(t *testing.T, page answer, i int, kind string) map[string]any {
	t.Helper()
	item := answer{t: t, asked: page.asked, json: page.list("items")[i]}
	return item.clock(kind)
}

func ownersSeeTheirs(t *testing.T, c *cast) {
	community := c.community(t)
	owner, neighbour := c.moveIn(t, community, "尉迟敬"), c.moveIn(t, community, "宇文泰")
	m := c.dispatched(t, owner)
	id := m.text("id")
	c.desk.command(t, id, "comment", obj{"note": "内部机密备注", "visibleToOwner": false}).is(http.StatusOK)
	c.desk.command(t, id, "comment", obj{"note": "师傅下午到", "visibleToOwner": true}).is(http.StatusOK)
	for _, path := range []string{"/complaints/" + id, "/complaints/" + id + "/timeline?limit=200", "/complaints", "/complaints/" + id + "/archive?format=json", "/complaints/" + id + "/archive?format=html"} {
		require.NotContains(t, string(owner.get(t, path).is(http.StatusOK).raw), "内部机密备注", path)
	}
	require.Contains(t, string(owner.get(t, "/complaints/"+id+"/timeline").raw), "师傅下午到")
	require.Equal(t, []string{id}, owner.get(t, "/complaints").is(http.StatusOK).each("items", "id"))
	require.Empty(t, neighbour.get(t, "/complaints").is(http.StatusOK).list("items"))
	require.Empty(t, neighbour.get(t, "/complaints?ownerId="+owner.ownerID).is(http.StatusOK).list("items"))
	require.Empty(t, neighbour.get(t, "/complaints?q="+url.QueryEscape("水龙头")).is(http.StatusOK).list("items"))
	neighbour.command(t, id, "withdraw", obj{"reason": "x"}).problem(http.StatusNotFound, "")
	wrong := neighbour.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "冒名", "text": "别人家的房子"}).problem(http.StatusUnprocessableEntity, "")
	require.Contains(t, wrong.each("errors", "field"), "houseId")

	self := owner.get(t, "/owners/"+owner.ownerID).is(http.StatusOK)
	require.Equal(t, owner.phone, self.text("phone"))
	require.Equal(t, "HT-"+owner.phone, self.text("houses[0].contractNumber"))
	require.Equal(t, "2021-03-05", self.text("houses[0].signedOn"))
	owner.get(t, "/owners/"+neighbour.ownerID).problem(http.StatusNotFound, "")
	for _, k := range []string{"name", "phone"} {
		require.Contains(t, c.leader.get(t, "/owners/"+owner.ownerID).is(http.StatusOK).text(k), "*", k)
	}
	require.Equal(t, "尉迟*", c.leader.get(t, "/owners/"+owner.ownerID).text("name"))
	require.Equal(t, owner.phone[:3]+"****"+owner.phone[9:], c.leader.get(t, "/owners/"+owner.ownerID).text("phone"))
	require.Equal(t, owner.phone, c.handler["engineering"].get(t, "/owners/"+owner.ownerID).is(http.StatusOK).text("phone"), "handler on an open matter of theirs")
	require.Contains(t, c.handler["contracts"].get(t, "/owners/"+owner.ownerID).is(http.StatusOK).text("phone"), "*")
	require.Contains(t, string(owner.get(t, "/me/archive").is(http.StatusOK).raw), owner.phone)
	owner.post(t, "/me/corrections", obj{"field": "phone", "text": "换号了"}).is(http.StatusCreated)

	masked := c.desk.patch(t, "/owners/"+owner.ownerID, obj{"idNumber": "110101199003070003"}).is(http.StatusOK)
	require.NotContains(t, string(masked.raw), "110101199003070003")
	require.Contains(t, masked.text("idNumberMasked"), "*")
	value := c.desk.post(t, "/owners/"+owner.ownerID+"/unmask", obj{"field": "idNumber", "reason": "核对合同"}).is(http.StatusOK)
	require.Equal(t, "110101199003070003", value.text("value"))
	require.Contains(t, string(c.auditor.get(t, "/audit?limit=100").is(http.StatusOK).raw), "核对合同")

	// Confidential matters: name, phone and room stay with the desk.
	secret := c.desk.post(t, "/complaints", obj{
		"channel": "phone", "ownerId": owner.ownerID, "title": "邻居半夜噪音", "text": "楼上邻居半夜拖桌椅，请保密。", "nature": "complaint", "confidential": true,
		"subject": obj{"kind": "neighbour"},
	}).is(http.StatusCreated)
	c.desk.command(t, secret.text("id"), "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "x"}).is(http.StatusOK)
	c.desk.command(t, secret.text("id"), "dispatch", obj{"department": "service"}).is(http.StatusOK)
	for _, path := range []string{"", "/timeline", "/archive?format=json", "/archive?format=html"} {
		raw := string(c.handler["service"].get(t, "/complaints/"+secret.text("id")+path).is(http.StatusOK).raw)
		require.NotContains(t, raw, owner.name, path)
		require.NotContains(t, raw, owner.phone, path)
	}

	// Recusal: whoever a matter is about sees nothing of it.
	about := c.desk.post(t, "/complaints", obj{
		"channel": "phone", "ownerId": owner.ownerID, "title": "态度差", "text": "工作人员态度恶劣。", "nature": "complaint", "subject": obj{"kind": "staff", "name": "经办service"},
	}).is(http.StatusCreated)
	c.lead.command(t, about.text("id"), "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "x"}).is(http.StatusOK)
	c.lead.command(t, about.text("id"), "dispatch", obj{"department": "service"}).is(http.StatusOK)
	c.handler["service"].get(t, "/complaints/"+about.text("id")).problem(http.StatusNotFound, "")
	c.head["service"].get(t, "/complaints/"+about.text("id")).is(http.StatusOK)
}

func ticketsOpenOnce(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "汤票")
	m := c.dispatched(t, owner)
	path := "/complaints/" + m.text("id") + "/archive?format=json"
	ticket := owner.post(t, "/tickets", obj{"path": path}).is(http.StatusOK)
	require.Equal(t, int64(60), ticket.number("expiresIn"))
	link := ticket.text("url")
	require.Contains(t, link, "/api/v1/complaints/")
	c.nobody.get(t, link).is(http.StatusOK)
	c.nobody.get(t, link).problem(http.StatusUnauthorized, "")
	link = owner.post(t, "/tickets", obj{"path": "/api/v1" + path}).is(http.StatusOK).text("url")
	u, err := url.Parse(link)
	require.NoError(t, err)
	c.nobody.post(t, "/api/v1/complaints?"+u.RawQuery, obj{}).problem(http.StatusUnauthorized, "")
	c.nobody.get(t, "/api/v1/complaints?"+u.RawQuery).problem(http.StatusUnauthorized, "")
	stranger := c.moveIn(t, owner.communityID, "外人")
	if made := stranger.post(t, "/tickets", obj{"path": path}); made.status == http.StatusOK {
		c.nobody.get(t, made.text("url")).problem(http.StatusNotFound, "")
	}
}
