// Package notify tells open pages what changed, each person what lies within
// their sight.
//
// All instances on one store tell one stream. The relay's subscriber appends to
// the live log, each event once however often it is delivered; every instance
// follows the log by its position and hands on to the pages that are open with
// it. An event's id is its position, so that a page that lost its line, or whose
// instance was started anew, goes on at any other and hears nothing twice. The
// latest events are held in memory to resume from; who stopped before them is
// told to read everything anew, which is cheaper than so long a tale.
//
// The log is asked every quarter of a second instead of watched by a change
// stream: one step on the primary key, the same on both stores, with nothing to
// fall back from.
package notify

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"

	"anju/internal/core/access"
	"anju/internal/core/live"
)

const (
	remembered = 2000 // events that a page can resume behind
	kept       = 5000 // events that stay in the log, so that a start remembers as many
	backlog    = 64   // events that a slow page may lie behind
	passing    = 200  // events for others after which a page hears how far it is
	portion    = 500  // events that are read in one go
)

// Hub is the live.Hub of one instance.
type Hub struct {
	log live.Log

	following sync.Mutex // one asks the log at a time
	mu        sync.Mutex
	begun     bool
	at        int64        // up to where the log was read
	past      []live.Entry // the latest before that
	readers   map[*reader]struct{}
}

// NewHub makes a hub that follows a log.
func NewHub(log live.Log) *Hub { return &Hub{log: log, readers: map[*reader]struct{}{}} }

// Follow hands on what was appended since, by whichever instance, and says how
// much that was.
func (h *Hub) Follow(ctx context.Context) (int, error) {
	h.following.Lock()
	defer h.following.Unlock()
	if !h.begun {
		return h.begin(ctx)
	}
	entries, err := h.log.After(ctx, h.at, portion)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if entries[0].Position != h.at+1 {
		h.lose()
	}
	for _, e := range entries {
		h.at = e.Position
		for r := range h.readers {
			h.hand(r, e)
		}
	}
	if h.past = append(h.past, entries...); len(h.past) > remembered {
		h.past = append([]live.Entry(nil), h.past[len(h.past)-remembered:]...)
	}
	return len(entries), nil
}

// begin remembers what was told before this start.
func (h *Hub) begin(ctx context.Context) (int, error) {
	past, err := h.log.Last(ctx, remembered)
	if err != nil {
		return 0, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.begun, h.past = true, past
	if len(past) > 0 {
		h.at = past[len(past)-1].Position
	}
	return len(past), nil
}

// lose forgets what no longer joins on to the log, which was swept while this
// instance could not read it: its pages come back and are told to read anew.
func (h *Hub) lose() {
	h.past = nil
	for r := range h.readers {
		h.forget(r)
	}
}

// Sweep bounds the log.
func (h *Hub) Sweep(ctx context.Context) error { return h.log.Sweep(ctx, kept) }

// Subscribe implements live.Hub.
func (h *Hub) Subscribe(ctx context.Context, actor access.Actor, lastID string) <-chan live.Event {
	last, err := strconv.ParseInt(lastID, 10, 64)
	if !h.reached(last) {
		// Another instance was ahead of this one, or this one has just started. If
		// the log cannot be asked now, the page is let go or reads everything anew.
		_, _ = h.Follow(ctx)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	var missed []live.Entry
	resumes := err == nil && h.remembers(last)
	if resumes {
		missed = h.past
	}
	r := &reader{scope: access.SightOf(actor), out: make(chan live.Event, backlog+1+len(missed))}
	h.readers[r] = struct{}{}
	switch {
	case !h.begun:
		h.forget(r)
		return r.out
	case lastID == "":
		h.put(r, h.at, live.Passed, nil)
	case resumes:
		h.put(r, last, live.Passed, nil)
	default:
		h.put(r, h.at, live.Reload, json.RawMessage("{}"))
	}
	for _, e := range missed {
		h.hand(r, e)
	}
	context.AfterFunc(ctx, func() { h.drop(r) })
	return r.out
}

// reached reports whether this instance has read the log as far as the page has.
func (h *Hub) reached(last int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.begun && last <= h.at
}

// remembers reports whether all behind the position is held here.
func (h *Hub) remembers(last int64) bool {
	if len(h.past) == 0 {
		return last == h.at
	}
	return last >= h.past[0].Position-1 && last <= h.at
}

// reader is one open page.
type reader struct {
	scope access.Scope
	out   chan live.Event
	knows int64 // the last position it was given
}

// hand gives a reader what is new to it and within its sight. Of what is for
// others it hears now and then how far that is, so that who hears little is not
// taken for one who stopped long ago.
func (h *Hub) hand(r *reader, e live.Entry) {
	switch {
	case e.Position <= r.knows:
	case r.scope.Sees(e.Audience, e.Community, e.Recused):
		h.put(r, e.Position, e.Kind, e.Data)
	case e.Position >= r.knows+passing:
		h.put(r, e.Position, live.Passed, nil)
	}
}

// put gives a reader an event. One that is too slow is let go: it subscribes
// anew and resumes.
func (h *Hub) put(r *reader, position int64, kind string, data json.RawMessage) {
	select {
	case r.out <- live.Event{ID: strconv.FormatInt(position, 10), Kind: kind, Data: data}:
		r.knows = position
	default:
		h.forget(r)
	}
}

func (h *Hub) drop(r *reader) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.forget(r)
}

// forget ends a reader's stream, once.
func (h *Hub) forget(r *reader) {
	if _, ok := h.readers[r]; ok {
		delete(h.readers, r)
		close(r.out)
	}
}
