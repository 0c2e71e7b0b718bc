package rest_test

import (
	"net"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/api/rest"
	"anju/internal/core/access"
)

func TestZZServe(t *testing.T) {
	if os.Getenv("ZZ") == "" {
		t.Skip()
	}
	s := open(t, func(d *rest.Deps) { d.RateLimitOff = true })
	s.staff("clerk", access.DeskLead, "")
	s.staff("engineer", access.DeptHead, "engineering")
	s.staff("leader", access.Leader, "")
	s.home("19900001201")
	for i := 0; i < 5; i++ {
		s.ok(201, "clerk", "POST", "/api/v1/complaints", `{"channel":"phone","title":"电梯困人`+string(rune('a'+i))+`","text":"电梯停在三楼","reporter":{"name":"王芳","phone":"19900001234"},"place":"大厅"}`)
	}
	l, err := net.Listen("tcp", "127.0.0.1:8765")
	require.NoError(t, err)
	var out string
	for _, w := range []string{"admin", "clerk", "engineer", "leader", "19900001201"} {
		out += w + " " + s.token(w) + "\n"
	}
	os.WriteFile("/tmp/spec/tokens", []byte(out), 0o600)
	go s.app.Listener(l)
	time.Sleep(8 * time.Minute)
	os.WriteFile("/tmp/spec/server.log", s.log.Bytes(), 0o600)
}
