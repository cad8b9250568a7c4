package markdown

import (
	"fmt"
	"strconv"
	"strings"

	"fangzhi/generator/diag"

	"github.com/yuin/goldmark/ast"
)

// attributes are what {#id .class lang=zh} and ^block say of a block or image.
type attributes struct {
	id, block string
	classes   []string
	language  string
	width     int // in CSS pixels
	title     string
	scrolls   bool // where it is too wide, so that the keyboard must reach it
}

// tail is what stands at the end of a block: an attribute list or a block id.
type tail struct {
	text string
	at   int
}

// tail finds what stands at the end of a leaf, and where the text before it
// ends.
func (w *writer) tail(n ast.Node) (tail, int, bool) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return tail{}, 0, false
	}
	last := lines.At(lines.Len() - 1)
	line := strings.TrimRight(w.written[last.Start:last.Stop], " \t\n")
	at := -1
	switch {
	case strings.HasSuffix(line, "}"):
		at = strings.LastIndex(line, "{")
		if at > 0 && line[at-1] != ' ' && !alone(n) {
			at = -1 // it belongs to what stands before it, an image say
		}
		if at >= 0 && !looksLikeAttributes(line[at:]) {
			at = -1
		}
	default:
		at = strings.LastIndex(line, "^")
		if at > 0 && line[at-1] != ' ' || at >= 0 && !isBlockID(line[at+1:]) {
			at = -1
		}
	}
	if at < 0 {
		return tail{}, 0, false
	}
	before := len(strings.TrimRight(line[:at], " \t"))
	if before == 0 && lines.Len() > 1 {
		// It stands on a line of its own: the text ends with the line before.
		previous := lines.At(lines.Len() - 2)
		end := previous.Start + len(strings.TrimRight(w.written[previous.Start:previous.Stop], " \t\n"))
		return tail{line[at:], last.Start + at}, end, true
	}
	return tail{line[at:], last.Start + at}, last.Start + before, true
}

// alone tells whether a leaf begins with an image and has nothing else but
// text, so that what stands behind the image is said of the whole.
func alone(n ast.Node) bool {
	first := n.FirstChild()
	if first == nil || first.Kind() != ast.KindImage {
		return false
	}
	for next := first.NextSibling(); next != nil; next = next.NextSibling() {
		if next.Kind() != ast.KindText {
			return false
		}
	}
	return true
}

// onlyTail tells whether a paragraph is nothing but a tail.
func (w *writer) onlyTail(n ast.Node) (tail, bool) {
	if n.Kind() != ast.KindParagraph || n.Lines().Len() != 1 {
		return tail{}, false
	}
	t, end, ok := w.tail(n)
	return t, ok && end <= n.Lines().At(0).Start
}

func looksLikeAttributes(s string) bool {
	inside := strings.TrimSpace(strings.Trim(s, "{}"))
	return inside != "" && (inside[0] == '#' || inside[0] == '.' || strings.Contains(inside, "="))
}

func isBlockID(s string) bool {
	if s == "" || len(s) > 100 {
		return false
	}
	for _, c := range s {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

// attributes reads a tail.
func (w *writer) attributes(t tail) attributes {
	if id, ok := strings.CutPrefix(t.text, "^"); ok {
		if w.claim("^"+id, t.at) == "" {
			return attributes{}
		}
		return attributes{block: id}
	}
	return w.parseAttributes(strings.Trim(t.text, "{}"), t.at)
}

// parseAttributes reads what stands within the braces. Only what cannot do
// harm is taken: ids, classes, a width and a language.
func (w *writer) parseAttributes(inside string, at int) attributes {
	var a attributes
	for inside = strings.TrimSpace(inside); inside != ""; inside = strings.TrimSpace(inside) {
		var word string
		word, inside = attributeWord(inside)
		switch name, value, keyed := strings.Cut(word, "="); {
		case strings.HasPrefix(word, "#"):
			a.id = w.claim(word[1:], at)
		case strings.HasPrefix(word, "."):
			a.classes = append(a.classes, className(word[1:]))
		case keyed:
			w.attribute(&a, name, strings.Trim(value, `"`), at)
		default:
			w.unknownAttribute(word, at)
		}
	}
	return a
}

// attributeWord cuts the first word off, quotation marks hold words together.
func attributeWord(s string) (word, rest string) {
	quoted := false
	for i, c := range s {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ' ' || c == '\t'):
			return s[:i], s[i:]
		}
	}
	return s, ""
}

func (w *writer) attribute(a *attributes, name, value string, at int) {
	switch name {
	case "id":
		a.id = w.claim(value, at)
	case "class":
		for _, class := range strings.Fields(value) {
			a.classes = append(a.classes, className(class))
		}
	case "lang":
		a.language = className(value)
	case "title":
		a.title = value
	case "width":
		width, err := strconv.Atoi(strings.TrimSuffix(value, "px"))
		if err != nil || width < 1 || width > 10_000 {
			w.report(diag.Warning, at, "attribute-value", fmt.Sprintf("%q is no width", value), "write a number of pixels: {width=300}")
			return
		}
		a.width = width
	default:
		w.unknownAttribute(name, at)
	}
}

func (w *writer) unknownAttribute(name string, at int) {
	w.report(diag.Warning, at, "attribute-unknown", fmt.Sprintf("the attribute %q is not used", name), "known: #id, .class, lang, width, title")
}

// className keeps what may stand in the name of a class or language.
func className(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 {
			return r
		}
		return -1
	}, s)
}

// headingAttributes takes over what the parser read at the end of a heading.
func (w *writer) headingAttributes(n *ast.Heading) attributes {
	var a attributes
	for _, attribute := range n.Attributes() {
		value, ok := attribute.Value.([]byte)
		if !ok {
			w.unknownAttribute(string(attribute.Name), n.Pos())
			continue
		}
		w.attribute(&a, string(attribute.Name), string(value), n.Pos())
	}
	return a
}
