package rest

import (
	"io"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"
)

// sendPatiently sends a file of any length over a line of any speed: it is each
// piece that must leave in time, not the whole. The server closes the file.
func sendPatiently(c *fiber.Ctx, file io.ReadCloser, size int64) error {
	return c.SendStream(patient{file, c.Context().Conn()}, int(size))
}

type patient struct {
	io.ReadCloser
	line net.Conn
}

// Read is called when the piece before has left.
func (p patient) Read(piece []byte) (int, error) {
	if err := p.line.SetWriteDeadline(time.Now().Add(stuck)); err != nil {
		return 0, err
	}
	return p.ReadCloser.Read(piece)
}
