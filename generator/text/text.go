// Package text is the one home of what is done to words: folding names so
// that equal ones meet, making slugs, finding the nearest of some names, and
// telling Chinese from other writing. It knows nothing of notes or pages.
package text

import (
	"encoding/binary"
	"iter"
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
	if plain, small := simple(s); plain {
		if small {
			return s
		}
		return lower(s)
	}
	// Folding alone turns Cherokee letters from one case into the other, back
	// and forth; small letters settle it.
	s = norm.NFKC.String(strings.ToLower(cases.Fold().String(norm.NFKC.String(s))))
	return strings.Join(strings.Fields(s), " ")
}

// simple tells whether the tables of Unicode have nothing to say of s but which
// letters are capitals, as is so for ASCII and for Chinese characters; small
// tells whether Fold would change nothing at all.
func simple(s string) (plain, small bool) {
	small = true
	space := true // a leading space must be cut
	for _, r := range s {
		switch {
		case r == ' ':
			small = small && !space
			space = true
			continue
		case r < ' ', 'A' <= r && r <= 'Z', r == 0x7f:
			small = false
		case r >= utf8.RuneSelf && (r < 0x4E00 || r > 0x9FFF):
			return false, false
		}
		space = false
	}
	return true, small && !(space && s != "")
}

// lower is Fold for a plain text, see simple. It goes through it once: names are
// folded for each link.
func lower(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for i := range len(s) {
		c := s[i]
		if c == ' ' || '\t' <= c && c <= '\r' {
			gap = b.Len() > 0
			continue
		}
		if gap {
			gap = false
			b.WriteByte(' ')
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// FoldsTo tells whether Fold maps a name to the given form. Where they differ,
// that shows as a rule before anything is folded.
func FoldsTo(s, folded string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] <= ' ' || s[i+1] >= utf8.RuneSelf) {
			return Fold(s) == folded
		}
		if i < len(folded) && folded[i] == c {
			continue
		}
		// What comes next may change this letter, unless it is a plain one as well.
		if i+1 == len(s) || s[i+1] < utf8.RuneSelf {
			return false
		}
		return Fold(s) == folded
	}
	return len(s) == len(folded)
}

// Slug makes a part of an address from a name: letters and digits of any
// script kept (NFC, lower case), everything else a single hyphen, none at the
// ends. It may be empty, when the name has neither letter nor digit. Chinese
// stays Chinese: no transliteration is right for every name.
func Slug(s string) string {
	if isSlug(s) {
		return s
	}
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

// isSlug tells, of what is written in ASCII, whether Slug would change nothing.
func isSlug(s string) bool {
	gap := true // a hyphen may not come first
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			gap = false
		case c == '-' && !gap:
			gap = true
		default:
			return false
		}
	}
	return !gap
}

// Capital is a text whose first letter is a capital, where its script has any.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if upper := unicode.ToUpper(first); upper != first {
		return string(upper) + s[size:]
	}
	return s
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

// WrittenInHan tells whether a language, given in BCP 47, is written with Chinese
// characters: they are at home in it, and no sign of another language.
func WrittenInHan(language string) bool {
	base, _, _ := strings.Cut(language, "-")
	switch strings.ToLower(base) {
	case "zh", "lzh", "yue", "ja", "ko":
		return true
	}
	return false
}

// HasHan tells whether s has a Chinese character.
func HasHan(s string) bool {
	for i := 0; i < len(s); i++ {
		for len(s)-i >= 8 && binary.NativeEndian.Uint64([]byte(s[i:i+8]))&0x8080808080808080 == 0 {
			i += 8 // nothing but ASCII, as most texts are
		}
		// The first of them, U+2E80, begins with this byte: what is not in
		// question is passed by without being decoded.
		if i < len(s) && s[i] >= 0xE2 {
			if r, _ := utf8.DecodeRuneInString(s[i:]); IsHan(r) {
				return true
			}
		}
	}
	return false
}

// Runs yields the pieces of s in order, and of each whether it is a run of
// Chinese: characters, the marks that belong to them, and what stands between.
func Runs(s string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for s != "" {
			start := strings.IndexFunc(s, IsHan)
			if start < 0 {
				yield(s, false)
				return
			}
			end := start + hanRun(s[start:])
			start = len(strings.TrimRightFunc(s[:start], isHanMark)) // an opening 《 belongs to it
			if start > 0 && !yield(s[:start], false) || !yield(s[start:end], true) {
				return
			}
			s = s[end:]
		}
	}
}

// hanRun is the length of the Chinese run that s begins with: its last
// character is a Chinese one or a mark that belongs to the run.
func hanRun(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case IsHan(r), isHanMark(r):
			end = i + utf8.RuneLen(r)
		case unicode.IsDigit(r), r == '·', r == '“', r == '”', r == '—':
			// Belongs to the run if more Chinese follows.
		default:
			return end
		}
	}
	return end
}

// isHanMark tells whether a rune is a mark that is written with Chinese, such
// as 《 or ，.
func isHanMark(r rune) bool { return r > 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF }

// Clip shortens s to at most n runes, at the end of a word where there is one
// near, and marks the cut with an ellipsis.
func Clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
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
