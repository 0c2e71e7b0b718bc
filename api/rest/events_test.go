package rest_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/outbox"
)

// listen opens the live stream over a real connection.
func (s *site) listen(who, lastID string) *bufio.Reader {
	s.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(s.t, err)
	served := make(chan error, 1)
	go func() { served <- s.app.Listener(listener) }()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	r, err := http.NewRequestWithContext(ctx, "GET", "http://"+listener.Addr().String()+"/api/v1/events", nil)
	require.NoError(s.t, err)
	r.Header.Set("Authorization", "Bearer "+s.token(who))
	r.Header.Set("Last-Event-ID", lastID)
	res, err := http.DefaultClient.Do(r)
	require.NoError(s.t, err)
	s.t.Cleanup(func() {
		cancel()
		res.Body.Close()
		require.NoError(s.t, s.app.ShutdownWithTimeout(time.Minute))
		require.NoError(s.t, <-served)
	})
	require.Equal(s.t, 200, res.StatusCode)
	require.Equal(s.t, "text/event-stream", res.Header.Get("Content-Type"))
	return bufio.NewReader(res.Body)
}

// next reads one block of the stream.
func next(t *testing.T, stream *bufio.Reader) string {
	t.Helper()
	var block string
	for {
		line, err := stream.ReadString('\n')
		require.NoError(t, err)
		if line == "\n" {
			return block
		}
		block += line
	}
}

func changed(id string) outbox.Pending {
	return outbox.Pending{Event: complaint.Event{ID: id + "-2", Kind: "classified"}, Matter: complaint.Complaint{ID: id, Number: "TS-1", Version: 2, Status: complaint.Registered}}
}

// tell relays a change and has the hub hand it on.
func (s *site) tell(id string) {
	s.t.Helper()
	require.NoError(s.t, s.hub.Hear(s.t.Context(), changed(id)))
	_, err := s.hub.Follow(s.t.Context())
	require.NoError(s.t, err)
}

func TestAnOpenPageHearsOfChangesAndResumes(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	s.tell("before")
	stream := s.listen("clerk", "0")
	require.Equal(t, ": welcome\n", next(t, stream))
	require.Equal(t, "id: 0\n", next(t, stream))
	require.Contains(t, next(t, stream), `"id":"before"`)
	s.tell("m1")
	event := next(t, stream)
	require.Contains(t, event, "id: 2\nevent: complaint.changed\ndata: {")
	require.Contains(t, event, `"id":"m1"`)
	close(s.stopping)
	_, err := io.ReadAll(stream)
	require.NoError(t, err, "the process ends streams well")
}

func TestAPageThatAsksForWhatIsNotKeptReadsAnew(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	s.tell("m1")
	stream := s.listen("clerk", "77")
	require.Equal(t, ": welcome\n", next(t, stream))
	require.Equal(t, "id: 1\nevent: stream.reload\ndata: {}\n", next(t, stream))
	close(s.stopping)
}

func TestALiveStreamEndsWithItsToken(t *testing.T) {
	s := open(t)
	s.staff("clerk", access.Desk, "")
	s.token("clerk")
	s.clock.pass(15*time.Minute - 100*time.Millisecond)
	stream := s.listen("clerk", "")
	rest, err := io.ReadAll(stream)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(rest), ": welcome\n\n"), "%s", rest)
}
