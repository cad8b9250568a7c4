package markdown

import (
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"fangzhi/generator/text"
)

// Every paragraph and item without an id of its own gets one, so that it can be
// linked to from anywhere. The id is made of how the text begins: it stays the
// same whatever happens elsewhere in the note, and when the paragraph itself
// is edited further on. Its dot keeps it apart from the ids of headings, which
// have none.

// opening is of how many letters an id is made; a Chinese character counts as
// three, since it says as much as that.
const opening = 36

// reserve leaves a hole for the id that name makes once the text is known. It
// gives nothing, -1, where the block has an id or is part of a footnote, which
// has one.
func (w *writer) reserve(a attributes) int {
	if w.options.verbatim || a.id != "" || a.block != "" || w.doc.Footnotes > 0 {
		return -1
	}
	w.hole(IDHole, 0, "")
	return len(w.holes) - 1
}

// name fills a hole that reserve left, from the text of the leaf at hand.
func (w *writer) name(hole int) {
	if hole < 0 {
		return
	}
	id := w.paragraphID(w.leaf.written())
	if id == "" {
		w.holes = slices.Delete(w.holes, hole, hole+1)
		return
	}
	w.holes[hole].id = id
}

// paragraphID is the id of a paragraph with the given text, or nothing where
// there is no text. A paragraph that begins as an earlier one does is told
// apart by all of its text, and where this is the same too, by a number.
func (w *writer) paragraphID(plain []byte) string {
	sum := letters(plain, opening)
	if sum == 0 {
		return ""
	}
	id := syllables(sum, 4)
	if w.ids[id] > 0 {
		first := syllables(letters(plain, len(plain)), 6)
		id = first
		for n := 2; w.ids[id] > 0; n++ {
			id = first + "-" + strconv.Itoa(n)
		}
	}
	w.ids[id] = 1
	return id
}

// letters is a hash of the first letters and figures of a text: marks, spaces
// and capitals may change without a change of the id. It is zero for none.
func letters(plain []byte, most int) uint32 {
	const basis, prime = 2166136261, 16777619 // FNV-1a
	const cubed = prime * prime * prime & 0xFFFFFFFF
	sum := uint32(basis)
	for i := 0; i < len(plain) && most > 0; {
		if c := plain[i]; c < utf8.RuneSelf {
			i++
			if c = small[c]; c != 0 {
				// Of its three bytes two are zero.
				sum = (sum ^ uint32(c)) * cubed
				most--
			}
			continue
		}
		r, size := utf8.DecodeRune(plain[i:])
		i += size
		if r < 0x4E00 || r > 0x9FFF {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			r = unicode.ToLower(r)
		}
		for shift := 0; shift < 24; shift += 8 {
			sum = (sum ^ uint32(r>>shift)&0xFF) * prime
		}
		if most--; text.IsHan(r) {
			most -= 2
		}
	}
	if sum == basis {
		return 0
	}
	return sum
}

// small are the small letters of ASCII letters, and its figures; zero for the rest.
var small = func() (letters [utf8.RuneSelf]byte) {
	for c := range letters {
		switch {
		case 'A' <= c && c <= 'Z':
			letters[c] = byte(c) + 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			letters[c] = byte(c)
		}
	}
	return letters
}()

// syllables is an id of the upper bits of a hash, in letters and figures that are
// not taken for each other.
func syllables(sum uint32, n int) string {
	const signs = "abcdefghijkmnpqrstuvwxyz23456789"
	b := [8]byte{'p', '.'}
	for i := range n {
		b[2+i] = signs[sum>>27]
		sum <<= 5
	}
	return string(b[:2+n])
}
