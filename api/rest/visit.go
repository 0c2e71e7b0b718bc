package rest

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/access"
	"anju/internal/core/account"
)

// visit is what is known of a request beside what it asks for.
type visit struct {
	op        *operation // nil outside the contract
	requestID string
	lang      string // zh-CN or en
	actor     access.Actor
	sessionID string
	expires   time.Time // of the token
	cookies   map[account.Face]string
	insecure  bool // plain http on the machine itself: cookies go without Secure
}

type visitKey struct{}

// visitOf the request that a context belongs to.
func visitOf(ctx context.Context) *visit {
	v, ok := ctx.Value(visitKey{}).(*visit)
	if !ok {
		return &visit{lang: "zh-CN"}
	}
	return v
}

// actorOf is who asks.
func actorOf(ctx context.Context) access.Actor { return visitOf(ctx).actor }

// visitIn is the same from a plain handler.
func visitIn(c *fiber.Ctx) *visit { return visitOf(c.UserContext()) }
