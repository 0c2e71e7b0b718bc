package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/attachment"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
	"anju/internal/core/idempotency"
	"anju/internal/core/measure"
	"anju/internal/core/settings"
	"anju/internal/core/ticket"
	"anju/internal/store/set"
)

func auditLog(t *testing.T, s *set.Set) {
	var all []audit.Entry // newest first
	for i := range 12 {
		all = append([]audit.Entry{{
			ID: id(), At: at(int64(i / 4)), ActorID: []string{"u-1", "u-2"}[i%2], ActorName: "管理员", Role: access.Admin,
			Action: []string{"account.created", "owner.unmasked", "settings.changed"}[i%3], Target: []string{"account:1", "owner:2"}[i/6], Reason: "核对",
		}}, all...)
	}
	require.NoError(t, s.Audit.Append(ctx(t), all[11], all[10], all[9]))
	for i := 8; i >= 0; i-- {
		require.NoError(t, s.Audit.Append(ctx(t), all[i]))
	}
	require.NoError(t, s.Audit.Append(ctx(t)))
	for _, q := range []audit.Query{{}, {ActorID: "u-2"}, {Action: "owner.unmasked"}, {Target: "owner:2"}, {ActorID: "u-1", Action: "account.created", Target: "account:1"}, {ActorID: "nobody"}} {
		var want, got []audit.Entry
		for _, e := range all {
			if (q.ActorID == "" || q.ActorID == e.ActorID) && (q.Action == "" || q.Action == e.Action) && (q.Target == "" || q.Target == e.Target) {
				want = append(want, e)
			}
		}
		q.Limit = 3
		for range 9 {
			page, err := s.Audit.List(ctx(t), q)
			require.NoError(t, err)
			if len(page) == 0 {
				break
			}
			got = append(got, page...)
			q.BeforeAt, q.BeforeID = got[len(got)-1].At, got[len(got)-1].ID
		}
		require.Equal(t, want, got)
	}
}

func attachments(t *testing.T, s *set.Set) {
	a := attachment.Attachment{ID: id(), Name: "漏水.jpg", Type: "image/jpeg", Size: 1 << 33, SHA256: "ab", UploadedBy: "u-1", UploadedAt: at(0)}
	b := attachment.Attachment{ID: id(), Name: "b.pdf", Type: "application/pdf", SHA256: "cd", ThumbnailSHA256: "ef", UploadedBy: "u-1", UploadedAt: at(1), Links: []attachment.Link{{ComplaintID: "m-0"}}}
	for _, v := range []attachment.Attachment{a, b} {
		require.NoError(t, s.Attachments.Create(ctx(t), v))
		got, err := s.Attachments.Get(ctx(t), v.ID)
		require.NoError(t, err)
		require.Equal(t, v, got)
	}
	absent(t, second(s.Attachments.Get(ctx(t), "nobody")))
	inside, open := attachment.Link{ComplaintID: "m-1"}, attachment.Link{ComplaintID: "m-1", VisibleToOwner: true}
	for _, c := range []struct{ link, want attachment.Link }{{inside, inside}, {inside, inside}, {open, open}, {inside, open}} {
		require.NoError(t, s.Attachments.Link(ctx(t), []string{a.ID, "nobody", b.ID}, c.link))
		got, err := s.Attachments.Get(ctx(t), a.ID)
		require.NoError(t, err)
		require.Equal(t, []attachment.Link{c.want}, got.Links)
		got, err = s.Attachments.Get(ctx(t), b.ID)
		require.NoError(t, err)
		require.Equal(t, []attachment.Link{{ComplaintID: "m-0"}, c.want}, got.Links)
	}
	require.NoError(t, s.Attachments.Link(ctx(t), nil, open))
	for _, err := range atOnce(8, func(i int) error {
		return s.Attachments.Link(ctx(t), []string{a.ID}, attachment.Link{ComplaintID: fmt.Sprint("m-1", i%4)})
	}) {
		require.NoError(t, err)
	}
	got, err := s.Attachments.Get(ctx(t), a.ID)
	require.NoError(t, err)
	require.Len(t, got.Links, 5, "links set side by side are all there, once")

	bytesOf := bytes.Repeat([]byte("安居"), 300_000)
	sha, size, err := s.Blobs.Put(ctx(t), bytes.NewReader(bytesOf))
	require.NoError(t, err)
	require.Equal(t, int64(len(bytesOf)), size)
	r, _, err := s.Blobs.Open(ctx(t), sha)
	require.NoError(t, err)
	read, err := io.ReadAll(r)
	require.NoError(t, err)
	require.NoError(t, r.Close())
	require.True(t, bytes.Equal(bytesOf, read))
}

func repeated(t *testing.T, s *set.Set) {
	begin := func(t *testing.T, r idempotency.Record, now time.Time) (idempotency.Record, bool) {
		t.Helper()
		held, claimed, err := s.Idempotency.Begin(ctx(t), r, now)
		require.NoError(t, err)
		return held, claimed
	}
	r := idempotency.New("u-1", "/complaints", "key", []byte("{}"), at(0))
	_, claimed := begin(t, r, at(0))
	require.True(t, claimed)
	held, claimed := begin(t, idempotency.New("u-1", "/complaints", "key", []byte("other"), at(1)), at(1))
	require.False(t, claimed)
	require.Equal(t, r, held, "still running")

	takeover := at(0).Add(idempotency.Lease)
	again := idempotency.New("u-1", "/complaints", "key", []byte("{}"), takeover)
	_, claimed = begin(t, again, takeover)
	require.True(t, claimed, "the first one died")
	done := again.Answered(201, "application/json", []byte{0, 255, 1})
	require.NoError(t, s.Idempotency.Finish(ctx(t), done))
	held, claimed = begin(t, r, takeover.Add(time.Hour))
	require.False(t, claimed)
	require.Equal(t, done, held)
	_, claimed = begin(t, r, done.ExpiresAt)
	require.True(t, claimed, "forgotten after its time")

	require.NoError(t, s.Idempotency.Abandon(ctx(t), r.Key))
	require.NoError(t, s.Idempotency.Abandon(ctx(t), r.Key))
	_, claimed = begin(t, r, at(0))
	require.True(t, claimed)
	won := 0
	raced := idempotency.New("u-2", "/complaints", "key", nil, at(0))
	claims := make([]bool, 8)
	for _, err := range atOnce(len(claims), func(i int) (err error) {
		_, claims[i], err = s.Idempotency.Begin(ctx(t), raced, at(0))
		return err
	}) {
		require.NoError(t, err)
	}
	for _, c := range claims {
		if c {
			won++
		}
	}
	require.Equal(t, 1, won)
	require.NoError(t, s.Idempotency.Sweep(ctx(t), raced.ExpiresAt))
	_, claimed = begin(t, raced, at(1))
	require.False(t, claimed)
	require.NoError(t, s.Idempotency.Sweep(ctx(t), raced.ExpiresAt.Add(time.Millisecond)))
	_, claimed = begin(t, raced, at(1))
	require.True(t, claimed)
}

func tickets(t *testing.T, s *set.Set) {
	v := ticket.Ticket{Hash: "t-1", Path: "/api/v1/attachments/1?size=small", Actor: access.Actor{ID: "u-1", Login: "owner1", Role: access.Owner, OwnerID: "o-1", HouseIDs: []string{"h-1"}}, ExpiresAt: at(60)}
	require.NoError(t, s.Tickets.Create(ctx(t), v))
	got := make([]ticket.Ticket, 8)
	errs := atOnce(len(got), func(i int) (err error) {
		got[i], err = s.Tickets.Take(ctx(t), v.Hash, at(59))
		return err
	})
	require.Equal(t, 1, winners(t, errs, fault.NotFound), "good for one")
	for i, err := range errs {
		if err == nil {
			require.Equal(t, v, got[i])
		}
	}
	late := v
	late.Hash = "t-2"
	require.NoError(t, s.Tickets.Create(ctx(t), late))
	absent(t, second(s.Tickets.Take(ctx(t), "t-2", at(60))))
	late.Hash = "t-3"
	require.NoError(t, s.Tickets.Create(ctx(t), late))
	require.NoError(t, s.Tickets.Sweep(ctx(t), at(61)))
	absent(t, second(s.Tickets.Take(ctx(t), "t-3", at(1))))
	absent(t, second(s.Tickets.Take(ctx(t), "nobody", at(1))))
}

func standing(t *testing.T, s *set.Set) {
	each(t, s, map[string]func(*testing.T, *set.Set){
		"settings": func(t *testing.T, s *set.Set) {
			absent(t, second(s.Settings.Get(ctx(t), "policies")))
			first := settings.Setting{
				Name: "policies", Version: 1, Doc: json.RawMessage(`{"b": [1.50, 9007199254740993],  "a.$x": "<安居>"}`),
				ByID: "u-1", ByName: "管理员", Note: "试行", UpdatedAt: at(0),
			}
			require.NoError(t, s.Settings.Put(ctx(t), first))
			got, err := s.Settings.Get(ctx(t), "policies")
			require.NoError(t, err)
			require.Equal(t, first, got, "byte for byte")
			stale(t, 1, s.Settings.Put(ctx(t), first))
			next := settings.Setting{Name: "policies", Version: 2, Doc: json.RawMessage(`[]`), UpdatedAt: at(1)}
			errs := atOnce(6, func(int) error { return s.Settings.Put(ctx(t), next) })
			require.Equal(t, 1, winners(t, errs, fault.Stale))
			stale(t, 0, s.Settings.Put(ctx(t), settings.Setting{Name: "calendar", Version: 2, Doc: json.RawMessage(`{}`)}))
			for v := int64(3); v <= 12; v++ {
				require.NoError(t, s.Settings.Put(ctx(t), settings.Setting{Name: "policies", Version: v, Doc: json.RawMessage(fmt.Sprint(v)), UpdatedAt: at(v)}))
			}
			require.NoError(t, s.Settings.Put(ctx(t), settings.Setting{Name: "policies2", Version: 1, Doc: json.RawMessage(`{}`), UpdatedAt: at(0)}))
			versions, err := s.Settings.Versions(ctx(t), "policies", "calendar", "policies2")
			require.NoError(t, err)
			require.Equal(t, map[string]int64{"policies": 12, "policies2": 1}, versions)
			newest, err := s.Settings.Get(ctx(t), "policies")
			require.NoError(t, err)
			require.EqualValues(t, 12, newest.Version)
			page, err := s.Settings.History(ctx(t), "policies", 0, 3)
			require.NoError(t, err)
			require.Equal(t, []int64{12, 11, 10}, []int64{page[0].Version, page[1].Version, page[2].Version})
			rest, err := s.Settings.History(ctx(t), "policies", 10, 100)
			require.NoError(t, err)
			require.Len(t, rest, 9)
			require.Equal(t, first, rest[8], "the first version stays as it was")
			none, err := s.Settings.History(ctx(t), "calendar", 0, 10)
			require.NoError(t, err)
			require.Empty(t, none)
		},
		"measures": func(t *testing.T, s *set.Set) {
			var all []measure.Measure // newest first
			for i := range 5 {
				m, err := measure.New(id(), measure.Words{Category: []string{"elevator", "leak"}[i%2], Title: fmt.Sprint("措施", i), Text: "已安排。", AmountFen: 5_000}, nil, at(int64(i)))
				require.NoError(t, err)
				require.NoError(t, s.Measures.Create(ctx(t), m))
				all = append([]measure.Measure{m}, all...)
			}
			got, err := s.Measures.Get(ctx(t), all[2].ID)
			require.NoError(t, err)
			require.Equal(t, all[2], got)
			absent(t, second(s.Measures.Get(ctx(t), "nobody")))
			page, err := s.Measures.List(ctx(t), measure.Query{Limit: 3})
			require.NoError(t, err)
			require.Equal(t, all[:3], page)
			page, err = s.Measures.List(ctx(t), measure.Query{Limit: 3, Before: page[2].ID})
			require.NoError(t, err)
			require.Equal(t, all[3:], page)
			page, err = s.Measures.List(ctx(t), measure.Query{Limit: 9, Category: "leak"})
			require.NoError(t, err)
			require.Equal(t, []measure.Measure{all[1], all[3]}, page)
			page, err = s.Measures.List(ctx(t), measure.Query{Limit: 9, Says: "施3"})
			require.NoError(t, err)
			require.Equal(t, []measure.Measure{all[1]}, page)
			page, err = s.Measures.List(ctx(t), measure.Query{Limit: 9, Says: "已安排", Category: "leak"})
			require.NoError(t, err)
			require.Equal(t, []measure.Measure{all[1], all[3]}, page)
			page, err = s.Measures.List(ctx(t), measure.Query{Limit: 9, Says: ".*%_"})
			require.NoError(t, err)
			require.Empty(t, page, "signs stand for themselves")
		},
	})
}
