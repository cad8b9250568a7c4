package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Half of what a note is parsed into are texts and paragraphs, which live until
// it is written. They are taken from shelves and put back, so that the next note
// finds them in the cache of the processor, and the garbage collector nothing.

// nodes are the shelves.
type nodes struct {
	texts      shelf[ast.Text]
	paragraphs shelf[ast.Paragraph]
	wikilinks  shelf[wikilink]
}

// putBack takes back all nodes that were given out.
func (n *nodes) putBack() {
	for i := range n.paragraphs.used {
		p := n.paragraphs.at(i)
		lines := *p.Lines()
		lines.SetSliced(0, 0)
		*p = ast.Paragraph{}
		p.SetLines(&lines) // the room for them is kept
	}
	n.paragraphs.used = 0
	n.texts.clear()
	n.wikilinks.clear()
}

// nodesOf are the shelves for the note that is parsed.
func nodesOf(c parser.Context) *nodes { return c.(noteContext).nodes }

// noteContext is goldmark's context, with shelves.
type noteContext struct {
	parser.Context
	nodes *nodes
}

// shelf holds empty values of a type.
type shelf[T any] struct {
	boards []*[board]T
	used   int // how many were given out
}

// board is how many values are made at once.
const board = 64

// next gives out a value.
func (s *shelf[T]) next() *T {
	if s.used == len(s.boards)*board {
		s.boards = append(s.boards, new([board]T))
	}
	s.used++
	return s.at(s.used - 1)
}

func (s *shelf[T]) at(i int) *T { return &s.boards[i/board][i%board] }

// clear empties the values that were given out, and takes them back.
func (s *shelf[T]) clear() {
	for from := 0; from < s.used; from += board {
		clear(s.boards[from/board][:min(board, s.used-from)])
	}
	s.used = 0
}

// paragraphParser is goldmark's, and takes its nodes from the shelves.
type paragraphParser struct{ parser.BlockParser }

func (paragraphParser) Open(_ ast.Node, reader text.Reader, context parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	n := nodesOf(context).paragraphs.next()
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}
