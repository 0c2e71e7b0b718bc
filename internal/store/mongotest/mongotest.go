// Package mongotest gives tests a real MongoDB: one replica set of one per test
// binary, and in it a fresh database for every test. Only tests import it, and the
// command that serves the scripts.
package mongotest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
)

// Variable names a running replica set to test against instead of starting one.
const Variable = "ANJU_TEST_MONGODB"

// startWithin bounds the way from starting mongod to its becoming primary, on a busy machine too.
const startWithin = 3 * time.Minute

// server is started by the first test that asks and lives as long as the test binary.
var server = sync.OnceValues(func() (*replicaSet, error) {
	if uri := os.Getenv(Variable); uri != "" {
		return &replicaSet{uri: uri}, nil
	}
	program, err := find()
	if err != nil {
		return nil, err
	}
	return start(program)
})

// URI returns the address of a fresh database, which is dropped when the test
// ends. Without any MongoDB the test is left out, and with CI set it fails.
func URI(t testing.TB) string {
	t.Helper()
	uri, _ := fresh(t)
	return uri
}

// Database returns a fresh database, which is dropped when the test ends.
func Database(t testing.TB) *mongo.Database {
	t.Helper()
	_, db := fresh(t)
	return db
}

// Serve is for commands that try the built program: the address of a fresh
// database. A MongoDB that was started for it ends with the command.
func Serve() (string, error) {
	set, err := server()
	if err != nil {
		return "", err
	}
	return withDatabase(set.uri, databaseName()), nil
}

func fresh(t testing.TB) (string, *mongo.Database) {
	t.Helper()
	set, err := server()
	if err == errNoMongod && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	require.NoError(t, err)

	client, err := mongo.Connect(options.Client().ApplyURI(set.uri).SetBSONOptions(&options.BSONOptions{UseJSONStructTags: true}))
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	require.NoError(t, client.Ping(ctx, readpref.Primary()), "the replica set at %s cannot be reached", set.uri)

	db := client.Database(databaseName())
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = db.Drop(ctx)
		_ = client.Disconnect(ctx)
	})
	return withDatabase(set.uri, db.Name()), db
}

func databaseName() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b)
	return "anju_test_" + hex.EncodeToString(b)
}

// withDatabase puts the database into the path of a connection string. net/url
// cannot do it: it refuses the host lists of replica sets. Users are known to
// the database they were made in, so a path that was there stays as authSource.
func withDatabase(uri, name string) string {
	scheme, rest, _ := strings.Cut(uri, "://")
	rest, query, _ := strings.Cut(rest, "?")
	hosts, old, _ := strings.Cut(rest, "/")
	if old == "" {
		old = "admin"
	}
	if strings.Contains(hosts, "@") && !strings.Contains(query, "authSource=") {
		query = strings.TrimPrefix(query+"&authSource="+old, "&")
	}
	if query != "" {
		query = "?" + query
	}
	return scheme + "://" + hosts + "/" + name + query
}
