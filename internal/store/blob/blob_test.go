package blob_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"anju/internal/core/attachment"
	"anju/internal/core/fault"
	"anju/internal/store/blob"
	"anju/internal/store/mongotest"
)

func TestFiles(t *testing.T) {
	contract(t, func(t *testing.T) attachment.Blobs {
		files, err := blob.NewFiles(filepath.Join(t.TempDir(), "blobs"))
		require.NoError(t, err)
		return files
	})
}

func TestGridFS(t *testing.T) {
	contract(t, func(t *testing.T) attachment.Blobs { return blob.NewGridFS(mongotest.Database(t)) })
}

// contract is what both keepers of blobs promise.
func contract(t *testing.T, open func(t *testing.T) attachment.Blobs) {
	t.Run("what is put comes back under its hash", func(t *testing.T) {
		blobs := open(t)
		for _, size := range []int{0, 1, 255 << 10, 3<<20 + 7} {
			content := random(t, size)
			sha, n, err := blobs.Put(t.Context(), iotest.HalfReader(bytes.NewReader(content)))
			require.NoError(t, err)
			require.EqualValues(t, size, n)
			require.Equal(t, hashOf(content), sha)
			require.Equal(t, content, read(t, blobs, sha))
		}
	})
	t.Run("equal bytes are one blob", func(t *testing.T) {
		blobs := open(t)
		first, _, err := blobs.Put(t.Context(), strings.NewReader("same"))
		require.NoError(t, err)
		second, _, err := blobs.Put(t.Context(), strings.NewReader("same"))
		require.NoError(t, err)
		require.Equal(t, first, second)
		require.Equal(t, "same", string(read(t, blobs, first)))
	})
	t.Run("at once", func(t *testing.T) {
		blobs := open(t)
		content := random(t, 300<<10)
		var all errgroup.Group
		for range 8 {
			all.Go(func() error {
				_, _, err := blobs.Put(t.Context(), bytes.NewReader(content))
				return err
			})
		}
		require.NoError(t, all.Wait())
		require.Equal(t, content, read(t, blobs, hashOf(content)))
		require.NoError(t, blobs.Delete(t.Context(), hashOf(content)))
		absent(t, blobs, hashOf(content))
	})
	t.Run("different ones at once", func(t *testing.T) {
		blobs := open(t)
		var all errgroup.Group
		contents := make([][]byte, 8)
		for i := range contents {
			contents[i] = random(t, 600<<10)
			all.Go(func() error {
				_, _, err := blobs.Put(t.Context(), iotest.HalfReader(bytes.NewReader(contents[i])))
				return err
			})
		}
		require.NoError(t, all.Wait())
		for _, content := range contents {
			require.True(t, bytes.Equal(content, read(t, blobs, hashOf(content))), "stored other bytes")
		}
	})
	t.Run("a stream that fails leaves nothing and its own error", func(t *testing.T) {
		blobs := open(t)
		broken := errors.New("line lost")
		part := random(t, 600<<10)
		_, _, err := blobs.Put(t.Context(), io.MultiReader(bytes.NewReader(part), iotest.ErrReader(broken)))
		require.ErrorIs(t, err, broken)
		absent(t, blobs, hashOf(part))
	})
	t.Run("a context that ends stops the storing", func(t *testing.T) {
		blobs := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, _, err := blobs.Put(ctx, strings.NewReader("late"))
		require.ErrorIs(t, err, context.Canceled)
	})
	t.Run("absent, and names that are none", func(t *testing.T) {
		blobs := open(t)
		for _, sha := range []string{hashOf([]byte("nobody")), "", "ab", "../../../../etc/passwd", strings.Repeat("zz", 32)} {
			absent(t, blobs, sha)
			require.NoError(t, blobs.Delete(t.Context(), sha))
		}
	})
	t.Run("deleted is gone and can come again", func(t *testing.T) {
		blobs := open(t)
		sha, _, err := blobs.Put(t.Context(), strings.NewReader("passing"))
		require.NoError(t, err)
		require.NoError(t, blobs.Delete(t.Context(), sha))
		absent(t, blobs, sha)
		_, _, err = blobs.Put(t.Context(), strings.NewReader("passing"))
		require.NoError(t, err)
		require.Equal(t, "passing", string(read(t, blobs, sha)))
	})
}

func TestFilesAreFannedOutAndLeaveNoRemains(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "blobs")
	files, err := blob.NewFiles(folder)
	require.NoError(t, err)
	_, _, err = files.Put(t.Context(), iotest.ErrReader(errors.New("line lost")))
	require.Error(t, err)
	sha, _, err := files.Put(t.Context(), strings.NewReader("x"))
	require.NoError(t, err)

	var found []string
	require.NoError(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			found = append(found, path)
		}
		return err
	}))
	require.Equal(t, []string{filepath.Join(folder, sha[:2], sha[2:4], sha)}, found)
}

func random(t *testing.T, size int) []byte {
	t.Helper()
	b := make([]byte, size)
	_, err := rand.Read(b)
	require.NoError(t, err)
	return b
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func read(t *testing.T, blobs attachment.Blobs, sha string) []byte {
	t.Helper()
	r, size, err := blobs.Open(t.Context(), sha)
	require.NoError(t, err)
	defer r.Close()
	b, err := io.ReadAll(r)
	require.NoError(t, err)
	require.EqualValues(t, size, len(b))
	return b
}

func absent(t *testing.T, blobs attachment.Blobs, sha string) {
	t.Helper()
	_, _, err := blobs.Open(t.Context(), sha)
	require.True(t, fault.Is(err, fault.NotFound), "%v", err)
}
