package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/bibliography"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// longest bounds, in bytes, what stands between the marks of an inline.
const longest = 2000

// wikilink is [[target|label]] or ![[target|label]].
type wikilink struct {
	ast.BaseInline
	embed bool
	at    int    // offset of the first bracket or exclamation mark
	text  string // between the brackets
}

func (*wikilink) Kind() ast.NodeKind { return kindWikilink }

func (n *wikilink) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type wikilinkParser struct{}

func (wikilinkParser) Trigger() []byte { return []byte{'!', '['} }

func (wikilinkParser) Parse(_ ast.Node, block text.Reader, context parser.Context) ast.Node {
	line, segment := block.PeekLine()
	rest, embed := bytes.CutPrefix(line, []byte("!"))
	if !bytes.HasPrefix(rest, []byte("[[")) {
		return nil
	}
	end := bytes.Index(rest[:min(len(rest), longest)], []byte("]]"))
	if end < 0 {
		return nil
	}
	inside := rest[2:end]
	if bytes.Contains(inside, []byte("[[")) || bytes.IndexByte(inside, '\n') >= 0 {
		return nil
	}
	if bytes.HasPrefix(rest[end:], []byte("]](")) || bytes.IndexByte(inside, ']') >= 0 {
		return nil // [[1]](address) is a link whose text is in brackets
	}
	block.Advance(len(line) - len(rest) + end + 2)
	n := nodesOf(context).wikilinks.next()
	n.embed, n.at, n.text = embed, segment.Start, string(inside)
	return n
}

// citation is [@key, p. 12], or @key in running text.
type citation struct {
	ast.BaseInline
	at      int
	text    string // as written
	cluster bibliography.Cluster
}

func (*citation) Kind() ast.NodeKind { return kindCitation }

func (n *citation) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type citationParser struct{}

func (citationParser) Trigger() []byte { return []byte{'[', '@'} }

func (citationParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '@' {
		return narrative(line, segment, block)
	}
	end := closing(line)
	if end < 0 || bytes.IndexByte(line[:end], '@') < 0 || followed(line[end:]) {
		return nil
	}
	cluster, ok := bibliography.ParseCluster(string(line[1:end]))
	if !ok {
		return nil
	}
	block.Advance(end + 1)
	return &citation{at: segment.Start, text: string(line[:end+1]), cluster: cluster}
}

// narrative reads @key and @key [p. 3].
func narrative(line []byte, segment text.Segment, block text.Reader) ast.Node {
	before := block.PrecendingCharacter()
	if before < utf8.RuneSelf && !util.IsSpaceRune(before) && !strings.ContainsRune(`(["'`, before) {
		return nil // an e-mail address, say
	}
	key, length := bibliography.ScanKey(string(line))
	if length == 0 {
		return nil
	}
	c := bibliography.Cluster{Cites: []bibliography.Cite{{Key: key}}, Narrative: true}
	if rest := line[length:]; bytes.HasPrefix(rest, []byte(" [")) {
		if end := closing(rest[1:]); end > 0 && !followed(rest[1+end:]) {
			if with, ok := bibliography.ParseCluster("@" + "{" + key + "}, " + string(rest[2:1+end])); ok && len(with.Cites) == 1 && bytes.IndexByte(rest[:end], '@') < 0 && bytes.IndexByte(rest[2:1+end], '[') < 0 {
				c.Cites = with.Cites
				length += end + 2
			}
		}
	}
	block.Advance(length)
	return &citation{at: segment.Start, text: string(line[:length]), cluster: c}
}

// closing finds the bracket that closes the one at the beginning of line.
func closing(line []byte) int {
	depth := 0
	for i, c := range line[:min(len(line), longest)] {
		switch c {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// followed tells whether a closing bracket is followed by what makes it a link.
func followed(rest []byte) bool {
	return len(rest) > 1 && (rest[1] == '(' || rest[1] == '[')
}

// comment is %%left out%%.
type comment struct {
	ast.BaseInline
	at   int
	open bool // nothing closes it: only its mark is meant
}

func (*comment) Kind() ast.NodeKind { return kindComment }

func (n *comment) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type commentParser struct{}

func (commentParser) Trigger() []byte { return []byte{'%'} }

func (commentParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	if line, _ := block.PeekLine(); !bytes.HasPrefix(line, []byte("%%")) {
		return nil
	}
	savedLine, saved := block.Position()
	at := saved.Start
	block.Advance(2)
	for {
		line, _ := block.PeekLine()
		if line == nil {
			block.SetPosition(savedLine, saved)
			block.Advance(2)
			return &comment{at: at, open: true}
		}
		if end := bytes.Index(line, []byte("%%")); end >= 0 {
			block.Advance(end + 2)
			return &comment{at: at}
		}
		block.AdvanceLine()
	}
}

// math is $…$ or $$…$$, inline or as a block.
type math struct {
	ast.BaseInline
	at      int
	tex     string
	display bool
}

func (*math) Kind() ast.NodeKind { return kindMath }

func (n *math) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type mathParser struct{}

func (mathParser) Trigger() []byte { return []byte{'$'} }

// Parse follows Pandoc: the opening $ has a character other than a space at
// its right, the closing one at its left, and no digit at its right, so that
// amounts of money are left alone.
func (mathParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if display, ok := bytes.CutPrefix(line, []byte("$$")); ok {
		end := bytes.Index(display[:min(len(display), longest)], []byte("$$"))
		if end <= 0 {
			return nil
		}
		block.Advance(end + 4)
		return &math{at: segment.Start, tex: string(display[:end]), display: true}
	}
	if len(line) < 3 || util.IsSpace(line[1]) {
		return nil
	}
	for i := 1; i < min(len(line), longest); i++ {
		switch line[i] {
		case '\\':
			i++
		case '$':
			if util.IsSpace(line[i-1]) || i+1 < len(line) && line[i+1] >= '0' && line[i+1] <= '9' {
				return nil
			}
			block.Advance(i + 1)
			return &math{at: segment.Start, tex: string(line[1:i])}
		}
	}
	return nil
}
