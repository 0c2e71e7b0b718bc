package acceptance

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func householdsEachOnTheirOwn(t *testing.T, c *cast) {
	community := c.community(t)
	owner, second, third := c.moveIn(t, community, "群户甲"), c.moveIn(t, community, "群户乙"), c.moveIn(t, community, "群户丙")
	m := c.desk.post(t, "/complaints", obj{
		"channel": "letter", "ownerId": owner.ownerID, "houseId": owner.houseID, "reporter": obj{"kind": "joint_letter", "name": "三楼住户联名"},
		"title": "电梯停运两个月", "text": "电梯停运两个月，要求修复并补偿。", "nature": "complaint",
	}).is(http.StatusCreated)
	id := m.text("id")
	require.Equal(t, community, m.text("group.communityId"), "a joint letter opens a group matter")
	eng := c.handler["engineering"]

	// One household joins with one tap, one by telephone.
	mine := second.get(t, "/concerns").is(http.StatusOK)
	require.Equal(t, []string{id}, mine.each("items", "id"))
	require.Equal(t, true, mine.at("items[0].mayJoin"))
	mine.keeps(owner.name, owner.phone, owner.houseID)
	second.command(t, id, "join", obj{"houseId": second.houseID}).is(http.StatusOK)
	said := obj{"how": "电话", "person": "群户丙", "at": in(-time.Minute)}
	c.desk.command(t, id, "join", obj{"houseId": third.houseID}).problem(http.StatusUnprocessableEntity, "")
	c.desk.command(t, id, "join", obj{"houseId": third.houseID, "onBehalf": said}).is(http.StatusOK)
	c.desk.command(t, id, "join", obj{"houseId": third.houseID, "onBehalf": said}).problem(http.StatusUnprocessableEntity, "")
	listed := c.desk.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, []string{"群户乙", "群户丙"}, listed.each("households", "name"))

	// One investigation, one sentence, one bulletin.
	c.desk.command(t, id, "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "x"}).is(http.StatusOK)
	c.desk.command(t, id, "classify", obj{"category": "elevator", "severity": "normal"}).is(http.StatusOK)
	c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	c.desk.command(t, id, "bulletin", obj{"note": "曳引机配件已到，周五恢复"}).is(http.StatusOK)
	c.desk.command(t, id, "comment", obj{"note": "群户甲先生，您的轮椅我们派人抬", "visibleToOwner": true}).is(http.StatusOK)
	told := c.desk.get(t, "/concerns?communityId="+community+"&houseId="+second.houseID).is(http.StatusOK)
	require.Equal(t, "曳引机配件已到，周五恢复", told.text("items[0].sentence"))
	require.Equal(t, false, told.at("items[0].approved"))
	require.Equal(t, true, told.at("items[0].joined"))
	c.leader.command(t, id, "approve-wording", obj{"text": "电梯周五恢复，补偿方案随后告知。"}).is(http.StatusOK)
	told = c.desk.get(t, "/concerns?communityId="+community+"&houseId="+second.houseID)
	require.Equal(t, "电梯周五恢复，补偿方案随后告知。", told.text("items[0].sentence"))
	require.Equal(t, "曳引机配件已到，周五恢复", second.get(t, "/concerns").text("items[0].sentence"), "owners read the bulletin")

	// One plan with an amount for each household.
	eng.command(t, id, "accept", nil).is(http.StatusOK)
	eng.command(t, id, "investigate", obj{"cause": "维保延误", "shares": []obj{{"department": "engineering", "percent": 100}}}).is(http.StatusOK)
	plan := proposal(20_000)
	plan["perHouseholdFen"] = 10_000
	eng.command(t, id, "propose", plan).problem(http.StatusUnprocessableEntity, "")
	plan["amountFen"] = 30_000
	eng.command(t, id, "propose", plan).is(http.StatusOK)
	c.head["engineering"].command(t, id, "approve", nil).is(http.StatusOK)
	c.head["finance"].command(t, id, "approve", nil).is(http.StatusOK)
	owner.command(t, id, "offer-accept", nil).is(http.StatusOK)

	asked := second.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, int64(10_000), asked.number("group.share.perHouseholdFen"))
	require.Equal(t, []string{"household-confirm", "household-decline", "leave", "urge"}, asked.texts("allowed"))
	second.command(t, id, "household-confirm", nil).is(http.StatusOK)
	c.desk.command(t, id, "household-decline", obj{"houseId": third.houseID, "reason": "嫌少", "onBehalf": said}).is(http.StatusOK)

	fin := c.handler["finance"]
	pay := func(house string, fen int64) answer {
		body := obj{"amountFen": fen, "kind": "cash", "paidAt": in(-time.Minute), "receipt": "V-" + house[:6]}
		if house != "-none-" {
			body["houseId"] = house
		}
		return fin.command(t, id, "pay", body)
	}
	pay("-none-", 10_000).problem(http.StatusUnprocessableEntity, "")
	pay(third.houseID, 10_000).problem(http.StatusUnprocessableEntity, "")
	pay(owner.houseID, 10_001).problem(http.StatusUnprocessableEntity, "")
	pay(owner.houseID, 10_000).is(http.StatusOK)
	pay(second.houseID, 10_000).is(http.StatusOK)
	require.Equal(t, int64(10_000), second.get(t, "/complaints/"+id).number("households[0].paidFen"))

	// Done: each household says so for itself, and an objection holds the closing up.
	photo := eng.upload(t, "/attachments", "x.png", picture(t, 30, 30)).is(http.StatusCreated).text("id")
	eng.command(t, id, "complete", obj{"result": "已恢复运行", "attachmentIds": []string{photo}}).is(http.StatusOK)
	confirmed := second.command(t, id, "household-confirm", obj{"rating": 5, "comment": "谢谢"}).is(http.StatusOK)
	require.Equal(t, "confirmed", confirmed.text("households[0].state"))
	confirmed.keeps(owner.name, "群户丙", "嫌少")
	require.Equal(t, "resolved", owner.command(t, id, "confirm", obj{"rating": 4}).is(http.StatusOK).text("status"))
	c.desk.command(t, id, "evaluate", obj{"evaluation": "备件要提前"}).is(http.StatusOK)
	c.desk.command(t, id, "close", nil).problem(http.StatusConflict, "transition_refused")
	attended := c.desk.command(t, id, "household-attend", obj{"houseId": third.houseID, "note": "已当面说明标准，业主保留意见"}).is(http.StatusOK)
	require.Equal(t, "refused", attended.text("households[1].state"))
	require.Equal(t, "closed", c.desk.command(t, id, "close", nil).is(http.StatusOK).text("status"))

	// Told are the course, what was written for all and their own payment: not what passes with whoever brought it.
	eventually(t, "the household is told that it closed", func() bool { return slices.Contains(kindsTold(t, second.caller, id), "closed") }) // of one matter in order
	require.ElementsMatch(t, []string{"bulletin_issued", "accepted", "offered", "paid", "completed", "closed"}, kindsTold(t, second.caller, id))
	require.NotContains(t, kindsTold(t, third.caller, id), "paid", "of what another household was paid")
	require.Len(t, slices.DeleteFunc(kindsTold(t, owner.caller, id), func(k string) bool { return k != "paid" }), 1)
	code, out := verify(t, c.desk.get(t, "/complaints/"+id+"/archive?format=json").raw)
	require.Equal(t, 0, code, out)
}

// kindsTold are the events of a matter that somebody was told of.
func kindsTold(t *testing.T, by caller, id string) []string {
	t.Helper()
	var kinds []string
	for _, item := range by.get(t, "/notifications?limit=100").is(http.StatusOK).list("items") {
		if n := item.(map[string]any); n["complaintId"] == id {
			kinds = append(kinds, n["event"].(string))
		}
	}
	return kinds
}

// incidents are the ids on somebody's board of open major incidents.
func incidents(t *testing.T, by caller) []string {
	t.Helper()
	var ids []string
	for _, x := range by.get(t, "/incidents?limit=100").is(http.StatusOK).list("items") {
		ids = append(ids, x.(map[string]any)["matter"].(map[string]any)["id"].(string))
	}
	return ids
}

func majorIncident(t *testing.T, c *cast) {
	community := c.community(t)
	owner := c.moveIn(t, community, "险一")
	m := c.phoneCall(t, owner, "外墙砖脱落砸伤人", "3栋外墙砖脱落，有人受伤送医，记者也来了。", "complaint")
	id := m.text("id")
	require.Equal(t, []string{"injury", "media"}, c.desk.get(t, "/complaints/"+id).texts("majorBecause"))
	require.Empty(t, owner.get(t, "/complaints/"+id).texts("majorBecause"))
	require.NotContains(t, incidents(t, c.leader), id)
	c.lead.command(t, id, "declare", obj{"reason": "x"}).problem(http.StatusForbidden, "")
	c.desk.command(t, id, "decide", obj{"decision": "x"}).problem(http.StatusConflict, "transition_refused")
	m = c.leader.command(t, id, "declare", obj{"reason": "有人受伤，媒体到场", "level": "major"}).is(http.StatusOK)
	require.Equal(t, "running", m.clock("briefing")["state"])

	// The task force gains sight; others do not.
	legal := c.legal
	legal.get(t, "/complaints/"+id).problem(http.StatusNotFound, "")
	c.leader.command(t, id, "task-force", obj{"lead": obj{"accountId": "nobody"}}).problem(http.StatusUnprocessableEntity, "")
	c.leader.command(t, id, "task-force", obj{
		"lead": obj{"accountId": c.lead.me.text("user.id")}, "members": []obj{{"accountId": legal.me.text("user.id"), "role": "法律风险"}, {"name": "消防联络员", "role": "外部协调"}},
	}).is(http.StatusOK)
	legal.get(t, "/complaints/"+id).is(http.StatusOK).keeps(owner.name, owner.phone)
	require.Contains(t, incidents(t, legal), id)
	c.head["contracts"].get(t, "/complaints/"+id).problem(http.StatusNotFound, "")
	legal.command(t, id, "decide", obj{"decision": "保留现场影像", "by": "专项小组"}).is(http.StatusOK)

	// Briefings follow each other as promised.
	first := obj{"situation": "两人轻伤送医，现场已围挡", "casualties": 2, "households": 12, "measures": "围挡、排查同立面", "statement": "伤者已送医，外墙正在排查，请绕行3栋东侧。"}
	require.Contains(t, c.desk.command(t, id, "brief", first).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "nextBy")
	first["nextBy"] = in(2 * time.Hour)
	m = c.desk.command(t, id, "brief", first).is(http.StatusOK)
	require.Equal(t, parse(t, first["nextBy"]), parse(t, m.clock("briefing")["dueAt"]))
	require.Equal(t, first["statement"], m.text("wording.proposed"))

	// What may be said is said once approved, at linked matters too.
	other := c.phoneCall(t, c.moveIn(t, community, "险二"), "墙砖松动", "3栋西侧墙砖也松动了，担心。", "complaint")
	c.desk.command(t, id, "link", obj{"complaintId": other.text("number"), "why": "同一立面"}).is(http.StatusOK)
	c.desk.command(t, id, "link", obj{"complaintId": other.text("id")}).problem(http.StatusUnprocessableEntity, "")
	require.Nil(t, c.desk.get(t, "/complaints/"+other.text("id")).at("linked[0].statement"))
	c.leader.command(t, id, "approve-wording", obj{"text": first["statement"]}).is(http.StatusOK)
	both := c.desk.get(t, "/complaints/"+other.text("id")).is(http.StatusOK)
	require.Equal(t, id, both.text("linked[0].id"))
	require.Equal(t, first["statement"], both.text("linked[0].statement"))
	concern := c.desk.get(t, "/concerns?communityId="+community).is(http.StatusOK)
	require.Equal(t, "incident", concern.text("items[0].kind"))
	require.Equal(t, first["statement"], concern.text("items[0].sentence"))
	owner.get(t, "/complaints/"+id).is(http.StatusOK).keeps("外墙正在排查", "保留现场影像", "两人轻伤")
	c.desk.command(t, other.text("id"), "unlink", obj{"complaintId": id}).is(http.StatusOK)
	require.Empty(t, c.desk.get(t, "/complaints/"+id).each("linked", "id"))

	c.desk.command(t, id, "merge", obj{"into": other.text("id")}).problem(http.StatusConflict, "transition_refused")
	c.leader.command(t, id, "stand-down", obj{"conclusion": "隐患排除，伤者出院"}).is(http.StatusOK)
	legal.get(t, "/complaints/"+id).problem(http.StatusNotFound, "")
	require.NotContains(t, incidents(t, c.leader), id)
}

func disputeWithReview(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "争一")
	m := c.investigated(t, owner, false)
	id, eng := m.text("id"), c.handler["engineering"]
	eng.command(t, id, "investigate", obj{"cause": "x", "shares": []obj{{"department": "engineering", "percent": 100}}}).is(http.StatusOK)
	eng.command(t, id, "propose", proposal(0)).is(http.StatusOK)
	c.head["engineering"].command(t, id, "approve", nil).is(http.StatusOK)
	owner.command(t, id, "offer-reject", obj{"reason": "不够"}).is(http.StatusOK)
	paper := c.desk.upload(t, "/attachments", "受理通知.png", picture(t, 30, 30)).is(http.StatusCreated).text("id")
	review := in(10 * 24 * time.Hour)
	m = c.desk.get(t, "/complaints/"+id)
	m = c.desk.command(t, id, "dispute", obj{
		"step": "mediation", "note": "底线两千，不外传", "body": "云栖街道人民调解委员会", "caseNumber": "（2026）云调字 18 号", "heardAt": in(5 * 24 * time.Hour), "reviewAt": review, "attachmentIds": []string{paper},
	}).follows(m, "disputed")
	require.Equal(t, parse(t, review), parse(t, m.clock("review")["dueAt"]))
	require.Equal(t, "running", m.clock("update")["state"], "word to the owner runs on")
	seen := owner.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "云栖街道人民调解委员会", seen.text("disputes[0].body"))
	require.Equal(t, "（2026）云调字 18 号", seen.text("disputes[0].caseNumber"))
	seen.keeps("底线两千", paper)
	m = c.desk.command(t, id, "settle", obj{"terms": "重做并补偿", "close": false, "plan": proposal(0)}).follows(m, "proposed")
	require.NotEqual(t, "running", m.clock("review")["state"])
}

func mergedMatterFollows(t *testing.T, c *cast) {
	community := c.community(t)
	first, second := c.moveIn(t, community, "随一"), c.moveIn(t, community, "随二")
	into := c.phoneCall(t, first, "整单元停暖", "2单元停暖，家里有病人，请尽快。", "repair")
	m := c.phoneCall(t, second, "整单元停暖", "2单元停暖，家里有病人，请尽快！", "repair")
	hints := c.desk.get(t, "/complaints/"+m.text("id")+"/similar").is(http.StatusOK)
	require.Equal(t, []string{into.text("id")}, hints.each("mergeable", "id"))
	require.Equal(t, []string{"same_text"}, hints.texts("mergeable[0].because"))
	c.desk.command(t, m.text("id"), "merge", obj{"into": into.text("id")}).is(http.StatusOK)
	c.desk.command(t, into.text("id"), "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	c.desk.command(t, into.text("id"), "comment", obj{"note": "随一先生，王工十点到您家", "visibleToOwner": true}).is(http.StatusOK)
	seen := second.get(t, "/complaints/"+m.text("id")).is(http.StatusOK)
	require.Equal(t, into.text("number"), seen.text("follows.number"))
	require.Equal(t, "dispatched", seen.text("follows.status"))
	require.Equal(t, "engineering", seen.text("follows.department"))
	c.handler["engineering"].command(t, into.text("id"), "accept", nil).is(http.StatusOK)
	seen = second.get(t, "/complaints/"+m.text("id")).is(http.StatusOK)
	require.Equal(t, c.handler["engineering"].me.text("user.name"), seen.text("follows.assignee.name"), "who has it in hand now")
	require.Equal(t, []string{"dispatched", "accepted"}, seen.each("follows.told", "kind"))
	seen.keeps(first.name, first.phone, first.houseID, "王工十点")
	eventually(t, "the owner of the merged one is told of it", func() bool {
		return len(kindsTold(t, second.caller, m.text("id"))) >= 3
	})
	require.ElementsMatch(t, []string{"registered", "merged", "followed"}, kindsTold(t, second.caller, m.text("id")))
	require.Empty(t, kindsTold(t, second.caller, into.text("id")), "under the number of their own")
	require.NotContains(t, kindsTold(t, first.caller, m.text("id")), "followed")
	for _, number := range []string{m.text("number"), into.text("number")} {
		require.ElementsMatch(t, []string{m.text("id"), into.text("id")}, c.desk.get(t, "/complaints?q="+number).each("items", "id"), "both are found by either number")
	}
	c.desk.command(t, m.text("id"), "unmerge", obj{"reason": "另一单元"}).is(http.StatusOK)
	require.Nil(t, second.get(t, "/complaints/"+m.text("id")).at("follows"))
}
