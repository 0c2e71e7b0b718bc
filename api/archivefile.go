package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
)

// archiveIn takes the archive's JSON out of an exported zip; JSON stays as it is.
func archiveIn(raw []byte) ([]byte, error) {
	if !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return raw, nil
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	f, err := z.Open("archive.json")
	if err != nil {
		return nil, errors.New("the zip holds no archive.json")
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, archiveLimit))
}
