package mathml

// delimiters are what may stand after \left, \right, \middle and \big: the
// characters and the commands, and what they show.
var delimiters = map[string]string{
	"(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", "<": "⟨", ">": "⟩", ".": "", "⟨": "⟨", "⟩": "⟩", "‖": "‖",
	`\{`: "{", `\}`: "}", `\|`: "‖", `\langle`: "⟨", `\rangle`: "⟩", `\lceil`: "⌈", `\rceil`: "⌉", `\lfloor`: "⌊", `\rfloor`: "⌋",
	`\vert`: "|", `\Vert`: "‖", `\lvert`: "|", `\rvert`: "|", `\lVert`: "‖", `\rVert`: "‖", `\lbrace`: "{", `\rbrace`: "}",
	`\lbrack`: "[", `\rbrack`: "]", `\backslash`: `\`, `\uparrow`: "↑", `\downarrow`: "↓", `\updownarrow`: "↕",
	`\lgroup`: "⟮", `\rgroup`: "⟯",
}

// delimiter reads one of them, for the command named.
func (p *parser) delimiter(of string) (string, error) {
	p.space()
	token := ""
	if name := p.command(); name != "" {
		token = `\` + name
	} else if !p.done() {
		token = string(p.rune())
	}
	d, ok := delimiters[token]
	switch {
	case token == "":
		return "", p.fail(p.at, `a bracket is missing after \%s`, of)
	case !ok:
		return "", p.fail(p.at, `%s after \%s is no bracket`, shown(token), of)
	}
	p.at += len(token)
	return d, nil
}

// fence is a bracket that grows with what it encloses. form is "prefix",
// "postfix" or "infix", since for a bar nothing else tells.
func fence(d, form string) *node {
	return operator(d, ` form="`+form+`" stretchy="true"`)
}

// fenced reads \left( … \middle| … \right).
func (p *parser) fenced(at int) (*node, error) {
	option := p.option
	defer func() { p.option = option }()
	p.option = false
	d, err := p.delimiter("left")
	if err != nil {
		return nil, err
	}
	whole := element("mrow")
	whole.role = fenced
	add := func(d, form string) {
		if d != "" {
			whole.children = append(whole.children, fence(d, form))
		}
	}
	add(d, "prefix")
	for {
		items, err := p.row()
		if err != nil {
			return nil, err
		}
		whole.children = append(whole.children, items...)
		name := p.command()
		if name != "right" && name != "middle" {
			return nil, p.fail(at, `\left has no \right`)
		}
		p.take(name)
		if d, err = p.delimiter(name); err != nil {
			return nil, err
		}
		if name == "right" {
			add(d, "postfix")
			return whole, nil
		}
		add(d, "infix")
	}
}

// size is how tall a bracket is made, and what it does.
type size struct {
	height string
	role   role
}

var sizes = map[string]size{
	"big": {"1.2em", ordinary}, "Big": {"1.8em", ordinary}, "bigg": {"2.4em", ordinary}, "Bigg": {"3em", ordinary},
	"bigl": {"1.2em", opening}, "Bigl": {"1.8em", opening}, "biggl": {"2.4em", opening}, "Biggl": {"3em", opening},
	"bigr": {"1.2em", closing}, "Bigr": {"1.8em", closing}, "biggr": {"2.4em", closing}, "Biggr": {"3em", closing},
	"bigm": {"1.2em", sign}, "Bigm": {"1.8em", sign}, "biggm": {"2.4em", sign}, "Biggm": {"3em", sign},
}

// sized reads the bracket after \big and its kin.
func (p *parser) sized(name string, s size) (*node, error) {
	d, err := p.delimiter(name)
	if err != nil || d == "" {
		return nil, err
	}
	form := "prefix"
	switch {
	case s.role == closing, s.role == ordinary && isClosing(d):
		form = "postfix"
	case s.role == sign:
		form = "infix"
	}
	n := fence(d, form)
	n.attributes += ` minsize="` + s.height + `" maxsize="` + s.height + `"`
	n.role = s.role
	return n, nil
}

func isClosing(d string) bool {
	switch d {
	case ")", "]", "}", "⟩", "⌉", "⌋", "⟯":
		return true
	}
	return false
}
