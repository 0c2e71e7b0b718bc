package rest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
)

func cookie(t *testing.T, a answer) *http.Cookie {
	t.Helper()
	require.Len(t, a.Cookies(), 1, a.Body)
	return a.Cookies()[0]
}

func TestTheRefreshCookie(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	in := s.call("", "POST", "/api/v1/auth/login", `{"login":"clerk","password":"`+password+`"}`, "X-Anju-Face", "desk")
	require.Equal(t, 200, in.StatusCode, in.Body)
	require.Equal(t, "clerk", in.json(t)["user"].(map[string]any)["login"])
	first := cookie(t, in)
	require.Equal(t, "anju_refresh_desk", first.Name)
	require.Equal(t, "/api/v1/auth", first.Path)
	require.True(t, first.HttpOnly)
	require.Equal(t, http.SameSiteStrictMode, first.SameSite)
	require.False(t, first.Secure, "on the machine itself")

	outside := s.request("", "POST", "/api/v1/auth/login", `{"login":"clerk","password":"`+password+`"}`)
	outside.Host = "portal.example.com"
	require.True(t, cookie(t, s.do(outside)).Secure)

	next := s.call("", "POST", "/api/v1/auth/refresh", "", "X-Anju-Face", "desk", "Cookie", first.Name+"="+first.Value)
	require.Equal(t, 200, next.StatusCode, next.Body)
	second := cookie(t, next)
	require.NotEqual(t, first.Value, second.Value)
	token := next.json(t)["accessToken"].(string)
	require.Equal(t, 200, s.call("", "GET", "/api/v1/me", "", "Authorization", "Bearer "+token).StatusCode)

	wrongFace := s.call("", "POST", "/api/v1/auth/refresh", "", "X-Anju-Face", "owner", "Cookie", second.Name+"="+second.Value)
	require.Equal(t, 401, wrongFace.StatusCode)

	out := s.call("", "POST", "/api/v1/auth/logout", "", "X-Anju-Face", "desk", "Cookie", second.Name+"="+second.Value)
	require.Equal(t, 204, out.StatusCode)
	require.Equal(t, 1970, cookie(t, out).Expires.Year(), "taken away")
	require.Equal(t, 401, s.call("", "POST", "/api/v1/auth/refresh", "", "Cookie", second.Name+"="+second.Value).StatusCode)
}

func TestPasswordsAndCodes(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	require.Equal(t, 401, s.call("", "POST", "/api/v1/auth/login", `{"login":"clerk","password":"wrong"}`).StatusCode)
	require.Equal(t, 204, s.call("", "POST", "/api/v1/auth/reset", `{"login":"nobody"}`).StatusCode)
	require.Equal(t, map[string]string{"password": "required"}, s.call("", "POST", "/api/v1/auth/reset", `{"code":"x"}`).fields(t))
	require.Equal(t, map[string]string{"login": "required"}, s.call("", "POST", "/api/v1/auth/reset", `{}`).fields(t))
	require.Equal(t, 204, s.call("clerk", "POST", "/api/v1/auth/password", `{"current":"`+password+`","new":"another-long-one-8"}`).StatusCode)
	require.Equal(t, 200, s.call("", "POST", "/api/v1/auth/login", `{"login":"clerk","password":"another-long-one-8"}`).StatusCode)
}

func TestAdminKeepsUsersOverHTTP(t *testing.T) {
	s := open(t)
	made := s.ok(201, "admin", "POST", "/api/v1/users", `{"login":"lin","name":"林","role":"handler","department":"engineering"}`)
	require.NotEmpty(t, made["password"], "told once")
	path := "/api/v1/users/" + made["id"].(string)
	fit := s.ok(201, "admin", "POST", "/api/v1/users", `{"login":"wang","name":"王","role":"dept_head","department":"engineering"}`)["id"].(string)
	me := s.ok(200, "admin", "GET", "/api/v1/me", "")["id"].(string)
	unfit := `{"deputy":{"accountId":"` + me + `","from":"2026-11-20T00:00:00+08:00","until":"2026-11-30T00:00:00+08:00"}}`
	require.Equal(t, map[string]string{"deputy.accountId": "unfit"}, s.call("admin", "PATCH", path, unfit).fields(t), "an admin works on no matters")
	deputy := `{"deputy":{"accountId":"` + fit + `","from":"2026-11-20T00:00:00+08:00","until":"2026-11-30T00:00:00+08:00"}}`
	changed := s.ok(200, "admin", "PATCH", path, deputy, "If-Match", `"1"`)
	require.NotNil(t, changed["deputy"])
	require.Equal(t, 412, s.call("admin", "PATCH", path, `{"name":"林小"}`, "If-Match", `"1"`).StatusCode)
	require.NotNil(t, s.ok(200, "admin", "PATCH", path, `{"name":"林小"}`)["deputy"])
	require.Nil(t, s.ok(200, "admin", "PATCH", path, `{"deputy":null}`)["deputy"])
	require.Equal(t, map[string]string{"body": "properties"}, s.call("admin", "PATCH", path, `{}`).fields(t))

	page := s.ok(200, "admin", "GET", "/api/v1/users?limit=1&count=true", "")
	require.Len(t, page["items"], 1)
	require.EqualValues(t, 3, page["total"])
	rest := s.ok(200, "admin", "GET", "/api/v1/users?cursor="+page["nextCursor"].(string), "")
	require.Len(t, rest["items"], 2)
	require.Nil(t, rest["nextCursor"])
	require.Len(t, s.ok(200, "admin", "GET", "/api/v1/staff?department=engineering", "")["items"], 2)

	log := s.ok(200, "admin", "GET", "/api/v1/audit?limit=2", "")
	require.Len(t, log["items"], 2)
	older := s.ok(200, "admin", "GET", "/api/v1/audit?cursor="+log["nextCursor"].(string), "")
	require.NotEmpty(t, older["items"])
	require.Equal(t, 400, s.call("admin", "GET", "/api/v1/audit?cursor=x", "").StatusCode)
}
