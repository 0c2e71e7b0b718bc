package acceptance

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// repliesBeginWithTemplates rewords what ships, adds to it, and reads both on a
// matter. Other scenarios make templates meanwhile, too.
func repliesBeginWithTemplates(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "范一")
	m := c.phoneCall(t, owner, "地下室照明不亮", "地下室楼梯间的灯不亮，请维修。", "repair")
	id, number := m.text("id"), m.text("number")
	c.desk.command(t, id, "classify", obj{"category": "electrical"}).is(http.StatusOK)
	c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)

	on := "/templates?" + url.Values{"for": {"answer"}, "complaintId": {id}}.Encode()
	// filled is what a template says on the matter.
	filled := func(by caller, template, language string) string {
		a := by.get(t, on).is(http.StatusOK)
		i := slices.Index(a.each("items", "id"), template)
		require.GreaterOrEqual(t, i, 0, template)
		return a.text(fmt.Sprintf("items[%d].filled.%s", i, language))
	}
	require.NotContains(t, c.desk.get(t, on).is(http.StatusOK).each("items", "id"), "answer-fee", "not that of another category")
	require.Contains(t, filled(c.desk, "answer-idea", "zh"), "“地下室照明不亮”")
	require.Contains(t, filled(c.desk, "answer-idea", "zh"), "工程技术部")
	require.Contains(t, filled(c.desk, "answer-idea", "en"), "Engineering")

	words := obj{"zh": "您好，{number} 已转{department}，经办人 {handler}。"}
	c.desk.patch(t, "/templates/answer-question", obj{"text": words}).problem(http.StatusForbidden, "")
	changed := c.lead.patch(t, "/templates/answer-question", obj{"text": words}).is(http.StatusOK)
	require.EqualValues(t, 2, changed.number("version"))
	require.Contains(t, changed.text("shipped.text.zh"), "答复如下", "what it said before is there to go back to")
	require.Equal(t, "您好，"+number+" 已转工程技术部，经办人 ____。", filled(c.handler["engineering"], "answer-question", "zh"))

	made := c.lead.post(t, "/templates", obj{"for": "answer", "category": "electrical", "name": obj{"zh": "照明报修"}, "text": obj{"zh": "电工一小时内到。"}}).is(http.StatusCreated).text("id")
	require.Equal(t, made, c.desk.get(t, on).text("items[0].id"), "that of the category comes first")
	c.lead.patch(t, "/templates/"+made, obj{"retired": true}).is(http.StatusOK)
	require.NotContains(t, c.desk.get(t, on).each("items", "id"), made)
	require.Contains(t, c.lead.get(t, "/templates?retired=true").is(http.StatusOK).each("items", "id"), made, "and can come back")

	for field, body := range map[string]obj{
		"text.zh":  {"for": "answer", "name": obj{"zh": "x"}, "text": obj{"zh": "您好，{姓名}"}},
		"name.zh":  {"for": "answer", "name": obj{"zh": "  "}, "text": obj{"zh": "x"}},
		"category": {"for": "answer", "category": "none-such", "name": obj{"zh": "x"}, "text": obj{"zh": "x"}},
	} {
		require.Equal(t, field, c.lead.post(t, "/templates", body).problem(http.StatusUnprocessableEntity, "").text("errors[0].field"))
	}
	c.lead.patch(t, "/templates/none-such", obj{"retired": true}).problem(http.StatusNotFound, "")
	c.lead.do(t, http.MethodPatch, "/templates/answer-question", obj{"retired": false}, header{"If-Match", `"1"`}).problem(http.StatusPreconditionFailed, "")
	c.admin.get(t, on).problem(http.StatusNotFound, "")
}
