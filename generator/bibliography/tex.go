package bibliography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainTeX makes plain text of a value as TeX has it: accents, dashes and
// quotation marks become characters; braces, which keep the case of letters,
// and commands for the look of text go, and what they stood around stays.
func plainTeX(s string) string {
	if !strings.ContainsAny(s, "\\{}`'\"~$-") {
		return clean(s)
	}
	t := texReader{source: s, formulaEnd: -1}
	for t.at < len(t.source) {
		t.step()
	}
	return clean(t.out.String())
}

// texReader reads a value once from left to right, whatever it holds; it
// never goes deeper for braces, so that no number of them can do harm.
type texReader struct {
	source string
	at     int
	out    strings.Builder
	last   rune // the last one written
	// formulaEnd is where the dollar sign stands that ends the formula which
	// is being read; -1 outside of formulas.
	formulaEnd int
	noFormula  bool // no dollar sign is left that could end one
}

func (t *texReader) rest() string { return t.source[t.at:] }

func (t *texReader) write(s string) {
	if s == "" {
		return
	}
	t.out.WriteString(s)
	t.last, _ = utf8.DecodeLastRuneInString(s)
}

func (t *texReader) step() {
	switch c := t.source[t.at]; c {
	case '\\':
		t.command()
	case '{', '}':
		t.at++
	case '$':
		t.dollar()
	case '"':
		t.at++
		if t.last == 0 || unicode.IsSpace(t.last) || strings.ContainsRune("([–—‘", t.last) {
			t.write("“")
		} else {
			t.write("”")
		}
	case '-', '`', '\'', '~':
		for _, mark := range texMarks {
			if strings.HasPrefix(t.rest(), mark[0]) {
				t.write(mark[1])
				t.at += len(mark[0])
				return
			}
		}
		t.write("-")
		t.at++
	default:
		end := strings.IndexAny(t.rest(), "\\{}$\"-`'~")
		if end < 0 {
			end = len(t.rest())
		}
		t.write(t.source[t.at : t.at+end])
		t.at += end
	}
}

// dollar passes over the signs around a formula. A sign that opens none, such
// as that of "$5", stays: as in Pandoc, a formula has no space inside its
// signs and no digit after them.
func (t *texReader) dollar() {
	at := t.at
	t.at++
	if at == t.formulaEnd {
		t.formulaEnd = -1
		return
	}
	end := -1
	if !t.noFormula {
		end = strings.IndexByte(t.rest(), '$')
		t.noFormula = end < 0
	}
	if end > 0 && !isSpace(t.source[t.at]) {
		end += t.at
		after := end + 1
		if !isSpace(t.source[end-1]) && t.source[end-1] != '\\' && (after == len(t.source) || !isDigit(t.source[after])) {
			t.formulaEnd = end
			return
		}
	}
	t.write("$")
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// command reads a backslash and what follows it.
func (t *texReader) command() {
	name := t.commandName()
	if mark, ok := texAccents[name]; ok {
		t.accented(mark)
		return
	}
	if symbol, ok := texSymbols[name]; ok {
		t.swallowSpace()
		t.write(symbol)
		return
	}
	switch {
	case name == "":
	case texDropped[name]:
		t.swallowSpace()
		t.dropArgument()
	case isLetter(name[0]): // \textit, \emph and the like: their text stays
		t.swallowSpace()
	case strings.Contains(`\, ;:`, name), name == "\n", name == "\t", name == "\r":
		t.write(" ")
	case strings.Contains("-/@!", name):
	default:
		t.write(name)
	}
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// commandName passes over a backslash and the name of a command, which is a
// run of letters or else one character.
func (t *texReader) commandName() string {
	t.at++
	start := t.at
	for t.at < len(t.source) && isLetter(t.source[t.at]) {
		t.at++
	}
	if t.at == start && t.at < len(t.source) {
		_, size := utf8.DecodeRuneInString(t.rest())
		t.at += size
	}
	return t.source[start:t.at]
}

// swallowSpace passes over the space that ends the name of a command.
func (t *texReader) swallowSpace() {
	for t.at < len(t.source) && isSpace(t.source[t.at]) {
		t.at++
	}
}

// dropArgument passes over {…}, if such follows and is closed.
func (t *texReader) dropArgument() {
	if !strings.HasPrefix(t.rest(), "{") {
		return
	}
	depth := 0
	for i := t.at; i < len(t.source); i++ {
		switch t.source[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				t.at = i + 1
				return
			}
		}
	}
	t.at = len(t.source)
}

// mostAccents bounds how many accents one letter may bear; no writing system
// that TeX serves needs more.
const mostAccents = 4

// accented writes the letter that follows an accent, with the accents that
// stand between: \'{\^e}, \v{c}, \"\i.
func (t *texReader) accented(mark string) {
	marks := []string{mark}
	base := ""
	for base == "" {
		for t.at < len(t.source) && (t.source[t.at] == '{' || isSpace(t.source[t.at])) {
			t.at++
		}
		if t.at == len(t.source) || t.source[t.at] == '}' {
			return // an accent on nothing
		}
		if t.source[t.at] != '\\' {
			r, size := utf8.DecodeRuneInString(t.rest())
			base = string(r)
			t.at += size
			break
		}
		name := t.commandName()
		switch inner, ok := texAccents[name]; {
		case ok && len(marks) < mostAccents:
			marks = append(marks, inner)
		case ok:
		case name == "i", name == "j": // an accent takes the place of the dot
			base = name
		default:
			base = texSymbols[name]
			if base == "" {
				return
			}
		}
	}
	t.write(base)
	for i := len(marks) - 1; i >= 0; i-- {
		t.write(marks[i])
	}
}
