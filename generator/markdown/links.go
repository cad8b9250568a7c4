package markdown

import (
	"fmt"
	"html"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fangzhi/generator/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// refer notes a reference at the place of the leaf where the writer is, and
// returns its index.
func (w *writer) refer(r Reference, at int) int {
	r.Line, r.Column, r.Section = w.mark(at)
	w.doc.References = append(w.doc.References, r)
	return len(w.doc.References) - 1
}

// mentioned says where in the leaf's text the label of a reference stands.
func (w *writer) mentioned(index, start int) {
	w.leaf.mentions = append(w.leaf.mentions, mention{index: index, start: start, end: w.leaf.plain.Len()})
}

// splitWikilink parts [[target|label]]. In a table the bar is escaped.
func splitWikilink(s string) (target, label string) {
	if strings.IndexByte(s, '\\') >= 0 {
		s = strings.ReplaceAll(s, `\|`, "|")
	}
	target, label, _ = strings.Cut(s, "|")
	return strings.TrimSpace(target), strings.TrimSpace(label)
}

// splitFragment parts name#heading and name#^block.
func splitFragment(target string) (name, fragment string, block bool) {
	name, fragment, _ = strings.Cut(target, "#")
	fragment = strings.TrimSpace(fragment)
	if id, ok := strings.CutPrefix(fragment, "^"); ok {
		return strings.TrimSpace(name), id, true
	}
	return strings.TrimSpace(name), fragment, false
}

// wikiReference reads what stands between the brackets; ok is false for one
// that names nothing.
func (w *writer) wikiReference(n *wikilink) (r Reference, ok bool) {
	target, label := splitWikilink(n.text)
	r = Reference{Kind: ToName, Label: label}
	r.Target, r.Fragment, r.Block = splitFragment(target)
	if r.Target == "" && r.Fragment == "" {
		w.report(diag.Error, n.at, "link-empty", fmt.Sprintf("the link [[%s]] names nothing", n.text), "write the name of a note: [[name]] or [[name|label]]")
		return r, false
	}
	return r, true
}

func (w *writer) wikilink(n *wikilink) {
	if n.embed {
		if isImage(wikiTarget(n.text)) {
			if index := w.wikiImage(n); index >= 0 {
				w.hole(ImageHole, index, "")
			}
			return
		}
		w.report(diag.Warning, n.at, "embed-inline", fmt.Sprintf("an embed within other text is shown as a link: ![[%s]]", n.text), "put it in a paragraph of its own")
	}
	r, ok := w.wikiReference(n)
	if !ok || w.linked > 0 {
		w.text("[[" + n.text + "]]")
		return
	}
	index := w.refer(r, n.at)
	start := w.leaf.plain.Len()
	w.hole(LinkOpen, index, "")
	if r.Label != "" {
		w.text(r.Label)
	} else {
		w.hole(LinkLabel, index, "")
		w.leaf.plain.WriteString(wikiTarget(n.text))
	}
	w.hole(LinkClose, index, "")
	w.mentioned(index, start)
}

func wikiTarget(s string) string {
	target, _ := splitWikilink(s)
	return target
}

// embed leaves the hole for another note's body.
func (w *writer) embed(n *wikilink, a attributes) {
	r, ok := w.wikiReference(n)
	if !ok {
		w.open("p", a)
		w.text("![[" + n.text + "]]")
		w.write("</p>\n")
		return
	}
	r.Kind = Embed
	w.hole(EmbedHole, w.refer(r, n.at), "")
}

var imageExtensions = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

func isImage(name string) bool {
	return slices.Contains(imageExtensions, strings.ToLower(path.Ext(name)))
}

// wikiImage notes ![[picture.png|alt text|300]]; -1 where it names nothing.
func (w *writer) wikiImage(n *wikilink) int {
	target, label := splitWikilink(n.text)
	r := Reference{Kind: Image, Target: target}
	var asked Display
	for part := range strings.SplitSeq(label, "|") {
		if width, err := strconv.Atoi(strings.TrimSpace(part)); err == nil && width > 0 && width <= 10_000 {
			asked.Width = width
		} else if part != "" {
			r.Label = strings.TrimSpace(part)
		}
	}
	r.display(asked)
	return w.refer(r, n.at)
}

// image notes an image, or returns -1 for one that is not the site's own.
func (w *writer) image(n *ast.Image) int {
	destination := resolve(string(n.Destination))
	if !local(destination) {
		return -1
	}
	r := Reference{Kind: Image, Target: unescapePath(destination), Label: w.plainOf(n)}
	r.display(Display{Title: resolve(string(n.Title))})
	return w.refer(r, n.Pos())
}

func (w *writer) inlineImage(n *ast.Image) {
	if w.options.verbatim {
		w.write(`<img src="`, href(n.Destination), `" alt="`, html.EscapeString(w.plainOf(n)), `"`, title(n.Title), `>`)
		return
	}
	index := w.image(n)
	if index >= 0 {
		w.imageTail(n, index)
		w.leaf.plain.WriteString(w.doc.References[index].Label)
		w.hole(ImageHole, index, "")
		return
	}
	destination := resolve(string(n.Destination))
	if !safeScheme(destination) {
		w.unsafe(destination, n.Pos())
		w.text(w.plainOf(n))
		return
	}
	w.report(diag.Warning, n.Pos(), "external-image", fmt.Sprintf("an image from another site is shown as a link: %s", destination),
		"put a copy of it beside the note, if its licence allows that")
	w.write(`<a class="external" rel="noopener external" href="`, href(n.Destination), `">`)
	w.text(w.plainOf(n))
	w.write("</a>")
}

// imageTail reads the attributes right behind an image, which the parser may
// have parted into several pieces of text.
func (w *writer) imageTail(n *ast.Image, index int) {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok || w.source[next.Segment.Start] != '{' {
		return
	}
	rest := w.written[next.Segment.Start:min(len(w.source), next.Segment.Start+longest)]
	end := strings.IndexAny(rest, "}\n")
	if end < 0 || rest[end] != '}' || !looksLikeAttributes(rest[:end+1]) {
		return
	}
	a := w.parseAttributes(rest[1:end], next.Segment.Start)
	ref := &w.doc.References[index]
	ref.display(Display{ref.Display().Title, a.width, strings.Join(a.classes, " ")})
	w.leaf.from = next.Segment.Start + end + 1
}

func (w *writer) link(n *ast.Link) {
	destination := resolve(string(n.Destination))
	switch {
	case w.options.verbatim || !local(destination) && safeScheme(destination):
		w.write(`<a`)
		if !w.options.verbatim {
			w.write(` class="external" rel="noopener external"`)
		}
		w.write(` href="`, href(n.Destination), `"`, title(n.Title), `>`)
		w.label(n)
		w.write("</a>")
	case !local(destination):
		w.unsafe(destination, n.Pos())
		w.inlines(n)
	default:
		r := w.localLink(destination)
		r.Label = strings.TrimSpace(fold(w.plainOf(n)))
		r.display(Display{Title: resolve(string(n.Title))})
		index := w.refer(r, n.Pos())
		start := w.leaf.plain.Len()
		w.hole(LinkOpen, index, "")
		w.label(n)
		w.hole(LinkClose, index, "")
		w.mentioned(index, start)
	}
}

// label writes the text of a link. What would be a link of its own is text
// there, since links cannot stand within each other.
func (w *writer) label(n ast.Node) {
	w.linked++
	w.inlines(n)
	w.linked--
}

// localLink reads the address of a link into the site.
func (w *writer) localLink(destination string) Reference {
	target, fragment, _ := strings.Cut(destination, "#")
	target, _, _ = strings.Cut(target, "?")
	r := Reference{Kind: ToFile, Target: unescapePath(target), Fragment: unescapePath(fragment)}
	switch {
	case target == "":
		r.Kind = ToName
	case strings.HasSuffix(r.Target, ".md"):
		r.Kind = ToPath
		r.Target = strings.TrimSuffix(r.Target, ".md")
	}
	if id, ok := strings.CutPrefix(r.Fragment, "^"); ok && r.Kind != ToFile {
		r.Fragment, r.Block = id, true
	}
	return r
}

func unescapePath(s string) string {
	if decoded, err := url.PathUnescape(s); err == nil {
		return decoded
	}
	return s
}

func (w *writer) autoLink(n *ast.AutoLink) {
	address := string(n.URL(w.source))
	label := string(n.Label(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	if n.AutoLinkType == ast.AutoLinkURL && !strings.Contains(address, ":") {
		address = "http://" + address
	}
	if !w.options.verbatim && !safeScheme(address) {
		w.unsafe(address, n.Pos())
		w.text(label)
		return
	}
	w.write(`<a`)
	if !w.options.verbatim {
		// Bare: what is shown is the address itself, which print need not add.
		w.write(` class="external bare" rel="noopener external"`)
	}
	w.write(` href="`, html.EscapeString(string(util.URLEscape([]byte(address), false))), `">`)
	w.text(label)
	w.write("</a>")
}

// local tells whether an address has neither scheme nor host.
func local(destination string) bool {
	clean := visibleOnly(destination)
	if strings.HasPrefix(clean, "//") || strings.HasPrefix(clean, `\\`) || strings.HasPrefix(clean, `/\`) {
		return false
	}
	end := strings.IndexAny(clean, ":/?#")
	return end < 0 || clean[end] != ':'
}

// safeScheme tells whether an address of another site may be linked to.
func safeScheme(destination string) bool {
	scheme, _, ok := strings.Cut(visibleOnly(destination), ":")
	if !ok {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		return true
	}
	return false
}

// visibleOnly drops what browsers skip when they read an address.
func visibleOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

func (w *writer) unsafe(destination string, at int) {
	w.report(diag.Error, at, "unsafe-link", fmt.Sprintf("the address %q is not linked to", destination),
		"addresses begin with https:, http: or mailto:, or lead to a file of the site")
}

// href is an address as it stands in an attribute.
func href(destination []byte) string {
	return html.EscapeString(string(util.URLEscape(destination, true)))
}

// title is a title attribute, or nothing.
func title(t []byte) string {
	if len(t) == 0 {
		return ""
	}
	return ` title="` + html.EscapeString(resolve(string(t))) + `"`
}
