package media

import (
	"encoding/binary"
	"image"
)

// turn is EXIF's orientation: how a stored image is to be turned to stand
// upright, 1 (it does) to 8.
type turn int

const upright turn = 1

// swapsSides tells whether what is stored as width is seen as height.
func (t turn) swapsSides() bool { return t >= 5 }

// place is where a pixel stored at x, y of an image of w by h pixels is seen.
func (t turn) place(x, y, w, h int) image.Point {
	switch t {
	case 2:
		return image.Pt(w-1-x, y)
	case 3:
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(h-1-y, x)
	case 7:
		return image.Pt(h-1-y, w-1-x)
	case 8:
		return image.Pt(y, w-1-x)
	}
	return image.Pt(x, y)
}

// orientation reads from a JPEG file's EXIF data how the image is to be
// turned. Anything amiss counts as upright, as it does in browsers.
func orientation(data []byte) turn {
	const startOfScan, app1 = 0xDA, 0xE1
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		marker := data[at+1]
		if marker == 0xFF { // markers may be preceded by any number of these
			at++
			continue
		}
		length := int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == startOfScan || length < 2 || at+2+length > len(data) {
			return upright
		}
		segment := data[at+4 : at+2+length]
		if marker == app1 && len(segment) >= 6 && string(segment[:5]) == "Exif\x00" {
			return orientationTag(segment[6:])
		}
		at += 2 + length
	}
	return upright
}

// orientationTag looks for the tag in the first directory of a TIFF structure:
// a header with the byte order and the directory's place, then the number of
// entries and the entries, of twelve bytes each: tag, type, count, value.
func orientationTag(tiff []byte) turn {
	const tag, short = 0x0112, 3
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	directory := int64(order.Uint32(tiff[4:]))
	if directory+2 > int64(len(tiff)) {
		return upright
	}
	entries := tiff[directory+2:]
	for range order.Uint16(tiff[directory:]) {
		if len(entries) < 12 {
			return upright
		}
		if order.Uint16(entries) == tag {
			t := turn(order.Uint16(entries[8:]))
			if order.Uint16(entries[2:]) != short || order.Uint32(entries[4:]) != 1 || t < 1 || t > 8 {
				return upright
			}
			return t
		}
		entries = entries[12:]
	}
	return upright
}
