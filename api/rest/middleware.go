package rest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
)

var plainID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// identify gives every request a name and notes what is known of it from the start.
func (s *Server) identify(c *fiber.Ctx) error {
	v := &visit{requestID: c.Get(fiber.HeaderXRequestID), lang: languageOf(c.Get(fiber.HeaderAcceptLanguage))}
	if !plainID.MatchString(v.requestID) {
		v.requestID = uuid.Must(uuid.NewV7()).String()
	}
	v.insecure = c.Protocol() == "http" && loopback(c.Hostname())
	v.cookies = map[account.Face]string{}
	for _, face := range []account.Face{account.OwnerFace, account.DeskFace} {
		if token := c.Cookies(cookieName(face)); token != "" {
			v.cookies[face] = token
		}
	}
	c.Set(fiber.HeaderXRequestID, v.requestID)
	c.SetUserContext(audit.WithRequestID(context.WithValue(c.UserContext(), visitKey{}, v), v.requestID))
	return c.Next()
}

func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// observe writes the access log and the metrics, turns errors into problems and
// outlives panics. Neither log nor metrics hold what people typed.
func (s *Server) observe(c *fiber.Ctx) error {
	began := time.Now()
	if err := survive(c); err != nil {
		s.fail(c, err)
	}
	if c.Request().IsBodyStream() {
		hearOut(c)
	}
	v, took := visitIn(c), time.Since(began)
	route, status := "page", c.Response().StatusCode()
	if v.op != nil {
		route = v.op.path
	} else if strings.HasPrefix(c.Path(), "/api/") {
		route = "unknown"
	}
	s.metrics.observe(c.Method(), route, status, took)
	if route == "page" && status < 400 {
		return nil
	}
	s.Log.LogAttrs(c.UserContext(), levelOf(status), "request",
		slog.String("method", c.Method()), slog.String("route", route), slog.Int("status", status),
		slog.Int64("ms", took.Milliseconds()), slog.String("requestId", v.requestID), slog.String("actor", v.actor.ID))
	return nil
}

// heardOut is how much of a refused body is still taken in, in bytes.
const heardOut = 64 << 20

// hearOut lets a sender finish what nobody reads: closing on them half-way resets
// the connection, and they would never see why they were refused. The server's
// time to read bounds it. What is left then must not be taken for the next request.
func hearOut(c *fiber.Ctx) {
	_, _ = io.CopyN(io.Discard, c.Context().RequestBodyStream(), heardOut)
	c.Context().SetConnectionClose()
}

func levelOf(status int) slog.Level {
	if status >= 500 {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

func survive(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.Wrap("panic", fmt.Errorf("%v\n%s", p, debug.Stack()))
		}
	}()
	return c.Next()
}

// Content security: nothing runs but our own files. Styles may stand inline,
// since charts and components set them on what they draw.
const (
	pagePolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data:; " +
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	dataPolicy = "default-src 'none'; frame-ancestors 'none'"
)

// secure sets the headers that hold for every answer.
func (s *Server) secure(c *fiber.Ctx) error {
	policy := pagePolicy
	if strings.HasPrefix(c.Path(), "/api/") {
		policy = dataPolicy
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer") // addresses may hold tickets
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(), microphone=(), geolocation=()")
	if c.Protocol() == "https" {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	return c.Next()
}
