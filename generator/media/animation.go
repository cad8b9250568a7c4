package media

import "encoding/binary"

// animated tells whether an image has several frames. No frame is decoded.
func animated(data []byte, format string) bool {
	switch format {
	case "gif":
		return framesOfGIF(data) > 1
	case "png":
		return animatedPNG(data)
	case "webp":
		return webpOf(data).animated
	}
	return false
}

// framesOfGIF counts frames, but no further than two. It walks over the blocks
// of a GIF file, see the specification GIF89a, appendix A.
func framesOfGIF(data []byte) int {
	const (
		header     = 13 // the signature and the logical screen
		extension  = 0x21
		descriptor = 0x2C
	)
	if len(data) < header {
		return 0
	}
	at := header + colourTable(data[10])
	frames := 0
	for at < len(data) && frames < 2 {
		switch data[at] {
		case extension: // its label, then its blocks
			at += 2
		case descriptor: // nine bytes, maybe colours, the size of codes, then blocks
			if at+10 > len(data) {
				return frames
			}
			frames++
			at += 10 + colourTable(data[at+9]) + 1
		default: // the trailer, or nothing that belongs here
			return frames
		}
		for at < len(data) && data[at] != 0 {
			at += 1 + int(data[at])
		}
		at++
	}
	return frames
}

// colourTable is the size in bytes of the table that packed fields announce.
func colourTable(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

// animatedPNG looks for the chunk that announces frames, which stands before
// the image itself.
func animatedPNG(data []byte) bool {
	const signature, around = 8, 12 // around each chunk's data: its length, type and checksum
	for at := int64(signature); at+around <= int64(len(data)); {
		length, kind := int64(binary.BigEndian.Uint32(data[at:])), string(data[at+4:at+8])
		switch kind {
		case "acTL":
			return length >= 8 && binary.BigEndian.Uint32(data[at+8:]) > 1
		case "IDAT", "IEND":
			return false
		}
		at += around + length
	}
	return false
}

// webpHeader is what the chunks of a WebP file tell of its image.
type webpHeader struct {
	animated, transparent bool
	lossy                 bool // coded as photographs are
}

// webpOf walks over the chunks of a WebP file.
func webpOf(data []byte) (h webpHeader) {
	const container, header = 12, 8 // "RIFF", a length, "WEBP"; then each chunk's name and length
	for at := int64(container); at+header <= int64(len(data)); {
		length := int64(binary.LittleEndian.Uint32(data[at+4:]))
		switch string(data[at : at+4]) {
		case "VP8X":
			if at+header < int64(len(data)) {
				flags := data[at+header]
				h.animated, h.transparent = flags&0x02 != 0, flags&0x10 != 0
			}
		case "VP8 ":
			h.lossy = true
			return h
		case "VP8L":
			return h
		}
		at += header + length + length&1 // chunks begin at even places
	}
	return h
}
