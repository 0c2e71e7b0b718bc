package rest

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/auth"
	"anju/internal/core/fault"
	"anju/internal/core/ticket"
)

// CreateTicket makes an address that opens one thing once.
func (s *Server) CreateTicket(ctx context.Context, r contract.CreateTicketRequestObject) (contract.CreateTicketResponseObject, error) {
	path := r.Body.Path
	if !strings.HasPrefix(path, basePath+"/") {
		path = basePath + path
	}
	if !s.opensByTicket(path) {
		var wrong fault.Fields
		wrong.Add("path", "unknown", "须是本接口中可读取的地址。", "Must be an address of this interface that can be read.")
		return nil, wrong.Err()
	}
	secret := auth.NewCode() + auth.NewCode()
	t := ticket.Ticket{Hash: auth.Digest(secret), Path: path, Actor: actorOf(ctx), Language: visitOf(ctx).lang, ExpiresAt: s.Now().Add(ticket.Life)}
	if err := s.Tickets.Create(ctx, t); err != nil {
		return nil, err
	}
	join := "?"
	if strings.Contains(path, "?") {
		join = "&"
	}
	return contract.CreateTicket200JSONResponse{Url: path + join + "ticket=" + secret, ExpiresIn: int(ticket.Life.Seconds())}, nil
}

// opensByTicket tells whether there is a GET at the path that ends by itself.
func (s *Server) opensByTicket(pathAndQuery string) bool {
	path, query, _ := strings.Cut(strings.TrimPrefix(pathAndQuery, basePath), "?")
	if strings.Contains(path, "//") || strings.ContainsAny(pathAndQuery, "#\\") || strings.Contains("&"+query, "&ticket=") {
		return false
	}
	for _, op := range s.operations.at(path) {
		if op.method == fiber.MethodGet && !op.open && !op.stream {
			return true
		}
	}
	return false
}
