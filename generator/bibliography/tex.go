package bibliography

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// accents are TeX's commands for accents, as Unicode's combining marks.
var accents = map[byte]string{
	'`': "\u0300", '\'': "\u0301", '^': "\u0302", '~': "\u0303", '=': "\u0304", 'u': "\u0306", '.': "\u0307",
	'"': "\u0308", 'r': "\u030A", 'H': "\u030B", 'v': "\u030C", 'c': "\u0327", 'k': "\u0328", 'd': "\u0323", 'b': "\u0331",
}

// letters are TeX's commands for letters and marks.
var letters = map[string]string{
	"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
	"i": "ı", "j": "ȷ", "dh": "ð", "th": "þ", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
	"S": "§", "P": "¶", "pounds": "£", "copyright": "©", "textquoteleft": "‘", "textquoteright": "’",
}

// fromTeX makes plain text of a TeX value: accents and quotation marks become
// characters, commands for the look of text and braces go.
func fromTeX(s string) string {
	if !strings.ContainsAny(s, "\\{}`'~-\n\t") {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\':
			i += command(&b, s[i:])
		case c == '{' || c == '}' || c == '$':
			i++
		case c == '~':
			b.WriteRune('\u00A0')
			i++
		default:
			i += mark(&b, s[i:])
		}
	}
	return norm.NFC.String(strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }), " "))
}

// mark writes what s begins with, dashes and quotation marks as characters,
// and returns how much it read.
func mark(b *strings.Builder, s string) int {
	for _, m := range [...][2]string{{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}, {"`", "‘"}, {"'", "’"}} {
		if strings.HasPrefix(s, m[0]) {
			b.WriteString(m[1])
			return len(m[0])
		}
	}
	b.WriteByte(s[0])
	return 1
}

// command writes what a command that s begins with stands for, and returns
// how much it read.
func command(b *strings.Builder, s string) int {
	if len(s) == 1 {
		return 1
	}
	end := 1
	for end < len(s) && (s[end] >= 'a' && s[end] <= 'z' || s[end] >= 'A' && s[end] <= 'Z') {
		end++
	}
	name := s[1:end]
	if name == "" { // \" \' \& \_ …
		if accent, ok := accents[s[1]]; ok {
			return accented(b, s, 2, accent)
		}
		b.WriteByte(s[1])
		return 2
	}
	if letter, ok := letters[name]; ok {
		b.WriteString(letter)
		if end < len(s) && s[end] == ' ' {
			end++
		}
		return end
	}
	if accent, ok := accents[name[0]]; ok && len(name) == 1 {
		return accented(b, s, end, accent)
	}
	// \textit, \emph and the like: the text stays.
	for end < len(s) && s[end] == ' ' {
		end++
	}
	return end
}

// accented writes the letter that follows with its accent.
func accented(b *strings.Builder, s string, at int, accent string) int {
	for at < len(s) && (s[at] == '{' || s[at] == ' ') {
		at++
	}
	if at >= len(s) {
		return at
	}
	if strings.HasPrefix(s[at:], `\i`) || strings.HasPrefix(s[at:], `\j`) {
		b.WriteByte(s[at+1])
		b.WriteString(accent)
		return at + 2
	}
	r := []rune(s[at:min(len(s), at+4)])[0]
	b.WriteRune(r)
	b.WriteString(accent)
	return at + len(string(r))
}
