package acceptance

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// entrustKeys: a key is taken in, found from the matter that needs it, given out
// to one person for its visit, handed over with the shift, and handed back; the
// owner reads when it was used, and others no more than is theirs.
func entrustKeys(t *testing.T, c *cast) {
	community := c.community(t)
	owner := c.moveIn(t, community, "欧阳钥匙")
	eng := c.handler["engineering"]
	m := c.desk.post(t, "/complaints", obj{"channel": "phone", "ownerId": owner.ownerID, "houseId": owner.houseID, "title": "欧阳钥匙家漏水", "text": "白天无人，请凭委托钥匙进门。", "nature": "repair"}).is(http.StatusCreated)
	c.desk.command(t, m.text("id"), "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	eng.command(t, m.text("id"), "accept", nil).is(http.StatusOK)
	visit := eng.command(t, m.text("id"), "appoint", obj{"from": in(time.Minute), "to": in(2 * time.Hour), "who": "张师傅", "entry": "key"}).is(http.StatusOK).text("visits[0].id")
	ofMatter := "/complaints/" + m.text("id") + "/keys"
	require.Empty(t, eng.get(t, ofMatter).is(http.StatusOK).list("items"))

	form := obj{"houseId": owner.houseID, "ownerId": owner.ownerID, "what": "入户门", "count": 2, "tag": "A-1", "handedInBy": "欧阳钥匙的母亲", "consent": "当面签委托书"}
	k := c.desk.post(t, "/keys", form).is(http.StatusCreated)
	id := k.text("id")
	require.Equal(t, []string{"amend", "exception", "give-out", "hand-back"}, k.texts("allowed"))
	c.desk.post(t, "/keys", form).problem(http.StatusUnprocessableEntity, "invalid_fields")
	require.Equal(t, []string{"A-1"}, eng.get(t, ofMatter).is(http.StatusOK).each("items", "tag"), "who works on it reads where it hangs")
	require.Equal(t, "欧阳*", eng.get(t, ofMatter).text("items[0].owner"))
	c.handler["finance"].get(t, ofMatter).problem(http.StatusNotFound, "")
	eng.get(t, "/keys/"+id).problem(http.StatusNotFound, "")

	// One press gives it out for the visit; a second person does not get it.
	loan := obj{"accountId": eng.me.text("user.id"), "complaintId": m.text("number"), "visitId": visit}
	out := c.desk.post(t, "/keys/"+id+"/give-out", loan).is(http.StatusOK)
	require.Equal(t, "欧阳钥匙家漏水", out.text("out.purpose"))
	require.Equal(t, m.text("number"), out.text("out.matterNumber"))
	due := out.text("out.dueAt")
	again := c.lead.post(t, "/keys/"+id+"/give-out", loan).problem(http.StatusConflict, "transition_refused")
	require.Equal(t, []string{"amend", "exception", "extend", "return"}, again.texts("allowed"))
	c.desk.do(t, http.MethodPost, "/keys/"+id+"/return", obj{}, header{"If-Match", `"1"`}).problem(http.StatusPreconditionFailed, "")
	require.Equal(t, []string{id}, eng.get(t, "/keys?communityId="+community).is(http.StatusOK).each("items", "id"), "a handler sees what they hold")
	require.Contains(t, c.head["engineering"].get(t, "/keys").is(http.StatusOK).each("items", "id"), id)
	require.NotEmpty(t, eng.post(t, "/keys/"+id+"/sign", nil).is(http.StatusOK).text("out.signedAt"))
	c.head["engineering"].post(t, "/keys/"+id+"/sign", nil).problem(http.StatusForbidden, "")

	// The register finds it by words, and the shift hands it over.
	for _, q := range []string{"a-1", "A－1", m.text("number"), eng.me.text("user.name"), owner.me.text("user.houses[0].label")} {
		require.Contains(t, c.desk.get(t, "/keys?communityId="+community+"&q="+url.QueryEscape(q)).is(http.StatusOK).each("items", "id"), id, q)
	}
	require.Empty(t, c.desk.get(t, "/keys?overdue=true&communityId="+community).is(http.StatusOK).list("items"))
	shift := c.desk.get(t, "/shift?communityId="+community).is(http.StatusOK)
	require.Equal(t, []string{"A-1"}, shift.each("keys", "tag"))
	require.Equal(t, due, shift.text("keys[0].dueAt"))
	gone := c.desk.post(t, "/handovers", obj{"communityId": community}).is(http.StatusCreated).text("id")

	eng.command(t, m.text("id"), "visit", obj{"outcome": "done"}).is(http.StatusOK)
	c.desk.post(t, "/keys/"+id+"/return", obj{"note": "已挂回"}).is(http.StatusOK)
	require.Equal(t, []string{"A-1"}, c.lead.get(t, "/handovers/"+gone).is(http.StatusOK).each("page.keys", "tag"), "frozen")
	c.desk.post(t, "/keys/"+id+"/give-out", obj{"firm": "宏达门窗", "person": "高师傅", "purpose": "换密封条", "dueAt": in(3 * time.Hour)}).is(http.StatusOK)
	c.desk.post(t, "/keys/"+id+"/extend", obj{"dueAt": in(5 * time.Hour)}).is(http.StatusOK)
	c.desk.post(t, "/keys/"+id+"/exception", obj{"kind": "lost", "note": "高师傅称遗失"}).is(http.StatusOK)
	c.desk.post(t, "/keys/"+id+"/settle", obj{"note": "换锁芯"}).problem(http.StatusForbidden, "")
	c.desk.post(t, "/keys/"+id+"/found", obj{"note": "落在工具箱里"}).is(http.StatusOK)
	c.desk.post(t, "/keys/"+id+"/amend", obj{"tag": "A-2", "reason": "换挂钩"}).is(http.StatusOK)
	end := c.desk.post(t, "/keys/"+id+"/hand-back", obj{"how": "signature", "note": "业主本人签收"}).is(http.StatusOK)
	require.Equal(t, []string{"take-in", "give-out", "sign", "return", "give-out", "extend", "exception", "found", "amend", "hand-back"}, end.each("trail", "kind"), "nothing is lost of its history")
	require.Empty(t, end.list("allowed"))
	for _, action := range []string{"key.taken_in", "key.given_out", "key.handed_back"} {
		require.NotEmpty(t, c.auditor.get(t, fmt.Sprintf("/audit?action=%s&limit=100", action)).is(http.StatusOK).list("items"), action)
	}

	// The owner reads their own; the auditor reads names masked.
	mine := owner.get(t, "/me/keys").is(http.StatusOK)
	require.Equal(t, []string{"换密封条", "欧阳钥匙家漏水"}, mine.each("items[0].uses", "purpose"))
	require.Equal(t, m.text("number"), mine.text("items[0].uses[1].matterNumber"))
	require.Contains(t, string(owner.get(t, "/me/archive?format=html").is(http.StatusOK).raw), "换密封条")
	owner.get(t, "/keys/"+id).problem(http.StatusForbidden, "")
	read := c.auditor.get(t, "/keys/"+id).is(http.StatusOK)
	require.Equal(t, "欧阳*", read.text("owner"))
	require.False(t, read.has("consent") && read.at("consent") != nil)
}
