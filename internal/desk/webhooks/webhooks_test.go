package webhooks_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
	"anju/internal/core/terms"
	"anju/internal/desk/webhooks"
	"anju/internal/store/sqlite"
)

var zone = time.FixedZone("CST", 8*3600)

func TestATextMessageWaitsForTheEndOfTheNightButOfDanger(t *testing.T) {
	store, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	sealer, err := auth.NewSealer(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	shipped, err := config.Messages()
	require.NoError(t, err)
	rules, err := config.Rules(zone)
	require.NoError(t, err)
	name := func(string) fault.Text { return fault.Text{} }
	words, err := message.ReadTemplates(shipped, message.Names{Department: name, Clock: name}, zone)
	require.NoError(t, err)
	now := time.Date(2026, 3, 2, 20, 0, 0, 0, zone)
	s := webhooks.New(webhooks.Deps{
		Webhooks: store.Webhooks, Audit: store.Audit, Words: func(context.Context) (*message.Templates, error) { return words, nil },
		Sealer: sealer, Rules: rules.Fixed(), Now: func() time.Time { return now }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
	})
	admin := access.Actor{ID: "u-admin", Role: access.Admin}
	hook, err := s.Create(t.Context(), admin, "https://gateway.example.com/hook", []string{"*"}, "a secret of the gateway")
	require.NoError(t, err)

	heard := func(id string, severity terms.Severity) *time.Time {
		e := complaint.Event{ID: id, ComplaintID: "m-1", Seq: 1, At: now, Kind: "progressed", VisibleToOwner: true}
		m := complaint.Complaint{ID: "m-1", Number: "TS-20260302-0001", OwnerID: "o-1", Severity: severity}
		require.NoError(t, s.Hear(t.Context(), outbox.Pending{Event: e, Matter: m}))
		page, err := s.Deliveries(t.Context(), admin, hook.ID, "", 1)
		require.NoError(t, err)
		var body struct {
			NotBefore *time.Time
			Texts     map[string]message.Words
		}
		require.NoError(t, json.Unmarshal(page.Items[0].Body, &body))
		require.NotEmpty(t, body.Texts[message.ForOwner].ZH)
		return body.NotBefore
	}
	require.Nil(t, heard("e-1", terms.Normal), "in the evening it may go")
	now = now.Add(2 * time.Hour)
	require.Equal(t, time.Date(2026, 3, 3, 8, 0, 0, 0, zone).UTC(), heard("e-2", terms.Normal).UTC())
	now = now.Add(time.Second)
	require.Nil(t, heard("e-3", terms.Critical))
}
