package demo_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/attachment"
	"anju/internal/core/complaint"
	"anju/internal/core/keyregister"
	"anju/internal/core/terms"
	"anju/internal/demo"
	"anju/internal/desk/accounts"
	"anju/internal/desk/attachments"
	"anju/internal/desk/duty"
	"anju/internal/desk/keys"
	"anju/internal/desk/learning"
	"anju/internal/desk/letters"
	"anju/internal/desk/owners"
	"anju/internal/desk/service"
	"anju/internal/desk/supervising"
	"anju/internal/store"
	"anju/internal/store/set"
)

const inMemory = "sqlite::memory:"

// house is an installation on a fresh store, at a moment.
type house struct {
	demo.Deps
	store    *set.Set
	accounts *accounts.Service
	matters  *service.Service
}

func open(t *testing.T, address string, now time.Time) house {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, address)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.Background())) })
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	shipped, err := config.Rules(zone)
	require.NoError(t, err)
	sealer, err := auth.NewSealer([]byte(strings.Repeat("d", 32)))
	require.NoError(t, err)
	clock := func() time.Time { return now }
	id := func() string { return uuid.Must(uuid.NewV7()).String() }
	h := house{store: s}
	h.accounts = accounts.New(accounts.Deps{
		Accounts: s.Accounts, Audit: s.Audit, Owners: s.Owners, Communities: s.Estate, Departments: func() []string {
			return []string{terms.Engineering, terms.Finance, terms.Contracts, terms.Service}
		}, Hasher: auth.NewHasher(auth.Cost{MemoryKiB: 64, Passes: 1}, 2), Tokens: auth.NewTokens([]byte(strings.Repeat("k", 32)), clock),
		Now: clock, NewID: id,
	})
	archive := owners.New(owners.Deps{Owners: s.Owners, Estate: s.Estate, Matters: s.Complaints, Invitations: h.accounts, Audit: s.Audit, Sealer: sealer, Now: clock, NewID: id})
	files := attachments.New(attachments.Deps{Store: s.Attachments, Blobs: s.Blobs, Matters: s.Complaints, Limits: attachment.DefaultLimits(), Now: clock})
	h.matters = service.New(service.Deps{
		Matters: s.Complaints, Held: s.Held, Accounts: s.Accounts, Owners: s.Owners, Estate: s.Estate, Attachments: files,
		Rules: shipped.Fixed(), Now: clock, NumberPrefix: "TS", CountLimits: true, Sign: sealer.Sign, PublicKey: sealer.PublicKey(),
	})
	h.Deps = demo.Deps{Accounts: h.accounts.Deps, Owners: archive.Deps, Attachments: files.Deps, Matters: h.matters.Deps, Outbox: s.Outbox, Now: clock, Learning: learning.New(learning.Deps{
		FollowUps: s.FollowUps, Correctives: s.Correctives, CaseStudies: s.CaseStudies, Measures: s.Measures, Matters: s.Complaints, Figures: s.Figures,
		Accounts: s.Accounts, Registrar: h.matters, Rules: shipped.Fixed(), Now: clock,
	})}
	h.Letters = letters.New(letters.Deps{Letters: s.Letters, Counter: s.Complaints, Rules: shipped.Fixed(), Prefixes: letters.Prefixes{Out: "安居客函", In: "安居来文", Seals: "安居印"}, Now: clock, NewID: id})
	h.Deps.Duty = duty.New(duty.Deps{Rosters: s.Rosters, Handovers: s.Handovers, Keys: s.Keys, Matters: s.Complaints, Figures: s.Figures, Accounts: s.Accounts, Estate: s.Estate, Rules: shipped.Fixed(), Now: clock, NewID: id})
	h.Deps.Keys = keys.New(keys.Deps{Keys: s.Keys, Matters: s.Complaints, Accounts: s.Accounts, Owners: s.Owners, Houses: s.Estate, Audit: s.Audit, Rules: shipped.Fixed(), Now: clock, NewID: id})
	h.Deps.Supervising = supervising.New(supervising.Deps{Orders: s.Orders, FollowUps: s.FollowUps, Matters: s.Complaints, Accounts: s.Accounts, Rules: shipped.Fixed(), Now: clock})
	h.Registers = append(h.Registers, h.Deps.Learning, h.Deps.Supervising, h.Letters)
	return h
}

func (h house) all(t *testing.T) (out []complaint.Complaint) {
	q := complaint.Query{Sort: complaint.ByReceived, Limit: 100}
	for {
		page, err := h.store.Complaints.List(t.Context(), access.Everything("test"), q)
		require.NoError(t, err)
		out = append(out, page.Items...)
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			return out
		}
	}
}

func moment(t *testing.T, text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	require.NoError(t, err)
	return at.UTC()
}

func TestTheEstateIsAliveWheneverItIsFilled(t *testing.T) {
	for now, address := range map[string]string{
		"2026-11-25T10:40:00+08:00": "sqlite:" + filepath.Join(t.TempDir(), "anju.db"), // a working day
		"2026-11-22T19:45:00+08:00": inMemory,                                          // a Sunday evening
		"2026-02-23T00:07:00+08:00": inMemory,                                          // the end of a long holiday, just after midnight
	} {
		t.Run(now, func(t *testing.T) {
			at := moment(t, now)
			h := open(t, address, at)
			began := time.Now()
			require.NoError(t, demo.Fill(t.Context(), h.Deps))
			t.Logf("filled in %s", time.Since(began).Round(10*time.Millisecond))
			matters := h.all(t)

			counts := map[string]int{}
			for _, m := range matters {
				counts["status "+string(m.Status)]++
				counts["nature "+string(m.Nature)]++
				counts["channel "+string(m.Channel)]++
				counts["severity "+string(m.Severity)]++
				counts["department "+m.Department]++
				counts["category "+m.Category]++
				for _, paid := range m.Payments {
					counts["paid "+paid.Basis]++
					if paid.CorrectionOf != "" {
						counts["corrections"]++
					}
				}
				counts["recoveries"] += len(m.Recoveries)
				if m.Agreement != nil {
					counts["agreements"]++
				}
				if m.Overdue(at) {
					counts["overdue"]++
				}
				if m.Confirmation != nil && m.Confirmation.Rating > 0 {
					counts["rating "+string(rune('0'+m.Confirmation.Rating))]++
				}
				if h.Matters.Rules().Calendar.Day(m.ReceivedAt) == h.Matters.Rules().Calendar.Day(at) {
					counts["today"]++
				}
				require.False(t, m.ReceivedAt.After(at) || m.UpdatedAt.After(at), "%s lies in the future", m.Number)
			}
			t.Log(counts)
			require.InDelta(t, 150, len(matters), 15)
			for _, s := range complaint.Statuses {
				require.NotZero(t, counts["status "+string(s)], s)
			}
			for _, n := range terms.Natures {
				require.NotZero(t, counts["nature "+string(n)], n)
			}
			for _, c := range terms.Channels {
				require.NotZero(t, counts["channel "+string(c)], c)
			}
			for _, s := range terms.Severities {
				require.NotZero(t, counts["severity "+string(s)], s)
			}
			for _, c := range h.Matters.Rules().Policy.Categories {
				require.NotZero(t, counts["category "+c.Code], c.Code)
			}
			for rating := '1'; rating <= '5'; rating++ {
				require.NotZero(t, counts["rating "+string(rating)], "rating %c", rating)
			}
			for _, some := range []string{"overdue", "paid liability", "paid waiver", "corrections", "recoveries", "agreements"} {
				require.NotZero(t, counts[some], some)
			}
			seals, err := h.Letters.Seals(t.Context(), "", 10)
			require.NoError(t, err)
			require.NotEmpty(t, seals.Items)
			require.GreaterOrEqual(t, counts["today"], 5)

			h.waitsForPeople(t, at)
			h.holdsTogether(t, matters)

			woken, err := h.matters.Wake(t.Context())
			require.NoError(t, err)
			require.LessOrEqual(t, woken, 2, "what was due had been told in its time")
			pending, err := h.store.Outbox.Claim(t.Context(), at.Add(time.Hour), time.Minute, 10)
			require.NoError(t, err)
			require.Empty(t, pending, "the past is told to nobody")
		})
	}
}

// waitsForPeople: those who sign in find what is theirs to do.
func (h house) waitsForPeople(t *testing.T, now time.Time) {
	ctx := t.Context()
	actors := map[string]access.Actor{}
	for _, a := range demo.Accounts() {
		in, err := h.accounts.Login(ctx, a.Login, demo.Password)
		require.NoError(t, err, a.Login)
		require.Equal(t, a.Name, in.Me.Name)
		require.Equal(t, a.Role, in.Me.Role)
		require.False(t, in.Me.MustChange)
		actor := access.Actor{ID: in.Me.ID, Name: in.Me.Name, Role: in.Me.Role, Department: in.Me.Department, CommunityIDs: in.Me.CommunityIDs, OwnerID: in.Me.OwnerID}
		for _, x := range in.Me.Houses {
			actor.HouseIDs, actor.CommunityIDs = append(actor.HouseIDs, x.HouseID), append(actor.CommunityIDs, x.CommunityID)
		}
		actors[a.Login] = actor
	}
	for _, login := range []string{"head.eng", "head.fin", "legal1", "leader1"} {
		page, err := h.matters.Approvals(ctx, actors[login], "", true, "", 20)
		require.NoError(t, err)
		require.NotEmpty(t, page.Items, login)
	}
	one, two := actors["owner1"], actors["owner2"]
	require.Equal(t, one.CommunityIDs, two.CommunityIDs)
	require.NotEqual(t, one.HouseIDs, two.HouseIDs)
	for _, o := range []access.Actor{one, two} {
		person, err := h.store.Owners.Owner(ctx, o.OwnerID)
		require.NoError(t, err)
		require.NotEmpty(t, person.Phone)
		require.NotEmpty(t, person.Email)
	}
	may := func(a access.Actor, word complaint.Word) (found []service.View) {
		page, err := h.store.Complaints.List(ctx, access.SightOf(a), complaint.Query{Sort: complaint.ByReceived, Limit: 100})
		require.NoError(t, err)
		for _, m := range page.Items {
			v, err := h.matters.Get(ctx, a, m.ID)
			require.NoError(t, err)
			if slices.Contains(v.Allowed, string(word)) {
				found = append(found, v)
			}
		}
		return found
	}
	all, err := h.store.Keys.List(t.Context(), keyregister.Query{Lists: []string{keyregister.All}, Limit: 20})
	require.NoError(t, err)
	require.True(t, all[0].Overdue(now), "a key that is not back stands first")
	stand := map[string]int{}
	for _, k := range all {
		stand[k.State()]++
	}
	for _, state := range keyregister.States {
		require.NotZero(t, stand[state], state)
	}
	offers := may(one, complaint.OfferAccept)
	require.Len(t, offers, 1)
	require.Len(t, offers[0].Plan.Options, 2)
	require.Len(t, may(one, complaint.Confirm), 1)
	require.NotEmpty(t, may(two, complaint.Join))
	require.True(t, slices.ContainsFunc(may(one, complaint.Withdraw), func(v service.View) bool {
		return slices.ContainsFunc(v.Visits, func(x complaint.Visit) bool {
			return x.Outcome == "" && h.Matters.Rules().Calendar.Day(x.From) == h.Matters.Rules().Calendar.Day(now.AddDate(0, 0, 1))
		})
	}), "somebody comes to owner1 tomorrow")
}

// holdsTogether: versions, seals and sums are what the use cases leave.
func (h house) holdsTogether(t *testing.T, matters []complaint.Complaint) {
	ctx := t.Context()
	lead := access.Actor{ID: "test", Role: access.Auditor}
	numbers := map[string]time.Time{}
	for _, m := range matters {
		require.True(t, m.Version > 1 || m.Status == complaint.Registered, m.Number)
		_, archive, err := h.matters.Archive(ctx, lead, m.ID, "安居物业")
		require.NoError(t, err)
		raw, err := json.Marshal(archive)
		require.NoError(t, err)
		_, wrong := complaint.VerifyArchive(raw)
		require.Empty(t, wrong, m.Number)
		numbers[m.Number] = m.CreatedAt
	}
	require.Len(t, numbers, len(matters))
	off, err := h.store.Figures.Recount(ctx)
	require.NoError(t, err)
	require.Zero(t, off)
}

func TestAStoreInUseIsLeftAlone(t *testing.T) {
	h := open(t, inMemory, moment(t, "2026-11-25T10:40:00+08:00"))
	archive := owners.New(h.Owners)
	_, err := archive.CreateCommunity(t.Context(), access.Actor{ID: "a", Role: access.Admin}, "真实小区", "")
	require.NoError(t, err)
	require.NoError(t, demo.Fill(t.Context(), h.Deps))
	require.Empty(t, h.all(t))
	_, err = h.accounts.Login(t.Context(), "desk1", demo.Password)
	require.Error(t, err)
}
