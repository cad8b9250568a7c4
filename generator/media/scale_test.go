package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestVariantsAreMadeWhereTheyAreWorthIt(t *testing.T) {
	for title, c := range map[string]struct {
		info Info
		want []int
		ext  string
	}{
		"small":                  {Info{"png", 599, 500, false, "png"}, nil, ".png"},
		"somewhat larger":        {Info{"png", 600, 10, false, "png"}, []int{480}, ".png"},
		"large":                  {Info{"jpeg", 2000, 1000, false, "jpeg"}, []int{480, 960, 1600}, ".jpg"},
		"like a photograph":      {Info{"webp", 1200, 1000, false, "jpeg"}, []int{480, 960}, ".jpg"},
		"very high":              {Info{"jpeg", 2000, 30_000, false, "jpeg"}, []int{480}, ".jpg"},
		"a drawing":              {Info{"svg", 2000, 1000, false, ""}, nil, ""},
		"that moves":             {Info{"gif", 2000, 1000, true, ""}, nil, ""},
		"of few colours":         {Info{"png", 2000, 1000, false, ""}, nil, ""},
		"nothing of this at all": {Info{}, nil, ""},
	} {
		if got := Widths(c.info); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", title, got, c.want)
		}
		if got := VariantExt(c.info); got != c.ext {
			t.Errorf("%s: got %q, want %q", title, got, c.ext)
		}
	}
}

// seen tells the colours of the quarters of an image, line by line.
func seen(m image.Image) string {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	var names strings.Builder
	for _, p := range []image.Point{{w / 4, h / 4}, {w * 3 / 4, h / 4}, {w / 4, h * 3 / 4}, {w * 3 / 4, h * 3 / 4}} {
		r, g, b, _ := m.At(p.X, p.Y).RGBA()
		const half = 0x8000
		switch {
		case r > half && g > half:
			names.WriteString("yellow ")
		case r > half:
			names.WriteString("red ")
		case g > half:
			names.WriteString("green ")
		case b > half:
			names.WriteString("blue ")
		}
	}
	return strings.TrimSpace(names.String())
}

// TestOrientationsAreAsTheStandardHasThem checks against the words of EXIF 2.3,
// 4.6.4: which side the first row and the first column are on as seen.
func TestOrientationsAreAsTheStandardHasThem(t *testing.T) {
	stored := quarters(64, 32) // red and green in the first row, red and blue in the first column
	for orientation, want := range map[uint16]string{
		1: "red green blue yellow", // top, left
		2: "green red yellow blue", // top, right
		3: "yellow blue green red", // bottom, right
		4: "blue yellow red green", // bottom, left
		5: "red blue green yellow", // left, top
		6: "blue red yellow green", // right, top
		7: "yellow green blue red", // right, bottom
		8: "green yellow red blue", // left, bottom
	} {
		file := withSegment(asJPEG(t, stored), 0xE1, exif(binary.LittleEndian, 3, 1, orientation))
		size := image.Pt(16, 8)
		if orientation >= 5 {
			size = image.Pt(16, 32)
		}
		data, err := Scale(file, 16)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if m.Bounds().Size() != size || seen(m) != want {
			t.Errorf("orientation %d: got %s, %v; want %s, %v", orientation, seen(m), m.Bounds().Size(), want, size)
		}
		if bytes.Contains(data, []byte("Exif")) {
			t.Errorf("orientation %d: the metadata is still there", orientation)
		}
	}
}

func TestVariantsKeepTheKindOfTheirImage(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 40, 20))
	grey := image.NewGray(image.Rect(0, 0, 40, 20))
	for title, c := range map[string]struct {
		data   []byte
		format string
		model  color.Model
	}{
		"JPEG":                   {asJPEG(t, quarters(40, 20)), "jpeg", color.YCbCrModel},
		"grey JPEG":              {asJPEG(t, grey), "jpeg", color.GrayModel},
		"PNG":                    {asPNG(t, quarters(40, 20)), "png", color.RGBAModel},
		"PNG with transparency":  {asPNG(t, clear), "png", color.NRGBAModel},
		"grey PNG":               {asPNG(t, grey), "png", color.GrayModel},
		"grey PNG of 16 bits":    {asPNG(t, image.NewGray16(image.Rect(0, 0, 40, 20))), "png", color.GrayModel},
		"WebP":                   {asWebP(40, 20, color.NRGBA{200, 100, 50, 255}), "png", color.RGBAModel},
		"WebP with transparency": {asWebP(40, 20, color.NRGBA{200, 100, 50, 90}), "png", color.NRGBAModel},
	} {
		data, err := Scale(c.data, 10)
		if err != nil {
			t.Errorf("%s: %v", title, err)
			continue
		}
		config, format, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || format != c.format || config.ColorModel != c.model || config.Width != 10 || config.Height != 5 {
			t.Errorf("%s: got %s, %+v, %v", title, format, config, err)
		}
	}
}

func TestColoursComeThroughScaling(t *testing.T) {
	data, err := Scale(asWebP(40, 20, color.NRGBA{200, 100, 50, 255}), 10)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := color.RGBAModel.Convert(m.At(5, 2)); got != (color.RGBA{200, 100, 50, 255}) {
		t.Errorf("got %v", got)
	}
}

func TestScaleRefusesWhatItCannotDo(t *testing.T) {
	photograph := asJPEG(t, quarters(40, 20))
	scan := strings.Index(string(photograph), "\xFF\xDA")
	passes := append(bytes.Clone(photograph), bytes.Repeat(photograph[scan:scan+20], maxScans)...)
	for title, c := range map[string]struct {
		data  []byte
		width int
		want  string
	}{
		"a greater width":     {photograph, 41, "cannot be scaled to 41"},
		"no width":            {photograph, 0, "cannot be scaled to 0"},
		"a width below":       {photograph, -1, "cannot be scaled to -1"},
		"a drawing":           {[]byte("<svg/>"), 10, "is no image"},
		"nothing":             {nil, 10, "is no image"},
		"an image that moves": {asGIF(t, quarters(40, 20), 2), 10, "not scaled"},
		"half a photograph":   {photograph[:len(photograph)/2+150], 10, "is damaged"},
		"many passes":         {passes, 10, "more than 100 passes"},
		"a strip":             {asPNG(t, image.NewGray(image.Rect(0, 0, 1000, maxBuffer/1000+1))), 1000, "too high"},
	} {
		if _, err := Scale(c.data, c.width); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", title, err, c.want)
		}
	}
}

func TestEveryVariantThatIsOfferedCanBeMade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 60).Draw(t, "width"), rapid.IntRange(1, 60).Draw(t, "height")
		turn := uint16(rapid.IntRange(0, 9).Draw(t, "orientation"))
		var b bytes.Buffer
		if err := jpeg.Encode(&b, quarters(w, h), nil); err != nil {
			t.Fatal(err)
		}
		file := withSegment(b.Bytes(), 0xE1, exif(binary.BigEndian, 3, 1, turn))
		info, err := Probe(file, "a.jpg")
		if err != nil {
			t.Fatal(err)
		}
		width := rapid.IntRange(1, info.Width).Draw(t, "to")
		one, err := Scale(file, width)
		if err != nil {
			t.Fatal(err)
		}
		two, err := Scale(file, width)
		if err != nil || !bytes.Equal(one, two) {
			t.Fatalf("the second time it differs: %v", err)
		}
		made, err := Probe(one, "a"+VariantExt(info))
		if err != nil {
			t.Fatal(err)
		}
		height := max(1, (2*info.Height*width+info.Width)/(2*info.Width))
		if made != (Info{Format: info.Variant, Width: width, Height: height, Variant: info.Variant}) {
			t.Errorf("%+v scaled to %d is %+v, not %d high", info, width, made, height)
		}
	})
}

func FuzzScale(f *testing.F) {
	m := quarters(6, 4)
	f.Add(withSegment(asJPEG(f, m), 0xE1, exif(binary.LittleEndian, 3, 1, 5)), 3)
	f.Add(asPNG(f, m), 3)
	f.Add(asWebP(6, 4, color.NRGBA{1, 2, 3, 4}), 3)
	f.Add(webpFile(lossyWebP(6, 4)), 3)
	f.Fuzz(func(t *testing.T, data []byte, width int) {
		if config, err := measure(data, sniff(data)); err == nil && config.Width*config.Height > 1<<20 {
			t.Skip("large images are allowed, but slow to try")
		}
		variant, err := Scale(data, width)
		if err != nil {
			return
		}
		if config, _, err := image.DecodeConfig(bytes.NewReader(variant)); err != nil || config.Width != width {
			t.Errorf("to %d: got %+v, %v", width, config, err)
		}
	})
}
