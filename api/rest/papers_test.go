package rest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
)

// A letter that came in is taken down, answered in writing with a number, and
// printed by whom it concerns.
func TestALetterIsAnsweredInWriting(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	s.staff("engineer", access.Handler, "engineering")
	s.staff("auditor", access.Auditor, "")
	house, ownerID := s.home("19900001111")
	matter := s.ok(201, "clerk", "POST", "/api/v1/complaints", `{"channel":"letter","title":"关于渗水的函","text":"外墙渗水，请书面答复。","nature":"complaint","ownerId":"`+ownerID+`","houseId":"`+house+`","letter":{"documentNumber":"函〔2026〕1号","sender":"欧阳明月"}}`)
	at := "/api/v1/complaints/" + matter["id"].(string)
	require.Equal(t, true, matter["owesWrittenReply"])
	require.Equal(t, 403, s.call("19900001111", "GET", at+"/papers/reply", "").StatusCode, "an owner prints no draft")

	answered := s.ok(200, "clerk", "POST", at+"/letter-out", `{"kind":"reply","toOwner":true,"subject":"关于渗水的复函","text":"已查明，本周修复。"}`)
	require.Equal(t, false, answered["owesWrittenReply"])
	letter := answered["letters"].([]any)[0].(map[string]any)
	require.Equal(t, "安居客函〔2026〕1号", letter["number"])
	require.Equal(t, "欧阳*", s.ok(200, "auditor", "GET", at, "")["letters"].([]any)[0].(map[string]any)["party"])

	page := s.call("19900001111", "GET", at+"/papers/reply", "")
	require.Equal(t, 200, page.StatusCode)
	require.Contains(t, page.Header.Get("Content-Security-Policy"), "default-src 'none'")
	require.Regexp(t, `script-src 'sha256-[^']+'`, page.Header.Get("Content-Security-Policy"))
	require.Contains(t, page.Body, `<button id="print"`, "a browser without a menu for it prints too")
	for _, must := range []string{"安居客函〔2026〕1号", "关于渗水的复函", "已查明，本周修复。", "尊敬的欧阳明月业主", matter["number"].(string), "data:image/png;base64,", "以系统记录为准"} {
		require.Contains(t, page.Body, must)
	}
	require.NotContains(t, s.call("auditor", "GET", at+"/papers/reply", "").Body, "欧阳明月")
	word := s.call("clerk", "GET", at+"/papers/reply?format=docx&item="+letter["id"].(string), "")
	require.Equal(t, 200, word.StatusCode)
	require.True(t, strings.HasPrefix(word.Body, "PK"))
	require.Contains(t, word.Header.Get("Content-Type"), "wordprocessingml")

	for path, status := range map[string]int{"/papers/reply?item=none": 404, "/papers/poem": 404, "/papers/receipt?format=docx": 422, "/papers/receipt?format=pdf": 422} {
		require.Equal(t, status, s.call("clerk", "GET", at+path, "").StatusCode, path)
	}
	require.Equal(t, 404, s.call("engineer", "GET", at+"/papers/receipt", "").StatusCode, "out of sight")
	require.Equal(t, 403, s.call("19900001111", "GET", at+"/papers/registration", "").StatusCode)

	ticket := s.ok(200, "clerk", "POST", "/api/v1/tickets", `{"path":"/complaints/`+matter["id"].(string)+`/papers/receipt"}`)["url"].(string)
	require.Equal(t, 200, s.call("", "GET", ticket, "").StatusCode, "a browser opens it in a tab of its own")

	var own []string
	for _, x := range s.ok(200, "19900001111", "GET", at+"/papers", "")["items"].([]any) {
		if p := x.(map[string]any); p["available"] == true {
			own = append(own, p["form"].(string))
		} else {
			require.NotEmpty(t, p["because"])
		}
	}
	require.Equal(t, []string{"receipt", "reply"}, own)
}

func TestRegistersOverTheContract(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	made := s.ok(201, "clerk", "POST", "/api/v1/letters", `{"direction":"in","party":"供电所","subject":"停电通知","receivedOn":"2026-11-20","documentNumber":"供〔2026〕8号"}`)
	require.Equal(t, "安居客收〔2026〕1号", made["number"])
	require.Equal(t, made["id"], s.ok(200, "clerk", "GET", "/api/v1/letters?direction=in&q=停电&from=2026-11-21&to=2026-11-21", "")["items"].([]any)[0].(map[string]any)["id"])
	require.Empty(t, s.ok(200, "clerk", "GET", "/api/v1/letters?to=2026-11-20", "")["items"])
	require.Equal(t, map[string]string{"receivedOn": "format"}, s.call("clerk", "POST", "/api/v1/letters", `{"direction":"in","party":"p","subject":"s"}`).fields(t))
	seal := s.ok(201, "clerk", "POST", "/api/v1/seals", `{"document":"复函","copies":2,"seal":"公章","approvedBy":"方主管","handledBy":"林","usedOn":"2026-11-21"}`)
	require.Equal(t, "安居印〔2026〕1号", seal["number"])
	require.Len(t, s.ok(200, "clerk", "GET", "/api/v1/seals", "")["items"], 1)
}
