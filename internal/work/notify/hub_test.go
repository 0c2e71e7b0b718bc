package notify

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/live"
	"anju/internal/core/outbox"
)

var (
	clerk    = access.Actor{ID: "u1", Role: access.Desk}
	resident = access.Actor{ID: "u2", Role: access.Owner, OwnerID: "o1"}
	other    = access.Actor{ID: "u3", Role: access.Owner, OwnerID: "o2"}
	fitter   = access.Actor{ID: "u4", Role: access.Handler, Department: "engineering"}
)

func pending(kind complaint.Kind, visible bool) outbox.Pending {
	m := complaint.Complaint{ID: "m1", Number: "TS-20261122-0001", Version: 2, CommunityID: "c1", Status: complaint.Dispatched}
	m.Keys.Audience = []string{access.OwnerAudience("o1"), access.DepartmentAudience("engineering")}
	return outbox.Pending{Event: complaint.Event{ID: "m1-2", ComplaintID: "m1", Kind: kind, VisibleToOwner: visible}, Matter: m}
}

// heard takes what a page was told so far.
func heard(in <-chan live.Event) (kinds []string, last string) {
	for {
		select {
		case e := <-in:
			kinds, last = append(kinds, e.Kind), e.ID
		default:
			return kinds, last
		}
	}
}

func TestEachHearsWhatLiesWithinTheirSight(t *testing.T) {
	hub := NewHub("a")
	pages := map[string]<-chan live.Event{
		"clerk": hub.Subscribe(t.Context(), clerk, ""), "resident": hub.Subscribe(t.Context(), resident, ""),
		"other": hub.Subscribe(t.Context(), other, ""), "fitter": hub.Subscribe(t.Context(), fitter, ""),
	}
	require.NoError(t, hub.Hear(t.Context(), pending("dispatched", true)))
	require.NoError(t, hub.Hear(t.Context(), pending(complaint.KindReminded, false)))

	want := map[string][]string{
		"clerk":    {live.ComplaintChanged, live.ComplaintChanged, live.ClockDue},
		"fitter":   {live.ComplaintChanged, live.ComplaintChanged, live.ClockDue},
		"resident": {live.ComplaintChanged}, // what passes between colleagues is not for owners
		"other":    nil,
	}
	for name, page := range pages {
		got, _ := heard(page)
		require.Equal(t, want[name], got, name)
	}
}

func TestAPageResumesWhereItStopped(t *testing.T) {
	hub := NewHub("a")
	ctx, leave := context.WithCancel(t.Context())
	page := hub.Subscribe(ctx, clerk, "")
	require.NoError(t, hub.Hear(t.Context(), pending("accepted", true)))
	_, last := heard(page)
	leave()
	require.NoError(t, hub.Hear(t.Context(), pending("started", true)))

	again, _ := heard(hub.Subscribe(t.Context(), clerk, last))
	require.Equal(t, []string{live.ComplaintChanged}, again, "what was missed, and only that")
	anew, _ := heard(hub.Subscribe(t.Context(), clerk, "b-1"))
	require.Empty(t, anew, "an id of another start begins now")
}

func TestASlowPageIsLetGo(t *testing.T) {
	hub := NewHub("a")
	page := hub.Subscribe(t.Context(), clerk, "")
	for range backlog + 1 {
		require.NoError(t, hub.Hear(t.Context(), pending("progressed", true)))
	}
	n := 0
	for range page {
		n++
	}
	require.Equal(t, backlog, n, "it reads what it had, and then the end")
}
