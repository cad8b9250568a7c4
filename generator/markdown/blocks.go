package markdown

import (
	"html"
	"strconv"
	"strings"

	"fangzhi/generator/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) document(root ast.Node) { w.blocks(root) }

// blocks writes the children of a block. A paragraph that is nothing but an
// attribute list or a block id belongs to the block before it.
func (w *writer) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		a := attributes{}
		if !w.options.verbatim && !isLeaf(n) {
			if next := n.NextSibling(); next != nil {
				if tail, ok := w.onlyTail(next); ok {
					a = w.attributes(tail)
					w.block(n, a)
					n = next
					continue
				}
			}
		}
		w.block(n, a)
	}
}

func (w *writer) block(n ast.Node, a attributes) {
	if w.depth++; w.depth > maxDepth {
		w.depth--
		return
	}
	defer func() { w.depth-- }()
	start := w.out.Len()
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
		return
	case *ast.Paragraph:
		w.paragraph(n)
		return
	case *ast.TextBlock:
		w.textBlock(n)
	case *ast.Blockquote:
		if !w.callout(n, a) {
			w.element("blockquote", a, n)
		}
	case *ast.List:
		w.list(n, a)
	case *ast.CodeBlock:
		w.code(n, "", attributes{})
	case *ast.FencedCodeBlock:
		if !w.asking(n, a) {
			w.fencedCode(n, a)
		}
	case *ast.ThematicBreak:
		w.write("<hr>\n")
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *extast.Table:
		w.table(n, a)
	case *extast.DefinitionList:
		w.definitions(n, a)
	case *extast.FootnoteList:
		w.footnotes(n)
	case *fenced:
		w.fenced(n)
	case *ast.LinkReferenceDefinition:
	default:
		w.blocks(n)
	}
	w.anchorBlock(a, start)
}

// anchorBlock makes a block with an id known to links and embeds.
func (w *writer) anchorBlock(a attributes, start int) {
	id := a.block
	if id == "" {
		id = a.id
	}
	if id == "" {
		return
	}
	w.doc.Anchors = append(w.doc.Anchors, Anchor{ID: id, Start: int32(start), End: int32(w.out.Len()), Block: a.block != ""})
	// Anchors stand in order of where they begin.
	for i := len(w.doc.Anchors) - 1; i > 0 && w.doc.Anchors[i].Start < w.doc.Anchors[i-1].Start; i-- {
		w.doc.Anchors[i], w.doc.Anchors[i-1] = w.doc.Anchors[i-1], w.doc.Anchors[i]
	}
}

// open writes a start tag with its attributes.
func (w *writer) open(name string, a attributes, more ...string) {
	w.write("<", name)
	w.rest(a, more...)
}

// rest writes what follows the name in a start tag.
func (w *writer) rest(a attributes, more ...string) {
	w.idHole(a)
	if classes := strings.Join(append(a.classes, more...), " "); classes != "" {
		w.write(` class="`)
		w.escape(classes)
		w.write(`"`)
	}
	if a.language != "" {
		w.write(` lang="`)
		w.escape(a.language)
		w.write(`"`)
	}
	if a.scrolls {
		w.write(` tabindex="0"`)
	}
	w.write(">")
}

func (w *writer) idHole(a attributes) {
	switch {
	case a.id != "":
		w.hole(IDHole, 0, a.id)
	case a.block != "":
		w.hole(IDHole, 0, "^"+a.block)
	}
}

// element writes a block that holds blocks.
func (w *writer) element(name string, a attributes, n ast.Node) {
	w.open(name, a)
	w.write("\n")
	w.blocks(n)
	w.write("</", name, ">\n")
}

func (w *writer) list(n *ast.List, a attributes) {
	name := "ul"
	if n.IsOrdered() {
		name = "ol"
	}
	w.write("<", name)
	w.idHole(a)
	if n.IsOrdered() && n.Start != 1 {
		w.write(` start="`, strconv.Itoa(n.Start), `"`)
	}
	if isTaskList(n) && !w.options.verbatim {
		a.classes = append(a.classes, "task-list")
	}
	if len(a.classes) > 0 {
		w.write(` class="`, html.EscapeString(strings.Join(a.classes, " ")), `"`)
	}
	w.write(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.item(item)
	}
	w.write("</", name, ">\n")
}

func isTaskList(n *ast.List) bool {
	item := n.FirstChild()
	if item == nil || item.FirstChild() == nil {
		return false
	}
	first := item.FirstChild().FirstChild()
	return first != nil && first.Kind() == extast.KindTaskCheckBox
}

func (w *writer) item(n ast.Node) {
	start := w.out.Len()
	var a attributes
	if first := n.FirstChild(); first != nil && first.Kind() == ast.KindTextBlock && !w.options.verbatim {
		if tail, _, ok := w.tail(first); ok {
			a = w.attributes(tail)
		}
		if mostly, _ := w.language(first); mostly && a.language == "" {
			a.language = "zh-Hans"
		}
	}
	w.write("<li")
	if first := n.FirstChild(); first != nil && first.Kind() == ast.KindTextBlock {
		w.unnamed = w.reserve(a)
	}
	w.rest(a)
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		w.write("\n")
	}
	w.blocks(n)
	w.unnamed = -1 // its text lay too deep to be written
	w.write("</li>\n")
	w.anchorBlock(a, start)
}

func (w *writer) table(n *extast.Table, a attributes) {
	if !w.options.verbatim {
		w.write(`<div class="table-wrap" role="group" tabindex="0" aria-label="`)
		w.escape(w.options.Texts.Table)
		w.write(`">`, "\n")
	}
	w.open("table", a)
	w.write("\n")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*extast.TableHeader)
		switch {
		case head:
			w.write("<thead>\n")
		case !body:
			w.write("<tbody>\n")
			body = true
		}
		w.row(row, head)
		if head {
			w.write("</thead>\n")
		}
	}
	if body {
		w.write("</tbody>\n")
	}
	w.write("</table>\n")
	if !w.options.verbatim {
		w.write("</div>\n")
	}
}

func (w *writer) row(n ast.Node, head bool) {
	w.write("<tr>\n")
	for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
		c := cell.(*extast.TableCell)
		w.newLeaf(0, len(w.source))
		mostly, some := w.language(c)
		w.leaf.han = some && !mostly
		tag := "td"
		switch {
		case head && w.options.verbatim:
			tag = "th"
		case head && c.HasChildren(): // an empty corner is the head of nothing
			tag = "th"
		}
		w.write("<", tag)
		if tag == "th" && !w.options.verbatim {
			w.write(` scope="col"`)
		}
		if c.Alignment != extast.AlignNone {
			w.write(` class="align-`, c.Alignment.String(), `"`)
		}
		if mostly {
			w.write(` lang="zh-Hans"`)
		}
		w.write(">")
		w.inlines(c)
		w.write("</", tag, ">\n")
		w.endLeaf()
	}
	w.write("</tr>\n")
}

func (w *writer) definitions(n ast.Node, a attributes) {
	w.open("dl", a)
	w.write("\n")
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch d := child.(type) {
		case *extast.DefinitionTerm:
			own := w.begin(d)
			start := w.out.Len()
			w.open("dt", own)
			w.inlines(d)
			w.write("</dt>\n")
			w.endLeaf()
			w.anchorBlock(own, start)
		case *extast.DefinitionDescription:
			w.write("<dd>")
			if first := d.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
				w.write("\n")
			}
			w.blocks(d)
			w.write("</dd>\n")
		}
	}
	w.write("</dl>\n")
}

func (w *writer) footnotes(n *extast.FootnoteList) {
	w.doc.Footnotes = w.out.Len()
	w.write(`<section class="footnotes" role="doc-endnotes" aria-label="`)
	w.escape(w.options.Texts.Footnotes)
	w.write(`">`, "\n<ol>\n")
	for note := n.FirstChild(); note != nil; note = note.NextSibling() {
		f, ok := note.(*extast.Footnote)
		if !ok {
			continue
		}
		w.write("<li")
		w.hole(IDHole, 0, footnoteID(f.Index))
		w.write(">\n")
		w.blocks(f)
		w.write("</li>\n")
	}
	w.write("</ol>\n</section>\n")
}

func footnoteID(index int) string { return "fn-" + strconv.Itoa(index) }

// footnoteMark is the id of the n-th place that refers to a footnote.
func footnoteMark(index, n int) string {
	if n == 0 {
		return "fnref-" + strconv.Itoa(index)
	}
	return "fnref-" + strconv.Itoa(index) + "-" + strconv.Itoa(n+1)
}

// fenced writes math of several lines, and leaves comments out.
func (w *writer) fenced(n *fenced) {
	if n.kind == kindCommentBlock {
		if !n.closed {
			w.report(diag.Warning, n.at, "comment-unclosed", "a comment is not closed; the rest of the block is left out", "end it with a line of %%")
		}
		return
	}
	w.open("div", attributes{scrolls: true}, "math-display")
	w.newLeaf(0, len(w.source))
	w.math(strings.TrimSpace(w.raw(n)), true, n.at)
	w.write("</div>\n")
	w.endLeaf()
}

// raw is the source of a block's lines.
func (w *writer) raw(n ast.Node) string {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		b.Write(segment.Value(w.source))
	}
	return b.String()
}
