package mongo_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/handover"
	"anju/internal/core/keyregister"
	"anju/internal/core/owner"
	"anju/internal/core/roster"
	"anju/internal/store/mongotest"
)

func TestTheDesksDayWalksItsIndexes(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for n := range 60 {
		at := noon.Add(time.Duration(n) * time.Minute)
		sheet, err := roster.Sheet{CommunityID: fmt.Sprintf("c-%02d", n), Week: roster.Usual}.Written(nil, false, roster.By{}, at)
		require.NoError(t, err)
		require.NoError(t, s.Rosters.Put(t.Context(), sheet))
		h, err := handover.Sign(fmt.Sprintf("h-%02d", n), handover.Form{CommunityID: fmt.Sprintf("c-%d", n%2)}, handover.Content{}, access.Actor{ID: "u"}, nil, at)
		require.NoError(t, err)
		require.NoError(t, s.Handovers.Add(t.Context(), h))
		require.NoError(t, s.Accounts.Create(t.Context(), account.Account{
			ID: fmt.Sprintf("u-%02d", n), Version: 1, Login: fmt.Sprintf("u%02d", n), Role: access.Desk, Deputy: &account.Deputy{AccountID: fmt.Sprintf("u-%02d", n/10), From: at, Until: at},
		}))
		require.NoError(t, s.Complaints.Commit(t.Context(), newMatter(n)))
		house := estate.House{ID: fmt.Sprintf("h-%d", n%5), CommunityID: fmt.Sprintf("c-%d", n%2), Label: fmt.Sprintf("苑 1-1-%d", n%5)}
		key, err := keyregister.Take(fmt.Sprintf("k-%02d", n), keyregister.Form{What: "入户门", Count: 1, Tag: fmt.Sprintf("A-%d", n), Consent: "当面同意"}, house,
			owner.Owner{ID: "o", Name: "王芳", HouseIDs: []string{house.ID}}, access.Actor{ID: "u", Role: access.Desk}, at, "2026-11-23")
		require.NoError(t, err)
		require.NoError(t, s.Keys.Add(t.Context(), key))
	}
	desk := access.SightOf(access.Actor{ID: "p", Role: access.Desk, CommunityIDs: []string{"community-0", "community-1"}})
	for name, ask := range map[string]func(ctx context.Context) error{
		"sheets": func(ctx context.Context) error {
			_, err := s.Rosters.Sheets(ctx, "c-01/usual", "c-02/usual")
			return err
		},
		"handovers": func(ctx context.Context) error {
			_, err := s.Handovers.List(ctx, handover.Query{Key: handover.AllLists, BeforeAt: noon.Add(time.Hour), BeforeID: "h-99", Limit: 5})
			return err
		},
		"of a community": func(ctx context.Context) error {
			_, err := s.Handovers.List(ctx, handover.Query{Key: handover.ListOf("c-1"), Limit: 5})
			return err
		},
		"who named a deputy": func(ctx context.Context) error {
			_, err := s.Accounts.NamedDeputy(ctx, "u-03")
			return err
		},
		"keys": func(ctx context.Context) error {
			_, err := s.Keys.List(ctx, keyregister.Query{Lists: []string{keyregister.OfHouse("h-1"), keyregister.InState(keyregister.Held)}, Communities: []string{"c-0", "c-1"}, After: &keyregister.Place{At: 1, ID: "k"}, Limit: 5})
			return err
		},
		"keys that are late": func(ctx context.Context) error {
			_, err := s.Keys.Waking(ctx, noon, 5)
			return err
		},
		"visits of a day": func(ctx context.Context) error {
			_, err := s.Complaints.List(ctx, desk, complaint.Query{Mark: complaint.MarkVisit("2026-11-29"), Limit: 5})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := newProfiler(t, uri)
			server.start()
			require.NoError(t, ask(t.Context()))
			asked := server.stop()
			require.NotEmpty(t, asked)
			for _, n := range asked {
				require.Contains(t, n.Plan, "IXSCAN", n.Command)
				require.False(t, n.Sorted, "sorts in memory: %s", n.Command)
			}
		})
	}
}
