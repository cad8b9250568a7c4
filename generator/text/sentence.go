package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence returns the bounds of the sentence of s in which offset stands: it
// ends after 。！？ at once, and after . ! ? when white space and no small
// letter follow (so that "art. 11" and "e.g. this" stay whole). Offsets are in
// bytes; white space at either end is left out.
func Sentence(s string, offset int) (start, end int) {
	offset = min(max(offset, 0), len(s))
	end = len(s)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if !endsSentence(s, r, i) {
			continue
		}
		for i < len(s) {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !strings.ContainsRune(`"'”’」』）)]`, r) {
				break
			}
			i += size
		}
		if i <= offset {
			start = i
			continue
		}
		end = i
		break
	}
	for start < end {
		r, size := utf8.DecodeRuneInString(s[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	end = start + len(strings.TrimRightFunc(s[start:end], unicode.IsSpace))
	return start, end
}

// endsSentence tells whether r, which stands just before byte i of s, closes
// a sentence.
func endsSentence(s string, r rune, i int) bool {
	switch r {
	case '。', '！', '？', '\n':
		return true
	case '.', '!', '?':
		rest := strings.TrimLeft(s[i:], `"'”’)]`)
		if rest == "" {
			return true
		}
		next, size := utf8.DecodeRuneInString(rest)
		if !unicode.IsSpace(next) {
			return false
		}
		after, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest[size:], unicode.IsSpace))
		return !unicode.IsLower(after) && !(r == '.' && unicode.IsDigit(after) && abbreviated(s[:i-1]))
	}
	return false
}

// abbreviated tells whether s ends in a short lower-case word, as before the
// number of "art. 11", "no. 3" or "pp. 4".
func abbreviated(s string) bool {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(s)-i-1 <= 4
}
