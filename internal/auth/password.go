package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"anju/internal/core/fault"
)

// Cost is what one argon2id hash takes.
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
}

// DefaultCost follows OWASP: 19 MiB, two passes, one lane.
var DefaultCost = Cost{MemoryKiB: 19 * 1024, Passes: 2}

const (
	saltBytes = 16
	hashBytes = 32
	// maxMemoryKiB bounds what a stored hash can make us allocate.
	maxMemoryKiB = 256 * 1024
	maxPasses    = 16
	maxWait      = 10 * time.Second
)

// Hasher makes and checks argon2id password hashes. Only a few run at once, so
// that a flood of sign-ins eats neither the memory nor every core.
type Hasher struct {
	cost  Cost
	slots chan struct{}
	queue chan struct{}
	decoy string
}

// NewHasher runs at most parallel hashes at once; a bounded number waits, the
// rest is told to come again.
func NewHasher(cost Cost, parallel int) *Hasher {
	parallel = max(parallel, 1)
	h := &Hasher{cost: cost, slots: make(chan struct{}, parallel), queue: make(chan struct{}, 64*parallel)}
	h.decoy = encode(cost, randomBytes(saltBytes), randomBytes(hashBytes))
	return h
}

// Hash makes a PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	done, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	salt := randomBytes(saltBytes)
	return encode(h.cost, salt, derive(password, salt, h.cost)), nil
}

// Verify reports whether the password fits the hash. With encoded "" (nobody of
// that name) it takes as long and says no.
func (h *Hasher) Verify(ctx context.Context, encoded, password string) (bool, error) {
	known := encoded != ""
	if !known {
		encoded = h.decoy
	}
	cost, salt, want, err := decode(encoded)
	if err != nil {
		return false, err
	}
	done, err := h.enter(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	fits := subtle.ConstantTimeCompare(derive(password, salt, cost), want) == 1
	return fits && known, nil
}

func (h *Hasher) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.queue <- struct{}{}:
	default:
		e := fault.New(fault.TooMany, "busy", "登录请求过多，请稍后再试。", "Too many sign-ins at the moment; try again shortly.")
		e.RetryAfter = 2 * time.Second
		return nil, e
	}
	ctx, cancel := context.WithTimeout(ctx, maxWait)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots; <-h.queue }, nil
	case <-ctx.Done():
		<-h.queue
		return nil, fault.New(fault.Unavailable, "busy", "系统繁忙，请稍后再试。", "Busy; try again shortly.").Because(ctx.Err())
	}
}

func derive(password string, salt []byte, c Cost) []byte {
	return argon2.IDKey([]byte(password), salt, c.Passes, c.MemoryKiB, 1, hashBytes)
}

func encode(c Cost, salt, hash []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, c.MemoryKiB, c.Passes, b64.EncodeToString(salt), b64.EncodeToString(hash))
}

func decode(encoded string) (c Cost, salt, hash []byte, err error) {
	parts := strings.Split(encoded, "$")
	bad := func(why string) (Cost, []byte, []byte, error) {
		return Cost{}, nil, nil, fault.Wrap("stored password hash: "+why, nil)
	}
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return bad("not argon2id")
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &c.MemoryKiB, &c.Passes); err != nil || n != 2 {
		return bad("parameters")
	}
	if c.MemoryKiB < 8 || c.MemoryKiB > maxMemoryKiB || c.Passes < 1 || c.Passes > maxPasses {
		return bad("parameters out of bounds")
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil || len(salt) < 8 {
		return bad("salt")
	}
	if hash, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(hash) != hashBytes {
		return bad("digest")
	}
	return c, salt, hash, nil
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: it ends the program if the system has no randomness
	return b
}
