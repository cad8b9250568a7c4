package markdown

import (
	"bytes"
	"strings"

	han "fangzhi/generator/text"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// ruby is {方志|fāng zhì}: Chinese characters with how they are read above
// them. The readings stand each over its character where there are as many,
// parted by spaces or bars, and else as one over all of them: {工作队|gōngzuòduì}.
type ruby struct {
	ast.BaseInline
	base, readings []string // as many of the one as of the other
}

func (*ruby) Kind() ast.NodeKind { return kindRuby }

func (n *ruby) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// longestRuby bounds, in bytes, what stands between the braces.
const longestRuby = 300

type rubyParser struct{}

func (rubyParser) Trigger() []byte { return []byte{'{'} }

func (rubyParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	end := bytes.IndexByte(line[:min(len(line), longestRuby)], '}')
	if end < 0 {
		return nil
	}
	// Within a table a bar is written \|.
	base, reading, ok := strings.Cut(strings.ReplaceAll(string(line[1:end]), `\|`, "|"), "|")
	base = strings.TrimSpace(base)
	if !ok || !han.HasHan(base) || strings.ContainsAny(base, "{ ") {
		return nil
	}
	readings := strings.FieldsFunc(reading, func(r rune) bool { return r == '|' || r == ' ' })
	if len(readings) == 0 {
		return nil
	}
	n := &ruby{base: strings.Split(base, ""), readings: readings}
	if len(n.base) != len(readings) {
		n.base, n.readings = []string{base}, []string{strings.Join(readings, " ")}
	}
	block.Advance(end + 1)
	return n
}

// ruby writes the characters with their readings. Only the characters count as
// text, so that they are found and quoted as words.
func (w *writer) ruby(n *ruby) {
	w.write("<ruby")
	if w.leaf.han {
		w.write(` lang="zh-Hans"`)
	}
	w.write(">")
	for i, base := range n.base {
		w.leaf.plain.WriteString(base)
		w.escape(base)
		w.write("<rp>(</rp><rt>")
		w.escape(n.readings[i])
		w.write("</rt><rp>)</rp>")
	}
	w.write("</ruby>")
}
