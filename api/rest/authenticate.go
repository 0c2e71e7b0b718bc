package rest

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"anju/internal/auth"
	"anju/internal/core/fault"
)

// recognise finds out who asks: by a bearer token, or by a ticket for one GET.
func (s *Server) recognise(c *fiber.Ctx, v *visit) error {
	if v.op.open {
		return nil
	}
	if secret := c.Query("ticket"); secret != "" && c.Method() == fiber.MethodGet {
		return s.redeem(c, v, secret)
	}
	scheme, token, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return fault.New(fault.Unauthenticated, "not_signed_in", "请先登录。", "Please sign in.")
	}
	in, err := s.Tokens.Read(strings.TrimSpace(token))
	if err != nil {
		return err
	}
	if err := s.Accounts.Standing(c.UserContext(), in.SessionID); err != nil {
		return err
	}
	v.sessionID, v.expires = in.SessionID, in.ExpiresAt
	v.actor, err = s.Accounts.Acting(c.UserContext(), in.Actor)
	return err
}

// redeem takes a ticket; it opens the path that it was made for and no other.
func (s *Server) redeem(c *fiber.Ctx, v *visit, secret string) error {
	t, err := s.Tickets.Take(c.UserContext(), auth.Digest(secret), s.Now())
	if fault.Is(err, fault.NotFound) || err == nil && t.Path != pathWithoutTicket(c) {
		return fault.New(fault.Unauthenticated, "ticket_used", "链接已失效，请重新打开。", "The link has been used or has run out; open it anew.").
			Because(errors.New("ticket unknown, used, expired or for another path"))
	}
	if err != nil {
		return err
	}
	v.actor, v.expires = t.Actor, t.ExpiresAt
	if t.Language != "" {
		v.lang = t.Language
	}
	return nil
}

// pathWithoutTicket is what was asked for, as it stood in the request for the ticket.
func pathWithoutTicket(c *fiber.Ctx) string {
	path, query, _ := strings.Cut(c.OriginalURL(), "?")
	var kept []string
	for _, pair := range strings.Split(query, "&") {
		if pair != "" && !strings.HasPrefix(pair, "ticket=") {
			kept = append(kept, pair)
		}
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + strings.Join(kept, "&")
}
