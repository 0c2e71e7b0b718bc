package acceptance

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

const demoPassword = "anju-demo-2026"

func demoLives(t *testing.T, c *cast) {
	h := start(t, c.fresh(t), "ANJU_DEMO=1")
	own := &cast{house: h, nobody: caller{house: h}, fresh: c.fresh}
	for _, login := range []string{
		"desk1", "desk2", "lead1", "handler.eng", "handler.fin", "handler.con", "handler.svc", "head.eng", "head.fin", "head.con", "head.svc",
		"legal1", "leader1", "auditor1", "owner1", "owner2",
	} {
		in := own.signIn(t, login, demoPassword).me
		require.Empty(t, in.list("user.communityIds"), "all staff see all communities")
		require.Equal(t, login, in.text("user.login"))
	}
	one, two := own.signIn(t, "owner1", demoPassword), own.signIn(t, "owner2", demoPassword)
	require.Equal(t, one.me.text("user.houses[0].communityId"), two.me.text("user.houses[0].communityId"))
	require.NotEqual(t, one.me.text("user.houses[0].houseId"), two.me.text("user.houses[0].houseId"))
	for _, o := range []caller{one, two} {
		self := o.get(t, "/owners/"+o.me.text("user.ownerId")).is(http.StatusOK)
		require.NotEmpty(t, self.text("phone"))
		require.NotEmpty(t, self.text("email"))
		require.NotEmpty(t, o.get(t, "/complaints").is(http.StatusOK).list("items"))
	}
	desk := own.signIn(t, "desk1", demoPassword)
	all := desk.get(t, "/complaints?count=true&limit=1").is(http.StatusOK).number("total")
	require.InDelta(t, 150, all, 15)
	for _, status := range []string{"registered", "unfounded", "dispatched", "investigating", "proposed", "offered", "disputed", "executing", "resolved", "closed", "withdrawn", "merged"} {
		page := desk.get(t, "/complaints?status="+status+"&limit=100").is(http.StatusOK)
		require.NotEmpty(t, page.list("items"), status)
		code, said := verify(t, desk.get(t, "/complaints/"+page.text("items[0].id")+"/archive?format=json").is(http.StatusOK).raw)
		require.Equal(t, 0, code, "%s: %s", status, said)
	}
	for _, path := range []string{"/reports/dashboard", "/supervision", "/approvals", "/communities", "/houses", "/owners"} {
		own.signIn(t, "leader1", demoPassword).get(t, path).is(http.StatusOK)
	}
}
