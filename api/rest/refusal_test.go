package rest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/api/rest"
	"anju/config"
	"anju/internal/core/access"
)

func TestTheOrderOfRefusal(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	s.staff("engineer", access.Handler, "engineering")
	s.staff("auditor", access.Auditor, "")
	matter := s.ok(201, "clerk", "POST", "/api/v1/complaints", `{"channel":"phone","title":"楼道灯坏","text":"三楼灯不亮","reporter":{"name":"王芳"},"place":"三楼"}`)
	id := matter["id"].(string)
	judge := "/api/v1/complaints/" + id + "/judge"
	good := `{"groundsSufficient":true,"demandReasonable":true,"reason":"属实"}`

	for name, c := range map[string]struct {
		who, path, body, ifMatch string
		status                   int
	}{
		"nobody, wrong body":                  {"", judge, `{`, "", 401},
		"out of sight before role":            {"engineer", judge, good, "", 404},
		"out of sight before body":            {"engineer", judge, `{`, "", 404},
		"not there before body":               {"clerk", "/api/v1/complaints/none/judge", `{`, "", 404},
		"role before body":                    {"auditor", judge, `{`, "", 403},
		"body before version":                 {"clerk", judge, `{"reason":""}`, `"9"`, 422},
		"a version that is none":              {"clerk", judge, good, `"new"`, 422},
		"version before lifecycle":            {"clerk", "/api/v1/complaints/" + id + "/evaluate", `{"evaluation":"x"}`, `"9"`, 412},
		"lifecycle":                           {"clerk", "/api/v1/complaints/" + id + "/evaluate", `{"evaluation":"x"}`, `"1"`, 409},
		"role where there is nothing to hide": {"clerk", "/api/v1/communities", `{`, "", 403},
	} {
		t.Run(name, func(t *testing.T) {
			var headers []string
			if c.ifMatch != "" {
				headers = []string{"If-Match", c.ifMatch}
			}
			a := s.call(c.who, "POST", c.path, c.body, headers...)
			require.Equal(t, c.status, a.StatusCode, a.Body)
			switch p := a.json(t); c.status {
			case 412:
				require.EqualValues(t, 1, p["currentVersion"])
			case 409:
				require.Equal(t, "transition_refused", p["code"])
				require.Contains(t, p["allowed"], "classify")
			}
		})
	}
}

func TestTooManyRequestsAreToldWhenToComeAgain(t *testing.T) {
	s := open(t, func(d *rest.Deps) { d.Rate = config.Rate{PerMinute: 3, AnonymousPerMinute: 1000} })
	for range 3 {
		require.Equal(t, 200, s.call("admin", "GET", "/api/v1/me", "").StatusCode)
	}
	s.clock.pass(20 * time.Second)
	a := s.call("admin", "GET", "/api/v1/me", "")
	require.Equal(t, 429, a.StatusCode)
	require.Equal(t, "40", a.Header.Get("Retry-After"))
	s.clock.pass(40 * time.Second)
	require.Equal(t, 200, s.call("admin", "GET", "/api/v1/me", "").StatusCode)
}

func TestNothingOfTheContractIsOpenWithoutAToken(t *testing.T) {
	s := open(t)
	spec := s.call("", "GET", "/api/v1/openapi.json", "").json(t)
	for path, item := range spec["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			security, said := op.(map[string]any)["security"].([]any)
			open := said && len(security) == 0
			for _, m := range []string{method, "head"} {
				if m == "head" && method != "get" {
					continue
				}
				a := s.call("", strings.ToUpper(m), "/api/v1"+strings.NewReplacer("{", "", "}", "").Replace(path), "")
				if open {
					require.NotEqual(t, 403, a.StatusCode, path)
					continue
				}
				require.Equal(t, 401, a.StatusCode, m+" "+path)
			}
		}
	}
}

func TestLogAndMetricsHoldNoPersonalData(t *testing.T) {
	s := open(t)
	s.home("19900001201")
	s.call("admin", "GET", "/api/v1/owners?q=19900001201", "")
	log := s.log.String()
	require.Contains(t, log, `"route":"/owners/{id}/invitation"`)
	for _, personal := range []string{"19900001201", "欧阳", password} {
		require.NotContains(t, log, personal)
	}
	metrics := s.call("", "GET", "/metrics", "").Body
	require.Contains(t, metrics, `anju_http_requests_total{method="GET",route="/owners",status="200"} 1`)
	require.NotContains(t, metrics, "19900001201")
}
