package media

import "encoding/binary"

// orientation reads from a JPEG file's EXIF data how the image is to be
// turned: 1 (upright) to 8. Anything amiss counts as upright.
func orientation(data []byte) int {
	if len(data) < 4 || data[0] != 0xFF || data[1] != 0xD8 {
		return 1
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		marker, length := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == 0xDA || length < 2 || at+2+length > len(data) {
			return 1
		}
		if segment := data[at+4 : at+2+length]; marker == 0xE1 && len(segment) > 14 && string(segment[:6]) == "Exif\x00\x00" {
			return orientationTag(segment[6:])
		}
		at += 2 + length
	}
	return 1
}

// orientationTag looks for the tag 0x0112 in the first directory of a TIFF
// structure.
func orientationTag(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	directory := int64(order.Uint32(tiff[4:]))
	if directory < 8 || directory+2 > int64(len(tiff)) {
		return 1
	}
	entries := int64(order.Uint16(tiff[directory:]))
	for i := range entries {
		at := directory + 2 + 12*i
		if at+12 > int64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[at:]) == 0x0112 {
			if value := int(order.Uint16(tiff[at+8:])); value >= 1 && value <= 8 {
				return value
			}
			return 1
		}
	}
	return 1
}
