package mathml

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parser reads a formula by recursive descent. Every recursion goes through
// atom, which bounds it.
type parser struct {
	source  string
	at      int // in bytes
	depth   int
	display bool   // sums have room for limits above and below
	variant string // the alphabet of letters here, a key of alphabets; "" for the usual one
	option  bool   // within [ ], which a closing bracket ends
}

func (p *parser) fail(at int, format string, args ...any) *Error {
	return &Error{at, fmt.Sprintf(format, args...)}
}

// shown is the beginning of a piece of source, for messages.
func shown(s string) string {
	s = clean(s)
	for i := range s {
		if i >= 24 {
			return s[:i] + "…"
		}
	}
	return s
}

func (p *parser) done() bool { return p.at >= len(p.source) }

// rune is the character that comes next, 0 at the end.
func (p *parser) rune() rune {
	if p.done() {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.source[p.at:])
	return r
}

// space skips white space and comments.
func (p *parser) space() {
	for !p.done() {
		r, size := utf8.DecodeRuneInString(p.source[p.at:])
		switch {
		case unicode.IsSpace(r):
			p.at += size
		case r == '%':
			if end := strings.IndexByte(p.source[p.at:], '\n'); end >= 0 {
				p.at += end + 1
			} else {
				p.at = len(p.source)
			}
		default:
			return
		}
	}
}

// command is the name of the command that comes next, without its backslash,
// or "". It is not consumed; take does that.
func (p *parser) command() string {
	if p.rune() != '\\' {
		return ""
	}
	rest := p.source[p.at+1:]
	end := 0
	for end < len(rest) && isLatin(rest[end]) {
		end++
	}
	if end == 0 {
		_, end = utf8.DecodeRuneInString(rest)
	}
	return rest[:end]
}

func (p *parser) take(command string) { p.at += len(`\`) + len(command) }

func isLatin(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// end wants the end of the source.
func (p *parser) end() error {
	switch name := p.command(); {
	case p.done():
		return nil
	case name == `\` || p.rune() == '&':
		return p.fail(p.at, `rows and columns stand only within an environment such as \begin{aligned}`)
	case name != "":
		return p.fail(p.at, `\%s stands without its beginning`, shown(name))
	}
	return p.fail(p.at, "%q closes nothing", p.rune())
}

// rowEnds tells whether something comes that no row holds. Whoever asked for
// the row decides whether it is what it waits for.
func (p *parser) rowEnds() bool {
	switch p.rune() {
	case 0:
		return p.done()
	case '}', '&':
		return true
	case ']':
		return p.option
	case '\\':
		switch p.command() {
		case `\`, "cr", "right", "middle", "end", "hline":
			return true
		}
	}
	return false
}

// row reads atoms with their scripts until something ends them.
func (p *parser) row() ([]*node, error) {
	before := p.display
	defer func() { p.display = before }()
	var earlier, items []*node // those before the last command of style, and those since
	attributes := ""           // of that style
	held := func() []*node {
		if attributes == "" {
			return append(earlier, arranged(items)...)
		}
		return append(earlier, styled(attributes, arranged(items)...))
	}
	for {
		p.space()
		if p.rowEnds() {
			return held(), nil
		}
		if style, ok := styles[p.command()]; ok {
			p.take(p.command())
			earlier, items = held(), nil
			attributes, p.display = style.attributes, style.display
			continue
		}
		item, err := p.scripted()
		if err != nil {
			return nil, err
		}
		if item != nil {
			items = append(items, item)
		}
	}
}

// atom reads one letter, number, sign, group or command. It returns nil for a
// command that shows nothing.
func (p *parser) atom() (*node, error) {
	if p.depth++; p.depth > deepest {
		return nil, p.fail(p.at, "parts stand more than %d deep within each other", deepest)
	}
	defer func() { p.depth-- }()
	switch r := p.rune(); {
	case r == '\\':
		return p.construct()
	case r == '{':
		return p.braced()
	case isDigit(r) || r == '.' && p.digitFollows():
		return p.number(), nil
	case unicode.IsLetter(r):
		return p.letters(), nil
	default:
		return p.character()
	}
}

// braced reads { … }.
func (p *parser) braced() (*node, error) {
	at, option := p.at, p.option
	p.at++
	p.option = false
	items, err := p.row()
	p.option = option
	if err != nil {
		return nil, err
	}
	if p.rune() != '}' {
		if p.done() {
			return nil, p.fail(at, "a brace is not closed")
		}
		return nil, p.end()
	}
	p.at++
	return group(items), nil
}

// argument reads what a command or a script takes: a group, a command with
// what it takes in turn, or a single character.
func (p *parser) argument(of string) (*node, error) {
	p.space()
	if r := p.rune(); p.rowEnds() || r == '_' || r == '^' || r == '\'' {
		return nil, p.fail(p.at, "something is missing after %s", of)
	} else if isDigit(r) {
		p.at++
		return leaf("mn", inAlphabet(p.variant, string(r))), nil
	} else if r < utf8.RuneSelf && isLatin(byte(r)) {
		p.at++
		return p.name(string(r)), nil
	}
	item, err := p.atom()
	if item == nil && err == nil {
		item = element("mrow")
	}
	return item, err
}

// argumentIn reads an argument in which sums have, or have not, room for
// limits above and below.
func (p *parser) argumentIn(display bool, of string) (*node, error) {
	before := p.display
	defer func() { p.display = before }()
	p.display = display
	return p.argument(of)
}

// optional reads [ … ], or nothing.
func (p *parser) optional() (*node, error) {
	p.space()
	if p.rune() != '[' {
		return nil, nil
	}
	at, option, display := p.at, p.option, p.display
	p.at++
	p.option, p.display = true, false
	items, err := p.row()
	p.option, p.display = option, display
	if err != nil {
		return nil, err
	}
	if p.rune() != ']' {
		return nil, p.fail(at, "a bracket is not closed")
	}
	p.at++
	return group(items), nil
}
