package acceptance

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// roundTheClock are shifts of one person at a post, day and night, all week.
func roundTheClock(post, name, phone string) []obj {
	out := make([]obj, 7)
	for d := range out {
		out[d] = obj{"post": post, "day": d + 1, "from": "00:00", "to": "00:00", "name": name, "phone": phone}
	}
	return out
}

func whoIsOnDuty(t *testing.T, c *cast) {
	community := c.community(t)
	at := "/roster?communityId=" + community
	empty := c.handler["engineering"].get(t, at).is(http.StatusOK)
	require.Zero(t, empty.number("version"))
	require.Len(t, empty.list("warnings"), 4, "every post is empty")

	// Nobody is on duty: who answers one level up is named.
	duty := c.desk.get(t, "/roster/now?communityId="+community).is(http.StatusOK)
	require.Equal(t, []string{"front_desk", "control_room", "engineering", "manager"}, duty.each("items[0].posts", "post"))
	require.Empty(t, duty.list("items[0].posts[2].now"))
	require.Contains(t, duty.each("items[0].posts[2].above", "name"), "主管engineering")
	require.Equal(t, "leader", duty.text("items[0].posts[3].above[0].role"))

	// The usual week holds in every week; the name comes from the account.
	usual := append(roundTheClock("control_room", "中控 赵师傅", "199-7000-0001"), obj{"post": "engineering", "day": 1, "from": "20:00", "to": "08:00", "accountId": c.handler["engineering"].me.text("user.id")})
	body := obj{"communityId": community, "usual": true, "shifts": usual}
	c.desk.do(t, http.MethodPut, "/roster", body).problem(http.StatusForbidden, "")
	c.lead.do(t, http.MethodPut, "/roster", obj{"communityId": community, "usual": true, "shifts": []obj{{"post": "gate", "day": 9, "from": "25:00", "to": "08:00"}}}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	written := c.lead.do(t, http.MethodPut, "/roster", body).is(http.StatusOK)
	require.Equal(t, int64(1), written.number("version"))
	duty = c.auditor.get(t, "/roster/now?communityId="+community).is(http.StatusOK)
	require.Equal(t, "中控 赵师傅", duty.text("items[0].posts[1].now[0].name"))
	require.Equal(t, "19970000001", duty.text("items[0].posts[1].now[0].phone"))
	require.True(t, duty.moment("items[0].posts[1].now[0].until").After(time.Now()))

	week := c.desk.get(t, at).is(http.StatusOK)
	require.Equal(t, false, week.at("own"))
	require.Contains(t, week.each("shifts", "name"), "经办engineering")

	// This week is written apart: two people swapped, one of them without a number; then given back.
	own := roundTheClock("control_room", "替班 钱师傅", "")
	mine := c.admin.do(t, http.MethodPut, "/roster", obj{"communityId": community, "shifts": own}).is(http.StatusOK)
	require.Equal(t, true, mine.at("own"))
	require.Contains(t, mine.each("warnings", "kind"), "unrung")
	require.Equal(t, "替班 钱师傅", c.leader.get(t, "/roster/now?communityId="+community).is(http.StatusOK).text("items[0].posts[1].now[0].name"))
	stale := c.lead.do(t, http.MethodPut, "/roster", obj{"communityId": community, "shifts": own}, header{"If-Match", `"7"`}).problem(http.StatusPreconditionFailed, "")
	require.NotEmpty(t, stale)
	back := c.lead.do(t, http.MethodPut, "/roster", obj{"communityId": community, "default": true, "shifts": []obj{}}, header{"If-Match", `"1"`}).is(http.StatusOK)
	require.Equal(t, false, back.at("own"))
	require.Equal(t, "中控 赵师傅", c.desk.get(t, "/roster/now?communityId="+community).is(http.StatusOK).text("items[0].posts[1].now[0].name"))

	book, err := excelize.OpenReader(bytes.NewReader(c.desk.get(t, "/roster/export.xlsx?communityId="+community).is(http.StatusOK).raw))
	require.NoError(t, err)
	rows, err := book.GetRows("值班表")
	require.NoError(t, err)
	require.Len(t, rows, 3+1+1+8, "what it is, a line between, the titles and eight shifts")
	require.Equal(t, []string{"中控室", "00:00", "次日 00:00", "中控 赵师傅", "19970000001"}, rows[5][2:])

	c.desk.get(t, "/roster?communityId=nowhere").problem(http.StatusNotFound, "")
	c.moveIn(t, community, "值班业主").get(t, at).problem(http.StatusForbidden, "")
}
