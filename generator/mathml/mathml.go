// Package mathml turns a subset of TeX's mathematics into MathML Core. It
// knows no macros; what it does not know is an error that names it, so that
// the caller can show the source instead. The output is always well-formed,
// and time and depth are bounded by the length of the source.
package mathml

import (
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error says what could not be read, and where.
type Error struct {
	Offset  int // in bytes of the source
	Message string
}

func (e *Error) Error() string { return e.Message }

const (
	// longest bounds the source, in bytes, and deepest how deep groups stand
	// within each other.
	longest = 10_000
	deepest = 60
)

// Convert returns the <math> element for a formula, as a block of its own if
// display is set. The error is an *Error.
func Convert(tex string, display bool) (string, error) {
	if len(tex) > longest {
		return "", &Error{0, fmt.Sprintf("the formula is longer than %d characters", longest)}
	}
	p := &parser{source: tex, display: display}
	row, err := p.row("")
	if err != nil {
		return "", err
	}
	if p.at < len(p.source) {
		return "", p.fail(p.at, "%q is not expected here", p.rest())
	}
	if row == "" {
		return "", &Error{0, "the formula is empty"}
	}
	open := "<math>"
	if display {
		open = `<math display="block">`
	}
	return open + "<semantics><mrow>" + row + `</mrow><annotation encoding="application/x-tex">` +
		html.EscapeString(clean(tex)) + "</annotation></semantics></math>", nil
}

// clean drops what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// parser reads a formula by recursive descent, and writes as it reads.
type parser struct {
	source  string
	at      int
	depth   int
	display bool
	variant string // of letters: "double-struck", "script" … by the group at hand
}

func (p *parser) fail(at int, format string, args ...any) *Error {
	return &Error{at, fmt.Sprintf(format, args...)}
}

// rest is the beginning of what was not read yet, for messages.
func (p *parser) rest() string {
	s := p.source[p.at:]
	for i := range s {
		if i >= 12 {
			return s[:i]
		}
	}
	return s
}

func (p *parser) space() {
	for p.at < len(p.source) {
		switch c := p.source[p.at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			p.at++
		case c == '%':
			end := strings.IndexByte(p.source[p.at:], '\n')
			if end < 0 {
				end = len(p.source) - p.at
			}
			p.at += end
		default:
			return
		}
	}
}

// peekCommand is the name of the command that comes next, without its
// backslash, or "".
func (p *parser) peekCommand() string {
	if p.at+1 >= len(p.source) || p.source[p.at] != '\\' {
		return ""
	}
	end := p.at + 1
	for end < len(p.source) && (p.source[end] >= 'a' && p.source[end] <= 'z' || p.source[end] >= 'A' && p.source[end] <= 'Z') {
		end++
	}
	if end == p.at+1 {
		_, size := utf8.DecodeRuneInString(p.source[end:])
		end += size
	} else if end < len(p.source) && p.source[end] == '*' && strings.HasPrefix(p.source[p.at:], `\operatorname`) {
		end++
	}
	return p.source[p.at+1 : end]
}

// row reads until a closing brace, a column or row mark, or one of the
// commands in until (parted by spaces), which it leaves.
func (p *parser) row(until string) (string, error) {
	if p.depth++; p.depth > deepest {
		return "", p.fail(p.at, "groups stand more than %d deep within each other", deepest)
	}
	defer func() { p.depth-- }()
	var b strings.Builder
	for {
		p.space()
		if p.at >= len(p.source) || p.source[p.at] == '}' || p.source[p.at] == '&' {
			return b.String(), nil
		}
		if name := p.peekCommand(); name != "" && (name == `\` || strings.Contains(" "+until+" ", " "+name+" ")) {
			return b.String(), nil
		}
		item, err := p.scripted()
		if err != nil {
			return "", err
		}
		b.WriteString(item)
	}
}

// scripted reads an atom with its sub- and superscripts and primes.
func (p *parser) scripted() (string, error) {
	base, limits, err := p.base()
	if err != nil {
		return "", err
	}
	var sub, sup string
	for {
		p.space()
		if p.at >= len(p.source) {
			break
		}
		switch c := p.source[p.at]; c {
		case '_', '^':
			at := p.at
			p.at++
			script, err := p.argument()
			if err != nil {
				return "", err
			}
			if c == '_' && sub != "" || c == '^' && sup != "" && !strings.HasSuffix(sup, "′</mo>") {
				return "", p.fail(at, "there are two scripts at one place: use braces")
			}
			if c == '_' {
				sub = script
			} else {
				sup += script
			}
			continue
		case '\'':
			primes := 0
			for p.at < len(p.source) && p.source[p.at] == '\'' {
				primes++
				p.at++
			}
			sup += "<mo>" + strings.Repeat("′", primes) + "</mo>"
			continue
		}
		if name := p.peekCommand(); name == "limits" || name == "nolimits" {
			p.at += len(name) + 1
			limits = name == "limits"
			continue
		}
		break
	}
	return scripts(base, group(sub), group(sup), limits), nil
}

// group holds several elements together as one.
func group(s string) string {
	if s == "" {
		return ""
	}
	return "<mrow>" + s + "</mrow>"
}

func scripts(base, sub, sup string, limits bool) string {
	kind := "sub sup subsup"
	if limits {
		kind = "under over underover"
	}
	names := strings.Fields(kind)
	switch {
	case sub != "" && sup != "":
		return "<m" + names[2] + ">" + base + sub + sup + "</m" + names[2] + ">"
	case sub != "":
		return "<m" + names[0] + ">" + base + sub + "</m" + names[0] + ">"
	case sup != "":
		return "<m" + names[1] + ">" + base + sup + "</m" + names[1] + ">"
	}
	return base
}

// base reads what a script may hang on. A script without one hangs on nothing.
func (p *parser) base() (text string, limits bool, err error) {
	if c := p.source[p.at]; c == '_' || c == '^' || c == '\'' {
		return "<mrow></mrow>", false, nil
	}
	return p.atom()
}

// argument reads what a command or script takes: a group or a single atom.
func (p *parser) argument() (string, error) {
	p.space()
	if p.at >= len(p.source) {
		return "", p.fail(p.at, "the formula ends where something is missing")
	}
	switch c := p.source[p.at]; {
	case c == '}' || c == '&' || c == '_' || c == '^':
		return "", p.fail(p.at, "something is missing before %q", string(c))
	case c >= '0' && c <= '9':
		p.at++
		return "<mn>" + string(c) + "</mn>", nil
	}
	text, _, err := p.atom()
	return text, err
}

// braced reads {…} as it is written, for text and names.
func (p *parser) braced() (string, error) {
	p.space()
	if p.at >= len(p.source) || p.source[p.at] != '{' {
		return "", p.fail(p.at, "an opening brace is missing")
	}
	start, depth := p.at+1, 0
	for i := p.at; i < len(p.source); i++ {
		switch p.source[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				p.at = i + 1
				return p.source[start:i], nil
			}
		}
	}
	return "", p.fail(p.at, "a brace is not closed")
}

// atom reads one letter, number, sign, group or command.
func (p *parser) atom() (text string, limits bool, err error) {
	r, size := utf8.DecodeRuneInString(p.source[p.at:])
	switch {
	case r == '\\':
		return p.command()
	case r == '{':
		text, err = p.grouped()
		return text, false, err
	case r >= '0' && r <= '9' || r == '.' && p.digitFollows():
		return p.number(), false, nil
	case r == '$' || r == '#':
		return "", false, p.fail(p.at, "%q has no meaning here", string(r))
	case r == utf8.RuneError || unicode.IsControl(r):
		return "", false, p.fail(p.at, "a character cannot be shown")
	}
	p.at += size
	switch {
	case r == '~':
		return `<mspace width="0.333em"></mspace>`, false, nil
	case unicode.IsLetter(r):
		return p.letter(r), false, nil
	case r == '-':
		return "<mo>−</mo>", false, nil
	case r == '*':
		return "<mo>∗</mo>", false, nil
	case r == ',' || r == ';':
		return `<mo separator="true">` + string(r) + "</mo>", false, nil
	case strings.ContainsRune("()[]|/", r):
		return `<mo stretchy="false">` + string(r) + "</mo>", false, nil
	}
	return "<mo>" + html.EscapeString(string(r)) + "</mo>", false, nil
}

func (p *parser) digitFollows() bool {
	return p.at+1 < len(p.source) && p.source[p.at+1] >= '0' && p.source[p.at+1] <= '9'
}

// number reads 57{,}688 and 3.14.
func (p *parser) number() string {
	start := p.at
	var b strings.Builder
	for p.at < len(p.source) {
		switch c := p.source[p.at]; {
		case c >= '0' && c <= '9', c == '.' && p.digitFollows():
			b.WriteByte(c)
			p.at++
		case strings.HasPrefix(p.source[p.at:], "{,}") && p.at > start:
			b.WriteByte(',')
			p.at += 3
		default:
			return "<mn>" + b.String() + "</mn>"
		}
	}
	return "<mn>" + b.String() + "</mn>"
}

// letter writes an identifier, in the alphabet of the group at hand.
func (p *parser) letter(r rune) string {
	switch {
	case p.variant == "normal":
		return `<mi mathvariant="normal">` + string(r) + "</mi>"
	case p.variant != "":
		return "<mi>" + string(alphabet(p.variant, r)) + "</mi>"
	}
	return "<mi>" + string(r) + "</mi>"
}

func (p *parser) grouped() (string, error) {
	at := p.at
	p.at++
	row, err := p.row("")
	if err != nil {
		return "", err
	}
	if p.at >= len(p.source) || p.source[p.at] != '}' {
		return "", p.fail(at, "a brace is not closed")
	}
	p.at++
	return "<mrow>" + row + "</mrow>", nil
}
