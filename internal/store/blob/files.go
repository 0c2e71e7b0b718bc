package blob

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"anju/internal/core/fault"
)

// Files keeps blobs in a folder: ab/cd/abcd….
type Files struct{ folder string }

// incoming is the folder of files that are still being written.
const incoming = "incoming"

// NewFiles makes the folder if it is not there and clears what a crash left half written.
// One process at a time owns the folder, as it owns the store beside it.
func NewFiles(folder string) (*Files, error) {
	if err := os.RemoveAll(filepath.Join(folder, incoming)); err != nil {
		return nil, fault.Wrap("clear blobs", err)
	}
	if err := os.MkdirAll(filepath.Join(folder, incoming), 0o700); err != nil {
		return nil, fault.Wrap("make folder of blobs", err)
	}
	return &Files{folder: folder}, nil
}

func (f *Files) path(sha string) string {
	return filepath.Join(f.folder, sha[:2], sha[2:4], sha)
}

// Put writes beside, syncs, then renames: a name that is there is whole.
func (f *Files) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	temp, err := os.CreateTemp(filepath.Join(f.folder, incoming), "blob-")
	if err != nil {
		return "", 0, fault.Wrap("store blob", err)
	}
	defer os.Remove(temp.Name())
	defer temp.Close()

	in := newIntake(ctx, r)
	if _, err := io.Copy(temp, in); err != nil {
		if in.failed != nil {
			return "", 0, in.failed
		}
		return "", 0, fault.Wrap("store blob", err)
	}
	if err := f.settle(temp, in.sha()); err != nil {
		return "", 0, fault.Wrap("store blob", err)
	}
	return in.sha(), in.size, nil
}

func (f *Files) settle(temp *os.File, sha string) error {
	if err := temp.Sync(); err != nil {
		return err
	}
	place := f.path(sha)
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), place); err != nil {
		return err
	}
	for dir := filepath.Dir(place); ; dir = filepath.Dir(dir) {
		if err := syncFolder(dir); err != nil {
			return err
		}
		if dir == filepath.Clean(f.folder) {
			return nil
		}
	}
}

// syncFolder makes the names in a folder durable, not only the bytes behind them.
func syncFolder(name string) error {
	dir, err := os.Open(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// Open returns the blob, which the caller closes, and its size.
func (f *Files) Open(_ context.Context, sha string) (io.ReadCloser, int64, error) {
	if !wellFormed(sha) {
		return nil, 0, fault.NotThere()
	}
	file, err := os.Open(f.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fault.NotThere()
	}
	if err != nil {
		return nil, 0, fault.Wrap("open blob", err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, 0, fault.Wrap("open blob", err)
	}
	return file, info.Size(), nil
}

// Delete removes the blob; one that is not there is no failure.
func (f *Files) Delete(_ context.Context, sha string) error {
	if !wellFormed(sha) {
		return nil
	}
	if err := os.Remove(f.path(sha)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Wrap("delete blob", err)
	}
	return nil
}
