package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
)

// before and after are what the camera saw at a repair.
const (
	before = "before"
	after  = "after"
)

// photo draws a wall as a telephone would take it: with a stain and a crack, or
// put right. A seed makes each a little different.
func photo(what string, seed uint64) ([]byte, error) {
	const w, h = 480, 360
	r := rand.New(rand.NewPCG(seed, 7))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	tint := r.IntN(24)
	for y := range h {
		for x := range w {
			shade := uint8(222 - tint - x/24 - y/18)
			img.Set(x, y, color.RGBA{shade, shade - 4, shade - 16, 255})
		}
	}
	rect(img, 0, h-70, w, h, color.RGBA{146, 118, 88, 255}) // floor
	rect(img, 0, h-84, w, h-70, color.RGBA{236, 234, 228, 255})
	for x := 0; x < w; x += 96 {
		rect(img, x, h-70, x+2, h, color.RGBA{122, 96, 70, 255})
	}
	rect(img, 330, 60, 450, 200, color.RGBA{250, 250, 248, 255}) // window
	rect(img, 338, 68, 386, 192, color.RGBA{168, 204, 230, 255})
	rect(img, 394, 68, 442, 192, color.RGBA{182, 214, 236, 255})
	cx, cy := 110+r.IntN(80), 90+r.IntN(50)
	if what == before {
		blot(img, cx, cy, 78, color.RGBA{150, 116, 66, 110})
		blot(img, cx+20, cy+34, 46, color.RGBA{116, 84, 44, 130})
		for x, y := cx-20, cy+30; y < h-90; y++ {
			x += r.IntN(3) - 1
			rect(img, x, y, x+2, y+1, color.RGBA{84, 70, 58, 255})
		}
	} else {
		blot(img, cx, cy, 84, color.RGBA{248, 248, 244, 150})
		rect(img, cx-8, h-150, cx+8, h-84, color.RGBA{192, 196, 202, 255}) // new pipe
		rect(img, cx-14, h-120, cx+14, h-106, color.RGBA{158, 164, 172, 255})
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 80})
	return out.Bytes(), err
}

func rect(img draw.Image, x0, y0, x1, y1 int, c color.RGBA) {
	draw.Draw(img, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
}

// blot is a round patch that fades towards its rim.
func blot(img *image.RGBA, cx, cy, radius int, c color.RGBA) {
	for y := -radius; y <= radius; y++ {
		for x := -radius; x <= radius; x++ {
			far := x*x + y*y
			if far > radius*radius || !(image.Pt(cx+x, cy+y).In(img.Rect)) {
				continue
			}
			share := float64(c.A) / 255 * (1 - float64(far)/float64(radius*radius))
			old := img.RGBAAt(cx+x, cy+y)
			mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-share) + float64(b)*share) }
			img.SetRGBA(cx+x, cy+y, color.RGBA{mix(old.R, c.R), mix(old.G, c.G), mix(old.B, c.B), 255})
		}
	}
}
