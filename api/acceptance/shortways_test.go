package acceptance

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func repairOnTheShortTrack(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "王小雨")
	eng := c.handler["engineering"]
	m := owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "厨房水龙头滴水", "text": "厨房水龙头关不紧，一直滴水，请派人来修。", "nature": "repair"}).is(http.StatusCreated)
	id := m.text("id")
	require.Equal(t, "repair", m.text("nature"))
	m = c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).follows(m, "dispatched")
	require.NotEmpty(t, m.text("category"), "never classified: the suggestion stands")
	require.Equal(t, "met", m.clock("judgement")["state"], "no complaint: dispatching stops the first view")
	m = eng.command(t, id, "accept", nil).follows(m, "investigating")
	require.Equal(t, eng.me.text("user.id"), m.text("assignee.id"))
	m = eng.command(t, id, "appoint", obj{"from": in(2 * time.Hour), "to": in(4 * time.Hour), "who": "张师傅", "entry": "call_first"}).follows(m, "investigating")
	require.Equal(t, "张师傅", m.text("visits[0].who"))
	m = eng.command(t, id, "visit", obj{"outcome": "done"}).follows(m, "investigating")
	m = eng.command(t, id, "start", nil).follows(m, "executing")
	require.Equal(t, "met", m.clock("plan")["state"])

	refused := eng.command(t, id, "complete", obj{"result": "已更换阀芯"}).problem(http.StatusUnprocessableEntity, "")
	require.Contains(t, refused.each("errors", "field"), "attachmentIds", "a repair is completed with a photo")
	photo := eng.upload(t, "/attachments", "修后.png", picture(t, 640, 480)).is(http.StatusCreated).text("id")
	m = eng.command(t, id, "complete", obj{"result": "已更换阀芯", "attachmentIds": []string{photo}}).follows(m, "resolved")
	owner.get(t, "/attachments/"+photo).is(http.StatusOK)

	m = owner.command(t, id, "decline", obj{"reason": "还是滴水"}).follows(m, "executing")
	m = eng.command(t, id, "complete", obj{"result": "重新更换", "attachmentIds": []string{photo}}).follows(m, "resolved")
	m = owner.command(t, id, "confirm", obj{"rating": 4, "outcome": "fixed"}).follows(m, "closed")
	require.Equal(t, "fixed", m.text("outcome"))
	require.Equal(t, int64(4), m.number("confirmation.rating"))
	m = owner.command(t, id, "reopen", obj{"reason": "第二天又滴水了"}).follows(m, "investigating")
	require.Nil(t, m.at("closedAt"))
	require.Nil(t, m.at("outcome"))
	kinds := c.desk.get(t, "/complaints/"+id+"/timeline?limit=200").is(http.StatusOK).each("items", "kind")
	for _, want := range []string{"registered", "dispatched", "accepted", "appointed", "visited", "started", "completed", "declined", "confirmed", "closed", "reopened"} {
		require.Contains(t, kinds, want)
	}
}

func answerOnTheSpot(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "李问")
	m := c.phoneCall(t, owner, "物业费怎么开发票", "请问物业费怎么开发票，需要带什么材料？", "inquiry")
	require.Equal(t, "inquiry", m.text("nature"))
	open := c.desk.command(t, m.text("id"), "answer", obj{"reply": "带身份证到前台即可。"}).follows(m, "resolved")
	require.Equal(t, "answered", open.text("outcome"))
	require.Equal(t, "met", open.clock("firstResponse")["state"])
	open = c.desk.command(t, m.text("id"), "confirm", obj{"rating": 5, "onBehalf": obj{"how": "电话", "person": "李问", "at": in(-time.Minute)}}).follows(open, "closed")
	require.Equal(t, "desk", open.text("confirmation.by"), "never counted as the owner's own")

	m = c.phoneCall(t, owner, "游泳池几点开放", "请问小区游泳池夏天几点开放？", "inquiry")
	shut := c.desk.command(t, m.text("id"), "answer", obj{"reply": "6 月至 9 月，每天 14 点至 21 点。", "closeNow": true}).follows(m, "closed")
	require.Equal(t, "answered", shut.text("outcome"))
	require.NotNil(t, shut.at("closedAt"))
	line := owner.get(t, "/complaints/"+m.text("id")+"/timeline").is(http.StatusOK)
	i := slices.Index(line.each("items", "kind"), "answered")
	require.GreaterOrEqual(t, i, 0)
	require.Equal(t, "6 月至 9 月，每天 14 点至 21 点。", line.at("items").([]any)[i].(map[string]any)["note"])

	complaint := c.phoneCall(t, owner, "保洁不到位", "楼道一周没有打扫了，垃圾堆在门口。", "complaint")
	refused := c.desk.command(t, complaint.text("id"), "answer", obj{"reply": "知道了"}).problem(http.StatusUnprocessableEntity, "")
	require.Contains(t, refused.each("errors", "field"), "measureId", "a complaint only within a standard measure")
	measure := c.desk.post(t, "/measures", obj{"title": "楼道补扫", "text": "当天补扫并拍照回复", "category": "cleaning"}).is(http.StatusCreated)
	done := c.desk.command(t, complaint.text("id"), "answer", obj{"reply": "已补扫。", "measureId": measure.text("id")}).is(http.StatusOK)
	require.Equal(t, "resolved", done.text("status"))
}

func referElsewhere(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "赵远")
	m := c.phoneCall(t, owner, "门口公交站台太暗", "小区门口市政公交站台的路灯不亮，太暗了。", "suggestion")
	done := c.desk.command(t, m.text("id"), "refer", obj{"to": "市政路灯管理所 12345", "reply": "路灯由市政管理，我们已代为报修。"}).follows(m, "closed")
	require.Equal(t, "referred", done.text("outcome"))
	require.Nil(t, done.at("finding"))

	m = c.phoneCall(t, owner, "门口公交站台太暗", "小区门口市政公交站台的路灯不亮，还是太暗。", "suggestion")
	helped := c.desk.command(t, m.text("id"), "refer", obj{"to": "12345", "reply": "我们协助跟进。", "assist": true}).is(http.StatusOK)
	require.NotEqual(t, "closed", helped.text("status"), "where we help on, the desk stays the contact")
}

func actFirstJudgeLater(t *testing.T, c *cast) {
	community := c.community(t)
	m := c.desk.post(t, "/complaints", obj{
		"channel": "phone", "communityId": community, "place": "3 号楼 2 单元电梯", "title": "电梯困人", "text": "3号楼电梯困人，里面有老人和孩子，门打不开，快来人！",
		"reporter": obj{"kind": "passer_by", "name": "过路人", "phone": nextPhone()},
	}).is(http.StatusCreated)
	id := m.text("id")
	require.Equal(t, "critical", m.text("severity"))
	require.Equal(t, "critical", m.text("suggestion.severity"))
	require.Equal(t, "elevator", m.text("suggestion.category"))
	require.Equal(t, m.moment("receivedAt").Add(5*time.Minute), parse(t, m.clock("firstResponse")["dueAt"]))
	require.Contains(t, m.texts("allowed"), "dispatch")

	eng := c.handler["engineering"]
	m = c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).follows(m, "dispatched")
	require.Equal(t, 5*time.Minute, length(t, m.clock("acceptance")))
	require.Contains(t, eng.get(t, "/complaints/"+id).is(http.StatusOK).texts("allowed"), "interim")
	m = eng.command(t, id, "accept", obj{}).follows(m, "investigating")
	m = eng.command(t, id, "interim", obj{"measure": "维保已到场，人员安全救出，电梯停用"}).follows(m, "investigating")
	require.Equal(t, "维保已到场，人员安全救出，电梯停用", m.text("interims[0].measure"))
	require.Equal(t, "running", m.clock("judgement")["state"], "judged within a working day of being safe")
	m = eng.command(t, id, "start", nil).follows(m, "executing")
	require.Contains(t, c.desk.get(t, "/complaints/"+id).is(http.StatusOK).texts("allowed"), "judge")
	m = c.desk.command(t, id, "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "困人属实"}).follows(m, "executing")
	require.Equal(t, "met", m.clock("judgement")["state"])
}

func length(t *testing.T, clock map[string]any) time.Duration {
	t.Helper()
	return parse(t, clock["dueAt"]).Sub(parse(t, clock["startedAt"]))
}

func holdAndTakeBack(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "钱多多")
	m := c.phoneCall(t, owner, "快递柜能否增加", "建议在北门增加一组快递柜。", "suggestion")
	id := m.text("id")
	held := c.desk.command(t, id, "comment", obj{"note": "写错了的话", "visibleToOwner": true, "hold": true}).is(http.StatusAccepted)
	require.NotEmpty(t, held.text("heldId"))
	require.Equal(t, int64(1), c.desk.get(t, "/complaints/"+id).is(http.StatusOK).number("version"), "nothing happened yet")
	c.lead.do(t, http.MethodDelete, "/complaints/"+id+"/held/"+held.text("heldId"), nil).problem(http.StatusNotFound, "")
	c.desk.do(t, http.MethodDelete, "/complaints/"+id+"/held/"+held.text("heldId"), nil).is(http.StatusNoContent)
	c.desk.do(t, http.MethodDelete, "/complaints/"+id+"/held/"+held.text("heldId"), nil).problem(http.StatusNotFound, "")

	began := time.Now()
	c.desk.command(t, id, "comment", obj{"note": "我们已向物流公司询价", "visibleToOwner": true, "hold": true}).is(http.StatusAccepted)
	says := func() string {
		return string(owner.get(t, "/complaints/"+id+"/timeline").is(http.StatusOK).raw)
	}
	require.NotContains(t, says(), "询价")
	eventually(t, "the held words go out", func() bool { return c.desk.get(t, "/complaints/"+id).number("version") > 1 })
	require.GreaterOrEqual(t, time.Since(began), 14*time.Second, "kept 15 s")
	require.Contains(t, says(), "询价")
	require.NotContains(t, says(), "写错了")
	c.desk.command(t, id, "answer", obj{"hold": true}).problem(http.StatusUnprocessableEntity, "")
	c.desk.command(t, id, "conclude", obj{"finding": "partly", "reason": "无", "hold": true}).problem(http.StatusConflict, "transition_refused")
}

func unfoundedAndAppealed(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "孙申")
	m := c.phoneCall(t, owner, "物业费收得太贵", "物业费比隔壁小区贵，要求降价。", "complaint")
	id := m.text("id")
	no := obj{"groundsSufficient": false, "demandReasonable": false, "reason": "收费经备案"}
	require.Contains(t, c.desk.command(t, id, "judge", no).problem(http.StatusUnprocessableEntity, "").each("errors", "field"), "reply")
	no["reply"] = "收费标准经主管部门备案并公示，感谢您的意见。"
	m = c.desk.command(t, id, "judge", no).follows(m, "unfounded")
	require.Equal(t, false, m.at("groundsSufficient"))
	seen := owner.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Contains(t, seen.texts("allowed"), "appeal")
	require.Contains(t, string(owner.get(t, "/complaints/"+id+"/timeline").raw), "备案并公示")
	m = owner.command(t, id, "appeal", obj{"reason": "公示和实际不一致"}).follows(m, "registered")
	require.Nil(t, m.at("groundsSufficient"))
	m = c.lead.command(t, id, "judge", no).follows(m, "unfounded")
	owner.command(t, id, "appeal", obj{"reason": "再申诉"}).problem(http.StatusConflict, "transition_refused")
	m = c.desk.command(t, id, "close", nil).follows(m, "closed")
	require.Equal(t, "unfounded", m.text("outcome"))
	require.Equal(t, false, m.at("founded"), "founded = grounds sufficient and not found unsubstantiated")
}

// investigated is a complaint whose cause engineering has recorded.
func (c *cast) investigated(t *testing.T, owner resident, legalThreat bool) answer {
	t.Helper()
	m := c.phoneCall(t, owner, "外墙渗水", "外墙渗水，墙纸起泡，要求处理。", "complaint")
	id, eng := m.text("id"), c.handler["engineering"]
	c.desk.command(t, id, "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "属实"}).is(http.StatusOK)
	c.desk.command(t, id, "classify", obj{"category": "drainage_leak", "severity": "normal", "legalThreat": legalThreat}).is(http.StatusOK)
	c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	eng.command(t, id, "accept", nil).is(http.StatusOK)
	return eng.command(t, id, "investigate", obj{"cause": "外墙开裂", "shares": []obj{{"department": "engineering", "percent": 100}}}).is(http.StatusOK)
}

func refuseTheOffer(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "周拒")
	m := c.investigated(t, owner, false)
	id, eng := m.text("id"), c.handler["engineering"]
	eng.command(t, id, "propose", proposal(0)).is(http.StatusOK)
	rejected := c.head["engineering"].command(t, id, "reject", obj{"reason": "工期太长"}).is(http.StatusOK)
	require.Equal(t, "investigating", rejected.text("status"))
	require.Equal(t, "rejected", rejected.text("plan.approvals[0].state"))
	eng.command(t, id, "propose", proposal(0)).is(http.StatusOK)
	m = c.head["engineering"].command(t, id, "approve", nil).is(http.StatusOK)
	require.Equal(t, "offered", m.text("status"))
	m = owner.command(t, id, "offer-reject", obj{"reason": "不够", "counterDemand": "要求更换整面墙纸"}).is(http.StatusOK)
	require.Equal(t, "investigating", m.text("status"))
	require.Equal(t, "rejected", m.text("offer.state"))
	require.Equal(t, "要求更换整面墙纸", m.text("offer.counterDemand"))
	m = c.desk.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "外墙开裂", m.text("investigation.cause"), "the cause is kept")
	c.leader.command(t, id, "dispute", obj{"step": "mediation", "note": "社区调解", "reviewAt": in(72 * time.Hour)}).follows(m, "disputed")
	m = c.desk.command(t, id, "settle", obj{"terms": "更换整面墙纸", "close": false, "plan": proposal(0)}).is(http.StatusOK)
	require.Equal(t, "proposed", m.text("status"))

	// Consent given on site skips the offer.
	m = c.investigated(t, owner, false)
	consent := proposal(0)
	consent["ownerAgreed"] = obj{"how": "现场签字", "at": in(-time.Hour)}
	eng.command(t, m.text("id"), "propose", consent).is(http.StatusOK)
	m = c.head["engineering"].command(t, m.text("id"), "approve", nil).is(http.StatusOK)
	require.Equal(t, "executing", m.text("status"))
}

func approvalFollowsTheAmount(t *testing.T, c *cast) {
	community := c.community(t)
	for _, tier := range []struct {
		amountFen int64
		legal     bool
		status    string
		steps     []string
		states    []string
	}{
		{0, false, "proposed", []string{"dept_head"}, []string{"waiting"}},
		{10_000, false, "offered", []string{"finance"}, []string{"later"}},
		{10_001, false, "proposed", []string{"dept_head", "finance"}, []string{"waiting", "pending"}},
		{50_000, false, "proposed", []string{"dept_head", "finance"}, []string{"waiting", "pending"}},
		{50_001, false, "proposed", []string{"dept_head", "finance", "leader"}, []string{"waiting", "pending", "pending"}},
		{500_000, false, "proposed", []string{"dept_head", "finance", "leader"}, []string{"waiting", "pending", "pending"}},
		{500_001, false, "proposed", []string{"dept_head", "finance", "legal", "leader"}, []string{"waiting", "pending", "pending", "pending"}},
		{0, true, "proposed", []string{"dept_head", "legal"}, []string{"waiting", "pending"}},
	} {
		m := c.investigated(t, c.moveIn(t, community, "吴阶"), tier.legal)
		m = c.handler["engineering"].command(t, m.text("id"), "propose", proposal(tier.amountFen)).is(http.StatusOK)
		require.Equal(t, tier.steps, m.each("plan.approvals", "step"), tier)
		require.Equal(t, tier.states, m.each("plan.approvals", "state"), tier)
		require.Equal(t, tier.status, m.text("status"), tier)
	}

	// Nobody approves their own proposal; where nobody else holds the step it goes up.
	m := c.investigated(t, c.moveIn(t, community, "吴阶"), false)
	m = c.head["engineering"].command(t, m.text("id"), "propose", proposal(0)).is(http.StatusOK)
	require.Equal(t, "leader", m.text("plan.approvals[0].role"))
	c.head["engineering"].command(t, m.text("id"), "approve", nil).problem(http.StatusForbidden, "")
	m = c.leader.command(t, m.text("id"), "approve", nil).is(http.StatusOK)
	require.Equal(t, "offered", m.text("status"))
}
