package attachment

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

const (
	jpegSOI, jpegEOI, jpegSOS   = 0xd8, 0xd9, 0xda
	jpegAPP0, jpegAPP1          = 0xe0, 0xe1
	jpegAPP2, jpegAPP14         = 0xe2, 0xee
	jpegAPP15, jpegComment      = 0xef, 0xfe
	jpegFirstReset, jpegLastRst = 0xd0, 0xd7
)

// scrubJPEG lets through the frame, its tables, the JFIF and Adobe heads and
// the colour profile. Of EXIF only the orientation stays, in a segment of ours.
func scrubJPEG(w io.Writer, r *bufio.Reader) (orientation int, err error) {
	orientation = 1
	if err := copyN(w, r, 2); err != nil {
		return orientation, err
	}
	marker, err := nextJPEGMarker(r)
	for err == nil && marker != jpegEOI {
		var segment []byte
		if segment, err = takeJPEGSegment(r, marker); err != nil {
			break
		}
		if marker == jpegAPP1 && orientation == 1 {
			orientation = exifOrientation(segment[4:])
		}
		if _, err = w.Write(remainsOfJPEG(marker, segment)); err != nil {
			break
		}
		if marker == jpegSOS {
			marker, err = copyJPEGScan(w, r)
		} else {
			marker, err = nextJPEGMarker(r)
		}
	}
	if err == nil {
		_, err = w.Write([]byte{0xff, jpegEOI})
	}
	return orientation, err
}

// takeJPEGSegment reads the segment behind a marker, with marker and length in front.
func takeJPEGSegment(r io.Reader, marker byte) ([]byte, error) {
	if marker == jpegSOI || marker >= jpegFirstReset && marker <= jpegLastRst || marker <= 0x01 {
		return nil, damaged()
	}
	length, err := take(r, 2)
	if err != nil {
		return nil, err
	}
	size := int(binary.BigEndian.Uint16(length)) - 2
	if size < 0 {
		return nil, damaged()
	}
	body, err := take(r, size)
	return append([]byte{0xff, marker, length[0], length[1]}, body...), err
}

// remainsOfJPEG is what stays of a segment: all of it, of EXIF the orientation, or nothing.
func remainsOfJPEG(marker byte, segment []byte) []byte {
	body := segment[4:]
	keep := true
	switch {
	case marker == jpegAPP0:
		keep = bytes.HasPrefix(body, []byte("JFIF\x00"))
	case marker == jpegAPP1:
		if o := exifOrientation(body); o != 1 {
			return orientationSegment(o)
		}
		return nil
	case marker == jpegAPP2:
		keep = bytes.HasPrefix(body, []byte("ICC_PROFILE\x00"))
	case marker == jpegAPP14:
		keep = bytes.HasPrefix(body, []byte("Adobe"))
	case marker >= jpegAPP0 && marker <= jpegAPP15, marker == jpegComment:
		keep = false
	}
	if !keep {
		return nil
	}
	return segment
}

// nextJPEGMarker reads a marker; any number of fill bytes may stand before it.
func nextJPEGMarker(r *bufio.Reader) (byte, error) {
	b, err := r.ReadByte()
	if err == nil && b != 0xff {
		return 0, damaged()
	}
	for err == nil && b == 0xff {
		b, err = r.ReadByte()
	}
	return b, err
}

// copyJPEGScan copies picture data and returns the marker that ends it, which
// is neither an escaped byte nor a restart.
func copyJPEGScan(w io.Writer, r *bufio.Reader) (byte, error) {
	for {
		run, err := r.ReadSlice(0xff)
		if err != nil && err != bufio.ErrBufferFull {
			return 0, err
		}
		if err == bufio.ErrBufferFull {
			if _, err := w.Write(run); err != nil {
				return 0, err
			}
			continue
		}
		if _, err := w.Write(run[:len(run)-1]); err != nil {
			return 0, err
		}
		next := byte(0xff)
		for next == 0xff {
			if next, err = r.ReadByte(); err != nil {
				return 0, err
			}
		}
		if next != 0 && (next < jpegFirstReset || next > jpegLastRst) {
			return next, nil
		}
		if _, err := w.Write([]byte{0xff, next}); err != nil {
			return 0, err
		}
	}
}

const exifHead = "Exif\x00\x00"

// orientationTag is the only thing that an EXIF block of ours holds.
const orientationTag = 0x0112

// exifOrientation reads the orientation from an APP1 segment; 1 when there is none.
func exifOrientation(body []byte) int {
	tiff, isEXIF := bytes.CutPrefix(body, []byte(exifHead))
	if !isEXIF || len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	count := uint64(order.Uint16(tiff[at:]))
	for i := range count {
		entry := at + 2 + 12*i
		if entry+12 > uint64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[entry:]) == orientationTag {
			if o := int(order.Uint16(tiff[entry+8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
	}
	return 1
}

// orientationSegment is an APP1 segment with one entry: the orientation.
func orientationSegment(orientation int) []byte {
	b := []byte{0xff, jpegAPP1, 0, 34}
	b = append(b, exifHead...)
	b = append(b, "MM\x00\x2a\x00\x00\x00\x08"...)              // big-endian, first directory at 8
	b = append(b, 0, 1, orientationTag>>8, orientationTag&0xff) // one entry
	b = append(b, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0) // one short, left-aligned
	return append(b, 0, 0, 0, 0)                                // no further directory
}
