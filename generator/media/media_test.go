package media

import (
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"strings"
	"testing"
)

func TestProbeTellsFormatSizeAndMovement(t *testing.T) {
	m := quarters(30, 20)
	few := image.NewPaletted(image.Rect(0, 0, 30, 20), palette.WebSafe)
	frames := []byte{0, 0, 0, 2, 0, 0, 0, 0}
	for title, c := range map[string]struct {
		name string
		data []byte
		want Info
	}{
		"PNG":                        {"a.png", asPNG(t, m), Info{"png", 30, 20, false, "png"}},
		"PNG of few colours":         {"a.png", asPNG(t, few), Info{"png", 30, 20, false, ""}},
		"PNG that moves":             {"a.png", withChunk(asPNG(t, m), "acTL", frames), Info{"png", 30, 20, true, ""}},
		"PNG of a single frame":      {"a.png", withChunk(asPNG(t, m), "acTL", []byte{0, 0, 0, 1, 0, 0, 0, 0}), Info{"png", 30, 20, false, "png"}},
		"PNG with text before":       {"a.png", withChunk(withChunk(asPNG(t, m), "acTL", frames), "tEXt", []byte("a\x00b")), Info{"png", 30, 20, true, ""}},
		"JPEG in capitals":           {"a.JPG", asJPEG(t, m), Info{"jpeg", 30, 20, false, "jpeg"}},
		"JPEG that lies on its side": {"a.jpeg", withSegment(asJPEG(t, m), 0xE1, exif(binary.BigEndian, 3, 1, 6)), Info{"jpeg", 20, 30, false, "jpeg"}},
		"JPEG upside down":           {"a.jpeg", withSegment(asJPEG(t, m), 0xE1, exif(binary.BigEndian, 3, 1, 3)), Info{"jpeg", 30, 20, false, "jpeg"}},
		"GIF":                        {"a.gif", asGIF(t, m, 1), Info{"gif", 30, 20, false, ""}},
		"GIF that moves":             {"a.gif", asGIF(t, m, 3), Info{"gif", 30, 20, true, ""}},
		"WebP without loss":          {"a.webp", asWebP(30, 20, color.NRGBA{1, 2, 3, 255}), Info{"webp", 30, 20, false, "png"}},
		"WebP like a photograph":     {"a.webp", webpFile(lossyWebP(30, 20)), Info{"webp", 30, 20, false, "jpeg"}},
		"WebP with transparency":     {"a.webp", webpFile(extendedWebP(0x10, 30, 20), chunk("ALPH", []byte{0}), lossyWebP(30, 20)), Info{"webp", 30, 20, false, "png"}},
		"WebP with a profile":        {"a.webp", webpFile(extendedWebP(0x20, 30, 20), chunk("ICCP", []byte{0}), lossyWebP(30, 20)), Info{"webp", 30, 20, false, "jpeg"}},
		"WebP that moves":            {"a.webp", webpFile(extendedWebP(0x02, 30, 20), chunk("ANIM", make([]byte, 6))), Info{"webp", 30, 20, true, ""}},
		"no image":                   {"data.csv", []byte("a,b"), Info{}},
		"an image by no name":        {"photo", asPNG(t, m), Info{}},
	} {
		got, err := Probe(c.data, c.name)
		if err != nil || got != c.want {
			t.Errorf("%s: got %+v, %v; want %+v", title, got, err, c.want)
		}
	}
}

func TestProbeTellsWhereNameAndContentDiffer(t *testing.T) {
	m := quarters(2, 2)
	for _, c := range []struct{ name, data, holds, want string }{
		{"a.png", string(asJPEG(t, m)), "jpeg", "is named .png, but holds JPEG"},
		{"a.JPG", string(asPNG(t, m)), "png", "is named .JPG, but holds PNG"},
		{"a.gif", string(asWebP(2, 2, color.NRGBA{})), "webp", "is named .gif, but holds WebP"},
		{"a.jpg", "\x00\x00\x00\x18ftypheic....", "heic", "is named .jpg, but holds HEIC"},
		{"a.svg", string(asPNG(t, m)), "png", "is named .svg, but holds PNG"},
		{"a.png", "no image", "", "is named .png, but holds no image of that kind"},
		{"a.webp", "", "", "is named .webp, but holds no image of that kind"},
		{"a.svg", "<html/>", "", "is named .svg, but holds no image of that kind"},
	} {
		_, err := Probe([]byte(c.data), c.name)
		var mismatch *Mismatch
		if !errors.As(err, &mismatch) || mismatch.Holds != c.holds || err.Error() != c.want {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestTruncatedImagesAreDamagedOrKnownByTheirHeader(t *testing.T) {
	m := quarters(30, 20)
	for name, data := range map[string][]byte{
		"a.png": asPNG(t, m), "a.jpg": withSegment(asJPEG(t, m), 0xE1, exif(binary.LittleEndian, 3, 1, 1)), "a.gif": asGIF(t, m, 2),
		"a.webp": asWebP(30, 20, color.NRGBA{}),
	} {
		read := 0
		for n := range len(data) {
			info, err := Probe(data[:n], name)
			var mismatch *Mismatch
			switch {
			case err == nil:
				read++
				if info.Width != 30 || info.Height != 20 {
					t.Errorf("%s cut to %d bytes is read as %+v", name, n, info)
				}
			case !errors.As(err, &mismatch) && !strings.HasPrefix(err.Error(), "is damaged: "):
				t.Errorf("%s cut to %d bytes: %v", name, n, err)
			}
		}
		if read == 0 {
			t.Errorf("%s is never known by its header", name)
		}
	}
}

// bombs are files that declare sizes which no machine should try to hold.
func bombs(t testing.TB) map[string][]byte {
	m := quarters(2, 2)
	large := asPNG(t, m)
	binary.BigEndian.PutUint32(large[16:], 65535)
	binary.BigEndian.PutUint32(large[20:], 65535)
	mended(large)
	huge := asPNG(t, m)
	binary.BigEndian.PutUint32(huge[16:], 1<<31-1)
	binary.BigEndian.PutUint32(huge[20:], 1<<31-1)
	mended(huge)
	photograph := asJPEG(t, m)
	frame := strings.Index(string(photograph), "\xFF\xC0")
	copy(photograph[frame+5:], "\xFF\xFF\xFF\xFF")
	moving := asGIF(t, m, 2)
	copy(moving[6:], "\xFF\xFF\xFF\xFF")
	return map[string][]byte{
		"large.png": large, "huge.png": huge, "photograph.jpg": photograph, "moving.gif": moving,
		"plain.webp":    asWebP(16383, 16383, color.NRGBA{}),
		"extended.webp": webpFile(extendedWebP(0, 1<<15, 1<<15), lossyWebP(30, 20)),
	}
}

func TestImagesOfAbsurdSizeAreRefused(t *testing.T) {
	for name, data := range bombs(t) {
		if info, err := Probe(data, name); err == nil {
			t.Errorf("%s is taken as %+v", name, info)
		}
		if _, err := Scale(data, 100); err == nil {
			t.Errorf("%s is scaled", name)
		}
	}
	if _, err := Probe(bombs(t)["large.png"], "a.png"); err == nil || !strings.HasPrefix(err.Error(), "declares 65535×65535 pixels") {
		t.Errorf("got %v", err)
	}
}

func TestMediaTypesComeFromOurTable(t *testing.T) {
	for name, want := range map[string]string{
		"index.html": "text/html; charset=utf-8", "A.PNG": "image/png", "x.unknown": "application/octet-stream", "": "application/octet-stream",
		"a.tar.gz": "application/gzip", "feed.atom": "application/atom+xml",
	} {
		if got := MediaType(name); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"} {
		if got := MediaType("a" + ext); !strings.HasPrefix(got, "image/"+extensions[ext]) {
			t.Errorf("%s: the format is %s, the type %s", ext, extensions[ext], got)
		}
	}
}

func FuzzProbe(f *testing.F) {
	m := quarters(3, 2)
	f.Add([]byte("<svg width='1' height='2'>"), "a.svg")
	f.Add(withSegment(asJPEG(f, m), 0xE1, exif(binary.LittleEndian, 3, 1, 8)), "a.jpg")
	f.Add(withChunk(asPNG(f, m), "acTL", []byte{0, 0, 0, 2}), "a.png")
	f.Add(asGIF(f, m, 2), "a.gif")
	f.Add(webpFile(extendedWebP(0x12, 3, 2), lossyWebP(3, 2)), "a.webp")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		info, err := Probe(data, name)
		switch {
		case err != nil && info != (Info{}):
			t.Errorf("an error and a fact at once: %+v, %v", info, err)
		case info.Format == "" && info != (Info{}), info.Format != "" && info.Format != "svg" && info.Width*info.Height == 0:
			t.Errorf("half a fact: %+v", info)
		case info.Width < 0 || info.Height < 0 || info.Format != "svg" && info.Width*info.Height > maxPixels:
			t.Errorf("an absurd size: %+v", info)
		}
		if o := orientation(data); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
