package site

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
)

const (
	// embedDepth is how many embeds may stand within each other.
	embedDepth = 8
	// embedBudget bounds the bytes that embeds add to one page, so that notes
	// that embed each other twice over cannot grow without end.
	embedBudget = 4 << 20
)

// filled is a note's body with nothing missing.
type filled struct {
	Body
	Cited       []string // citation keys in order of first mention
	Diagnostics []diag.Diagnostic
}

// filler puts what the graph knows into the holes of a body.
type filler struct {
	planner     *Planner
	base        address.Base
	graph       *graph.Graph
	page        *graph.Note // on whose page the body stands; nil for a preview, which stands on any
	out         *markup     // takes what fills the holes, and all of what is embedded
	parts       []BodyPart  // of the page's own text, which is not copied
	embeds      []part      // that are being filled, outermost first
	budget      int
	timelines   int // written so far
	cited       []string
	diagnostics []diag.Diagnostic
}

// part is a note or a piece of one: what an embed shows.
type part struct {
	note   *graph.Note
	anchor int // index in Object.Body.Anchors, -1 for the whole
}

// fill returns the body of n as it stands on its own page.
func (p *Planner) fill(n *graph.Note) filled {
	f := filler{planner: p, base: p.settings.Base, graph: p.graph, page: n, budget: embedBudget, embeds: []part{{n, -1}}}
	body := p.body(n)
	f.parts = make([]BodyPart, 0, len(body.Holes)+1)
	fillings := written(func(out *markup) {
		f.out = out
		start, hole := 0, 0
		for _, s := range p.saidAgain(n) {
			f.write(n, start, s.offset, body.Holes[hole:s.hole])
			f.saidIn(s)
			start, hole = s.offset, s.hole
		}
		f.write(n, start, len(body.HTML), body.Holes[hole:])
	})
	return filled{Body{body.HTML, f.parts, string(fillings)}, f.cited, f.diagnostics}
}

// HTML is the body in one piece.
func (t *Body) HTML() template.HTML { return written(t.write) }

func (t *Body) write(b *markup) {
	done := int32(0)
	for _, p := range t.Parts {
		b.WriteString(t.Filled[done:p.After])
		b.WriteString(t.Compiled[p.Start:p.End])
		done = p.After
	}
	b.WriteString(t.Filled[done:])
}

// Body is the text of the note.
func (p *NotePage) Body() template.HTML { return p.Text.HTML() }

func (p *NotePage) body(b *markup) { p.Text.write(b) }

// write takes the body of n from start to end and fills the given holes, all
// of which lie between.
func (f *filler) write(n *graph.Note, start, end int, holes []markdown.Hole) {
	body := f.planner.body(n)
	text := body.HTML
	for i := range holes {
		hole := &holes[i]
		f.take(text, start, int(hole.Offset))
		start = int(hole.Offset)
		f.hole(n, body, hole)
	}
	f.take(text, start, end)
}

// take adds a part of the text that is being filled.
func (f *filler) take(text string, start, end int) {
	switch {
	case len(f.embeds) > 1:
		f.out.WriteString(text[start:end])
	case start < end:
		f.parts = append(f.parts, BodyPart{int32(start), int32(end), int32(len(f.out.text))})
	}
}

// tighten takes spaces away from the end of what is there.
func (f *filler) tighten(text string) {
	last := len(f.parts) - 1
	if len(f.embeds) > 1 || last < 0 || int(f.parts[last].After) < len(f.out.text) {
		f.out.text = bytes.TrimRight(f.out.text, " ")
		return
	}
	p := &f.parts[last]
	p.End = p.Start + int32(len(strings.TrimRight(text[p.Start:p.End], " ")))
}

func (f *filler) hole(n *graph.Note, body *markdown.Document, hole *markdown.Hole) {
	index := int(hole.Index)
	switch hole.Kind {
	case markdown.IDHole:
		if len(f.embeds) == 1 {
			attribute(f.out, "id", "", body.ID(hole))
		}
	case markdown.LocalHref:
		href := ""
		if len(f.embeds) > 1 {
			href = f.base.Href(n.Address)
		}
		f.out.address(href, body.ID(hole))
	case markdown.LinkOpen:
		f.linkOpen(n, index)
	case markdown.LinkLabel:
		f.label(n, index)
	case markdown.LinkClose:
		if f.linked(&n.Targets[index]) {
			f.out.WriteString("</a>")
		} else {
			f.out.WriteString("</span>")
		}
	case markdown.EmbedHole:
		f.embed(n, index)
	case markdown.ImageHole:
		f.image(n, index)
	case markdown.CiteHole:
		f.cite(n, index)
	case markdown.BlockHole:
		f.answer(n, index)
	}
}

func (f *filler) strings(parts ...string) { f.out.strings(parts...) }

// linked tells whether a target becomes a link.
func (f *filler) linked(t *graph.Target) bool { return t.State == graph.Resolved }

func (f *filler) linkOpen(n *graph.Note, index int) {
	t := &n.Targets[index]
	if !f.linked(t) {
		class := "link-missing"
		if t.State == graph.Ambiguous {
			class += " link-ambiguous"
		}
		f.strings(`<span class="`, class, `" title="`, html.EscapeString(f.planner.reason(t.Reason)), `">`)
		return
	}
	switch {
	case t.Note != nil:
		f.strings(`<a class="note-link type-`, f.planner.named(t.Note).entry.Type, `" href="`)
	case t.Page != nil:
		f.out.WriteString(`<a class="page-link" href="`)
	default:
		f.out.WriteString(`<a class="file-link" href="`)
	}
	f.out.address(f.href(t))
	f.out.WriteString(`"`)
	ref := &f.planner.text(n).References[index]
	attribute(f.out, "title", "", ref.Display().Title)
	if t.Note != nil && ref.Label == "" { // it shows the title
		attribute(f.out, "lang", "", f.planner.textLanguage(t.Note))
	}
	f.out.WriteString(">")
}

// href is the address of a resolved target, and the anchor in it; within the
// page itself only that is needed.
func (f *filler) href(t *graph.Target) (href, anchor string) {
	anchor = t.Anchor()
	switch {
	case t.Note != nil && t.Note == f.page && anchor != "":
		return "", anchor
	case t.Note != nil:
		return f.planner.noteHref(t.Note), anchor
	case t.File != nil:
		return f.base.Href(t.File.Address), ""
	}
	return f.base.Href(t.Page.Address), anchor
}

// label writes what a link without a label of its own shows, in the language
// of the note that is named or else of the text it stands in.
func (f *filler) label(n *graph.Note, index int) {
	language := f.language(n)
	if named := n.Targets[index].Note; named != nil {
		language = cmp.Or(f.planner.textLanguage(named), language)
	}
	inside(f.out, language, f.planner.linkLabel(n, index))
}

// language is that of the text of n.
func (f *filler) language(n *graph.Note) string {
	return cmp.Or(f.planner.textLanguage(n), f.planner.language())
}

// linkLabel is what a link without a label of its own shows.
func (p *Planner) linkLabel(n *graph.Note, index int) string {
	t, ref := &n.Targets[index], &p.text(n).References[index]
	switch {
	case ref.Label != "":
		return ref.Label
	case t.Note == nil:
		return cmp.Or(ref.Target, ref.Fragment)
	case t.Note == n && ref.Target == "":
		return cmp.Or(headingText(t), ref.Fragment)
	case headingText(t) != "":
		return t.Note.Title + " § " + headingText(t)
	}
	return t.Note.Title
}

// headingText is the text of the heading that a target names, or "".
func headingText(t *graph.Target) string {
	if t.Note == nil || t.Part < 0 {
		return ""
	}
	id := t.Anchor()
	for _, h := range t.Note.Object.Body.Headings {
		if h.ID == id {
			return h.Text
		}
	}
	return ""
}

// embed writes the note or part that an embed names, or why it cannot.
func (f *filler) embed(n *graph.Note, index int) {
	t, ref := &n.Targets[index], &f.planner.text(n).References[index]
	if t.Note == nil {
		f.refuse(f.planner.reason(t.Reason))
		return
	}
	shown := part{t.Note, int(t.Part)}
	switch {
	case slices.Contains(f.embeds, shown) || t.Part < 0 && f.within(t.Note):
		f.report(n, ref, "embed-cycle", fmt.Sprintf("the embed of %q comes back to itself", t.Note.Title), "link to it instead: [[…]]")
		f.refuse(f.planner.with("embed.cycle", "title", t.Note.Title))
	case len(f.embeds) > embedDepth:
		f.report(n, ref, "embed-depth", fmt.Sprintf("embeds stand more than %d deep within each other", embedDepth), "link to the innermost instead")
		f.refuse(f.planner.with("embed.depth", "title", t.Note.Title))
	case f.budget <= 0:
		f.report(n, ref, "embed-size", fmt.Sprintf("embeds make this page larger than %d MB", embedBudget>>20), "embed sections rather than whole notes")
		f.refuse(f.planner.with("embed.size", "title", t.Note.Title))
	default:
		f.insert(t, shown)
	}
}

// within tells whether a note, or a part of it, is being filled.
func (f *filler) within(n *graph.Note) bool {
	return slices.ContainsFunc(f.embeds, func(p part) bool { return p.note == n })
}

func (f *filler) insert(t *graph.Target, shown part) {
	body := f.planner.body(t.Note)
	// A hole between two blocks belongs to what stands before it.
	start, end := 0, body.Footnotes
	first, last := 0, holeAt(body.Holes, end+1)
	if shown.anchor >= 0 {
		a := body.Anchors[shown.anchor]
		start, end = a.Range()
		first, last = holeAt(body.Holes, start+1), holeAt(body.Holes, end+1)
		if a.Block {
			last = holeAt(body.Holes, end)
		}
	}
	f.budget -= end - start + 200
	language := f.planner.textLanguage(t.Note)
	f.out.WriteString(`<div class="embed"`)
	attribute(f.out, "lang", "", language)
	f.out.WriteString(`><p class="embed-source"`)
	if language != "" { // it is of the page, not of the note
		attribute(f.out, "lang", "", f.planner.language())
	}
	f.strings(`><a class="note-link type-`, t.Note.Type.ID, `" href="`, html.EscapeString(address.Fragment(f.base.Href(t.Note.Address), t.Anchor())), `">`)
	f.planner.prose(f.out, f.planner.with("note.from", "title", embedTitle(t)))
	f.out.WriteString("</a></p>\n")
	f.embeds = append(f.embeds, shown)
	f.write(t.Note, start, end, body.Holes[first:max(first, last)])
	f.embeds = f.embeds[:len(f.embeds)-1]
	f.out.WriteString("</div>\n")
}

func embedTitle(t *graph.Target) string {
	if heading := headingText(t); heading != "" {
		return t.Note.Title + " § " + heading
	}
	return t.Note.Title
}

// holeAt finds the first hole at or after an offset.
func holeAt(holes []markdown.Hole, offset int) int {
	at, _ := slices.BinarySearchFunc(holes, offset, func(h markdown.Hole, offset int) int {
		if int(h.Offset) < offset {
			return -1
		}
		return 1
	})
	return at
}

func (f *filler) refuse(reason string) {
	f.out.WriteString(`<div class="embed-refused"><p>`)
	f.planner.prose(f.out, reason)
	f.out.WriteString("</p></div>\n")
}

// report complains about an embed at the place where it is written, which may
// be in a note that this one embeds.
func (f *filler) report(n *graph.Note, ref *markdown.Reference, code, message, hint string) {
	f.diagnostics = append(f.diagnostics, diag.Diagnostic{
		Path: n.Object.Path, Line: int(ref.Line), Column: int(ref.Column), Severity: diag.Error, Code: code, Message: message, Hint: hint,
	})
}

// image writes an <img> with its size, so that the page does not jump, and
// with its smaller variants.
func (f *filler) image(n *graph.Note, index int) {
	t, ref := n.Targets[index], &f.planner.text(n).References[index]
	if t.File == nil {
		f.strings(`<span class="link-missing" title="`, html.EscapeString(f.planner.reason(t.Reason)), `">`)
		inside(f.out, f.language(n), cmp.Or(ref.Label, ref.Target))
		f.out.WriteString(`</span>`)
		return
	}
	info := t.File.Info
	f.strings(`<img src="`, html.EscapeString(f.base.Href(t.File.Address)), `" alt="`, html.EscapeString(ref.Label), `"`)
	asked := ref.Display()
	if info.Width > 0 && info.Height > 0 {
		width, height := info.Width, info.Height
		if asked.Width > 0 {
			width, height = asked.Width, max(1, info.Height*asked.Width/info.Width)
		}
		f.strings(` width="`, strconv.Itoa(width), `" height="`, strconv.Itoa(height), `"`)
		f.variants(t.File, width)
	}
	if asked.Class != "" {
		f.strings(` class="`, html.EscapeString(asked.Class), `"`)
	}
	f.strings(` loading="lazy" decoding="async">`)
}

// textColumn is the widest that an image is shown, in CSS pixels.
const textColumn = 720

func (f *filler) variants(file *graph.File, width int) {
	if len(file.Variants) == 0 {
		return
	}
	f.out.WriteString(` srcset="`)
	for _, v := range file.Variants {
		f.strings(html.EscapeString(f.base.Href(v.Address)), " ", strconv.Itoa(v.Width), "w, ")
	}
	shown := strconv.Itoa(min(width, textColumn))
	f.strings(html.EscapeString(f.base.Href(file.Address)), " ", strconv.Itoa(file.Info.Width), `w" sizes="(max-width: `, shown, `px) 100vw, `, shown, `px"`)
}

// cite writes a citation, each source linked to its entry on the page.
func (f *filler) cite(n *graph.Note, index int) {
	parts := f.planner.library.Cite(f.planner.text(n).Citations[index].Cluster)
	if len(parts) > 0 && wideBracket(parts[0].Text) {
		f.tighten(f.planner.body(n).HTML)
	}
	f.out.WriteString(`<span class="citation">`)
	for _, p := range parts {
		switch {
		case p.Unknown:
			f.strings(`<span class="citation-unknown" title="`, html.EscapeString(f.planner.say("bibliography.unknown")), `">`, html.EscapeString(p.Text), `</span>`)
		case p.Key != "":
			list := "" // that of the page
			if f.page == nil {
				list = f.base.Href(n.Address)
			}
			f.out.WriteString(`<a class="citation-link" href="`)
			f.out.address(list, referenceID(p.Key))
			f.out.WriteString(`"`)
			spoken(f.out, f.planner.runLanguage(p.Text), p.Text)
			f.out.WriteString(`</a>`)
			if !slices.Contains(f.cited, p.Key) {
				f.cited = append(f.cited, p.Key)
			}
		default:
			escape(f.out, p.Text)
		}
	}
	f.out.WriteString(`</span>`)
}

// wideBracket tells whether a citation begins with a bracket that has its room
// within: a space that a writer leaves before it would gape.
func wideBracket(citation string) bool { return strings.HasPrefix(citation, "（") }

// referenceID is the anchor of a source in a reference list.
func referenceID(key string) string { return "ref-" + key }
