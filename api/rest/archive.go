package rest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/fault"
)

// getComplaintArchive gives a matter's service archive: a page to print, the
// proof as JSON, or both in a zip.
func (s *Server) getComplaintArchive(c *fiber.Ctx) error {
	ctx := c.UserContext()
	v, a, err := s.Matters.Archive(ctx, actorOf(ctx), c.Params("id"), s.Entity)
	if err != nil {
		return err
	}
	format := c.Query("format", "html")
	if format == "html" {
		page, err := s.printed(visitIn(c), v.Complaint, a)
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentSecurityPolicy, printPolicy)
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		return c.Send(page)
	}
	raw, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return fault.Wrap("encode archive", err)
	}
	if format == "json" {
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
		return c.Send(raw)
	}
	page, err := s.printed(visitIn(c), v.Complaint, a)
	if err != nil {
		return err
	}
	bundle, err := zipped(v.At, map[string][]byte{"archive.json": raw, "archive.html": page})
	if err != nil {
		return err
	}
	c.Attachment(v.Number + ".zip")
	c.Set(fiber.HeaderContentType, "application/zip")
	return c.Send(bundle)
}

func zipped(at time.Time, files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range []string{"archive.json", "archive.html"} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return nil, fault.Wrap("zip archive", err)
		}
		if _, err := w.Write(files[name]); err != nil {
			return nil, fault.Wrap("zip archive", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fault.Wrap("zip archive", err)
	}
	return out.Bytes(), nil
}
