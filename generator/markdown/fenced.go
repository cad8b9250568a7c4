package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var (
	kindCommentBlock = ast.NewNodeKind("CommentBlock")
	kindMathBlock    = ast.NewNodeKind("MathBlock")
)

// fenced is a block between two lines of marks: %% for a comment, $$ for math.
type fenced struct {
	ast.BaseBlock
	kind   ast.NodeKind
	at     int
	closed bool
}

func (n *fenced) Kind() ast.NodeKind { return n.kind }

func (n *fenced) IsRaw() bool { return true }

func (n *fenced) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// commentBlockParser reads a comment of several lines: %% alone on the first
// and the last.
type commentBlockParser struct{}

func (commentBlockParser) Trigger() []byte { return []byte{'%'} }

func (commentBlockParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	return openFenced(reader, "%%", kindCommentBlock)
}

func (commentBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	return continueFenced(node, reader, "%%")
}

func (commentBlockParser) Close(ast.Node, text.Reader, parser.Context) {}
func (commentBlockParser) CanInterruptParagraph() bool                 { return true }
func (commentBlockParser) CanAcceptIndentedLine() bool                 { return false }

// mathBlockParser reads display math of several lines: $$ alone on the first
// and the last.
type mathBlockParser struct{}

func (mathBlockParser) Trigger() []byte { return []byte{'$'} }

func (mathBlockParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	return openFenced(reader, "$$", kindMathBlock)
}

func (mathBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	return continueFenced(node, reader, "$$")
}

func (mathBlockParser) Close(ast.Node, text.Reader, parser.Context) {}
func (mathBlockParser) CanInterruptParagraph() bool                 { return true }
func (mathBlockParser) CanAcceptIndentedLine() bool                 { return false }

func openFenced(reader text.Reader, marks string, kind ast.NodeKind) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if string(util.TrimRightSpace(util.TrimLeftSpace(line))) != marks {
		return nil, parser.NoChildren
	}
	reader.Advance(segment.Len() - 1)
	return &fenced{kind: kind, at: segment.Start}, parser.NoChildren
}

func continueFenced(node ast.Node, reader text.Reader, marks string) parser.State {
	line, segment := reader.PeekLine()
	n := node.(*fenced)
	if n.closed {
		return parser.Close
	}
	if string(bytes.TrimSpace(line)) == marks {
		n.closed = true
		reader.Advance(segment.Len() - 1)
		return parser.Close
	}
	node.Lines().Append(segment)
	reader.Advance(segment.Len() - 1)
	return parser.Continue | parser.NoChildren
}
