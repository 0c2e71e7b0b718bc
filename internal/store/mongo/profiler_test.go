package mongo_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// profiler lets the server note every command that it runs, with its plan. It
// is also asked when a test has ended, and the test's context with it.
type profiler struct {
	testing.TB
	db *driver.Database
}

// noted is a command as the server ran it.
type noted struct {
	Collection string   `bson:"ns"`
	Op         string   `bson:"op"`
	Command    bson.Raw `bson:"command"`
	Plan       string   `bson:"planSummary"`
	Sorted     bool     `bson:"hasSortStage"`
	Keys       int64    `bson:"keysExamined"`
	Docs       int64    `bson:"docsExamined"`
}

func newProfiler(t testing.TB, uri string) profiler {
	t.Helper()
	return profiler{t, database(t, uri)}
}

// database looks behind the store, into what lies in MongoDB.
func database(t testing.TB, uri string) *driver.Database {
	t.Helper()
	client, err := driver.Connect(options.Client().ApplyURI(uri))
	require.NoError(t, err)
	t.Cleanup(func() { _ = client.Disconnect(context.Background()) })
	_, path, _ := strings.Cut(strings.TrimPrefix(uri, "mongodb://"), "/")
	name, _, _ := strings.Cut(path, "?")
	return client.Database(name)
}

func (p profiler) do(command bson.D) {
	p.Helper()
	require.NoError(p, p.db.RunCommand(context.Background(), command).Err())
}

func (p profiler) start() {
	p.Helper()
	p.do(bson.D{{Key: "create", Value: "system.profile"}, {Key: "capped", Value: true}, {Key: "size", Value: 64 << 20}})
	p.do(bson.D{{Key: "profile", Value: 2}})
}

// stop returns what was noted since start of commands that look for documents.
func (p profiler) stop() []noted {
	p.Helper()
	p.do(bson.D{{Key: "profile", Value: 0}})
	found, err := p.db.Collection("system.profile").Find(context.Background(), bson.D{{Key: "planSummary", Value: bson.D{{Key: "$exists", Value: true}}}})
	require.NoError(p, err)
	var all []noted
	require.NoError(p, found.All(context.Background(), &all))
	require.NoError(p, p.db.Collection("system.profile").Drop(context.Background()))
	for i := range all {
		_, all[i].Collection, _ = strings.Cut(all[i].Collection, ".")
	}
	return all
}

// explain lets the server run a noted find again and tell the plan it chose.
func (p profiler) explain(n noted) string {
	p.Helper()
	var all, find bson.D
	require.NoError(p, bson.Unmarshal(n.Command, &all))
	for _, e := range all {
		switch e.Key {
		case "find", "filter", "sort", "projection", "limit", "hint":
			find = append(find, e)
		}
	}
	var told struct {
		Planner struct {
			Winning bson.Raw `bson:"winningPlan"`
		} `bson:"queryPlanner"`
	}
	require.NoError(p, p.db.RunCommand(context.Background(), bson.D{{Key: "explain", Value: find}, {Key: "verbosity", Value: "queryPlanner"}}).Decode(&told))
	return told.Planner.Winning.String()
}
