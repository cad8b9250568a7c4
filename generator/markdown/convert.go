package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/diag"
	"fangzhi/generator/query"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Options say how notes are read.
type Options struct {
	RawHTML  bool   // HTML in notes is sanitised and kept, instead of shown as text
	Language string // BCP 47, of the notes
	Texts    Texts
	// Vocabulary is what queries may name.
	Vocabulary query.Vocabulary
	// verbatim keeps raw HTML and foreign images as they are, for the tests
	// against the CommonMark specification.
	verbatim bool
}

// Converter converts notes. It is made once and safe for many goroutines.
type Converter struct {
	options Options
	parser  parser.Parser
	bare    parser.Parser // for notes in which there is no address to link
}

// New returns a Converter.
func New(o Options) *Converter {
	o.Texts = o.Texts.orEnglish()
	return &Converter{options: o, parser: newParser(true), bare: newParser(false)}
}

// In returns a Converter for notes in another language.
func (c *Converter) In(language string) *Converter {
	other := *c
	other.options.Language = language
	return &other
}

// newParser returns a parser of Markdown with our syntax and that of GFM, which
// makes links of bare addresses only where it is asked to.
func newParser(addresses bool) parser.Parser {
	inline := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(strayCallParser{}, 102),
		util.Prioritized(wikilinkParser{}, 150),
		util.Prioritized(citationParser{}, 160),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(highlightParser{}, 510),
		util.Prioritized(commentParser{}, 520),
		util.Prioritized(mathParser{}, 530),
		util.Prioritized(rubyParser{}, 540),
	}
	if addresses {
		inline = append(inline, util.Prioritized(extension.NewLinkifyParser(), 999))
	} else {
		inline = append(inline, util.Prioritized(newRunningText(inline), 999))
	}
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(newHeadingParser(), 600),
			util.Prioritized(commentBlockParser{}, 650),
			util.Prioritized(mathBlockParser{}, 660),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(footnoteParser{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000)),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(
			util.Prioritized(linkDefinitions{}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999)),
		parser.WithHeadingAttribute(),
	)
}

// headingParser is goldmark's. To look for attributes takes a reader for each
// heading, which those without a brace are spared.
type headingParser struct {
	parser.BlockParser // looks for them
	plain              parser.BlockParser
}

func newHeadingParser() headingParser {
	return headingParser{parser.NewATXHeadingParser(parser.WithHeadingAttribute()), parser.NewATXHeadingParser()}
}

func (p headingParser) Open(parent ast.Node, reader text.Reader, context parser.Context) (ast.Node, parser.State) {
	if line, _ := reader.PeekLine(); bytes.IndexByte(line, '{') < 0 {
		return p.plain.Open(parent, reader, context)
	}
	return p.BlockParser.Open(parent, reader, context)
}

// linkDefinitions takes definitions of links, [label]: address, out of the
// beginning of a paragraph. Most paragraphs begin otherwise, and are spared
// goldmark's own transformer, which makes a reader for each.
type linkDefinitions struct{}

func (linkDefinitions) Transform(n *ast.Paragraph, reader text.Reader, context parser.Context) {
	if n.Lines().Len() > 0 {
		first := n.Lines().At(0)
		line := util.TrimLeftSpace(reader.Source()[first.Start:first.Stop])
		if len(line) > 0 && line[0] != '[' {
			return
		}
	}
	parser.LinkReferenceParagraphTransformer.Transform(n, reader, context)
}

// mayLink tells whether a text may hold an address that becomes a link though
// it is not marked as one: looking for these at each word takes long.
func mayLink(source []byte) bool {
	if bytes.Contains(source, []byte("://")) || bytes.Contains(source, []byte("www.")) {
		return true
	}
	for i := -1; ; {
		next := bytes.IndexByte(source[i+1:], '@')
		if next < 0 {
			return false
		}
		i += next + 1
		// An e-mail address, unless it is a citation: @key, [@key], -@key.
		before := bytes.TrimSuffix(source[:i], []byte("-"))
		if len(before) > 0 && before[len(before)-1] > ' ' && strings.IndexByte("[(;", before[len(before)-1]) < 0 {
			return true
		}
	}
}

// Convert compiles the Markdown source of the note at path. line is the number
// of the source's first line in the file, for positions. The source must not be
// changed afterwards: texts of the document are parts of it.
func (c *Converter) Convert(path string, source []byte, line int) Document {
	if !utf8.Valid(source) {
		source = bytes.ToValidUTF8(source, []byte("\uFFFD"))
	}
	guarded, tooDeep := guard(source)
	w := c.newWriter(path, guarded, line)
	for _, at := range tooDeep {
		w.report(diag.Error, at, "too-deep", "blocks or brackets are nested too deep to be read", "they are shown as text")
	}
	context := noteContext{parser.NewContext(), &w.nodes}
	markdown := c.bare
	if mayLink(guarded) {
		markdown = c.parser
	}
	root := markdown.Parse(text.NewReader(guarded), parser.WithContext(context))
	w.reportFootnotes(context)
	w.document(root)
	w.nodes.putBack()
	return w.finish()
}

// maxNesting bounds block quotes and lists within each other, and opening
// brackets and marks of emphasis in a row: the parser's time grows with its
// square.
const maxNesting = 100

// guard escapes what is nested too deep, so that parsing stays linear, and
// tells at which offsets that was done.
func guard(source []byte) ([]byte, []int) {
	if !deep(source) {
		return source, nil
	}
	var out bytes.Buffer
	var at []int
	for line := range bytes.SplitAfterSeq(source, []byte("\n")) {
		if !deepLine(line) {
			out.Write(line)
			continue
		}
		at = append(at, out.Len())
		out.WriteString(escapeLine(line))
	}
	return out.Bytes(), at
}

func deep(source []byte) bool {
	for len(source) > maxNesting {
		length := bytes.IndexByte(source, '\n') + 1
		if length == 0 {
			length = len(source)
		}
		if deepLine(source[:length]) {
			return true
		}
		source = source[length:]
	}
	return false
}

// deepLine tells whether a line opens more blocks or brackets within each
// other than the bound allows.
func deepLine(line []byte) bool {
	if len(line) <= maxNesting || !suspect(line) {
		return false
	}
	blocks, brackets := 0, 0
	prefix := true
	for i, c := range line {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			prefix, brackets = false, max(0, brackets-1)
			continue
		}
		spaced := i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t')
		switch {
		case c == ' ' || c == '\t' || c >= '0' && c <= '9':
		case prefix && (c == '>' || spaced && strings.IndexByte("-+*.)", c) >= 0):
			blocks++
		default:
			prefix = false
		}
		switch {
		case c == '[' || c == '(':
			brackets++
		case strings.IndexByte("*_`~=$", c) >= 0:
			if i == 0 || line[i-1] != c {
				brackets++
			}
		case c != '!' && c != '\\' && c != ' ':
			brackets = max(0, brackets-1)
		}
	}
	return blocks > maxNesting || brackets > maxNesting
}

// nesting are the marks that deepLine counts.
var nesting = func() (marks [256]uint8) {
	for _, c := range "[(*_`~=$>-+.)" {
		marks[c] = 1
	}
	return marks
}()

// suspect tells whether a line has so many marks that it may be too deep:
// few lines do, and to count them is quick.
func suspect(line []byte) bool {
	count := 0
	for _, c := range line {
		count += int(nesting[c])
	}
	return count > maxNesting
}

// escapeLine makes a line plain text.
func escapeLine(line []byte) string {
	var b strings.Builder
	b.Grow(2 * len(line))
	for _, c := range line {
		if c < 0x80 && util.IsPunct(c) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// node kinds of our own inlines and blocks.
var (
	kindWikilink = ast.NewNodeKind("Wikilink")
	kindCitation = ast.NewNodeKind("Citation")
	kindMark     = ast.NewNodeKind("Highlight")
	kindComment  = ast.NewNodeKind("Comment")
	kindMath     = ast.NewNodeKind("Math")
	kindRuby     = ast.NewNodeKind("Ruby")
)
