package media

import (
	"bytes"
	"encoding/binary"
	"testing"
)

func TestAllOrientationsAreReadInBothByteOrders(t *testing.T) {
	plain := asJPEG(t, quarters(4, 2))
	for want := turn(1); want <= 8; want++ {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			file := withSegment(plain, 0xE1, exif(order, 3, 1, uint16(want)))
			if got := orientation(file); got != want {
				t.Errorf("%v: got %d, want %d", order, got, want)
			}
		}
	}
}

func TestTheOrientationIsFoundBehindOtherSegments(t *testing.T) {
	file := withSegment(asJPEG(t, quarters(4, 2)), 0xE1, exif(binary.LittleEndian, 3, 1, 6))
	file = withSegment(file, 0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00<x/>"))
	file = withSegment(file, 0xE0, []byte("JFIF\x00"))
	file = append([]byte{0xFF, 0xD8, 0xFF, 0xFF}, file[2:]...) // bytes that fill
	if got := orientation(file); got != 6 {
		t.Errorf("got %d", got)
	}
}

func TestWhateverIsAmissCountsAsUpright(t *testing.T) {
	plain := asJPEG(t, quarters(4, 2))
	good := exif(binary.LittleEndian, 3, 1, 6)
	lies := func(at int, b ...byte) []byte {
		c := bytes.Clone(good)
		copy(c[at:], b)
		return withSegment(plain, 0xE1, c)
	}
	for title, file := range map[string][]byte{
		"no EXIF data":                    plain,
		"nothing at all":                  nil,
		"no JPEG":                         []byte("GIF89a"),
		"no orientation":                  withSegment(plain, 0xE1, exif(binary.LittleEndian, 3, 1, 0)),
		"an orientation beyond the last":  withSegment(plain, 0xE1, exif(binary.LittleEndian, 3, 1, 9)),
		"a value of another type":         withSegment(plain, 0xE1, exif(binary.LittleEndian, 4, 1, 6)),
		"two values":                      withSegment(plain, 0xE1, exif(binary.LittleEndian, 3, 2, 6)),
		"an unknown byte order":           lies(6, 'X', 'X'),
		"a directory outside":             lies(10, 0xFF, 0xFF, 0xFF, 0xFF),
		"a directory at the very end":     lies(10, byte(len(good)-6-2)),
		"another tag":                     lies(6+8+2+12, 0x13),
		"a segment longer than the file":  {0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 'E', 'x', 'i', 'f', 0, 0},
		"a segment shorter than possible": {0xFF, 0xD8, 0xFF, 0xE1, 0, 1, 'E', 'x', 'i', 'f', 0, 0},
		"an empty segment":                withSegment(plain, 0xE1, []byte("Exif\x00\x00")),
	} {
		if got := orientation(file); got != upright {
			t.Errorf("%s: got %d", title, got)
		}
	}
	more := bytes.Clone(good)
	binary.LittleEndian.PutUint16(more[6+8:], 0xFFFF)
	more[6+8+2+12] = 0x13
	if got := orientation(withSegment(plain, 0xE1, more)); got != upright {
		t.Errorf("more entries than there are: got %d", got)
	}
	for n := range len(good) {
		if got := orientation(withSegment(plain, 0xE1, good[:n])); got != upright && got != 6 {
			t.Errorf("EXIF data cut to %d bytes: got %d", n, got)
		}
	}
}
