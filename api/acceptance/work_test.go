package acceptance

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The work of an owner-paid repair: price, appointment, tasks, signature,
// call-backs; and what each of them is not let do.
func workIsCarriedOut(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "施工")
	m := c.dispatched(t, owner)
	id, eng := m.text("id"), c.handler["engineering"]
	c.desk.command(t, id, "classify", obj{"category": "water_supply", "severity": "normal"}).is(http.StatusOK)
	eng.command(t, id, "accept", nil).is(http.StatusOK)

	// The contract warrants the pipes until next year, whatever the policy reckons.
	next := strconv.Itoa(time.Now().Year() + 1)
	c.desk.patch(t, "/owners/"+owner.ownerID, obj{"houses": []obj{{"houseId": owner.houseID, "handedOverOn": "2015-10-01", "warranty": []obj{{"part": "plumbing", "until": next + "-03-31"}}}}}).is(http.StatusOK)
	payers := eng.get(t, "/complaints/"+id+"/payers").is(http.StatusOK)
	require.Equal(t, "warranty", payers.text("likely"))
	require.Equal(t, next+"-03-31", payers.text("parts[0].until"))
	require.Equal(t, "contract", payers.text("parts[0].source"))

	m = eng.command(t, id, "quote", obj{"items": []obj{{"name": "龙头", "qty": 2, "unitFen": 12_000}}}).is(http.StatusOK)
	require.Equal(t, int64(24_000), m.number("quote.totalFen"))
	early := eng.command(t, id, "start", obj{"payer": "owner", "agreedPriceFen": 24_000}).problem(http.StatusUnprocessableEntity, "")
	require.Contains(t, early.each("errors", "field"), "payer", "the owner has not answered")
	require.Equal(t, "accepted", owner.command(t, id, "quote-answer", obj{"ok": true}).is(http.StatusOK).text("quote.state"))
	eng.command(t, id, "start", obj{"payer": "owner", "agreedPriceFen": 24_000}).is(http.StatusOK)

	m = c.desk.command(t, id, "appoint", obj{"from": in(time.Hour), "to": in(3 * time.Hour), "who": "张师傅", "entry": "at_home"}).is(http.StatusOK)
	m = owner.command(t, id, "visit-confirm", obj{"visitId": m.text("visits[0].id"), "ok": false, "wishFrom": in(26 * time.Hour), "wishTo": in(28 * time.Hour), "note": "上班"}).is(http.StatusOK)
	require.Equal(t, "上班", m.text("visits[0].answer.note"))
	m = c.desk.command(t, id, "appoint", obj{"from": in(26 * time.Hour), "to": in(28 * time.Hour), "who": "张师傅", "entry": "at_home"}).is(http.StatusOK)
	require.Equal(t, "moved", m.text("visits[0].outcome"))
	owner.command(t, id, "visit-confirm", obj{"visitId": m.text("visits[1].id"), "ok": true}).is(http.StatusOK)
	eng.command(t, id, "visit", obj{"outcome": "arrived"}).is(http.StatusOK)
	signature := eng.upload(t, "/attachments", "签名.png", picture(t, 300, 120)).is(http.StatusCreated).text("id")
	m = eng.command(t, id, "visit", obj{"outcome": "done", "signatureId": signature, "oldPart": "returned", "parts": []obj{{"name": "龙头", "qty": 2, "unitFen": 12_000, "paidBy": "owner"}}}).is(http.StatusOK)
	require.Equal(t, signature, m.text("visits[1].signatureId"))

	m = c.head["engineering"].command(t, id, "task", obj{"what": "结算材料", "who": "会计", "department": "finance", "by": in(24 * time.Hour)}).is(http.StatusOK)
	held := eng.command(t, id, "complete", obj{"result": "已更换"}).problem(http.StatusConflict, "transition_refused")
	require.NotContains(t, held.texts("allowed"), "complete")
	c.handler["finance"].command(t, id, "task-done", obj{"taskId": m.text("tasks[0].id")}).is(http.StatusOK)
	eng.command(t, id, "complete", obj{"result": "已更换"}).is(http.StatusOK) // the visit brought the signature

	eng.command(t, id, "call", obj{"purpose": "callback", "reached": false, "note": "x"}).problem(http.StatusForbidden, "")
	m = c.desk.command(t, id, "call", obj{"purpose": "callback", "reached": true, "person": "施工", "note": "业主说周末再看"}).is(http.StatusOK)
	require.Equal(t, "施工", m.text("calls[0].person"))
	mine := owner.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Empty(t, mine.list("calls"), "what clerks note stays inside")
	require.Empty(t, mine.list("tasks"))
	require.NotContains(t, string(owner.get(t, "/complaints/"+id+"/timeline?limit=200").is(http.StatusOK).raw), "周末再看")
}

// The builder's warranty of what households share is written by the admin, by
// building or for all; that of a home's parts comes with the import of owners.
// Both say who would pay.
func warrantiesAreKept(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "保一")
	next, last := strconv.Itoa(time.Now().Year()+1), strconv.Itoa(time.Now().Year()-1)
	m := c.phoneCall(t, owner, "楼道墙面渗水", "外墙渗水到楼道", "repair")
	id := m.text("id")
	c.desk.command(t, id, "classify", obj{"category": "drainage_leak"}).is(http.StatusOK)

	at := "/communities/" + owner.communityID
	c.desk.patch(t, at, obj{"warranty": []obj{}}).problem(http.StatusForbidden, "")
	lines := []obj{{"part": "waterproofing", "until": last + "-06-30"}, {"building": "3栋", "part": "waterproofing", "until": next + "-06-30"}}
	wrong := c.admin.patch(t, at, obj{"warranty": append(lines, obj{"building": "99", "part": "facade", "until": next + "-01-01"})}).problem(http.StatusUnprocessableEntity, "")
	require.Contains(t, wrong.each("errors", "field"), "warranty[2].building", "no such building")
	written := c.admin.patch(t, at, obj{"legalEntity": "云栖置业", "warranty": lines}, header{"If-Match", `"1"`}).is(http.StatusOK)
	require.Equal(t, "3", written.text("warranty[1].building"))
	c.admin.patch(t, at, obj{"warranty": []obj{}}, header{"If-Match", `"1"`}).problem(http.StatusPreconditionFailed, "")

	payers := c.desk.get(t, "/complaints/"+id+"/payers").is(http.StatusOK)
	require.Equal(t, "warranty", payers.text("likely"), "building 3 goes before the community")
	require.Contains(t, payers.each("parts", "until"), next+"-06-30")
	require.NotContains(t, payers.each("parts", "until"), last+"-06-30")

	sheet := "姓名,小区,楼栋-单元-房号,手机号,交付日期,防水保修至,门窗保修至\n" +
		"保二," + written.text("name") + ",3-2-9001," + nextPhone() + ",2021-10-01,5年,2021-01-01\n"
	preview := c.desk.upload(t, "/owner-imports", "owners.csv", []byte(sheet)).is(http.StatusCreated)
	require.Contains(t, preview.each("findings", "code"), "warranty_before_handover")
	c.desk.post(t, "/owner-imports/"+preview.text("id")+"/commit", nil).is(http.StatusOK)
	moved := c.desk.get(t, "/owners?q="+url.QueryEscape(written.text("name")+" 3-2-9001")).is(http.StatusOK)
	stored := c.desk.get(t, "/owners/"+moved.text("items[0].id")).is(http.StatusOK)
	require.Equal(t, []string{"waterproofing", "doors_windows"}, stored.each("houses[0].warranty", "part"))
	require.Equal(t, "2026-09-30", stored.text("houses[0].warranty[0].until"))
}
