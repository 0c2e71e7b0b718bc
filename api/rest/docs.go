package rest

import (
	"embed"
	"path"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/fault"
)

//go:embed docs
var docFiles embed.FS

// docs serves the contract, and a page of our own to read it by: no other
// site's scripts.
func (s *Server) docs(app *fiber.App) {
	app.Get(basePath+"/openapi.json", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		if err := c.Send(s.operations.spec); err != nil {
			return err
		}
		return etag(c)
	})
	send := func(c *fiber.Ctx, name string) error {
		file, err := docFiles.ReadFile("docs/" + name)
		if err != nil {
			return fault.NotThere()
		}
		c.Type(path.Ext(name), "utf-8")
		c.Set(fiber.HeaderCacheControl, "no-cache")
		return c.Send(file)
	}
	app.Get("/docs", func(c *fiber.Ctx) error { return send(c, "index.html") })
	app.Get("/docs/:file", func(c *fiber.Ctx) error { return send(c, path.Base(c.Params("file"))) })
}
