package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"

	"github.com/yuin/goldmark/ast"
)

// calloutHead is the first line of a callout: > [!type]- Title
type calloutHead struct {
	kind  string
	fold  byte // '+' open, '-' closed, 0 not foldable
	title int  // offset in the source at which the title begins
	end   int  // and at which the line ends
	at    int
}

// callout writes a block quote that begins with [!type], and tells whether it
// is one.
func (w *writer) callout(n *ast.Blockquote, a attributes) bool {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || w.options.verbatim {
		return false
	}
	head, ok := w.calloutHead(first)
	if !ok {
		return false
	}
	if !slices.Contains(CalloutTypes, head.kind) {
		hint := "known: " + strings.Join(CalloutTypes, ", ")
		if near := text.Nearest(head.kind, CalloutTypes); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		w.report(diag.Warning, head.at, "callout-unknown", fmt.Sprintf("there is no callout %q; it is shown as a note", head.kind), hint)
	}
	tag, title := "aside", "p"
	if head.fold != 0 {
		tag, title = "details", "summary"
	}
	kind := head.kind
	if !slices.Contains(CalloutTypes, kind) {
		kind = "note"
	}
	w.write("<", tag)
	w.idHole(a)
	w.write(` class="`, strings.Join(append([]string{"callout", "callout-" + kind}, a.classes...), " "), `"`)
	if head.fold == '+' {
		w.write(" open")
	}
	w.write(">\n<", title, ` class="callout-title">`)
	w.calloutTitle(first, head)
	w.write("</", title, ">\n")
	w.calloutBody(n, first, head)
	w.write("</", tag, ">\n")
	return true
}

func (w *writer) calloutHead(n *ast.Paragraph) (calloutHead, bool) {
	if n.Lines().Len() == 0 {
		return calloutHead{}, false
	}
	segment := n.Lines().At(0)
	line := w.source[segment.Start:segment.Stop]
	inside, ok := bytes.CutPrefix(line, []byte("[!"))
	if !ok {
		return calloutHead{}, false
	}
	end := bytes.IndexByte(inside, ']')
	if end < 1 || end > 40 || bytes.ContainsAny(inside[:end], " \t[<") {
		return calloutHead{}, false
	}
	head := calloutHead{kind: strings.ToLower(string(inside[:end])), at: segment.Start, end: segment.Stop}
	rest := inside[end+1:]
	if len(rest) > 0 && (rest[0] == '+' || rest[0] == '-') {
		head.fold = rest[0]
		rest = rest[1:]
	}
	head.title = segment.Stop - len(bytes.TrimLeft(rest, " \t"))
	return head, true
}

// calloutTitle writes what stands on the first line, or the name of the type.
func (w *writer) calloutTitle(n *ast.Paragraph, head calloutHead) {
	w.newLeaf(head.title, head.end)
	if strings.TrimSpace(string(w.source[head.title:head.end])) == "" {
		title, known := w.options.Texts.Callouts[head.kind]
		if !known {
			title = text.Capital(head.kind)
		}
		w.escape(title)
		return
	}
	_, some := w.language(n)
	w.leaf.han = some
	w.inlinesUpTo(n, head.end, true)
	w.out.Truncate(len(bytes.TrimRight(w.out.Bytes(), "\n"))) // that ends the title's line
	w.endLeaf()
}

// calloutBody writes the rest of the first paragraph, and the other blocks.
func (w *writer) calloutBody(n *ast.Blockquote, first *ast.Paragraph, head calloutHead) {
	if first.Lines().Len() > 1 {
		a := w.begin(first)
		w.leaf.from = head.end
		start := w.out.Len()
		w.open("p", a)
		w.inlinesUpTo(first, head.end, false)
		w.write("</p>\n")
		w.endLeaf()
		w.anchorBlock(a, start)
	}
	n.RemoveChild(n, first)
	w.blocks(n)
}
