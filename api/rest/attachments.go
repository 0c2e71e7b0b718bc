package rest

import (
	"fmt"
	"mime"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/attachment"
)

// uploadAttachment stores a picture or PDF.
func (s *Server) uploadAttachment(c *fiber.Ctx) error {
	up, err := readUpload(c, s.Limits.Bytes)
	if err != nil {
		return err
	}
	defer up.done()
	return s.once(c, up.sum, func() error {
		a, err := s.Attachments.Upload(c.UserContext(), visitIn(c).actor, up.name, up.file)
		if err != nil {
			return err
		}
		return c.Status(fiber.StatusCreated).JSON(presentAttachment(a))
	})
}

func presentAttachment(a attachment.Attachment) contract.Attachment {
	return contract.Attachment{Id: a.ID, Name: a.Name, Type: a.Type, Size: a.Size, Sha256: a.SHA256, Thumbnail: a.ThumbnailSHA256 != ""}
}

// getAttachment sends a file so that nothing in it can run: its type is what
// its bytes are, and it is shut off from our pages.
func (s *Server) getAttachment(c *fiber.Ctx) error {
	ctx := c.UserContext()
	f, err := s.Attachments.Open(ctx, visitIn(c).actor, c.Params("id"), c.Query("thumbnail") == "true")
	if err != nil {
		return err
	}
	if err := marked(c, `"`+f.SHA256+`"`); err != nil || c.Response().StatusCode() == fiber.StatusNotModified {
		f.Content.Close()
		return err
	}
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderContentDisposition, disposition(f.Type, f.Name))
	c.Set(fiber.HeaderContentSecurityPolicy, attachmentPolicy(f.Type))
	if c.Method() == fiber.MethodHead {
		c.Response().Header.SetContentLength(int(f.Size))
		c.Response().SkipBody = true
		return f.Content.Close()
	}
	return sendPatiently(c, f.Content, f.Size)
}

// disposition shows pictures and PDFs and saves everything else.
func disposition(kind, name string) string {
	how := "attachment"
	if strings.HasPrefix(kind, "image/") && kind != "image/svg+xml" || kind == "application/pdf" {
		how = "inline"
	}
	if plain := mime.FormatMediaType(how, map[string]string{"filename": name}); plain != "" {
		return plain
	}
	return fmt.Sprintf("%s; filename*=UTF-8''%s", how, url.PathEscape(name))
}

// attachmentPolicy lets a browser draw the file and no more. Its PDF viewer
// does not work in a sandbox; it is one of its own.
func attachmentPolicy(kind string) string {
	if kind == "application/pdf" {
		return "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
	}
	return "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
}
