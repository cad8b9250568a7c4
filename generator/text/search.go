package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// FoldSearch maps one word to the form under which search keeps it: folded as
// by Fold, and with no marks on its letters, so that "Élan" and "elan", "ё" and
// "е" meet. The client of the search does the same: see fold in
// templates/assets/search-text.ts.
func FoldSearch(s string) string {
	if _, small := simple(s); small {
		return s
	}
	folded := norm.NFD.String(Fold(s))
	folded = strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		if plain, ok := plainLetters[r]; ok {
			return plain
		}
		return r
	}, folded)
	return norm.NFC.String(folded)
}

// plainLetters are the letters with a stroke or hook that Unicode does not
// take apart into a letter and a mark.
var plainLetters = map[rune]rune{'ø': 'o', 'ł': 'l', 'đ': 'd', 'ħ': 'h', 'ŧ': 't', 'ı': 'i', 'ð': 'd', 'ґ': 'г'}
