package mathml

import (
	"html"
	"strings"
)

// command reads a command and what it takes.
func (p *parser) command() (text string, limits bool, err error) {
	at, name := p.at, p.peekCommand()
	if name == "" {
		return "", false, p.fail(at, "the formula ends with a backslash")
	}
	p.at += len(name) + 1
	if s, ok := symbols[name]; ok {
		return s.markup(), s.limits && (p.display || s.always), nil
	}
	if width, ok := spaces[name]; ok {
		return `<mspace width="` + width + `"></mspace>`, false, nil
	}
	if f, ok := functions[name]; ok {
		return "<mi>" + f.name + "</mi><mo>\u2061</mo>", f.limits && p.display, nil
	}
	if variant, ok := variants[name]; ok {
		text, err = p.inVariant(variant)
		return text, false, err
	}
	if mark, ok := accents[name]; ok {
		text, err = p.accent(mark)
		return text, false, err
	}
	return p.structure(at, name)
}

// structure reads the commands that build something of their arguments.
func (p *parser) structure(at int, name string) (text string, limits bool, err error) {
	switch name {
	case "frac", "dfrac", "tfrac":
		text, err = p.two("<mfrac>", "</mfrac>")
	case "binom":
		text, err = p.two(`<mrow><mo>(</mo><mfrac linethickness="0">`, "</mfrac><mo>)</mo></mrow>")
	case "sqrt":
		text, err = p.root()
	case "text", "textrm", "mbox", "mathrm", "textit", "textbf", "operatorname", "operatorname*":
		text, err = p.words(name)
		limits = name == "operatorname*" && p.display
	case "left":
		text, err = p.fenced()
	case "begin":
		text, err = p.environment(at)
	case "overline", "underline", "overbrace", "underbrace", "overset", "underset", "stackrel":
		text, err = p.stacked(name)
		limits = name == "overbrace" || name == "underbrace"
	case "phantom":
		if text, err = p.argument(); err == nil {
			text = "<mphantom>" + text + "</mphantom>"
		}
	case "pmod":
		if text, err = p.argument(); err == nil {
			text = `<mrow><mspace width="1em"></mspace><mo>(</mo><mi>mod</mi><mspace width="0.333em"></mspace>` + text + "<mo>)</mo></mrow>"
		}
	case "not":
		text, err = p.negated()
	case "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr":
		var d string
		if d, err = p.delimiter(); err == nil {
			text = bigger(d, strings.TrimRight(name, "lr"))
		}
	case "displaystyle", "textstyle":
		text = ""
	case "right", "end":
		return "", false, p.fail(at, `\%s stands without its beginning`, name)
	default:
		return "", false, p.fail(at, `\%s is not known`, name)
	}
	return text, limits, err
}

func (p *parser) two(open, end string) (string, error) {
	first, err := p.argument()
	if err != nil {
		return "", err
	}
	second, err := p.argument()
	if err != nil {
		return "", err
	}
	return open + first + second + end, nil
}

// root reads \sqrt{x} and \sqrt[3]{x}.
func (p *parser) root() (string, error) {
	p.space()
	degree := ""
	if p.at < len(p.source) && p.source[p.at] == '[' {
		end := strings.IndexByte(p.source[p.at:], ']')
		if end < 0 {
			return "", p.fail(p.at, "a bracket is not closed")
		}
		inner := &parser{source: p.source[p.at+1 : p.at+end], depth: p.depth + 1}
		row, err := inner.row("")
		if err != nil {
			return "", err
		}
		if inner.at < len(inner.source) {
			return "", p.fail(p.at, "the degree of a root cannot be read")
		}
		degree = "<mrow>" + row + "</mrow>"
		p.at += end + 1
	}
	radicand, err := p.argument()
	if err != nil {
		return "", err
	}
	if degree == "" {
		return "<msqrt>" + radicand + "</msqrt>", nil
	}
	return "<mroot>" + radicand + degree + "</mroot>", nil
}

// words reads text within a formula.
func (p *parser) words(name string) (string, error) {
	inside, err := p.braced()
	if err != nil {
		return "", err
	}
	inside = clean(strings.NewReplacer(`\ `, " ", `\%`, "%", `\_`, "_", `\&`, "&", `\$`, "$", "~", "\u00A0").Replace(inside))
	escaped := html.EscapeString(inside)
	switch name {
	case "mathrm":
		return `<mi mathvariant="normal">` + escaped + "</mi>", nil
	case "operatorname", "operatorname*":
		return "<mi>" + escaped + "</mi><mo>\u2061</mo>", nil
	}
	return "<mtext>" + strings.ReplaceAll(escaped, " ", "\u00A0") + "</mtext>", nil
}

func (p *parser) inVariant(variant string) (string, error) {
	before := p.variant
	p.variant = variant
	defer func() { p.variant = before }()
	return p.argument()
}

func (p *parser) accent(mark string) (string, error) {
	base, err := p.argument()
	if err != nil {
		return "", err
	}
	return `<mover accent="true">` + base + "<mo>" + mark + "</mo></mover>", nil
}

func (p *parser) stacked(name string) (string, error) {
	first, err := p.argument()
	if err != nil {
		return "", err
	}
	switch name {
	case "overline":
		return `<mover accent="true">` + first + "<mo>‾</mo></mover>", nil
	case "underline":
		return `<munder accentunder="true">` + first + "<mo>_</mo></munder>", nil
	case "overbrace":
		return "<mover>" + first + "<mo>⏞</mo></mover>", nil
	case "underbrace":
		return "<munder>" + first + "<mo>⏟</mo></munder>", nil
	}
	base, err := p.argument()
	if err != nil {
		return "", err
	}
	if name == "underset" {
		return "<munder>" + base + first + "</munder>", nil
	}
	return "<mover>" + base + first + "</mover>", nil
}

// negated reads \not and a relation.
func (p *parser) negated() (string, error) {
	p.space()
	start := p.at
	if p.at < len(p.source) {
		if text, _, err := p.atom(); err == nil && strings.HasPrefix(text, "<mo>") {
			return strings.Replace(text, "</mo>", "\u0338</mo>", 1), nil
		}
	}
	return "", p.fail(start, `\not stands before a relation`)
}

// delimiter reads a bracket or the like after \left, \right and \big.
func (p *parser) delimiter() (string, error) {
	p.space()
	if p.at >= len(p.source) {
		return "", p.fail(p.at, "a bracket is missing")
	}
	if name := p.peekCommand(); name != "" {
		if d, ok := delimiters[name]; ok {
			p.at += len(name) + 1
			return d, nil
		}
		return "", p.fail(p.at, `\%s is no bracket`, name)
	}
	c := p.source[p.at]
	if !strings.ContainsRune("()[]|/.<>", rune(c)) {
		return "", p.fail(p.at, "%q is no bracket", p.rest())
	}
	p.at++
	switch c {
	case '.':
		return "", nil
	case '<':
		return "⟨", nil
	case '>':
		return "⟩", nil
	}
	return string(c), nil
}

func bigger(d, name string) string {
	size := map[string]string{"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}[name]
	return `<mo stretchy="true" minsize="` + size + `" maxsize="` + size + `">` + d + "</mo>"
}

// fenced reads \left( … \right).
func (p *parser) fenced() (string, error) {
	at := p.at
	open, err := p.delimiter()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("<mrow>" + fence(open))
	for {
		row, err := p.row("right middle")
		if err != nil {
			return "", err
		}
		b.WriteString(row)
		name := p.peekCommand()
		if name != "right" && name != "middle" {
			return "", p.fail(at, `\left has no \right`)
		}
		p.at += len(name) + 1
		d, err := p.delimiter()
		if err != nil {
			return "", err
		}
		b.WriteString(fence(d))
		if name == "right" {
			return b.String() + "</mrow>", nil
		}
	}
}

func fence(d string) string {
	if d == "" {
		return ""
	}
	return `<mo fence="true" stretchy="true">` + d + "</mo>"
}

// fences are the brackets of the environments.
var fences = map[string][2]string{
	"matrix": {"", ""}, "pmatrix": {"(", ")"}, "bmatrix": {"[", "]"}, "Bmatrix": {"{", "}"}, "vmatrix": {"|", "|"},
	"Vmatrix": {"‖", "‖"}, "cases": {"{", ""}, "aligned": {"", ""}, "align": {"", ""}, "align*": {"", ""},
	"gathered": {"", ""}, "array": {"", ""}, "smallmatrix": {"", ""},
}

// environment reads \begin{…} … \end{…}, a table of rows and columns.
func (p *parser) environment(at int) (string, error) {
	name, err := p.braced()
	if err != nil {
		return "", err
	}
	brackets, ok := fences[name]
	if !ok {
		return "", p.fail(at, `\begin{%s} is not known`, clean(name))
	}
	if name == "array" {
		if _, err := p.braced(); err != nil { // the alignment of columns
			return "", err
		}
	}
	var b strings.Builder
	b.WriteString("<mtable")
	if strings.HasPrefix(name, "align") {
		b.WriteString(` columnalign="right left" displaystyle="true"`)
	} else if name == "cases" {
		b.WriteString(` columnalign="left left"`)
	}
	b.WriteString("><mtr><mtd>")
	for {
		cell, err := p.row("end")
		if err != nil {
			return "", err
		}
		b.WriteString(cell)
		switch {
		case p.at < len(p.source) && p.source[p.at] == '&':
			p.at++
			b.WriteString("</mtd><mtd>")
			continue
		case p.peekCommand() == `\`:
			p.at += 2
			b.WriteString("</mtd></mtr><mtr><mtd>")
			continue
		case p.peekCommand() == "end":
			p.at += len(`\end`)
			end, err := p.braced()
			if err != nil {
				return "", err
			}
			if end != name {
				return "", p.fail(at, `\begin{%s} is closed by \end{%s}`, name, clean(end))
			}
			table := strings.TrimSuffix(b.String(), "<mtr><mtd>")
			if table == b.String() {
				table += "</mtd></mtr>"
			}
			return "<mrow>" + fence(brackets[0]) + table + "</mtable>" + fence(brackets[1]) + "</mrow>", nil
		}
		return "", p.fail(at, `\begin{%s} has no end`, name)
	}
}
