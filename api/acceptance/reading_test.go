package acceptance

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// judgedTwice walks a complaint through a second reading, an unfounded reply,
// the appeal and the leader's final reply, and brings the same demand again.
func judgedTwice(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "柳两判")
	m := c.phoneCall(t, owner, "要求退三年物业费", "说是服务差，要求退三年物业费。", "complaint")
	id := m.text("id")
	m = c.desk.command(t, id, "second-reading", obj{"reason": "金额大，拿不准"}).is(http.StatusOK)
	require.Equal(t, true, m.at("awaitsReading"))
	require.Contains(t, c.lead.get(t, "/complaints?mark=second_reading&limit=100").is(http.StatusOK).each("items", "id"), id)
	c.desk.command(t, id, "second-reading", obj{"reason": "再提"}).problem(http.StatusConflict, "transition_refused")
	m = c.lead.command(t, id, "judge", obj{"groundsSufficient": false, "demandReasonable": false, "reason": "无凭据", "reply": "感谢来电，核实如下。"}).is(http.StatusOK)
	require.Equal(t, "unfounded", m.text("status"))
	require.NotContains(t, c.lead.get(t, "/complaints?mark=second_reading&limit=100").is(http.StatusOK).each("items", "id"), id)

	c.leader.command(t, id, "final-reply", obj{"reply": "最终意见"}).problem(http.StatusConflict, "transition_refused")
	owner.command(t, id, "appeal", obj{"reason": "有照片"}).is(http.StatusOK)
	m = c.desk.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "有照片", m.text("firstReading.appeal"))
	require.Equal(t, "感谢来电，核实如下。", m.text("firstReading.reply"))
	require.Contains(t, m.at("hard"), "appeal")
	require.Nil(t, owner.get(t, "/complaints/"+id).is(http.StatusOK).at("firstReading"), "what was thought inside stays there")
	c.desk.command(t, id, "judge", obj{"groundsSufficient": false, "demandReasonable": false, "reason": "照片无关", "reply": "再次核实，仍不成立。"}).is(http.StatusOK)
	m = c.leader.command(t, id, "final-reply", obj{"reply": "公司的最终意见如下。"}).is(http.StatusOK)
	require.Equal(t, "closed", m.text("status"))
	require.Equal(t, "公司的最终意见如下。", owner.get(t, "/complaints/"+id).is(http.StatusOK).text("finalReply.reply"))
	for _, word := range []string{"reopen", "appeal"} {
		refused := owner.command(t, id, word, obj{"reason": "不服"}).problem(http.StatusConflict, "transition_refused")
		require.Contains(t, refused.text("detail"), "终结答复")
	}

	again := c.phoneCall(t, owner, "还是要退物业费", "还是那件事，要求退三年物业费。", "complaint")
	finals := c.desk.get(t, "/complaints?mark=final&houseId="+owner.houseID).is(http.StatusOK)
	require.Equal(t, []string{id}, finals.each("items", "id"))
	c.desk.command(t, again.text("id"), "merge", obj{"into": id}).is(http.StatusOK)
	c.desk.get(t, "/complaints?mark=none").problem(http.StatusUnprocessableEntity, "")
	owner.get(t, "/complaints?mark=final").problem(http.StatusForbidden, "")
}

// handedOver: returned with a reason, asked across departments and outside, an
// opinion beside the statement; nothing ends while a question is open.
func handedOver(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "柳交接")
	m := c.investigated(t, owner, false)
	id, eng := m.text("id"), c.handler["engineering"]
	eng.command(t, id, "return", obj{"reason": "不属本部门"}).is(http.StatusOK)
	back := c.desk.get(t, "/complaints/"+id).is(http.StatusOK)
	require.Equal(t, "engineering", back.text("returned.department"))
	require.Equal(t, "不属本部门", back.text("returned.reason"))
	require.Contains(t, c.desk.get(t, "/complaints?mark=returned&limit=100").is(http.StatusOK).each("items", "id"), id)
	c.desk.command(t, id, "dispatch", obj{"department": "engineering", "supporting": []string{"finance"}}).is(http.StatusOK)
	eng.command(t, id, "accept", nil).is(http.StatusOK)
	c.handler["finance"].command(t, id, "comment", obj{"note": "台账无此收费", "visibleToOwner": false, "opinion": true}).is(http.StatusOK)
	eng.command(t, id, "request-info", obj{"from": "finance", "question": "收费依据？", "answerBy": in(time.Hour)}).is(http.StatusOK)
	require.Contains(t, c.handler["finance"].get(t, "/complaints?mark=asked&limit=100").is(http.StatusOK).each("items", "id"), id)
	require.Contains(t, eng.get(t, "/complaints?mark=asking&limit=100").is(http.StatusOK).each("items", "id"), id)
	c.desk.command(t, id, "conclude", obj{"finding": "unsubstantiated", "reason": "r", "reply": "s"}).problem(http.StatusConflict, "transition_refused")
	asked := c.desk.command(t, id, "external-ask", obj{"party": "contractor", "name": "某防水公司", "asked": "请说明保修", "answerBy": in(time.Hour)}).is(http.StatusOK)
	m = c.desk.command(t, id, "external-reply", obj{"externalId": asked.text("external[0].id"), "note": "在保", "at": in(-time.Minute)}).is(http.StatusOK)
	require.Equal(t, "在保", m.text("external[0].replies[0].note"))
	require.Equal(t, "台账无此收费", m.text("opinions[0].note"))
	require.Equal(t, "finance", m.text("questions[0].from"))
}

func wordsArePointedAt(t *testing.T, c *cast) {
	found := c.desk.post(t, "/wording-checks", obj{"text": "很抱歉，这次漏水我司全责。"}).is(http.StatusOK)
	require.Equal(t, []string{"liability"}, found.each("hints", "kind"))
	require.EqualValues(t, 8, found.number("hints[0].start"))
	require.Empty(t, c.desk.post(t, "/wording-checks", obj{"text": "很抱歉给您带来不便，谢谢您的耐心。"}).is(http.StatusOK).at("hints"))
	require.Contains(t, c.desk.get(t, "/directory").is(http.StatusOK).each("items", "code"), "water")
}
