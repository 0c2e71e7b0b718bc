package acceptance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// obj is a JSON object to send.
type obj map[string]any

// caller is somebody outside with or without a token.
type caller struct {
	house *house
	token string
	me    answer // what signing in told, with user.id and so on
}

var client = &http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 16}}

// answer is one HTTP answer, read whole.
type answer struct {
	t      testing.TB
	asked  string
	status int
	header http.Header
	raw    []byte
	json   any
}

// header is an extra header of a request.
type header struct{ name, value string }

// try sends a request; it never fails the test, so goroutines may call it.
func (c caller) try(method, path string, body any, extra ...header) (answer, error) {
	var r io.Reader
	contentType := ""
	switch b := body.(type) {
	case nil:
	case io.Reader:
		r = b
	case string:
		r, contentType = strings.NewReader(b), "application/json"
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			return answer{}, err
		}
		r, contentType = bytes.NewReader(raw), "application/json"
	}
	req, err := http.NewRequest(method, c.house.base+at(path), r)
	if err != nil {
		return answer{}, err
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for _, h := range extra {
		req.Header.Set(h.name, h.value)
	}
	return send(client, req)
}

func send(by *http.Client, req *http.Request) (answer, error) {
	res, err := by.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{asked: req.Method + " " + req.URL.Path, status: res.StatusCode, header: res.Header, raw: raw}
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(&a.json); err != nil {
			return a, fmt.Errorf("%s answers JSON that is none: %w", a.asked, err)
		}
	}
	return a, nil
}

// at adds the base path to an address of the contract.
func at(path string) string {
	if strings.HasPrefix(path, "/api/") || path == "/healthz" || path == "/readyz" {
		return path
	}
	return "/api/v1" + path
}

func (c caller) do(t testing.TB, method, path string, body any, extra ...header) answer {
	t.Helper()
	a, err := c.try(method, path, body, extra...)
	require.NoError(t, err)
	a.t = t
	require.NotEmpty(t, a.header.Get("X-Request-Id"), "%s has no X-Request-Id", a.asked)
	return a
}

func (c caller) get(t testing.TB, path string, extra ...header) answer {
	t.Helper()
	return c.do(t, http.MethodGet, path, nil, extra...)
}

func (c caller) post(t testing.TB, path string, body any, extra ...header) answer {
	t.Helper()
	return c.do(t, http.MethodPost, path, body, extra...)
}

func (c caller) patch(t testing.TB, path string, body any, extra ...header) answer {
	t.Helper()
	return c.do(t, http.MethodPatch, path, body, extra...)
}

// command gives one command on a matter.
func (c caller) command(t testing.TB, matter, word string, body any, extra ...header) answer {
	t.Helper()
	return c.post(t, "/complaints/"+url.PathEscape(matter)+"/"+word, body, extra...)
}

// upload sends a file under a name.
func (c caller) upload(t testing.TB, path, name string, content []byte) answer {
	t.Helper()
	body, kind := multipartFile(t, name, content)
	return c.do(t, http.MethodPost, path, body, header{"Content-Type", kind})
}

func multipartFile(t testing.TB, name string, content []byte) (io.Reader, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	require.NoError(t, err)
	_, err = part.Write(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return &b, w.FormDataContentType()
}

// is demands a status.
func (a answer) is(status int) answer {
	a.t.Helper()
	require.Equal(a.t, status, a.status, "%s answers %d: %s", a.asked, a.status, cut(a.raw))
	return a
}

// problem demands a refusal of the contract's shape, with its code.
func (a answer) problem(status int, code string) answer {
	a.t.Helper()
	a.is(status)
	require.Equal(a.t, "application/problem+json", strings.Split(a.header.Get("Content-Type"), ";")[0], a.asked)
	for _, field := range []string{"type", "title", "detail", "code"} {
		require.NotEmpty(a.t, a.text(field), "%s: %s of %s", a.asked, field, a.raw)
	}
	require.Equal(a.t, int64(status), a.number("status"))
	require.Regexp(a.t, `^[a-z][a-z0-9_]*$`, a.text("code"))
	if code != "" {
		require.Equal(a.t, code, a.text("code"), string(a.raw))
	}
	return a
}

func cut(raw []byte) string { return string(raw[:min(len(raw), 1500)]) }

var step = regexp.MustCompile(`[^.\[\]]+`)

// at walks to a value by a path such as plan.options[0].amountFen.
func (a answer) at(path string) any {
	a.t.Helper()
	v := a.json
	for _, key := range step.FindAllString(path, -1) {
		switch x := v.(type) {
		case map[string]any:
			field, there := x[key]
			require.True(a.t, there, "%s: no %s (at %s) in %s", a.asked, path, key, cut(a.raw))
			v = field
		case []any:
			i, err := strconv.Atoi(key)
			require.NoError(a.t, err)
			require.Less(a.t, i, len(x), "%s: %s in %s", a.asked, path, cut(a.raw))
			v = x[i]
		default:
			require.Fail(a.t, "no "+path, "%s: %s in %s", a.asked, key, cut(a.raw))
		}
	}
	return v
}

func (a answer) has(path string) bool {
	m, _ := a.json.(map[string]any)
	_, there := m[path]
	return there
}

func (a answer) text(path string) string {
	a.t.Helper()
	s, ok := a.at(path).(string)
	require.True(a.t, ok, "%s: %s is no text: %v", a.asked, path, a.at(path))
	return s
}

func (a answer) number(path string) int64 {
	a.t.Helper()
	n, ok := a.at(path).(json.Number)
	require.True(a.t, ok, "%s: %s is no number: %v", a.asked, path, a.at(path))
	i, err := n.Int64()
	require.NoError(a.t, err)
	return i
}

func (a answer) moment(path string) time.Time {
	a.t.Helper()
	m, err := time.Parse(time.RFC3339, a.text(path))
	require.NoError(a.t, err)
	return m
}

func (a answer) list(path string) []any {
	a.t.Helper()
	l, ok := a.at(path).([]any)
	require.True(a.t, ok, "%s: %s is no list: %v", a.asked, path, a.at(path))
	return l
}

func (a answer) texts(path string) []string {
	a.t.Helper()
	out := []string{}
	for _, v := range a.list(path) {
		out = append(out, v.(string))
	}
	return out
}

// each collects one field of every item of a list.
func (a answer) each(path, field string) []string {
	a.t.Helper()
	out := []string{}
	for _, v := range a.list(path) {
		s, _ := v.(map[string]any)[field].(string)
		out = append(out, s)
	}
	return out
}

// clock finds the last clock of a kind on a matter.
func (a answer) clock(kind string) map[string]any {
	a.t.Helper()
	var found map[string]any
	for _, v := range a.list("clocks") {
		if c := v.(map[string]any); c["kind"] == kind {
			found = c
		}
	}
	require.NotNil(a.t, found, "%s: no clock %s in %v", a.asked, kind, a.at("clocks"))
	return found
}

// follows demands the version after the one before, and its status.
func (a answer) follows(before answer, status string) answer {
	a.t.Helper()
	a.is(http.StatusOK)
	require.Equal(a.t, before.number("version")+1, a.number("version"), "%s: version", a.asked)
	require.Equal(a.t, status, a.text("status"), a.asked)
	return a
}
