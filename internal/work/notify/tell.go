package notify

import (
	"context"
	"encoding/json"
	"strings"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/live"
	"anju/internal/core/outbox"
)

// Hear implements the relay's subscriber: it says what pages are told of an event.
func (h *Hub) Hear(ctx context.Context, p outbox.Pending) error {
	m := p.Matter
	entries := []live.Entry{entry(live.ComplaintChanged, p)}
	data := []map[string]any{{"id": m.ID, "number": m.Number, "version": m.Version, "status": m.Status, "kind": p.Event.Kind}}
	switch p.Event.Kind {
	case complaint.KindReminded, complaint.KindEscalated:
		entries = append(entries, entry(live.ClockDue, p))
		data = append(data, map[string]any{"id": m.ID, "number": m.Number, "clock": json.RawMessage(p.Event.Data)})
	case "proposed", "approved":
		if m.Keys.Waiting != "" {
			entries = append(entries, entry(live.ApprovalWaiting, p))
			data = append(data, map[string]any{"id": m.ID, "number": m.Number, "waiting": m.Keys.Waiting})
		}
	}
	for i := range entries {
		raw, err := json.Marshal(data[i])
		if err != nil {
			return fault.Wrap("tell open pages", err)
		}
		entries[i].Data = raw
	}
	return h.log.Append(ctx, entries...)
}

func entry(kind string, p outbox.Pending) live.Entry {
	audience := p.Matter.Keys.Audience
	if !p.Event.VisibleToOwner {
		audience = inside(audience)
	}
	return live.Entry{Key: p.Event.ID + "/" + kind, Kind: kind, Audience: audience, Community: p.Matter.CommunityID, Recused: p.Matter.Recused}
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
