package rest

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/attachment"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// getComplaintArchive gives a matter's service archive: a bundle to print, the
// proof as JSON, or both in a zip with the pictures and papers.
func (s *Server) getComplaintArchive(c *fiber.Ctx) error {
	ctx := c.UserContext()
	v, a, err := s.Matters.Archive(ctx, actorOf(ctx), c.Params("id"), s.Entity)
	if err != nil {
		return err
	}
	format := c.Query("format", "html")
	if format == "json" {
		raw, err := json.MarshalIndent(a, "", "  ")
		if err != nil {
			return fault.Wrap("encode archive", err)
		}
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
		return c.Send(raw)
	}
	m, err := s.matter(ctx, v)
	if err != nil {
		return err
	}
	page, err := s.bundled(ctx, visitIn(c), v, a, m)
	if err != nil {
		return err
	}
	if format == "zip" {
		return s.sendArchive(c, m, a, page)
	}
	c.Set(fiber.HeaderContentSecurityPolicy, bundlePolicy)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(page)
}

// sendArchive packs the archive, its bundle and the files that the reader may
// see. It is packed into a file first: many pictures are more than a request
// should hold, and what fails is still told.
func (s *Server) sendArchive(c *fiber.Ctx, m contract.Matter, a complaint.Archive, page []byte) error {
	sum := sha256.Sum256(page)
	files := []complaint.ArchivedFile{{Path: "archive.html", Name: "archive.html", Type: "text/html", Size: int64(len(page)), SHA256: hex.EncodeToString(sum[:])}}
	for i, x := range m.Attachments {
		path := fmt.Sprintf("attachments/%02d-%s", i+1, attachment.CleanName(x.Name, attachment.Type(x.Type)))
		files = append(files, complaint.ArchivedFile{Path: path, Name: x.Name, Type: x.Type, Size: x.Size, SHA256: x.Sha256})
	}
	raw, err := json.MarshalIndent(a.WithFiles(files, s.Matters.Sign), "", "  ")
	if err != nil {
		return fault.Wrap("encode archive", err)
	}
	packed, err := os.CreateTemp("", "anju-archive-")
	if err != nil {
		return fault.Wrap("pack archive", err)
	}
	defer os.Remove(packed.Name())
	size, err := s.pack(c.UserContext(), packed, a.ExportedAt, raw, page, m.Attachments, files[1:])
	if err != nil {
		packed.Close()
		return err
	}
	c.Attachment(m.Number + ".zip")
	c.Set(fiber.HeaderContentType, "application/zip")
	return c.SendStream(packed, int(size)) // the server closes it
}

func (s *Server) pack(ctx context.Context, into *os.File, at time.Time, raw, page []byte, attachments []contract.Attachment, files []complaint.ArchivedFile) (int64, error) {
	z := zip.NewWriter(into)
	for _, entry := range []struct {
		name string
		raw  []byte
	}{{complaint.ArchiveEntry, raw}, {"archive.html", page}} {
		if err := packed(z, entry.name, at, bytes.NewReader(entry.raw)); err != nil {
			return 0, err
		}
	}
	for i, x := range attachments {
		f, err := s.Attachments.Open(ctx, actorOf(ctx), x.Id, false)
		if err != nil {
			return 0, err
		}
		err = packed(z, files[i].Path, at, f.Content)
		f.Content.Close()
		if err != nil {
			return 0, err
		}
	}
	if err := z.Close(); err != nil {
		return 0, fault.Wrap("pack archive", err)
	}
	size, err := into.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = into.Seek(0, io.SeekStart)
	}
	if err != nil {
		return 0, fault.Wrap("pack archive", err)
	}
	return size, nil
}

func packed(z *zip.Writer, name string, at time.Time, from io.Reader) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
	if err == nil {
		_, err = io.Copy(w, from)
	}
	if err != nil {
		return fault.Wrap("pack archive", err)
	}
	return nil
}
