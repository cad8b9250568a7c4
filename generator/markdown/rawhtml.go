package markdown

import (
	"io"
	"strings"
	"sync"

	"fangzhi/generator/diag"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	nethtml "golang.org/x/net/html"
)

// policy is what a site may keep of HTML in its notes: text, tables, lists and
// images, and nothing that acts.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowStandardURLs()
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowElements("abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "details", "dfn", "div", "dd", "dl", "dt", "em",
		"figure", "figcaption", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp",
		"rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
		"tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr", "blockquote")
	p.AllowAttrs("class", "lang", "dir", "title").Globally()
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	p.AllowAttrs("datetime").OnElements("time", "ins", "del")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("cite").OnElements("blockquote", "q")
	return p
})

// rawInline writes HTML that stands within a line.
func (w *writer) rawInline(n *ast.RawHTML, balanced bool) {
	w.rawHTML(w.rawOf(n), n.Pos(), balanced)
}

func (w *writer) rawOf(n *ast.RawHTML) string {
	var b strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		b.Write(segment.Value(w.source))
	}
	return b.String()
}

// htmlBlock writes HTML that stands in lines of its own.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	raw := w.raw(n)
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(w.source))
	}
	at := n.Pos()
	if n.Lines().Len() > 0 {
		at = n.Lines().At(0).Start
	}
	w.newLeaf(0, len(w.source))
	if w.options.verbatim {
		w.write(raw)
		return
	}
	if !w.options.RawHTML {
		if isComment(strings.TrimSpace(raw)) {
			return
		}
		w.write("<p>")
		w.rawHTML(strings.TrimSpace(raw), at, true)
		w.write("</p>\n")
		w.endLeaf()
		return
	}
	w.rawHTML(raw, at, wellNested(policy().Sanitize(raw)))
	w.endLeaf()
}

// rawHTML writes HTML of a note: as text, unless the site keeps it.
func (w *writer) rawHTML(raw string, at int, balanced bool) {
	switch {
	case w.options.verbatim:
		w.write(raw)
	case !w.options.RawHTML:
		if isComment(raw) {
			return // is left out either way
		}
		w.report(diag.Warning, at, "raw-html", "HTML in notes is shown as text", "use Markdown, or set raw_html: true in fangzhi.yaml")
		w.text(raw)
	case !balanced:
		w.report(diag.Warning, at, "raw-html", "HTML whose tags do not match is shown as text", "close each element in the paragraph in which it begins")
		w.text(raw)
	default:
		w.write(policy().Sanitize(raw))
	}
}

// isComment tells whether HTML is one comment and nothing else.
func isComment(raw string) bool {
	inside, opened := strings.CutPrefix(raw, "<!--")
	return opened && strings.Index(inside, "-->") == len(inside)-len("-->")
}

// balanced tells whether the pieces of HTML among an inline's children open
// and close the same elements, so that they cannot close any of the page's.
func (w *writer) balanced(parent ast.Node) bool {
	if !w.options.RawHTML || w.options.verbatim {
		return true
	}
	var all strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if raw, ok := n.(*ast.RawHTML); ok {
			all.WriteString(policy().Sanitize(w.rawOf(raw)))
		}
	}
	return all.Len() == 0 || wellNested(all.String())
}

// void elements have no end tag.
var void = map[string]bool{"br": true, "hr": true, "wbr": true, "img": true}

// wellNested tells whether each start tag has its end tag, in order.
func wellNested(s string) bool {
	tokens := nethtml.NewTokenizer(strings.NewReader(s))
	var open []string
	for {
		switch tokens.Next() {
		case nethtml.ErrorToken:
			return tokens.Err() == io.EOF && len(open) == 0
		case nethtml.StartTagToken:
			name, _ := tokens.TagName()
			if !void[string(name)] {
				open = append(open, string(name))
			}
		case nethtml.EndTagToken:
			name, _ := tokens.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return false
			}
			open = open[:len(open)-1]
		}
	}
}
