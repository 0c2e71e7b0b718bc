package sqlite

import (
	"context"
	"database/sql"
	"sync"

	"anju/internal/core/fault"
)

const (
	queueLength = 1024 // writes that wait; further ones wait to be queued, as long as their context lets them
	groupSize   = 256  // writes in one transaction at most
)

// A write is a request's part of a transaction. It runs alone on the one
// writing connection, so what it reads nobody changes before it is committed.
// It may be run again from its beginning.
type write struct {
	ctx    context.Context
	do     func(tx *tx) error
	answer chan error // takes one answer without waiting
}

// writer is the one connection that writes. Requests that come while the disk
// is busy gather, and are committed by one transaction with one sync. One that
// fails is refused alone. The answer leaves after the commit.
type writer struct {
	db    *sql.DB
	tx    *tx
	queue chan write
	ended chan struct{} // closed when the queue is worked off

	gathering sync.Mutex
	gathered  []write // what goes ahead of the next group

	closing sync.RWMutex // held while queueing, so that nothing is queued after the end
	closed  bool
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, tx: &tx{conn: conn, prepared: map[string]*sql.Stmt{}, sums: map[cell]int64{}}, queue: make(chan write, queueLength), ended: make(chan struct{})}
	go w.run()
	return w, nil
}

// do writes, and returns when it is durable or refused.
func (w *writer) do(ctx context.Context, do func(tx *tx) error) error {
	answer := make(chan error, 1)
	if err := w.later(ctx, do, answer); err != nil {
		return err
	}
	return <-answer
}

// later queues a write and does not wait for it. Writes are done in the order
// in which they were queued, so whatever is durable later has it before.
func (w *writer) later(ctx context.Context, do func(tx *tx) error, answer chan error) error {
	w.closing.RLock()
	defer w.closing.RUnlock()
	if w.closed {
		return away(errClosed)
	}
	select {
	case w.queue <- write{ctx, do, answer}:
		return nil
	case <-ctx.Done():
		return away(ctx.Err())
	}
}

// ahead writes before whatever is queued from now on, together with it, and
// wakes nobody: what is durable later has it before. A crash until then loses
// it, so it may only be what means nothing without a later write.
func (w *writer) ahead(do func(tx *tx) error) {
	w.gathering.Lock()
	defer w.gathering.Unlock()
	w.gathered = append(w.gathered, write{context.Background(), do, make(chan error, 1)})
}

// takeAhead is what goes before a group.
func (w *writer) takeAhead() []write {
	w.gathering.Lock()
	defer w.gathering.Unlock()
	taken := w.gathered
	w.gathered = nil
	return taken
}

// putBack keeps what went ahead and could not be written for the next group;
// when the store stays away, no more than a queue of it.
func (w *writer) putBack(ahead []write, answers []error) {
	var left []write
	for i, a := range ahead {
		if answers[i] != nil {
			left = append(left, a)
		}
	}
	if len(left) == 0 {
		return
	}
	w.gathering.Lock()
	defer w.gathering.Unlock()
	w.gathered = append(left, w.gathered...)
	w.gathered = w.gathered[max(0, len(w.gathered)-queueLength):]
}

func (w *writer) run() {
	defer close(w.ended)
	for first := range w.queue {
		group := append(make([]write, 0, 16), first)
	gather:
		for len(group) < groupSize {
			select {
			case next, more := <-w.queue:
				if !more {
					break gather
				}
				group = append(group, next)
			default:
				break gather
			}
		}
		ahead := w.takeAhead()
		answers := w.commit(append(ahead, group...))
		w.putBack(ahead, answers)
		for i, err := range answers[len(ahead):] {
			group[i].answer <- err
		}
	}
	if ahead := w.takeAhead(); len(ahead) > 0 {
		w.commit(ahead)
	}
}

// commit writes a group in one transaction and gives each its answer. A write
// that fails before it changed anything harms nobody; after one that had, the
// transaction is taken back and the others are written again without it. That
// is rare, and savepoints, which would spare it, cost every write a flush of
// the search index.
func (w *writer) commit(group []write) []error {
	answers := make([]error, len(group))
	for {
		err := w.tx.exec("BEGIN IMMEDIATE")
		again := false
		for i := 0; i < len(group) && err == nil && !again; i++ {
			if answers[i] == nil {
				answers[i], again = w.part(group[i])
			}
		}
		if err == nil && !again {
			if err = w.tx.writeSums(); err == nil {
				err = w.tx.exec("COMMIT")
			}
		}
		clear(w.tx.sums)
		if err != nil || again {
			_ = w.tx.exec("ROLLBACK") // the engine may have done so itself, as on a full disk
		}
		if again {
			continue
		}
		for i := range answers {
			if answers[i] == nil {
				answers[i] = failed("commit", err)
			}
		}
		return answers
	}
}

// part runs one write. torn says that it failed half done.
func (w *writer) part(r write) (err error, torn bool) {
	if err := r.ctx.Err(); err != nil {
		return away(err), false
	}
	w.tx.changed = false
	err = r.do(w.tx)
	return failed("write", err), err != nil && w.tx.changed
}

// close works off the queue and closes the connection.
func (w *writer) close(ctx context.Context) error {
	w.closing.Lock()
	first := !w.closed
	w.closed = true
	if first {
		close(w.queue)
	}
	w.closing.Unlock()
	if !first {
		return nil
	}
	select {
	case <-w.ended:
	case <-ctx.Done():
		return fault.New(fault.Unavailable, "store_busy", "数据库未能及时关闭。", "The store did not close in time.").Because(ctx.Err())
	}
	_ = w.tx.conn.Close()
	return w.db.Close()
}
