package mongotest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
)

var errNoMongod = errors.New("MongoDB half left out: no mongod on the PATH and " + Variable + " is not set; run scripts/test, which fetches one, or install MongoDB 6 or newer")

// find looks on the PATH, then where scripts/test puts its copy.
func find() (string, error) {
	if program, err := exec.LookPath("mongod"); err == nil {
		return program, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		found, _ := filepath.Glob(filepath.Join(dir, ".venv/lib/python3*/site-packages/fiftyone/db/bin/mongod"))
		if len(found) > 0 {
			return found[0], nil
		}
	}
	return "", errNoMongod
}

// keeper runs mongod until its standard input closes. That happens however the
// test binary ends, a panic and kill -9 included, so no mongod is ever left over.
// Ctrl-C reaches the whole group; the keeper outlives it to tidy up.
const keeper = `trap '' INT TERM HUP
folder=$1; shift
"$@" >"$folder/mongod.log" 2>&1 </dev/null &
read -r _
kill -9 $! 2>/dev/null; wait $! 2>/dev/null
rm -rf "$folder"`

// replicaSet is where to connect. It holds the pipe to the keeper, which would
// close, and mongod end, as soon as nothing referred to it.
type replicaSet struct {
	uri      string
	lifeline io.Closer
}

// start runs mongod as a replica set of one in a temporary folder and returns
// once it is primary.
func start(program string) (*replicaSet, error) {
	folder, err := os.MkdirTemp("", "anju-mongod-")
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	cmd := exec.Command("sh", "-c", keeper, "mongod-keeper", folder,
		program, "--replSet", "rs0", "--bind_ip", "127.0.0.1", "--port", strconv.Itoa(port), "--dbpath", folder,
		"--wiredTigerCacheSizeGB", "0.5", "--oplogSize", "64", "--nounixsocket",
		"--setParameter", "diagnosticDataCollectionEnabled=false")
	lifeline, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if err := initiate(address); err != nil {
		log, _ := os.ReadFile(filepath.Join(folder, "mongod.log"))
		return nil, fmt.Errorf("mongod did not become primary: %w\n%s", err, tail(log, 2000))
	}
	return &replicaSet{uri: "mongodb://" + address + "/?replicaSet=rs0", lifeline: lifeline}, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// initiate makes the set; the driver itself waits, first for the server, then for its primary.
func initiate(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	client, err := mongo.Connect(options.Client().ApplyURI("mongodb://" + address + "/?directConnection=true").
		SetServerSelectionTimeout(startWithin).SetHeartbeatInterval(500 * time.Millisecond))
	if err != nil {
		return err
	}
	defer func() { _ = client.Disconnect(context.Background()) }()
	set := bson.D{{Key: "_id", Value: "rs0"}, {Key: "members", Value: bson.A{bson.D{{Key: "_id", Value: 0}, {Key: "host", Value: address}}}}}
	if err := client.Database("admin").RunCommand(ctx, bson.D{{Key: "replSetInitiate", Value: set}}).Err(); err != nil {
		return err
	}
	member, err := mongo.Connect(options.Client().ApplyURI("mongodb://" + address + "/?replicaSet=rs0").
		SetServerSelectionTimeout(startWithin).SetHeartbeatInterval(500 * time.Millisecond))
	if err != nil {
		return err
	}
	defer func() { _ = member.Disconnect(context.Background()) }()
	return member.Ping(ctx, readpref.Primary())
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }
