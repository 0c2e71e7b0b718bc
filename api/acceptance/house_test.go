package acceptance

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	adminPassword = "kept-by-the-admin-77"
	// patience bounds every wait for something that happens by itself. How fast a
	// busy machine is, is not what is tested.
	patience = 3 * time.Minute
)

// house is one running program on one store.
type house struct {
	base   string
	store  string
	cmd    *exec.Cmd
	log    *journal
	exited chan struct{}
}

// journal keeps what the program says, for the report of a failing test.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) tail() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	b := j.text.Bytes()
	return string(b[max(0, len(b)-4000):])
}

// panics are lines of the journal that no healthy program writes.
func (j *journal) panics() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	var found []string
	for line := range strings.Lines(j.text.String()) {
		if strings.Contains(line, "panic") || strings.Contains(line, "DATA RACE") {
			found = append(found, line)
		}
	}
	return found
}

// start runs the program on a store until the test ends, and returns when it is ready.
func start(t *testing.T, store string, settings ...string) *house {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	require.NoError(t, l.Close())

	h := &house{base: "http://" + address, store: store, log: &journal{}, exited: make(chan struct{})}
	h.cmd = exec.Command(program)
	h.cmd.Dir = t.TempDir()
	h.cmd.Env = append(os.Environ(),
		"ANJU_ADDR="+address, "ANJU_STORE="+store, "ANJU_ADMIN_PASSWORD="+adminPassword, "ANJU_RATE_LIMIT=off", "ANJU_WEBHOOKS_PRIVATE=1",
		"ANJU_JWT_SECRET=acceptance-acceptance-acceptance-1", "ANJU_DATA_KEY=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
	h.cmd.Env = append(h.cmd.Env, settings...)
	h.cmd.Stdout, h.cmd.Stderr = h.log, h.log
	require.NoError(t, h.cmd.Start())
	go func() {
		_ = h.cmd.Wait()
		close(h.exited)
	}()
	t.Cleanup(func() {
		h.kill()
		if t.Failed() {
			t.Logf("the program said last:\n%s", h.log.tail())
		}
	})
	eventually(t, "the program is ready", func() bool {
		select {
		case <-h.exited:
			require.Fail(t, "the program ended", h.log.tail())
		default:
		}
		r, err := http.Get(h.base + "/readyz")
		if err != nil {
			return false
		}
		r.Body.Close()
		return r.StatusCode == http.StatusOK
	})
	return h
}

// kill ends the program as a power cut would and waits until it is gone.
func (h *house) kill() {
	_ = h.cmd.Process.Kill()
	<-h.exited
}

// terminate asks the program to end and returns its exit code.
func (h *house) terminate(t *testing.T) int {
	t.Helper()
	require.NoError(t, h.cmd.Process.Signal(syscall.SIGTERM))
	return h.exitCode(t)
}

func (h *house) exitCode(t *testing.T) int {
	t.Helper()
	select {
	case <-h.exited:
	case <-time.After(patience):
		require.Fail(t, "the program does not end", h.log.tail())
	}
	return h.cmd.ProcessState.ExitCode()
}

// verify runs verify-archive on a file of these bytes.
func verify(t *testing.T, archive []byte) (code int, said string) {
	t.Helper()
	file := fmt.Sprintf("%s/archive-%d", t.TempDir(), time.Now().UnixNano())
	require.NoError(t, os.WriteFile(file, archive, 0o600))
	cmd := exec.Command(program, "verify-archive", file)
	out, _ := cmd.CombinedOutput()
	return cmd.ProcessState.ExitCode(), string(out)
}

// eventually looks again and again until it is so or patience runs out.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for !so() {
		select {
		case <-again.C:
		case <-deadline.C:
			require.Fail(t, "not in time: "+what, "within %s", patience)
		}
	}
}
