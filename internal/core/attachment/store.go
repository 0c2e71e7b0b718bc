package attachment

import (
	"context"
	"io"
)

// Store keeps the descriptions.
type Store interface {
	Create(ctx context.Context, a Attachment) error
	Get(ctx context.Context, id string) (Attachment, error) // fault.NotThere when absent
	// Link puts the link on every attachment named. Said again, it changes
	// nothing but may open a link to the owner; unknown ids are passed over.
	Link(ctx context.Context, ids []string, link Link) error
	// Unlink takes the matter's links away, and removes the attachments that then
	// have none; those come back. Said again, it changes nothing.
	Unlink(ctx context.Context, ids []string, complaintID string) (removed []Attachment, err error)
	// Named reports whether any attachment has the bytes, or its thumbnail.
	Named(ctx context.Context, sha string) (bool, error)
}

// Blobs keeps bytes under the SHA-256 of what they are.
type Blobs interface {
	// Put streams r to its end and answers only when the bytes are durable.
	// If r fails, nothing is kept and its error comes back. Equal bytes are kept once.
	Put(ctx context.Context, r io.Reader) (sha string, size int64, err error)
	Open(ctx context.Context, sha string) (r io.ReadCloser, size int64, err error) // fault.NotThere when absent
	Delete(ctx context.Context, sha string) error                                  // nil when absent
}
