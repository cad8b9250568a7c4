package bibliography

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean brings text into the form in which it is kept: NFC, runs of white
// space one space, no control characters and none that turn the direction of
// writing, which could make a page say what its source does not. A no-break
// space stays what it is.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00A0':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return norm.NFC.String(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "))
}

// isClean tells whether clean would change nothing, which is so of nearly all
// that is short and ASCII.
func isClean(s string) bool {
	space := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' && space, c < ' ', c >= 0x7F:
			return false
		default:
			space = c == ' '
		}
	}
	return s == "" || !space
}

// enDashes makes the hyphens of ranges en dashes: "26-38" is "26–38". One
// between letters is left alone.
func enDashes(s string) string {
	if !strings.Contains(s, "-") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && s[end] == '-' {
			end++
		}
		switch {
		case end == i:
			b.WriteByte(s[i])
			end++
		case i > 0 && end < len(s) && endsNumber(s[:i]) && beginsNumber(s[end:]):
			b.WriteString("–")
		default:
			b.WriteString(s[i:end])
		}
		i = end
	}
	return b.String()
}

func endsNumber(s string) bool {
	s = strings.TrimRight(s, " ")
	return s != "" && (isDigit(s[len(s)-1]) || isRoman(s[len(s)-1]))
}

func beginsNumber(s string) bool {
	s = strings.TrimLeft(s, " ")
	return s != "" && (isDigit(s[0]) || isRoman(s[0]))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isRoman tells whether c is a digit of the smaller Roman numerals, which
// number the pages of prefaces.
func isRoman(c byte) bool { return strings.IndexByte("ivxlcIVXLC", c) >= 0 }
