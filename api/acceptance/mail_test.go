package acceptance

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/work/mailtest"
)

// posting is a program of its own with a mail server: the program must trust the
// server's certificate from its start on.
func posting(t *testing.T, c *cast) (*cast, *mailtest.Server) {
	t.Helper()
	server := mailtest.Start(t)
	store := c.fresh(t)
	h := start(t, store, "SSL_CERT_FILE="+server.Roots, "ANJU_PUBLIC_URL=https://portal.example.com")
	own := &cast{house: h, nobody: caller{house: h}, fresh: c.fresh, handler: map[string]caller{}}
	own.admin = own.signIn(t, "admin", adminPassword)
	own.desk = own.hire(t, "desk1", "周晓梅", "desk", "service")
	own.handler["engineering"] = own.hire(t, "handler.eng", "李工", "handler", "engineering")
	return own, server
}

// mailbox is how an administrator describes the server.
func ownMailbox(server *mailtest.Server, tls string, more obj) obj {
	port := server.Port
	if tls == "implicit" {
		port = server.TLSPort
	}
	smtp := obj{"host": mailtest.Host, "port": port, "tls": tls, "login": mailtest.Login, "password": mailtest.Password}
	for k, v := range more {
		smtp[k] = v
	}
	return obj{"name": "own", "address": "service@example.com", "smtp": smtp, "pollSeconds": 1, "active": true}
}

func (c *cast) putMailboxes(t *testing.T, items ...obj) answer {
	t.Helper()
	return c.admin.do(t, http.MethodPut, "/settings/mailboxes", obj{"items": items})
}

// danger is a matter of which people are told at any hour and at once.
func (c *cast) danger(t *testing.T, r resident, title string) answer {
	t.Helper()
	return c.desk.post(t, "/complaints", obj{
		"channel": "phone", "ownerId": r.ownerID, "houseId": r.houseID, "title": title, "text": "厨房闻到很重的燃气味，已开窗。", "nature": "repair",
	}).is(http.StatusCreated)
}

func mailGoesOut(t *testing.T, c *cast) {
	own, server := posting(t, c)
	require.False(t, own.nobody.get(t, "/catalogue").is(http.StatusOK).at("resetByMail").(bool), "without a mailbox nobody is promised a code")

	own.putMailboxes(t, ownMailbox(server, "ssl", nil)).problem(http.StatusUnprocessableEntity, "invalid_fields")
	made := own.putMailboxes(t, ownMailbox(server, "starttls", nil)).is(http.StatusOK)
	require.NotContains(t, string(made.raw), mailtest.Password, "a password goes in and never comes out")
	require.True(t, made.at("items[0].smtp.hasPassword").(bool))
	kept := own.putMailboxes(t, ownMailbox(server, "starttls", obj{"password": nil})).is(http.StatusOK)
	require.True(t, kept.at("items[0].smtp.hasPassword").(bool), "one left out keeps the old")
	require.NotContains(t, string(own.admin.get(t, "/settings/mailboxes").is(http.StatusOK).raw), mailtest.Password)
	test := own.admin.post(t, "/settings/mailboxes/own/test", nil).is(http.StatusOK)
	require.True(t, test.at("ok").(bool), test.text("message"))
	own.putMailboxes(t, ownMailbox(server, "starttls", obj{"password": "wrong"})).is(http.StatusOK)
	test = own.admin.post(t, "/settings/mailboxes/own/test", nil, header{"Accept-Language", "en"}).is(http.StatusOK)
	require.False(t, test.at("ok").(bool))
	require.Contains(t, test.text("message"), "Signing in was refused")
	own.admin.post(t, "/settings/mailboxes/other/test", nil).problem(http.StatusNotFound, "not_found")
	own.putMailboxes(t, ownMailbox(server, "implicit", nil)).is(http.StatusOK)
	require.True(t, own.nobody.get(t, "/catalogue").is(http.StatusOK).at("resetByMail").(bool))

	owner := own.moveIn(t, own.community(t), "邮件甲")
	address := digits(owner.phone) + "@example.com"
	m := own.danger(t, owner, "燃气泄漏")
	require.Equal(t, "critical", m.text("suggestion.severity"))
	eventually(t, "the owner is written to", func() bool { return len(server.To(t, address)) == 1 })
	first := server.To(t, address)[0]
	require.Equal(t, "已登记："+m.text("number")+" 燃气泄漏", first.Subject)
	require.Contains(t, first.HTML, "https://portal.example.com/matters/"+m.text("id"))

	owner.do(t, http.MethodPut, "/me/preferences", obj{"language": "en", "noMail": []string{"progress"}}).is(http.StatusOK)
	owner.do(t, http.MethodPut, "/me/preferences", obj{"language": "en", "noMail": []string{"work"}}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	id := m.text("id")
	own.desk.command(t, id, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	own.handler["engineering"].command(t, id, "accept", nil).is(http.StatusOK)
	own.handler["engineering"].command(t, id, "appoint", obj{"from": in(24 * time.Hour), "to": in(26 * time.Hour), "who": "李工", "entry": "home"})
	own.desk.command(t, id, "answer", obj{"reply": "燃气公司已关阀检修。"})
	eventually(t, "what was chosen comes, in the language chosen", func() bool {
		for _, got := range server.To(t, address) {
			if got.Subject != first.Subject {
				return strings.Contains(got.Text, "Dear 邮件甲,") && got.Header.Get("References") == first.Header.Get("References") && !strings.HasPrefix(got.Subject, "Taken on")
			}
		}
		return false
	})

	page := own.admin.get(t, "/mails?state=sent").is(http.StatusOK)
	require.NotEmpty(t, page.list("items"))
	require.NotContains(t, string(page.raw), address, "an address is masked")
	require.NotContains(t, string(page.raw), "燃气", "and what was said stays with the person")
}

func wrongAddressIsShown(t *testing.T, c *cast) {
	own, server := posting(t, c)
	own.putMailboxes(t, ownMailbox(server, "implicit", nil)).is(http.StatusOK)
	owner := own.moveIn(t, own.community(t), "邮件乙")
	own.desk.patch(t, "/owners/"+owner.ownerID, obj{"email": "nobody@example.com"}).is(http.StatusOK)
	own.danger(t, owner, "燃气泄漏")
	eventually(t, "the desk is told that the address does not work", func() bool {
		return own.desk.get(t, "/owners/"+owner.ownerID).is(http.StatusOK).at("emailRefused") != nil
	})
	require.Contains(t, own.desk.get(t, "/owners/"+owner.ownerID+"/overview").is(http.StatusOK).text("owner.emailRefused.reason"), "nobody of this name")
	require.NotNil(t, owner.get(t, "/me/preferences").is(http.StatusOK).at("emailRefused"))
	failed := own.admin.get(t, "/mails?state=failed").is(http.StatusOK)
	require.Equal(t, "bad_address", failed.text("items[0].failure"))
	require.Equal(t, int64(1), failed.number("items[0].attempts"), "a refusal for good is not tried again")
	own.admin.post(t, "/mails/"+failed.text("items[0].id")+"/again", nil).is(http.StatusOK)
	eventually(t, "one press sends it once more", func() bool {
		now := own.admin.get(t, "/mails?state=failed").is(http.StatusOK)
		return len(now.list("items")) == 1 && now.text("items[0].settledAt") != failed.text("items[0].settledAt")
	})
}

// code is what a mail about a forgotten password brings.
var code = regexp.MustCompile(`reset\?code=(\S+)`)

func forgottenPasswordByMail(t *testing.T, c *cast) {
	own, server := posting(t, c)
	own.putMailboxes(t, ownMailbox(server, "starttls", nil)).is(http.StatusOK)
	own.admin.post(t, "/users", obj{"login": "forgetful", "name": "忘某", "role": "desk", "password": staffPassword, "email": "forgetful@example.com"}).is(http.StatusCreated)
	owner := own.moveIn(t, own.community(t), "邮件丙")
	for login, address := range map[string]string{"forgetful": "forgetful@example.com", owner.phone: digits(owner.phone) + "@example.com"} {
		for _, asked := range []string{login, "nobody." + digits(owner.phone)} {
			require.Empty(t, own.nobody.post(t, "/auth/reset", obj{"login": asked}).is(http.StatusNoContent).raw)
		}
		eventually(t, "the code comes", func() bool { return len(server.To(t, address)) == 1 })
		found := code.FindStringSubmatch(server.To(t, address)[0].Text)
		require.Len(t, found, 2, server.To(t, address)[0].Text)
		own.nobody.post(t, "/auth/reset", obj{"code": found[1], "password": "a-quite-new-secret-7"}).is(http.StatusNoContent)
		own.signIn(t, login, "a-quite-new-secret-7")
		own.nobody.post(t, "/auth/reset", obj{"code": found[1], "password": "a-quite-new-secret-8"}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	}
	eventually(t, "what was asked for by nobody is gone", func() bool {
		return len(own.admin.get(t, "/mails?state=pending").is(http.StatusOK).list("items")) == 0
	})
	for _, m := range own.admin.get(t, "/mails").is(http.StatusOK).list("items") {
		require.Equal(t, "sent", m.(map[string]any)["state"])
	}
}

func templatesAreWorded(t *testing.T, c *cast) {
	const path = "/settings/messages/owner/unmerged"
	find := func() map[string]any {
		for _, x := range c.admin.get(t, "/settings/messages").is(http.StatusOK).list("items") {
			if w := x.(map[string]any); w["for"] == "owner" && w["event"] == "unmerged" {
				return w
			}
		}
		return nil
	}
	shipped := find()
	texts := obj{"subject": shipped["subject"], "sms": shipped["sms"], "body": obj{"zh": "{{.Number}} 又是单独一件了。", "en": "{{.Number}} stands alone again."}}
	preview := c.admin.post(t, "/settings/messages/preview", obj{"for": "owner", "event": "unmerged", "subject": texts["subject"], "body": texts["body"], "sms": texts["sms"]}).is(http.StatusOK)
	require.Equal(t, "TS-20261121-0007 又是单独一件了。", preview.text("body.zh"))
	require.Contains(t, preview.text("html.en"), "TS-20261121-0007 stands alone again.")
	require.LessOrEqual(t, preview.number("smsLength.zh"), int64(70))

	wrong := c.admin.do(t, http.MethodPut, path, obj{"subject": texts["subject"], "body": obj{"zh": "{{.Numbre}}", "en": "fine"}, "sms": obj{"zh": strings.Repeat("长", 71), "en": "{{.Title}}"}}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	require.ElementsMatch(t, []string{"body.zh", "sms.zh", "sms.en"}, wrong.each("errors", "field"))
	require.Contains(t, fmt.Sprint(wrong.list("errors")), "第 3 字处的 .Numbre 不能用")
	require.True(t, c.admin.do(t, http.MethodPut, path, texts).is(http.StatusOK).at("changed").(bool))
	require.Equal(t, "{{.Number}} 又是单独一件了。", find()["body"].(map[string]any)["zh"])
	c.admin.do(t, http.MethodDelete, path, nil).is(http.StatusOK)
	require.Equal(t, shipped, find())

	// Every wording stays readable, and can be put again.
	again := obj{"subject": texts["subject"], "sms": texts["sms"], "body": obj{"zh": "{{.Number}} 单独办理。", "en": "{{.Number}} alone."}}
	c.admin.do(t, http.MethodPut, path, again).is(http.StatusOK)
	c.admin.do(t, http.MethodPut, "/settings/messages/owner/merged", obj{"subject": texts["subject"], "sms": texts["sms"], "body": again["body"]}).is(http.StatusOK)
	worded := func(page answer) (bodies []string) {
		for _, x := range page.list("items") {
			bodies = append(bodies, x.(map[string]any)["body"].(map[string]any)["zh"].(string))
		}
		return bodies
	}
	earlier := c.admin.get(t, path+"/versions").is(http.StatusOK)
	wording := shipped["body"].(map[string]any)["zh"].(string)
	require.Equal(t, []string{"{{.Number}} 单独办理。", wording, "{{.Number}} 又是单独一件了。", wording}, worded(earlier), "what changes another template is no version of this one")
	require.NotEmpty(t, earlier.text("items[0].by"))
	require.NotContains(t, earlier.list("items")[3], "at", "what ships")
	var paged []string
	for cursor := ""; ; {
		page := c.admin.get(t, path+"/versions?limit=1"+cursor).is(http.StatusOK)
		paged = append(paged, worded(page)...)
		if page.at("nextCursor") == nil {
			break
		}
		cursor = "&cursor=" + page.text("nextCursor")
	}
	require.Equal(t, worded(earlier), paged)
	c.admin.get(t, "/settings/messages/owner/no_such_event/versions").problem(http.StatusNotFound, "not_found")
	c.admin.get(t, path+"/versions?cursor=x").problem(http.StatusBadRequest, "bad_cursor")
	c.admin.do(t, http.MethodDelete, path, nil).is(http.StatusOK)
	c.admin.do(t, http.MethodPut, "/settings/messages/owner/no_such_event", texts).problem(http.StatusNotFound, "not_found")
}

// instancesShareThePost lets two programs work on one store while the mail
// server is stopped under load and started again.
func instancesShareThePost(t *testing.T, c *cast) {
	own, server := posting(t, c)
	if strings.HasPrefix(own.house.store, "mongodb") {
		start(t, own.house.store, "SSL_CERT_FILE="+server.Roots, "ANJU_PUBLIC_URL=https://portal.example.com")
	}
	own.putMailboxes(t, ownMailbox(server, "starttls", nil)).is(http.StatusOK)
	owner := own.moveIn(t, own.community(t), "邮件丁")
	address := digits(owner.phone) + "@example.com"
	const n = 36
	wanted := map[string]bool{}
	for i := range n {
		if i == n/3 {
			eventually(t, "mail is under way", func() bool { return len(server.To(t, address)) > 0 })
			server.Stop(t)
		}
		wanted[own.danger(t, owner, fmt.Sprintf("燃气泄漏第 %d 处", i)).text("number")] = true
	}
	server.Resume(t)
	eventually(t, "every mail is settled", func() bool {
		return len(server.To(t, address)) >= n && len(own.admin.get(t, "/mails?state=pending").is(http.StatusOK).list("items")) == 0
	})
	ids := map[string]int{}
	for _, m := range server.To(t, address) {
		ids[m.MessageID]++
		delete(wanted, strings.Fields(strings.TrimPrefix(m.Subject, "已登记："))[0])
	}
	require.Empty(t, wanted, "nothing is lost")
	require.Len(t, ids, n)
	for id, times := range ids {
		require.Equal(t, 1, times, id)
	}
	require.Empty(t, own.house.log.panics())
}
