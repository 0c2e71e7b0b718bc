package rest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// etag marks a JSON answer by a hash of its body and leaves the body out when
// the caller has it already.
func etag(c *fiber.Ctx) error {
	r := c.Response()
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead || r.StatusCode() != fiber.StatusOK || r.IsBodyStream() ||
		!strings.HasPrefix(string(r.Header.ContentType()), fiber.MIMEApplicationJSON) {
		return nil
	}
	sum := sha256.Sum256(r.Body())
	return marked(c, `"`+hex.EncodeToString(sum[:16])+`"`)
}

// marked sets the tag and answers 304 when the caller has this version.
func marked(c *fiber.Ctx, tag string) error {
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	for _, known := range strings.Split(c.Get(fiber.HeaderIfNoneMatch), ",") {
		if known = strings.TrimSpace(known); known == "*" || strings.TrimPrefix(known, "W/") == tag {
			c.Response().ResetBody()
			c.Response().Header.Del(fiber.HeaderContentType)
			c.Status(fiber.StatusNotModified)
			return nil
		}
	}
	return nil
}
