package mathml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func (p *parser) digitFollows() bool {
	return p.at+1 < len(p.source) && isDigit(rune(p.source[p.at+1]))
}

// number reads 3.14 and 57{,}688, whose braces keep TeX from taking the comma
// for a list's.
func (p *parser) number() *node {
	var b strings.Builder
	for {
		switch r := p.rune(); {
		case isDigit(r), r == '.' && p.digitFollows():
			b.WriteRune(r)
			p.at++
		case b.Len() > 0 && strings.HasPrefix(p.source[p.at:], "{,}"):
			b.WriteByte(',')
			p.at += len("{,}")
		default:
			return leaf("mn", inAlphabet(p.variant, b.String()))
		}
	}
}

// letters reads a letter with the marks upon it. Where an alphabet is for
// words, as in \mathrm{GDP}, it reads the whole word; and so it does with
// Chinese and other scripts that are never single variables' names.
func (p *parser) letters() *node {
	start := p.at
	first, size := utf8.DecodeRuneInString(p.source[p.at:])
	p.at += size
	word := alphabets[p.variant].words || !isVariable(first)
	for !p.done() {
		r, size := utf8.DecodeRuneInString(p.source[p.at:])
		if !unicode.IsMark(r) && !(word && unicode.IsLetter(r) && isVariable(r) == isVariable(first)) {
			break
		}
		p.at += size
	}
	if isVariable(first) {
		return p.name(p.source[start:p.at])
	}
	return leaf("mtext", p.source[start:p.at])
}

// isVariable tells the letters that name variables from those of which only
// words are made. Letterlike symbols such as ℵ count among the former.
func isVariable(r rune) bool {
	return !unicode.In(r, unicode.Lo, unicode.Lm) || unicode.Is(unicode.Latin, r) || r >= 0x2100 && r <= 0x214F
}

// name is an identifier in the alphabet at hand.
func (p *parser) name(text string) *node {
	if p.variant == "" {
		return identifier(text)
	}
	text = inAlphabet(p.variant, text)
	if alphabets[p.variant].upright && utf8.RuneCountInString(text) == 1 {
		return upright(text)
	}
	return identifier(text)
}

// character reads a sign that is neither letter nor digit.
func (p *parser) character() (*node, error) {
	r, size := utf8.DecodeRuneInString(p.source[p.at:])
	if r == '$' || r == '#' {
		return nil, p.fail(p.at, `%q has no meaning here: write \%c`, r, r)
	}
	if r == utf8.RuneError || !unicode.IsGraphic(r) {
		return nil, p.fail(p.at, "a character cannot be shown: %U", r)
	}
	p.at += size
	switch r {
	case '~':
		return space(wordSpace), nil
	case '-':
		return operator("−", ""), nil
	case '*':
		return operator("∗", ""), nil
	case '(', '[':
		return &node{tag: "mo", attributes: ` stretchy="false"`, text: string(r), role: opening}, nil
	case ')', ']':
		return &node{tag: "mo", attributes: ` stretchy="false"`, text: string(r), role: closing}, nil
	case '|':
		return bar("|"), nil
	case ',', ';':
		return operator(string(r), ` separator="true"`), nil
	case '+', '=', '<', '>', '/', ':':
		return operator(string(r), ""), nil
	case '!':
		return &node{tag: "mo", text: "!", role: closing}, nil // as of n!
	}
	if s, ok := bySign[r]; ok {
		return s.node(), nil
	}
	if unicode.IsSymbol(r) && r >= utf8.RuneSelf {
		return operator(string(r), ""), nil
	}
	if r < utf8.RuneSelf {
		return upright(string(r)), nil
	}
	return leaf("mtext", string(r)), nil
}

// bar is a sign that may open as well as close, so that it has no space of its
// own at either side.
func bar(text string) *node {
	return &node{tag: "mo", attributes: ` stretchy="false" lspace="0" rspace="0"`, text: text}
}
