package mathml

import "strings"

// plain writes the element as it stands in a line of text, where nothing can
// be set above anything else: "(34.93/12.75)^(1/9) − 1 ≈ 0.12".
func (n *node) plain(b *strings.Builder) {
	switch n.tag {
	case "mspace":
		b.WriteByte(' ')
	case "mo":
		n.plainSign(b)
	case "mphantom":
	case "mfrac":
		between := "/"
		if n.attributes != "" {
			between = " " // a binomial has no line
		}
		b.WriteString(n.children[0].operand() + between + n.children[1].operand())
	case "msqrt":
		b.WriteString("√" + group(n.children).operand())
	case "mroot":
		b.WriteString(n.children[0].operand() + "^(1/" + n.children[1].operand() + ")")
	case "msub", "msup", "msubsup", "munder", "mover", "munderover":
		n.plainScripts(b)
	case "mtable":
		for i, row := range n.children {
			if i > 0 {
				b.WriteString("; ")
			}
			for j, cell := range row.children {
				if j > 0 {
					b.WriteByte(' ')
				}
				group(cell.children).plain(b)
			}
		}
	default:
		b.WriteString(n.text)
		for _, child := range n.children {
			child.plain(b)
		}
	}
}

// plainSign puts space around what joins two operands, and after a comma.
func (n *node) plainSign(b *strings.Builder) {
	switch {
	case n.text == application:
	case strings.Contains(n.attributes, "separator"):
		b.WriteString(n.text + " ")
	case n.role == sign && n.limits == beside && !strings.Contains(n.attributes, "form=") && !strings.ContainsAny(n.text, "/!′|"):
		b.WriteString(" " + n.text + " ")
	default:
		b.WriteString(n.text)
	}
}

// plainScripts writes x_1^2. Of accents and braces it leaves the base.
func (n *node) plainScripts(b *strings.Builder) {
	base := n.children[0]
	if base.limits != beside { // a sum stands apart from what it is of
		b.WriteByte(' ')
		defer b.WriteByte(' ')
	}
	b.WriteString(base.operand())
	if strings.Contains(n.attributes, "accent") || n.limits == stacked {
		return
	}
	marks := map[string]string{"msub": "_", "msup": "^", "msubsup": "_^", "munder": "_", "mover": "^", "munderover": "_^"}[n.tag]
	for i, script := range n.children[1:] {
		if !isPrimes(script) {
			b.WriteString(marks[i : i+1])
		}
		b.WriteString(script.operand())
	}
}

// operand is the element in parentheses, if they tell that it is one.
func (n *node) operand() string {
	var b strings.Builder
	n.plain(&b)
	s := strings.TrimSpace(b.String())
	if n.role == fenced || !strings.ContainsAny(s, " /^_") {
		return s
	}
	return "(" + s + ")"
}
