package acceptance

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var english = header{"Accept-Language", "en-GB, en;q=0.9, zh;q=0.5"}

func problemsAreTold(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "冯二")
	wrong := obj{"title": "", "text": "", "nature": "grumble", "colour": "red", "demand": obj{"kind": "bribe", "amountFen": -1}}
	zh := c.desk.post(t, "/complaints", wrong).problem(http.StatusUnprocessableEntity, "")
	fields := zh.each("errors", "field")
	require.Subset(t, fields, []string{"title", "text", "nature", "colour"}, "all errors at once")
	require.Contains(t, strings.Join(fields, " "), "demand")
	for i := range zh.list("errors") {
		e := "errors[" + itoa(i) + "]."
		require.NotEmpty(t, zh.text(e+"rule"))
		require.Regexp(t, `\p{Han}`, zh.text(e+"message"), "zh-CN by default: %s", zh.text(e+"field"))
	}
	require.Regexp(t, `\p{Han}`, zh.text("title"))
	require.Regexp(t, `\p{Han}`, zh.text("detail"))

	en := c.desk.post(t, "/complaints", wrong, english).problem(http.StatusUnprocessableEntity, zh.text("code"))
	require.ElementsMatch(t, fields, en.each("errors", "field"))
	for _, message := range append(en.each("errors", "message"), en.text("title"), en.text("detail")) {
		require.NotRegexp(t, `\p{Han}`, message)
	}

	c.desk.post(t, "/complaints", `{"title": "x"`).problem(http.StatusBadRequest, "")
	c.desk.post(t, "/complaints", strings.NewReader("title=x"), header{"Content-Type", "text/plain"}).problem(http.StatusUnsupportedMediaType, "")
	c.desk.post(t, "/complaints", obj{"title": "长", "text": strings.Repeat("长", 10_001)}).problem(http.StatusUnprocessableEntity, "")
	c.desk.post(t, "/complaints", obj{"title": strings.Repeat("长", 121), "text": "长"}).problem(http.StatusUnprocessableEntity, "")
	c.desk.post(t, "/complaints", `{"title": "`+strings.Repeat("x", 8<<20)+`"}`).problem(http.StatusRequestEntityTooLarge, "")
	late := obj{"channel": "phone", "ownerId": owner.ownerID, "title": "昨天的电话", "text": "昨天来电反映楼道灯不亮。", "receivedAt": in(-3 * time.Hour)}
	require.Contains(t, c.desk.post(t, "/complaints", late).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "receivedReason")
	late["receivedReason"] = "昨晚系统停机"
	require.Equal(t, late["receivedReason"], c.desk.post(t, "/complaints", late).is(http.StatusCreated).text("receivedReason"))
	late["receivedAt"] = in(3 * time.Hour)
	require.Contains(t, c.desk.post(t, "/complaints", late).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "receivedAt")

	m := c.investigated(t, owner, false)
	shares := c.handler["engineering"].command(t, m.text("id"), "investigate", obj{"cause": "x", "shares": []obj{{"department": "engineering", "percent": 50}, {"department": "engineering", "percent": 120}}})
	require.Contains(t, shares.problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "shares[1].percent", "a field is a path")
	require.Contains(t, c.desk.command(t, m.text("id"), "comment", obj{"note": "x", "visibleToOwner": false, "mood": 1}).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "mood")

	c.desk.get(t, "/nothing-of-the-kind").problem(http.StatusNotFound, "")
	mine := c.desk.get(t, "/me", header{"X-Request-Id", "gateway-request-0001"})
	require.Equal(t, "gateway-request-0001", mine.header.Get("X-Request-Id"))
}

func refusalsInOrder(t *testing.T, c *cast) {
	community := c.community(t)
	owner, stranger := c.moveIn(t, community, "陈一"), c.moveIn(t, community, "卫二")
	m := c.dispatched(t, owner)
	path := "/complaints/" + m.text("id")
	stale := header{"If-Match", `"99"`}
	bad := obj{"handlerId": 7, "colour": "red"}

	// Every request below is wrong in all the ways that come after.
	c.nobody.post(t, "/complaints/nothing/accept", bad, stale).problem(http.StatusUnauthorized, "")
	caller{house: c.house, token: "not.a.token"}.post(t, path+"/accept", bad, stale).problem(http.StatusUnauthorized, "")
	c.auditor.post(t, "/complaints/nothing/accept", bad, stale).problem(http.StatusNotFound, "")
	stranger.post(t, path+"/accept", bad, stale).problem(http.StatusNotFound, "")
	c.handler["contracts"].post(t, path+"/accept", bad, stale).problem(http.StatusNotFound, "")
	owner.post(t, path+"/accept", bad, stale).problem(http.StatusForbidden, "")
	c.leader.post(t, path+"/accept", `{"handlerId"`, stale).problem(http.StatusForbidden, "")
	c.handler["engineering"].post(t, path+"/start", obj{"payer": 7}, stale).problem(http.StatusUnprocessableEntity, "")
	c.handler["engineering"].post(t, path+"/start", `{"payer"`, stale).problem(http.StatusBadRequest, "")
	current := c.handler["engineering"].post(t, path+"/start", obj{}, stale).problem(http.StatusPreconditionFailed, "")
	require.Contains(t, string(current.raw), itoa(int(m.number("version"))), "carries the current version")
	refused := c.handler["engineering"].post(t, path+"/start", obj{}).problem(http.StatusConflict, "transition_refused")
	require.Equal(t, c.handler["engineering"].get(t, path).texts("allowed"), refused.texts("allowed"))
	require.Subset(t, refused.texts("allowed"), []string{"accept", "return"})

	// By number the same.
	c.leader.post(t, "/complaints/"+m.text("number")+"/accept", nil).problem(http.StatusForbidden, "")
	stranger.get(t, "/complaints/"+m.text("number")).problem(http.StatusNotFound, "")
	stranger.get(t, path+"/timeline").problem(http.StatusNotFound, "")
	stranger.get(t, path+"/archive").problem(http.StatusNotFound, "")
	c.admin.get(t, path).problem(http.StatusNotFound, "")
}

func versionsGuard(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "褚三")
	m := c.dispatched(t, owner)
	id := m.text("id")
	require.Equal(t, int64(2), m.number("version"))
	note := obj{"note": "记一笔", "visibleToOwner": false}
	stale := c.desk.command(t, id, "comment", note, header{"If-Match", `"1"`}).problem(http.StatusPreconditionFailed, "")
	require.Equal(t, int64(2), stale.number("currentVersion"))
	m = c.desk.command(t, id, "comment", note, header{"If-Match", `"2"`}).follows(m, "dispatched")
	m = c.desk.command(t, id, "comment", note).follows(m, "dispatched")
	before := c.desk.get(t, "/complaints/"+id)
	etag := before.header.Get("ETag")
	c.desk.get(t, "/complaints/"+id, header{"If-None-Match", etag}).is(http.StatusNotModified)
	c.desk.command(t, id, "comment", note).follows(m, "dispatched")
	after := c.desk.get(t, "/complaints/"+id, header{"If-None-Match", etag}).is(http.StatusOK)
	require.NotEqual(t, etag, after.header.Get("ETag"))

	o := c.desk.get(t, "/owners/"+owner.ownerID).is(http.StatusOK)
	version := o.number("version")
	fresh := header{"If-Match", `"` + itoa(int(version)) + `"`}
	changed := c.desk.patch(t, "/owners/"+owner.ownerID, obj{"notes": "养狗"}, fresh).is(http.StatusOK)
	require.Equal(t, version+1, changed.number("version"))
	require.Equal(t, version+1, c.desk.patch(t, "/owners/"+owner.ownerID, obj{"notes": "养猫"}, fresh).problem(http.StatusPreconditionFailed, "").number("currentVersion"))
}

func repeatsHappenOnce(t *testing.T, c *cast) {
	community := c.community(t)
	owner, other := c.moveIn(t, community, "蒋四"), c.moveIn(t, community, "沈五")
	body := obj{"houseId": owner.houseID, "title": "楼道灯不亮", "text": "三楼楼道灯坏了两天。", "nature": "repair"}
	key := header{"Idempotency-Key", "owner-phone-lost-the-net-1"}
	first := owner.post(t, "/complaints", body, key).is(http.StatusCreated)
	again := owner.post(t, "/complaints", body, key).is(http.StatusCreated)
	require.JSONEq(t, string(first.raw), string(again.raw), "same body: same status and body")
	changed := obj{"houseId": owner.houseID, "title": "楼道灯不亮", "text": "四楼也坏了。", "nature": "repair"}
	owner.post(t, "/complaints", changed, key).problem(http.StatusUnprocessableEntity, "idempotency_key_reused")
	body["houseId"] = other.houseID
	theirs := other.post(t, "/complaints", body, key).is(http.StatusCreated)
	require.NotEqual(t, first.text("id"), theirs.text("id"), "the scope is the caller")
	id := first.text("id")
	c.desk.command(t, id, "comment", obj{"note": "一", "visibleToOwner": false}, key).is(http.StatusOK)
	c.desk.command(t, id, "comment", obj{"note": "一", "visibleToOwner": false}, key).is(http.StatusOK)
	require.Equal(t, int64(2), c.desk.get(t, "/complaints/"+id).number("version"), "happened once")
	c.desk.command(t, id, "urge", obj{"note": "二"}, key).is(http.StatusOK) // another path is another scope
	refused := c.desk.command(t, id, "close", obj{}, key).problem(http.StatusConflict, "transition_refused")
	require.JSONEq(t, string(refused.raw), string(c.desk.command(t, id, "close", obj{}, key).is(http.StatusConflict).raw))

	// Sent at once, eight times.
	body = obj{"houseId": owner.houseID, "title": "单元门关不上", "text": "单元门闭门器坏了。", "nature": "repair"}
	var answers [8]answer
	var errs [8]error
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i], errs[i] = owner.try(http.MethodPost, "/complaints", body, header{"Idempotency-Key", "eight-at-once"})
		})
	}
	all.Wait()
	ids := map[string]bool{}
	for i, a := range answers {
		require.NoError(t, errs[i])
		a.t = t
		if a.status == http.StatusConflict {
			require.NotEmpty(t, a.header.Get("Retry-After"), "still running")
			continue
		}
		ids[a.is(http.StatusCreated).text("id")] = true
	}
	require.Len(t, ids, 1)
	require.Equal(t, int64(2), owner.get(t, "/complaints?count=true").is(http.StatusOK).number("total"))
}
