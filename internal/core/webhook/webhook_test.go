package webhook_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/webhook"
)

var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

func TestCheckNamesEveryWrongField(t *testing.T) {
	const secret = "0123456789abcdef"
	for _, c := range []struct {
		url, secret string
		events      []string
		private     bool
		wrong       []string
	}{
		{"https://a.example/hook", secret, []string{"*"}, false, nil},
		{"https://a.example/hook", secret, []string{"complaint.registered", "clock.due"}, false, nil},
		{"http://a.example/hook", secret, []string{"*"}, false, []string{"url"}},
		{"http://127.0.0.1:9/hook", secret, []string{"*"}, true, nil},
		{"ftp://a.example", secret, []string{"*"}, true, []string{"url"}},
		{"https://user:word@a.example", secret, []string{"*"}, true, []string{"url"}},
		{"nowhere", "short", []string{"complaint.registred"}, false, []string{"url", "events[0]", "secret"}},
		{"https://a.example", secret, nil, false, []string{"events"}},
	} {
		err := webhook.Check(c.url, c.events, c.secret, c.private)
		var f *fault.Error
		var paths []string
		if errors.As(err, &f) {
			for _, x := range f.Fields {
				paths = append(paths, x.Path)
			}
		}
		require.Equal(t, c.wrong, paths, c.url)
	}
}

func TestWhoHears(t *testing.T) {
	e := complaint.Event{Kind: complaint.KindEscalated, At: noon}
	for _, c := range []struct {
		events []string
		active bool
		made   time.Time
		hears  bool
	}{
		{[]string{"*"}, true, noon, true},
		{[]string{"complaint.changed"}, true, noon, true},
		{[]string{"complaint.escalated"}, true, noon, true},
		{[]string{"clock.due"}, true, noon, true},
		{[]string{"complaint.registered", "approval.waiting"}, true, noon, false},
		{[]string{"*"}, false, noon, false},
		{[]string{"*"}, true, noon.Add(time.Millisecond), false}, // not of the time before it was made
	} {
		w := webhook.Webhook{Events: c.events, Active: c.active, CreatedAt: c.made}
		require.Equal(t, c.hears, w.Hears(e, complaint.Complaint{}), c.events)
	}
}

func TestWhatIsToldHoldsNoPerson(t *testing.T) {
	m := complaint.Complaint{ID: "m-1", Number: "TS-20260302-0001", Title: "卫生间漏水", OwnerID: "o-1", HouseID: "h-1", HouseLabel: "3栋1单元502", Reporter: complaint.Reporter{Name: "欧阳某", Phone: "19912341201"}}
	d, err := webhook.New("d-1", webhook.Webhook{ID: "w-1"}, complaint.Event{ID: "m-1-1", Seq: 1, Kind: complaint.KindRegistered, Note: "欧阳某来电"}, m, map[string]message.Words{message.ForOwner: {ZH: "已登记", EN: "registered"}}, nil, noon)
	require.NoError(t, err)
	for _, secret := range []string{"欧阳", "199", "502", "漏水", "o-1", "h-1"} {
		require.NotContains(t, string(d.Body), secret)
	}
	var told struct {
		Event     string
		Complaint struct{ Number string }
		Texts     map[string]message.Words
	}
	require.NoError(t, json.Unmarshal(d.Body, &told))
	require.Equal(t, "complaint.registered", told.Event)
	require.Equal(t, m.Number, told.Complaint.Number)
	require.Equal(t, "已登记", told.Texts["owner"].ZH, "what a text message says goes along")
}

func TestSignatureIsHMACSHA256OfTheBody(t *testing.T) {
	// RFC 4231, test case 2.
	require.Equal(t, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", webhook.Signature("Jefe", []byte("what do ya want for nothing?")))
}

func TestTriesOverADayThenGivesUp(t *testing.T) {
	d := webhook.Delivery{State: webhook.Pending, StartedAt: noon, NextAt: noon}
	at, tries := noon, 0
	var waits []time.Duration
	for d.State == webhook.Pending {
		tries++
		d = d.Answered(0, "connection refused", at)
		waits = append(waits, d.NextAt.Sub(at))
		at = d.NextAt
	}
	require.Equal(t, []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute}, waits[:5])
	for i := 4; i < len(waits); i++ {
		require.Equal(t, 2*waits[i-1], waits[i], "doubling")
	}
	require.Equal(t, webhook.GivenUp, d.State)
	require.Greater(t, at.Sub(noon), webhook.Day)
	require.LessOrEqual(t, at.Sub(noon)-waits[tries-1], webhook.Day, "the last try lies within the day")

	again := d.Again(at)
	require.Equal(t, webhook.Pending, again.State)
	ok := again.Answered(200, "", at)
	require.Equal(t, webhook.Delivered, ok.State)
	require.Equal(t, &at, ok.DeliveredAt)
	require.Empty(t, ok.LastError)
}
