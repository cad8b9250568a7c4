package markdown

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/mathml"
	"fangzhi/generator/text"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// inlines writes what a leaf, or an inline, holds.
func (w *writer) inlines(parent ast.Node) {
	if w.depth++; w.depth > maxDepth {
		w.depth--
		return
	}
	defer func() { w.depth-- }()
	balanced := w.balanced(parent)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n, balanced)
	}
}

// inlinesUpTo writes the inlines that begin before an offset, or the others.
func (w *writer) inlinesUpTo(parent ast.Node, offset int, before bool) {
	balanced := w.balanced(parent)
	passed := false
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok && t.Segment.Start >= offset {
			passed = true
		}
		if passed != before {
			w.inline(n, balanced)
		}
		if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			passed = true
		}
	}
}

func (w *writer) inline(n ast.Node, balanced bool) {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		w.text(string(n.Value))
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		w.wrap(tag, n)
	case *extast.Strikethrough:
		w.wrap("del", n)
	case *marked:
		w.wrap("mark", n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.inlineImage(n)
	case *ast.RawHTML:
		w.rawInline(n, balanced)
	case *wikilink:
		w.wikilink(n)
	case *citation:
		w.citation(n)
	case *math:
		w.math(n.tex, n.display, n.at)
	case *ruby:
		w.ruby(n)
	case *comment:
		if n.open {
			w.text("%%")
			w.report(diag.Warning, n.at, "comment-unclosed", "a comment is not closed in its paragraph; its mark is shown",
				"close it with %%, or write \\%% for the two signs themselves")
		}
	case *extast.TaskCheckBox:
		w.checkBox(n)
	case *extast.FootnoteLink:
		w.footnoteLink(n)
	case *extast.FootnoteBacklink:
		w.footnoteBacklink(n)
	default:
		w.inlines(n)
	}
}

func (w *writer) wrap(tag string, n ast.Node) {
	han := w.leaf.han
	w.write("<", tag)
	if han && w.onlyHan(n) { // so that style sheets can tell it from italics
		w.write(` lang="zh-Hans"`)
		w.leaf.han = false
	}
	w.write(">")
	w.inlines(n)
	w.write("</", tag, ">")
	w.leaf.han = han
}

// onlyHan tells whether an inline holds one run of Chinese, and nothing else.
// A title in its marks does not count: it needs no further distinction.
func (w *writer) onlyHan(n ast.Node) bool {
	only, is := n.FirstChild().(*ast.Text)
	if !is || only.NextSibling() != nil {
		return false
	}
	s := resolve(w.written[only.Segment.Start:only.Segment.Stop])
	if strings.HasPrefix(s, "《") {
		return false
	}
	runs := 0
	for _, chinese := range text.Runs(s) {
		if runs++; !chinese {
			return false
		}
	}
	return runs == 1
}

func (w *writer) textNode(n *ast.Text) {
	start, stop := max(n.Segment.Start, w.leaf.from), min(n.Segment.Stop, w.leaf.to)
	if start < stop {
		s := w.written[start:stop]
		if !n.IsRaw() {
			s = resolve(s)
		}
		w.text(s)
	}
	if n.Segment.Stop > w.leaf.to || n.Segment.Start < w.leaf.from && n.Segment.Stop <= w.leaf.from {
		return
	}
	switch {
	case n.HardLineBreak():
		w.out.Truncate(len(bytes.TrimRight(w.out.Bytes(), " ")))
		w.write("<br>\n")
		w.leaf.plain.space()
	case n.SoftLineBreak():
		if w.joined(n) {
			return
		}
		w.write("\n")
		w.leaf.plain.space()
	}
}

// joined tells whether the line break after a text vanishes, since Chinese is
// written without spaces.
func (w *writer) joined(n *ast.Text) bool {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok || n.Segment.Len() == 0 || next.Segment.Len() == 0 {
		return false
	}
	before, after := lastRune(w.source[n.Segment.Start:n.Segment.Stop]), util.ToRune(w.source, next.Segment.Start)
	return util.IsEastAsianWideRune(before) && util.IsEastAsianWideRune(after)
}

func lastRune(b []byte) rune {
	r := []rune(string(b[max(0, len(b)-4):]))
	return r[len(r)-1]
}

// resolve reads backslash escapes and character references.
func resolve(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && util.IsPunct(s[i+1]) {
				i++
			}
			b.WriteByte(s[i])
		case '&':
			end := strings.IndexByte(s[i:min(len(s), i+40)], ';')
			if end > 0 {
				if text, ok := entity(s[i : i+end+1]); ok {
					b.WriteString(text)
					i += end
					continue
				}
			}
			b.WriteByte('&')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// entity reads one character reference, "&amp;" or "&#38;".
func entity(s string) (string, bool) {
	if strings.IndexByte(s[1:], '&') >= 0 {
		return "", false // it belongs to what comes later
	}
	if digits, ok := strings.CutPrefix(s, "&#"); ok {
		digits = strings.TrimSuffix(strings.TrimLeft(digits, "xX"), ";")
		if digits == "" || len(digits) > 7 {
			return "", false
		}
	}
	text := html.UnescapeString(s)
	if text == s || strings.HasSuffix(text, ";") && s != "&semi;" && s != "&#59;" {
		return "", false
	}
	return text, true
}

// plainOf is the plain text of an inline, without writing it.
func (w *writer) plainOf(parent ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(parent, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			s := string(n.Segment.Value(w.source))
			if n.Parent() == nil || n.Parent().Kind() != ast.KindCodeSpan {
				s = resolve(s)
			}
			b.WriteString(s)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(w.source))
		case *wikilink:
			target, label := splitWikilink(n.text)
			if label == "" {
				label = target
			}
			b.WriteString(label)
		case *math:
			b.WriteString(n.tex)
		case *ruby:
			b.WriteString(strings.Join(n.base, ""))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.write("<code>")
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			s := strings.ReplaceAll(string(t.Segment.Value(w.source)), "\n", " ")
			w.leaf.plain.WriteString(s)
			w.escape(s)
		}
	}
	w.write("</code>")
}

// math writes MathML, or the source as code where it cannot be read.
func (w *writer) math(tex string, display bool, at int) {
	formula, err := mathml.Convert(tex, display)
	if err == nil {
		start := w.leaf.plain.Len()
		w.leaf.plain.WriteString(formula.Plain)
		w.leaf.formulas = append(w.leaf.formulas, formulaAt{start, w.leaf.plain.Len(), tex})
		w.write(formula.Markup)
		return
	}
	w.leaf.plain.WriteString(tex)
	w.report(diag.Warning, at, "math-unknown", "math that cannot be read: "+err.Error(), "it is shown as code; the guide lists what is known")
	w.write(`<code class="math">`, html.EscapeString(tex), "</code>")
}

func (w *writer) checkBox(n *extast.TaskCheckBox) {
	if w.options.verbatim {
		if n.IsChecked {
			w.write(`<input checked="" disabled="" type="checkbox"> `)
		} else {
			w.write(`<input disabled="" type="checkbox"> `)
		}
		return
	}
	state, label := "", w.options.Texts.NotDone
	if n.IsChecked {
		state, label = " checked", w.options.Texts.Done
	}
	w.write(`<input type="checkbox"`, state, ` disabled aria-label="`, html.EscapeString(label), `"> `)
}

func (w *writer) footnoteLink(n *extast.FootnoteLink) {
	if w.linked > 0 {
		return
	}
	number := strconv.Itoa(n.Index)
	w.write(`<sup`)
	w.hole(IDHole, 0, footnoteMark(n.Index, n.RefIndex))
	w.write(`><a class="footnote-ref" role="doc-noteref" aria-label="`)
	w.escape(put(w.options.Texts.Footnote, "number", number))
	w.write(`" href="`)
	w.hole(LocalHref, 0, footnoteID(n.Index))
	w.write(`">`, number, `</a></sup>`)
}

func (w *writer) footnoteBacklink(n *extast.FootnoteBacklink) {
	label := w.options.Texts.Back
	if n.RefIndex > 0 {
		label = put(w.options.Texts.BackPlace, "number", strconv.Itoa(n.RefIndex+1))
	}
	w.write(` <a class="footnote-backref" role="doc-backlink" aria-label="`)
	w.escape(label)
	w.write(`" href="`)
	w.hole(LocalHref, 0, footnoteMark(n.Index, n.RefIndex))
	w.write(`">↩︎</a>`)
}

func (w *writer) citation(n *citation) {
	if w.linked > 0 {
		w.text(n.text)
		return
	}
	start := w.leaf.plain.Len()
	if n.cluster.Narrative {
		// It is part of the sentence; one in brackets is left out of plain text.
		w.leaf.plain.WriteString(n.text)
	}
	w.leaf.mentions = append(w.leaf.mentions, mention{citation: true, index: len(w.doc.Citations), start: start, end: w.leaf.plain.Len()})
	w.hole(CiteHole, len(w.doc.Citations), "")
	c := Citation{Cluster: n.cluster, Text: n.text}
	c.Line, c.Column, c.Section = w.mark(n.at)
	w.doc.Citations = append(w.doc.Citations, c)
}
