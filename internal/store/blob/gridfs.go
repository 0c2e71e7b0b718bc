package blob

import (
	"context"
	"errors"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"anju/internal/core/fault"
)

// GridFS keeps blobs in the bucket "blobs" of a database; a file's name is its
// SHA-256. The driver keeps an index on the name.
type GridFS struct {
	db     *mongo.Database
	bucket *mongo.GridFSBucket // not for uploads, see Put
}

// NewGridFS uses the database; a write is durable on the majority when it is answered.
func NewGridFS(db *mongo.Database) *GridFS {
	return &GridFS{db: db, bucket: bucketOf(db)}
}

func bucketOf(db *mongo.Database) *mongo.GridFSBucket {
	return db.GridFSBucket(options.GridFSBucket().SetName("blobs").
		SetWriteConcern(writeconcern.Majority()).SetReadConcern(readconcern.Majority()))
}

// arriving is the name of a file whose hash is not known yet.
const arriving = "arriving"

// Put uploads under a passing name and renames when the hash is known: a name
// that is there is whole. Of equal bytes that arrive at once both may stay;
// Open takes either, Delete takes all. Every upload has a bucket of its own, since
// the driver's reads all uploads of a bucket through one buffer: two at once would
// store each other's bytes.
func (g *GridFS) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	in := newIntake(ctx, r)
	id := bson.NewObjectID()
	if err := bucketOf(g.db).UploadFromStreamWithID(ctx, id, arriving, in); err != nil {
		if in.failed != nil {
			return "", 0, in.failed
		}
		return "", 0, fault.Wrap("store blob", err)
	}
	known, err := g.files(ctx, in.sha())
	if err == nil && len(known) > 0 {
		err = g.bucket.Delete(ctx, id)
	} else if err == nil {
		err = g.bucket.Rename(ctx, id, in.sha())
	}
	if err != nil {
		return "", 0, fault.Wrap("store blob", err)
	}
	return in.sha(), in.size, nil
}

func (g *GridFS) files(ctx context.Context, sha string) ([]mongo.GridFSFile, error) {
	found, err := g.bucket.Find(ctx, bson.D{{Key: "filename", Value: sha}})
	if err != nil {
		return nil, err
	}
	var files []mongo.GridFSFile
	err = found.All(ctx, &files)
	return files, err
}

// Open returns the blob, which the caller closes, and its size.
func (g *GridFS) Open(ctx context.Context, sha string) (io.ReadCloser, int64, error) {
	if !wellFormed(sha) {
		return nil, 0, fault.NotThere()
	}
	stream, err := g.bucket.OpenDownloadStreamByName(ctx, sha)
	if errors.Is(err, mongo.ErrFileNotFound) {
		return nil, 0, fault.NotThere()
	}
	if err != nil {
		return nil, 0, fault.Wrap("open blob", err)
	}
	return stream, stream.GetFile().Length, nil
}

// Delete removes the blob; one that is not there is no failure.
func (g *GridFS) Delete(ctx context.Context, sha string) error {
	files, err := g.files(ctx, sha)
	for _, f := range files {
		if err == nil {
			err = g.bucket.Delete(ctx, f.ID)
		}
	}
	if err != nil && !errors.Is(err, mongo.ErrFileNotFound) {
		return fault.Wrap("delete blob", err)
	}
	return nil
}
