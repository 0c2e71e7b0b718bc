package mongo

import (
	"context"
	"io"
	"time"

	"anju/internal/core/attachment"
)

// transferTimeout bounds the way of one blob from or to a slow telephone; the
// driver would end the stream with the time of a single operation.
const transferTimeout = 10 * time.Minute

// patient gives blobs the time that they need.
type patient struct{ attachment.Blobs }

func (p patient) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	return p.Blobs.Put(ctx, r)
}

func (p patient) Open(ctx context.Context, sha string) (io.ReadCloser, int64, error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	r, size, err := p.Blobs.Open(ctx, sha)
	if err != nil {
		cancel()
		return nil, 0, err
	}
	return stream{r, cancel}, size, nil
}

// stream ends its time when it is closed.
type stream struct {
	io.ReadCloser
	end context.CancelFunc
}

func (s stream) Close() error {
	defer s.end()
	return s.ReadCloser.Close()
}
