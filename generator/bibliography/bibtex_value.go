package bibliography

import (
	"fmt"
	"strings"

	"fangzhi/generator/diag"
)

// value reads a value: braces, quotation marks, numbers and macros, joined by
// #. Where it is broken, that is reported and reading goes on at the next
// entry.
func (p *bibtex) value() (string, bool) {
	whole, joined := "", strings.Builder{}
	for count := 0; ; count++ {
		part, ok := p.valuePart()
		if !ok {
			return "", false
		}
		if count == 0 {
			whole = part // most values are of one part, which needs no copy
		} else {
			if count == 1 {
				joined.WriteString(whole)
			}
			joined.WriteString(part)
		}
		p.space()
		if p.peek() != '#' {
			if count > 0 {
				whole = joined.String()
			}
			return whole, true
		}
		p.at++
	}
}

func (p *bibtex) valuePart() (string, bool) {
	p.space()
	switch p.peek() {
	case '{':
		return p.braced()
	case '"':
		return p.quoted()
	}
	at := p.at
	word := p.word()
	if word == "" {
		p.broken(at, "a value is expected here: {…}, \"…\", a number or the name of a @string")
		return "", false
	}
	return p.macroValue(word, at), true
}

// macroValue is what a bare word stands for: a number for itself, a macro for
// its value.
func (p *bibtex) macroValue(word string, at int) string {
	value, known := p.macros[strings.ToLower(word)]
	if !known {
		if !allDigits(word) && monthNumber(word) == 0 {
			p.add(diag.Warning, at, "bibtex-macro", fmt.Sprintf("there is no @string with the name %q", word),
				"put braces around it if it is text; it is taken as such")
		}
		return word
	}
	if p.expansion -= len(value); p.expansion < 0 {
		p.add(diag.Error, at, "bibtex-macro", fmt.Sprintf("the @string %q makes this file many times longer than it is; it is left out", word), "")
		return ""
	}
	return value
}

// braced reads {…} with balanced braces within.
func (p *bibtex) braced() (string, bool) {
	start, depth := p.at, 0
	for ; p.at < len(p.source); p.at++ {
		switch c := p.source[p.at]; {
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				p.at++
				return p.source[start+1 : p.at-1], true
			}
		case c == '@' && p.beginsEntry():
			return p.unclosed(start, "brace")
		}
	}
	return p.unclosed(start, "brace")
}

// quoted reads "…". A quotation mark within braces does not end it, nor does
// one after a backslash, which is an accent.
func (p *bibtex) quoted() (string, bool) {
	start, depth := p.at, 0
	for p.at++; p.at < len(p.source); p.at++ {
		switch c := p.source[p.at]; {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '\\' && depth <= 0 && strings.HasPrefix(p.source[p.at:], `\"`):
			p.at++
		case c == '"' && depth <= 0:
			p.at++
			return p.source[start+1 : p.at-1], true
		case c == '@' && p.beginsEntry():
			return p.unclosed(start, "quotation mark")
		}
	}
	return p.unclosed(start, "quotation mark")
}

func (p *bibtex) unclosed(start int, what string) (string, bool) {
	p.broken(start, "the "+what+" that opens here is not closed before the next entry")
	return "", false
}

// longestHead bounds how far an entry's first line is looked at.
const longestHead = 300

// beginsEntry tells whether the @ at p.at begins a line and reads like the
// beginning of an entry: @book{key, or @string{. Such a line within a value
// is a sign that a brace is missing before it.
func (p *bibtex) beginsEntry() bool {
	if !p.beginsLine() {
		return false
	}
	head := p.source[p.at+1 : min(len(p.source), p.at+longestHead)]
	letters := strings.IndexFunc(head, func(r rune) bool { return r > 0x7F || !isLetter(byte(r)) })
	if letters < 1 {
		return false
	}
	kind := strings.ToLower(head[:letters])
	head = strings.TrimLeft(head[letters:], " \t")
	if !strings.HasPrefix(head, "{") && !strings.HasPrefix(head, "(") {
		return false
	}
	if kind == "comment" || kind == "preamble" || kind == "string" {
		return true
	}
	head = strings.TrimLeft(head[1:], " \t")
	key := strings.IndexAny(head, " \t\r\n,{}\"=")
	if key < 1 {
		return false
	}
	head = strings.TrimLeft(head[key:], " \t")
	return strings.HasPrefix(head, ",") || strings.HasPrefix(head, "}")
}
