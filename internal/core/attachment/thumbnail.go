package attachment

import (
	"bytes"
	"image"
	"image/color"
	_ "image/gif" // the kinds of pictures that are taken
	"image/jpeg"
	_ "image/png"
	"io"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// thumbnailQuality keeps a thumbnail of a photo at some 30 KB.
const thumbnailQuality = 80

// Pixels are the width times the height that a picture announces.
func Pixels(r io.Reader) (int64, error) {
	c, _, err := image.DecodeConfig(r)
	return int64(c.Width) * int64(c.Height), err
}

// Thumbnail draws a small JPEG of a picture, upright, on white. The caller
// looks at Pixels first: a picture costs up to nine bytes a pixel while it is decoded.
func Thumbnail(r io.Reader, orientation, longest int) ([]byte, error) {
	picture, _, err := image.Decode(r)
	if err != nil {
		return nil, err
	}
	from := picture.Bounds()
	w, h := fit(from.Dx(), from.Dy(), longest)
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(small, small.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(small, small.Bounds(), picture, from, draw.Over, nil)

	var out bytes.Buffer
	err = jpeg.Encode(&out, upright(small, orientation), &jpeg.Options{Quality: thumbnailQuality})
	return out.Bytes(), err
}

// fit keeps the proportions and never enlarges.
func fit(w, h, longest int) (int, int) {
	if side := max(w, h); side > longest {
		return max(1, w*longest/side), max(1, h*longest/side)
	}
	return w, h
}

// upright undoes the turn that the EXIF orientation names: 2 mirrored,
// 3 upside down, 4 both, 5 to 8 the same lying on a side.
func upright(in *image.RGBA, orientation int) *image.RGBA {
	w, h := in.Rect.Dx(), in.Rect.Dy()
	if orientation < 2 || orientation > 8 {
		return in
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			c := in.RGBAAt(x, y)
			switch orientation {
			case 2:
				out.SetRGBA(w-1-x, y, c)
			case 3:
				out.SetRGBA(w-1-x, h-1-y, c)
			case 4:
				out.SetRGBA(x, h-1-y, c)
			case 5:
				out.SetRGBA(y, x, c)
			case 6:
				out.SetRGBA(h-1-y, x, c)
			case 7:
				out.SetRGBA(h-1-y, w-1-x, c)
			case 8:
				out.SetRGBA(y, w-1-x, c)
			}
		}
	}
	return out
}
