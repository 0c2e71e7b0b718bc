package mongo

import (
	"context"
	"sync"
)

// rounds runs a piece of work one round at a time. Who asks while a round is
// under way waits for the next one, together with all others who ask meanwhile:
// the one under way may have begun too early for them.
type rounds struct {
	mu            sync.Mutex
	running, next *round
}

type round struct {
	done chan struct{}
	err  error
}

// wait returns when a round that began after the call has ended.
func (r *rounds) wait(ctx context.Context, do func() error) error {
	mine := r.join(do)
	select {
	case <-mine.done:
		return mine.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *rounds) join(do func() error) *round {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running == nil {
		r.running = &round{done: make(chan struct{})}
		go r.run(r.running, do)
		return r.running
	}
	if r.next == nil {
		r.next = &round{done: make(chan struct{})}
	}
	return r.next
}

// run goes on as long as somebody waits for another round.
func (r *rounds) run(now *round, do func() error) {
	for now != nil {
		now.err = do()
		close(now.done)
		r.mu.Lock()
		r.running, r.next = r.next, nil
		now = r.running
		r.mu.Unlock()
	}
}
