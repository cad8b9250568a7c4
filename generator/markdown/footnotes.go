package markdown

import (
	"bytes"
	"fmt"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// footnoteMarks are the definitions and stray calls of a note, in order. Goldmark
// leaves calls without a definition as they are written, and definitions without
// a call out; here both are taken down.
type footnoteMarks struct {
	defined []definition
	stray   []strayCall
}

type definition struct {
	note *extast.Footnote // its index is below zero where nothing calls it
	at   int
}

type strayCall struct {
	label string
	at    int
}

var footnoteMarksKey = parser.NewContextKey()

// footnoteMarksOf returns what was taken down in a context; it is to be changed.
func footnoteMarksOf(context parser.Context) *footnoteMarks {
	marks, _ := context.ComputeIfAbsent(footnoteMarksKey, func() any { return &footnoteMarks{} }).(*footnoteMarks)
	return marks
}

// footnoteParser is goldmark's parser of definitions, [^label]: text.
type footnoteParser struct{ parser.BlockParser }

func (p footnoteParser) Open(parent ast.Node, reader gmtext.Reader, context parser.Context) (ast.Node, parser.State) {
	_, segment := reader.PeekLine()
	at := segment.Start + max(context.BlockOffset(), 0)
	node, state := p.BlockParser.Open(parent, reader, context)
	if note, ok := node.(*extast.Footnote); ok {
		marks := footnoteMarksOf(context)
		marks.defined = append(marks.defined, definition{note, at})
	}
	return node, state
}

// strayCallParser takes down calls, [^label], that goldmark's parser has left,
// and leaves them as well.
type strayCallParser struct{}

func (strayCallParser) Trigger() []byte { return []byte{'['} }

func (strayCallParser) Parse(_ ast.Node, block gmtext.Reader, context parser.Context) ast.Node {
	line, segment := block.PeekLine()
	label, ok := bytes.CutPrefix(line[:min(len(line), longest)], []byte("[^"))
	if !ok {
		return nil
	}
	end := bytes.IndexByte(label, ']')
	if end <= 0 || bytes.ContainsAny(label[:end], " \t\n[^") || followed(label[end:]) {
		return nil
	}
	marks := footnoteMarksOf(context)
	marks.stray = append(marks.stray, strayCall{string(label[:end]), segment.Start})
	return nil
}

// reportFootnotes tells of calls and definitions that have not found each other.
func (w *writer) reportFootnotes(context parser.Context) {
	marks, ok := context.Get(footnoteMarksKey).(*footnoteMarks)
	if !ok {
		return
	}
	var labels []string
	first := map[string]int{} // offsets, by label
	for _, d := range marks.defined {
		label := string(d.note.Ref)
		labels = append(labels, label)
		if at, again := first[label]; again {
			line, _ := w.place(at)
			w.report(diag.Warning, d.at, "footnote-unused", fmt.Sprintf("the footnote %q is defined in line %d already; this one is left out", text.Clip(label, 40), line), "give it a label of its own")
			continue
		}
		first[label] = d.at
		if d.note.Index < 0 {
			w.report(diag.Warning, d.at, "footnote-unused", fmt.Sprintf("nothing calls the footnote %q; it is left out", text.Clip(label, 40)), fmt.Sprintf("write [^%s] where it belongs, or take it out", label))
		}
	}
	for _, call := range marks.stray {
		hint := fmt.Sprintf("write it in a paragraph of its own, [^%s]: text", call.label)
		if near := text.Nearest(call.label, labels); near != "" {
			hint = "did you mean [^" + near + "]?"
		}
		w.report(diag.Warning, call.at, "footnote-missing", fmt.Sprintf("there is no footnote %q; its call is shown as text", text.Clip(call.label, 40)), hint)
	}
}
