package mathml

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// node is an element of the formula.
type node struct {
	tag        string  // "mi", "mrow" …
	attributes string  // as written, with a space before each; never from the source
	text       string  // what a leaf shows, unescaped
	children   []*node // of an element that is no leaf
	role       role
	limits     limits
}

// role is what an element is to its neighbours in a row. Browsers space signs
// by the operator dictionary of MathML; the names of functions they do not
// space, so we do.
type role uint8

const (
	ordinary role = iota
	sign          // an operator, a relation or punctuation
	opening       // a bracket that opens
	closing       // a bracket that closes
	fenced        // a whole \left … \right
	function      // the name of a function
	gap           // white space
)

// limits is where the scripts of an element stand.
type limits uint8

const (
	beside    limits = iota // always beside it, as of a letter
	onRequest               // beside it but after \limits, as of an integral
	movable                 // above and below it in display, else beside it, as of a sum
	stacked                 // always above and below it, as of a brace
)

func leaf(tag, text string) *node { return &node{tag: tag, text: text} }

// upright is a single letter or sign that is not to be slanted, as browsers
// else do with identifiers of one letter.
func upright(text string) *node {
	return &node{tag: "mi", attributes: ` mathvariant="normal"`, text: text}
}

// identifier is a name of one letter, slanted, or of several, upright.
func identifier(text string) *node { return leaf("mi", text) }

func operator(text, attributes string) *node {
	return &node{tag: "mo", attributes: attributes, text: text, role: sign}
}

func space(width string) *node {
	return &node{tag: "mspace", attributes: ` width="` + width + `"`, role: gap}
}

func element(tag string, children ...*node) *node {
	return &node{tag: tag, children: children}
}

// group makes one element of several. A single one stands for itself: browsers
// take a sign for an operator only where no row hides its neighbours.
func group(items []*node) *node {
	if len(items) == 1 {
		return items[0]
	}
	return element("mrow", items...)
}

func (n *node) write(b *strings.Builder) {
	b.WriteString("<" + n.tag + n.attributes + ">")
	b.WriteString(html.EscapeString(clean(n.text)))
	for _, child := range n.children {
		child.write(b)
	}
	b.WriteString("</" + n.tag + ">")
}

// clean drops what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

const thin = "0.167em" // a sixth of an em, TeX's \,

// application is the sign that a function is applied, for those who listen.
const application = "\u2061"

// arranged gives the neighbours in a row the space between them that TeX would
// and browsers do not. The only element of a row has no neighbours yet.
func arranged(items []*node) []*node {
	if len(items) < 2 {
		return items
	}
	var out []*node
	before := opening // the role of what stands before, but for gaps
	for i, item := range items {
		if item.isPlusOrMinus() && (before == opening || before == sign) {
			item.attributes += asPrefix
		}
		if item.role == function {
			if i > 0 && isOperand(items[i-1].role) {
				out = append(out, space(thin))
			}
			out = append(out, item, operator(application, ""))
			if i+1 < len(items) && (items[i+1].role == ordinary || items[i+1].role == function) {
				out = append(out, space(thin)) // "sin x", but "sin(x)"
			}
		} else {
			out = append(out, item)
		}
		if item.role != gap {
			before = item.role
		}
	}
	return out
}

// isOperand tells what a function stands apart from, as in "2 sin x".
func isOperand(r role) bool { return r == ordinary || r == closing || r == fenced }

const asPrefix = ` form="prefix"`

// isPlusOrMinus tells the signs that either join two operands or stand before
// one. Browsers know them to stand before one only at the beginning of a row,
// but not in "a = −b" or "(−b)".
func (n *node) isPlusOrMinus() bool {
	return n.tag == "mo" && (n.text == "+" || n.text == "−" || n.text == "±" || n.text == "∓")
}
