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
	word kind = iota // letters, marks and digits of any other script
	han              // a run of Chinese characters
)

// pieces calls found with each piece of a text, as written. The client cuts
// queries in the same way: see pieces in templates/assets/search-text.ts.
func pieces(s string, found func(k kind, piece string)) {
	start, open := 0, false
	current := word
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		k, part := word, false
		if r < utf8.RuneSelf {
			part = asciiPart[r]
		} else {
			r, size = utf8.DecodeRuneInString(s[i:])
			switch {
			case text.IsHan(r):
				k, part = han, true
			case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r):
				part = true
			}
		}
		if open && (!part || k != current) {
			found(current, s[start:i])
			open = false
		}
		if part && !open {
			start, current, open = i, k, true
		}
		i += size
	}
	if open {
		found(current, s[start:])
	}
}

// asciiPart tells which ASCII characters are part of words.
var asciiPart = func() (table [utf8.RuneSelf]bool) {
	for c := range table {
		table[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
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
