// Package attachments holds the use cases of pictures and PDFs: bring one in,
// look at one, and put those that were brought in on a matter.
package attachments

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"golang.org/x/sync/semaphore"

	"anju/internal/core/access"
	"anju/internal/core/attachment"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Matters tells whether a matter lies within a sight; complaint.Store does.
type Matters interface {
	Get(ctx context.Context, scope access.Scope, ref string) (complaint.Complaint, error)
}

// Deps is what the use cases stand on.
type Deps struct {
	Store   attachment.Store
	Blobs   attachment.Blobs
	Matters Matters
	Limits  attachment.Limits
	Now     func() time.Time
}

// Service offers the use cases.
type Service struct {
	Deps
	drawing *semaphore.Weighted // pixels being decoded, over all requests
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, drawing: semaphore.NewWeighted(d.Limits.Pixels)}
}

// Upload stores what r brings: told by its bytes, freed of the place it was
// made at, with a thumbnail where it can be drawn. Until it is put on a matter
// only its uploader sees it.
func (s *Service) Upload(ctx context.Context, actor access.Actor, name string, r io.Reader) (attachment.Attachment, error) {
	in := bufio.NewReader(&bounded{from: r, left: s.Limits.Bytes, refusal: s.Limits.TooLarge()})
	head, err := in.Peek(attachment.SniffLength)
	if err != nil && err != io.EOF {
		return attachment.Attachment{}, arrived(err)
	}
	kind, err := attachment.Sniff(head)
	if err != nil {
		return attachment.Attachment{}, err
	}
	sha, size, orientation, err := s.keep(ctx, in, kind)
	if err != nil {
		return attachment.Attachment{}, err
	}
	thumbnail, err := s.thumbnail(ctx, sha, kind, orientation)
	if err != nil {
		return attachment.Attachment{}, err
	}
	a := attachment.New(actor, name, kind, size, sha, thumbnail, s.Now())
	return a, s.Store.Create(ctx, a)
}

// keep scrubs into the blobs as a stream: neither waits for the whole.
func (s *Service) keep(ctx context.Context, in *bufio.Reader, kind attachment.Type) (sha string, size int64, orientation int, err error) {
	clean, scrubbed := io.Pipe()
	turned := make(chan int, 1)
	go func() {
		o, err := attachment.Scrub(scrubbed, in, kind)
		turned <- o
		if err == nil { // the limit holds for what follows the picture, too
			_, err = io.Copy(io.Discard, in)
		}
		scrubbed.CloseWithError(err)
	}()
	sha, size, err = s.Blobs.Put(ctx, clean)
	clean.CloseWithError(err) // lets the scrubbing end when the storing failed first
	return sha, size, <-turned, arrived(err)
}

// thumbnail is the hash of the small picture, or nothing for what cannot be
// drawn: too many pixels, a damaged picture, an animation. The file itself is kept.
func (s *Service) thumbnail(ctx context.Context, sha string, kind attachment.Type, orientation int) (string, error) {
	if !kind.Picture() {
		return "", nil
	}
	pixels, err := with(ctx, s.Blobs, sha, attachment.Pixels)
	if isFault(err) {
		return "", err
	}
	if err != nil || pixels > s.Limits.Pixels {
		return "", nil
	}
	if err := s.drawing.Acquire(ctx, pixels); err != nil {
		return "", arrived(err)
	}
	defer s.drawing.Release(pixels)
	small, err := with(ctx, s.Blobs, sha, func(r io.Reader) ([]byte, error) {
		return attachment.Thumbnail(r, orientation, s.Limits.Thumbnail)
	})
	if isFault(err) {
		return "", err
	}
	if err != nil {
		return "", nil
	}
	thumbnail, _, err := s.Blobs.Put(ctx, bytes.NewReader(small))
	return thumbnail, err
}

func with[T any](ctx context.Context, blobs attachment.Blobs, sha string, read func(io.Reader) (T, error)) (T, error) {
	r, _, err := blobs.Open(ctx, sha)
	if err != nil {
		var none T
		return none, err
	}
	defer r.Close()
	return read(r)
}

func isFault(err error) bool {
	_, ok := fault.As(err)
	return ok
}

// arrived makes a fault of a stream that broke off on its way to us.
func arrived(err error) error {
	if err == nil || isFault(err) {
		return err
	}
	return fault.New(fault.Malformed, "upload_interrupted", "上传中断，请重试。", "The upload broke off; try again.").Because(err)
}

// bounded reads up to a limit; one byte more is refused.
type bounded struct {
	from    io.Reader
	left    int64
	refusal error
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.from.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, b.refusal
	}
	return n, err
}

// File is an opened attachment. The caller closes Content.
type File struct {
	Name    string
	Type    string
	Size    int64
	SHA256  string
	Content io.ReadCloser
}

// Open gives the file, or its thumbnail, to whoever may see it: its uploader,
// and those who see a matter that carries it. A thumbnail that is not there is fault.NotThere.
func (s *Service) Open(ctx context.Context, actor access.Actor, id string, thumbnail bool) (File, error) {
	a, err := s.Get(ctx, actor, id)
	if err != nil {
		return File{}, err
	}
	f := File{Name: a.Name, Type: a.Type, SHA256: a.SHA256}
	if thumbnail {
		f.Type, f.SHA256 = string(attachment.JPEG), a.ThumbnailSHA256
	}
	if f.SHA256 == "" {
		return File{}, fault.NotThere()
	}
	f.Content, f.Size, err = s.Blobs.Open(ctx, f.SHA256)
	return f, err
}

// Get gives the description to whoever may see the file.
func (s *Service) Get(ctx context.Context, actor access.Actor, id string) (attachment.Attachment, error) {
	a, err := s.Store.Get(ctx, id)
	if err != nil || a.UploadedByActor(actor) {
		return a, err
	}
	for _, link := range a.LinksFor(actor) {
		m, err := s.Matters.Get(ctx, access.SightOf(actor), link.ComplaintID)
		if err == nil && !m.EyesOf(actor).Apart { // neighbours read a group matter's course, not the pictures of somebody's home
			return a, nil
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return attachment.Attachment{}, err
		}
	}
	return attachment.Attachment{}, fault.NotThere()
}

// Check refuses, for the named field of a command, attachments that the actor
// does not see and more than a matter takes. It runs before the matter's
// commit; Link follows from the committed event.
func (s *Service) Check(ctx context.Context, actor access.Actor, field string, ids []string, already int) error {
	if err := s.Limits.Room(field, already, len(ids)); err != nil {
		return err
	}
	var wrong fault.Fields
	for i, id := range ids {
		_, err := s.Get(ctx, actor, id)
		if fault.Is(err, fault.NotFound) {
			wrong.Add(fmt.Sprintf("%s[%d]", field, i), "not_found", "没有这个附件，请重新上传。", "There is no such attachment; upload it again.")
		} else if err != nil {
			return err
		}
	}
	return wrong.Err()
}

// Link puts attachments on a matter; said again it changes nothing.
func (s *Service) Link(ctx context.Context, complaintID string, ids []string, visibleToOwner bool) error {
	if len(ids) == 0 {
		return nil
	}
	return s.Store.Link(ctx, ids, attachment.Link{ComplaintID: complaintID, VisibleToOwner: visibleToOwner})
}
