package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// runningText reads text up to where an inline may begin, or to the end of the
// line, in one go. Goldmark would do it letter by letter; it calls this parser
// after all others, where these leave what stands there, at the beginning of a
// line and at every space. Text that goes on becomes one node.
type runningText struct {
	// ends tells of a byte whether text ends before it: where another parser is
	// to be asked, and before a backslash.
	ends     [256]bool
	triggers []byte
}

// newRunningText returns a parser of the text between what others parse.
func newRunningText(others []util.PrioritizedValue) *runningText {
	p := &runningText{triggers: []byte{' ', '\\'}}
	for _, other := range others {
		for _, c := range other.Value.(parser.InlineParser).Trigger() {
			if !p.ends[c] {
				p.ends[c] = true
				p.triggers = append(p.triggers, c)
			}
		}
	}
	p.ends['\\'] = true
	return p
}

func (p *runningText) Trigger() []byte { return p.triggers }

func (p *runningText) Parse(parent ast.Node, block text.Reader, context parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding != 0 || segment.ForceNewline {
		return nil // it is not as in the source
	}
	end, ending := lineEnd(line)
	length := p.length(line[:end])
	n, isText := parent.LastChild().(*ast.Text)
	if !isText || n.Segment.Stop != segment.Start || n.SoftLineBreak() || n.HardLineBreak() {
		n = nodesOf(context).texts.next()
		n.Segment = segment
	}
	n.Segment.Stop = segment.Start + length
	if length < end {
		block.Advance(length)
		return n
	}
	if ending != escapedBreak {
		n.Segment.Stop -= util.TrimRightSpaceLength(line[:length])
	}
	n.SetSoftLineBreak(ending == softBreak)
	n.SetHardLineBreak(ending == hardBreak || ending == escapedBreak)
	block.AdvanceLine()
	return n
}

// length is how much of a line is text.
func (p *runningText) length(line []byte) int {
	at := 0
	if len(line) > 0 && line[0] != '\\' {
		at = 1 // whatever it is, no other parser has taken it
	}
	for at < len(line) {
		switch {
		case !p.ends[line[at]]:
			at++
		case line[at] == '\\':
			at += 2 // what follows stands for itself
		default:
			return at
		}
	}
	return len(line)
}

// lineEnding is how a line ends.
type lineEnding uint8

const (
	noBreak      lineEnding = iota // it is the last
	softBreak                      // goes on in the next
	hardBreak                      // two spaces
	escapedBreak                   // a backslash
)

// lineEnd tells how a line ends, and where its text does.
func lineEnd(line []byte) (int, lineEnding) {
	said, broken := bytes.CutSuffix(line, []byte("\n"))
	switch {
	case !broken:
		return len(line), noBreak
	case bytes.HasSuffix(said, []byte(`\`)) && !bytes.HasSuffix(said, []byte(`\\`)):
		return len(said) - 1, escapedBreak
	case bytes.HasSuffix(said, []byte("  ")):
		return len(said) - 2, hardBreak
	}
	return len(said), softBreak
}
