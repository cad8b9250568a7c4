// Package media looks into files beside the notes: what kind of image one is,
// how large, and what smaller variants it is worth. Bytes in, facts or bytes
// out; it never reads a file itself.
package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // for image.DecodeConfig
	_ "image/jpeg"
	_ "image/png"
	"path"
	"strconv"
	"strings"

	_ "golang.org/x/image/webp"
)

// Info is what is known of a file. For one that is no image all is zero.
type Info struct {
	Format        string // "jpeg", "png", "gif", "webp", "svg"
	Width, Height int    // in pixels, as shown
}

// formats are the formats by the endings of names.
var formats = map[string]string{".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif", ".webp": "webp", ".svg": "svg"}

// maxPixels is the size above which an image is refused: to decode it would
// take some hundreds of megabytes.
const maxPixels = 100 << 20

// Probe looks at the beginning of a file. The error says in plain words what
// is wrong with an image.
func Probe(data []byte, name string) (Info, error) {
	want := formats[strings.ToLower(path.Ext(name))]
	switch want {
	case "":
		return Info{}, nil
	case "svg":
		return probeSVG(data)
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat):
		return Info{}, fmt.Errorf("is named %s, but holds no image of that kind", path.Ext(name))
	case err != nil:
		return Info{}, fmt.Errorf("is damaged: %w", err)
	case format != want:
		return Info{}, fmt.Errorf("is named %s, but holds %s", path.Ext(name), strings.ToUpper(format))
	case config.Width <= 0 || config.Height <= 0 || int64(config.Width)*int64(config.Height) > maxPixels:
		return Info{}, fmt.Errorf("declares %d×%d pixels, more than can be shown", config.Width, config.Height)
	}
	info := Info{Format: format, Width: config.Width, Height: config.Height}
	if format == "jpeg" && orientation(data) >= 5 {
		info.Width, info.Height = info.Height, info.Width
	}
	return info, nil
}

// probeSVG reads the size from the root element of a drawing: its width and
// height in pixels, or else its view box.
func probeSVG(data []byte) (Info, error) {
	decoder := xml.NewDecoder(bytes.NewReader(data[:min(len(data), 64<<10)]))
	decoder.Strict = false
	for {
		token, err := decoder.Token()
		if err != nil {
			return Info{}, errors.New("is named .svg, but holds no drawing")
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return Info{}, errors.New("is named .svg, but holds no drawing")
		}
		return sizeSVG(root), nil
	}
}

func sizeSVG(root xml.StartElement) Info {
	info := Info{Format: "svg"}
	var box []string
	for _, a := range root.Attr {
		switch a.Name.Local {
		case "width":
			info.Width = pixels(a.Value)
		case "height":
			info.Height = pixels(a.Value)
		case "viewBox":
			box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' })
		}
	}
	if (info.Width == 0 || info.Height == 0) && len(box) == 4 {
		info.Width, info.Height = pixels(box[2]), pixels(box[3])
	}
	return info
}

// pixels reads a length; zero for one that is not in pixels.
func pixels(s string) int {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(v > 0 && v < 100_000) {
		return 0
	}
	return int(v + 0.5)
}

// MediaType is the type of a published file by its name, from a table of our
// own: the machine's may differ.
func MediaType(name string) string {
	if t, ok := mediaTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".atom": "application/atom+xml", ".txt": "text/plain; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".pdf": "application/pdf",
	".ics": "text/calendar; charset=utf-8", ".zip": "application/zip", ".mp3": "audio/mpeg", ".mp4": "video/mp4",
	".woff2": "font/woff2", ".ico": "image/x-icon", ".webmanifest": "application/manifest+json", ".epub": "application/epub+zip",
}
