package mongo_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/owner"
	"anju/internal/core/words"
	"anju/internal/store/mongotest"
	"anju/internal/store/set"
)

// largeImport begins an import of n rows, each a new owner in a new house.
func largeImport(t *testing.T, s *set.Set, n int) owner.Commit {
	t.Helper()
	in := estate.Community{ID: "c", Version: 1, Key: "香樟苑", Name: "香樟苑"}
	i := owner.Import{ID: "i", Version: 1, State: owner.Previewed}
	require.NoError(t, s.Owners.CreateImport(t.Context(), i))
	i.Version, i.State = 2, owner.Committed
	c := owner.Commit{Import: i, Communities: []estate.Community{in}}
	for k := range n {
		h := estate.NewHouse(fmt.Sprintf("h%06d", k), in, estate.Place{Building: "1", Unit: "2", Room: fmt.Sprint(k)}, noon)
		phone := fmt.Sprint(19900000000 + k)
		c.Houses = append(c.Houses, h)
		c.Created = append(c.Created, owner.Owner{
			ID: fmt.Sprintf("o%06d", k), Version: 1, Name: "欧阳静", PhoneKeys: []string{phone}, HouseIDs: []string{h.ID}, CommunityIDs: []string{in.ID},
			Words: words.Tokens("欧阳静 " + h.Label + " " + phone + " HT-2021-" + fmt.Sprint(k)),
		})
	}
	return c
}

func residents(t *testing.T, s *set.Set) int {
	t.Helper()
	n, err := s.Owners.CountOwners(t.Context(), access.Everything("test"), owner.Query{CommunityID: "c"}, 100_000)
	require.NoError(t, err)
	return n
}

func TestAnImportOfTheMostRowsIsCommitted(t *testing.T) {
	s := fresh(t)
	c := largeImport(t, s, 20_000)
	start := time.Now()
	require.NoError(t, s.Owners.CommitImport(t.Context(), c))
	t.Logf("20,000 rows in %s", time.Since(start))
	require.Equal(t, 20_000, residents(t, s))
}

func TestAnImportIsFinishedAfterACrash(t *testing.T) {
	for name, again := range map[string]func(t *testing.T, s *set.Set, uri string){
		"by the next start": func(t *testing.T, _ *set.Set, uri string) { open(t, uri) },
		"by who looks at it": func(t *testing.T, s *set.Set, _ string) {
			_, err := s.Owners.Import(t.Context(), "i")
			require.NoError(t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			uri := mongotest.URI(t)
			s, db := open(t, uri), database(t, uri)
			// MongoDB refuses to take the owners: as if the process died where they are moved.
			refuse := bson.D{{Key: "collMod", Value: "owners"}, {Key: "validator", Value: bson.D{{Key: "_id", Value: bson.D{{Key: "$lt", Value: "o000150"}}}}}}
			require.NoError(t, db.RunCommand(t.Context(), refuse).Err())
			require.Error(t, s.Owners.CommitImport(t.Context(), largeImport(t, s, 450)))
			require.Less(t, residents(t, s), 450)
			accept := bson.D{{Key: "collMod", Value: "owners"}, {Key: "validator", Value: bson.D{}}}
			require.NoError(t, db.RunCommand(t.Context(), accept).Err())

			again(t, s, uri)
			require.Equal(t, 450, residents(t, s))
			left, err := db.Collection("staged_owners").CountDocuments(t.Context(), bson.D{})
			require.NoError(t, err)
			require.Zero(t, left)
		})
	}
}
