package rest

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// commands mounts one route for every verb of the lifecycle: the contract has
// checked the body's shape, the domain reads it.
func (s *Server) commands(app *fiber.App) {
	for _, word := range complaint.Words() {
		app.Post(basePath+"/complaints/:id/"+string(word), s.command(word))
	}
}

func (s *Server) command(word complaint.Word) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx := c.UserContext()
		expect, err := ifMatch(c.Get(fiber.HeaderIfMatch))
		if err != nil {
			return err
		}
		body := c.Body()
		cmd, err := complaint.DecodeCommand(word, body)
		if err != nil {
			return err
		}
		if held(body) {
			h, err := s.Matters.Hold(ctx, actorOf(ctx), c.Params("id"), cmd, expect)
			if err != nil {
				return err
			}
			return c.Status(fiber.StatusAccepted).JSON(contract.Held{HeldId: h.ID, GoesOutAt: h.DueAt})
		}
		v, err := s.Matters.Act(ctx, actorOf(ctx), c.Params("id"), cmd, expect)
		if err != nil {
			return err
		}
		m, err := s.matter(ctx, v)
		if err != nil {
			return err
		}
		return c.JSON(m)
	}
}

// held reads whether the words wait before they go out.
func held(body []byte) bool {
	var b struct {
		Hold bool `json:"hold"`
	}
	return json.Unmarshal(body, &b) == nil && b.Hold
}

// ifMatch reads the version that the caller saw; 0 is any.
func ifMatch(header string) (int64, error) {
	tag := strings.Trim(strings.TrimSpace(header), `"`)
	if tag == "" || tag == "*" {
		return 0, nil
	}
	n, err := strconv.ParseInt(tag, 10, 64)
	if err != nil || n < 1 {
		var w fault.Fields
		w.Add("If-Match", "format", `须为版本号，如 "3"。`, `Must be a version such as "3".`)
		return 0, w.Err()
	}
	return n, nil
}
