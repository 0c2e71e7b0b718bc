package mongo_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"anju/internal/store/mongo"
	"anju/internal/store/mongotest"
	"anju/internal/store/set"
)

func received(t testing.TB, s *set.Set) int64 {
	t.Helper()
	sums, err := s.Figures.Sum(t.Context(), nil, "", "9999-12-31", []string{"received"}, false)
	require.NoError(t, err)
	for _, sum := range sums {
		if sum.Measure == "received" {
			return sum.N
		}
	}
	return 0
}

// The child's address; set, the test binary is the child that is killed.
const childVariable = "ANJU_TEST_CHILD"

func TestFiguresAreCaughtUpAfterAKill(t *testing.T) {
	if uri := os.Getenv(childVariable); uri != "" {
		commitUntilKilled(uri)
		return
	}
	uri := mongotest.URI(t)
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), childVariable+"="+uri)
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	acknowledged := 0
	for lines := bufio.NewScanner(out); acknowledged < 400 && lines.Scan(); {
		if lines.Text() == "committed" {
			acknowledged++
		}
	}
	require.NoError(t, child.Process.Kill())
	_ = child.Wait()
	require.Equal(t, 400, acknowledged, "the child ended by itself")

	stored, err := database(t, uri).Collection("complaints").CountDocuments(t.Context(), bson.D{})
	require.NoError(t, err)
	left, err := database(t, uri).Collection("complaints").CountDocuments(t.Context(), bson.D{{Key: "tallyDue", Value: true}})
	require.NoError(t, err)
	t.Logf("%d matters stored, %d of them not yet in the figures", stored, left)

	s := open(t, uri)
	require.Equal(t, stored, received(t, s), "every matter counts once")
	wrong, err := s.Figures.Recount(t.Context())
	require.NoError(t, err)
	require.Zero(t, wrong)
}

// commitUntilKilled commits from several sides while another brings the figures up to date.
func commitUntilKilled(uri string) {
	ctx := context.Background()
	fail := func(err error) {
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	s, err := mongo.Open(ctx, uri)
	fail(err)
	var mu sync.Mutex
	var all sync.WaitGroup
	for side := range 4 {
		all.Go(func() {
			for n := side; ; n += 4 {
				c := newMatter(n)
				fail(s.Complaints.Commit(ctx, c))
				fail(s.Complaints.Commit(ctx, next(c, noon)))
				mu.Lock()
				fmt.Println("committed")
				mu.Unlock()
			}
		})
	}
	all.Go(func() {
		for {
			_, err := s.Figures.Sum(ctx, nil, "", "9999-12-31", []string{"received"}, false)
			fail(err)
		}
	})
	all.Wait()
}

func TestTwoProcessesCatchUpTogether(t *testing.T) {
	uri := mongotest.URI(t)
	one, two := open(t, uri), open(t, uri)
	const n = 120
	var all sync.WaitGroup
	for i, s := range []*set.Set{one, two} {
		all.Go(func() {
			for k := i; k < n; k += 2 {
				if err := s.Complaints.Commit(t.Context(), newMatter(k)); err != nil {
					t.Error(err)
				}
				if _, err := s.Figures.Sum(t.Context(), nil, "", "9999-12-31", []string{"received"}, false); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	require.EqualValues(t, n, received(t, one))
	require.EqualValues(t, n, received(t, two))
}

func TestRecountRepairs(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for n := range 5 {
		require.NoError(t, s.Complaints.Commit(t.Context(), newMatter(n)))
	}
	require.EqualValues(t, 5, received(t, s))
	sums := database(t, uri).Collection("figures")
	_, err := sums.UpdateOne(t.Context(), bson.D{{Key: "m", Value: "received"}, {Key: "d", Value: bson.D{{Key: "$gte", Value: "m"}}}}, bson.D{{Key: "$inc", Value: bson.D{{Key: "n", Value: 7}}}})
	require.NoError(t, err)
	require.EqualValues(t, 12, received(t, s))
	wrong, err := s.Figures.Recount(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, wrong)
	require.EqualValues(t, 5, received(t, s))
}

// A batch is one document: where very much is wrong, it is mended in several.
func TestRecountRepairsMoreThanADocumentHolds(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	require.NoError(t, s.Complaints.Commit(t.Context(), newMatter(1)))
	require.EqualValues(t, 1, received(t, s))
	const n = 9_000
	long := strings.Repeat("x", 2_000)
	stray := make([]any, n)
	for i := range stray {
		m := fmt.Sprintf("%s%d", long, i)
		stray[i] = bson.D{{Key: "_id", Value: "c|2026-11|" + m}, {Key: "c", Value: "c"}, {Key: "d", Value: "2026-11"}, {Key: "m", Value: m}, {Key: "n", Value: int64(1)}}
	}
	_, err := database(t, uri).Collection("figures").InsertMany(t.Context(), stray)
	require.NoError(t, err)
	wrong, err := s.Figures.Recount(t.Context())
	require.NoError(t, err)
	require.Equal(t, n, wrong)
	wrong, err = s.Figures.Recount(t.Context())
	require.NoError(t, err)
	require.Zero(t, wrong)
	require.EqualValues(t, 1, received(t, s))
}
