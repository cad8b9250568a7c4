package media

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// quarters draws an image whose quarters differ: red, green, blue and yellow
// from the upper left, line by line.
func quarters(w, h int) *image.RGBA {
	colours := [2][2]color.RGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {255, 255, 0, 255}}}
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, colours[min(1, 2*y/h)][min(1, 2*x/w)])
		}
	}
	return m
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asGIF(t testing.TB, m image.Image, frames int) []byte {
	t.Helper()
	var all gif.GIF
	for range frames {
		frame := image.NewPaletted(m.Bounds(), color.Palette{color.Black, color.White, color.RGBA{R: 255, A: 255}})
		frame.Pix[0] = 2
		all.Image, all.Delay = append(all.Image, frame), append(all.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif is the content of a JPEG file's segment with EXIF data of one entry,
// which tells an orientation.
func exif(order binary.AppendByteOrder, kind uint16, count uint32, orientation uint16) []byte {
	b := []byte("Exif\x00\x00II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("Exif\x00\x00MM\x00*")
	}
	b = order.AppendUint32(b, 8) // where the directory begins
	b = order.AppendUint16(b, 2) // its entries, the first of which tells the width
	for _, entry := range []struct{ tag, kind, value uint16 }{{0x0100, 3, 77}, {0x0112, kind, orientation}} {
		b = order.AppendUint16(b, entry.tag)
		b = order.AppendUint16(b, entry.kind)
		b = order.AppendUint32(b, count)
		b = order.AppendUint16(b, entry.value)
		b = append(b, 0, 0)
	}
	return append(b, 0, 0, 0, 0) // no further directory
}

// withSegment puts a segment after the beginning of a JPEG file.
func withSegment(file []byte, marker byte, content []byte) []byte {
	b := append([]byte{}, file[:2]...)
	b = append(b, 0xFF, marker)
	b = binary.BigEndian.AppendUint16(b, uint16(len(content)+2))
	return append(append(b, content...), file[2:]...)
}

// withChunk puts a chunk after the header of a PNG file. Its checksum is wrong,
// which nobody reads who only looks for animation.
func withChunk(file []byte, kind string, content []byte) []byte {
	const header = 8 + 12 + 13
	b := append([]byte{}, file[:header]...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(content)))
	b = append(append(b, kind...), content...)
	b = append(b, 0, 0, 0, 0)
	return append(b, file[header:]...)
}

// bits writes numbers of few bits, the lowest first, as WebP wants them.
type bits struct {
	bytes []byte
	used  uint
}

func (b *bits) add(value uint32, count uint) {
	for i := range count {
		if b.used%8 == 0 {
			b.bytes = append(b.bytes, 0)
		}
		b.bytes[b.used/8] |= byte(value>>i&1) << (b.used % 8)
		b.used++
	}
}

// asWebP makes a lossless WebP file of one colour, whose pixels take no bytes.
func asWebP(w, h int, c color.NRGBA) []byte {
	var b bits
	b.add(0x2F, 8)
	b.add(uint32(w-1), 14)
	b.add(uint32(h-1), 14)
	b.add(1, 1) // transparency is used
	b.add(0, 3) // the version
	b.add(0, 3) // no transforms, no cache of colours, no groups of codes
	for _, symbol := range []byte{c.G, c.R, c.B, c.A, 0} {
		b.add(0b101, 3) // a simple code, of one symbol, of eight bits
		b.add(uint32(symbol), 8)
	}
	return webpFile(chunk("VP8L", b.bytes))
}

// lossyWebP is the beginning of a WebP file that is coded as photographs are.
func lossyWebP(w, h uint16) []byte {
	b := []byte{0x10, 0, 0, 0x9D, 0x01, 0x2A} // a key frame that is shown
	b = binary.LittleEndian.AppendUint16(b, w)
	b = binary.LittleEndian.AppendUint16(b, h)
	return chunk("VP8 ", append(b, make([]byte, 64)...))
}

// extendedWebP is the chunk that tells of more than one image's data.
func extendedWebP(flags byte, w, h int) []byte {
	return chunk("VP8X", []byte{
		flags, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), byte((w - 1) >> 16), byte(h - 1), byte((h - 1) >> 8), byte((h - 1) >> 16),
	})
}

func chunk(kind string, content []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(content)))
	b = append(b, content...)
	if len(content)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

func webpFile(chunks ...[]byte) []byte {
	content := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(content))), content...)
}

// mended sets right the checksum of a PNG file's header.
func mended(file []byte) {
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
}
