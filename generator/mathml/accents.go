package mathml

// accent is a mark above or below something.
type accent struct {
	mark     string
	stretchy bool // as wide as what it stands at
	below    bool
	brace    bool // no mere accent: scripts of the whole stand beyond it
}

var accents = map[string]accent{
	"hat": {mark: "^"}, "check": {mark: "ˇ"}, "tilde": {mark: "~"}, "acute": {mark: "´"}, "grave": {mark: "`"}, "dot": {mark: "˙"},
	"ddot": {mark: "¨"}, "breve": {mark: "˘"}, "bar": {mark: "¯"}, "vec": {mark: "→"}, "mathring": {mark: "˚"},
	"widehat": {mark: "^", stretchy: true}, "widetilde": {mark: "~", stretchy: true}, "overline": {mark: "‾", stretchy: true},
	"underline": {mark: "_", stretchy: true, below: true}, "overrightarrow": {mark: "→", stretchy: true},
	"overleftarrow": {mark: "←", stretchy: true}, "overleftrightarrow": {mark: "↔", stretchy: true},
	"overbrace": {mark: "⏞", stretchy: true, brace: true}, "underbrace": {mark: "⏟", stretchy: true, below: true, brace: true},
	"overbracket": {mark: "⎴", stretchy: true, brace: true}, "underbracket": {mark: "⎵", stretchy: true, below: true, brace: true},
}

func (p *parser) accented(name string, a accent) (*node, error) {
	base, err := p.argument(`\` + name)
	if err != nil {
		return nil, err
	}
	mark := operator(a.mark, ` stretchy="false"`)
	if a.stretchy {
		mark.attributes = ` stretchy="true"`
	}
	whole := element("mover", base, mark)
	if a.below {
		whole.tag = "munder"
	}
	switch {
	case a.brace:
		whole.limits = stacked
	case a.below:
		whole.attributes = ` accentunder="true"`
	default:
		whole.attributes = ` accent="true"`
	}
	return whole, nil
}

// stack reads \overset{above}{base}, \stackrel{above}{base} and
// \underset{below}{base}.
func (p *parser) stack(name string) (*node, error) {
	script, err := p.argumentIn(false, `\`+name)
	if err != nil {
		return nil, err
	}
	base, err := p.argument(`\` + name)
	if err != nil {
		return nil, err
	}
	if base.tag == "mo" && base.limits == movable {
		base.attributes += ` movablelimits="false"`
	}
	if name == "underset" {
		return attach(base, scripts{below: script}, true), nil
	}
	return attach(base, scripts{above: script}, true), nil
}

// labelled reads what stands above and below a long arrow:
// \xrightarrow[below]{above}.
func (p *parser) labelled(arrow, name string) (*node, error) {
	below, err := p.optional()
	if err != nil {
		return nil, err
	}
	above, err := p.argumentIn(false, `\`+name)
	if err != nil {
		return nil, err
	}
	return attach(operator(arrow, ` stretchy="true"`), scripts{below: below, above: above}, true), nil
}

// texts are the commands for words within a formula, and their attributes.
var texts = map[string]string{
	"text": "", "textrm": "", "textnormal": "", "mbox": "", "textbf": ` class="math-bold"`, "textit": ` class="math-italic"`,
	"emph": ` class="math-italic"`,
}

// wrapper is an element, and maybe another within, around an argument.
type wrapper struct{ outer, attributes, inner string }

var wrappers = map[string]wrapper{
	"phantom":  {outer: "mphantom"},
	"hphantom": {outer: "mpadded", attributes: ` height="0" depth="0"`, inner: "mphantom"},
	"vphantom": {outer: "mpadded", attributes: ` width="0"`, inner: "mphantom"},
	"boxed":    {outer: "mrow", attributes: ` class="math-boxed"`},
}

func (p *parser) wrapped(name string, w wrapper) (*node, error) {
	inner, err := p.argument(`\` + name)
	if err != nil {
		return nil, err
	}
	if w.inner != "" {
		inner = element(w.inner, inner)
	}
	return &node{tag: w.outer, attributes: w.attributes, children: []*node{inner}}, nil
}
