package notify

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/live"
	"anju/internal/core/outbox"
	"anju/internal/store/sqlite"
)

var (
	clerk    = access.Actor{ID: "u1", Role: access.Desk}
	resident = access.Actor{ID: "u2", Role: access.Owner, OwnerID: "o1"}
	other    = access.Actor{ID: "u3", Role: access.Owner, OwnerID: "o2"}
	fitter   = access.Actor{ID: "u4", Role: access.Handler, Department: "engineering"}
	accused  = access.Actor{ID: "u5", Role: access.Desk}
)

func log(t *testing.T) live.Log {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.Background())) })
	return s.Live
}

var told int

func pending(kind complaint.Kind, visible bool) outbox.Pending {
	told++
	m := complaint.Complaint{ID: "m1", Number: "TS-20261122-0001", Version: 2, CommunityID: "c1", Status: complaint.Dispatched, Recused: []string{accused.ID}}
	m.Keys.Audience = []string{access.OwnerAudience("o1"), access.DepartmentAudience("engineering")}
	return outbox.Pending{Event: complaint.Event{ID: fmt.Sprint("m1-", told), ComplaintID: "m1", Kind: kind, VisibleToOwner: visible}, Matter: m}
}

func tell(t *testing.T, hub *Hub, all ...outbox.Pending) {
	t.Helper()
	for _, p := range all {
		require.NoError(t, hub.Hear(t.Context(), p))
	}
}

// follow has a hub read on until nothing is left.
func follow(t *testing.T, hub *Hub) {
	t.Helper()
	for n := 1; n > 0; {
		var err error
		n, err = hub.Follow(t.Context())
		require.NoError(t, err)
	}
}

// heard takes what a page was told so far.
func heard(in <-chan live.Event) (kinds []string, last string) {
	for {
		select {
		case e, open := <-in:
			if !open {
				return kinds, last
			}
			if last = e.ID; e.Kind != live.Passed {
				kinds = append(kinds, e.Kind)
			}
		default:
			return kinds, last
		}
	}
}

func TestEachHearsWhatLiesWithinTheirSight(t *testing.T) {
	hub := NewHub(log(t))
	pages := map[string]<-chan live.Event{}
	for name, who := range map[string]access.Actor{"clerk": clerk, "resident": resident, "other": other, "fitter": fitter, "accused": accused} {
		pages[name] = hub.Subscribe(t.Context(), who, "")
	}
	again := pending(complaint.KindReminded, false)
	tell(t, hub, pending("dispatched", true), again, again)
	follow(t, hub)

	want := map[string][]string{
		"clerk":    {live.ComplaintChanged, live.ComplaintChanged, live.ClockDue},
		"fitter":   {live.ComplaintChanged, live.ComplaintChanged, live.ClockDue},
		"resident": {live.ComplaintChanged}, // what passes between colleagues is not for owners
		"other":    nil,
		"accused":  nil, // recused
	}
	for name, page := range pages {
		got, _ := heard(page)
		require.Equal(t, want[name], got, name)
	}
}

func TestAPageResumesAtAnotherInstanceAndAfterARestart(t *testing.T) {
	shared := log(t)
	a, b := NewHub(shared), NewHub(shared)
	ctx, leave := context.WithCancel(t.Context())
	page := a.Subscribe(ctx, clerk, "")
	follow(t, b)
	tell(t, b, pending("accepted", true))
	follow(t, a)
	got, last := heard(page)
	require.Equal(t, []string{live.ComplaintChanged}, got, "told through the other")
	leave()
	tell(t, a, pending("started", true), pending("progressed", true))

	for name, hub := range map[string]*Hub{"the same": a, "one that lies behind": b, "one that has just started": NewHub(shared)} {
		page := hub.Subscribe(t.Context(), clerk, last)
		follow(t, hub)
		again, _ := heard(page)
		require.Equal(t, []string{live.ComplaintChanged, live.ComplaintChanged}, again, "%s: what was missed, each once", name)
	}
	_, now := heard(a.Subscribe(t.Context(), clerk, ""))
	require.Equal(t, "3", now, "who has heard nothing yet knows where to resume")
}

func TestWhatIsNoLongerKeptIsReadAnew(t *testing.T) {
	shared := log(t)
	hub := NewHub(shared)
	for _, unknown := range []string{"7", "-1", "another-12"} {
		got, last := heard(hub.Subscribe(t.Context(), clerk, unknown))
		require.Equal(t, []string{live.Reload}, got, unknown)
		require.Equal(t, "0", last)
	}
	for range remembered + 1 {
		tell(t, hub, pending("progressed", true))
	}
	follow(t, hub)
	got, last := heard(hub.Subscribe(t.Context(), clerk, "0"))
	require.Equal(t, []string{live.Reload}, got)
	require.Equal(t, fmt.Sprint(remembered+1), last)
	got, _ = heard(hub.Subscribe(t.Context(), clerk, "1"))
	require.Len(t, got, remembered)

	// An instance that could not read while the log was swept.
	page := hub.Subscribe(t.Context(), clerk, "")
	tell(t, hub, pending("progressed", true), pending("progressed", true), pending("progressed", true))
	require.NoError(t, shared.Sweep(t.Context(), 1))
	follow(t, hub)
	got, last = heard(page)
	require.Empty(t, got)
	got, _ = heard(hub.Subscribe(t.Context(), clerk, last))
	require.Equal(t, []string{live.Reload}, got)
}

func TestWhoHearsLittleStaysNear(t *testing.T) {
	hub := NewHub(log(t))
	page := hub.Subscribe(t.Context(), other, "")
	for range 2*passing + 1 {
		tell(t, hub, pending("progressed", true))
	}
	follow(t, hub)
	got, last := heard(page)
	require.Empty(t, got)
	require.Equal(t, fmt.Sprint(2*passing), last)
}

func TestASlowPageIsLetGo(t *testing.T) {
	hub := NewHub(log(t))
	page := hub.Subscribe(t.Context(), clerk, "")
	for range backlog + 5 {
		tell(t, hub, pending("progressed", true))
	}
	follow(t, hub)
	var last string
	n := 0
	for e := range page {
		last = e.ID
		n++
	}
	require.Equal(t, 1+backlog, n, "it reads what it had, and then the end")
	got, _ := heard(hub.Subscribe(t.Context(), clerk, last))
	require.Len(t, got, 5, "and resumes")
}
