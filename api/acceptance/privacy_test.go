package acceptance

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// keeps demands that an answer holds none of the words.
func (a answer) keeps(words ...string) answer {
	a.t.Helper()
	for _, w := range words {
		require.NotContains(a.t, string(a.raw), w, a.asked)
	}
	return a
}

// views are the addresses under which staff read a matter.
func views(id string) []string {
	at := "/complaints/" + id
	return []string{at, at + "/timeline", at + "/archive", at + "/archive?format=json"}
}

func confidentialStays(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "司空密")
	form := obj{"channel": "phone", "ownerId": owner.ownerID, "houseId": owner.houseID, "title": "水龙头滴水", "text": "厨房水龙头关不紧。", "nature": "repair"}
	open := c.desk.post(t, "/complaints", form).is(http.StatusCreated)
	form["confidential"] = true
	kept := c.desk.post(t, "/complaints", form).is(http.StatusCreated)
	id, number := kept.text("id"), kept.text("number")
	require.Equal(t, open.text("number"), kept.text("related[0].number"))
	later := c.phoneCall(t, owner, "水龙头滴水", "厨房水龙头关不紧。", "repair")
	other := c.phoneCall(t, owner, "电梯按键失灵", "电梯里三层的按键失灵。", "repair").text("number")
	for _, m := range []answer{kept, later} {
		c.desk.command(t, m.text("id"), "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	}
	c.handler["engineering"].command(t, id, "accept", nil).is(http.StatusOK)
	owner.command(t, id, "urge", obj{"note": "请快一点"}).is(http.StatusOK)

	label := kept.text("houseLabel")
	asked := []string{"q=" + url.QueryEscape(owner.name), "q=" + digits(owner.phone), "q=" + digits(owner.phone)[:8], "q=" + url.QueryEscape(label), "ownerId=" + owner.ownerID, "houseId=" + owner.houseID}
	for who, by := range map[string]caller{"leader": c.leader, "auditor": c.auditor, "handler": c.handler["engineering"], "head": c.head["engineering"]} {
		for _, view := range views(id) {
			by.get(t, view).is(http.StatusOK).keeps(owner.name, owner.phone, digits(owner.phone), owner.ownerID, owner.houseID, owner.me.text("user.id"), label, open.text("number"))
		}
		by.get(t, "/complaints/"+id+"/similar").is(http.StatusOK).keeps(other)
		for _, view := range views(later.text("id"))[:2] {
			by.get(t, view).is(http.StatusOK).keeps(number)
		}
		for _, q := range asked {
			require.NotContains(t, by.get(t, "/complaints?count=true&"+q).is(http.StatusOK).each("items", "number"), number, "%s asks %s", who, q)
		}
		require.Contains(t, by.get(t, "/complaints?q="+number).is(http.StatusOK).each("items", "number"), number, who)
	}
	for _, q := range asked {
		require.Contains(t, c.desk.get(t, "/complaints?"+q).is(http.StatusOK).each("items", "number"), number, q)
	}
}

func namesAreMasked(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "司空明")
	m := owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "楼道灯不亮", "text": "三层楼道灯不亮。", "nature": "repair"}).is(http.StatusCreated)
	id := m.text("id")
	c.desk.command(t, id, "withdraw", obj{"reason": "业主来电撤回", "onBehalf": obj{"how": "phone", "person": owner.name, "at": time.Now().Format(time.RFC3339)}}).is(http.StatusOK)
	again := owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "楼道灯闪烁", "text": "三层楼道灯一直闪。", "nature": "repair"}).is(http.StatusCreated)
	owner.command(t, again.text("id"), "withdraw", obj{"reason": "好了"}).is(http.StatusOK)

	phone := "188" + digits(nextPhone())[3:]
	c.desk.post(t, "/owners", obj{"name": "司空远", "phone": phone, "houses": []obj{{"houseId": owner.houseID}}}).is(http.StatusCreated)
	for _, by := range []caller{c.leader, c.auditor} {
		for _, ref := range []string{id, again.text("id")} {
			for _, view := range views(ref) {
				by.get(t, view).is(http.StatusOK).keeps(owner.name, owner.phone, digits(owner.phone))
			}
		}
		require.Equal(t, "司*", by.get(t, "/complaints/"+id).text("registeredBy.name"))
		by.get(t, "/reports/dashboard?communityId="+owner.communityID).is(http.StatusOK).keeps(owner.name)
		require.NotEmpty(t, by.get(t, "/owners?q="+phone).is(http.StatusOK).list("items"), "a number that one knows finds its owner")
		for _, part := range []string{phone[:10], phone[4:], phone[7:]} {
			require.Empty(t, by.get(t, "/owners?q="+part).is(http.StatusOK).list("items"), "a masked number is not found digit by digit")
		}
	}
	require.NotEmpty(t, c.desk.get(t, "/owners?q="+phone[4:]).is(http.StatusOK).list("items"))
	require.Contains(t, string(c.desk.get(t, "/complaints/"+id+"/timeline").is(http.StatusOK).raw), owner.name)
	require.Contains(t, string(owner.get(t, "/complaints/"+id+"/archive?format=json").is(http.StatusOK).raw), owner.name)
}

func neighboursReadTheCourse(t *testing.T, c *cast) {
	community := c.community(t)
	owner, neighbour := c.moveIn(t, community, "司空群"), c.moveIn(t, community, "邻居甲")
	photo := owner.upload(t, "/attachments", "家里.png", picture(t, 40, 30)).is(http.StatusCreated).text("id")
	m := owner.post(t, "/complaints", obj{
		"houseId": owner.houseID, "title": "整楼停水", "text": "家里老人卧床，停水很不便。", "nature": "repair", "attachmentIds": []string{photo},
	}).is(http.StatusCreated)
	id := m.text("id")
	c.desk.command(t, id, "group", obj{"communityId": community}).is(http.StatusOK)
	reads := func() {
		t.Helper()
		for _, view := range []string{"", "/timeline", "/archive", "/archive?format=json"} {
			neighbour.get(t, "/complaints/"+id+view).is(http.StatusOK).keeps(owner.name, owner.phone, owner.houseID, photo, "老人卧床")
		}
		neighbour.get(t, "/attachments/"+photo).problem(http.StatusNotFound, "")
	}
	reads()
	neighbour.command(t, id, "join", obj{"houseId": neighbour.houseID}).is(http.StatusOK)
	c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	c.handler["engineering"].command(t, id, "accept", nil).is(http.StatusOK)
	c.handler["engineering"].command(t, id, "start", nil).is(http.StatusOK)
	c.handler["engineering"].command(t, id, "complete", obj{"result": "已恢复供水", "attachmentIds": []string{c.handler["engineering"].upload(t, "/attachments", "完工.png", picture(t, 30, 20)).text("id")}}).is(http.StatusOK)
	reads()
	require.Len(t, strings.Split(strings.Join(owner.get(t, "/complaints/"+id).texts("attachmentIds"), " "), " "), 2)
}
