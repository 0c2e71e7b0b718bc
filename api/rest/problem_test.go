package rest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
)

func TestProblemsSpeakTheReadersLanguage(t *testing.T) {
	s := open(t)
	for _, c := range []struct{ accept, lang, title string }{
		{"", "zh-CN", "未登录"},
		{"zh-TW,zh;q=0.9", "zh-CN", "未登录"},
		{"fr-FR", "zh-CN", "未登录"},
		{"en-GB,en;q=0.9,zh;q=0.1", "en", "Not signed in"},
		{"zh;q=0.2,en;q=0.8", "en", "Not signed in"},
	} {
		a := s.call("", "GET", "/api/v1/me", "", "Accept-Language", c.accept)
		require.Equal(t, 401, a.StatusCode)
		require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"))
		require.Equal(t, c.lang, a.Header.Get("Content-Language"), c.accept)
		require.NotEmpty(t, a.Header.Get("X-Request-Id"))
		p := a.json(t)
		require.Equal(t, c.title, p["title"])
		require.Equal(t, "not_signed_in", p["code"])
		require.EqualValues(t, 401, p["status"])
		require.NotEmpty(t, p["detail"])
		require.NotEmpty(t, p["type"])
	}
}

func TestAllWrongFieldsAreNamedAtOnce(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	a := s.call("clerk", "POST", "/api/v1/complaints",
		`{"title":"`+strings.Repeat("长", 121)+`","text":5,"nature":"anger","attachmentIds":["a",7],"receivedAt":"2026-02-30T10:00:00Z",
		  "demand":{"amountFen":-1,"wish":"x"},"letter":{"receivedOn":"2026-02-30"},"reporter":{"kind":"owner"},"channels":"phone"}`, "Accept-Language", "en")
	require.Equal(t, 422, a.StatusCode)
	require.Equal(t, "invalid_fields", a.json(t)["code"])
	require.Equal(t, map[string]string{
		"title": "length", "text": "type", "nature": "one_of", "attachmentIds[1]": "type", "receivedAt": "format", "demand.amountFen": "minimum",
		"demand.wish": "unknown_field", "letter.receivedOn": "format", "reporter.name": "required", "channels": "unknown_field",
	}, a.fields(t))
	require.Contains(t, a.Body, "Must be 1 to 120 characters long.")

	zh := s.call("clerk", "POST", "/api/v1/complaints", `{"text":"x"}`)
	require.Equal(t, map[string]string{"title": "required"}, zh.fields(t))
	require.Contains(t, zh.Body, "必填。")

	either := s.call("clerk", "POST", "/api/v1/complaints", `{"title":"a","text":"b","demand":7}`)
	require.Equal(t, map[string]string{"demand": "type"}, either.fields(t))
}

func TestSharesAreNamedByTheirPath(t *testing.T) {
	s := open(t)
	s.staff("handler", access.Handler, "engineering")
	s.staff("clerk", access.Desk, "")
	id := s.ok(201, "clerk", "POST", "/api/v1/complaints", `{"channel":"phone","title":"电梯困人","text":"电梯停在三楼","reporter":{"name":"王芳","phone":"19900001234"},"place":"大厅"}`)["id"].(string)
	s.ok(200, "clerk", "POST", "/api/v1/complaints/"+id+"/classify", `{"category":"elevator","severity":"critical"}`)
	s.ok(200, "clerk", "POST", "/api/v1/complaints/"+id+"/dispatch", `{"department":"engineering"}`)
	a := s.call("handler", "POST", "/api/v1/complaints/"+id+"/investigate", `{"cause":"x","shares":[{"percent":50},{"percent":101,"party":"moon"}]}`)
	require.Equal(t, 422, a.StatusCode, a.Body)
	require.Equal(t, map[string]string{"shares[1].percent": "maximum", "shares[1].party": "one_of"}, a.fields(t))
}

func TestWhatCannotBeRead(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	for name, c := range map[string]struct {
		body, kind string
		status     int
	}{
		"no JSON":          {`{"title":`, "application/json", 400},
		"two values":       {`{} {}`, "application/json", 400},
		"bad UTF-8":        {"{\"title\":\"\xff\"}", "application/json", 400},
		"a list":           {`[]`, "application/json", 422},
		"null":             {`null`, "application/json", 422},
		"nothing":          {``, "application/json", 400},
		"another type":     {`title=x`, "application/x-www-form-urlencoded", 415},
		"beyond the limit": {`{"title":"` + strings.Repeat("x", 1<<20) + `"}`, "application/json", 413},
	} {
		t.Run(name, func(t *testing.T) {
			a := s.call("clerk", "POST", "/api/v1/complaints", c.body, "Content-Type", c.kind)
			require.Equal(t, c.status, a.StatusCode, a.Body)
			require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"))
		})
	}
	zipped := s.call("clerk", "POST", "/api/v1/complaints", `{"title":"a","text":"b"}`, "Content-Encoding", "gzip")
	require.Equal(t, 415, zipped.StatusCode)
}

func TestWrongQueries(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	for query, field := range map[string]string{
		"limit=0": "limit", "limit=101": "limit", "limit=x": "limit", "limit=1.5": "limit", "severity=huge": "severity", "overdue=maybe": "overdue",
		"status=registered,gone": "status[1]", "from=2026-02-30": "from", "sort=age": "sort", "q=" + strings.Repeat("a", 101): "q",
	} {
		a := s.call("clerk", "GET", "/api/v1/complaints?"+query, "")
		require.Equal(t, 422, a.StatusCode, query+a.Body)
		require.Contains(t, a.fields(t), field)
	}
	emptyKey := s.call("admin", "POST", "/api/v1/communities", `{"name":"香樟苑"}`, "Idempotency-Key", "")
	require.Equal(t, map[string]string{"Idempotency-Key": "required"}, emptyKey.fields(t))
	require.Equal(t, 400, s.call("clerk", "GET", "/api/v1/complaints?cursor=none-of-ours", "").StatusCode)
	require.Equal(t, 400, s.call("clerk", "GET", "/api/v1/complaints?q=%FF", "").StatusCode)
}

func TestUnknownPathsAndMethods(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/api/v1/nothing", "/api/v2/me", "/api/v1/complaints/x/explode", "/docs/none.js", "/assets/none.js"} {
		a := s.call("admin", "GET", path, "")
		require.Equal(t, 404, a.StatusCode, path)
		require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"), path)
	}
	a := s.call("admin", "DELETE", "/api/v1/me", "")
	require.Equal(t, 405, a.StatusCode)
	require.Equal(t, "GET, HEAD", a.Header.Get("Allow"))
	require.Equal(t, "method_not_allowed", a.json(t)["code"])
	require.Equal(t, 405, s.call("admin", "QUERY", "/api/v1/me", "").StatusCode)
}
