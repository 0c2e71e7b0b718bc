// Package mongo keeps everything in MongoDB, the store of production: a single
// node that is a replica set of one, a replica set, or a sharded cluster. It
// holds no rule; what it promises is what the core's store interfaces say.
//
// A matter is one document with its state, its timeline, its pending events and
// its tally, so that one guarded update of one document is the whole commit.
package mongo

import (
	"context"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"anju/internal/core/fault"
	"anju/internal/store/blob"
	"anju/internal/store/set"
)

// Bounds of the connection; the connection string may set its own.
const (
	operationTimeout = 10 * time.Second // of one operation whose context has no deadline
	selectionTimeout = 5 * time.Second  // to find the primary, an election included
	connectTimeout   = 5 * time.Second
	startTimeout     = 2 * time.Minute // of Open, the building of indexes included
	longTimeout      = 2 * time.Minute // of a transaction over many documents
	poolSize         = 128
	idleTime         = 5 * time.Minute
	defaultDatabase  = "anju"
)

// Open connects to the replica set that ANJU_STORE names, brings its indexes up
// to date, and hands over all that is kept there.
func Open(ctx context.Context, uri string) (*set.Set, error) {
	c, err := Connect(ctx, uri)
	if err != nil {
		return nil, err
	}
	return &set.Set{
		Complaints: c.Complaints(), Held: c.Held(), Figures: c.Figures(), Outbox: c.Outbox(),
		Accounts: c.Accounts(), Audit: c.Audit(), Owners: c.Owners(), Estate: c.Estate(),
		Attachments: c.Attachments(), Blobs: patient{blob.NewGridFS(c.db)},
		Idempotency: c.Idempotency(), Tickets: c.Tickets(), Settings: c.Settings(), Measures: c.Measures(), Letters: c.Letters(), Webhooks: c.Webhooks(),
		Mails:     c.Mails(),
		FollowUps: c.FollowUps(), Correctives: c.Correctives(), CaseStudies: c.CaseStudies(), Messages: c.Messages(), Ledger: c.Ledger(), Orders: c.Orders(), Leases: c.Leases(), Live: c.LiveLog(), Rosters: c.Rosters(), Handovers: c.Handovers(), Keys: c.Keys(),
		Engine: c,
	}, nil
}

// Client is an open connection to the database of one installation.
type Client struct {
	client     *mongo.Client
	db         *mongo.Database
	catchingUp *rounds // that bring the figures up to date
}

// Connect connects to the replica set named by ANJU_STORE and brings its
// indexes up to date. The database is the one in the path, else "anju".
func Connect(ctx context.Context, uri string) (*Client, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	cs, err := connstring.ParseAndValidate(uri)
	if err != nil {
		return nil, badAddress(err)
	}
	client, err := mongo.Connect(clientOptions(uri, cs))
	if err != nil {
		return nil, badAddress(err)
	}
	name := cs.Database
	if name == "" {
		name = defaultDatabase
	}
	c := &Client{client: client, db: client.Database(name), catchingUp: &rounds{}}
	if err := c.prepare(ctx); err != nil {
		_ = c.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return c, nil
}

// clientOptions promise more than the driver's defaults: an answer leaves only
// when the majority has it in the journal, and a read sees nothing less.
func clientOptions(uri string, cs *connstring.ConnString) *options.ClientOptions {
	o := options.Client().
		SetAppName("anju").
		SetMaxPoolSize(poolSize).
		SetMaxConnIdleTime(idleTime).
		SetConnectTimeout(connectTimeout).
		SetServerSelectionTimeout(selectionTimeout).
		SetTimeout(operationTimeout).
		ApplyURI(uri)
	durable := writeconcern.Majority()
	journal := true
	durable.Journal = &journal
	o.SetWriteConcern(durable).SetReadConcern(readconcern.Majority()).SetReadPreference(readpref.Primary()).
		SetRetryWrites(true).SetRetryReads(true).SetRegistry(registry).SetBSONOptions(bsonOptions)
	return o
}

func badAddress(cause error) error {
	return fault.New(fault.Malformed, "bad_store",
		"ANJU_STORE 不是可用的 MongoDB 连接串，例如 mongodb://127.0.0.1:27017/anju?replicaSet=rs0。",
		"ANJU_STORE is no usable MongoDB connection string such as mongodb://127.0.0.1:27017/anju?replicaSet=rs0.").Because(cause)
}

func (c *Client) prepare(ctx context.Context) error {
	var hello struct {
		SetName string `bson:"setName"`
		Msg     string `bson:"msg"` // "isdbgrid" of a sharded cluster's router
	}
	if err := c.db.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return failed("reach MongoDB", err)
	}
	if hello.SetName == "" && !strings.EqualFold(hello.Msg, "isdbgrid") {
		return fault.New(fault.Unavailable, "store_standalone",
			"ANJU_STORE 指向的 MongoDB 不是副本集；安居需要事务，单节点副本集即可：以 --replSet rs0 启动 mongod，再执行一次 rs.initiate()。",
			"The MongoDB that ANJU_STORE names is no replica set. Anju needs transactions; a replica set of one is enough: start mongod with --replSet rs0 and run rs.initiate() once.")
	}
	if err := c.ensureIndexes(ctx); err != nil {
		return err
	}
	// Ended matters of before retention was reckoned are looked at anew, which gives them their date.
	_, err := c.db.Collection(matters).UpdateMany(ctx, bson.D{{Key: "matter.keys.retainTo", Value: bson.D{{Key: "$exists", Value: false}}}, {Key: "matter.closedAt", Value: bson.D{{Key: "$gt", Value: time.Time{}}}}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "matter.keys.retainTo", Value: time.Time{}}}}}, options.UpdateMany().SetHint(byRetention))
	if err != nil {
		return failed("reckon retention", err)
	}
	return failed("finish imports", c.Owners().resume(ctx, bson.D{}))
}

// Ping reports whether the primary answers.
func (c *Client) Ping(ctx context.Context) error {
	return failed("reach MongoDB", c.client.Ping(ctx, readpref.Primary()))
}

// Close ends the connections.
func (c *Client) Close(ctx context.Context) error {
	return failed("close the connection to MongoDB", c.client.Disconnect(ctx))
}

// transaction runs do in a transaction; MongoDB may have it run again, so do
// keeps nothing between its runs and returns the driver's errors as they are.
func transaction(ctx context.Context, client *mongo.Client, do func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, longTimeout)
	defer cancel()
	session, err := client.StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(ctx)
	snapshot := options.Transaction().SetReadConcern(readconcern.Snapshot()).SetReadPreference(readpref.Primary())
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) { return nil, do(ctx) }, snapshot)
	return err
}
