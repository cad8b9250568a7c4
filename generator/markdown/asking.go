package markdown

import (
	"sort"
	"strings"

	"fangzhi/generator/query"

	"github.com/yuin/goldmark/ast"
)

// Block is a fenced block that asks something of all notes. Its answer is no
// part of the note's text: it shows neither in search nor in excerpts.
type Block struct {
	Query   query.Query
	Invalid string // why the query cannot be read, as a sentence; empty for one that can
	Source  string // as written, shown where it is invalid
	Level   int    // of the heading that it stands under, 1 where there is none

	Line, Column int // of the first line of the query
}

// askingViews are the languages of fenced blocks that are queries, and how an
// answer shows unless the query says otherwise.
var askingViews = map[string]query.View{"query": query.Table, "timeline": query.Timeline}

// asking writes a fenced block that is a query; false for any other.
func (w *writer) asking(n *ast.FencedCodeBlock, a attributes) bool {
	view, is := askingViews[strings.ToLower(string(n.Language(w.source)))]
	if !is || w.options.verbatim {
		return false
	}
	source, place := w.queryText(n)
	b := Block{Source: source, Level: 1}
	b.Line, b.Column = place(0)
	if last := len(w.doc.Headings) - 1; last >= 0 {
		b.Level = w.doc.Headings[last].Level
	}
	asked, problems := query.Parse(source, view, w.options.Vocabulary, place)
	b.Query = asked
	for _, problem := range problems {
		problem.Path = w.path
		w.doc.Diagnostics = append(w.doc.Diagnostics, problem)
	}
	if len(problems) > 0 {
		b.Query, b.Invalid = query.Query{}, problems[0].Message
	}
	w.newLeaf(0, len(w.source))
	w.open("div", a, "query")
	w.hole(BlockHole, len(w.doc.Blocks), "")
	w.write("</div>\n")
	w.doc.Blocks = append(w.doc.Blocks, b)
	return true
}

// queryText is the text of a block, and the place in the file of each offset
// into it: within a list or quotation each line begins further to the right.
func (w *writer) queryText(n *ast.FencedCodeBlock) (string, func(int) (int, int)) {
	var b strings.Builder
	lines := n.Lines()
	starts := make([]int, lines.Len())
	for i := range lines.Len() {
		segment := lines.At(i)
		starts[i] = b.Len() + segment.Padding
		b.Write(segment.Value(w.source))
	}
	place := func(offset int) (int, int) {
		if len(starts) == 0 {
			return w.place(n.Pos())
		}
		i := max(0, sort.SearchInts(starts, offset+1)-1)
		return w.place(lines.At(i).Start + max(0, offset-starts[i]))
	}
	return b.String(), place
}
