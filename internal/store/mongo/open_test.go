package mongo_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/store/mongo"
	"anju/internal/store/mongotest"
)

func TestAStandaloneIsRefusedInWords(t *testing.T) {
	_, err := mongo.Open(t.Context(), mongotest.Standalone(t))
	f, ok := fault.As(err)
	require.True(t, ok, err)
	require.Equal(t, "store_standalone", f.Code)
	for _, text := range []string{f.Message.ZH, f.Message.EN} {
		require.Contains(t, text, "ANJU_STORE")
		require.Contains(t, text, "rs.initiate()")
	}
}

func TestAnAddressThatIsNoneIsRefusedInWords(t *testing.T) {
	for _, uri := range []string{"mongodb://", "mongodb://a:b:c", "mongodb+srv://", "sqlite:x"} {
		_, err := mongo.Open(t.Context(), uri)
		require.True(t, fault.Is(err, fault.Malformed), "%s: %v", uri, err)
		require.Contains(t, err.Error(), "ANJU_STORE")
	}
}

func TestNobodyThereIsUnavailable(t *testing.T) {
	_, err := mongo.Open(t.Context(), "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200")
	require.True(t, fault.Is(err, fault.Unavailable), err)
}

func TestOpenedAgainItIsAllThere(t *testing.T) {
	uri := mongotest.URI(t)
	c := newMatter(1)
	require.NoError(t, open(t, uri).Complaints.Commit(t.Context(), c))
	got, err := open(t, uri).Complaints.Get(t.Context(), access.Everything("test"), c.Next.Number)
	require.NoError(t, err)
	require.Equal(t, c.Next.ID, got.ID)
}

// wire stands between the store and MongoDB and can be cut.
type wire struct {
	address, server string
	listener        net.Listener
	mu              sync.Mutex
	connections     []net.Conn
}

func (w *wire) join(t *testing.T) {
	t.Helper()
	address := w.address
	if address == "" {
		address = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", address)
	require.NoError(t, err)
	w.address, w.listener = l.Addr().String(), l
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", w.server)
			if err != nil {
				_ = near.Close()
				continue
			}
			w.mu.Lock()
			w.connections = append(w.connections, near, far)
			w.mu.Unlock()
			go func() { _, _ = io.Copy(far, near); _ = far.Close() }()
			go func() { _, _ = io.Copy(near, far); _ = near.Close() }()
		}
	}()
}

func (w *wire) cut() {
	_ = w.listener.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.connections {
		_ = c.Close()
	}
	w.connections = nil
}

func TestAwayIsUnavailableAndBackIsWell(t *testing.T) {
	direct := mongotest.URI(t)
	host, rest, _ := strings.Cut(strings.TrimPrefix(direct, "mongodb://"), "/")
	database, _, _ := strings.Cut(rest, "?")
	w := &wire{server: host}
	w.join(t)
	t.Cleanup(w.cut)
	s := open(t, "mongodb://"+w.address+"/"+database+"?directConnection=true&serverSelectionTimeoutMS=2000")

	before, after := newMatter(1), newMatter(2)
	require.NoError(t, s.Complaints.Commit(t.Context(), before))
	w.cut()
	require.True(t, fault.Is(s.Complaints.Commit(t.Context(), after), fault.Unavailable))
	require.True(t, fault.Is(s.Ping(t.Context()), fault.Unavailable))
	_, err := s.Complaints.Get(t.Context(), access.Everything("test"), before.Next.ID)
	require.True(t, fault.Is(err, fault.Unavailable), err)

	w.join(t)
	require.Eventually(t, func() bool { return s.Ping(t.Context()) == nil }, 3*time.Minute, 20*time.Millisecond)
	require.NoError(t, s.Complaints.Commit(t.Context(), after))
	_, err = s.Complaints.Get(t.Context(), access.Everything("test"), before.Next.ID)
	require.NoError(t, err)
}

func TestARequestThatEndsStopsWaiting(t *testing.T) {
	s := fresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := s.Complaints.Commit(ctx, newMatter(1))
	require.True(t, fault.Is(err, fault.Unavailable), err)
	require.True(t, errors.Is(err, context.Canceled))
}
