package rest

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"anju/internal/core/fault"
)

// readyTime bounds the look at what readiness depends on.
const readyTime = 2 * time.Second

// health tells machines how the process does.
func (s *Server) health(app *fiber.App) {
	app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	app.Get("/readyz", func(c *fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(c.UserContext(), readyTime)
		defer cancel()
		if err := s.Ready(ctx); err != nil {
			return fault.New(fault.Unavailable, "not_ready", "系统尚未就绪。", "Not ready yet.").Because(err)
		}
		return c.SendString("ready\n")
	})
	app.Get("/metrics", adaptor.HTTPHandler(promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{})))
}
