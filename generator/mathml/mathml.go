// Package mathml turns a subset of TeX's mathematics into MathML Core. In
// comes the source of one formula, out go its <math> element and the same as
// plain text, or an error
// that names what is not understood, so that the caller can show the source
// instead. There are no macros, nothing is read or remembered between
// formulas, and markup grows no faster than the source.
//
// The work goes in two steps: the parser builds a tree of elements, and only
// the tree writes markup. So what is written is always well-formed, whatever
// the source.
package mathml

import (
	"fmt"
	"html"
	"strings"
)

// Error says what could not be read, and where.
type Error struct {
	Offset  int // in bytes of the source
	Message string
}

func (e *Error) Error() string { return e.Message }

const (
	// longest bounds the source, in bytes. No formula meant for people comes
	// near it.
	longest = 10_000
	// deepest bounds how deep atoms stand within each other, and with it the
	// stack of the parser and of whoever reads the markup.
	deepest = 100
)

// Formula is what becomes of the source of one.
type Formula struct {
	Markup string // its <math> element
	Plain  string // for where there is no markup: "x^2 ≈ 0.95"
}

// Convert reads a formula. Its markup is for instance
//
//	<math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding="application/x-tex">x^2</annotation></semantics></math>
//
// as a block of its own if display is set. The annotation keeps the source,
// for those who copy it. The error is an *Error.
//
// Alignment and rules within tables are told by classes, since MathML Core
// leaves them to style sheets: math-left and math-right on cells,
// math-line-start, -end, -above and -below on cells with a rule at that side,
// math-aligned on tables whose columns meet at a sign, math-boxed, math-bold
// and math-italic.
func Convert(tex string, display bool) (Formula, error) {
	if len(tex) > longest {
		return Formula{}, &Error{0, fmt.Sprintf("the formula is longer than %d bytes", longest)}
	}
	p := &parser{source: tex, display: display}
	items, err := p.row()
	if err != nil {
		return Formula{}, err
	}
	if err := p.end(); err != nil {
		return Formula{}, err
	}
	if len(items) == 0 {
		return Formula{}, &Error{0, "the formula is empty"}
	}
	var b strings.Builder
	b.WriteString("<math")
	if display {
		b.WriteString(` display="block"`)
	}
	b.WriteString("><semantics>")
	whole := group(items)
	whole.write(&b)
	b.WriteString(`<annotation encoding="application/x-tex">`)
	b.WriteString(html.EscapeString(clean(tex)))
	b.WriteString("</annotation></semantics></math>")
	var plain strings.Builder
	whole.plain(&plain)
	return Formula{Markup: b.String(), Plain: strings.Join(strings.Fields(clean(plain.String())), " ")}, nil
}
