package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences finds the sentences of a text. One ends after 。！？ at once, and after
// . ! ? when white space and no small letter follow (so that "art. 11" and "e.g.
// this" stay whole).
type Sentences struct {
	text     string
	from, to int // bounds of the sentence found last; to is beyond the text where nothing ends it
}

// SentencesOf are those of s.
func SentencesOf(s string) Sentences { return Sentences{text: s} }

// At returns the bounds of the sentence in which offset stands, in bytes; white
// space at either end is left out. It is quickest where offsets ascend.
func (s *Sentences) At(offset int) (start, end int) {
	offset = min(max(offset, 0), len(s.text))
	if offset < s.from {
		s.from, s.to = 0, 0
	}
	for s.to <= offset {
		s.from, s.to = s.to, s.next(s.to)
	}
	start, end = s.from, min(s.to, len(s.text))
	for start < end {
		r, size := utf8.DecodeRuneInString(s.text[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	end = start + len(strings.TrimRightFunc(s.text[start:end], unicode.IsSpace))
	return start, end
}

// next is where the sentence ends that begins at i.
func (s *Sentences) next(i int) int {
	for i < len(s.text) {
		if !mayEnd[s.text[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[i:])
		i += size
		if !endsSentence(s.text, r, i) {
			continue
		}
		for i < len(s.text) {
			r, size := utf8.DecodeRuneInString(s.text[i:])
			if !strings.ContainsRune(`"'”’」』）)]`, r) {
				break
			}
			i += size
		}
		return i
	}
	return len(s.text) + 1
}

// mayEnd are the bytes with which the marks that end a sentence begin.
var mayEnd = func() (first [256]bool) {
	for _, mark := range []string{"。", "！", "？", ".", "!", "?", "\n"} {
		first[mark[0]] = true
	}
	return first
}()

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
