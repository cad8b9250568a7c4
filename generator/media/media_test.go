package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// picture draws an image whose corners differ: red at the upper left.
func picture(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{A: 255}
			switch {
			case x < w/2 && y < h/2:
				c.R = 255
			case y < h/2:
				c.G = 255
			case x < w/2:
				c.B = 255
			default:
				c.R, c.G = 255, 255
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func asPNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asJPEG writes a JPEG file with EXIF data that names an orientation.
func asJPEG(t *testing.T, m image.Image, orientation int, order binary.AppendByteOrder, mark string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	tiff := order.AppendUint32([]byte(mark), 8)
	tiff = order.AppendUint16(tiff, 1)
	tiff = order.AppendUint16(tiff, 0x0112)
	tiff = order.AppendUint16(tiff, 3)
	tiff = order.AppendUint32(tiff, 1)
	tiff = order.AppendUint16(tiff, uint16(orientation))
	tiff = append(tiff, 0, 0, 0, 0, 0, 0)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(segment)+2))
	return append(append(head, segment...), b.Bytes()[2:]...)
}

func TestProbeTellsTheSizeAsShown(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want Info
	}{
		{"a.png", asPNG(t, picture(30, 20)), Info{"png", 30, 20}},
		{"a.JPG", asJPEG(t, picture(30, 20), 1, binary.LittleEndian, "II*\x00"), Info{"jpeg", 30, 20}},
		{"turned.jpeg", asJPEG(t, picture(30, 20), 6, binary.BigEndian, "MM\x00*"), Info{"jpeg", 20, 30}},
		{"a.svg", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="120px" height="80"/>`), Info{"svg", 120, 80}},
		{"box.svg", []byte(`<svg viewBox="0 0 300.4,200"/>`), Info{"svg", 300, 200}},
		{"percent.svg", []byte(`<svg width="100%" height="100%" viewBox="0 0 10 20"/>`), Info{"svg", 10, 20}},
		{"unsized.svg", []byte(`<svg/>`), Info{Format: "svg"}},
		{"data.csv", []byte("a,b"), Info{}},
	} {
		got, err := Probe(c.data, c.name)
		if err != nil || got != c.want {
			t.Errorf("%s: got %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestProbeSaysWhatIsWrong(t *testing.T) {
	bomb := asPNG(t, picture(2, 2))
	binary.BigEndian.PutUint32(bomb[16:], 65535)
	binary.BigEndian.PutUint32(bomb[20:], 65535)
	for _, c := range []struct{ name, data, want string }{
		{"a.png", "no image", "is named .png, but holds no image of that kind"},
		{"a.jpg", string(asPNG(t, picture(2, 2))), "is named .jpg, but holds PNG"},
		{"a.png", string(asPNG(t, picture(2, 2))[:20]), "is damaged"},
		{"a.svg", "<html/>", "holds no drawing"},
		{"a.svg", "", "holds no drawing"},
	} {
		if _, err := Probe([]byte(c.data), c.name); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := Probe(bomb, "bomb.png"); err == nil {
		t.Error("an image that declares 65535×65535 pixels is taken")
	}
	if _, err := Scale(bomb, 100); err == nil {
		t.Error("an image that declares 65535×65535 pixels is scaled")
	}
}

func TestScaleSetsImagesUpright(t *testing.T) {
	upright := picture(64, 32)
	for orientation := 1; orientation <= 8; orientation++ {
		// inverse undoes what the orientation will do.
		inverse := map[int]int{6: 8, 8: 6}[orientation]
		if inverse == 0 {
			inverse = orientation
		}
		stored := turned(upright, inverse)
		data, err := Scale(asJPEG(t, stored, orientation, binary.LittleEndian, "II*\x00"), 16)
		if err != nil {
			t.Fatal(err)
		}
		got, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if size := got.Bounds().Size(); size != (image.Point{X: 16, Y: 8}) {
			t.Errorf("orientation %d: the size is %v", orientation, size)
		}
		r, g, b, _ := got.At(2, 2).RGBA()
		if r < 0xC000 || g > 0x5000 || b > 0x5000 {
			t.Errorf("orientation %d: the upper left corner is not red but %x %x %x", orientation, r, g, b)
		}
		if bytes.Contains(data, []byte("Exif")) {
			t.Errorf("orientation %d: the metadata is still there", orientation)
		}
	}
}

func TestVariantsAreWorthTheirWhile(t *testing.T) {
	for _, c := range []struct {
		info Info
		want int
	}{
		{Info{"png", 500, 500}, 0}, {Info{"png", 600, 10}, 1}, {Info{"jpeg", 2000, 1000}, 3},
		{Info{"gif", 2000, 1000}, 0}, {Info{"svg", 2000, 1000}, 0}, {Info{}, 0},
	} {
		if got := Widths(c.info); len(got) != c.want {
			t.Errorf("%+v: %v", c.info, got)
		}
	}
	if VariantExt(Info{Format: "jpeg"}) != ".jpg" || VariantExt(Info{Format: "webp"}) != ".png" {
		t.Error("a variant has the wrong ending")
	}
}

func TestScaleIsTheSameEachTime(t *testing.T) {
	source := asPNG(t, picture(640, 480))
	one, err1 := Scale(source, 320)
	two, err2 := Scale(source, 320)
	if err1 != nil || err2 != nil || !bytes.Equal(one, two) {
		t.Errorf("two variants differ: %v, %v", err1, err2)
	}
}

func TestMediaTypes(t *testing.T) {
	for name, want := range map[string]string{"index.html": "text/html; charset=utf-8", "A.PNG": "image/png", "x.unknown": "application/octet-stream"} {
		if got := MediaType(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func FuzzProbe(f *testing.F) {
	f.Add([]byte("<svg width='1' height='2'>"), "a.svg")
	f.Add([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, 20, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', '*', 0, 8, 0, 0, 0, 255, 255}, "a.jpg")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		info, err := Probe(data, name)
		if err != nil && info != (Info{}) {
			t.Errorf("an error and a fact at once: %+v, %v", info, err)
		}
		if o := orientation(data); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
