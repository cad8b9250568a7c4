package markdown

import (
	"bytes"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser reads * and _ as CommonMark does, but lets them open and
// close beside Chinese, Japanese and Korean letters and punctuation, which
// stand without spaces: 这是**「重点」**。
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, context parser.Context) ast.Node {
	return delimiter(block, context, emphasisMarks{}, 1)
}

type emphasisMarks struct{}

func (emphasisMarks) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasisMarks) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisMarks) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// highlightParser reads ==highlight==.
type highlightParser struct{}

func (highlightParser) Trigger() []byte { return []byte{'='} }

func (highlightParser) Parse(_ ast.Node, block text.Reader, context parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("==")) || bytes.HasPrefix(line, []byte("===")) || block.PrecendingCharacter() == '=' {
		return nil
	}
	return delimiter(block, context, highlightMarks{}, 2)
}

type highlightMarks struct{}

func (highlightMarks) IsDelimiter(b byte) bool { return b == '=' }

func (highlightMarks) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && opener.OriginalLength == closer.OriginalLength
}

func (highlightMarks) OnMatch(int) ast.Node { return &marked{} }

// marked is ==marked== text.
type marked struct{ ast.BaseInline }

func (*marked) Kind() ast.NodeKind { return kindMark }

func (n *marked) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// delimiter reads a run of marks and decides whether it may open and close.
func delimiter(block text.Reader, context parser.Context, marks parser.DelimiterProcessor, least int) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, least, marks)
	if d == nil {
		return nil
	}
	after := ' '
	if d.OriginalLength < len(line) {
		after = util.ToRune(line, d.OriginalLength)
	}
	if eastAsian(before) || eastAsian(after) {
		opens := !util.IsSpaceRune(after) && (!util.IsPunctRune(after) || eastAsian(after) || util.IsSpaceRune(before) || util.IsPunctRune(before) || eastAsian(before))
		closes := !util.IsSpaceRune(before) && (!util.IsPunctRune(before) || eastAsian(before) || util.IsSpaceRune(after) || util.IsPunctRune(after) || eastAsian(after))
		if d.Char != '_' {
			d.CanOpen, d.CanClose = d.CanOpen || opens, d.CanClose || closes
		}
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	context.PushDelimiter(d)
	return d
}

// eastAsian tells whether a rune is written without spaces around it.
func eastAsian(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0xFE30 && r <= 0xFE4F) ||
		r == '“' || r == '”' || r == '‘' || r == '’' || r == '…' || r == '—'
}
