package rest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/fault"
)

const (
	// uploadTime is how long a file may take to arrive, as over a phone.
	uploadTime = 2 * time.Minute
	// formRoom is what a form may add around its file.
	formRoom = 128 << 10
)

// upload is a form with one file, which lies in a temporary file: a slow sender
// holds up nothing but their own request.
type upload struct {
	name   string
	file   *os.File
	fields map[string]string
	sum    []byte // stands for the body: boundaries differ when a form is sent again
}

// done takes the temporary file away.
func (u *upload) done() {
	u.file.Close()
	os.Remove(u.file.Name())
}

// readUpload reads a multipart form with a file of at most limit bytes.
func readUpload(c *fiber.Ctx, limit int64) (*upload, error) {
	media, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || media != fiber.MIMEMultipartForm || params["boundary"] == "" {
		return nil, unsupported("请以 multipart/form-data 上传文件。", "Send the file as multipart/form-data.")
	}
	if int64(c.Request().Header.ContentLength()) > limit+formRoom {
		return nil, tooLarge()
	}
	if conn := c.Context().Conn(); conn != nil {
		conn.SetReadDeadline(time.Now().Add(uploadTime))
	}
	body := c.Context().RequestBodyStream()
	if !c.Request().IsBodyStream() { // small enough to have come at once
		body = bytes.NewReader(c.Request().Body())
	}
	up, err := spool(multipart.NewReader(&capped{from: body, left: limit + formRoom}, params["boundary"]))
	if err != nil {
		return nil, unreadable(err)
	}
	return up, nil
}

func spool(parts *multipart.Reader) (up *upload, err error) {
	fields := map[string]string{}
	defer func() {
		if err != nil && up != nil {
			up.done()
		}
	}()
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return up, err
		}
		if part.FormName() == "file" && up == nil {
			if up, err = keepFile(part, fields); err != nil {
				return up, err
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, formRoom))
		if err != nil {
			return up, err
		}
		fields[part.FormName()] = string(text)
	}
	if up == nil {
		var wrong fault.Fields
		wrong.Require("file", "")
		return nil, wrong.Err()
	}
	return up, nil
}

func keepFile(part *multipart.Part, fields map[string]string) (*upload, error) {
	file, err := os.CreateTemp("", "anju-upload-*")
	if err != nil {
		return nil, fault.Wrap("keep upload", err)
	}
	up := &upload{name: part.FileName(), file: file, fields: fields}
	sum := sha256.New()
	sum.Write([]byte(up.name + "\x00"))
	_, err = io.Copy(io.MultiWriter(file, sum), part)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return up, err
	}
	up.sum = sum.Sum(nil)
	return up, nil
}

// unreadable passes our own refusals on; the rest is a form that broke off.
func unreadable(err error) error {
	if f, ok := fault.As(err); ok {
		return f
	}
	return malformed().Because(err)
}

// capped refuses what goes beyond the limit.
type capped struct {
	from io.Reader
	left int64
}

func (r *capped) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if r.left -= int64(n); r.left < 0 {
		return 0, tooLarge()
	}
	return n, err
}
