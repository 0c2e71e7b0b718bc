package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/fault"
	"anju/internal/core/webhook"
	"anju/internal/store/set"
)

func told(t *testing.T, s *set.Set) {
	each(t, s, map[string]func(*testing.T, *set.Set){"webhooks": hooks, "deliveries": deliveries})
}

func hooks(t *testing.T, s *set.Set) {
	a := webhook.Webhook{ID: id(), Version: 1, URL: "https://a.example/hook", Events: []string{"*"}, SealedSecret: []byte{0, 1, 255}, Active: true, CreatedAt: at(0), UpdatedAt: at(0)}
	b := webhook.Webhook{ID: id(), Version: 1, URL: "https://b.example/hook", Events: []string{"clock.due"}, SealedSecret: []byte{2}, CreatedAt: at(1), UpdatedAt: at(1)}
	for _, w := range []webhook.Webhook{a, b} {
		require.NoError(t, s.Webhooks.Create(ctx(t), w))
	}
	all, err := s.Webhooks.All(ctx(t))
	require.NoError(t, err)
	require.Equal(t, []webhook.Webhook{a, b}, all)

	next := a
	next.Version, next.Active = 2, false
	errs := atOnce(6, func(int) error { return s.Webhooks.Update(ctx(t), next) })
	require.Equal(t, 1, winners(t, errs, fault.Stale))
	stale(t, 2, s.Webhooks.Update(ctx(t), next))
	got, err := s.Webhooks.Get(ctx(t), a.ID)
	require.NoError(t, err)
	require.Equal(t, next, got)
	absent(t, second(s.Webhooks.Get(ctx(t), "nobody")))
	next.ID = "nobody"
	absent(t, s.Webhooks.Update(ctx(t), next))
}

func deliveries(t *testing.T, s *set.Set) {
	made := func(hook, event string, ms int64) webhook.Delivery {
		return webhook.Delivery{
			ID: id(), WebhookID: hook, EventID: event, Event: "complaint.registered", Body: []byte(`{"b":1, "a":  2}`), State: webhook.Pending,
			CreatedAt: at(ms), StartedAt: at(ms), NextAt: at(ms),
		}
	}
	var all []webhook.Delivery // newest first
	for i := range 6 {
		d := made("w-1", fmt.Sprint("e-", i), int64(i))
		require.NoError(t, s.Webhooks.Enqueue(ctx(t), d))
		all = append([]webhook.Delivery{d}, all...)
	}
	require.NoError(t, s.Webhooks.Enqueue(ctx(t)))
	require.NoError(t, s.Webhooks.Enqueue(ctx(t), made("w-1", "e-3", 9), made("w-2", "e-3", 100)), "an event is told once to each")
	page, err := s.Webhooks.Deliveries(ctx(t), "w-1", "", 4)
	require.NoError(t, err)
	require.Equal(t, all[:4], page)
	page, err = s.Webhooks.Deliveries(ctx(t), "w-1", page[3].ID, 4)
	require.NoError(t, err)
	require.Equal(t, all[4:], page)

	claimed, err := s.Webhooks.Claim(ctx(t), at(2), time.Second, 2)
	require.NoError(t, err)
	require.Len(t, claimed, 2)
	require.Equal(t, []string{"e-0", "e-1"}, []string{claimed[0].EventID, claimed[1].EventID}, "the longest waiting first")
	require.Equal(t, []byte(`{"b":1, "a":  2}`), claimed[0].Body, "byte for byte")
	one := make([][]webhook.Delivery, 4)
	for _, err := range atOnce(len(one), func(i int) (err error) {
		one[i], err = s.Webhooks.Claim(ctx(t), at(2), time.Second, 9)
		return err
	}) {
		require.NoError(t, err)
	}
	n := 0
	for _, got := range one {
		n += len(got)
	}
	require.Equal(t, 1, n, "of those that ask side by side one gets it")

	done := claimed[0].Answered(204, "", at(3))
	require.NoError(t, s.Webhooks.Settle(ctx(t), done))
	got, err := s.Webhooks.Delivery(ctx(t), done.ID)
	require.NoError(t, err)
	require.Equal(t, done, got)
	failedOnce := claimed[1].Answered(500, "HTTP 500", at(3))
	require.NoError(t, s.Webhooks.Settle(ctx(t), failedOnce))
	claimed, err = s.Webhooks.Claim(ctx(t), failedOnce.NextAt, time.Second, 9)
	require.NoError(t, err)
	require.Len(t, claimed, 6, "all but the one delivered: leases are over")
	absent(t, second(s.Webhooks.Delivery(ctx(t), "nobody")))
	absent(t, s.Webhooks.Settle(ctx(t), made("w-9", "e-9", 0)))

	require.NoError(t, s.Webhooks.Sweep(ctx(t), at(1)))
	absent(t, second(s.Webhooks.Delivery(ctx(t), done.ID)))
	_, err = s.Webhooks.Delivery(ctx(t), failedOnce.ID)
	require.NoError(t, err, "what is pending stays")
}
