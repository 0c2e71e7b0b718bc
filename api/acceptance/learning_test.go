package acceptance

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// lessons are the ids of what a matter taught.
type lessons struct{ action, item, study, measure string }

// learns lets the company learn from a matter of engineering: a check elsewhere,
// a corrective action, a published case study, a standard measure.
func (c *cast) learns(t *testing.T, owner resident, matter string) (l lessons) {
	t.Helper()
	c.desk.command(t, matter, "spread", obj{"what": "排查同类外墙", "places": []string{"5栋", "6栋"}, "department": "engineering", "dueAt": in(48 * time.Hour)}).is(http.StatusOK)
	l.action = c.desk.post(t, "/corrective-actions", obj{"title": "外墙渗水专项整改", "complaintIds": []string{matter}, "team": []string{"handler.engineering"}, "problem": "雨后渗水"}).is(http.StatusCreated).text("id")
	l.measure = c.desk.post(t, "/measures", obj{"title": "外墙渗水", "text": "三天内上门查看。", "fromComplaintId": matter}).is(http.StatusCreated).text("id")

	told := c.phoneCall(t, owner, "咨询停车办法", "请问访客停车怎么收费？", "inquiry").text("id")
	c.desk.command(t, told, "answer", obj{"reply": "访客首小时免费。", "closeNow": true}).is(http.StatusOK)
	c.desk.command(t, told, "evaluate", obj{"evaluation": "答复及时", "caseStudy": true, "improvement": "在门岗张贴标准", "responsible": "service", "dueAt": in(72 * time.Hour)}).is(http.StatusOK)
	l.study = told
	eventually(t, "what the events ordered is written down", func() bool {
		items := c.desk.get(t, "/follow-ups?complaintId="+matter).is(http.StatusOK)
		if len(items.list("items")) != 2 || c.desk.get(t, "/case-studies/"+told).status != http.StatusOK {
			return false
		}
		l.item = items.text("items[0].id")
		return true
	})
	c.desk.patch(t, "/case-studies/"+told, obj{"cause": "标准未公示", "handling": "当场答复", "lesson": "把标准贴在门岗"}).is(http.StatusOK)
	c.desk.post(t, "/case-studies/"+told+"/publish", obj{}).is(http.StatusOK)
	return l
}

// theCompanyLearns walks from a hot spot to a corrective action that closes, and
// from an evaluation to what others read.
func theCompanyLearns(t *testing.T, c *cast) {
	community := c.community(t)
	owner := c.moveIn(t, community, "学一")
	var ids []string
	for range 3 {
		m := c.phoneCall(t, owner, "卫生间返水", "卫生间地漏返水，请疏通下水。", "repair").text("id")
		c.desk.command(t, m, "classify", obj{"category": "drainage_leak"}).is(http.StatusOK)
		c.desk.command(t, m, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
		ids = append(ids, m)
	}
	var spot answer
	eventually(t, "the hot spot shows", func() bool {
		spot = c.desk.get(t, "/hotspots?communityId="+community).is(http.StatusOK)
		return len(spot.list("items")) == 1 && len(spot.list("items[0].complaintIds")) == 3
	})
	require.EqualValues(t, 3, spot.number("items[0].count"))
	require.Equal(t, "drainage_leak", spot.text("items[0].category"))
	require.Equal(t, 3, len(c.desk.get(t, "/complaints?spot="+spot.text("items[0].spot")).is(http.StatusOK).list("items")), "every figure opens its list")

	action := "/corrective-actions/" + c.desk.post(t, "/corrective-actions", obj{"title": "排水返水", "complaintIds": ids, "team": []string{"head.engineering", "handler.engineering"}, "problem": "返水"}).is(http.StatusCreated).text("id")
	eng, head := c.handler["engineering"], c.head["engineering"]
	for _, box := range []string{"cause", "interim", "permanent", "verification"} {
		eng.post(t, action+"/step", obj{"box": box, "text": "写明"}).is(http.StatusOK)
	}
	planned := head.post(t, action+"/step", obj{"box": "permanent", "todos": []obj{{"what": "清洗主管", "owner": "handler.engineering", "dueAt": in(24 * time.Hour)}}}).is(http.StatusOK)
	todo := planned.text("todos[0].id")
	refused := c.desk.post(t, action+"/close", obj{"conclusion": "完"}).problem(http.StatusConflict, "transition_refused")
	require.Contains(t, refused.at("allowed"), "step")

	// The handler answers the follow-up item: the thing is done there.
	require.Contains(t, eng.get(t, "/follow-ups?state=open&limit=100").is(http.StatusOK).each("items", "id"), todo)
	eng.post(t, "/follow-ups/"+todo+"/answer", obj{"answer": "清出淤泥"}).is(http.StatusOK)
	c.desk.post(t, action+"/verify", obj{"todoId": todo, "passed": true, "note": "通球合格"}).is(http.StatusOK)
	closed := c.desk.post(t, action+"/close", obj{"conclusion": "不再返水"}).is(http.StatusOK)
	require.Equal(t, "closed", closed.text("state"))
	require.EqualValues(t, 3, closed.number("effect.before.count"))

	// A check elsewhere that finds the same becomes a patrol matter.
	taught := c.learns(t, owner, c.investigated(t, owner, true).text("id"))
	eng.post(t, "/follow-ups/"+taught.item+"/answer", obj{"answer": "也在渗水"}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	eng.post(t, "/follow-ups/"+taught.item+"/answer", obj{"answer": "也在渗水", "found": true}).is(http.StatusOK)
	made := c.desk.post(t, "/follow-ups/"+taught.item+"/register", nil).is(http.StatusOK)
	require.Equal(t, "patrol", c.desk.get(t, "/complaints/"+made.text("registered.number")).is(http.StatusOK).text("channel"))
	c.desk.post(t, "/follow-ups/"+taught.item+"/register", nil).problem(http.StatusConflict, "transition_refused")

	// The case study is read; a measure that is out of use answers nothing.
	unread := eng.get(t, "/case-studies?unread=true&limit=100").is(http.StatusOK)
	require.Positive(t, unread.number("unread"))
	eng.post(t, "/case-studies/"+taught.study+"/read", nil).is(http.StatusOK)
	require.NotNil(t, eng.get(t, "/case-studies/"+taught.study).is(http.StatusOK).at("readAt"))
	eng.post(t, "/case-studies/"+taught.study+"/withdraw", obj{"reason": "x"}).problem(http.StatusForbidden, "")
	c.desk.post(t, "/case-studies/"+taught.study+"/withdraw", obj{"reason": "楼栋写得太细"}).is(http.StatusOK)
	eng.get(t, "/case-studies/"+taught.study).problem(http.StatusNotFound, "")
	require.Equal(t, "楼栋写得太细", c.desk.get(t, "/case-studies/"+taught.study).is(http.StatusOK).text("withdrawn.reason"))
	c.desk.post(t, "/case-studies/"+taught.study+"/withdraw", obj{"reason": "再撤"}).problem(http.StatusConflict, "transition_refused")
	c.desk.post(t, "/case-studies/"+taught.study+"/publish", obj{}).is(http.StatusOK)
	require.Nil(t, eng.get(t, "/case-studies/"+taught.study).is(http.StatusOK).at("readAt"), "what was published anew is read anew")

	// What somebody asks for by hand is followed like the rest.
	asked := c.desk.post(t, "/follow-ups", obj{"what": "汛前清天沟", "department": "engineering", "ownerId": "handler.engineering", "dueAt": in(72 * time.Hour), "complaintId": ids[0]}).is(http.StatusCreated)
	require.Equal(t, "assigned", asked.text("kind"))
	require.Contains(t, eng.get(t, "/follow-ups?state=open&limit=100").is(http.StatusOK).each("items", "id"), asked.text("id"))
	eng.post(t, "/follow-ups/"+asked.text("id")+"/answer", obj{"answer": "已清"}).is(http.StatusOK)
	require.Equal(t, "audit", c.auditor.post(t, "/follow-ups", obj{"what": "补齐签收", "department": "finance", "dueAt": in(72 * time.Hour)}).is(http.StatusCreated).text("kind"))
	c.desk.post(t, "/follow-ups", obj{"what": "补齐签收", "department": "finance", "ownerId": "handler.engineering", "dueAt": in(-time.Hour), "complaintId": ids[0]}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	eng.post(t, "/follow-ups", obj{"what": "x", "department": "finance", "dueAt": in(time.Hour)}).problem(http.StatusForbidden, "")

	// They came again: it is counted on the matter and on the owner's overview.
	require.EqualValues(t, 2, c.desk.get(t, "/complaints/"+ids[2]).is(http.StatusOK).number("repeats"))
	require.EqualValues(t, 2, c.desk.get(t, "/owners/"+owner.ownerID+"/overview").is(http.StatusOK).number("lastYear.rework"))

	c.desk.patch(t, "/measures/"+taught.measure, obj{"retired": true}).is(http.StatusOK)
	told := c.phoneCall(t, owner, "外墙渗水", "外墙渗水了，怎么办理？", "complaint").text("id")
	c.desk.command(t, told, "answer", obj{"reply": "三天内上门。", "measureId": taught.measure}).problem(http.StatusUnprocessableEntity, "invalid_fields")
}
