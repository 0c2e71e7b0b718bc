package rest

import (
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/internal/core/fault"
)

// counter counts requests of each caller within the running minute.
type counter struct {
	now    func() time.Time
	mu     sync.Mutex
	minute time.Time
	counts map[string]int
}

func newCounter(now func() time.Time) *counter {
	return &counter{now: now, counts: map[string]int{}}
}

// add counts one and tells how long to wait once the limit is passed.
func (n *counter) add(key string, limit int) (wait time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	at := n.now()
	if minute := at.Truncate(time.Minute); !minute.Equal(n.minute) {
		n.minute = minute
		clear(n.counts)
	}
	n.counts[key]++
	if n.counts[key] <= limit {
		return 0
	}
	return n.minute.Add(time.Minute).Sub(at)
}

// count holds a person, or an address without a session, to their share.
func (s *Server) count(c *fiber.Ctx, v *visit) error {
	if s.RateLimitOff {
		return nil
	}
	key, limit := "person:"+v.actor.ID, s.Rate.PerMinute
	if v.actor.ID == "" {
		key, limit = "address:"+s.address(c), s.Rate.AnonymousPerMinute
	}
	if wait := s.counter.add(key, limit); wait > 0 {
		e := fault.New(fault.TooMany, "too_many_requests", "请求过于频繁，请稍后再试。", "Too many requests; try again shortly.")
		e.RetryAfter = wait
		return e
	}
	return nil
}
