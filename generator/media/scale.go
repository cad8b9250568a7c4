package media

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// widths are those that variants of large images are made in: of a phone, of
// the text column, and of the same on finer screens.
var widths = [...]int{480, 960, 1600}

const (
	// maxBuffer bounds what the resampler keeps for a variant, in pixels of 32
	// bytes: the variant's width by the image's height. Images less than ten
	// thousand pixels high stay below it.
	maxBuffer = 16 << 20
	// maxScans bounds the passes of a progressive JPEG file. Each costs as much
	// as the image is large, however few bytes it takes; programs write about
	// ten.
	maxScans = 100
	// jpegQuality is where a photograph half the size of the original shows no
	// blocks on a fine screen.
	jpegQuality = 82
)

// Widths lists the widths of the smaller variants that an image is worth, in
// rising order: those that it exceeds by a quarter. Drawings need none; moving
// images, and PNG images of few colours, which grow when scaled, get none.
func Widths(info Info) []int {
	if info.Variant == "" {
		return nil
	}
	var list []int
	for _, w := range widths {
		if info.Width >= w+w/4 && int64(w)*int64(info.Height) <= maxBuffer {
			list = append(list, w)
		}
	}
	return list
}

// VariantExt is the ending of the names of an image's variants, ".jpg" or
// ".png", or "" if there can be none. WebP is read but not written here: images
// coded like photographs become JPEG, others PNG.
func VariantExt(info Info) string {
	switch info.Variant {
	case "jpeg":
		return ".jpg"
	case "png":
		return ".png"
	}
	return ""
}

// variant is the format in which variants of an image that does not move are
// written.
func variant(data []byte, format string, config image.Config) string {
	switch format {
	case "jpeg":
		return "jpeg"
	case "png":
		if _, few := config.ColorModel.(color.Palette); !few {
			return "png"
		}
	case "webp":
		if h := webpOf(data); h.lossy && !h.transparent {
			return "jpeg"
		}
		return "png"
	}
	return ""
}

// Scale makes a variant of an image, width pixels wide, upright and without
// metadata, in the format that Probe told as Info.Variant. The same bytes give
// the same variant.
func Scale(data []byte, width int) ([]byte, error) {
	format := sniff(data)
	config, err := measure(data, format)
	if err != nil {
		return nil, fmt.Errorf("the image %w", err)
	}
	written := ""
	if !animated(data, format) {
		written = variant(data, format, config)
	}
	turn := upright
	if format == "jpeg" {
		turn = orientation(data)
	}
	across, down := config.Width, config.Height // as seen
	if turn.swapsSides() {
		across, down = down, across
	}
	switch {
	case written == "":
		return nil, errors.New("the image is of a kind that is not scaled")
	case width < 1 || width > across:
		return nil, fmt.Errorf("the image is %d pixels wide and cannot be scaled to %d", across, width)
	case int64(width)*int64(down) > maxBuffer:
		return nil, fmt.Errorf("the image is too high, at %d pixels, to be scaled", down)
	case format == "jpeg" && bytes.Count(data, []byte{0xFF, 0xDA}) > maxScans:
		return nil, fmt.Errorf("the image is stored in more than %d passes", maxScans)
	}
	decoded, err := decode(data, format)
	if err != nil {
		return nil, fmt.Errorf("the image is damaged: %w", err)
	}
	height := max(1, (down*width+across/2)/across)
	return encode(scaled(decoded, width, height, turn), written)
}

func decode(data []byte, format string) (image.Image, error) {
	r := bytes.NewReader(data)
	switch format {
	case "jpeg":
		return jpeg.Decode(r)
	case "png":
		return png.Decode(r)
	}
	return webp.Decode(r)
}

// scaled is an image of the size given and upright, grey if the original is.
func scaled(m image.Image, width, height int, t turn) image.Image {
	size := image.Rect(0, 0, width, height)
	if t.swapsSides() {
		size = image.Rect(0, 0, height, width) // as it is stored
	}
	small := image.NewRGBA(size)
	draw.CatmullRom.Scale(small, size, m, m.Bounds(), draw.Src, nil)
	small = turned(small, t)
	if m.ColorModel() != color.GrayModel && m.ColorModel() != color.Gray16Model {
		return small
	}
	grey := image.NewGray(small.Rect)
	for i := range grey.Pix {
		grey.Pix[i] = small.Pix[4*i] // red, green and blue are equal
	}
	return grey
}

// turned sets an image upright.
func turned(m *image.RGBA, t turn) *image.RGBA {
	if t == upright {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	size := m.Rect
	if t.swapsSides() {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			to := t.place(x, y, w, h)
			copy(out.Pix[out.PixOffset(to.X, to.Y):][:4], m.Pix[m.PixOffset(x, y):])
		}
	}
	return out
}

func encode(m image.Image, format string) ([]byte, error) {
	var out bytes.Buffer
	var err error
	if format == "jpeg" {
		err = jpeg.Encode(&out, m, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = png.Encode(&out, m)
	}
	if err != nil {
		return nil, fmt.Errorf("write the variant: %w", err)
	}
	return out.Bytes(), nil
}
