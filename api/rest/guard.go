package rest

import (
	"context"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// guard stands before every operation of the contract. The order of refusal is
// the contract's: 401, 404, 403, then 400, 415, 422; 412 and 409 come from the
// rules themselves.
func (s *Server) guard(op *operation) fiber.Handler {
	return func(c *fiber.Ctx) error {
		v := visitIn(c)
		if v.op != nil {
			return c.Next() // a fixed path came before this one with a parameter
		}
		v.op = op
		if !op.stream {
			bound := requestTime
			if op.export {
				bound = s.Exports.Timeout
			}
			ctx, cancel := context.WithTimeout(c.UserContext(), bound)
			defer cancel()
			c.SetUserContext(ctx)
		}
		unknown := s.recognise(c, v)
		if err := s.count(c, v); err != nil {
			return err
		}
		if unknown != nil {
			return unknown
		}
		if err := s.admit(c, v); err != nil {
			if hidden := s.hidden(c, v); hidden != nil {
				return hidden
			}
			return err
		}
		if op.method == fiber.MethodPost && !op.open && !op.upload {
			return s.once(c, c.Request().Body(), c.Next)
		}
		if err := c.Next(); err != nil {
			return err
		}
		return etag(c)
	}
}

// admit refuses what the role may not call and what the contract does not allow.
func (s *Server) admit(c *fiber.Ctx, v *visit) error {
	for _, name := range c.Route().Params {
		part, err := url.PathUnescape(c.Params(name))
		if n := utf8.RuneCountInString(part); err != nil || !utf8.ValidString(part) || n < 1 || n > 64 {
			return fault.NotThere()
		}
	}
	if !access.MayAs(v.op.id, v.actor) {
		return fault.Deny("您的角色不能进行此操作。", "Your role may not do this.")
	}
	return s.check(c, v.op)
}

// hidden is the answer that comes before every other refusal: what is out of
// the caller's sight is not there. What is in sight answers nil.
func (s *Server) hidden(c *fiber.Ctx, v *visit) error {
	id, err := url.PathUnescape(c.Params("id"))
	if err != nil || id == "" || len(id) > 256 || !utf8.ValidString(id) {
		return nil
	}
	ctx := c.UserContext()
	switch {
	case strings.HasPrefix(v.op.path, "/complaints/{id}"):
		_, err = s.Matters.Get(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/owners/{id}"):
		_, err = s.Owners.GetOwner(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/compensations/{id}"):
		err = s.Ledger.Sees(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/attachments/{id}"):
		_, err = s.Attachments.Get(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/corrective-actions/{id}"):
		_, err = s.Learning.Corrective(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/follow-ups/{id}"):
		_, err = s.Learning.FollowUp(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/orders/{id}"):
		_, err = s.Supervising.Order(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/keys/{id}"):
		_, err = s.Keys.Key(ctx, v.actor, id)
	case strings.HasPrefix(v.op.path, "/case-studies/{id}"):
		_, _, err = s.Learning.Case(ctx, v.actor, id)
	}
	if fault.Is(err, fault.NotFound) {
		return err
	}
	return nil
}

// unknown answers for what the contract does not know below the base path.
func (s *Server) unknown(c *fiber.Ctx) error {
	path, below := strings.CutPrefix(c.Path(), basePath)
	var methods []string
	if below {
		for _, op := range s.operations.at(path) {
			methods = append(methods, op.method)
			if op.method == fiber.MethodGet {
				methods = append(methods, fiber.MethodHead)
			}
		}
	}
	if len(methods) == 0 {
		return fault.NotThere()
	}
	c.Set(fiber.HeaderAllow, strings.Join(methods, ", "))
	return fiber.ErrMethodNotAllowed
}
