package keys_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/keyregister"
	"anju/internal/desk/keys"
)

// Of a confidential matter the room stays with the desk: neither its page nor its
// number leads anybody else to a house by the key that hangs there.
func TestAConfidentialMatterLeadsNobodyToAHouse(t *testing.T) {
	r := open(t)
	leader := access.Actor{ID: "u-lead", Name: "顾远征", Role: access.Leader}
	holder := access.Actor{ID: fixer.ID, Name: fixer.Name, Role: fixer.Role, Department: fixer.Department, CommunityIDs: fixer.CommunityIDs}
	m := complaint.Complaint{
		ID: "m-1", Number: "TS-20261123-0001", Version: 1, Status: complaint.Investigating, Title: "楼上深夜敲打", CommunityID: "c-1", HouseID: "h-c-1", OwnerID: "o-9",
		Confidential: true, Department: "engineering", ReceivedAt: r.now, CreatedAt: r.now, UpdatedAt: r.now, DispatchedAt: &r.now,
	}
	m.Keys = complaint.Keys{Open: true, DueAt: complaint.Far, WakeAt: complaint.Far, Audience: []string{"dept:engineering"}}
	require.NoError(t, r.store.Complaints.Commit(t.Context(), complaint.Change{Next: m}))
	k := r.take(t, clerk, "A-1")

	ofMatter := func(a access.Actor) []keyregister.Key {
		found, err := r.OfMatter(t.Context(), a, m.ID)
		require.NoError(t, err)
		return found
	}
	byNumber := func(a access.Actor) []keyregister.Key {
		page, err := r.List(t.Context(), a, keys.Ask{Word: m.Number, Limit: 10})
		require.NoError(t, err)
		return page.Items
	}
	require.Len(t, ofMatter(clerk), 1)
	require.Empty(t, ofMatter(holder), "on its hook it is nobody's to find but the desk's")
	require.Empty(t, ofMatter(leader))

	_, err := r.GiveOut(t.Context(), clerk, k.ID, keys.Loan{AccountID: fixer.ID, ComplaintID: m.Number}, 0)
	require.NoError(t, err)
	for _, look := range []func(access.Actor) []keyregister.Key{ofMatter, byNumber} {
		require.Len(t, look(clerk), 1)
		require.Len(t, look(holder), 1, "who holds it knows")
		require.Empty(t, look(leader))
	}
	mine, err := r.Mine(t.Context(), access.Actor{ID: "u-owner", Role: access.Owner, OwnerID: "o-c-1"})
	require.NoError(t, err)
	require.Empty(t, mine[0].Uses()[0].Purpose, "the title is another's")
}
