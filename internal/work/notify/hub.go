// Package notify tells open pages what changed, each person what lies within
// their sight.
package notify

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"sync"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/live"
	"anju/internal/core/outbox"
)

const (
	remembered = 1000 // events that a page can resume after
	backlog    = 64   // events that a slow page may lie behind
)

// Hub is the live.Hub of one instance. An event's id is the hub's own count,
// behind a word for the instance, so that a page from another start begins anew.
type Hub struct {
	instance string

	mu      sync.Mutex
	count   uint64
	past    []told
	readers map[*reader]struct{}
}

// told is an event with the keys that say who may hear of it.
type told struct {
	n        uint64
	event    live.Event
	audience []string
	place    string
	recused  []string
}

type reader struct {
	scope access.Scope
	out   chan live.Event
}

// NewHub makes a hub; instance is a word that no other start uses.
func NewHub(instance string) *Hub {
	return &Hub{instance: instance, readers: map[*reader]struct{}{}}
}

// Subscribe implements live.Hub.
func (h *Hub) Subscribe(ctx context.Context, actor access.Actor, lastID string) <-chan live.Event {
	h.mu.Lock()
	defer h.mu.Unlock()
	missed := h.since(lastID)
	r := &reader{scope: access.SightOf(actor), out: make(chan live.Event, backlog+len(missed))}
	for _, t := range missed {
		if r.hears(t) {
			r.out <- t.event
		}
	}
	h.readers[r] = struct{}{}
	context.AfterFunc(ctx, func() { h.drop(r) })
	return r.out
}

// since lists what was told after an event, if it is of this instance.
func (h *Hub) since(lastID string) []told {
	word, n, ok := strings.Cut(lastID, "-")
	last, err := strconv.ParseUint(n, 10, 64)
	if !ok || err != nil || word != h.instance {
		return nil
	}
	for i, t := range h.past {
		if t.n > last {
			return h.past[i:]
		}
	}
	return nil
}

// Hear implements the relay's subscriber.
func (h *Hub) Hear(_ context.Context, p outbox.Pending) error {
	h.tell(live.ComplaintChanged, p, map[string]any{"id": p.Matter.ID, "number": p.Matter.Number, "version": p.Matter.Version, "status": p.Matter.Status, "kind": p.Event.Kind})
	switch p.Event.Kind {
	case complaint.KindReminded, complaint.KindEscalated:
		h.tell(live.ClockDue, p, map[string]any{"id": p.Matter.ID, "number": p.Matter.Number, "clock": json.RawMessage(p.Event.Data)})
	case "proposed", "approved":
		if p.Matter.Keys.Waiting != "" {
			h.tell(live.ApprovalWaiting, p, map[string]any{"id": p.Matter.ID, "number": p.Matter.Number, "waiting": p.Matter.Keys.Waiting})
		}
	}
	return nil
}

func (h *Hub) tell(kind string, p outbox.Pending, data map[string]any) {
	raw, err := json.Marshal(data)
	if err != nil {
		return
	}
	audience := p.Matter.Keys.Audience
	if !p.Event.VisibleToOwner {
		audience = inside(audience)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	t := told{
		n: h.count, audience: audience, place: p.Matter.CommunityID, recused: p.Matter.Recused,
		event: live.Event{ID: h.instance + "-" + strconv.FormatUint(h.count, 10), Kind: kind, Data: raw},
	}
	if h.past = append(h.past, t); len(h.past) > remembered {
		h.past = append([]told(nil), h.past[len(h.past)-remembered:]...)
	}
	for r := range h.readers {
		if !r.hears(t) {
			continue
		}
		select {
		case r.out <- t.event:
		default: // too slow: it subscribes anew and resumes
			delete(h.readers, r)
			close(r.out)
		}
	}
}

// inside leaves out owners, who do not hear of what passes between colleagues.
func inside(audience []string) []string {
	var out []string
	for _, k := range audience {
		if !strings.HasPrefix(k, "owner:") && !strings.HasPrefix(k, "group:") {
			out = append(out, k)
		}
	}
	return out
}

func (r *reader) hears(t told) bool { return r.scope.Sees(t.audience, t.place, t.recused) }

func (h *Hub) drop(r *reader) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.readers[r]; ok {
		delete(h.readers, r)
		close(r.out)
	}
}
