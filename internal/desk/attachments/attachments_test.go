package attachments_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/attachment"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/desk/attachments"
	"anju/internal/store/blob"
)

// shelf keeps descriptions in memory, as the contract of attachment.Store says.
type shelf struct {
	attachment.Store // what these use cases never ask for

	mu  sync.Mutex
	all map[string]attachment.Attachment
}

func (s *shelf) Create(_ context.Context, a attachment.Attachment) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all[a.ID] = a
	return nil
}

func (s *shelf) Get(_ context.Context, id string) (attachment.Attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.all[id]
	if !ok {
		return a, fault.NotThere()
	}
	return a, nil
}

func (s *shelf) Link(_ context.Context, ids []string, link attachment.Link) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		if a, ok := s.all[id]; ok && !slices.Contains(a.Links, link) {
			a.Links = append(a.Links, link)
			s.all[id] = a
		}
	}
	return nil
}

// matters maps a matter to the audiences that see it.
type matters map[string][]string

func (m matters) Get(_ context.Context, scope access.Scope, id string) (complaint.Complaint, error) {
	audience, ok := m[id]
	if !ok || !scope.Sees(audience, "none", nil) {
		return complaint.Complaint{}, fault.NotThere()
	}
	return complaint.Complaint{OwnerID: "o1"}, nil
}

var (
	owner1 = access.Actor{ID: "u1", Role: access.Owner, OwnerID: "o1"}
	owner2 = access.Actor{ID: "u2", Role: access.Owner, OwnerID: "o2"}
	desk   = access.Actor{ID: "u3", Role: access.Desk}
	eng    = access.Actor{ID: "u4", Role: access.Handler, Department: "engineering"}
	fin    = access.Actor{ID: "u5", Role: access.Handler, Department: "finance"}
	admin  = access.Actor{ID: "u6", Role: access.Admin}
)

func service(t *testing.T) *attachments.Service {
	t.Helper()
	blobs, err := blob.NewFiles(t.TempDir())
	require.NoError(t, err)
	limits := attachment.DefaultLimits()
	limits.Bytes, limits.Pixels = 1<<20, 1_000_000
	return attachments.New(attachments.Deps{
		Store: &shelf{all: map[string]attachment.Attachment{}}, Blobs: blobs, Limits: limits,
		Matters: matters{"m1": {access.OwnerAudience("o1"), access.GroupAudience("c1"), access.DepartmentAudience("engineering")}},
		Now:     func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) },
	})
}

func photo(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, w, h)), nil))
	return b.Bytes()
}

func TestAPhotoComesInAndGoesOutWithItsThumbnail(t *testing.T) {
	s := service(t)
	file := photo(t, 900, 600)
	a, err := s.Upload(t.Context(), owner1, "漏水.png", bytes.NewReader(file))
	require.NoError(t, err)
	require.Equal(t, "漏水.png.jpg", a.Name)
	require.Equal(t, "image/jpeg", a.Type)
	require.EqualValues(t, len(file), a.Size)

	whole, err := s.Open(t.Context(), owner1, a.ID, false)
	require.NoError(t, err)
	defer whole.Content.Close()
	content, err := io.ReadAll(whole.Content)
	require.NoError(t, err)
	require.Equal(t, file, content)

	small, err := s.Open(t.Context(), owner1, a.ID, true)
	require.NoError(t, err)
	defer small.Content.Close()
	c, err := jpeg.DecodeConfig(small.Content)
	require.NoError(t, err)
	require.Equal(t, 480, c.Width)
	require.Equal(t, 320, c.Height)
}

func TestWhatCannotBeDrawnIsKeptWithoutThumbnail(t *testing.T) {
	s := service(t)
	var large bytes.Buffer
	require.NoError(t, png.Encode(&large, image.NewGray(image.Rect(0, 0, 1001, 1000))))
	for name, file := range map[string]string{"合同.pdf": "%PDF-1.7\n…", "large.png": large.String()} {
		a, err := s.Upload(t.Context(), desk, name, strings.NewReader(file))
		require.NoError(t, err)
		require.Empty(t, a.ThumbnailSHA256)
		_, err = s.Open(t.Context(), desk, a.ID, true)
		require.True(t, fault.Is(err, fault.NotFound))
	}
}

func TestUploadsAreRefusedInWords(t *testing.T) {
	s := service(t)
	for name, c := range map[string]struct {
		r    io.Reader
		kind fault.Kind
	}{
		"page with script": {strings.NewReader("<html><script>alert(1)</script>"), fault.Unsupported},
		"empty":            {strings.NewReader(""), fault.Invalid},
		"cut off":          {bytes.NewReader(photo(t, 90, 60)[:400]), fault.Invalid},
		"too large":        {io.MultiReader(strings.NewReader("%PDF-1.7\n"), bytes.NewReader(make([]byte, 1<<20))), fault.TooLarge},
		"line lost":        {io.MultiReader(bytes.NewReader(photo(t, 90, 60)[:600]), iotest.ErrReader(errors.New("reset"))), fault.Malformed},
		"lost at once":     {iotest.ErrReader(errors.New("reset")), fault.Malformed},
	} {
		_, err := s.Upload(t.Context(), owner1, "x.jpg", c.r)
		require.True(t, fault.Is(err, c.kind), "%s: %v", name, err)
	}
	exact := append([]byte("%PDF-1.7\n"), make([]byte, 1<<20-9)...)
	_, err := s.Upload(t.Context(), owner1, "x.pdf", bytes.NewReader(exact))
	require.NoError(t, err)
}

func TestWhoSeesAnAttachment(t *testing.T) {
	all := map[string]access.Actor{"owner1": owner1, "owner2": owner2, "desk": desk, "eng": eng, "fin": fin, "admin": admin}
	for name, c := range map[string]struct {
		uploader access.Actor
		link     bool
		shown    bool
		sees     []string
	}{
		"until linked, its uploader":           {owner1, false, false, []string{"owner1"}},
		"linked, who sees the matter":          {owner1, true, true, []string{"desk", "eng", "owner1"}},
		"inside evidence, not the owner":       {eng, true, false, []string{"desk", "eng"}},
		"shown to the owner, the owner too":    {eng, true, true, []string{"desk", "eng", "owner1"}},
		"uploader without sight of the matter": {fin, true, false, []string{"desk", "eng", "fin"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := service(t)
			a, err := s.Upload(t.Context(), c.uploader, "x.jpg", bytes.NewReader(photo(t, 8, 8)))
			require.NoError(t, err)
			if c.link {
				require.NoError(t, s.Link(t.Context(), "m1", []string{a.ID}, c.shown))
				require.NoError(t, s.Link(t.Context(), "m1", []string{a.ID}, c.shown))
			}
			var sees []string
			for who, actor := range all {
				f, err := s.Open(t.Context(), actor, a.ID, true)
				if err == nil {
					f.Content.Close()
					sees = append(sees, who)
				} else {
					require.True(t, fault.Is(err, fault.NotFound))
				}
			}
			slices.Sort(sees)
			require.Equal(t, c.sees, sees)
		})
	}
}

func TestCheckNamesEachAttachmentThatIsNotThere(t *testing.T) {
	s := service(t)
	a, err := s.Upload(t.Context(), owner1, "x.jpg", bytes.NewReader(photo(t, 8, 8)))
	require.NoError(t, err)
	require.NoError(t, s.Check(t.Context(), owner1, "attachmentIds", []string{a.ID}, 9))
	require.Error(t, s.Check(t.Context(), owner1, "attachmentIds", []string{a.ID}, 10))
	f, ok := fault.As(s.Check(t.Context(), owner2, "attachmentIds", []string{"nobody", a.ID}, 0))
	require.True(t, ok)
	require.Equal(t, "attachmentIds[0]", f.Fields[0].Path)
	require.Equal(t, "attachmentIds[1]", f.Fields[1].Path)
}
