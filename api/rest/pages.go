package rest

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/fault"
)

// The two faces, as the frontend is built.
const (
	ownerPage = "index.html"
	deskPage  = "desk.html"
)

// page is one built file, ready to send.
type page struct {
	plain, zipped []byte
	kind, tag     string
	immutable     bool // its name holds a hash of what it is
}

// pages serves the portal of owners at /, the console of staff at /desk, with
// deep links, and the files that both are made of.
func (s *Server) pages(app *fiber.App) {
	var ready sync.Map // name → *page; the embedded files never change
	send := func(c *fiber.Ctx, name string) error {
		p, ok := ready.Load(name)
		if !ok {
			made, err := s.readPage(name)
			if err != nil {
				return err
			}
			p, _ = ready.LoadOrStore(name, made)
		}
		return p.(*page).send(c)
	}
	app.Get("/*", func(c *fiber.Ctx) error {
		name := strings.TrimPrefix(path.Clean("/"+c.Params("*")), "/")
		switch {
		case path.Ext(name) != "" && fs.ValidPath(name):
			return send(c, name)
		case name == "desk" || strings.HasPrefix(name, "desk/"):
			return send(c, deskPage)
		}
		return send(c, ownerPage)
	})
}

func (s *Server) readPage(name string) (*page, error) {
	plain, err := fs.ReadFile(s.Pages, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.NotThere()
	}
	if err != nil {
		return nil, fault.Wrap("read page", err)
	}
	sum := sha256.Sum256(plain)
	p := &page{plain: plain, kind: mime.TypeByExtension(path.Ext(name)), tag: `"` + hex.EncodeToString(sum[:16]) + `"`, immutable: strings.HasPrefix(name, "assets/")}
	if p.kind == "" {
		p.kind = fiber.MIMEOctetStream
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	w.Write(plain) // a buffer takes everything
	w.Close()
	if zipped.Len() < len(plain)*9/10 {
		p.zipped = zipped.Bytes()
	}
	return p, nil
}

func (p *page) send(c *fiber.Ctx) error {
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderContentType, p.kind)
	body := p.plain
	if p.zipped != nil && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		body = p.zipped
	}
	if err := c.Send(body); err != nil {
		return err
	}
	if err := marked(c, p.tag); err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if p.immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	return nil
}
