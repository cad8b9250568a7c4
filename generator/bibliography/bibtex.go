package bibliography

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/diag"

	"golang.org/x/text/unicode/norm"
)

// ParseBibTeX reads a file of BibTeX or BibLaTeX references. path is that of
// diagnostics and items. What is wrong in one entry is reported and does no
// harm to the others: an entry keeps the fields that could be read, and after
// a missing brace reading goes on at the next line that begins an entry.
func ParseBibTeX(path string, src []byte) ([]Item, []diag.Diagnostic) {
	p := newBibTeX(path, src)
	for p.next() {
		p.entry()
	}
	return p.items(), p.list
}

// bibtex reads one file from its beginning to its end, no byte more than a
// few times.
type bibtex struct {
	complaints
	source  string
	at      int
	macros  map[string]string
	entries []rawEntry
	// expansion is how many bytes macros may still add. Without it a few
	// lines of macros that double each other would fill any memory.
	expansion int
}

// rawEntry is an entry as it stands in the file.
type rawEntry struct {
	kind, key string // kind in small letters
	at        int    // of the @
	fields    map[string]rawField
	broken    bool // not all of it could be read
}

// rawField is the value of a field with its inner braces and commands.
type rawField struct {
	value string
	at    int // of the name
}

func newBibTeX(path string, src []byte) *bibtex {
	source := string(bytes.TrimPrefix(src, []byte("\uFEFF")))
	invalid := firstInvalid(source)
	if invalid >= 0 {
		source = strings.ToValidUTF8(source, "\uFFFD")
	}
	p := &bibtex{
		complaints: complaints{path: path, positions: newPositions(source)},
		source:     source,
		macros:     make(map[string]string, len(months)),
		expansion:  4096 + 8*len(source),
	}
	for _, name := range months[1:] {
		p.macros[strings.ToLower(name[:3])] = name
	}
	if invalid >= 0 {
		p.add(diag.Error, invalid, "references-encoding", "the file is not UTF-8 from here on", "save it as UTF-8; what could not be read is shown as \uFFFD")
	}
	return p
}

// firstInvalid is where s ceases to be UTF-8, or -1.
func firstInvalid(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

// next moves to the next @ that may begin an entry. All else between entries
// is comment, and so is a line that begins with %.
func (p *bibtex) next() bool {
	for p.at < len(p.source) {
		switch c := p.source[p.at]; {
		case c == '%' && p.beginsLine():
			p.skipLine()
		case c == '@' && (p.at == 0 || !isWordByte(p.source[p.at-1])):
			return true
		default:
			p.at++
		}
	}
	return false
}

// beginsLine tells whether only spaces stand before p.at in its line.
func (p *bibtex) beginsLine() bool {
	i := p.at
	for i > 0 && (p.source[i-1] == ' ' || p.source[i-1] == '\t') {
		i--
	}
	return i == 0 || p.source[i-1] == '\n'
}

// isWordByte tells whether an @ after c belongs to an e-mail address.
func isWordByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == '-' }

func (p *bibtex) skipLine() {
	if end := strings.IndexByte(p.source[p.at:], '\n'); end >= 0 {
		p.at += end + 1
		return
	}
	p.at = len(p.source)
}

// space passes over white space, and comments from % to the end of a line.
func (p *bibtex) space() {
	for p.at < len(p.source) {
		switch c := p.source[p.at]; {
		case isSpace(c):
			p.at++
		case c == '%':
			p.skipLine()
		default:
			return
		}
	}
}

// peek is the byte that is read next, or 0 at the end.
func (p *bibtex) peek() byte {
	if p.at < len(p.source) {
		return p.source[p.at]
	}
	return 0
}

// word reads the name of an entry type, a field or a macro, or a number.
func (p *bibtex) word() string { return p.until(" \t\r\n,={}()\"#%@") }

// key reads a citation key. It may hold what a word may not: doi:10/1(2)#3.
func (p *bibtex) key(closing byte) string {
	return norm.NFC.String(p.until(" \t\r\n,{}\"" + strings.Trim(string(closing), "}")))
}

// until reads up to one of the given ASCII characters.
func (p *bibtex) until(ends string) string {
	end := strings.IndexAny(p.source[p.at:], ends)
	if end < 0 {
		end = len(p.source) - p.at
	}
	p.at += end
	return p.source[p.at-end : p.at]
}

// entry reads @type{…} or @type(…), or passes over an @ that begins none.
func (p *bibtex) entry() {
	start := p.at
	p.at++
	kind := strings.ToLower(p.word())
	opening := p.at
	p.space()
	closing := byte('}')
	switch p.peek() {
	case '{':
	case '(':
		closing = ')'
	default:
		p.at = opening
		return
	}
	if kind == "" {
		return
	}
	p.at++
	switch kind {
	case "comment":
		p.skip(closing)
	case "preamble":
		if _, ok := p.value(); ok {
			p.close(start, kind, closing)
		}
	case "string":
		p.macro(start, closing)
	default:
		p.reference(start, kind, closing)
	}
}

// skip passes over a comment. One that is not closed ends where an entry
// begins a line.
func (p *bibtex) skip(closing byte) {
	for depth := 0; p.at < len(p.source); p.at++ {
		switch c := p.source[p.at]; {
		case c == '{':
			depth++
		case c == closing && depth <= 0:
			p.at++
			return
		case c == '}':
			depth--
		case c == '@' && p.beginsEntry():
			return
		}
	}
}

// macro reads what @string holds: name = value.
func (p *bibtex) macro(start int, closing byte) {
	p.space()
	name := strings.ToLower(p.word())
	p.space()
	if name == "" || p.peek() != '=' {
		p.broken(start, "@string is not of the form name = {value}")
		return
	}
	p.at++
	if value, ok := p.value(); ok {
		p.macros[name] = value
		p.close(start, "string", closing)
	}
}

// close reads the brace that ends an entry, after a comma or not.
func (p *bibtex) close(start int, kind string, closing byte) {
	p.space()
	if p.peek() == ',' {
		p.at++
		p.space()
	}
	if p.peek() != closing {
		p.broken(start, fmt.Sprintf("@%s is not closed with %q", kind, string(closing)))
		return
	}
	p.at++
}

// broken complains, and moves to the next line that begins an entry.
func (p *bibtex) broken(at int, message string) {
	p.add(diag.Error, at, "bibtex-syntax", message, "check its braces, quotation marks and commas; reading goes on at the next line that begins an entry")
	p.recover()
}

func (p *bibtex) recover() {
	for p.at < len(p.source) && !(p.source[p.at] == '@' && p.beginsEntry()) {
		p.at++
	}
}

// reference reads the key and the fields of an entry.
func (p *bibtex) reference(start int, kind string, closing byte) {
	p.space()
	e := rawEntry{kind: kind, at: start, key: p.key(closing), fields: map[string]rawField{}}
	p.space()
	if e.key == "" || p.peek() != ',' && p.peek() != closing {
		p.broken(start, fmt.Sprintf("an entry @%s has no key", kind))
		return
	}
	e.broken = !p.fields(&e, closing)
	p.entries = append(p.entries, e)
}

// fields reads the fields of an entry and what closes it.
func (p *bibtex) fields(e *rawEntry, closing byte) bool {
	for {
		p.space()
		comma := p.peek() == ','
		for p.peek() == ',' {
			p.at++
			p.space()
		}
		if p.peek() == closing {
			p.at++
			p.leftOver(e)
			return true
		}
		if p.at == len(p.source) || p.peek() == '@' && p.beginsEntry() {
			p.broken(e.at, fmt.Sprintf("%s: the entry is not closed with %q before the next one", e.key, string(closing)))
			return false
		}
		at := p.at
		name := strings.ToLower(p.word())
		p.space()
		if name == "" || p.peek() != '=' {
			p.broken(at, fmt.Sprintf("%s: a field is expected here, as name = {value}", e.key))
			return false
		}
		if !comma {
			p.add(diag.Error, at, "bibtex-syntax", fmt.Sprintf("%s: a comma is missing before the field %q", e.key, name), "put one after the field before")
		}
		p.at++
		value, ok := p.value()
		if !ok {
			return false
		}
		if first, twice := e.fields[name]; twice {
			line := p.positions.of(first.at)
			p.add(diag.Warning, at, "bibtex-field-duplicate", fmt.Sprintf("%s: the field %q stands twice", e.key, name),
				fmt.Sprintf("the first is at %s:%d:%d; it holds", p.path, line.line, line.column))
			continue
		}
		e.fields[name] = rawField{value, at}
	}
}

// leftOver complains of fields after the end of an entry, which one brace too
// many in a value leaves outside.
func (p *bibtex) leftOver(e *rawEntry) {
	at := p.at
	for p.at < len(p.source) && isSpace(p.source[p.at]) {
		p.at++
	}
	if c := p.peek(); c != ',' && c != '}' {
		return
	}
	from := p.at
	p.at++
	p.space()
	name := p.word()
	p.space()
	if name != "" && p.peek() == '=' {
		p.broken(from, fmt.Sprintf("%s: the entry ends before its field %q, which is not read: there is a closing brace too many", e.key, name))
		return
	}
	p.at = at
}
