package rest_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
)

func TestOwnersAreMaskedByRole(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	s.staff("leader", access.Leader, "")
	house, id := s.home("19900001201")
	clear := s.ok(200, "clerk", "GET", "/api/v1/owners/"+id, "")
	require.Equal(t, "欧阳明月", clear["name"])
	require.Equal(t, false, clear["masked"])
	masked := s.ok(200, "leader", "GET", "/api/v1/owners/"+id, "")
	require.Equal(t, "欧阳*", masked["name"])
	require.Equal(t, "199****1201", masked["phone"])
	require.Equal(t, true, masked["masked"])

	found := s.ok(200, "clerk", "GET", "/api/v1/owners?q=19900001201&count=true", "")
	require.EqualValues(t, 1, found["total"])
	overview := s.ok(200, "clerk", "GET", "/api/v1/owners/"+id+"/overview", "")
	require.Empty(t, overview["open"])

	changed := s.ok(200, "clerk", "PATCH", "/api/v1/owners/"+id, `{"email":"o@example.com","notes":"","houses":[{"houseId":"`+house+`","signedOn":"2021-03-05","areaM2":89.5}]}`, "If-Match", `"1"`)
	require.Equal(t, "2021-03-05", changed["houses"].([]any)[0].(map[string]any)["signedOn"])
	require.Equal(t, 412, s.call("clerk", "PATCH", "/api/v1/owners/"+id, `{"notes":"x"}`, "If-Match", `"1"`).StatusCode)
	s.ok(201, "clerk", "POST", "/api/v1/owners/"+id+"/contacts", `{"channel":"phone","note":"问了停水"}`)
	require.Equal(t, "19900001201", strings.ReplaceAll(s.ok(200, "clerk", "POST", "/api/v1/owners/"+id+"/unmask", `{"field":"phone","reason":"回访"}`)["value"].(string), "-", ""))
}

func TestAnOwnerSeesThemselvesAndNobodyElse(t *testing.T) {
	s := open(t)
	_, one := s.home("19900001201")
	_, other := s.home("19900001202")
	require.Equal(t, "欧阳明月", s.ok(200, "19900001201", "GET", "/api/v1/owners/"+one, "")["name"])
	require.Equal(t, 404, s.call("19900001201", "GET", "/api/v1/owners/"+other, "").StatusCode)
	require.Equal(t, 404, s.call("19900001201", "PATCH", "/api/v1/owners/"+other, `{`).StatusCode)
	require.Equal(t, 403, s.call("19900001201", "PATCH", "/api/v1/owners/"+one, `{"name":"x"}`).StatusCode)
	require.Equal(t, 403, s.call("19900001201", "GET", "/api/v1/owners", "").StatusCode)
	s.ok(201, "19900001201", "POST", "/api/v1/me/corrections", `{"field":"email","text":"换邮箱了"}`)

	own := s.ok(200, "19900001201", "GET", "/api/v1/me/archive?format=json", "")
	require.Len(t, own["corrections"], 1)
	page := s.call("19900001201", "GET", "/api/v1/me/archive", "")
	require.Contains(t, page.Body, "欧阳明月")
	require.Contains(t, page.Header.Get("Content-Security-Policy"), "default-src 'none'")
	packed := s.call("19900001201", "GET", "/api/v1/me/archive?format=zip", "").Body
	z, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	require.NoError(t, err)
	require.Len(t, z.File, 2)
}

func TestAnImportFromPreviewToCommit(t *testing.T) {
	s := open(t)
	csv := "业主姓名,小区,楼栋-单元-房号,联系电话\n张三,香樟苑,12-4-804,19900001203\n,香樟苑,12-4-805,19900001204\n"
	a := s.do(s.form("admin", "/api/v1/owner-imports", "owners.csv", []byte(csv), "Idempotency-Key", "k"))
	require.Equal(t, 201, a.StatusCode, a.Body)
	preview := a.json(t)
	require.EqualValues(t, 2, preview["rows"])
	require.EqualValues(t, 1, preview["ready"])
	require.NotEmpty(t, preview["findings"])
	require.Equal(t, a.Body, s.do(s.form("admin", "/api/v1/owner-imports", "owners.csv", []byte(csv), "Idempotency-Key", "k")).Body, "another boundary is no other body")
	require.Equal(t, 422, s.do(s.form("admin", "/api/v1/owner-imports", "owners.csv", []byte(csv+"\n"), "Idempotency-Key", "k")).StatusCode)

	path := "/api/v1/owner-imports/" + preview["id"].(string)
	require.Contains(t, s.call("admin", "GET", path+"/rejected.csv", "").Body, "12-4-805")
	fixed := s.ok(200, "admin", "PATCH", path, `{"cells":[{"row":3,"field":"name","value":"李四"}]}`)
	require.EqualValues(t, 2, fixed["ready"])
	require.Equal(t, "committed", s.ok(200, "admin", "POST", path+"/commit", "")["state"])
	require.EqualValues(t, 2, s.ok(200, "admin", "GET", "/api/v1/owners?count=true", "")["total"])
	require.Equal(t, 415, s.call("admin", "POST", "/api/v1/owner-imports", `{}`).StatusCode)
}

func TestAttachmentsGoInAndCannotRun(t *testing.T) {
	s := open(t)
	s.home("19900001201")
	s.staff("engineer", access.Handler, "engineering")
	var picture bytes.Buffer
	require.NoError(t, png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 600, 400))))
	a := s.do(s.form("19900001201", "/api/v1/attachments", `../漏水"照片.exe`, picture.Bytes()))
	require.Equal(t, 201, a.StatusCode, a.Body)
	at := a.json(t)
	require.Equal(t, "image/png", at["type"])
	require.Equal(t, true, at["thumbnail"])
	path := "/api/v1/attachments/" + at["id"].(string)

	got := s.call("19900001201", "GET", path, "")
	require.Equal(t, 200, got.StatusCode)
	require.Equal(t, "image/png", got.Header.Get("Content-Type"))
	require.Contains(t, got.Header.Get("Content-Security-Policy"), "sandbox")
	require.Contains(t, got.Header.Get("Content-Disposition"), "inline")
	require.Equal(t, 304, s.call("19900001201", "GET", path, "", "If-None-Match", got.Header.Get("ETag")).StatusCode)
	require.Equal(t, "image/jpeg", s.call("19900001201", "GET", path+"?thumbnail=true", "").Header.Get("Content-Type"))
	require.Equal(t, 404, s.call("engineer", "GET", path, "").StatusCode)
	url := s.ok(200, "19900001201", "POST", "/api/v1/tickets", `{"path":"`+path+`"}`)["url"].(string)
	require.Equal(t, got.Body, s.call("", "GET", url, "").Body)

	for name, c := range map[string]struct {
		file   []byte
		status int
	}{
		"a page":    {[]byte("<html><script>alert(1)</script>"), 415},
		"a drawing": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), 415},
		"too large": {append(picture.Bytes(), make([]byte, 21<<20)...), 413},
	} {
		require.Equal(t, c.status, s.do(s.form("19900001201", "/api/v1/attachments", "x.png", c.file)).StatusCode, name)
	}
	empty := s.request("19900001201", "POST", "/api/v1/attachments", "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n")
	empty.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	require.Equal(t, map[string]string{"file": "required"}, s.do(empty).fields(t))
}
