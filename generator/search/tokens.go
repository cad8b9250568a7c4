package search

import (
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
		for i += size; i < len(s); i += size {
			next := kinds[s[i]]
			if size = 1; next == unknown {
				next, size = kindOf(s[i:])
			}
			if next != k {
				break
			}
		}
		if k != between {
			found(k, s[start:i])
		}
	}
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
