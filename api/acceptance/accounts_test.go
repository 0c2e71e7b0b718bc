package acceptance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func failuresLock(t *testing.T, c *cast) {
	const login = "locked.out"
	c.hire(t, login, "锁某", "desk", "service")
	wrong := c.nobody.post(t, "/auth/login", obj{"login": login, "password": "wrong-wrong-wrong"}).problem(http.StatusUnauthorized, "")
	unknown := c.nobody.post(t, "/auth/login", obj{"login": "nobody.of.that.name", "password": "wrong-wrong-wrong"}).problem(http.StatusUnauthorized, "")
	require.JSONEq(t, string(wrong.raw), string(unknown.raw), "the same answer for unknown users")
	for range 9 {
		c.nobody.post(t, "/auth/login", obj{"login": login, "password": "wrong-wrong-wrong"}).problem(http.StatusUnauthorized, "")
		c.nobody.post(t, "/auth/login", obj{"login": "nobody.of.that.name", "password": "wrong-wrong-wrong"}).problem(http.StatusUnauthorized, "")
	}
	locked := c.nobody.post(t, "/auth/login", obj{"login": login, "password": staffPassword}).problem(http.StatusTooManyRequests, "")
	require.NotEmpty(t, locked.header.Get("Retry-After"), "ten failures lock, though limits by count are off")
	same := c.nobody.post(t, "/auth/login", obj{"login": "nobody.of.that.name", "password": staffPassword}).problem(http.StatusTooManyRequests, "")
	require.JSONEq(t, string(locked.raw), string(same.raw))
	c.signIn(t, "desk1", staffPassword)
}

// session is one browser: it keeps the refresh cookies as a jar would.
type session struct {
	caller
	cookies map[string]string
}

func (s *session) call(t *testing.T, path, face string, body any) answer {
	t.Helper()
	var pairs []string
	for name, value := range s.cookies {
		pairs = append(pairs, name+"="+value)
	}
	a := s.post(t, path, body, header{"Cookie", strings.Join(pairs, "; ")}, header{"X-Anju-Face", face})
	for _, cookie := range (&http.Response{Header: a.header}).Cookies() {
		require.True(t, cookie.HttpOnly)
		require.Equal(t, http.SameSiteStrictMode, cookie.SameSite)
		require.Equal(t, "/api/v1/auth", cookie.Path)
		require.False(t, cookie.Secure, "not on loopback")
		if cookie.MaxAge < 0 || cookie.Value == "" {
			delete(s.cookies, cookie.Name)
			continue
		}
		s.cookies[cookie.Name] = cookie.Value
	}
	return a
}

func (s *session) copy() *session {
	c := &session{caller: s.caller, cookies: map[string]string{}}
	for k, v := range s.cookies {
		c.cookies[k] = v
	}
	return c
}

func refreshRotates(t *testing.T, c *cast) {
	c.hire(t, "two.faces", "面某", "desk", "service")
	owner := c.moveIn(t, c.community(t), "面二")
	browser := &session{caller: c.nobody, cookies: map[string]string{}}
	in := browser.call(t, "/auth/login", "desk", obj{"login": "two.faces", "password": staffPassword}).is(http.StatusOK)
	require.Equal(t, "two.faces", in.text("user.login"))
	browser.call(t, "/auth/login", "owner", obj{"login": owner.phone, "password": ownerPassword}).is(http.StatusOK)
	require.Len(t, browser.cookies, 2, "one cookie per face")
	require.Equal(t, "desk", browser.call(t, "/auth/refresh", "desk", nil).is(http.StatusOK).text("user.role"))
	require.Equal(t, "owner", browser.call(t, "/auth/refresh", "owner", nil).is(http.StatusOK).text("user.role"))

	first := browser.copy()
	browser.call(t, "/auth/refresh", "desk", nil).is(http.StatusOK)
	require.NotEqual(t, first.cookies, browser.cookies, "rotated")
	again := first.copy().call(t, "/auth/refresh", "desk", nil).is(http.StatusOK) // the previous one is honoured for 10 s
	c.nobody.get(t, "/me").problem(http.StatusUnauthorized, "")
	fresh := caller{house: c.house, token: again.text("accessToken")}
	require.Equal(t, "two.faces", fresh.get(t, "/me").is(http.StatusOK).text("login"))
	browser.call(t, "/auth/refresh", "desk", nil).is(http.StatusOK)
	browser.call(t, "/auth/refresh", "desk", nil).is(http.StatusOK)
	first.call(t, "/auth/refresh", "desk", nil).problem(http.StatusUnauthorized, "")
	browser.call(t, "/auth/refresh", "desk", nil).problem(http.StatusUnauthorized, "")
	browser.call(t, "/auth/refresh", "owner", nil).is(http.StatusOK)

	browser.call(t, "/auth/logout", "owner", nil).is(http.StatusNoContent)
	browser.call(t, "/auth/refresh", "owner", nil).problem(http.StatusUnauthorized, "")
	(&session{caller: c.nobody, cookies: map[string]string{}}).call(t, "/auth/refresh", "owner", nil).problem(http.StatusUnauthorized, "")
}

func passwordsAndCodes(t *testing.T, c *cast) {
	c.hire(t, "changes.often", "换某", "desk", "service")
	here := &session{caller: c.nobody, cookies: map[string]string{}}
	there := &session{caller: c.nobody, cookies: map[string]string{}}
	in := here.call(t, "/auth/login", "desk", obj{"login": "changes.often", "password": staffPassword}).is(http.StatusOK)
	there.call(t, "/auth/login", "desk", obj{"login": "changes.often", "password": staffPassword}).is(http.StatusOK)
	me := caller{house: c.house, token: in.text("accessToken")}
	me.post(t, "/auth/password", obj{"current": staffPassword, "new": "short"}).problem(http.StatusUnprocessableEntity, "")
	require.NotEqual(t, http.StatusNoContent, me.post(t, "/auth/password", obj{"current": "not-this-one-at-all", "new": "a-quite-new-secret-5"}).status)
	me.post(t, "/auth/password", obj{"current": staffPassword, "new": "a-quite-new-secret-5"}).is(http.StatusNoContent)
	there.call(t, "/auth/refresh", "desk", nil).problem(http.StatusUnauthorized, "")
	here.call(t, "/auth/refresh", "desk", nil).is(http.StatusOK)
	c.nobody.post(t, "/auth/login", obj{"login": "changes.often", "password": staffPassword}).problem(http.StatusUnauthorized, "")
	c.signIn(t, "changes.often", "a-quite-new-secret-5")

	community := c.community(t)
	phone := nextPhone()
	owner := c.desk.post(t, "/owners", obj{"name": "码某", "phone": phone, "houses": []obj{{"houseId": c.houseIn(t, community)}}}).is(http.StatusCreated)
	code := c.desk.post(t, "/owners/"+owner.text("id")+"/invitation", obj{}).is(http.StatusCreated).text("code")
	require.NotEqual(t, http.StatusOK, c.nobody.post(t, "/auth/activate", obj{"code": "AAAA-BBBB-CCCC", "phone": phone, "password": ownerPassword}).status)
	c.nobody.post(t, "/auth/activate", obj{"code": code, "phone": phone, "password": "1234567890"}).problem(http.StatusUnprocessableEntity, "")
	c.nobody.post(t, "/auth/activate", obj{"code": code, "phone": phone, "password": ownerPassword}).is(http.StatusOK)
	used := c.nobody.post(t, "/auth/activate", obj{"code": code, "phone": phone, "password": ownerPassword})
	require.GreaterOrEqual(t, used.status, 400, "a code works once")
	require.Less(t, used.status, 500)
	c.signIn(t, phone, ownerPassword)
	c.signIn(t, digits(phone), ownerPassword)
	c.nobody.post(t, "/auth/reset", obj{"login": "changes.often"}).is(http.StatusNoContent)
	c.nobody.post(t, "/auth/reset", obj{"login": "nobody.of.that.name"}).is(http.StatusNoContent)

	gone := c.admin.get(t, "/users?limit=100").is(http.StatusOK)
	for i, login := range gone.each("items", "login") {
		if login == "changes.often" {
			c.admin.patch(t, "/users/"+gone.each("items", "id")[i], obj{"active": false}).is(http.StatusOK)
		}
	}
	here.call(t, "/auth/refresh", "desk", nil).problem(http.StatusUnauthorized, "")
	c.nobody.post(t, "/auth/login", obj{"login": "changes.often", "password": "a-quite-new-secret-5"}).problem(http.StatusUnauthorized, "")
}
