package rest_test

import (
	"compress/gzip"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNothingButOurOwnFilesRuns(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/", "/desk", "/desk/matters/x", "/docs", "/api/v1/catalogue", "/api/v1/me", "/healthz", "/none.js"} {
		a := s.call("", "GET", path, "")
		policy := a.Header.Get("Content-Security-Policy")
		require.NotContains(t, strings.Split(policy, "style-src")[0], "unsafe", path)
		require.Contains(t, policy, "frame-ancestors 'none'", path)
		require.Equal(t, "nosniff", a.Header.Get("X-Content-Type-Options"), path)
		require.Equal(t, "no-referrer", a.Header.Get("Referrer-Policy"), path)
		require.Equal(t, "same-origin", a.Header.Get("Cross-Origin-Opener-Policy"), path)
		require.Equal(t, "same-origin", a.Header.Get("Cross-Origin-Resource-Policy"), path)
		require.Empty(t, a.Header.Get("Strict-Transport-Security"), "only over https")
		require.NotEmpty(t, a.Header.Get("X-Request-Id"), path)
	}
	require.Contains(t, s.call("", "GET", "/api/v1/me", "").Header.Get("Content-Security-Policy"), "default-src 'none'")
	require.NotContains(t, s.call("", "GET", "/docs", "").Body, "<script>")
}

func TestARequestKeepsTheNameItCameWith(t *testing.T) {
	s := open(t)
	require.Equal(t, "gateway-0001", s.call("", "GET", "/healthz", "", "X-Request-Id", "gateway-0001").Header.Get("X-Request-Id"))
	require.NotEqual(t, "a b\tc!", s.call("", "GET", "/healthz", "", "X-Request-Id", "a b c!").Header.Get("X-Request-Id"))
}

func TestPagesAndTheirDeepLinks(t *testing.T) {
	s := open(t)
	for path, body := range map[string]string{"/": "owners", "/matters/TS-1": "owners", "/desk": "desk", "/desk/": "desk", "/desk/queue": "desk", "/desktop": "owners"} {
		a := s.call("", "GET", path, "")
		require.Equal(t, 200, a.StatusCode, path)
		require.Equal(t, body, a.Body, path)
		require.Equal(t, "no-cache", a.Header.Get("Cache-Control"), path)
	}
	a := s.do(httptest.NewRequest("GET", "/assets/app-1a2b.js", nil))
	require.Contains(t, a.Header.Get("Cache-Control"), "immutable")
	r := httptest.NewRequest("GET", "/assets/app-1a2b.js", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	zipped := s.do(r)
	require.Equal(t, "gzip", zipped.Header.Get("Content-Encoding"))
	plain, err := gzip.NewReader(strings.NewReader(zipped.Body))
	require.NoError(t, err)
	body, err := io.ReadAll(plain)
	require.NoError(t, err)
	require.Equal(t, a.Body, string(body))
	require.Equal(t, 304, s.call("", "GET", "/", "", "If-None-Match", s.call("", "GET", "/", "").Header.Get("ETag")).StatusCode)
	require.Equal(t, 404, s.call("", "GET", "/assets/..%2f..%2fgo.mod", "").StatusCode)
}

func TestHealthAndContract(t *testing.T) {
	s := open(t)
	require.Equal(t, 200, s.call("", "GET", "/healthz", "").StatusCode)
	require.Equal(t, 200, s.call("", "GET", "/readyz", "").StatusCode)
	require.Equal(t, "3.0.3", s.call("", "GET", "/api/v1/openapi.json", "").json(t)["openapi"])
	c := s.call("", "GET", "/api/v1/catalogue", "").json(t)
	require.Len(t, c["departments"], 4)
	require.Nil(t, c["demo"])
}
