package bibliography

import (
	"fmt"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"fangzhi/generator/diag"
)

// ParseBibTeX reads a file of BibTeX or BibLaTeX references. What is wrong in
// one entry is reported and does no harm to the others: reading goes on at the
// next line that begins with @.
func ParseBibTeX(path string, source []byte) ([]Item, []diag.Diagnostic) {
	p := &bibtex{path: path, source: string(source), macros: map[string]string{}, lines: []int{0}}
	for i, c := range source {
		if c == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	for name, month := range monthMacros {
		p.macros[name] = month
	}
	for p.next() {
		p.entry()
	}
	return p.items, p.diagnostics
}

var monthMacros = map[string]string{
	"jan": "1", "feb": "2", "mar": "3", "apr": "4", "may": "5", "jun": "6",
	"jul": "7", "aug": "8", "sep": "9", "oct": "10", "nov": "11", "dec": "12",
}

// bibtex reads one file.
type bibtex struct {
	path        string
	source      string
	at          int
	lines       []int
	macros      map[string]string
	items       []Item
	diagnostics []diag.Diagnostic
}

// field is one field of an entry, its value without the marks around it.
type field struct {
	value string
	at    int
}

func (p *bibtex) place(at int) (line, column int) {
	i := sort.SearchInts(p.lines, at+1) - 1
	return i + 1, 1 + utf8.RuneCountInString(p.source[p.lines[i]:at])
}

func (p *bibtex) report(severity diag.Severity, at int, code, message, hint string) {
	line, column := p.place(min(at, len(p.source)))
	p.diagnostics = append(p.diagnostics, diag.Diagnostic{
		Path: p.path, Line: line, Column: column, Severity: severity, Code: code, Message: message, Hint: hint,
	})
}

// next moves to the next @; what stands between entries is comment.
func (p *bibtex) next() bool {
	for p.at < len(p.source) {
		at := strings.IndexByte(p.source[p.at:], '@')
		if at < 0 {
			return false
		}
		p.at += at
		start := strings.LastIndexByte(p.source[:p.at], '\n') + 1
		if !strings.Contains(p.source[start:p.at], "%") {
			return true
		}
		p.at++ // within a comment line
	}
	return false
}

// recover moves to the next line that begins an entry.
func (p *bibtex) recover() {
	if at := strings.Index(p.source[p.at:], "\n@"); at >= 0 {
		p.at += at + 1
		return
	}
	p.at = len(p.source)
}

func (p *bibtex) space() {
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

// word reads a name: of an entry type, a key, a field or a macro.
func (p *bibtex) word() string {
	start := p.at
	for p.at < len(p.source) && !strings.ContainsRune(" \t\r\n,={}()\"#%@", rune(p.source[p.at])) {
		p.at++
	}
	return p.source[start:p.at]
}

func (p *bibtex) peek() byte {
	if p.at < len(p.source) {
		return p.source[p.at]
	}
	return 0
}

// entry reads one @type{…}.
func (p *bibtex) entry() {
	start := p.at
	p.at++
	kind := strings.ToLower(p.word())
	if kind == "" {
		return // an @ in free text
	}
	p.space()
	closing := byte('}')
	switch p.peek() {
	case '{':
	case '(':
		closing = ')'
	default:
		return
	}
	p.at++
	switch kind {
	case "comment":
		p.skip(closing)
	case "preamble":
		if _, ok := p.value(); !ok {
			p.broken(start, "preamble")
		}
	case "string":
		p.space()
		name := strings.ToLower(p.word())
		p.space()
		if p.peek() != '=' {
			p.broken(start, "string")
			return
		}
		p.at++
		value, ok := p.value()
		if !ok {
			p.broken(start, "string")
			return
		}
		p.macros[name] = value
	default:
		p.reference(start, kind, closing)
	}
}

func (p *bibtex) broken(at int, what string) {
	p.report(diag.Error, at, "bibtex-syntax", fmt.Sprintf("the entry @%s is not closed as it should be", what),
		"check its braces, quotation marks and commas; reading goes on at the next line that begins with @")
	p.recover()
}

// skip passes over what is left of an entry that is not read.
func (p *bibtex) skip(closing byte) {
	depth := 0
	for ; p.at < len(p.source); p.at++ {
		switch c := p.source[p.at]; {
		case c == '{':
			depth++
		case c == closing && depth == 0:
			p.at++
			return
		case c == '}':
			depth--
		}
	}
}

// reference reads the key and the fields of an entry.
func (p *bibtex) reference(start int, kind string, closing byte) {
	p.space()
	key := p.word()
	p.space()
	if key == "" || p.peek() != ',' && p.peek() != closing {
		p.report(diag.Error, start, "bibtex-syntax", "an entry has no key", "write @"+kind+"{key, …}")
		p.recover()
		return
	}
	fields := map[string]field{}
	for {
		p.space()
		if p.peek() == ',' {
			p.at++
			p.space()
		}
		if p.peek() == closing {
			p.at++
			break
		}
		at := p.at
		name := strings.ToLower(p.word())
		p.space()
		if name == "" || p.peek() != '=' {
			p.broken(start, kind+"{"+key)
			return
		}
		p.at++
		value, ok := p.value()
		if !ok {
			p.broken(start, kind+"{"+key)
			return
		}
		if _, double := fields[name]; double {
			p.report(diag.Warning, at, "bibtex-duplicate", fmt.Sprintf("%s: field %q stands twice; the first holds", key, name), "keep one")
			continue
		}
		fields[name] = field{value, at}
	}
	p.items = append(p.items, p.item(start, kind, key, fields))
}

// maxBraces bounds how deep braces may stand within each other.
const maxBraces = 100

// value reads a value: braces, quotation marks, numbers and macros, joined
// by #. An entry that begins a line within a value is taken for a sign that a
// brace is missing.
func (p *bibtex) value() (string, bool) {
	var b strings.Builder
	for {
		p.space()
		switch c := p.peek(); c {
		case '{', '"':
			part, ok := p.quoted(c)
			if !ok {
				return "", false
			}
			b.WriteString(part)
		default:
			word := p.word()
			if word == "" {
				return "", false
			}
			if macro, known := p.macros[strings.ToLower(word)]; known {
				word = macro
			}
			b.WriteString(word)
		}
		p.space()
		if p.peek() != '#' {
			return b.String(), true
		}
		p.at++
	}
}

// quoted reads {…} or "…", with balanced braces within.
func (p *bibtex) quoted(opening byte) (string, bool) {
	p.at++
	start, depth := p.at, 0
	for ; p.at < len(p.source); p.at++ {
		switch c := p.source[p.at]; {
		case c == '\\':
			p.at++
		case c == '{':
			if depth++; depth > maxBraces {
				return "", false
			}
		case c == '}' && depth == 0 && opening == '{', c == '"' && depth == 0 && opening == '"':
			p.at++
			return p.source[start : p.at-1], true
		case c == '}':
			depth--
		case c == '\n' && strings.HasPrefix(p.source[p.at+1:], "@") && entryBegins(p.source[p.at+2:]):
			return "", false
		}
	}
	return "", false
}

// entryBegins tells whether s reads like the rest of an entry's first line.
func entryBegins(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return end > 0 && (s[end] == '{' || s[end] == '(')
}
