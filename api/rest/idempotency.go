package rest

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/fault"
	"anju/internal/core/idempotency"
)

const keyHeader = "Idempotency-Key"

// once runs a request, or gives the answer again that the same request had.
// fingerprint is the body, or what stands for it.
func (s *Server) once(c *fiber.Ctx, fingerprint []byte, run func() error) error {
	clientKey := c.Get(keyHeader)
	if clientKey == "" {
		return run()
	}
	caller, path := visitIn(c).actor.ID, c.Path()
	ctx := c.UserContext()
	record := idempotency.New(caller, path, clientKey, fingerprint, s.Now())
	held, claimed, err := s.Idempotency.Begin(ctx, record, s.Now())
	if err != nil {
		return err
	}
	seal := sealerFor(caller, path, clientKey)
	if !claimed {
		if err := record.Repeats(held); err != nil {
			return err
		}
		return again(c, held, seal)
	}
	s.settle(c, record, seal, run)
	return nil
}

// settle runs the request and keeps its answer, or lets the key go where there
// is none that should be given again.
func (s *Server) settle(c *fiber.Ctx, record idempotency.Record, seal cipher.AEAD, run func() error) {
	answered := false
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.UserContext()), 10*time.Second)
	defer cancel()
	defer func() {
		if !answered { // also when the handler panics
			s.keep(ctx, "abandon", s.Idempotency.Abandon(ctx, record.Key))
		}
	}()
	if err := run(); err != nil {
		s.fail(c, err)
	}
	status := c.Response().StatusCode()
	if status >= 500 || status == fiber.StatusUnauthorized || status == fiber.StatusTooManyRequests {
		return
	}
	answered = true
	nonce := make([]byte, seal.NonceSize())
	rand.Read(nonce) // never fails
	body := seal.Seal(nonce, nonce, c.Response().Body(), []byte(record.Key))
	s.keep(ctx, "finish", s.Idempotency.Finish(ctx, record.Answered(status, string(c.Response().Header.ContentType()), body)))
}

// keep logs what failed after the thing itself was done; the answer stands.
func (s *Server) keep(ctx context.Context, what string, err error) {
	if err != nil {
		s.Log.ErrorContext(ctx, "idempotency record", "step", what, "requestId", visitOf(ctx).requestID, "error", err)
	}
}

func again(c *fiber.Ctx, held idempotency.Record, seal cipher.AEAD) error {
	n := seal.NonceSize()
	if len(held.Body) < n {
		return fault.New(fault.Internal, "internal", "", "idempotency record without a body")
	}
	body, err := seal.Open(nil, held.Body[:n], held.Body[n:], []byte(held.Key))
	if err != nil {
		return fault.Wrap("open idempotency record", err)
	}
	c.Set(fiber.HeaderContentType, held.ContentType)
	c.Status(held.Status)
	return c.Send(body)
}

// sealerFor encrypts kept answers under the client's own key, of which only a
// hash is stored: codes and personal data in answers cannot be read from the store.
func sealerFor(caller, path, clientKey string) cipher.AEAD {
	key := sha256.Sum256([]byte("anju answer\x00" + caller + "\x00" + path + "\x00" + clientKey))
	block, err := aes.NewCipher(key[:])
	if err == nil {
		var gcm cipher.AEAD
		if gcm, err = cipher.NewGCM(block); err == nil {
			return gcm
		}
	}
	panic("rest: a key of 32 bytes always fits: " + err.Error())
}
