package acceptance

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func peopleAreTold(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "消息甲")
	id := owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "对讲机没有声音", "text": "单元门对讲机没有声音，访客进不来。", "nature": "repair"}).is(http.StatusCreated).text("id")
	c.desk.command(t, id, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	c.handler["engineering"].command(t, id, "accept", nil).is(http.StatusOK)

	news := func(of caller, extra ...header) []string {
		var texts []string
		for _, item := range of.get(t, "/notifications?limit=100", extra...).is(http.StatusOK).list("items") {
			if n := item.(map[string]any); n["complaintId"] == id {
				texts = append(texts, n["text"].(string))
			}
		}
		return texts
	}
	eventually(t, "the owner is told who handles it", func() bool { return len(news(owner.caller)) == 1 })
	require.Contains(t, news(owner.caller)[0], "已由工程技术部接单")
	require.Contains(t, news(owner.caller, header{"Accept-Language", "en"})[0], "Engineering has taken")
	eventually(t, "the department is told of the dispatch", func() bool {
		return slices.ContainsFunc(news(c.head["engineering"]), func(s string) bool { return strings.HasPrefix(s, "新派单") })
	})
	require.Empty(t, news(c.head["contracts"]), "nobody whom it does not concern")

	unread := func() int64 { return owner.get(t, "/notifications?unread=true").is(http.StatusOK).number("unread") }
	require.Equal(t, int64(1), unread())
	owner.post(t, "/notifications/read", obj{"complaintId": id, "upTo": "x"}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	owner.post(t, "/notifications/read", obj{"complaintId": id}).is(http.StatusNoContent)
	require.Zero(t, unread())
}
