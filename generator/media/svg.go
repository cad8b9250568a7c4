package media

import (
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// svgHeader is how far into a drawing its root element must begin and end, in
// bytes. Programs write long declarations before it.
const svgHeader = 64 << 10

// probeSVG reads the size of a drawing from its root element. ok is false if
// that is no <svg>.
func probeSVG(data []byte) (info Info, ok bool) {
	decoder := xml.NewDecoder(bytes.NewReader(data[:min(len(data), svgHeader)]))
	decoder.Strict = false // entities of one's own are common there
	decoder.CharsetReader = asLatin1
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return Info{}, false
		}
		switch token := token.(type) {
		case xml.CharData:
			if len(bytes.TrimSpace(bytes.TrimPrefix(token, []byte("\uFEFF")))) > 0 {
				return Info{}, false
			}
		case xml.StartElement:
			if token.Name.Local != "svg" {
				return Info{}, false
			}
			width, height := sizeSVG(token.Attr)
			return Info{Format: "svg", Width: width, Height: height}, true
		}
	}
}

// asLatin1 reads all encodings but UTF-8 as ISO 8859-1. Most agree with it on
// what a root element is written in.
func asLatin1(_ string, input io.Reader) (io.Reader, error) {
	return charmap.ISO8859_1.NewDecoder().Reader(input), nil
}

// sizeSVG is the size from the attributes: both lengths, or one and the ratio of
// the view box, or the view box. Both are 0 if they cannot be told.
func sizeSVG(attributes []xml.Attr) (width, height int) {
	var w, h, boxW, boxH float64
	for _, a := range attributes {
		if a.Name.Space != "" {
			continue
		}
		switch a.Name.Local {
		case "width":
			w = length(a.Value)
		case "height":
			h = length(a.Value)
		case "viewBox":
			box := strings.FieldsFunc(a.Value, func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) })
			if len(box) == 4 {
				boxW, boxH = number(box[2]), number(box[3])
			}
		}
	}
	if boxW > 0 && boxH > 0 {
		switch {
		case w == 0 && h == 0:
			w, h = boxW, boxH
		case w == 0:
			w = h * boxW / boxH
		case h == 0:
			h = w * boxH / boxW
		}
	}
	const limit = 100_000 // beyond it nothing sensible is meant
	if !(w > 0 && h > 0 && w < limit && h < limit) {
		return 0, 0
	}
	return int(math.Max(1, math.Round(w))), int(math.Max(1, math.Round(h)))
}

// units are CSS's absolute units, in pixels.
var units = []struct {
	suffix string
	pixels float64
}{{"px", 1}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"Q", 96 / 101.6}, {"pt", 96.0 / 72}, {"pc", 16}, {"", 1}}

// length reads a length in pixels, 0 for one that is relative or none.
func length(s string) float64 {
	s = strings.TrimSpace(s)
	for _, u := range units {
		if before, ok := strings.CutSuffix(s, u.suffix); ok {
			return number(before) * u.pixels
		}
	}
	return 0
}

// number reads a positive decimal number, 0 for what is none.
func number(s string) float64 {
	if strings.Trim(s, "0123456789.eE+-") != "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < 0 {
		return 0
	}
	return v
}
