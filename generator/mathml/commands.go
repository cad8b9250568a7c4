package mathml

import "golang.org/x/text/unicode/norm"

// construct reads a command with all that it takes.
func (p *parser) construct() (*node, error) {
	at, name := p.at, p.command()
	if name == "" {
		return nil, p.fail(at, "the formula ends with a backslash")
	}
	p.take(name)
	if s, ok := symbols[name]; ok {
		return p.symbol(s), nil
	}
	if f, ok := functions[name]; ok {
		return functionName(f.text, f.limits), nil
	}
	if width, ok := spaces[name]; ok {
		return space(width), nil
	}
	if _, ok := alphabets[name]; ok {
		return p.inVariant(name)
	}
	if a, ok := accents[name]; ok {
		return p.accented(name, a)
	}
	if f, ok := fractions[name]; ok {
		return p.fraction(name, f)
	}
	if attributes, ok := texts[name]; ok {
		words, err := p.words(name)
		return textNode(words, attributes), err
	}
	if w, ok := wrappers[name]; ok {
		return p.wrapped(name, w)
	}
	if s, ok := sizes[name]; ok {
		return p.sized(name, s)
	}
	if why, ok := refused[name]; ok {
		return nil, p.fail(at, `\%s is refused: %s`, name, why)
	}
	return p.structure(at, name)
}

// structure reads the commands that are like no other.
func (p *parser) structure(at int, name string) (*node, error) {
	switch name {
	case "sqrt":
		return p.root()
	case "left":
		return p.fenced(at)
	case "begin":
		return p.environment(at)
	case "substack":
		return p.substack(at)
	case "overset", "stackrel", "underset":
		return p.stack(name)
	case "xrightarrow":
		return p.labelled("→", name)
	case "xleftarrow":
		return p.labelled("←", name)
	case "operatorname":
		return p.operatorName()
	case "not":
		return p.negated(at)
	case "bmod":
		return operator("mod", ` lspace="0.222em" rspace="0.222em"`), nil
	case "pmod":
		return p.modulus()
	case "tag":
		words, err := p.words(name)
		return element("mrow", space("2em"), textNode("("+words+")", "")), err
	case "nonumber", "notag":
		return nil, nil // lines of a formula are not numbered anyway
	case "limits", "nolimits":
		return nil, p.fail(at, `\%s wants a sum or the like before it`, name)
	}
	return nil, p.fail(at, `\%s is not known`, shown(name))
}

// refused are commands that people may expect, and why there are none.
var refused = map[string]string{
	"def": noMacros, "gdef": noMacros, "edef": noMacros, "xdef": noMacros, "let": noMacros, "newcommand": noMacros,
	"renewcommand": noMacros, "providecommand": noMacros, "DeclareMathOperator": noMacros, "newenvironment": noMacros,
	"color": noColour, "textcolor": noColour, "colorbox": noColour, "fcolorbox": noColour, "definecolor": noColour,
}

const (
	noMacros = "formulas have no macros"
	noColour = "colours are the theme's"
)

func (p *parser) symbol(s symbol) *node {
	if p.variant != "" && (s.kind == slanted || s.kind == roman) {
		return p.name(s.text)
	}
	return s.node()
}

func functionName(text string, l limits) *node {
	return &node{tag: "mi", text: text, role: function, limits: l}
}

// operatorName reads \operatorname{rank} and \operatorname*{arg\,max}.
func (p *parser) operatorName() (*node, error) {
	place := beside
	if p.rune() == '*' {
		p.at++
		place = movable
	}
	words, err := p.words("operatorname")
	return functionName(words, place), err
}

// inVariant reads an argument whose letters are of an alphabet.
func (p *parser) inVariant(name string) (*node, error) {
	before := p.variant
	defer func() { p.variant = before }()
	p.variant = name
	return p.argument(`\` + name)
}

// fraction is how one over another is shown.
type fraction struct {
	style    string // of the whole: "", or attributes that set its size
	display  bool   // as that style says
	brackets bool   // as of binomials, which have no line either
}

const (
	inDisplay = ` displaystyle="true" scriptlevel="0"`
	inText    = ` displaystyle="false" scriptlevel="0"`
)

var fractions = map[string]fraction{
	"frac": {}, "dfrac": {style: inDisplay}, "cfrac": {style: inDisplay, display: true}, "tfrac": {style: inText},
	"binom": {brackets: true}, "dbinom": {style: inDisplay, brackets: true}, "tbinom": {style: inText, brackets: true},
}

func (p *parser) fraction(name string, f fraction) (*node, error) {
	over, err := p.argumentIn(f.display, `\`+name)
	if err != nil {
		return nil, err
	}
	under, err := p.argumentIn(f.display, `\`+name)
	if err != nil {
		return nil, err
	}
	if f.display {
		over, under = styled(inDisplay, over), styled(inDisplay, under)
	}
	whole := element("mfrac", over, under)
	if f.brackets {
		whole.attributes = ` linethickness="0"`
		whole = element("mrow", fence("(", "prefix"), whole, fence(")", "postfix"))
	}
	if f.style != "" {
		whole = styled(f.style, whole)
	}
	return whole, nil
}

// styled sets a size for what it holds.
func styled(attributes string, held ...*node) *node {
	return &node{tag: "mstyle", attributes: attributes, children: held}
}

// styles are the commands that set a size for the rest of a group.
var styles = map[string]struct {
	attributes string
	display    bool
}{
	"displaystyle": {inDisplay, true}, "textstyle": {inText, false},
	"scriptstyle":       {` displaystyle="false" scriptlevel="1"`, false},
	"scriptscriptstyle": {` displaystyle="false" scriptlevel="2"`, false},
}

// root reads \sqrt{x} and \sqrt[3]{x}.
func (p *parser) root() (*node, error) {
	degree, err := p.optional()
	if err != nil {
		return nil, err
	}
	radicand, err := p.argument(`\sqrt`)
	if err != nil {
		return nil, err
	}
	if degree == nil {
		return element("msqrt", radicand), nil
	}
	return element("mroot", radicand, degree), nil
}

// modulus reads \pmod{n}, which shows as "(mod n)" a little apart.
func (p *parser) modulus() (*node, error) {
	n, err := p.argument(`\pmod`)
	if err != nil {
		return nil, err
	}
	return element("mrow", space("1em"), fence("(", "prefix"), leaf("mi", "mod"), space(wordSpace), n, fence(")", "postfix")), nil
}

// negated reads \not and a relation. Unicode has the usual ones in one piece.
func (p *parser) negated(at int) (*node, error) {
	p.space()
	if !p.rowEnds() {
		relation, err := p.atom()
		if err != nil {
			return nil, err
		}
		if relation != nil && relation.tag == "mo" && relation.role == sign {
			relation.text = norm.NFC.String(relation.text + "\u0338")
			return relation, nil
		}
	}
	return nil, p.fail(at, `\not wants a relation after it`)
}
