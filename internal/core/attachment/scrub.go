package attachment

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"

	"anju/internal/core/fault"
)

// Scrub copies a file without what tells where and on what it was made: only
// the parts that a picture needs to be drawn go through, what follows its end
// (second pictures, films) is dropped. It works as a stream and holds no more
// than one small part. The orientation is kept and returned, 1 to 8 as in EXIF.
func Scrub(w io.Writer, r *bufio.Reader, kind Type) (orientation int, err error) {
	orientation = 1
	switch kind {
	case JPEG:
		orientation, err = scrubJPEG(w, r)
	case PNG:
		err = scrubPNG(w, r)
	case GIF:
		err = scrubGIF(w, r)
	case WebP:
		err = scrubWebP(w, r)
	default:
		_, err = io.Copy(w, r)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = damaged()
	}
	return orientation, err
}

func damaged() error {
	var wrong fault.Fields
	wrong.Add("file", "damaged", "文件不完整或已损坏，请重新选择。", "The file is incomplete or damaged; choose it again.")
	return wrong.Err()
}

// copyN copies exactly n bytes or says that the file ends too early.
func copyN(w io.Writer, r io.Reader, n int64) error {
	_, err := io.CopyN(w, r, n)
	return err
}

func take(r io.Reader, n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(r, b)
	return b, err
}

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngParts are the chunks that drawing needs; text, EXIF, times and private ones are left out.
var pngParts = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true, "iCCP": true, "cICP": true,
	"sBIT": true, "bKGD": true, "pHYs": true, "hIST": true, "acTL": true, "fcTL": true, "fdAT": true,
}

func scrubPNG(w io.Writer, r *bufio.Reader) error {
	if err := copyN(w, r, int64(len(pngSignature))); err != nil {
		return err
	}
	for {
		head, err := take(r, 8)
		if err != nil {
			return err
		}
		name := string(head[4:])
		rest := int64(binary.BigEndian.Uint32(head)) + 4 // with its checksum
		if !pngParts[name] {
			if err := copyN(io.Discard, r, rest); err != nil {
				return err
			}
			continue
		}
		if _, err := w.Write(head); err != nil {
			return err
		}
		if err := copyN(w, r, rest); err != nil {
			return err
		}
		if name == "IEND" {
			return nil
		}
	}
}

// webpParts are the chunks that drawing needs.
var webpParts = map[string]bool{"VP8 ": true, "VP8L": true, "VP8X": true, "ALPH": true, "ANIM": true, "ANMF": true, "ICCP": true}

// webpMetadata are the flags in VP8X that announce EXIF and XMP.
const webpMetadata = 0x08 | 0x04

// scrubWebP blanks what it leaves out instead of cutting it, since the whole
// length stands at the front of the file and has gone out by then.
func scrubWebP(w io.Writer, r *bufio.Reader) error {
	head, err := take(r, 12)
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for left := int64(binary.LittleEndian.Uint32(head[4:])) - 4; left >= 8; {
		head, err := take(r, 8)
		if err != nil {
			return err
		}
		name, size := string(head[:4]), int64(binary.LittleEndian.Uint32(head[4:]))
		size += size & 1
		if left -= 8 + size; left < 0 {
			return damaged()
		}
		var part io.Reader = r
		if !webpParts[name] {
			copy(head, "JUNK")
			if err := copyN(io.Discard, r, size); err != nil {
				return err
			}
			part = zeros{}
		}
		if _, err := w.Write(head); err != nil {
			return err
		}
		if name == "VP8X" && size > 0 {
			flags, err := take(r, 1)
			if err != nil {
				return err
			}
			if _, err := w.Write([]byte{flags[0] &^ webpMetadata}); err != nil {
				return err
			}
			size--
		}
		if err := copyN(w, part, size); err != nil {
			return err
		}
	}
	return nil
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

const (
	gifExtension, gifImage, gifEnd = 0x21, 0x2c, 0x3b
	gifControl, gifApplication     = 0xf9, 0xff
)

func scrubGIF(w io.Writer, r *bufio.Reader) error {
	head, err := take(r, 13)
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	if err := copyN(w, r, gifTable(head[10])); err != nil {
		return err
	}
	for {
		kind, err := r.ReadByte()
		if err != nil {
			return err
		}
		switch kind {
		case gifEnd:
			_, err := w.Write([]byte{gifEnd})
			return err
		case gifExtension:
			err = scrubGIFExtension(w, r)
		case gifImage:
			err = copyGIFImage(w, r)
		default:
			return damaged()
		}
		if err != nil {
			return err
		}
	}
}

// scrubGIFExtension keeps the timing of frames and the looping, nothing else.
func scrubGIFExtension(w io.Writer, r *bufio.Reader) error {
	label, err := r.ReadByte()
	if err != nil {
		return err
	}
	keep := label == gifControl
	if label == gifApplication {
		name, err := r.Peek(12)
		if err != nil {
			return err
		}
		keep = string(name[1:]) == "NETSCAPE2.0" || string(name[1:]) == "ANIMEXTS1.0"
	}
	if !keep {
		return copyGIFBlocks(io.Discard, r)
	}
	if _, err := w.Write([]byte{gifExtension, label}); err != nil {
		return err
	}
	return copyGIFBlocks(w, r)
}

func copyGIFImage(w io.Writer, r *bufio.Reader) error {
	head, err := take(r, 9)
	if err != nil {
		return err
	}
	if _, err := w.Write(append([]byte{gifImage}, head...)); err != nil {
		return err
	}
	if err := copyN(w, r, gifTable(head[8])+1); err != nil { // +1: the code size
		return err
	}
	return copyGIFBlocks(w, r)
}

func copyGIFBlocks(w io.Writer, r *bufio.Reader) error {
	for {
		size, err := r.ReadByte()
		if err != nil {
			return err
		}
		if _, err := w.Write([]byte{size}); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
		if err := copyN(w, r, int64(size)); err != nil {
			return err
		}
	}
}

// gifTable is the length of the colour table that these flags announce.
func gifTable(flags byte) int64 {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}
