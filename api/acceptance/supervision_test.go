package acceptance

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// registered waits until an order that was given on a matter's page stands in the register.
func (c *cast) registered(t *testing.T, id string) string {
	t.Helper()
	eventually(t, "the order stands in the register", func() bool { return c.lead.get(t, "/orders/"+id).status == http.StatusOK })
	return id
}

// told are the texts of what a caller was told of an order.
func (c *cast) told(t *testing.T, by caller, number string) []string {
	t.Helper()
	var texts []string
	for _, x := range by.get(t, "/notifications?limit=100").is(http.StatusOK).list("items") {
		if text := x.(map[string]any)["text"].(string); strings.Contains(text, number) {
			texts = append(texts, text)
		}
	}
	return texts
}

func orderOverTwoMatters(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "督办")
	first, second := c.dispatched(t, owner), c.dispatched(t, owner)
	ids := []string{first.text("id"), second.text("number")}
	body := obj{"complaintIds": ids, "level": "urging", "source": "overdue", "note": "请说明原因和新的完成时间", "answerBy": in(24 * time.Hour)}
	c.desk.post(t, "/orders", body).problem(http.StatusForbidden, "")
	wrong := c.lead.post(t, "/orders", obj{"complaintIds": []string{"nobody"}, "level": "urging", "source": "overdue", "note": "x", "answerBy": in(-time.Hour)}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	require.ElementsMatch(t, []string{"complaintIds[0]", "complaintIds", "answerBy"}, wrong.each("errors", "field"))
	o := c.lead.post(t, "/orders", body).is(http.StatusCreated)
	id, number, part := o.text("id"), o.text("number"), o.text("parts[0].id")
	require.Equal(t, "engineering", o.text("parts[0].department"))
	require.Len(t, o.list("parts[0].matters"), 2)
	eng, head := c.handler["engineering"], c.head["engineering"]
	eventually(t, "the head is told once of both", func() bool { return len(c.told(t, head, number)) == 1 })

	m := eng.get(t, "/complaints/"+first.text("id")).is(http.StatusOK)
	require.Equal(t, number, m.text("orders[0].number"), "it stands on each matter")
	require.Equal(t, second.text("number"), m.text("orders[0].others[0].number"))
	require.Contains(t, c.desk.get(t, "/complaints?mark=ordered&count=true").each("items", "id"), second.text("id"))
	// One of the matters ends meanwhile; nothing of the order is lost.
	owner.command(t, second.text("id"), "withdraw", obj{"reason": "自己修好了"}).is(http.StatusOK)

	c.head["finance"].get(t, "/orders/"+id).problem(http.StatusNotFound, "")
	eng.post(t, "/orders/"+id+"/receive", nil).is(http.StatusOK)
	eng.post(t, "/orders/"+id+"/answer", obj{"progress": "x"}).problem(http.StatusForbidden, "")
	head.post(t, "/orders/"+id+"/extend", obj{"until": in(72 * time.Hour), "reason": "等配件"}).is(http.StatusOK)
	c.leader.post(t, "/orders/"+id+"/decide-extension", obj{"department": "engineering", "granted": true}).is(http.StatusOK)
	head.post(t, "/orders/"+id+"/answer", obj{"progress": "x"}, header{"If-Match", `"1"`}).problem(http.StatusPreconditionFailed, "stale_version")
	head.post(t, "/orders/"+id+"/answer", obj{"progress": "一件已修好，一件等配件", "why": "配件缺货", "measures": "已向厂家加急", "newDate": in(48 * time.Hour), "responsible": "王工"}).is(http.StatusOK)
	refused := head.post(t, "/orders/"+id+"/answer", obj{"progress": "again"}).problem(http.StatusConflict, "transition_refused")
	require.Empty(t, refused.list("allowed"))
	c.lead.post(t, "/orders/"+id+"/check", obj{"department": "engineering", "result": "partly"}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	c.lead.post(t, "/orders/"+id+"/check", obj{"department": "engineering", "result": "partly", "note": "第一件仍漏", "answerBy": in(48 * time.Hour)}).is(http.StatusOK)

	// Answered anew, on the matter's own page this time.
	require.Contains(t, head.get(t, "/complaints/"+first.text("id")).list("allowed"), any("answer-order"))
	head.command(t, first.text("id"), "answer-order", obj{"note": "配件到货，已修好"}).is(http.StatusOK)
	eventually(t, "the register has the answer", func() bool { return c.lead.get(t, "/orders/"+id).text("state") == "answered" })
	o = c.lead.post(t, "/orders/"+id+"/check", obj{"department": "engineering", "result": "done"}).is(http.StatusOK)
	require.Equal(t, "ended", o.text("state"))
	for _, of := range []answer{first, second} {
		m = c.desk.get(t, "/complaints/"+of.text("id")).is(http.StatusOK)
		require.NotNil(t, m.at("orders[0].ended"), "both know how it ended, the closed one too")
		kinds := c.desk.get(t, "/complaints/"+of.text("id")+"/timeline?limit=200").each("items", "kind")
		for kind, times := range map[string]int{"ordered": 1, "order_received": 1, "order_extension": 2, "order_answered": 2, "order_checked": 2, "order_ended": 1} {
			n := 0
			for _, k := range kinds {
				if k == kind {
					n++
				}
			}
			assert.Equal(t, times, n, kind)
		}
	}
	require.Equal(t, true, c.desk.get(t, "/complaints/"+second.text("id")+"/archive/check").is(http.StatusOK).at("complete"))
	paper := c.lead.get(t, "/complaints/"+first.text("id")+"/papers/supervision-order?item="+part).is(http.StatusOK)
	for _, words := range []string{number, second.text("number"), "配件到货"} {
		assert.Contains(t, string(paper.raw), words)
	}
	require.Contains(t, c.lead.get(t, "/orders?state=ended&department=engineering").each("items", "id"), id)
	require.Contains(t, eng.get(t, "/orders?complaintId="+first.text("number")).each("items", "id"), id)
	c.legal.get(t, "/orders").problem(http.StatusForbidden, "")
}

func leadersAreAnswered(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "批示")
	m := c.dispatched(t, owner)
	id := m.text("id")
	c.desk.command(t, id, "consult", obj{"question": "先修还是先分清责任？", "options": []string{"先修", "先分清责任"}, "recommendation": "先修"}).is(http.StatusOK)
	waiting := func() []string {
		return c.leader.get(t, "/consultations?limit=100").is(http.StatusOK).each("items", "complaintId")
	}
	require.Contains(t, waiting(), id)
	asked := c.leader.get(t, "/complaints/"+id).text("consults[0].id")
	m = c.leader.command(t, id, "advise", obj{"option": 0, "consultId": asked}).is(http.StatusOK)
	require.Contains(t, m.text("consults[0].answer"), "先修")
	require.NotContains(t, waiting(), id)
	require.Contains(t, c.desk.get(t, "/consultations?state=answered&mine=true&limit=100").each("items", "complaintId"), id)
	c.handler["engineering"].get(t, "/consultations").problem(http.StatusForbidden, "")

	c.leader.command(t, id, "instruct", obj{"instruction": "本周内修好并回访", "dueAt": in(48 * time.Hour)}).is(http.StatusOK)
	item := ""
	eventually(t, "the instruction is an item to be answered", func() bool {
		for _, x := range c.leader.get(t, "/follow-ups?given=true&state=open&limit=100").is(http.StatusOK).list("items") {
			if i := x.(map[string]any); i["what"] == "本周内修好并回访" && i["matter"].(map[string]any)["id"] == id {
				item = i["id"].(string)
			}
		}
		return item != ""
	})
	c.leader.post(t, "/follow-ups/"+item+"/accept", obj{}).problem(http.StatusConflict, "transition_refused")
	c.handler["engineering"].post(t, "/follow-ups/"+item+"/answer", obj{"answer": "已修好"}).is(http.StatusOK)
	c.lead.post(t, "/follow-ups/"+item+"/accept", obj{}).problem(http.StatusForbidden, "")
	require.Contains(t, c.leader.get(t, "/follow-ups?given=true&state=answered&limit=100").each("items", "id"), item)
	wrong := c.leader.post(t, "/follow-ups/"+item+"/return", obj{"note": "没说回访", "dueAt": in(-time.Hour)}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	require.Equal(t, []string{"dueAt"}, wrong.each("errors", "field"))
	back := c.leader.post(t, "/follow-ups/"+item+"/return", obj{"note": "没说回访", "dueAt": in(24 * time.Hour)}).is(http.StatusOK)
	require.Equal(t, "open", back.text("state"))
	require.Equal(t, "已修好", back.text("returned[0].answer.text"))
	c.handler["engineering"].post(t, "/follow-ups/"+item+"/answer", obj{"answer": "已修好，业主满意"}).is(http.StatusOK)
	require.Equal(t, "done", c.leader.post(t, "/follow-ups/"+item+"/accept", obj{"note": "好"}).is(http.StatusOK).text("state"))
}

func boardCounts(t *testing.T, c *cast) {
	community := c.community(t)
	owner := c.moveIn(t, community, "看板")
	late := c.desk.post(t, "/complaints", obj{
		"channel": "phone", "ownerId": owner.ownerID, "houseId": owner.houseID, "title": "门禁坏了", "text": "单元门禁坏了，进不了门。", "nature": "repair",
		"receivedAt": in(-30 * time.Hour), "receivedReason": "夜里接的电话",
	}).is(http.StatusCreated)
	m := c.dispatched(t, owner)
	c.handler["engineering"].command(t, m.text("id"), "accept", nil).is(http.StatusOK)
	owner.command(t, m.text("id"), "urge", obj{"note": "请快些"}).is(http.StatusOK)
	again := owner.command(t, m.text("id"), "urge", obj{"note": "再催"}).problem(http.StatusConflict, "transition_refused")
	require.Contains(t, again.text("detail"), "今天已经催过")
	b := c.leader.get(t, "/supervision?communityId="+community).is(http.StatusOK)
	require.Equal(t, int64(2), b.number("totals.open"))
	require.Equal(t, int64(1), b.number("totals.overdue"))
	require.Equal(t, int64(1), b.number("totals.urged"))
	require.Equal(t, []string{late.text("id")}, b.each("overdue.items", "id"))
	require.Equal(t, "经办engineering", b.text("byPerson[0].name"))
	sum := func(path string) (n int64) {
		for i := range b.list(path) {
			n += b.number(fmt.Sprintf("%s[%d].count", path, i))
		}
		return n
	}
	require.Equal(t, int64(1), sum("late"))
	require.Equal(t, int64(2), sum("age"))
	for mark, want := range map[string]string{"urged": m.text("id")} {
		require.Equal(t, []string{want}, c.leader.get(t, "/complaints?communityId="+community+"&mark="+mark).each("items", "id"))
	}
	old := c.leader.get(t, fmt.Sprintf("/complaints?communityId=%s&dueBefore=%s", community, time.Now().UTC().Format(time.RFC3339)))
	require.Equal(t, []string{late.text("id")}, old.is(http.StatusOK).each("items", "id"))
	head := c.head["finance"].get(t, "/supervision?communityId="+community).is(http.StatusOK)
	require.Zero(t, head.number("totals.open"))
	c.head["finance"].get(t, "/supervision?department=engineering").problem(http.StatusNotFound, "")
	c.handler["engineering"].get(t, "/supervision").problem(http.StatusForbidden, "")
}

// remindedOnce: two instances look after the same matters with limits of a
// minute; one is killed in the middle.
func remindedOnce(t *testing.T, c *cast) {
	store := c.fresh(t)
	early := "ANJU_WORKER_INTERVAL=1s"
	h := start(t, store, early)
	own := assemble(t, h, c.fresh)
	var second *house
	if strings.HasPrefix(store, "mongodb") {
		second = start(t, store, early)
	}
	policies := own.admin.get(t, "/settings/policies").is(http.StatusOK)
	var limits []any
	for _, l := range policies.list("limits") {
		if l.(map[string]any)["clock"] != "acceptance" {
			limits = append(limits, l)
		}
	}
	limits = append(limits, obj{"clock": "acceptance", "calendar": "wall", "minutes": 1})
	own.admin.do(t, "PUT", "/settings/policies", obj{"version": 1, "limits": limits, "note": "试行", "windows": obj{"escalationPercents": []int{5, 10, 20}, "digestAt": "00:00"}}).is(http.StatusOK)
	owner := own.moveIn(t, own.community(t), "两台")
	var ids []string
	for range 12 {
		ids = append(ids, own.dispatched(t, owner).text("id"))
	}
	o := own.lead.post(t, "/orders", obj{"complaintIds": ids, "level": "urging", "source": "overdue", "note": "限时答复", "answerBy": in(15 * time.Second)}).is(http.StatusCreated)
	own.leader.command(t, ids[0], "instruct", obj{"instruction": "马上修好", "dueAt": in(15 * time.Second)}).is(http.StatusOK)
	rungs := func(id string) map[string]int {
		told := map[string]int{}
		for _, x := range own.desk.get(t, "/complaints/"+id+"/timeline?limit=200").is(http.StatusOK).list("items") {
			e := x.(map[string]any)
			if data, ok := e["data"].(map[string]any); ok && data["clock"] == "acceptance" {
				told[fmt.Sprint(data["percent"])]++
			}
		}
		return told
	}
	eventually(t, "the first rung is told", func() bool { return len(rungs(ids[0])) > 0 })
	if second != nil {
		h.kill() // one of them, in the middle
		own.on(second)
	}
	eventually(t, "the last rung is told of every matter, the order climbs and the item is called to mind", func() bool {
		return !slices.ContainsFunc(ids, func(id string) bool { return rungs(id)["20"] == 0 }) &&
			own.lead.get(t, "/orders/"+o.text("id")).text("level") != "urging" && len(own.told(t, own.head["engineering"], "到期未答复：马上修好")) > 0
	})
	for _, id := range ids {
		for rung, n := range rungs(id) {
			assert.Equal(t, 1, n, "%s %%", rung)
		}
		climbs := 0
		for _, k := range own.desk.get(t, "/complaints/"+id+"/timeline?limit=200").each("items", "kind") {
			if k == "order_climbed" {
				climbs++
			}
		}
		assert.Equal(t, 1, climbs)
	}
	number := o.text("number")
	eventually(t, "head and leader are told that it climbed", func() bool {
		return len(own.told(t, own.head["engineering"], number)) == 2 && len(own.told(t, own.leader, number)) == 1
	})
	require.Len(t, own.told(t, own.head["engineering"], "到期未答复：马上修好"), 1)
	require.LessOrEqual(t, len(own.told(t, own.leader, "每日督办")), 1, "one digest a day")
}

// on is the same staff at another instance of the program.
func (c *cast) on(h *house) {
	c.house = h
	move := func(by *caller) { by.house = h }
	for _, by := range []*caller{&c.nobody, &c.admin, &c.desk, &c.lead, &c.legal, &c.leader, &c.auditor} {
		move(by)
	}
	for _, d := range departments {
		for _, by := range []map[string]caller{c.handler, c.head} {
			moved := by[d]
			move(&moved)
			by[d] = moved
		}
	}
}
