// Package text is the one home of what is done to words: folding names so
// that equal ones meet, making slugs, finding the nearest of some names, and
// telling Chinese from other writing. It knows nothing of notes or pages.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold maps a name to the form under which it is looked up: Unicode NFKC,
// case-folded, runs of white space made one space, none at the ends. Names
// that differ only in these are the same name.
func Fold(s string) string {
	if plainASCII(s) {
		return s
	}
	// Folding alone turns Cherokee letters from one case into the other, back
	// and forth; small letters settle it.
	s = norm.NFKC.String(strings.ToLower(cases.Fold().String(norm.NFKC.String(s))))
	return strings.Join(strings.Fields(s), " ")
}

// plainASCII tells whether Fold would change nothing, which spares most names
// the tables.
func plainASCII(s string) bool {
	space := true // a leading space must be cut
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
		case c >= 0x80, c < ' ', 'A' <= c && c <= 'Z', c == 0x7f:
			return false
		default:
			space = false
		}
	}
	return !space || s == ""
}

// Slug makes a part of an address from a name: letters and digits of any
// script kept (NFC, lower case), everything else a single hyphen, none at the
// ends. It may be empty, when the name has neither letter nor digit. Chinese
// stays Chinese: no transliteration is right for every name.
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(norm.NFC.String(s))) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && b.Len() > 0 && !gap:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’':
			// An apostrophe joins: "villagers' committee" is "villagers-committee".
		default:
			gap = true
		}
	}
	return b.String()
}

// IsHan tells whether a rune is a Chinese character.
func IsHan(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case 0x4E00 <= r && r <= 0x9FFF:
		return true
	}
	return unicode.Is(unicode.Han, r)
}

// HasHan tells whether s has a Chinese character.
func HasHan(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.IndexFunc(s[i:], IsHan) >= 0
		}
	}
	return false
}

// Clip shortens s to at most n runes, at the end of a word where there is one
// near, and marks the cut with an ellipsis.
func Clip(s string, n int) string {
	count, cut, word := 0, 0, 0
	for i, r := range s {
		if count == n-1 {
			cut = i
		}
		if count < n && (r == ' ' || IsHan(r)) {
			word = i
		}
		count++
		if count > n {
			if word > cut*2/3 {
				cut = word
			}
			return strings.TrimRight(s[:cut], " ,;:，；：、") + "…"
		}
	}
	return s
}
