package mathml

import (
	"strings"
	"unicode/utf8"
)

// textEscapes are the commands that text may hold.
var textEscapes = map[string]string{
	" ": " ", "\n": " ", "%": "%", "_": "_", "&": "&", "$": "$", "#": "#", "{": "{", "}": "}",
	",": "\u2009", ";": "\u2005", ":": "\u2005", "!": "", "quad": "\u2003", "qquad": "\u2003\u2003", "ldots": "…", "dots": "…",
}

// words reads { … } as text: spaces count, braces within it only group.
func (p *parser) words(of string) (string, error) {
	p.space()
	if p.rune() != '{' {
		return "", p.fail(p.at, `\%s is not followed by a brace`, of)
	}
	start, depth := p.at, 0
	var b strings.Builder
	for !p.done() {
		r, size := utf8.DecodeRuneInString(p.source[p.at:])
		if r == '\\' {
			name := p.command()
			escape, ok := textEscapes[name]
			if !ok {
				return "", p.fail(p.at, `\%s is not known within \%s`, shown(name), of)
			}
			p.take(name)
			b.WriteString(escape)
			continue
		}
		p.at += size
		switch r {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return b.String(), nil
			}
		case '$':
			return "", p.fail(p.at-size, `a formula within \%s is not known`, of)
		case '~':
			b.WriteRune('\u00A0')
		default:
			b.WriteString(p.source[p.at-size : p.at])
		}
	}
	return "", p.fail(start, "a brace is not closed")
}

// textNode shows words. Spaces are made hard: XML drops those at the ends.
func textNode(words, attributes string) *node {
	words = strings.NewReplacer(" ", "\u00A0", "\n", "\u00A0", "\t", "\u00A0").Replace(words)
	return &node{tag: "mtext", attributes: attributes, text: words}
}
