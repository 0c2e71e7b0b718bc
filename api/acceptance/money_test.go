package acceptance

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// payForTwoDepartments takes a 3,000-yuan matter with two departments at fault
// from the call to the payment, with what a clerk sees on the way.
func payForTwoDepartments(t *testing.T, c *cast) {
	r := c.moveIn(t, c.community(t), "司徒静")
	eng, fin := c.handler["engineering"], c.head["finance"]
	m := c.phoneCall(t, r, "卫生间渗水泡坏木地板", "楼上卫生间渗水，卧室木地板鼓起，要求修复并赔偿三千元。", "complaint")
	id := m.text("id")
	c.desk.command(t, id, "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "照片清楚"}).is(http.StatusOK)
	c.desk.command(t, id, "classify", obj{"category": "drainage_leak", "severity": "normal"}).is(http.StatusOK)
	c.desk.command(t, id, "dispatch", obj{"department": "engineering", "supporting": []string{"service"}}).is(http.StatusOK)
	eng.command(t, id, "accept", obj{}).is(http.StatusOK)

	shares := []obj{{"department": "engineering", "percent": 70, "person": "王工"}, {"department": "service", "percent": 30}}
	eng.command(t, id, "investigate", obj{"cause": "防水破损，巡查未发现", "causeCode": "gremlins", "shares": shares}).is(http.StatusUnprocessableEntity)
	m = eng.command(t, id, "investigate", obj{"cause": "防水破损，巡查未发现", "causeCode": "construction_quality", "shares": shares}).is(http.StatusOK)
	require.Equal(t, "construction_quality", m.text("causeCode"))
	require.Equal(t, "王工", c.desk.get(t, "/complaints/"+id).is(http.StatusOK).text("investigation.shares[0].person"))
	require.NotContains(t, string(c.handler["service"].get(t, "/complaints/"+id).is(http.StatusOK).raw), "王工", "responsible persons are for those who may see them")

	// Before proposing: what it would go through, and what the floor is still worth.
	worth := c.desk.get(t, "/complaints/"+id+"/reckoning?standard=timber_floor&priceFen=428600&boughtOn="+time.Now().AddDate(-4, 0, -1).Format(time.DateOnly)).is(http.StatusOK)
	require.Equal(t, int64(70), worth.number("percent"))
	require.Equal(t, int64(300020), worth.number("amountFen"))
	before := c.desk.get(t, "/complaints/"+id+"/approval-preview?amountFen=300000").is(http.StatusOK)
	require.Len(t, before.list("steps"), 3)
	require.Equal(t, "主管engineering", before.text("steps[0].holders[0].name"))
	require.Equal(t, true, before.at("agreementDue"))
	r.get(t, "/complaints/"+id+"/approval-preview?amountFen=300000").problem(http.StatusForbidden, "")

	m = c.desk.command(t, id, "propose", obj{
		"title": "修复并赔偿", "measures": []obj{{"kind": "repair", "note": "重做防水"}, {"kind": "cash", "note": "地板损失"}}, "amountFen": 300000,
		"dueAt": in(10 * 24 * time.Hour), "handler": "王工", "payer": "company", "basis": "liability", "ground": "quality",
		"calculation": []obj{{"standard": "timber_floor", "item": "卧室地板", "priceFen": 428600, "boughtOn": time.Now().AddDate(-4, 0, -1).Format(time.DateOnly)}},
		"explanation": "地板使用四年，按标准折旧七成。",
		"options":     []obj{{"measures": []obj{{"kind": "replacement", "note": "更换同款地板"}}, "amountFen": 0, "dueAt": in(20 * 24 * time.Hour)}},
	}).is(http.StatusOK)
	require.Equal(t, int64(300020), m.number("plan.options[0].calculation[0].amountFen"))
	waiting := c.head["engineering"].get(t, "/approvals?mine=true&limit=100").is(http.StatusOK)
	at := slices.Index(waiting.each("items", "complaintId"), id)
	require.NotEqual(t, -1, at)
	require.Equal(t, "construction_quality", waiting.text(fmt.Sprintf("items[%d].matter.causeCode", at)))
	require.Equal(t, int64(0), waiting.number(fmt.Sprintf("items[%d].weighing.promisedFen", at)))
	c.head["engineering"].command(t, id, "approve", obj{}).is(http.StatusOK)
	fin.command(t, id, "approve", obj{"note": "金额相符"}).is(http.StatusOK)
	c.leader.command(t, id, "approve", obj{}).is(http.StatusOK)
	require.Contains(t, fin.get(t, "/approvals?view=decided&limit=100").is(http.StatusOK).each("items", "complaintId"), id)

	seen := r.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "地板使用四年，按标准折旧七成。", seen.text("plan.explanation"))
	require.Empty(t, seen.list("plan.approvals"))
	m = c.desk.command(t, id, "offer-accept", obj{"option": 0, "onBehalf": obj{"how": "phone", "person": r.name, "at": in(-time.Minute)}}).is(http.StatusOK)
	require.Equal(t, true, m.at("agreementDue"))
	require.Equal(t, id, c.desk.get(t, "/complaints?mark=agreement").is(http.StatusOK).text("items[0].id"))
	m = c.desk.command(t, id, "sign-agreement", obj{"signedAt": in(-time.Minute), "how": "on_site", "number": "XY-1"}).is(http.StatusOK)
	require.Equal(t, false, m.at("agreementDue"))
	m = c.handler["finance"].command(t, id, "pay", obj{"amountFen": 300000, "kind": "cash", "paidAt": in(-time.Minute), "receipt": "V-9"}).is(http.StatusOK)
	require.Equal(t, int64(300000), m.number("payments[0].amountFen"))

	// The next of the kind weighs by it.
	next := c.phoneCall(t, r, "卫生间渗水", "楼上又渗水。", "complaint").text("id")
	c.desk.command(t, next, "classify", obj{"category": "drainage_leak"}).is(http.StatusOK)
	later := c.desk.get(t, "/complaints/"+next+"/approval-preview?amountFen=30000").is(http.StatusOK)
	require.Equal(t, int64(330000), later.number("countedFen"), "no splitting")
	require.Equal(t, int64(300000), later.number("weighing.similar[0].amountFen"))
	require.Equal(t, id, later.text("weighing.promised[0].complaintId"))
}
