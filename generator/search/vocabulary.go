package search

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// vocabulary finds pieces as they are written: words, and one or two Chinese
// characters, of which a run of notes has millions. Most are short, and are
// looked up as numbers. The zero value knows none.
type vocabulary struct {
	table []slot // a piece is in the first place from that of its hash on that was free
	used  int    // of table, which is at most half full
	// A hash is the top bits of a product with an odd number. That is drawn, so
	// that nobody can write words that all have the same hash. The table has no
	// part in any order.
	factor uint64
	shift  uint // all but the top bits
	long   map[string]meaning
}

// meaning is what a piece stands for.
type meaning struct {
	word int32 // entry in words; none for Chinese
	term int32 // entry in lists; none where a word is not indexed
}

// slot is a place of a piece of at most eight bytes.
type slot struct {
	key uint64 // see short; 0 where the place is free
	meaning
}

// mostShort is the length in bytes up to which a piece is short.
const mostShort = 8

// short is a piece of at most eight bytes as a number, the first byte lowest,
// which no other piece has: no letter is a zero byte.
func short(piece string) uint64 {
	if n := len(piece); n >= 4 { // the halves may overlap, where they are the same
		first, last := binary.LittleEndian.Uint32([]byte(piece[:4])), binary.LittleEndian.Uint32([]byte(piece[n-4:]))
		return uint64(first) | uint64(last)<<(8*(n-4))
	}
	var key uint64
	for i := range len(piece) {
		key |= uint64(piece[i]) << (8 * i)
	}
	return key
}

func (v *vocabulary) find(piece string) (_ meaning, known bool) {
	if len(piece) <= mostShort {
		return v.findShort(short(piece))
	}
	m, known := v.long[piece]
	return m, known
}

func (v *vocabulary) findShort(key uint64) (_ meaning, known bool) {
	if len(v.table) == 0 {
		return meaning{}, false
	}
	s := v.place(key)
	return s.meaning, s.key != 0
}

// place is where a piece is, or would be, in a table that has room.
func (v *vocabulary) place(key uint64) *slot {
	last := uint64(len(v.table) - 1)
	for at := key * v.factor >> (v.shift & 63); ; at++ {
		if s := &v.table[at&last]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// add takes in a piece that is not known yet. The piece is kept if it is long.
func (v *vocabulary) add(piece string, m meaning) {
	if len(piece) <= mostShort {
		v.addShort(short(piece), m)
		return
	}
	if v.long == nil {
		v.long = map[string]meaning{}
	}
	v.long[piece] = m
}

func (v *vocabulary) addShort(key uint64, m meaning) {
	if 2*v.used >= len(v.table) {
		v.grow()
	}
	*v.place(key) = slot{key, m}
	v.used++
}

func (v *vocabulary) grow() {
	before := v.table
	v.table = make([]slot, max(256, 2*len(before)))
	v.factor, v.shift = rand.Uint64()|1, uint(64-bits.TrailingZeros(uint(len(v.table))))
	for _, s := range before {
		if s.key != 0 {
			*v.place(s.key) = s
		}
	}
}
