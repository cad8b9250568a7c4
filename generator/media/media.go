// Package media looks into files beside the notes: what kind of image one is,
// how large, and what smaller variants it is worth. Bytes come in, facts and
// the bytes of variants go out. It never reads a file itself, trusts nothing
// that a file says of itself, and decodes only images of a bounded size.
package media

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"strings"

	"golang.org/x/image/webp"
)

// Info is what is known of an image. For other files all of it is zero.
type Info struct {
	Format        string // "jpeg", "png", "gif", "webp" or "svg"
	Width, Height int    // in pixels, as shown: after the EXIF orientation. Zero for a drawing that tells none.
	Animated      bool
	Variant       string // the format in which Scale writes smaller variants, "jpeg" or "png"; "" if there can be none
}

// extensions are the formats by the endings of names.
var extensions = map[string]string{
	".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif", ".webp": "webp", ".svg": "svg",
}

// maxPixels is the size above which an image is refused: to decode it would
// take some hundreds of megabytes, whatever the size of the file.
const maxPixels = 100_000_000

// Mismatch is the error for a file whose name says one format and whose bytes
// are of another.
type Mismatch struct {
	Ext   string // of the name, such as ".png"
	Holds string // the format that the bytes are of, such as "jpeg"; "" if it is none that is known
}

func (m *Mismatch) Error() string {
	if m.Holds == "" {
		return fmt.Sprintf("is named %s, but holds no image of that kind", m.Ext)
	}
	name := strings.ToUpper(m.Holds)
	if m.Holds == "webp" {
		name = "WebP"
	}
	return fmt.Sprintf("is named %s, but holds %s", m.Ext, name)
}

// Probe reads from a file's headers what it holds. Whether it should be an
// image is told by its name alone. The error says in words that follow the
// file's name what is wrong with an image ("is named .png, but holds JPEG");
// it is a *Mismatch if the name is.
func Probe(data []byte, name string) (Info, error) {
	ext := path.Ext(name)
	format := extensions[strings.ToLower(ext)]
	if format == "" {
		return Info{}, nil
	}
	holds := sniff(data)
	if format == "svg" && holds == "" { // a drawing is text, which no signature tells
		info, ok := probeSVG(data)
		if !ok {
			return Info{}, &Mismatch{Ext: ext}
		}
		return info, nil
	}
	if holds != format {
		return Info{}, &Mismatch{ext, holds}
	}
	config, err := measure(data, format)
	if err != nil {
		return Info{}, err
	}
	info := Info{Format: format, Width: config.Width, Height: config.Height, Animated: animated(data, format)}
	if format == "jpeg" && orientation(data).swapsSides() {
		info.Width, info.Height = info.Height, info.Width
	}
	if !info.Animated {
		info.Variant = variant(data, format, config)
	}
	return info, nil
}

// signatures are how files of the formats begin. A dot stands for any byte.
var signatures = []struct{ format, begin string }{
	{"jpeg", "\xFF\xD8\xFF"}, {"png", "\x89PNG\r\n\x1A\n"}, {"gif", "GIF87a"}, {"gif", "GIF89a"}, {"webp", "RIFF....WEBP"},
	{"avif", "....ftypavif"}, {"heic", "....ftypheic"}, {"heic", "....ftypheix"}, {"heic", "....ftypmif1"}, // as phones write
	{"pdf", "%PDF-"}, {"tiff", "II*\x00"}, {"tiff", "MM\x00*"},
}

// sniff tells the format of a file that is no text from how it begins.
func sniff(data []byte) string {
	for _, s := range signatures {
		if beginsAs(data, s.begin) {
			return s.format
		}
	}
	return ""
}

func beginsAs(data []byte, begin string) bool {
	if len(data) < len(begin) {
		return false
	}
	for i := range len(begin) {
		if begin[i] != '.' && begin[i] != data[i] {
			return false
		}
	}
	return true
}

// measure reads the size of an image, which is not absurd.
func measure(data []byte, format string) (config image.Config, err error) {
	r := bytes.NewReader(data)
	switch format {
	case "jpeg":
		config, err = jpeg.DecodeConfig(r)
	case "png":
		config, err = png.DecodeConfig(r)
	case "gif":
		config, err = gif.DecodeConfig(r)
	case "webp":
		config, err = webp.DecodeConfig(r)
	default:
		return image.Config{}, errors.New("is no image whose size can be read")
	}
	switch {
	case err != nil:
		return image.Config{}, fmt.Errorf("is damaged: %w", err)
	case config.Width <= 0 || config.Height <= 0:
		return image.Config{}, fmt.Errorf("is damaged: it declares %d×%d pixels", config.Width, config.Height)
	case int64(config.Width)*int64(config.Height) > maxPixels:
		return image.Config{}, fmt.Errorf("declares %d×%d pixels, more than the %d million that can be shown",
			config.Width, config.Height, maxPixels/1_000_000)
	}
	return config, nil
}
