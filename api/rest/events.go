package rest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/live"
)

const (
	heartbeat = 15 * time.Second
	// stuck is how long one event may take to leave before the page counts as gone.
	stuck = 20 * time.Second
)

// streamEvents tells an open page what changes, until its token ends, the page
// goes, or the process does.
func (s *Server) streamEvents(c *fiber.Ctx) error {
	v := visitIn(c)
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	ctx, cancel := context.WithDeadline(context.WithoutCancel(c.UserContext()), time.Now().Add(v.expires.Sub(s.Now())))
	events := s.Live.Subscribe(ctx, v.actor, c.Get("Last-Event-ID"))
	conn := c.Context().Conn()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer cancel()
		beat := time.NewTicker(heartbeat)
		defer beat.Stop()
		next := []byte(": welcome\n\n") // headers leave with the first bytes
		for {
			conn.SetWriteDeadline(time.Now().Add(stuck))
			w.Write(next)
			if w.Flush() != nil {
				return
			}
			select {
			case e, open := <-events:
				if !open {
					return
				}
				next = frame(e)
			case <-beat.C:
				next = []byte(": beat\n\n")
			case <-ctx.Done():
				return
			case <-s.Stopping:
				return
			}
		}
	})
	return nil
}

// frame writes an event as the stream carries it; its data stays on one line.
// An id alone moves the place to resume from and raises no event in the page.
func frame(e live.Event) []byte {
	var b bytes.Buffer
	if e.Kind == live.Passed {
		fmt.Fprintf(&b, "id: %s\n\n", e.ID)
		return b.Bytes()
	}
	fmt.Fprintf(&b, "id: %s\nevent: %s\ndata: ", e.ID, e.Kind)
	if json.Compact(&b, e.Data) != nil {
		b.WriteString("{}")
	}
	b.WriteString("\n\n")
	return b.Bytes()
}
