package media

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
)

// widths are those that variants of large images are made in: of a phone, of
// the text column, and of the same on finer screens.
var widths = [...]int{480, 960, 1600}

// Widths lists the widths of the smaller variants that an image is worth.
// Drawings and small images need none, and those that move cannot have them.
func Widths(info Info) []int {
	if info.Format != "jpeg" && info.Format != "png" && info.Format != "webp" {
		return nil
	}
	var list []int
	for _, w := range widths {
		if info.Width >= w*5/4 {
			list = append(list, w)
		}
	}
	return list
}

// VariantExt is the ending of a variant's name: WebP can be read but not
// written, so that its variants are PNG.
func VariantExt(info Info) string {
	if info.Format == "jpeg" {
		return ".jpg"
	}
	return ".png"
}

const jpegQuality = 82

// Scale makes a variant of an image, width pixels wide, upright and without
// any metadata. The same image gives the same bytes on any machine.
func Scale(data []byte, width int) ([]byte, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the image: %w", err)
	}
	if width <= 0 || config.Width <= 0 || config.Height <= 0 || int64(config.Width)*int64(config.Height) > maxPixels {
		return nil, errors.New("the image is too large to be scaled")
	}
	decoded, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the image: %w", err)
	}
	turn := 1
	if format == "jpeg" {
		turn = orientation(data)
	}
	across, down := config.Width, config.Height
	if turn >= 5 {
		across, down = down, across
	}
	height := max(1, (down*width+across/2)/across)
	if turn >= 5 {
		across, down = height, width
	} else {
		across, down = width, height
	}
	scaled := image.NewNRGBA(image.Rect(0, 0, across, down))
	draw.CatmullRom.Scale(scaled, scaled.Bounds(), decoded, decoded.Bounds(), draw.Src, nil)
	upright := turned(scaled, turn)
	var out bytes.Buffer
	if format == "jpeg" {
		err = jpeg.Encode(&out, upright, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, upright)
	}
	if err != nil {
		return nil, fmt.Errorf("write the image: %w", err)
	}
	return out.Bytes(), nil
}

// turned sets an image upright that was stored in one of the eight ways of
// EXIF.
func turned(m *image.NRGBA, orientation int) *image.NRGBA {
	if orientation <= 1 || orientation > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewNRGBA(size)
	for y := range h {
		for x := range w {
			to := image.Point{X: x, Y: y}
			switch orientation {
			case 2:
				to = image.Point{X: w - 1 - x, Y: y}
			case 3:
				to = image.Point{X: w - 1 - x, Y: h - 1 - y}
			case 4:
				to = image.Point{X: x, Y: h - 1 - y}
			case 5:
				to = image.Point{X: y, Y: x}
			case 6:
				to = image.Point{X: h - 1 - y, Y: x}
			case 7:
				to = image.Point{X: h - 1 - y, Y: w - 1 - x}
			case 8:
				to = image.Point{X: y, Y: w - 1 - x}
			}
			out.SetNRGBA(to.X, to.Y, m.NRGBAAt(x, y))
		}
	}
	return out
}
