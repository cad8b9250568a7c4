package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"

	"github.com/yuin/goldmark/ast"
)

// The leaves are the blocks that hold text, and no blocks.

// isLeaf tells whether a block holds its own tail, at its end.
func isLeaf(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading:
		return true
	}
	return false
}

// begin starts a leaf, and returns what its tail says.
func (w *writer) begin(n ast.Node) attributes {
	w.newLeaf(0, len(w.source))
	var a attributes
	if !w.options.verbatim {
		if tail, at, ok := w.tail(n); ok {
			a = w.attributes(tail)
			w.leaf.to = at
		}
	}
	mostly, some := w.language(n)
	if mostly && a.language == "" {
		a.language = "zh-Hans"
	}
	w.leaf.han = some && !mostly && a.language == ""
	return a
}

// headingMark is a block id at the end of a heading, if there is one.
func headingMark(plain string) string {
	at := strings.LastIndexByte(plain, '^')
	if at < 0 || at == len(plain)-1 || strings.ContainsFunc(plain[at+1:], func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		return ""
	}
	return plain[at:]
}

func (w *writer) heading(n *ast.Heading) {
	w.newLeaf(0, len(w.source))
	plain := strings.TrimSpace(fold(w.plainOf(n)))
	if w.options.verbatim {
		tag := "h" + strconv.Itoa(n.Level)
		w.write("<", tag, ">")
		w.inlines(n)
		w.write("</", tag, ">\n")
		return
	}
	at := n.Pos()
	a := w.headingAttributes(n)
	if a.id == "" {
		id := text.Slug(plain)
		if id == "" {
			id = "section"
		}
		a.id = w.unique(id)
	}
	level := n.Level
	if level == 1 {
		w.report(diag.Warning, at, "heading-level", "a note's text has no heading of the first level", "the title is that heading: begin with ##")
		level = 2
	}
	if mark := headingMark(plain); mark != "" {
		w.report(diag.Warning, at, "heading-block", "a heading has no block id: "+mark+" is shown as text",
			"write {#"+mark[1:]+"} and link to it by [[…#"+mark[1:]+"]], or by the heading's words")
	}
	mostly, some := w.language(n)
	if mostly {
		a.language = "zh-Hans"
	}
	w.leaf.han = some && !mostly
	w.endSection()
	w.doc.Sections = append(w.doc.Sections, Section{ID: a.id, Heading: plain})
	w.doc.Headings = append(w.doc.Headings, Heading{Level: level, ID: a.id, Text: plain})
	w.doc.Anchors = append(w.doc.Anchors, Anchor{ID: a.id, Start: int32(w.out.Len())})
	tag := "h" + strconv.Itoa(level)
	w.open(tag, a)
	w.inlines(n)
	w.write(`<a class="permalink" href="`)
	w.hole(LocalHref, 0, a.id)
	w.write(`" aria-label="`)
	w.escape(put(w.options.Texts.Section, "heading", plain))
	w.write(`">#</a></`, tag, ">\n")
	w.sentences(false) // the text itself is the section's heading
}

func (w *writer) paragraph(n *ast.Paragraph) {
	a := w.begin(n)
	start := w.out.Len()
	if only := w.onlyInline(n); only != nil {
		if w.alone(only, a) {
			w.endLeaf()
			w.anchorBlock(a, start)
			return
		}
	}
	w.write("<p")
	unnamed := w.reserve(a)
	w.rest(a)
	w.inlines(n)
	w.name(unnamed)
	w.write("</p>\n")
	if w.doc.Excerpt == "" {
		w.doc.Excerpt = text.Clip(tidy(strings.TrimSpace(fold(w.leaf.plain.String()))), 300)
	}
	w.endLeaf()
	w.anchorBlock(a, start)
}

// onlyInline returns the single inline of a paragraph, beside its tail, or nil.
func (w *writer) onlyInline(n ast.Node) ast.Node {
	first := n.FirstChild()
	if first == nil {
		return nil
	}
	for next := first.NextSibling(); next != nil; next = next.NextSibling() {
		t, ok := next.(*ast.Text)
		if !ok || t.Segment.Start < w.leaf.to && len(strings.TrimSpace(w.written[t.Segment.Start:min(t.Segment.Stop, w.leaf.to)])) > 0 {
			return nil
		}
	}
	return first
}

// alone writes a paragraph that is nothing but an embed or a figure, and tells
// whether it is one.
func (w *writer) alone(n ast.Node, a attributes) bool {
	switch n := n.(type) {
	case *wikilink:
		if n.embed && !isImage(wikiTarget(n.text)) {
			w.embed(n, a)
			return true
		}
		return n.embed && w.figure(w.wikiImage(n), a)
	case *ast.Image:
		if !w.options.verbatim && len(n.Title) > 0 {
			return w.figure(w.image(n), a)
		}
	case *math:
		if n.display {
			a.scrolls = true
			w.open("div", a, "math-display")
			w.math(n.tex, true, n.at)
			w.write("</div>\n")
			return true
		}
	}
	return false
}

// figure writes an image with its caption; without one it is no figure.
func (w *writer) figure(index int, a attributes) bool {
	if index < 0 || w.doc.References[index].Display().Title == "" {
		if index >= 0 {
			w.doc.References = w.doc.References[:index]
		}
		return false
	}
	ref := &w.doc.References[index]
	caption := ref.Display().Title
	if a.width > 0 || len(a.classes) > 0 {
		ref.display(Display{caption, a.width, strings.Join(a.classes, " ")})
	}
	a.classes = nil
	w.open("figure", a)
	w.hole(ImageHole, index, "")
	w.write("<figcaption>")
	w.text(caption)
	w.write("</figcaption></figure>\n")
	return true
}

func (w *writer) textBlock(n *ast.TextBlock) {
	w.newLeaf(0, len(w.source))
	if !w.options.verbatim {
		// Its tail is that of the list item, which has read it already.
		if _, at, ok := w.tail(n); ok {
			w.leaf.to = at
		}
	}
	mostly, some := w.language(n)
	w.leaf.han = some && !mostly
	unnamed := w.unnamed
	w.unnamed = -1
	w.inlines(n)
	w.name(unnamed)
	w.endLeaf()
	if n.NextSibling() != nil {
		w.write("\n")
	}
}
