package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"anju/internal/core/complaint"
)

// archiveLimit bounds the archive's JSON that verify-archive reads, in bytes.
const archiveLimit = 256 << 20

// verifyArchive says whether anything of an exported service archive was
// altered: any entry, and of a zip any of its files. It opens no store.
func verifyArchive(path string, out, errs io.Writer) int {
	a, files, wrong, err := readArchive(path)
	if err != nil {
		fmt.Fprintln(errs, "anju:", err)
		return 1
	}
	if len(wrong) == 0 {
		fmt.Fprintf(out, "档案校验: 完整  %s  %d 条记录, %d 个文件  (complete, %d entries, %d files; key %s)\n", a.Number, len(a.Events), files, len(a.Events), files, a.PublicKey)
		return 0
	}
	fmt.Fprintf(errs, "档案校验: 不完整  %s  (altered)\n", a.Number)
	for _, w := range wrong {
		fmt.Fprintln(errs, " -", w.What)
	}
	return 1
}

func readArchive(path string) (a complaint.Archive, files int, wrong []complaint.Flaw, err error) {
	f, err := os.Open(path)
	if err != nil {
		return a, 0, nil, err
	}
	defer f.Close()
	head := make([]byte, 4)
	if _, err := io.ReadFull(f, head); err == nil && bytes.Equal(head, []byte("PK\x03\x04")) {
		return readZip(f)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return a, 0, nil, err
	}
	raw, err := whole(f)
	if err != nil {
		return a, 0, nil, err
	}
	a, wrong = complaint.VerifyArchive(raw)
	return a, 0, wrong, nil
}

// readZip verifies the archive in a zip and the digest of each file beside it.
func readZip(f *os.File) (a complaint.Archive, files int, wrong []complaint.Flaw, err error) {
	info, err := f.Stat()
	if err != nil {
		return a, 0, nil, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return a, 0, nil, err
	}
	digests := map[string]string{}
	found := false
	for _, entry := range z.File {
		if _, twice := digests[entry.Name]; twice || found && entry.Name == complaint.ArchiveEntry {
			wrong = append(wrong, complaint.Flaw{What: entry.Name + " lies in the zip twice"})
			continue
		}
		r, err := entry.Open()
		if err != nil {
			return a, 0, nil, err
		}
		if entry.Name == complaint.ArchiveEntry {
			found = true
			var raw []byte
			if raw, err = whole(r); err == nil {
				var flaws []complaint.Flaw
				a, flaws = complaint.VerifyArchive(raw)
				wrong = append(wrong, flaws...)
			}
		} else {
			h := sha256.New()
			_, err = io.Copy(h, r)
			digests[entry.Name] = hex.EncodeToString(h.Sum(nil))
		}
		r.Close()
		if errors.Is(err, zip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) {
			wrong = append(wrong, complaint.Flaw{What: entry.Name + " is damaged"})
			continue
		}
		if err != nil {
			return a, 0, nil, err
		}
	}
	if !found {
		return a, 0, nil, errors.New("the zip holds no " + complaint.ArchiveEntry)
	}
	return a, len(digests), append(wrong, a.VerifyFiles(digests)...), nil
}

func whole(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, archiveLimit+1))
	if err == nil && len(raw) > archiveLimit {
		err = errors.New("larger than an archive can be")
	}
	return raw, err
}
