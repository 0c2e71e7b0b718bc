package attachment_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/webp"

	"anju/internal/core/attachment"
	"anju/internal/core/fault"
)

// place stands in every test file where cameras and programs write the position.
const place = "GPS 31.2304N 121.4737E"

// photo is red on its left half and blue on its right half.
func photo(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 255, A: 255}
			if x >= w/2 {
				c = color.RGBA{B: 255, A: 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func isRed(c color.Color) bool {
	r, _, b, _ := c.RGBA()
	return r > 0xc000 && b < 0x4000
}

// jpegFrom puts an EXIF block with orientation and place, a comment and, behind
// the end, a second picture into a plain JPEG.
func jpegFrom(t testing.TB, m image.Image, orientation byte) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, jpeg.Encode(&b, m, nil))
	exif := "Exif\x00\x00II\x2a\x00\x08\x00\x00\x00\x02\x00" +
		"\x0f\x01\x02\x00\x04\x00\x00\x00abc\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{orientation, 0, 0, 0}) + "\x00\x00\x00\x00" + place
	out := append([]byte{}, b.Bytes()[:2]...)
	out = append(out, segment(0xe1, exif)...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+place)...)
	out = append(out, segment(0xfe, place)...)
	out = append(out, b.Bytes()[2:]...)
	return append(append(out, b.Bytes()...), place...)
}

func segment(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

func pngFrom(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, m))
	const afterHeader = 8 + 25
	out := append([]byte{}, b.Bytes()[:afterHeader]...)
	for _, name := range []string{"tEXt", "eXIf", "iTXt"} {
		part := append([]byte(name), place...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(place)))
		out = binary.BigEndian.AppendUint32(append(out, part...), crc32.ChecksumIEEE(part))
	}
	return append(append(out, b.Bytes()[afterHeader:]...), place...)
}

func gifFrom(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, gif.Encode(&b, m, nil))
	body := b.Bytes()
	out := append([]byte{}, body[:len(body)-1]...)
	out = append(out, 0x21, 0xfe, byte(len(place)))
	out = append(append(out, place...), 0, 0x3b)
	return append(out, place...)
}

// webpFrom wraps a one-pixel lossless WebP into the extended form with EXIF.
func webpFrom(t testing.TB) []byte {
	t.Helper()
	plain, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	require.NoError(t, err)
	body := "WEBP" + "VP8X\x0a\x00\x00\x00" + "\x0c\x00\x00\x00" + "\x00\x00\x00\x00\x00\x00" + string(plain[12:]) +
		"EXIF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(place)))) + place
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func scrub(t testing.TB, file []byte) ([]byte, int) {
	t.Helper()
	kind, err := attachment.Sniff(file)
	require.NoError(t, err)
	var out bytes.Buffer
	orientation, err := attachment.Scrub(&out, bufio.NewReaderSize(iotest.HalfReader(bytes.NewReader(file)), 16), kind)
	require.NoError(t, err)
	return out.Bytes(), orientation
}

func TestThePlaceIsTakenOutAndThePictureStays(t *testing.T) {
	m := photo(40, 20)
	for name, file := range map[string][]byte{"jpeg": jpegFrom(t, m, 1), "png": pngFrom(t, m), "gif": gifFrom(t, m), "webp": webpFrom(t)} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, string(file), place)
			clean, orientation := scrub(t, file)
			require.Equal(t, 1, orientation)
			require.NotContains(t, string(clean), place)
			require.NotContains(t, string(clean), "xap")

			before, _, err := image.Decode(bytes.NewReader(file))
			require.NoError(t, err)
			after, _, err := image.Decode(bytes.NewReader(clean))
			require.NoError(t, err)
			require.Equal(t, before, after)

			again, _ := scrub(t, clean)
			require.Equal(t, clean, again, "a clean file stays as it is")
		})
	}
}

func TestWebPKeepsItsLengthAndNoLongerAnnouncesEXIF(t *testing.T) {
	file := webpFrom(t)
	clean, _ := scrub(t, file)
	require.Len(t, clean, len(file))
	require.Zero(t, clean[20]&0x0c)
	_, err := webp.Decode(bytes.NewReader(clean))
	require.NoError(t, err)
}

func TestOrientationSurvivesAndTurnsTheThumbnail(t *testing.T) {
	m := photo(40, 20)                 // red left, blue right
	redCorner := map[byte]image.Point{ // where the red half lies when drawn upright
		1: {4, 10}, 2: {36, 10}, 3: {36, 10}, 4: {4, 10}, 5: {10, 4}, 6: {10, 4}, 7: {10, 36}, 8: {10, 36},
	}
	for o := byte(1); o <= 8; o++ {
		clean, orientation := scrub(t, jpegFrom(t, m, o))
		require.EqualValues(t, o, orientation)
		_, again := scrub(t, clean)
		require.EqualValues(t, o, again, "the stored file still says how it lies")

		b, err := attachment.Thumbnail(bytes.NewReader(clean), orientation, 480)
		require.NoError(t, err)
		small, err := jpeg.Decode(bytes.NewReader(b))
		require.NoError(t, err)
		if o >= 5 {
			require.Equal(t, image.Pt(20, 40), small.Bounds().Size())
		} else {
			require.Equal(t, image.Pt(40, 20), small.Bounds().Size())
		}
		require.True(t, isRed(small.At(redCorner[o].X, redCorner[o].Y)), "orientation %d", o)
	}
}

func TestThumbnailIsSmallAndInProportion(t *testing.T) {
	for _, c := range []struct{ w, h, tw, th int }{{1000, 500, 480, 240}, {300, 900, 160, 480}, {100, 50, 100, 50}, {2000, 1, 480, 1}} {
		b, err := attachment.Thumbnail(bytes.NewReader(pngFrom(t, photo(c.w, c.h))), 1, 480)
		require.NoError(t, err)
		small, err := jpeg.DecodeConfig(bytes.NewReader(b))
		require.NoError(t, err)
		require.Equal(t, []int{c.tw, c.th}, []int{small.Width, small.Height})
	}
}

func TestPixelsAreToldWithoutDecoding(t *testing.T) {
	header := pngFrom(t, photo(1, 1))[:33]
	binary.BigEndian.PutUint32(header[16:], 50_000)
	binary.BigEndian.PutUint32(header[20:], 50_000)
	binary.BigEndian.PutUint32(header[29:], crc32.ChecksumIEEE(header[12:29]))
	n, err := attachment.Pixels(bytes.NewReader(header))
	require.NoError(t, err)
	require.EqualValues(t, 2_500_000_000, n)
}

func TestDamagedFilesAreRefusedInWords(t *testing.T) {
	m := photo(40, 20)
	for name, file := range map[string][]byte{"jpeg": jpegFrom(t, m, 6), "png": pngFrom(t, m), "gif": gifFrom(t, m), "webp": webpFrom(t)} {
		clean, _ := scrub(t, file)
		kind, _ := attachment.Sniff(file)
		for cut := 16; cut < len(clean); cut += 1 + len(clean)/97 {
			_, err := attachment.Scrub(&bytes.Buffer{}, bufio.NewReader(bytes.NewReader(clean[:cut])), kind)
			require.True(t, fault.Is(err, fault.Invalid), "%s cut at %d of %d: %v", name, cut, len(clean), err)
		}
	}
}

func FuzzScrub(f *testing.F) {
	m := photo(8, 4)
	for _, file := range [][]byte{jpegFrom(f, m, 6), pngFrom(f, m), gifFrom(f, m), webpFrom(f)} {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		kind, err := attachment.Sniff(file)
		if err != nil {
			return
		}
		var once bytes.Buffer
		if _, err := attachment.Scrub(&once, bufio.NewReader(bytes.NewReader(file)), kind); err != nil {
			require.True(t, fault.Is(err, fault.Invalid), err)
			return
		}
		var twice bytes.Buffer
		_, err = attachment.Scrub(&twice, bufio.NewReader(bytes.NewReader(once.Bytes())), kind)
		require.NoError(t, err)
		require.Equal(t, once.Bytes(), twice.Bytes())
	})
}
