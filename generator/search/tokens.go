package search

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"

	"fangzhi/generator/text"

	"github.com/kljensen/snowball/english"
)

// kind tells the pieces of a text apart.
type kind uint8

const (
	between kind = iota // what is part of no piece
	word                // letters, marks and digits of any other script
	han                 // a run of Chinese characters
	unknown             // the first byte does not tell
)

// pieces calls found with each piece of a text, as written. The client cuts
// queries in the same way: see pieces in templates/assets/search-text.ts.
func pieces(s string, found func(k kind, piece string)) {
	for i := 0; i < len(s); {
		k, size := kinds[s[i]], 1
		if k == unknown {
			k, size = kindOf(s[i:])
		}
		start := i
		if i += size; k == between {
			continue
		}
		for i < len(s) {
			if k == word {
				i += letters(s[i:])
			}
			if i == len(s) || s[i] < utf8.RuneSelf {
				break
			}
			next, size := kindOf(s[i:])
			if next != k {
				break
			}
			i += size
		}
		found(k, s[start:i])
	}
}

// letters is how many ASCII letters and digits a text begins with. It looks at
// eight bytes at once: where a word ends, a processor cannot guess.
func letters(s string) int {
	n := 0
	for ; len(s)-n >= 8; n += 8 {
		if others := otherThanLetters(binary.LittleEndian.Uint64([]byte(s[n : n+8]))); others != 0 {
			return n + bits.TrailingZeros64(others)/8
		}
	}
	for n < len(s) && kinds[s[n]] == word {
		n++
	}
	return n
}

// otherThanLetters has the highest bit set of those of eight bytes that are no
// ASCII letters or digits.
func otherThanLetters(b uint64) uint64 {
	const each, highest = 0x0101010101010101, 0x8080808080808080
	// Added to what makes the highest bit of all that is not below a letter or
	// digit, or above it; no byte carries into the next.
	digits := b &^ highest
	letters := digits | ('a'-'A')*each // in lower case
	letter := (letters + (0x80-'a')*each) &^ (letters + (0x7F-'z')*each)
	digit := (digits + (0x80-'0')*each) &^ (digits + (0x7F-'9')*each)
	return (^(letter | digit) | b) & highest
}

// kindOf is the kind of the first character of a text, with its size in bytes.
func kindOf(s string) (kind, int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case text.IsHan(r):
		return han, size
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r):
		return word, size
	}
	return between, size
}

// kinds are those of characters by their first byte.
var kinds = func() (table [256]kind) {
	for c := range table {
		switch {
		case c >= utf8.RuneSelf:
			table[c] = unknown
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
			table[c] = word
		}
	}
	return table
}()

// maxWord is the length in bytes from which a word is not indexed: such are
// hashes and addresses, not words.
const maxWord = 48

// stem is the term that a folded word is kept under.
func stem(folded string) string {
	for i := range len(folded) {
		if c := folded[i]; c < 'a' || c > 'z' {
			return folded
		}
	}
	return english.Stem(folded, true)
}

// stopWords stand in nearly every text. They are indexed in titles, aliases
// and headings only.
var stopWords = []string{
	"a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her",
	"his", "i", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "s", "she", "so", "such", "t",
	"than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "was", "we", "were",
	"which", "who", "will", "with", "you",
}
