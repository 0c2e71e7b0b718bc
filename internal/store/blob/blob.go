// Package blob keeps the bytes of attachments under the SHA-256 of what they
// are: as files beside the embedded store, and in GridFS on MongoDB.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// intake reads a stream that is being stored: it stops when the context ends,
// and counts and hashes what passed. How the stream failed, if it did, is kept
// apart, so that the store's own failures are not taken for the sender's.
type intake struct {
	ctx    context.Context
	from   io.Reader
	sum    hash.Hash
	size   int64
	failed error
}

func newIntake(ctx context.Context, r io.Reader) *intake {
	return &intake{ctx: ctx, from: r, sum: sha256.New()}
}

func (i *intake) Read(p []byte) (int, error) {
	err := i.ctx.Err()
	n := 0
	if err == nil {
		n, err = i.from.Read(p)
		i.sum.Write(p[:n])
		i.size += int64(n)
	}
	if err != nil && err != io.EOF {
		i.failed = err
	}
	return n, err
}

func (i *intake) sha() string { return hex.EncodeToString(i.sum.Sum(nil)) }

// wellFormed guards the file system against names that are none of ours.
func wellFormed(sha string) bool {
	b, err := hex.DecodeString(sha)
	return err == nil && len(b) == sha256.Size
}
